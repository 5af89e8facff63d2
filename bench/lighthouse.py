"""What Lighthouse says of every page type in both languages, as a telephone sees it.

`.venv/bin/python -m bench.lighthouse ADDRESS` prints it for a portal with the demo content that
runs there. The program is npm's, pinned in bench/lighthouse/; `make bench` fetches it.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from bench import once
from bench.missing import Missing
from bench.pages import FOR_READERS
from bench.rows import Row
from tests.e2e import chromium

HERE = Path(__file__).with_name("lighthouse")
PROGRAM = HERE / "node_modules" / ".bin" / "lighthouse"
PART = "Lighthouse, mobile"
PAGES = {**FOR_READERS, "404": ("/pl/nie-ma/", "/en/not-there/")}
# In the order in which they are printed.
LEAST = {"performance": 99, "accessibility": 100, "best-practices": 100, "seo": 100}
# What a page type cannot have, as it is so on purpose: results of a search are kept out of search
# engines, and of a page that is not there an engine is told nothing but that.
NOT_ASKED = {
    "search": ["is-crawlable"],
    "404": ["is-crawlable", "http-status-code", "meta-description", "errors-in-console"],
}
# Only performance is a measurement: what falls short is measured again, and the middle one counts.
TRIES = 5
STARTS = 3


def rows_of(base_url: str) -> Iterator[Row]:
    """Of the portal at `base_url`, an address without a slash at its end."""
    for name, paths in PAGES.items():
        for path in paths:
            yield _row(name, path, base_url + path)


def _row(name: str, path: str, address: str) -> Row:
    not_asked = NOT_ASKED.get(name, [])
    report = audited(address, not_asked)
    scores = scores_of(report)
    runs = [scores["performance"]]
    if runs[0] < LEAST["performance"]:
        again = (audited(address, not_asked) for _ in range(TRIES - 1))
        runs += [scores_of(report)["performance"] for report in again]
        scores["performance"] = round(median(runs))
    is_met = all(scores[kind] >= least for kind, least in LEAST.items())
    measured = " ".join(str(scores[kind]) for kind in LEAST)
    measured += f" (median of {len(runs)}: {runs})" if len(runs) > 1 else ""
    if not is_met:
        measured += f" ({'; '.join(shortcomings(report))})"
    target = " ".join(map(str, LEAST.values()))
    target += f" (without {', '.join(not_asked)})" if not_asked else ""
    return Row(PART, f"{name} {path}", measured, target, is_met)


def audited(address: str, not_asked: list[str]) -> dict:
    """Lighthouse's report of `address`, without the audits `not_asked`."""
    executable = chromium.find()
    if executable is None:
        raise Missing(chromium.MISSING)
    if not PROGRAM.exists():
        raise Missing(f"No Lighthouse yet: npm ci --prefix {HERE}")
    flags = " ".join(["--headless=new", *chromium.ARGS])
    command = [str(PROGRAM), address, "--quiet", "--output=json", f"--chrome-flags={flags}"]
    command += [f"--only-categories={','.join(LEAST)}", "--ignore-status-code"]
    if not_asked:
        command.append(f"--skip-audits={','.join(not_asked)}")
    environment = {**os.environ, "CHROME_PATH": executable}
    # On a busy machine the browser now and then fails to start.
    for _ in range(STARTS):
        finished = subprocess.run(command, capture_output=True, check=False, env=environment)
        if finished.returncode == 0:
            return json.loads(finished.stdout)
    raise SystemExit(f"Lighthouse failed at {address}:\n{finished.stderr.decode()}")


def scores_of(report: dict) -> dict[str, int]:
    return {kind: round(report["categories"][kind]["score"] * 100) for kind in LEAST}


def shortcomings(report: dict) -> Iterator[str]:
    """Why a page has not every mark."""
    for category in report["categories"].values():
        for reference in category["auditRefs"]:
            audit = report["audits"][reference["id"]]
            if reference["weight"] and (audit["score"] or 0) < 1 and audit["score"] is not None:
                yield f"{category['id']}: {audit['id']} {audit.get('displayValue', '')}"


sizes, measure, rows = once.sizes, once.behind_nginx(rows_of), once.rows

if __name__ == "__main__":
    for row in rows_of(sys.argv[1].rstrip("/")):
        sys.stdout.write(f"{row}\n")
