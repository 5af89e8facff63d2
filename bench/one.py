"""Measures in one database: `python -m bench.one FILE`, in an environment that `bench.site` made.

A process of its own, as Django knows one environment for good. Rows are written into FILE.
"""

import json
import sys
import time
import traceback
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from types import ModuleType

import django

from bench.choice import Choice
from bench.missing import Missing
from bench.rows import Row


def main() -> None:
    django.setup()
    from bench import (
        admin,
        browser,
        cpu,
        lighthouse,
        machines,
        nginx,
        profile,
        queries,
        served,
        site,
    )

    choice = Choice.of_environment()
    every = [queries, cpu, served, nginx, admin, machines, browser, lighthouse, profile]
    chosen = [part for part in every if choice.wants(name_of(part))]
    say("making the demo")
    site.make()
    rows = measured(chosen, choice.news, site.grow)
    Path(sys.argv[1]).write_text(json.dumps([asdict(row) for row in rows]), encoding="utf-8")


def measured(parts: list[ModuleType], news: list[int], grow: Callable[[int], None]) -> list[Row]:
    """What all `parts` say with as much `news` as each wants, while the portal grows."""
    found: dict[str, dict] = {name_of(part): {} for part in parts}
    missing: dict[str, str] = {}
    for size in sorted({size for part in parts for size in part.sizes(news)}):
        say(f"growing to {size} news")
        grow(size)
        for part in parts:
            name = name_of(part)
            if size in part.sizes(news) and name not in missing:
                say(f"measuring: {name}")
                try:
                    found[name][size] = part.measure(size)
                except Missing as reason:
                    missing[name] = str(reason)
                except (Exception, SystemExit) as error:
                    # Of half an hour's figures, one part that fails takes no others with it.
                    traceback.print_exc()
                    missing[name] = f"{type(error).__name__}: {error}"
    rows = []
    for part in parts:
        if reason := missing.get(name_of(part)):
            rows.append(Row(part.PART, "not measured", reason))
        else:
            rows += part.rows(found[name_of(part)])
    return rows


def name_of(part: ModuleType) -> str:
    return part.__name__.rpartition(".")[2]


def say(what: str) -> None:
    print(f"  {time.strftime('%H:%M:%S')} {what}", flush=True)


if __name__ == "__main__":
    main()
