"""Which archives are kept: one of each of the last days, weeks and months that have one."""

import re
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, tzinfo
from pathlib import Path

# In UTC: in autumn two different hours have the same local name.
STAMP = "%Y%m%dT%H%M%SZ"
NAME = re.compile(r"portal-([0-9]{8}T[0-9]{6}Z)\.tar")


def name_of(moment: datetime) -> str:
    return f"portal-{moment.astimezone(UTC):{STAMP}}.tar"


def moment_of(name: str) -> datetime | None:
    """When an archive of this name was made; None if no archive of ours has such a name."""
    if not (found := NAME.fullmatch(name)):
        return None
    try:
        return datetime.strptime(found[1], STAMP).replace(tzinfo=UTC)
    except ValueError:
        return None


# What two archives have in common that count as one, of their local time.
PERIODS: dict[str, Callable[[datetime], tuple]] = {
    "daily": lambda local: (local.year, local.month, local.day),
    "weekly": lambda local: local.isocalendar()[:2],
    "monthly": lambda local: (local.year, local.month),
}


def kept(moments: Iterable[datetime], zone: tzinfo, **numbers: int) -> set[datetime]:
    """Which of `moments` are kept: the last one of each of the last `daily` days, `weekly` weeks
    and `monthly` months of `zone` in which there is one. Always the last of all."""
    newest_first = sorted(set(moments), reverse=True)
    found = set(newest_first[:1])
    for period, number in numbers.items():
        last_of: dict[tuple, datetime] = {}
        for moment in newest_first:
            last_of.setdefault(PERIODS[period](moment.astimezone(zone)), moment)
        found.update(list(last_of.values())[:number])
    return found


def rotate(folder: Path, zone: tzinfo, **numbers: int) -> list[Path]:
    """Delete the archives in `folder` that are not kept, and nothing else; tells which."""
    moments = {
        path: moment
        for path in folder.iterdir()
        if path.is_file() and not path.is_symlink() and (moment := moment_of(path.name))
    }
    stay = kept(moments.values(), zone, **numbers)
    gone = sorted(path for path, moment in moments.items() if moment not in stay)
    for path in gone:
        path.unlink()
    return gone
