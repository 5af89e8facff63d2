"""What the address of the search page asks for."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from search.kinds import kinds
from search.queries import clean

_SLUG = re.compile(r"[-\w]{1,100}")
_YEAR = re.compile(r"[1-9][0-9]{3}")


@dataclass(frozen=True)
class Asked:
    """What the address asks for. A value that cannot be meant is as good as none."""

    text: str = ""
    kind: str = ""
    category: str = ""
    year: int | None = None
    by_date: bool = False

    @classmethod
    def read(cls, query: Mapping[str, str]) -> "Asked":
        def value(name: str, form: re.Pattern) -> str:
            found = query.get(name, "")
            return found if form.fullmatch(found) else ""

        year = value("year", _YEAR)
        kind = value("kind", _SLUG)
        return cls(
            text=clean(query.get("q", "")),
            kind=kind if kind in kinds() else "",
            category=value("category", _SLUG),
            year=int(year) if year else None,
            by_date=query.get("sort") == "date",
        )

    def query(self, **changes: str) -> str:
        """The address's query for the same with `changes`; the list begins anew."""
        values = {
            "q": self.text,
            "kind": self.kind,
            "category": self.category,
            "year": str(self.year or ""),
            "sort": "date" if self.by_date else "",
        }
        return "?" + urlencode({k: v for k, v in (values | changes).items() if v})
