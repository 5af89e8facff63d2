"""What somebody typed into a search field, taken apart. No syntax is wrong; nothing is refused."""

import re
from dataclasses import dataclass

from modelsearch.query import SearchQuery

LONGEST_QUERY = 200

# „Polish”, “English”, «other» and straight quotation marks open and close a phrase.
_QUOTES = '"„”“«»'
_PHRASE = re.compile(rf"(?:^|(?<=\s))(-?)[{_QUOTES}]([^{_QUOTES}]+)[{_QUOTES}]")
# "temperatura -5" and "2021 -2027" exclude no number.
_MINUS = re.compile(r"(?:^|(?<=\s))-(?!\d{1,4}(?:\s|$))(\w\S*)")
_HYPHENS = re.compile(r"(?:^|(?<=\s))-+")
# A control character is no part of a word, and NUL none of a PostgreSQL text.
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True)
class Typed:
    """A query by its parts."""

    words: str = ""
    phrases: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.words or self.phrases)


def clean(text: str) -> str:
    """`text` on one line, without control characters, not longer than anybody types."""
    line = " ".join(_CONTROL.sub(" ", text).split())
    if len(line) <= LONGEST_QUERY:
        return line
    # What is cut in two is no word that a document has.
    return line[: LONGEST_QUERY + 1].rpartition(" ")[0] or line[:LONGEST_QUERY]


def typed(text: str) -> Typed:
    """The words, the "phrases in quotation marks" and the -excluded words of `text`.

    A mark that closes nothing and a lone hyphen are no syntax. What only excludes is taken for
    words: nobody looks for everything but something.
    """
    text = clean(text)
    phrases: list[str] = []
    excluded: list[str] = []

    def phrase(match: re.Match) -> str:
        (excluded if match[1] else phrases).append(match[2].strip())
        return " "

    def minus(match: re.Match) -> str:
        excluded.append(match[1])
        return " "

    rest = _MINUS.sub(minus, _PHRASE.sub(phrase, text))
    found = Typed(" ".join(rest.split()), _telling(phrases), _telling(excluded))
    return found if found or not excluded else Typed(_HYPHENS.sub("", text))


def _telling(parts: list[str]) -> tuple[str, ...]:
    """Those of `parts` that say something: no document can hold, or lack, the phrase "!"."""
    return tuple(dict.fromkeys(part for part in parts if any(map(str.isalnum, part))))


class SiteQuery(SearchQuery):
    """What a reader typed into the portal's own search, in the language of the address.

    Unlike a query of `wagtail.search.query` it is helped along: where all words together find less
    than FILL documents, words are also read as if typed without diacritics; where they find none,
    as if mistyped; and the list is filled up with what holds some of them. `synonyms` are the
    `search.synonyms.Synonyms` of the text, if it may be answered in other words.
    """

    FILL = 10

    def __init__(self, text: str, language: str, synonyms=None):
        self.text = clean(text)
        self.language = language
        self.synonyms = synonyms

    def __repr__(self) -> str:
        return f"<SiteQuery {self.text!r} language={self.language!r}>"
