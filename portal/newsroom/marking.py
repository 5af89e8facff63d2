"""Marks, in finished HTML, the texts that are in another language than their page.

It looks for the texts as wagtail-localize cuts them, whatever template shows them: a title, a
paragraph with a link in it, an option of a form. Tags and the lengths of spaces do not count, nor
do quotation marks, commas and the like around a text. A text is marked where all of it stands, not
where its words are part of a longer one.
"""

import re
from collections import defaultdict
from collections.abc import Iterable
from html import unescape

from portal.typography import NOT_PROSE, bind_words

# What templates put around a text: quotation marks, a comma before a role, brackets.
EDGES = ' \t\n\r\u00a0„”“"‚’,;:–—·()'
# Its name and whether it closes; comments and drawings have none.
_TAG = re.compile(r"<(/?)([a-zA-Z][\w-]*)")
_HAS_LANGUAGE = re.compile(r"\slang\s*=", re.IGNORECASE)
_ALONE = {"area", "br", "col", "embed", "hr", "img", "input", "link", "source", "track", "wbr"}
# "Source: a text", in one piece: what stands before it is the template's.
_LABEL = re.compile(r"[^:]*:\s+")

Piece = str
Pieces = tuple[Piece, ...]


def mark_texts(html: str, texts: Iterable[str], language: str) -> str:
    """`html` with `lang="<language>"` on each of `texts`, and with that language's typography.

    Where a text is all that an element holds, the element says it; else a <span> around it does.
    """
    parts = split(html)
    pieces = [(at, piece) for at in range(0, len(parts), 2) if (piece := plain(parts[at]))]
    wanted = Wanted(texts)
    number = 0
    while number < len(pieces):
        if found := wanted.length_at(pieces, number):
            mark(parts, [at for at, _piece in pieces[number : number + found]], language)
        else:
            at = pieces[number][0]
            label = _LABEL.match(parts[at])
            if label and plain(parts[at][label.end() :]) in wanted:
                parts[at] = label[0] + spanned(parts[at][label.end() :], language)
        number += found or 1
    return "".join(parts)


def split(html: str) -> list[str]:
    """Text, tag, text, …, text: texts, some of them empty, stand at the even places."""
    parts, end = [], 0
    for tag in NOT_PROSE.finditer(html):
        parts += [html[end : tag.start()], tag[0]]
        end = tag.end()
    return [*parts, html[end:]]


def plain(html: str) -> Piece:
    """A text between two tags as it is compared."""
    return " ".join(unescape(html).split()).strip(EDGES)


class Wanted:
    """The texts that are looked for, as their pieces between tags."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._known: set[Pieces] = set()
        # How many pieces a text may have that begins with a piece.
        self._lengths: dict[Piece, set[int]] = defaultdict(set)
        for text in texts:
            parts = split(text)[::2]
            self._add(tuple(piece for part in parts if (piece := plain(part))))
            # The lines of a field whose template does not break them.
            self._add((plain(" ".join(parts)),))

    def _add(self, pieces: Pieces) -> None:
        if any(pieces):
            self._known.add(pieces)
            self._lengths[pieces[0]].add(len(pieces))

    def length_at(self, pieces: list[tuple[int, Piece]], number: int) -> int:
        """How many of `pieces` from this one on are a whole text, the longest; 0 if none are."""
        for length in sorted(self._lengths.get(pieces[number][1], ()), reverse=True):
            if tuple(piece for _at, piece in pieces[number : number + length]) in self._known:
                return length
        return 0

    def __contains__(self, piece: Piece) -> bool:
        return (piece,) in self._known


def mark(parts: list[str], places: list[int], language: str) -> None:
    """Mark the texts at `places` in `parts`."""
    first, last = places[0], places[-1]
    if fill_an_element(parts, first, last):
        parts[first - 1] = re.sub(r"(?=\s*/?>\Z)", f' lang="{language}"', parts[first - 1], count=1)
        for at in places:
            parts[at] = in_typography(parts[at], language)
    elif len(places) > 1:
        for at in places:
            mark(parts, [at], language)
    else:
        parts[first] = spanned(parts[first], language)


def fill_an_element(parts: list[str], first: int, last: int) -> bool:
    """Whether the texts from `first` to `last` are all that an element holds, which names no
    language of its own."""
    if first == 0 or last == len(parts) - 1 or _HAS_LANGUAGE.search(parts[first - 1]):
        return False
    opened = []
    for at in range(first - 1, last + 2, 2):
        found = _TAG.match(parts[at])
        if found and found[2].lower() not in _ALONE:
            if not found[1]:
                opened.append(found[2].lower())
            elif not opened or opened.pop() != found[2].lower():
                return False
        if not opened and at <= last:
            return False
    return not opened


def spanned(html: str, language: str) -> str:
    """`html`, a text without tags, in a <span>; what stands at its edges stays outside."""
    begin = len(html) - len(html.lstrip(EDGES))
    end = len(html.rstrip(EDGES))
    inner = in_typography(html[begin:end], language)
    return f'{html[:begin]}<span lang="{language}">{inner}</span>{html[end:]}'


def in_typography(html: str, language: str) -> str:
    return bind_words(html) if language == "pl" else html
