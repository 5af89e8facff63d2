"""Words: how a text is cut into them, and which keys they are kept and looked for under.

The only module that knows the analysers, and knows nothing of Django: text goes in, words and keys
come out. Polish is analysed by Morfeusz 2 with its dictionary SGJP; what that does not know, and
every other language, by Snowball. Where Morfeusz cannot be had (there is no wheel for Linux on ARM
nor for musl), Polish runs on Snowball alone: worse, but it runs. `analyser("pl").name` says which.

**Keys.** Each word has keys of one of these kinds; two words meet where they share a key.

- `LEMMA` – the dictionary form, in lower case with its diacritics, all of them where a form has
  several ("list" is *list* and *lista*), so that kat and kąt stay apart. A word that no dictionary
  knows is its own lemma.
- `STEM` – what Snowball leaves of a word that no dictionary knows, folded.
- `CODE` – what is written together with marks in it (e-mail, path, NIP, reference number), without
  them, folded; a number; a date as 2026-11-25.

**Decided** (and held by tests/test_morphology.py):

- Folding takes away case and diacritics, ł and ß included, compatibility forms (ﬁ, ²) and what
  does not show (soft hyphens). Words are read as they look, however their letters are composed.
- A word is a run of letters and digits. Words joined without a space by one of `-‐‑–/.,:;@_+&'’#\\`
  make a compound: it has a CODE, and its parts are words, too.
- Numbers: "12 345", "12.345", "12,345" and 12345 are one number, whichever space it
  is; "12,5" and "12.5" are one number.
- Dates in figures: 25.11.2026, 25-11-2026, 25/11/2026 and 2026-11-25 are one date.
- NIP 769-225-25-07 is 7692252507: digits joined by marks are the digits. A telephone number with
  its country is also one without: +48 607 444 242 is 607444242.
- Letters and digits written together are a compound: 500kWh meets 500 kWh.
- An abbreviation is a word; its ending after a hyphen falls off (KRS-ie, OZE-u, PDF-y), as does
  that of a foreign name after an apostrophe (region's, Kennedy'ego).
"""

from __future__ import annotations

import re
import threading
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cache, lru_cache
from itertools import combinations, islice, product

import snowballstemmer

try:
    import morfeusz2
except ImportError:
    morfeusz2 = None

LEMMA = "l"
STEM = "s"
CODE = "c"

# Raised whenever the keys of the same text change, so that an index made before asks to be rebuilt.
RULES = 3

# No word is longer; what is, is no word, and found by its beginning.
LONGEST_KEY = 80

Key = tuple[str, str]
"""A kind and a text."""


# --- folding -----------------------------------------------------------------------------------

# Characters that do not show, except a soft hyphen at the end of a line.
_HIDDEN = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
_WITHOUT_HIDDEN = str.maketrans("", "", _HIDDEN)
_LETTERS = _WITHOUT_HIDDEN | str.maketrans(
    {"ł": "l", "đ": "d", "ø": "o", "ħ": "h", "ı": "i", "þ": "th", "æ": "ae"}
)
_MANY_MARKS = re.compile(r"([\u0300-\u036f]{4})[\u0300-\u036f]+")


def _folded(text: str) -> str:
    # Marks go first, too: normalising would put them in order, which is quadratic in a run of them.
    bare = _unmarked(text.casefold().translate(_LETTERS))
    return _unmarked(unicodedata.normalize("NFKD", bare))


def _unmarked(text: str) -> str:
    return "".join(letter for letter in text if not unicodedata.combining(letter))


_folded_word = lru_cache(maxsize=50_000)(_folded)


def fold(text: str) -> str:
    """`text` without case and diacritics: "Bełchatów" → "belchatow"."""
    if text.isascii():
        return text.lower()
    # Words come again and again, whole texts do not.
    return _folded_word(text) if len(text) < 40 else _folded(text)


def composed(word: str) -> str:
    """`word` in lower case, written as dictionaries write it: each letter one character."""
    if word.isascii():
        return word.lower()
    seen = _MANY_MARKS.sub(r"\1", word.translate(_WITHOUT_HIDDEN))
    return unicodedata.normalize("NFKC", seen).lower()


# --- words -------------------------------------------------------------------------------------

