"""`python -m tests.modelsearch`: how many of upstream's cases hold, on our backend and on stock's.

On the database that DATABASE_URL names. Prints the rows of docs/search.md.
"""

import os
import re
import subprocess
import sys
from collections import defaultdict
from pathlib import Path

import django

ROOT = Path(__file__).resolve().parent.parent.parent
COMMAND = [
    "-m", "django", "test", "tests.modelsearch", "--pattern", "suite.py", "--noinput",
]  # fmt: skip
# Stock is asked the same, with no exception expected.
BACKENDS = ["search.backends", "modelsearch.backends.database"]
FAILED = re.compile(r"^(?:FAIL|ERROR): (test_\w+) \(tests\.modelsearch\.suite\.(\w+)\.", re.M)


def run(backend: str) -> tuple[int, str]:
    """Return code and report of a run of the suite."""
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "tests.modelsearch.settings",
        "MODELSEARCH_BACKEND": backend,
    }
    ended = subprocess.run(
        [sys.executable, *COMMAND],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    return ended.returncode, ended.stdout + ended.stderr


def main() -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.modelsearch.settings"
    django.setup()
    from tests.modelsearch.suite import EXCEPTIONS, SUITES

    for backend in BACKENDS:
        failed = defaultdict(set)
        for case, suite in FAILED.findall(run(backend)[1]):
            failed[suite].add(case)
        print(backend)
        for suite in SUITES:
            cases = {name for name in dir(suite) if name.startswith("test_")}
            if backend == BACKENDS[0]:
                failed[suite.__name__] |= cases & EXCEPTIONS.keys()
            fails = sorted(failed[suite.__name__])
            print(f"  {suite.__name__}: {len(cases) - len(fails)} of {len(cases)}", *fails)


if __name__ == "__main__":
    main()
