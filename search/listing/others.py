"""What else there is than what was asked for: another word, another language."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language_info, override


@dataclass(frozen=True)
class Instead:
    """A word that nothing was found for, and what was looked for instead."""

    typed: str
    searched: list[tuple[str, str]]
    """Each word with the query that has it in the place of what was typed."""


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
