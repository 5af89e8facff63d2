"""Pages behind nginx, beside a file of the same size from the same nginx: what deploy/ ships."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings

from bench import app_server
from bench.load import fetch, throughput
from bench.missing import Missing
from bench.pages import PAGES
from bench.rows import Row, at_least
from tests.nginx import serving

PART = "Throughput behind nginx, × a file of the same size from the same nginx"
LIMIT = 0.8
SERVED = ("home", "news page")


def sizes(news: list[int]) -> list[int]:
    return news[-1:]


@contextmanager
def running() -> Iterator[str]:
    """The address of nginx before the app server, both with the configurations that are shipped."""
    if serving.find_nginx() is None:
        raise Missing(serving.MISSING)
    with tempfile.TemporaryDirectory(prefix="portal-", dir="/run") as folder:
        app, static = f"127.0.0.1:{app_server.PORT}", Path(settings.STATIC_ROOT)
        with (
            serving.nginx(
                Path(folder), app=app, static=static, media=Path(settings.MEDIA_ROOT)
            ) as nginx,
            app_server.running(EDITION_LINK=str(nginx.edition)),
        ):
            yield f"http://localhost:{nginx.port}"


def measure(news: int) -> dict[str, float]:
    with running() as front:
        return {name: beside_a_file(front, PAGES[name][0]) for name in SERVED}


def beside_a_file(front: str, path: str) -> float:
    """The throughput of the page at `path`, × that of a file that says the same."""
    (Path(settings.STATIC_ROOT) / "same.html").write_bytes(fetch(front + path))
    return throughput(front, path, "/static/same.html")


def rows(found: dict[int, dict[str, float]]) -> list[Row]:
    return [
        at_least(PART, name, [ratio], LIMIT, " ×")
        for at_size in found.values()
        for name, ratio in at_size.items()
    ]
