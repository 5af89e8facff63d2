"""Other words for those of a query, as the site's own glossary knows them.

The setting `SEARCH_SYNONYMS` names a function that is given what was typed and the languages of the
site, and gives for each of these places in the text with the words that mean the same there:
{"pl": [(start, end, ["strefa przemysłowa"])], …}. Without the setting there are none.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import islice, product

from django.conf import settings
from django.utils.module_loading import import_string

from search.backends.documents import languages
from search.morphology import analyser, words
from search.queries import typed

# Each is a set of documents more to look for.
MOST = 12


@dataclass(frozen=True)
class Synonyms:
    """Those of one query, in every language: the glossary is asked once, if at all.

    Phrases are meant word for word, what is excluded too: neither has any.
    """

    text: str

    @cached_property
    def words(self) -> str:
        return typed(self.text).words

    @cached_property
    def _found(self) -> dict[str, list[tuple[int, int, Iterable[str]]]]:
        path = getattr(settings, "SEARCH_SYNONYMS", "")
        if not path or not self.words:
            return {}
        return import_string(path)(self.words, languages())

    def instead(self, language: str) -> list[str]:
        """The query in other words of `language`, MOST of them at most; none as it was typed."""
        said, end = [], 0
        for start, stop, others in self._found.get(language, ()):
            said += [[self.words[end:start]], [self.words[start:stop], *others]]
            end = stop
        said.append([self.words[end:]])
        texts = map("".join, product(*said))
        return list(islice(texts, 1, MOST + 1))

    def by_word(self, language: str) -> dict[str, list[str]]:
        """For each word typed that has synonyms, alone or with others, the words of these."""
        found: dict[str, list[str]] = {}
        spoken = list(words(self.words))
        for start, stop, others in self._found.get(language, ()):
            meant = [
                part.text
                for other in others
                for word in analyser(language).telling(words(other))
                for part in word.plain()
            ]
            for word in spoken:
                if start <= word.start < stop:
                    found.setdefault(word.text, []).extend(meant)
        return found