_JOINTS = r"\-‐‑–/.,:;@_+&'’#\\"
_SPACES = " \u00a0\u2009\u202f"
_THOUSANDS = rf"\d{{1,3}}(?:[{_SPACES}]\d{{3}})+(?:[.,]\d+)?"
_NO_MORE = rf"(?![{_JOINTS}]?\w)"
_NUMBER = rf"{_THOUSANDS}(?:{_NO_MORE}|(?=[\-‐‑–]{_THOUSANDS}{_NO_MORE}))"
# Combining marks belong to their letters: NFD text (from a Mac, from PDF) is cut as NFC text is.
_RUN = rf"[^\W_]+(?:[\u0300-\u036f{_HIDDEN}]+[^\W_]*)*"
_WORD = re.compile(rf"(?:\+(?=\d))?(?:{_NUMBER}|{_RUN}(?:[{_JOINTS}]{_RUN})*)")
_PART = re.compile(_RUN)
_LETTERS_OR_DIGITS = re.compile(rf"\d+|[^\W\d_][^\W\d_\u0300-\u036f{_HIDDEN}]*")

# Digits of a country's code where nothing tells (+48607444242), and of a national number.
_COUNTRY, _SHORTEST_TELEPHONE = 2, 7

_DAY_FIRST = re.compile(r"(\d{1,2})([./-])(\d{1,2})\2(\d{4})")
_YEAR_FIRST = re.compile(r"(\d{4})([./-])(\d{1,2})\2(\d{1,2})")
_GROUPED = re.compile(
    rf"\d{{1,3}}(?:[{_SPACES}]\d{{3}})+|\d{{1,3}}(?:\.\d{{3}})+|\d{{1,3}}(?:,\d{{3}})+"
)
_DECIMAL = re.compile(
    r"(\d+(?=[.,](?:\d{1,2}|\d{4,})\Z)"
    rf"|\d{{1,3}}(?:[{_SPACES}]\d{{3}})+(?=[.,])"
    r"|\d{1,3}(?:\.\d{3})+(?=,)|\d{1,3}(?:,\d{3})+(?=\.))[.,](\d+)"
)
_ABBREVIATION_ENDING = re.compile(r"([^\W\d_]{2,})[-‐‑–]([^\W\d_]{1,4})")
_FOREIGN_ENDING = re.compile(r"([^\W_]{2,})['’]([^\W_]{1,4})")


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text: as written, from where to where, and the words inside it, if any."""

    text: str
    start: int
    end: int
    parts: tuple[Word, ...] = ()
    code: str = ""
    """What it is as a code, a number or a date; empty for a plain word."""

    def plain(self) -> Iterator[Word]:
        """The word, or those inside it."""
        return iter(self.parts or (self,))


def words(text: str) -> Iterator[Word]:
    """The words of `text`, in its order.

    A compound is one word with parts: `[word.text for word in words("e-mail")]` is `["e-mail"]`,
    whose parts are "e" and "mail".
    """
    for match in _WORD.finditer(text):
        yield _word(match.group(), match.start())


def _word(text: str, start: int) -> Word:
    end = start + len(text)
    if text.isalpha() or _unmarked(text.translate(_WITHOUT_HIDDEN)).isalpha():
        return Word(text, start, end)
    if text.isdigit():
        return Word(text, start, end, code=fold(text))
    if shortened := _without_ending(text):
        joined = "".join(fold(found) for found in _PART.findall(text))
        return Word(shortened, start, end, code=joined)
    parts = _parts(_PART, text, start)
    if len(parts) == 1:
        # "CO2", "500kWh": letters and digits without a joint.
        parts = _parts(_LETTERS_OR_DIGITS, text, start)
    if len(parts) == 1:
        return Word(text, start, end, code=fold(text).lstrip("+"))
    return Word(text, start, end, parts, _code(text, parts))


def _parts(pattern: re.Pattern, text: str, start: int) -> tuple[Word, ...]:
    return tuple(
        Word(part, start + found.start(), start + found.end(), code=part if part.isdigit() else "")
        for found in pattern.finditer(text)
        for part in [found.group()]
    )


def _without_ending(text: str) -> str:
    """The word that an ending was joined to: "KRS" of "KRS-ie", "Kennedy" of "Kennedy'ego"."""
    if (
        (match := _ABBREVIATION_ENDING.fullmatch(text))
        and match[1].isupper()
        and match[2].islower()
    ):
        return match[1]
    if match := _FOREIGN_ENDING.fullmatch(text):
        return match[1]
    return ""


def _code(text: str, parts: tuple[Word, ...]) -> str:
    if day := _date(text):
        return day
    if _GROUPED.fullmatch(text):
        return "".join(part.text for part in parts)
    if match := _DECIMAL.fullmatch(text):
        whole = "".join(letter for letter in match[1] if letter.isdigit())
        return f"{whole}.{match[2]}"
    return "".join(fold(part.text) for part in parts)


def _date(text: str) -> str:
    if match := _DAY_FIRST.fullmatch(text):
        day, month, year = int(match[1]), int(match[3]), int(match[4])
    elif match := _YEAR_FIRST.fullmatch(text):
        year, month, day = int(match[1]), int(match[3]), int(match[4])
    else:
        return ""
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return ""


def tokens(text: str) -> list[str]:
    """The words of `text` as they are written there, without their places: see `words`."""
    return _WORD.findall(text)


# The same words come again and again: what depends on nothing but the word is worked out once.
@lru_cache(maxsize=50_000)
def taken_apart(token: str) -> Word:
    """The word that `token`, one of `tokens`, is."""
    return _word(token, 0)


@lru_cache(maxsize=50_000)
def plain_words(token: str) -> tuple[str, ...]:
    """`token`, or the words inside it, as dictionaries write them."""
    return tuple(composed(part.text) for part in taken_apart(token).plain())


@lru_cache(maxsize=50_000)
def _folded_words(token: str) -> str:
    return " ".join(fold(part.text) for part in taken_apart(token).plain())


def folded(spoken: Iterable[str]) -> str:
    """The plain words of `spoken`, which are `tokens`, folded: what phrases and whole titles are
    compared by."""
    return " ".join(map(_folded_words, spoken))


def folded_words(text: str) -> list[str]:
    """The plain words of `text`, folded."""
    return folded(tokens(text)).split()


# --- analysers ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Reading:
    """What an analyser makes of a word."""

    keys: tuple[Key, ...]
    known: bool
    """Whether a dictionary knows the word; without a dictionary, nothing is known."""
    function: bool = field(default=False)
    """Whether it only holds a sentence together ("and", "dla"): no document is about it."""


def _version_of_snowball() -> str:
    # Loading it takes a third of the time that the analysers take to start, and few ask.
    from importlib.metadata import version

    return version("snowballstemmer")


class Snowball:
    """Any language by its Snowball stemmer; one without is looked up by folded words."""

    def __init__(self, language: str, function_words: Iterable[str] = ()):
        self.language = language
        self.function_words = frozenset(function_words)
        self.algorithm = ALGORITHMS.get(language, "")
        self._local = threading.local()

    @property
    def name(self) -> str:
        if not self.algorithm:
            return "folding"
        return f"snowball {self.algorithm} {_version_of_snowball()}"

    def stem(self, word: str) -> str:
        """What is left of `word` without its ending, folded."""
        if not self.algorithm:
            return fold(word)
        # A stemmer keeps the word that it works on, so each thread has its own.
        if not hasattr(self._local, "stemmer"):
            self._local.stemmer = snowballstemmer.stemmer(self.algorithm)
        return fold(self._local.stemmer.stemWord(word))

    def read(self, word: str) -> Reading:
        word = composed(word)
        keys: tuple[Key, ...] = ((LEMMA, word), (STEM, self.stem(word)))
        return Reading(keys, known=False, function=word in self.function_words)

    def restored(self, word: str) -> tuple[str, ...]:
        """Words with diacritics that a dictionary knows and that fold to `word`."""
        return ()

    def corrected(self, word: str) -> tuple[str, ...]:
        """Words that a dictionary knows, one slip of the fingers from `word`."""
        return ()


class English(Snowball):
    """English has no dictionary here; its stem is what matters, its words are what is shown."""

    def read(self, word: str) -> Reading:
        word = composed(word)
        return Reading(
            ((STEM, self.stem(word)),), known=False, function=word in self.function_words
        )


class Polish(Snowball):
    """Polish by Morfeusz 2 (SGJP), by Snowball for what that does not know."""

    # What gives no lemma worth looking for: the moving endings of verbs (-śmy) and abbreviations
    # that Morfeusz writes out ("i_tak_dalej").
    _NO_LEMMA = frozenset({"aglt", "brev", "interp", "xxx"})
    # Prepositions, conjunctions, particles, pronouns, "to be" as a copula.
    _FUNCTION = frozenset({"prep", "conj", "comp", "part", "qub", "ppron12", "ppron3", "siebie"})
    # What the fingers leave out on a foreign keyboard, and what they mean.
    _MEANT = {
        "a": "ą", "c": "ć", "e": "ę", "l": "ł", "n": "ń", "o": "ó", "s": "ś", "z": "żź",
    }  # fmt: skip
    _MOST_RESTORED = 4
    _MOST_CANDIDATES = 1_500
    _LONGEST_CORRECTED = 30
    # Case endings of nouns, the longest first, and what the last consonant was before a soft one.
    _ENDINGS = (
        "iami", "iach", "owie", "ami", "ach", "owi", "iom", "iem", "ów", "om", "em", "ie", "ią",
        "ę", "ą", "a", "u", "y", "i", "e", "o",
    )  # fmt: skip
    _ENGLISH_ENDINGS = ("a", "e", "i", "o", "y")
    _SOFTENING = frozenset({"ie", "e", "i"})
    _HARDENED = (("śc", "st"), ("dz", "d"), ("c", "t"), ("rz", "r"), ("l", "ł"))
    _ALPHABET = "aąbcćdeęfghijklłmnńoópqrsśtuvwxyzźż"

    @property
    def name(self) -> str:
        return f"morfeusz2 {morfeusz2.__version__} {self._morfeusz.dict_id()}, {super().name}"

    @property
    def _morfeusz(self):
        # An instance is not safe to share between threads, and cannot be pickled.
        if not hasattr(self._local, "morfeusz"):
            self._local.morfeusz = morfeusz2.Morfeusz(
                case_handling=morfeusz2.IGNORE_CASE, generate=False
            )
        return self._local.morfeusz

    def read(self, word: str) -> Reading:
        word = composed(word)
        lemmas, tags = self._lemmas(word)
        if lemmas:
            lemmas += self._adjectives(lemmas) if "adv" in tags else []
            keys = ((LEMMA, self._spelt(lemma)) for lemma in lemmas)
            return Reading(tuple(keys), known=True, function=self._is_function(word, tags))
        return Reading(tuple(dict.fromkeys(self._guessed(word))), known=bool(tags))

    def _lemmas(self, word: str) -> tuple[list[str], set[str]]:
        """The dictionary forms of `word` in the dictionary's order, and what kinds they are."""
        lemmas: dict[str, None] = {}
        tags: set[str] = set()
        for start, _end, (_form, lemma, tag, *_rest) in self._morfeusz.analyse(word):
            kind = tag.partition(":")[0]
            if kind == "ign":
                continue
            tags.add(kind)
            if start or kind in self._NO_LEMMA or "_" in lemma:
                continue
            # "Węgiel:Sm1" is the surname.
            lemma = lemma.partition(":")[0].lower()
            root = fold(word.removeprefix("naj")[:1])
            if fold(lemma[0]) not in (fold(word[0]), root):
                # Another root: "ludzie" is the plural of "człowiek", yet nobody looks for one by
                # the other. Forms of that root stay together, "najlepszy" and "lepszy", too.
                lemma = f"{lemma}·{root}"
            lemmas[lemma] = None
        if len(word) < 3:
            # Letters and syllables: Morfeusz reads notes and names of letters into them.
            return [word] if tags else [], tags
        return list(lemmas), tags

    def _is_function(self, word: str, tags: set[str]) -> bool:
        # "w" is a preposition, though the dictionary knows it as a letter, too; "lub" is a word
        # of the list, though it may be the imperative of "lubić".
        return (
            word in self.function_words
            or tags <= self._FUNCTION
            or (len(word) < 3 and bool(tags & self._FUNCTION))
        )

    def _guessed(self, word: str) -> Iterator[Key]:
        """The keys of a word that the dictionary does not know: itself and what may be its stem."""
        spelt = self._spelt(word)
        yield LEMMA, spelt
        yield STEM, fold(spelt)
        yield STEM, self.stem(spelt)
        if base := self._base(spelt):
            yield STEM, fold(base)
            # "postscriptu" is no word of the dictionary, "postscript" is. But English "rate" is not
            # the genitive "rat", nor "prototype" a form of "prototyp".
            if not spelt.endswith(self._ENGLISH_ENDINGS) and base in self._lemmas(base)[0]:
                yield LEMMA, self._spelt(base)
        if spelt != word:
            # "linuxem" is written "linuksem" there.
            for lemma in self._lemmas(spelt)[0]:
                yield LEMMA, self._spelt(lemma)

    @staticmethod
    def _spelt(word: str) -> str:
        """Foreign words keep their x (Linux) or lose it (Linuksa): one spelling for both."""
        return word.replace("x", "ks")

    def _base(self, word: str) -> str:
        """What a noun is without its case ending: "bittorrent" of "bittorrencie"; or nothing."""
        for ending in self._ENDINGS:
            base = word.removesuffix(ending)
            if len(base) >= 3 and base != word:
                if ending in self._SOFTENING:
                    for soft, hard in self._HARDENED:
                        if base.endswith(soft):
                            return base.removesuffix(soft) + hard
                return base
        return ""

    def _adjectives(self, adverbs: list[str]) -> list[str]:
        """The adjectives that adverbs are made from: "maksymalny" of "maksymalnie"."""
        found = []
        for adverb in adverbs:
            for cut, ending in ((2, "y"), (1, "y"), (1, "i"), (1, ""), (3, "ły"), (4, "ry")):
                adjective = adverb[:-cut] + ending
                if any(
                    lemma.partition(":")[0] == adjective and tag.startswith("adj")
                    for _s, _e, (_f, lemma, tag, *_r) in self._morfeusz.analyse(adjective)
                ):
                    found.append(adjective)
                    break
        return found

    def restored(self, word: str) -> tuple[str, ...]:
        # There are words with many such letters, and somebody types "zzzzzzzzzzzzzzzz".
        candidates = islice(self._marked(composed(word)), self._MOST_CANDIDATES)
        return tuple(text for text in candidates if self._lemmas(text)[0])

    def _marked(self, word: str) -> Iterator[str]:
        """`word` with ever more of the marks that it may have been typed without."""
        places = [place for place, letter in enumerate(word) if letter in self._MEANT]
        for changes in range(1, self._MOST_RESTORED + 1):
            for chosen in combinations(places, changes):
                for letters in product(*(self._MEANT[word[place]] for place in chosen)):
                    candidate = list(word)
                    for place, letter in zip(chosen, letters, strict=True):
                        candidate[place] = letter
                    yield "".join(candidate)

    def corrected(self, word: str) -> tuple[str, ...]:
        if len(word) > self._LONGEST_CORRECTED:
            return ()
        return tuple(
            text for text in one_slip(composed(word), self._ALPHABET) if self._lemmas(text)[0]
        )


