"""How long a text takes to read."""

from collections.abc import Iterable

# Words a minute, read aloud or silently by ordinary readers.
WORDS_A_MINUTE = {"pl": 166, "en": 228}


def reading_minutes(texts: Iterable[str], language: str) -> int:
    """Whole minutes that `texts` in `language` take to read, at least one.

    By the words a minute that the IReST study measured in each language: Trauzettel-Klosinski and
    Dietz, "Standardized Assessment of Reading Performance: The New International Reading Speed
    Texts IReST", Investigative Ophthalmology & Visual Science 53 (2012). A Polish text has fewer
    words than its English translation, and they are longer.
    """
    words = sum(len(text.split()) for text in texts)
    return max(1, round(words / WORDS_A_MINUTE[language]))
