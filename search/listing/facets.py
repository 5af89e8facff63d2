"""Ways to narrow results down, as they are offered."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.utils.functional import Promise


@dataclass(frozen=True)
class Choice:
    """A value that results can be narrowed down to."""

    value: str
    name: str | Promise
    count: int
    chosen: bool


@dataclass(frozen=True)
class Facet:
    """One way to narrow results down: `parameter` is its name in addresses."""

    parameter: str
    name: str | Promise
    everything: str | Promise
    choices: list[Choice]

    @property
    def chosen(self) -> Choice | None:
        return next((choice for choice in self.choices if choice.chosen), None)

    def __bool__(self) -> bool:
        """Whether there is anything to choose, or to take off."""
        return len(self.choices) > 1 or self.chosen is not None


def offered(choices: Iterable[Choice], key: Callable) -> list[Choice]:
    """Those of `choices` that there is something of, and what was chosen, in the order of `key`."""
    return sorted((choice for choice in choices if choice.count or choice.chosen), key=key)
