"""The order of the Polish alphabet, the same on every machine and in every database.

SQLite knows no collation and PostgreSQL only those of the machine it runs on, so names are put in
order here: by letters first (ł after l, ż after ź), letters of other alphabets where their Latin
look-alikes stand, and what is alike so far by its marks and its capitals.
"""

from anyascii import anyascii

ALPHABET = "aąbcćdeęfghijklłmnńoópqrsśtuvwxyzźż"
RANKS = {letter: rank for rank, letter in enumerate(ALPHABET, start=len("0123456789") + 1)}
# A gap between words comes before every letter: "Nowak Anna" before "Nowakowska Ewa".
RANKS |= {digit: rank for rank, digit in enumerate("0123456789", start=1)}
GAP = 0


def polish_key(text: str) -> tuple[list[int], str]:
    """A key to sort `text` by, as a Polish dictionary would."""
    return [rank for letter in text.casefold() for rank in ranks(letter)], text


def ranks(letter: str) -> list[int]:
    if letter in RANKS:
        return [RANKS[letter]]
    return [RANKS.get(plain, GAP) for plain in anyascii(letter).casefold()]


def surname_key(name: str) -> tuple:
    """A key to sort full names by their last word, then by those before it."""
    *first_names, surname = name.split() or [""]
    return polish_key(surname), polish_key(" ".join(first_names))
