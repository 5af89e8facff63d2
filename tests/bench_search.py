"""How good and how fast the search is, stock Wagtail beside it: `make bench-search`.

SETS names folders with a corpus and queries; DATABASES the databases to measure on; SIZES the
numbers of documents to time a common word on, STOCK_UP_TO the largest for stock Wagtail, which at
10,000 documents needs more than a minute for it. All is done in scratch databases.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

# A word that stands in every document, and one beside it that stands in some.
COMMON, BESIDE = "klastrowi", "klastrowi energii"
REPEATED = 9


def settings() -> dict[str, list[str]]:
    return {
        name: os.environ.get(name, default).split()
        for name, default in {
            "SETS": "tests/search_set",
            "DATABASES": "sqlite:// postgres:///portal",
            "SIZES": "100 1000 10000 100000",
            "STOCK_UP_TO": "1000",
        }.items()
    }


def main() -> None:
    subprocess.run([sys.executable, "-c", START], check=True)
    for database in settings()["DATABASES"]:
        # What is configured is read once in a process.
        done = subprocess.run(
            [sys.executable, "-m", "tests.bench_search", "one"],
            env={
                **os.environ,
                "DATABASE_URL": database,
                "DJANGO_SETTINGS_MODULE": "portal.settings.test",
            },
            check=False,
        )
        if done.returncode:
            print(f"{database}: could not be measured, see above")


START = """
import resource, time
before, started = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.perf_counter()
from search.morphology import analyser
analyser("pl").read("strefy"), analyser("en").read("zones")
seconds = time.perf_counter() - started
after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(f"start of the analysers: {seconds:.2f} s, {(after - before) / 1024:.0f} MB")
"""


def one() -> None:
    import django

    django.setup()
    from django.db import connection

    from search.backends.documents import analysers
    from search.evaluation import Readers, Stock

    chosen = settings()
    print(f"\n=== {connection.vendor} ({analysers()})")
    for folder in map(Path, chosen["SETS"]):
        if files := set_files(folder):
            compare(folder.name, *files, [Stock(), Readers()])
    print(f"\n{'documents':>10} {'':8} {'a common word':>14} {'and another':>12} {'and count':>10}")
    for size in map(int, chosen["SIZES"]):
        for by in (Stock(), Readers()):
            if isinstance(by, Readers) or size <= int(chosen["STOCK_UP_TO"][0]):
                time_common_words(size, by, Path(chosen["SETS"][0]))


def set_files(folder: Path) -> tuple[Path, Path] | None:
    corpus = next(iter(sorted(folder.glob("*corpus.jsonl"))), None)
    queries = next(iter(sorted(folder.glob("*queries.json"))), None)
    return (corpus, queries) if corpus and queries else None


def compare(name: str, corpus: Path, queries: Path, ways: list) -> None:
    """Print how good each of `ways` is at each set of queries, and how fast."""
    from search.evaluation import evaluate, read_corpus, read_queries, scratch_database
    from tests.search_scores import OF_SET, scores

    asked = json.loads(queries.read_text(encoding="utf-8"))["queries"]
    measured = []
    for by in ways:
        with tempfile.TemporaryDirectory(prefix="bench") as folder, scratch_database(Path(folder)):
            measured.append(evaluate(read_corpus(corpus), read_queries(queries), by))
    columns = [scores(asked, each.answers) for each in measured]
    print(f"\n{name}: {measured[0].documents} documents, {len(asked)} queries")
    print(
        f"{'set':18} {'n':>4} {'measure':8} " + " ".join(f"{type(by).__name__:>8}" for by in ways)
    )
    for kind in columns[0]:
        count = sum(query["set"] == kind for query in asked)
        row = " ".join(f"{column[kind]:8.3f}" for column in columns)
        print(f"{kind:18} {count:4} {OF_SET.get(kind, 'MRR@10'):8} {row}")
    for by, each in zip(ways, measured, strict=True):
        print(
            f"{type(by).__name__:8} {each.documents_per_second:6.0f} documents/s,"
            f" p50 {each.milliseconds(0.5):6.1f} ms, p95 {each.milliseconds(0.95):6.1f} ms a query"
        )


def time_common_words(size: int, by, folder: Path) -> None:
    """Print what a query for a word costs that each of `size` documents holds."""
    from search.evaluation import (
        CHUNK,
        CorpusDocument,
        CorpusQuery,
        Site,
        index,
        read_corpus,
        refresh,
        scratch_database,
    )

    source = [each for each in read_corpus(set_files(folder)[0]) if each.lang == "pl"]
    with tempfile.TemporaryDirectory(prefix="bench") as scratch, scratch_database(Path(scratch)):
        site = Site()
        for start in range(0, size, CHUNK):
            part = [
                CorpusDocument(str(number), "pl", chosen.title, f"{chosen.body}\n{COMMON}")
                for number in range(start, min(start + CHUNK, size))
                for chosen in [source[number % len(source)]]
            ]
            index(site.load(part), by.backend)
        refresh()
        one_word, two_words = CorpusQuery("", "pl", COMMON), CorpusQuery("", "pl", BESIDE)
        figures = [
            timed(lambda: list(by.found(one_word)[:50])),
            timed(lambda: list(by.found(two_words)[:50])),
            timed(lambda: by.found(one_word).count()),
        ]
        print(f"{size:10} {type(by).__name__:8} " + " ".join(f"{each:9.1f} ms" for each in figures))


def timed(action) -> float:
    """The median of the milliseconds that `action` takes."""
    seconds = []
    for _ in range(REPEATED):
        started = time.perf_counter()
        action()
        seconds.append(time.perf_counter() - started)
        if seconds[0] > 5:
            break
    return 1000 * median(seconds)


if __name__ == "__main__":
    one() if sys.argv[1:] == ["one"] else main()
