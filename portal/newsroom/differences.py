"""What an original says now that it did not say when its translation was published."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest

# A text with its place in the page: ("body.<id of the block>", "Nowa strefa …").
Text = tuple[str, str]


@dataclass(frozen=True)
class Difference:
    """A text that was changed, added (`old` is None) or taken away (`new` is None)."""

    path: str
    old: str | None
    new: str | None


def differences(before: Iterable[Text], after: Iterable[Text]) -> list[Difference]:
    """What distinguishes two lists of texts, in the order of the page; moved blocks do not.

    Texts are compared within their place: a paragraph's sentences with those that it had, however
    many blocks now stand before it.
    """
    old, new = by_path(before), by_path(after)
    found = []
    for path in [*new, *(path for path in old if path not in new)]:
        was, is_now = old.get(path, []), new.get(path, [])
        for kind, start, end, new_start, new_end in SequenceMatcher(
            None, was, is_now, autojunk=False
        ).get_opcodes():
            if kind != "equal":
                found += [
                    Difference(path, one, other)
                    for one, other in zip_longest(was[start:end], is_now[new_start:new_end])
                ]
    return found


def by_path(texts: Iterable[Text]) -> dict[str, list[str]]:
    grouped: dict[str, list[str]] = defaultdict(list)
    for path, text in texts:
        grouped[path].append(text)
    return grouped
