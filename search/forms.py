"""The words of a text, each with what tells that another one is a form of it.

For the rest of a site, which reaches this app through its settings only: a function named there
(`WORD_FORMS = "search.forms.word_forms"`) can find "strefa przemysłowa" in "strefy przemysłowej".
"""

from __future__ import annotations

from typing import NamedTuple

from search.morphology import Analyser, Key, Word, analyser, fold, words

# Who types a longer run of letters without diacritics types no word.
LONGEST_RESTORED = 20


class Form(NamedTuple):
    """A word of a text, from `start` to `end`."""

    start: int
    end: int
    keys: frozenset[Key]
    """Two words are forms of one where they share a key."""
    is_function: bool
    """Whether it only holds a sentence together ("and", "ze")."""
    parts: tuple[Form, ...] = ()
    """The words inside a compound ("e-mail", "OZE/CHP", "CO2")."""


def word_forms(text: str, language: str, *, typed: bool = False) -> list[Form]:
    """The words of `text`, which is written in `language`, in its order.

    Of what a reader has `typed`, a word that no dictionary knows is also each word with diacritics
    that it may stand for.
    """
    analysed = analyser(language)
    return [_form(word, analysed, typed) for word in words(text)]


def _form(word: Word, analysed: Analyser, typed: bool) -> Form:
    keys = set(analysed.keys(word))
    function = False
    if not word.parts:
        reading = analysed.read(word.text)
        function = reading.function
        is_word = word.text.isalpha() and len(word.text) <= LONGEST_RESTORED
        if typed and is_word and not reading.known:
            for meant in analysed.restored(fold(word.text)):
                keys.update(analysed.read(meant).keys)
    parts = tuple(_form(part, analysed, typed) for part in word.parts)
    return Form(word.start, word.end, frozenset(keys), function, parts)
