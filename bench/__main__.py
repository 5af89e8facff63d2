"""`make bench`: measures in each database and prints the tables; all of it goes into docs/, too."""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

from bench import machine, site
from bench.choice import Choice
from bench.rows import Row, summary, tables

DOCUMENT = Path(__file__).parent.parent / "docs" / "benchmarks.md"
NAMES = {"sqlite": "SQLite", "postgres": "PostgreSQL and Redis"}
POSTGRES_URL = os.environ.get("POSTGRES_URL", "postgres:///portal_bench")
REDIS_URL = os.environ.get("REDIS_URL", "redis://127.0.0.1:6379/8")


def main() -> None:
    choice, started = Choice.of_environment(), time.monotonic()
    found = {NAMES[name]: rows_in(name) for name in choice.databases}
    minutes = (time.monotonic() - started) / 60
    text = report(choice, found, minutes)
    print(text)
    if choice.is_everything:
        DOCUMENT.write_text(text, encoding="utf-8")


def rows_in(database: str) -> list[Row]:
    print(f"{NAMES[database]}:", flush=True)
    with tempfile.TemporaryDirectory(prefix="portal-bench-") as folder:
        found = Path(folder) / "rows.json"
        try:
            with environment(database, Path(folder)) as variables:
                subprocess.run(
                    [sys.executable, "-m", "bench.one", str(found)],
                    check=True,
                    env={**os.environ, **variables},
                )
        except psycopg.OperationalError as error:
            return [Row("Databases", "not measured", str(error).splitlines()[0])]
        return [Row(**row) for row in json.loads(found.read_text(encoding="utf-8"))]


@contextmanager
def environment(database: str, folder: Path) -> Iterator[dict[str, str]]:
    if database == "sqlite":
        yield site.environment(folder, f"sqlite:///{folder}/portal.sqlite3", "")
    else:
        with site.postgres(POSTGRES_URL) as address:
            yield site.environment(folder, address, REDIS_URL)


def report(choice: Choice, found: dict[str, list[Row]], minutes: float) -> str:
    sizes = " / ".join(f"{news:,}" for news in choice.news)
    head = [
        "# Benchmarks",
        "",
        "Written by `make bench`, which says in its modules (`bench/`) how each figure is found.",
        "",
        *(f"- {fact}" for fact in machine.description()),
        f"- {time.strftime('%Y-%m-%d')}, in {minutes:.0f} minutes",
        "",
        f"Several figures in a row are those with {sizes} news in each language, unless their"
        " table says otherwise; `a·b` are Polish and English.",
        "",
        f"{summary(found)}",
        "",
    ]
    return "\n".join([*head, tables(found)])


if __name__ == "__main__":
    main()
