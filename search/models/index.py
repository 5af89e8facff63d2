"""The search index: three ordinary tables, the same on every database (decision 0012).

A *document* is an indexed object; its number is its primary key where that is an integer. Numbers
and words are counted within a *space*, which is what the root of a model's family is called in
`ContentType` (all page types are one space, images another), so that a search among pages never
looks at images.
"""

from django.contrib.contenttypes.models import ContentType
from django.db import models

from search.morphology import LONGEST_KEY


class Entry(models.Model):
    """One indexed object, as it was when it was indexed."""

    space = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    number = models.BigIntegerField()
    object_id = models.CharField(max_length=64)
    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    # Of a page, its own; empty for what is indexed in every language.
    language = models.CharField(max_length=12, blank=True)
    # The whole title by folded words, for who types it whole.
    title = models.CharField(max_length=200, blank=True)
    # All words, folded, with a space around each, for phrases.
    words = models.TextField(blank=True)
    # What excerpts are cut from.
    text = models.TextField(blank=True)
    # The ids of its terms, so that its postings are found again to be replaced.
    terms = models.JSONField(default=list)
    # Of everything that went in: what has not changed is not written again.
    digest = models.CharField(max_length=40)
    # By which analysers and rules; another one asks for a rebuild.
    made_by = models.CharField(max_length=40)

    wagtail_reference_index_ignore = True

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["space", "object_id"], name="search_entry_object"),
            models.UniqueConstraint(fields=["space", "number"], name="search_entry_number"),
        ]
        indexes = [
            models.Index(fields=["space", "language"], name="search_entry_language"),
            models.Index(fields=["space", "title"], name="search_entry_title"),
            models.Index(fields=["made_by"], name="search_entry_made_by"),
        ]

    def __str__(self) -> str:
        return f"{self.content_type_id}:{self.object_id}"


class Term(models.Model):
    """Something that documents of a space are found by, in one language.

    The kinds are those of `search.morphology`, and `WORD`: a word as it is written, kept so that
    beginnings, slips of the fingers and words typed without diacritics find what there is.
    """

    WORD = "w"

    space = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    language = models.CharField(max_length=12)
    kind = models.CharField(max_length=1)
    text = models.CharField(max_length=LONGEST_KEY)
    folded = models.CharField(max_length=LONGEST_KEY)

    wagtail_reference_index_ignore = True

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["space", "language", "text", "kind"], name="search_term_text"
            )
        ]
        indexes = [
            models.Index(fields=["space", "language", "kind", "folded"], name="search_term_folded"),
        ]

    def __str__(self) -> str:
        return f"{self.language}:{self.kind}:{self.text}"


class Posting(models.Model):
    """That a term stands in a document, and how much it says about it.

    Read in the order of its key, so SQLite keeps it in that order (WITHOUT ROWID) and PostgreSQL
    answers from the index alone (INCLUDE): see the first migration.
    """

    pk = models.CompositePrimaryKey("term", "document")
    term = models.BigIntegerField()
    document = models.BigIntegerField()
    # In thousandths; see search/backends/weights.py.
    weight = models.IntegerField()
    # Which fields it stands in, a bit each; see search/backends/documents.py.
    fields = models.BigIntegerField()

    wagtail_reference_index_ignore = True

    class Meta:
        db_table = "search_posting"

    def __str__(self) -> str:
        return f"{self.term}:{self.document}"


class Rebuild(models.Model):
    """How far `update_index` has come: what was interrupted goes on where it stopped."""

    made_by = models.CharField(max_length=40)
    # In words: which analysers, with their versions.
    analysers = models.TextField()
    started_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True)
    # The label of the last model begun, and the key of its last object written.
    model = models.CharField(max_length=200, blank=True)
    last = models.CharField(max_length=64, blank=True)

    wagtail_reference_index_ignore = True

    def __str__(self) -> str:
        return f"{self.started_at:%Y-%m-%d %H:%M}"
