"""Promoted results: pages that editors show first for a query, whatever the index says.

They are Wagtail's own (`wagtail.contrib.search_promotions`), with two differences. A query meets a
promotion by its meaning, not by its letters: "strefy przemysłowej", "Przemyslowa strefa" and a
promotion for "strefa przemysłowa" are the same words. And a page is shown in the search of its own
language only. A link to another site has no language and is shown in all.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from django.db.models import Q, QuerySet
from wagtail.contrib.search_promotions.models import SearchPromotion

from search.finding import readable_pages
from search.morphology import Key, Word, analyser, fold, words
from search.queries import typed

# Words that are looked up without their diacritics; nobody promotes a page for a longer sentence.
MOST_WORDS = 8
# A longer run of letters is no word; looking up all that it may stand for takes for ever.
LONGEST_WORD = 20


@dataclass(frozen=True)
class Meaning:
    """What a query says, whatever the forms and the order of its words."""

    letters: str
    """All letters and digits, so that "e-mail" is "email" and 769-225-25-07 is 7692252507."""
    words: tuple[frozenset[Key], ...]
    """Without those that only hold a sentence together, unless there are no others."""

    def is_that_of(self, other: "Meaning") -> bool:
        """Whether each word of either is one of the other's."""
        if self.letters == other.letters:
            return True
        return all(any(mine & its for its in other.words) for mine in self.words) and all(
            any(mine & its for mine in self.words) for its in other.words
        )


def meaning(text: str, language: str, is_reader: bool = False) -> Meaning:
    """What `text` means in `language`.

    Of a reader who types no diacritics at all, each word is taken also for those that it may stand
    for ("sad" for "sąd"); of an editor only a word that no dictionary knows ("przemyslowa").
    """
    query = typed(text)
    text = " ".join([query.words, *query.phrases])
    plain = [word for compound in words(text) for word in compound.plain()]
    telling = analyser(language).telling(plain)
    restored = len(telling) <= MOST_WORDS
    guessed = restored and is_reader and text.isascii()
    found = tuple(
        frozenset(_keys(word, language, restored=restored, guessed=guessed)) for word in telling
    )
    return Meaning("".join(word.text for word in plain).lower(), found)


# What readers type is not kept: there is no end of it, and it would drive out what is promoted.
promoted_meaning = lru_cache(maxsize=8192)(meaning)


def _keys(word: Word, language: str, *, restored: bool, guessed: bool) -> Iterable[Key]:
    analysed = analyser(language)
    yield from analysed.keys(word)
    is_word = word.text.isalpha() and len(word.text) <= LONGEST_WORD
    if is_word and restored and (guessed or not analysed.read(word.text).known):
        for candidate in analysed.restored(fold(word.text)):
            yield from analysed.read(candidate).keys


class Queries:
    """The queries that something is promoted for, to look up others by what they mean."""

    def __init__(self, queries: Iterable[tuple[int, str]], language: str):
        self.language = language
        self.meanings: dict[int, Meaning] = {}
        self._of_word: defaultdict[Key, list[int]] = defaultdict(list)
        self._of_letters: defaultdict[str, list[int]] = defaultdict(list)
        for number, text in queries:
            meant = self.meanings[number] = promoted_meaning(text, language)
            self._of_letters[meant.letters].append(number)
            for keys in meant.words:
                for key in keys:
                    self._of_word[key].append(number)

    def like(self, text: str) -> list[int]:
        """The numbers of those that mean what `text` means."""
        if not self.meanings:
            return []
        asked = meaning(text, self.language, is_reader=True)
        if not asked.words:
            return []
        candidates = dict.fromkeys(self._of_letters.get(asked.letters, ()))
        for key in asked.words[0]:
            candidates |= dict.fromkeys(self._of_word.get(key, ()))
        return [number for number in candidates if asked.is_that_of(self.meanings[number])]


def shown_in(language: str) -> QuerySet[SearchPromotion]:
    """The promotions that readers of a language may be shown."""
    pages = readable_pages().filter(locale__language_code=language).values("pk")
    return SearchPromotion.objects.filter(
        Q(page__in=pages) | (Q(page=None) & ~Q(external_link_url=""))
    )


def promoted_queries() -> Iterable[tuple[int, str]]:
    """The number and the text of each query that something is promoted for."""
    queries = SearchPromotion.objects.order_by()
    return queries.values_list("query", "query__query_string").distinct()


def promoted(text: str, language: str, queries: Queries | None = None) -> list[SearchPromotion]:
    """What editors promote for `text` in `language`, in their order.

    Each has a `title`, a `description` and either a `page` or an `external_link_url` (`link` is the
    one that there is). Who keeps the `queries` asks the database only where something is promoted.
    """
    if not text.strip():
        return []
    matching = (queries or Queries(promoted_queries(), language)).like(text)
    if not matching:
        return []
    found = shown_in(language).filter(query__in=matching).select_related("page")
    # The same page may be promoted for two queries of one meaning.
    once = {promotion.page_id or promotion.link: promotion for promotion in reversed(found)}
    return list(reversed(once.values()))
