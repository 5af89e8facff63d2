"""What else there is than what was asked for: another word, another language."""

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlencode

from django.conf import settings
from django.db.models import BooleanField, ExpressionWrapper, Q
from django.urls import reverse
from django.utils.translation import get_language_info, override
from wagtail.models import Page

from search.backends.index import space_of
from search.models import Entry, Posting, Term
from search.morphology import LEMMA, analyser, folded, tokens, words
from search.queries import typed


@dataclass(frozen=True)
class Instead:
    """A word that nothing was found for, and what was looked for instead."""

    typed: str
    searched: list[tuple[str, str]]
    """Each word with the query that has it in the place of what was typed; none where all of them
    may be known from pages only that readers may not see."""


@dataclass(frozen=True)
class Elsewhere:
    """How much another language has for the same query."""

    language: str
    count: int
    text: str

    @property
    def primary(self) -> str:
        """The language without its country: "en" of "en-gb"."""
        return self.language.partition("-")[0].lower()

    @property
    def name(self) -> str:
        """What the language calls itself."""
        try:
            return get_language_info(self.language)["name_local"]
        except KeyError:
            return dict(settings.LANGUAGES).get(self.language, self.language)

    @property
    def url(self) -> str:
        """The search page in that language, asked the same."""
        with override(self.language):
            return f"{reverse('search')}?{urlencode({'q': self.text})}"


def tellable(texts: Iterable[str], language: str, pages: list[int]) -> set[str]:
    """Those of `texts` that one of `pages`, by their keys, holds, in another form perhaps.

    The index knows the words of drafts and of closed pages, too: those nobody is told. So it has to
    be a form that a dictionary knows; a stemmer may take a name from a draft for one from a page.
    """
    spoken = {text: _own_key(text, language) for text in texts}
    terms = Term.objects.filter(
        space=space_of(Page),
        language=language,
        kind=LEMMA,
        text__in={key for keys in spoken.values() for key in keys},
    )
    lemmas = dict(terms.values_list("pk", "text"))
    postings = Posting.objects.filter(term__in=lemmas, document__in=pages)
    held = {lemmas[term] for term in postings.values_list("term", flat=True).distinct()}
    found = {text for text, keys in spoken.items() if held.intersection(keys)}
    return found | _written({text for text, keys in spoken.items() if not keys}, pages)


def _own_key(text: str, language: str) -> list[str]:
    """The lemmas of a word that a dictionary knows, else the word itself; none if by stem only."""
    reading = analyser(language).read(text)
    lemmas = [lemma for kind, lemma in reading.keys if kind == LEMMA]
    return lemmas if reading.known else lemmas[:1]


def _written(texts: set[str], pages: list[int]) -> set[str]:
    """Those of `texts` that one of `pages` holds as they are written."""
    if not texts:
        return set()
    holding = {
        f"holds_{place}": ExpressionWrapper(
            Q(words__contains=f" {folded(tokens(text))} "), output_field=BooleanField()
        )
        for place, text in enumerate(texts)
    }
    entries = Entry.objects.filter(space=space_of(Page), number__in=pages)
    rows = entries.annotate(**holding).values_list(*holding)
    return {text for text, *held in zip(texts, *rows, strict=True) if any(held)}


def replaced(text: str, word: str, by: str) -> str:
    """`text` with `by` wherever `word` is looked for: in no phrase, nor where it is excluded."""
    parsed = typed(text)
    places = [part for whole in words(text) for part in (whole, *whole.parts) if part.text == word]
    for place in reversed(places):
        changed = text[: place.start] + by + text[place.end :]
        read = typed(changed)
        if (read.phrases, read.excluded) == (parsed.phrases, parsed.excluded):
            text = changed
    return text
