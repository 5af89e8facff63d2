"""The shipped nginx configuration before a stub, and before the portal: `make test-nginx`."""

import http.client
from collections.abc import Callable
from dataclasses import dataclass
from email.message import Message
from pathlib import Path

import pytest

from portal.edition_link import lead
from tests.nginx import serving
from tests.nginx.stub import Stub

HERE = Path(__file__).parent


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.nginx)


@dataclass
class Answer:
    status: int
    headers: Message
    body: bytes

    @property
    def cache(self) -> str:
        """HIT, MISS, …: what nginx' cache of answers had."""
        return self.headers["X-Cache"]


def ask(port: int, path: str, method: str = "GET", body: bytes = b"", **headers: str) -> Answer:
    """What nginx answers, as it comes over the wire. Header names have `_` for `-`."""
    connection = http.client.HTTPConnection("localhost", port, timeout=90)
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    connection.request(method, path, body or None, {"Host": "localhost", **named})
    response = connection.getresponse()
    answer = Answer(response.status, response.headers, response.read())
    connection.close()
    return answer


@pytest.fixture(scope="session")
def _nginx_is_there() -> None:
    if serving.find_nginx() is None:
        # Not a skip: who runs these tests has asked for them.
        pytest.fail(serving.MISSING, pytrace=False)


@pytest.fixture
def app():
    """The app behind nginx."""
    stub = Stub(serving.free_port())
    yield stub
    stub.stop()


@pytest.fixture
def files(tmp_path) -> Path:
    """A folder with static/ and media/."""
    for name in ("static", "media"):
        (tmp_path / name).mkdir()
    return tmp_path


@pytest.fixture
def front(_nginx_is_there, app, files):
    """A running nginx before `app`, with an edition."""
    with serving.nginx(
        files / "nginx",
        app=f"127.0.0.1:{app.port}",
        static=files / "static",
        media=files / "media",
    ) as nginx:
        publish(nginx, "1")
        yield nginx


@pytest.fixture
def get(front) -> Callable[..., Answer]:
    return lambda path, method="GET", body=b"", **headers: ask(
        front.port, path, method, body, **headers
    )


def publish(nginx: serving.Nginx, edition: str) -> None:
    """What the portal does when something was published."""
    lead(nginx.edition, f"{edition}.nothing-withdrawn")


def withdraw(nginx: serving.Nginx, edition: str) -> None:
    """What the portal does when something was taken from readers."""
    lead(nginx.edition, f"{edition}.withdrawn-in-{edition}")
