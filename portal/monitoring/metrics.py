"""Figures for Prometheus, with the names that it knows from elsewhere. Nothing in them tells a
reader or a page: whoever watches them sees how much there is, and how long it takes.

Several processes write theirs to files in PROMETHEUS_MULTIPROC_DIR, and any of them tells all
(deploy/gunicorn.conf.py); without it, each tells its own.
"""

import os
import time
from collections.abc import Callable, Iterator

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.db import Error
from django.http import HttpRequest, HttpResponse
from prometheus_client import REGISTRY, CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from portal.monitoring.health import examine
from portal.queue.state import queue_state

METHODS = ("GET", "HEAD", "POST", "OPTIONS", "PUT", "PATCH", "DELETE")
# What an address is of, by its first part; whatever else somebody asks for is one thing.
AREAS = {
    **{code: "pages" for code, _name in settings.LANGUAGES},
    "admin": "admin",
    "api": "api",
    "documents": "documents",
}

REQUESTS = Counter(
    "http_requests_total", "Requests that were answered.", ["area", "method", "status"]
)
SECONDS = Histogram(
    "http_request_duration_seconds",
    "From when the app has a request until it has the answer.",
    ["area"],
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30),
)


class MetricsMiddleware:
    """Counts; not where nobody may read the figures."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        if not settings.METRICS_TOKEN:
            raise MiddlewareNotUsed
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        begin = time.perf_counter()
        response = self.get_response(request)
        area = area_of(request.path_info)
        method = request.method if request.method in METHODS else "other"
        REQUESTS.labels(area, method, response.status_code).inc()
        SECONDS.labels(area).observe(time.perf_counter() - begin)
        return response


def area_of(path: str) -> str:
    return AREAS.get(path[1:].partition("/")[0], "other")


class State(Collector):
    """What is asked for when the figures are."""

    def collect(self) -> Iterator[Metric]:
        parts = GaugeMetricFamily(
            "portal_part_up", "1 where a part does what it is there for, else 0.", labels=["part"]
        )
        for name, passes in examine().items():
            parts.add_metric([name], passes)
        yield parts
        try:
            queue = queue_state()
        except Error:
            return
        tasks = GaugeMetricFamily(
            "portal_queue_tasks", "Tasks that are not done.", labels=["state"]
        )
        for state in ("waiting", "retrying", "running", "failed"):
            tasks.add_metric([state], getattr(queue, state))
        yield tasks
        yield GaugeMetricFamily(
            "portal_queue_oldest_seconds",
            "For how long the task that is due for longest has been due.",
            value=queue.oldest_waiting_seconds,
        )


def exposition() -> bytes:
    """All figures, in Prometheus' text format 0.0.4."""
    registry = CollectorRegistry()
    if os.environ.get("PROMETHEUS_MULTIPROC_DIR"):
        MultiProcessCollector(registry)
        counted = generate_latest(registry)
    else:
        counted = generate_latest(REGISTRY)
    now = CollectorRegistry()
    now.register(State())
    return counted + generate_latest(now)
