"""The first visit to home, in a browser that plays a telephone: weight, requests, time to paint.

`.venv/bin/python -m bench.browser ADDRESS` prints it for a portal that runs there.
"""

import sys
from collections.abc import Iterator
from statistics import median

from playwright.sync_api import Browser

from bench import once, replica, telephone
from bench.rows import Row
from bench.telephone import Visit

PART = "first visit, 360 px"
HOMES = ("/pl/", "/en/")
# Ours and the replica in turns, so that a busy moment of the machine hits both.
ROUNDS = 7

KILOBYTE = 1000
PAGE_ITSELF, EVERYTHING, SCRIPTS, REQUESTS = 45 * KILOBYTE, 90 * KILOBYTE, 6 * KILOBYTE, 7
LCP_RATIO, SHIFT, LONG_TASK = 0.5, 0.01, 50


def rows_of(base_url: str) -> Iterator[Row]:
    """Of the portal at `base_url`, an address without a slash at its end."""
    with telephone.browser() as browser, replica.served() as peer:
        # The first answers are made, and pictures are drawn, while nobody measures.
        for path in HOMES:
            telephone.first_visit(browser, base_url + path, slow=False)
        visits, peers = _in_turns(browser, base_url, peer)
    for path in HOMES:
        yield from _weights(path, visits[path])
        yield from _times(path, visits[path], peers)
        yield _long_tasks(path, visits[path])


def _in_turns(
    browser: Browser, base_url: str, peer: str
) -> tuple[dict[str, list[Visit]], list[Visit]]:
    visits: dict[str, list[Visit]] = {path: [] for path in HOMES}
    peers = []
    for _ in range(ROUNDS):
        peers.append(telephone.first_visit(browser, peer))
        for path in HOMES:
            visits[path].append(telephone.first_visit(browser, base_url + path))
    return visits, peers


def _weights(path: str, visits: list[Visit]) -> Iterator[Row]:
    """The heaviest visit counts."""
    for what, measured, limit in (
        ("HTML, CSS, JS and font", max(visit.page_itself for visit in visits), PAGE_ITSELF),
        ("everything", max(visit.everything for visit in visits), EVERYTHING),
        ("JS", max(visit.bytes_by_kind.get("Script", 0) for visit in visits), SCRIPTS),
    ):
        size = f"{measured / KILOBYTE:.1f} KB"
        target = f"≤ {limit // KILOBYTE} KB"
        yield Row(PART, f"{path}: {what}", size, target, measured <= limit)
    requests = max(len(visit.addresses) for visit in visits)
    yield Row(PART, f"{path}: requests", str(requests), f"≤ {REQUESTS}", requests <= REQUESTS)
    strangers = max(len(visit.strangers) for visit in visits)
    yield Row(PART, f"{path}: requests to others", str(strangers), "0", strangers == 0)


def _times(path: str, visits: list[Visit], peers: list[Visit]) -> Iterator[Row]:
    ours = median(visit.lcp for visit in visits)
    theirs = median(visit.lcp for visit in peers)
    peer = f"{len(peers[0].addresses)} requests, {peers[0].everything / KILOBYTE:.0f} KB"
    what = f"{path}: LCP, as a part of that of a page of {peer}"
    measured = f"{ours / theirs:.2f} ({ours:.0f} / {theirs:.0f} ms)"
    yield Row(PART, what, measured, f"≤ {LCP_RATIO}", ours / theirs <= LCP_RATIO)
    shift = max(visit.shift for visit in visits)
    yield Row(PART, f"{path}: CLS", f"{shift:.4f}", f"≤ {SHIFT}", shift <= SHIFT)


def _long_tasks(path: str, visits: list[Visit]) -> Row:
    """That of the visit in the middle, on a processor slowed down: one in which another program
    took the processor away does not count."""
    longest = median(max(visit.long_tasks, default=0) for visit in visits)
    measured = f"{longest} ms" if longest else f"none over {LONG_TASK} ms"
    return Row(PART, f"{path}: longest task", measured, f"≤ {LONG_TASK} ms", longest <= LONG_TASK)


sizes, measure, rows = once.sizes, once.behind_nginx(rows_of), once.rows

if __name__ == "__main__":
    for row in rows_of(sys.argv[1].rstrip("/")):
        sys.stdout.write(f"{row}\n")
