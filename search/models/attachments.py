from django.db import models

from search.extraction import Outcome


class AttachmentText(models.Model):
    """What was read in the file of a document, so that the same bytes are not read twice."""

    # No foreign key: which model documents are of is a setting, and no business of migrations.
    document_id = models.BigIntegerField(primary_key=True)
    file_name = models.CharField(max_length=255)
    file_hash = models.CharField(max_length=40, db_index=True)
    outcome = models.CharField(max_length=16)
    text = models.TextField(blank=True)
    read_at = models.DateTimeField(auto_now=True)

    # Where reading the same bytes again would come to the same.
    SETTLED = frozenset(Outcome) - {Outcome.TOO_SLOW, Outcome.MISSING}

    def __str__(self) -> str:
        return f"{self.file_name}: {self.outcome}"

    def is_of(self, document) -> bool:
        """Whether this is what the present file of `document` comes to.

        Both name and hash: code may give a document another file and leave the hash as it was, a
        storage may put another file under the same name. A document that code made may have no
        hash: then its name has to do.
        """
        return (
            self.outcome in self.SETTLED
            and self.file_name == document.file.name
            and document.file_hash in (self.file_hash, "")
        )
