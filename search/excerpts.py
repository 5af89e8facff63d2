"""The words of a query marked in what was found: whole titles, and the passage that says most.

Pure: texts go in, escaped HTML comes out. A word is marked in whichever form it stands, by the same
keys that the index finds it under; how much of a long text is read is bounded.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from search.morphology import CODE, Key, Word, analyser, fold, folded_words, words
from search.queries import typed

LENGTH = 200
# How much of a text is looked at: some thousand words, far more than most pages have.
LONGEST_READ = 30_000
# Before the first marked word, where no sentence begins nearby.
CONTEXT = 60
LONGEST_RESTORED = 20
BETWEEN_PARAGRAPHS = " · "

_FOLDED = "f"
_SPACES = re.compile(r"[\s\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]+")
_ENDS = (".", "!", "?", "…")
_SENTENCE = re.compile(r"[.!?…][”\"')\]]*\s+(?=\S)")

Levels = Mapping[int, int]


@dataclass(frozen=True, slots=True)
class Mark:
    """A place in a text that holds a word of the query."""

    start: int
    end: int
    group: int
    level: int
    """0 where it is a form of what was typed; more, the further it is from that."""


class Marker:
    """Finds the words of one query in texts of one language."""

    def __init__(
        self,
        query: str,
        language: str,
        instead: Mapping[str, Sequence[str]] | None = None,
        *,
        begun: bool = False,
    ):
        """`instead`: what was looked for in place of a mistyped word. `begun`: whether the last
        word may be but a beginning."""
        parsed = typed(query)
        self.analyser = analyser(language)
        self.begun = ""
        self._groups: list[list[set[Key]]] = []
        self._phrases = [spoken for text in parsed.phrases if (spoken := folded_words(text))]
        self._known: dict[str, list[tuple[int, int]]] = {}
        spoken = list(words(parsed.words))
        if begun and spoken:
            *_, last = spoken[-1].plain()
            self.begun = fold(last.text)
        for word in self._telling(spoken):
            self._groups.append(self._levels(word, (instead or {}).get(word.text, ())))

    def _telling(self, spoken: list[Word]) -> list[Word]:
        """Those of `spoken` worth marking: one or two letters stand in every other sentence."""
        telling = [word for word in self.analyser.telling(spoken) if not _is_short(word.text)]
        return telling or spoken

    def _levels(self, word: Word, instead: Iterable[str]) -> list[set[Key]]:
        """The keys of `word` itself; as if typed without its marks; of what it was taken for."""
        folded = fold(word.text)
        itself = set(self.analyser.keys(word))
        unmarked: set[Key] = {(_FOLDED, folded), (CODE, folded)}
        if word.code.isalpha():
            unmarked |= {(_FOLDED, word.code), *self.analyser.read(word.code).keys}
        meant = []
        if word.text.isalpha() and len(folded) <= LONGEST_RESTORED:
            meant += self.analyser.restored(folded)
        for part in word.parts:
            if len(part.text) > 2:
                unmarked |= {(_FOLDED, fold(part.text)), *self.analyser.keys(part)}
        unmarked |= {key for text in meant for key in self.analyser.read(text).keys}
        corrected = {key for text in instead for key in self.analyser.read(text).keys}
        corrected |= {(_FOLDED, fold(text)) for text in instead}
        return [itself, unmarked, corrected]

    # --- finding ---------------------------------------------------------------------------

    def _meaning(self, word: Word) -> list[tuple[int, int]]:
        """Which words of the query `word` is, each with its level."""
        known = self._known.get(word.text)
        if known is None:
            keys = {*self.analyser.keys(word), (_FOLDED, fold(word.text))}
            known = self._known[word.text] = [
                (group, level)
                for group, levels in enumerate(self._groups)
                if (level := self._level(levels, keys)) is not None
            ]
            if self.begun and fold(word.text).startswith(self.begun):
                known.append((len(self._groups) - 1, 0))
        return known

    @staticmethod
    def _level(levels: list[set[Key]], keys: set[Key]) -> int | None:
        return next((level for level, wanted in enumerate(levels) if wanted & keys), None)

    def _find(self, text: str) -> list[Mark]:
        """Every place that holds a word or a phrase of the query, in the order of the text."""
        found = []
        spoken = list(words(text))
        for word in spoken:
            meaning = self._meaning(word)
            found += [Mark(word.start, word.end, *meant) for meant in meaning]
            if not meaning:
                for part in word.parts:
                    found += [Mark(part.start, part.end, *meant) for meant in self._meaning(part)]
        found += self._find_phrases([part for word in spoken for part in word.plain()])
        return sorted(found, key=lambda mark: (mark.start, -mark.end))

    def _find_phrases(self, spoken: list[Word]) -> Iterator[Mark]:
        if not self._phrases:
            return
        folded = [fold(word.text) for word in spoken]
        for number, phrase in enumerate(self._phrases):
            for place in range(len(folded) - len(phrase) + 1):
                if folded[place : place + len(phrase)] == phrase:
                    last = spoken[place + len(phrase) - 1]
                    yield Mark(spoken[place].start, last.end, len(self._groups) + number, 0)

    @staticmethod
    def _nearest(marks: Iterable[Mark]) -> Levels:
        """For each word of the query the level of what comes nearest to it."""
        nearest: dict[int, int] = {}
        for mark in marks:
            nearest[mark.group] = min(mark.level, nearest.get(mark.group, mark.level))
        return nearest

    # --- showing ---------------------------------------------------------------------------

    def pieces(self, text: str, levels: Levels | None = None) -> list[str]:
        """`text` cut into what is not marked and what is, in turns; joined, it is `text`."""
        marks = self._find(text[:LONGEST_READ])
        levels = self._nearest(marks) if levels is None else levels
        pieces, end = [], 0
        for mark in marks:
            if mark.start >= end and mark.level == levels.get(mark.group):
                pieces += [text[end : mark.start], text[mark.start : mark.end]]
                end = mark.end
        return [*pieces, text[end:]]

    def marked(self, text: str, levels: Levels | None = None) -> SafeString:
        """`text` as HTML, with the words of the query in `<mark>`."""
        html = [
            f"<mark>{escape(piece)}</mark>" if place % 2 else escape(piece)
            for place, piece in enumerate(self.pieces(text, levels))
        ]
        return mark_safe("".join(html))  # noqa: S308 - each piece is escaped

    def excerpt(self, text: str, length: int = LENGTH) -> SafeString:
        """About `length` characters of `text` as HTML: where it says most of the query.

        `text` has a paragraph on each line. Where it says nothing of the query it is its beginning.
        """
        paragraphs = [
            paragraph
            for line in text[:LONGEST_READ].split("\n")
            if (paragraph := _SPACES.sub(" ", line).strip())
        ]
        if not paragraphs:
            return SafeString("")
        found: list[list[Mark]] = []
        for paragraph in paragraphs:
            marks = self._find(paragraph)
            found.append(marks)
            if self._says_all(marks):
                break
        levels = self._nearest(mark for marks in found for mark in marks)
        found = [[m for m in marks if m.level == levels[m.group]] for marks in found]
        number, first = self._best(found, length)
        return self.marked(self._cut(paragraphs[number:], first, length), levels)

    def _says_all(self, marks: list[Mark]) -> bool:
        wanted = len(self._groups) + len(self._phrases)
        return len({mark.group for mark in marks if not mark.level}) == wanted > 0

    @staticmethod
    def _best(found: list[list[Mark]], length: int) -> tuple[int, int]:
        """Of the passage that holds most of the query: its paragraph, and where that begins."""
        best, most = (0, 0), 0
        for number, marks in enumerate(found):
            for place, first in enumerate(marks):
                held = set()
                for mark in marks[place:]:
                    if mark.end > first.start + length - CONTEXT // 2:
                        break
                    held.add(mark.group)
                if len(held) > most:
                    best, most = (number, first.start), len(held)
        return best

    @staticmethod
    def _cut(paragraphs: list[str], first: int, length: int) -> str:
        """About `length` characters around `first` in the first paragraph, cut between words."""
        text, *following = paragraphs
        start = _beginning(text, first, length)
        passage = text[start:]
        for paragraph in following:
            if len(passage) > length // 2:
                break
            passage += (" " if passage.endswith(_ENDS) else BETWEEN_PARAGRAPHS) + paragraph
        shown = _shortened(passage, length)
        return f"…{shown}" if start else shown


def _is_short(word: str) -> bool:
    return len(word) < 3 and word.isalpha() and not word.isupper()


def _beginning(text: str, first: int, length: int) -> int:
    """Where to begin so that what stands at `first` is understood."""
    # What is nearly at the end is shown with more of what stands before it.
    first = min(first, max(0, len(text) - length + CONTEXT))
    if first <= CONTEXT:
        return 0
    earliest = first - CONTEXT
    sentences = [match.end() for match in _SENTENCE.finditer(text, max(0, earliest - 30), first)]
    if sentences:
        return sentences[-1]
    space = text.find(" ", earliest, first)
    return earliest if space < 0 else space + 1


def _shortened(text: str, length: int) -> str:
    if len(text) <= length * 1.15:
        return text
    space = text.rfind(" ", length // 2, length)
    text = text[: length if space < 0 else space].rstrip(" ,;:–-·(")
    return text if text.endswith(_ENDS) else f"{text}…"
