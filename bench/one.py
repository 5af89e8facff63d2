"""Measures in one database: `python -m bench.one FILE`, in an environment that `bench.site` made.

A process of its own, as Django knows one environment for good. Rows are written into FILE.
"""

import json
import sys
import time
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
    found: dict[ModuleType, dict] = {part: {} for part in chosen}
    missing: dict[ModuleType, str] = {}
    for news in sorted({size for part in chosen for size in part.sizes(choice.news)}):
        say(f"growing to {news} news")
        site.grow(news)
        for part in chosen:
            if news in part.sizes(choice.news) and part not in missing:
                say(f"measuring: {name_of(part)}")
                try:
                    found[part][news] = part.measure(news)
                except Missing as reason:
                    missing[part] = str(reason)
    rows = []
    for part in chosen:
        if part in missing:
            rows.append(Row(part.PART, "not measured", missing[part]))
        else:
            rows += part.rows(found[part])
    Path(sys.argv[1]).write_text(json.dumps([asdict(row) for row in rows]), encoding="utf-8")


def name_of(part: ModuleType) -> str:
    return part.__name__.rpartition(".")[2]


def say(what: str) -> None:
    print(f"  {time.strftime('%H:%M:%S')} {what}", flush=True)


if __name__ == "__main__":
    main()
