"""Requests as an app server hands them in, counted and timed without one.

A time is always a ratio. In each round a few requests for a page take turns with a few for the
trivial view; the CPU time of the process that each takes is divided by that of the other, and the
median of all rounds is told. CPU time leaves out what other processes do, the turns leave out what
the machine does (its clock, its caches). What a database server computes is not in the CPU time of
this process: growth is therefore told in elapsed time, of the fastest request on either side.
"""

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass

from django.core.cache import caches
from django.core.servers.basehttp import get_internal_wsgi_application
from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext

from bench import trivial
from bench.site import HOST
from portal.editions import shelf

READER = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
ROUNDS, VISITS, TRIVIAL_VISITS = 7, 2, 10


class Visitor:
    """Asks for addresses of the portal, with a session's cookie if there is one."""

    def __init__(self, cookie: str = "") -> None:
        self.portal = get_internal_wsgi_application()
        self.factory = RequestFactory(
            SERVER_NAME=HOST, HTTP_USER_AGENT=READER, **({"HTTP_COOKIE": cookie} if cookie else {})
        )

    def visit(self, path: str, application=None) -> int:
        """Fetch `path` to its last byte and keep none; return how many there were."""
        answered = []
        answer = (application or self.portal)(
            self.factory.get(path).environ, lambda status, headers: answered.append(status)
        )
        length = sum(map(len, answer))
        answer.close()
        if not answered[0].startswith("200"):
            raise SystemExit(f"{path} answers {answered[0]}")
        return length

    def queries(self, path: str) -> int:
        """How many queries a warm request for `path` runs, after two that fill the caches."""
        for _ in range(2):
            self.visit(path)
        with CaptureQueriesContext(connection) as captured:
            self.visit(path)
        return len(captured)

    def cost(self, path: str) -> "Cost":
        measure = trivial.make_application()
        for _ in range(2):
            self.visit(path)
            self.visit(trivial.ADDRESS, measure)
        pairs = [
            (
                timed(lambda: self.visit(path), VISITS),
                timed(lambda: self.visit(trivial.ADDRESS, measure), TRIVIAL_VISITS),
            )
            for _ in range(ROUNDS)
        ]
        fastest = [min(one.fastest for one in ones) for ones in zip(*pairs, strict=True)]
        return Cost(
            cpu=statistics.median(page.cpu / base.cpu for page, base in pairs),
            elapsed=fastest[0] / fastest[1],
            milliseconds=fastest[0] * 1000,
        )


@dataclass(frozen=True)
class Cost:
    """What a request costs: two multiples of the trivial view's, and the bare time at its best."""

    cpu: float
    elapsed: float
    milliseconds: float


@dataclass(frozen=True)
class Timed:
    cpu: float
    fastest: float


def timed(call: Callable[[], object], times: int) -> Timed:
    """The mean CPU time of a call, and the time in which the fastest was over."""
    fastest, cpu = float("inf"), time.process_time()
    for _ in range(times):
        started = time.perf_counter()
        call()
        fastest = min(fastest, time.perf_counter() - started)
    return Timed((time.process_time() - cpu) / times, fastest)


def forget() -> None:
    """Empty all caches, so that the next request is a cold one."""
    shelf.forget()
    for cache in caches.all(initialized_only=False):
        cache.clear()
