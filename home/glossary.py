"""The glossary as readers see it: a page of each language with all terms, in alphabetical order."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import groupby

from anyascii import anyascii
from django.db import models, transaction
from django.db.models.signals import post_delete, post_save
from django.http import HttpRequest
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page
from wagtail.search import index

from portal.collation import ALPHABET, polish_key
from portal.frame import frame_of
from portal.models import BasePage, GlossaryTerm
from portal.models.glossary import LANGUAGES
from portal.structured_data.around import Around
from portal.structured_data.pages import web_page
from portal.structured_data.things import DefinedTerm, DefinedTermSet, Reference, Thing

FIGURES = "0–9"


@dataclass(frozen=True)
class Entry:
    """A term as it is shown in one language, with what the other one calls it."""

    term: str
    definition: str
    synonyms: list[str]
    other: str
    other_language: str
    anchor: str


@dataclass(frozen=True)
class Letter:
    """The terms that begin with one letter."""

    name: str
    entries: list[Entry] = field(default_factory=list)

    @property
    def anchor(self) -> str:
        return f"letter-{self.name.lower()}"


def letter_of(term: str) -> str:
    """Under which letter a reader looks for `term`: Ł is a letter of its own, É is an E."""
    first = next((sign for sign in term.casefold() if sign.isalnum()), "")
    if first not in ALPHABET:
        first = anyascii(first)[:1].casefold()
    return first.upper() if first.isalpha() else FIGURES


def entries_in(language: str, terms: Iterable[GlossaryTerm]) -> list[Entry]:
    """`terms` as they are shown in `language`, in the order of the Polish alphabet."""
    (other,) = set(LANGUAGES) - {language}
    said = [term for term in terms if getattr(term, f"term_{language}")]
    said.sort(key=lambda term: (polish_key(getattr(term, f"term_{language}")), term.pk))
    taken: set[str] = set()
    return [
        Entry(
            term=getattr(term, f"term_{language}"),
            definition=getattr(term, f"definition_{language}") or "",
            synonyms=term.synonyms_in(language),
            other=getattr(term, f"term_{other}") or "",
            other_language=other,
            anchor=anchor_of(term, language, taken),
        )
        for term in said
    ]


def anchor_of(term: GlossaryTerm, language: str, taken: set[str]) -> str:
    """Where on the page `term` is found; numbered where another one already reads so."""
    anchor = f"term-{slugify(anyascii(getattr(term, f'term_{language}'))) or term.pk}"
    if anchor in taken:
        anchor = f"{anchor}-{term.pk}"
    taken.add(anchor)
    return anchor


def by_letter(entries: Iterable[Entry]) -> list[Letter]:
    """`entries`, which are in order, under their letters; what begins with a figure comes first."""
    # What begins with a bracket or a quotation mark stands before all letters, otherwise.
    ordered = sorted(entries, key=lambda entry: polish_key(letter_of(entry.term)))
    return [
        Letter(name, list(found))
        for name, found in groupby(ordered, key=lambda entry: letter_of(entry.term))
    ]


class GlossaryPage(BasePage):
    """All terms of the glossary in the language of the page. It fills itself."""

    lead = models.TextField(_("lead"), max_length=400, blank=True)

    content_panels = [*Page.content_panels, FieldPanel("lead")]
    search_fields = [
        *Page.search_fields,
        index.SearchField("lead"),
        index.SearchField("told_of_terms"),
    ]

    api_fields = ["lead"]
    parent_page_types = ["home.HomePage"]
    subpage_types = []
    max_count_per_parent = 1
    template = "home/glossary_page.html"
    shows = ("letters",)
    page_description = _("All terms of the glossary with what they mean. It fills itself.")

    class Meta:
        verbose_name = _("glossary page")
        verbose_name_plural = _("glossary pages")

    def told_of_terms(self) -> str:
        """What the search finds the page by: all that it tells, a term on each line."""
        return "\n".join(
            " – ".join(filter(None, [entry.term, ", ".join(entry.synonyms), entry.definition]))
            for entry in entries_in(self.locale.language_code, GlossaryTerm.objects.all())
        )

    def shown_in(self, request: HttpRequest) -> dict:
        """The terms by their letters. A copy that waits for its translation speaks the language
        of its original."""
        language = frame_of(request, self).content_language
        return {"letters": by_letter(entries_in(language, GlossaryTerm.objects.all()))}

    def structured_data(self, around: Around) -> list[Thing]:
        entries = [entry for letter in around.shown["letters"] for entry in letter.entries]
        if not entries:
            return super().structured_data(around)
        glossary = DefinedTermSet(
            id=around.id_here("glossary"),
            name=self.title,
            inLanguage=around.language,
            publisher=around.association,
            hasDefinedTerm=[
                DefinedTerm(
                    id=around.id_here(entry.anchor),
                    url=around.id_here(entry.anchor),
                    name=entry.term,
                    alternateName=entry.synonyms,
                    description=entry.definition,
                    inDefinedTermSet=Reference(id=around.id_here("glossary")),
                )
                for entry in entries
            ],
        )
        return [web_page(around, mainEntity=glossary.reference), glossary]


def connect() -> None:
    for signal in (post_save, post_delete):
        signal.connect(index_pages_anew, sender=GlossaryTerm)


def index_pages_anew(sender: type[GlossaryTerm], raw: bool = False, **kwargs) -> None:
    """The pages are searched by what the terms say."""
    if not raw:
        transaction.on_commit(put_pages_into_index)


def put_pages_into_index() -> None:
    for page in GlossaryPage.objects.all():
        index.insert_or_update_object(page)
