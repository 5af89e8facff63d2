"""What a page with a list shows of it: the part that an address chose, and how that is called."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlencode

# What an address may choose, in the one order in which canonical addresses have it.
PARAMETERS = ("category", "year", "person")


@dataclass(frozen=True)
class Shown:
    """A page with a list puts it into its context, under the name `shown`.

    A number beyond the end, or a parameter that means nothing here, is not in it: so it makes no
    address of its own.
    """

    choices: Mapping[str, str | int | None] = field(default_factory=dict)
    """Parameter and value of each choice; those without a value are none."""
    number: int = 1
    """Which page of the list."""
    words: tuple[str, ...] = ()
    """What was chosen, in the reader's language: Region, 2025."""
    name: str = ""
    """What the list is called, where the page's title and the `words` do not say it."""
    description: str = ""
    """What is to be said of the list, where it is something else than of the page."""
    locales: frozenset[int] | None = None
    """Keys of the languages in which the choice finds something; None where nothing is chosen."""

    @property
    def chosen(self) -> list[tuple[str, str | int]]:
        return [(name, value) for name in PARAMETERS if (value := self.choices.get(name))]

    @property
    def query(self) -> str:
        """The part of the canonical address that chose this: ?category=…&year=…&page=…"""
        page = [("page", self.number)] if self.number > 1 else []
        kept = [*self.chosen, *page]
        return "?" + urlencode(kept) if kept else ""

    def finds_something(self, locale: int) -> bool:
        """Whether the same choice shows anything in the language of that key."""
        return self.locales is None or locale in self.locales