def one_slip(word: str, alphabet: str) -> list[str]:
    """What `word` may have been before a letter was missed, doubled, mistaken or swapped.

    That is every text at a Damerau–Levenshtein distance of one, in the order swapped, missed,
    mistaken, doubled (Norvig, "How to write a spelling corrector", 2007).
    """
    halves = [(word[:place], word[place:]) for place in range(len(word) + 1)]
    swapped = [left + right[1] + right[0] + right[2:] for left, right in halves if len(right) > 1]
    missed = [left + letter + right for left, right in halves for letter in alphabet]
    mistaken = [left + letter + right[1:] for left, right in halves if right for letter in alphabet]
    doubled = [left + right[1:] for left, right in halves if right]
    found = dict.fromkeys([*swapped, *missed, *mistaken, *doubled])
    found.pop(word, None)
    return list(found)


ALGORITHMS = {
    "ar": "arabic", "ca": "catalan", "cs": "czech", "da": "danish", "de": "german", "el": "greek",
    "en": "english", "es": "spanish", "et": "estonian", "eu": "basque", "fi": "finnish",
    "fr": "french", "ga": "irish", "hu": "hungarian", "hy": "armenian", "id": "indonesian",
    "it": "italian", "lt": "lithuanian", "nb": "norwegian", "nl": "dutch", "pl": "polish",
    "pt": "portuguese", "ro": "romanian", "ru": "russian", "sr": "serbian", "sv": "swedish",
    "tr": "turkish",
}  # fmt: skip
"""Snowball's names of the languages that it knows."""

