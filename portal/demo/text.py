"""Sentences in both languages, side by side, so that neither is forgotten when one is changed."""

from collections.abc import Iterator
from dataclasses import dataclass

from wagtail_localize.strings import StringValue, extract_strings

from portal.blocks.charts import DataBlock


class DemoError(Exception):
    """The demo content contradicts itself; nothing of it is kept."""


@dataclass(frozen=True)
class T:
    """A text in both languages."""

    pl: str
    en: str

    def segments(self) -> Iterator[tuple[str, str]]:
        """(Polish, English) as wagtail-localize stores what is translated at once."""
        yield StringValue.from_plaintext(self.pl).data, StringValue.from_plaintext(self.en).data


@dataclass(frozen=True)
class Rich(T):
    """Rich text in both languages; each paragraph and list item is translated by itself."""

    def segments(self) -> Iterator[tuple[str, str]]:
        polish, english = (extract_strings(html)[1] for html in (self.pl, self.en))
        if len(polish) != len(english):
            raise DemoError(f"Not the same number of paragraphs in both languages: {self.pl}")
        for (source, links), (target, target_links) in zip(polish, english, strict=True):
            if links != target_links:
                raise DemoError(f"Not the same links in both languages: {source.data}")
            yield source.data, target.data


@dataclass(frozen=True)
class Data(T):
    """The table of a chart in both languages; each name in it is translated by itself."""

    def segments(self) -> Iterator[tuple[str, str]]:
        names, other = (
            [segment.string.data for segment in self._names(text)] for text in (self.pl, self.en)
        )
        if len(names) != len(other):
            raise DemoError(f"Not the same names in both languages: {self.pl}")
        yield from zip(names, other, strict=True)

    @staticmethod
    def _names(text: str) -> list:
        return DataBlock().get_translatable_segments(text)


def same(text: str) -> T:
    """A name that reads the same in both languages."""
    return T(text, text)


def in_polish(value):
    """`value` with each text in it, however deep, replaced by the Polish one."""
    if isinstance(value, T):
        return value.pl
    if isinstance(value, dict):
        return {key: in_polish(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return type(value)(in_polish(item) for item in value)
    return value


def dictionary(value) -> dict[str, str]:
    """Polish segment -> English segment, for all texts in `value`, however deep."""
    found: dict[str, str] = {}
    for polish, english in _segments(value):
        if found.setdefault(polish, english) != english:
            raise DemoError(f"Two translations on one page: {polish}")
    return found


def _segments(value) -> Iterator[tuple[str, str]]:
    if isinstance(value, T):
        yield from value.segments()
    elif isinstance(value, dict):
        for item in value.values():
            yield from _segments(item)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from _segments(item)
