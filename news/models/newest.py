"""Which news readers find, newest first: what every list of news is cut from.

By date, with only what readers may see, of one language and perhaps of one subject and year: that
stands in three tables, and no index helps to sort it. So it is sorted once in an edition, keys
only, and whatever page of whichever list is asked for, only its own news are fetched.
"""

from array import array
from collections.abc import Iterable
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

from wagtail.models import Page


class Place(NamedTuple):
    """Where news stand in the lists. Those of one list are below one page and in one language."""

    above: str
    """The path of the page that they are below."""
    locale: int
    language: str
    year: int
    category: int


class Newest:
    """The keys of all news, to be chosen from by the names of a `Place`."""

    def __init__(self, news):
        """`news`: a queryset of those that readers find."""
        found = news.order_by("-date", "-first_published_at", "-pk")
        self._keys = array("q")
        self._numbers: dict[Place, array] = {}
        rows = found.values_list(
            "pk", "path", "locale", "locale__language_code", "date", "category"
        ).iterator()
        for number, (pk, path, locale, language, date, category) in enumerate(rows):
            place = Place(path[: -Page.steplen], locale, language, date.year, category)
            self._keys.append(pk)
            self._numbers.setdefault(place, array("q")).append(number)
        self.keys = lru_cache(maxsize=None)(self._chosen)

    @property
    def places(self) -> Iterable[Place]:
        """Every place that has news."""
        return self._numbers.keys()

    def _chosen(self, **wanted) -> array:
        """The keys of the news in all places that are as `wanted`, newest first."""
        numbers = (
            found
            for place, found in self._numbers.items()
            if all(getattr(place, name) == value for name, value in wanted.items())
        )
        return array("q", map(self._keys.__getitem__, sorted(chain.from_iterable(numbers))))


def in_this_order(keys: Iterable[int], pages: Iterable[Page]) -> list[Page]:
    """`pages` in the order of their `keys`; one that was taken back meanwhile is left out."""
    by_key = {page.pk: page for page in pages}
    return [by_key[key] for key in keys if key in by_key]