_ENGLISH_FUNCTION_WORDS = [
    "a", "an", "and", "are", "as", "at", "be", "by", "for", "from", "has", "have", "how", "in",
    "into", "is", "it", "its", "not", "of", "on", "or", "that", "the", "their", "this", "to",
    "was", "were", "what", "when", "where", "which", "who", "will", "with",
]  # fmt: skip
_POLISH_FUNCTION_WORDS = [
    "a", "aby", "albo", "ale", "bez", "być", "co", "czy", "dla", "do", "gdy", "i", "ich", "ile",
    "jak", "jako", "jest", "lub", "ma", "na", "nad", "nie", "o", "od", "oraz", "po", "pod",
    "przed", "przez", "przy", "są", "się", "ta", "te", "to", "w", "we", "z", "za", "ze", "że",
]  # fmt: skip


class Analyser:
    """The words of one language: what they are kept and looked for under.

    `Analyser("pl").keys("strefy")` → `(("l", "strefa"),)`. An unknown language is folded only.
    """

    def __init__(self, language: str):
        self.language = language
        if language == "pl" and morfeusz2 is not None:
            self._engine = Polish(language, _POLISH_FUNCTION_WORDS)
        elif language == "pl":
            self._engine = Snowball(language, _POLISH_FUNCTION_WORDS)
        elif language == "en":
            self._engine = English(language, _ENGLISH_FUNCTION_WORDS)
        else:
            self._engine = Snowball(language)
        self.read = lru_cache(maxsize=50_000)(self._engine.read)
        """The `Reading` of a word, in any case."""
        self.restored = lru_cache(maxsize=2_000)(self._engine.restored)
        """Known words with diacritics that fold to the word; empty without a dictionary."""
        self.keys_of_token = lru_cache(maxsize=50_000)(self._keys_of_token)
        """All keys of one of `tokens` and of the words inside it, cut to LONGEST_KEY."""
        self.corrected = lru_cache(maxsize=2_000)(self._engine.corrected)
        """Known words one slip of the fingers away; empty without a dictionary."""

    @property
    def name(self) -> str:
        """The analyser with its version and its dictionary's."""
        return self._engine.name

    @property
    def has_dictionary(self) -> bool:
        return isinstance(self._engine, Polish)

    def keys(self, word: Word) -> tuple[Key, ...]:
        """What `word` is kept under: its own keys and, for a compound, its code.

        The keys of a compound's parts are theirs: ask for each of `word.plain()`.
        """
        codes = ((CODE, code) for code in self.codes(word))
        if word.parts:
            return tuple(codes)
        return tuple(codes) if word.code.isdigit() else (*codes, *self.read(word.text).keys)

    def _keys_of_token(self, token: str) -> tuple[Key, ...]:
        word = taken_apart(token)
        keys = (key for part in (word, *word.parts) for key in self.keys(part))
        return tuple((kind, text[:LONGEST_KEY]) for kind, text in keys)

    def telling(self, spoken: Iterable[Word]) -> list[Word]:
        """`spoken` without the words that only hold a sentence together, unless that is all."""
        spoken = list(spoken)
        return [word for word in spoken if not self.read(word.text).function] or spoken

    def codes(self, word: Word) -> tuple[str, ...]:
        """The codes of `word`: of a compound of letters also that with its last word's lemmas, of a
        telephone number also that without its country.

        So "polsko-niemieckiej" meets "polsko-niemiecka", and +48 607 444 242 is 607444242.
        """
        if not word.code:
            return ()
        found = {word.code: None}
        if word.text.startswith("+"):
            country = len(word.parts[0].text) if word.parts else _COUNTRY
            if len(word.code) - country >= _SHORTEST_TELEPHONE:
                found[word.code[country:]] = None
        if word.parts and word.parts[-1].text.isalpha():
            head = "".join(fold(part.text) for part in word.parts[:-1])
            for _kind, text in self.read(word.parts[-1].text).keys:
                found[head + fold(text)] = None
        return tuple(found)


@cache
def analyser(language: str) -> Analyser:
    """The analyser of a language, by its code ("pl", "en-gb"); the same one each time."""
    primary = language.partition("-")[0].lower()
    return Analyser(primary) if primary == language else analyser(primary)
