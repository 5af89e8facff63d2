"""A Redis that goes away: nobody is refused, and what it remembers from before is not believed."""

import logging
import os
import shutil
import signal
import socket
import subprocess
import time
from uuid import uuid4

import pytest
from django.core.cache import caches

from portal import redis_cache

needs_redis = pytest.mark.skipif(
    not shutil.which("redis-server"), reason="needs a redis-server to stop and start"
)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Server:
    """A Redis of a test's own, which keeps nothing when it ends."""

    def __init__(self) -> None:
        self.port = free_port()
        self.process: subprocess.Popen | None = None

    def start(self) -> None:
        self.process = subprocess.Popen(
            ["redis-server", "--port", str(self.port), "--bind", "127.0.0.1", "--save", ""],  # noqa: S607 - from PATH
            stdout=subprocess.DEVNULL,
        )
        for _ in range(500):
            try:
                socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
            except OSError:
                time.sleep(0.02)
            else:
                return
        raise AssertionError("redis-server does not start")

    def kill(self) -> None:
        if self.process:
            self.process.kill()
            self.process.wait()

    def freeze(self) -> None:
        os.kill(self.process.pid, signal.SIGSTOP)

    def thaw(self) -> None:
        os.kill(self.process.pid, signal.SIGCONT)


@pytest.fixture
def server():
    server = Server()
    yield server
    server.kill()


@pytest.fixture
def use(settings, server):
    """Make all caches parts of `server`, and give the one with the name."""

    def use(name: str = "default"):
        settings.CACHES = {
            alias: {
                "BACKEND": "portal.redis_cache.RedisCache",
                "LOCATION": f"redis://127.0.0.1:{server.port}/0",
                "KEY_PREFIX": f"{alias}-{uuid4()}",
            }
            for alias in settings.CACHES
        }
        return caches[name]

    return use


@pytest.fixture
def no_pause(monkeypatch):
    monkeypatch.setattr(redis_cache, "PAUSE", 0)


class TestAway:
    def test_every_method_answers_like_that_of_an_empty_cache(self, use):
        cache = use()

        assert cache.get("a") is None
        assert cache.get("a", "instead") == "instead"
        assert cache.get_many(["a", "b"]) == {}
        assert cache.get_or_set("a", lambda: "made") == "made"
        assert cache.set("a", 1) is None
        assert cache.set_many({"a": 1}) == []
        assert cache.add("a", 1) is True
        assert cache.touch("a") is False
        assert cache.delete("a") is False
        assert cache.delete_many(["a"]) is None
        assert cache.has_key("a") is False
        assert cache.clear() is False
        with pytest.raises(ValueError, match="not found"):
            cache.incr("a")
        assert cache.answers() is False

    def test_it_is_said_once_and_asked_again_only_after_the_pause(self, use, caplog, monkeypatch):
        cache = use()
        asked = []
        monkeypatch.setattr(
            redis_cache.Client, "get_client", lambda *args, **kwargs: asked.append(1) or fail()
        )

        def fail():
            raise redis_cache.RedisError("away")

        with caplog.at_level(logging.WARNING, "portal.redis_cache"):
            for _ in range(20):
                cache.get("a")

        assert len(asked) == 1
        assert len(caplog.records) == 1

    @pytest.mark.django_db
    def test_readers_and_editors_are_served(self, use, client, admin_client, tree):
        use()

        for address in ("/pl/", "/en/", "/pl/szukaj/?q=strefa", "/api/v2/pages/"):
            assert client.get(address).status_code == 200, address
        assert admin_client.get("/admin/").status_code == 200
        assert admin_client.get(f"/admin/pages/{tree.home.pk}/edit/").status_code == 200


@needs_redis
class TestBack:
    def test_it_is_used_again(self, server, use, no_pause):
        cache = use()
        cache.set("a", 1)

        server.start()
        cache.set("a", 2)

        assert cache.get("a") == 2
        assert cache.answers() is True

    def test_what_was_to_be_deleted_meanwhile_is_not_believed(self, server, use, no_pause):
        server.start()
        cache, other = use(), caches["pages"]
        cache.set("a", "old")
        cache.set("b", "old")
        other.set("a", "kept")

        server.freeze()
        cache.delete("a")
        server.thaw()

        assert cache.get("a") is None
        assert cache.get("b") is None
        # It missed nothing.
        assert other.get("a") == "kept"

    def test_what_could_not_be_read_meanwhile_is_there_again(self, server, use, no_pause):
        server.start()
        cache = use()
        cache.set("a", "kept")

        server.freeze()
        assert cache.get("a") is None
        server.thaw()

        assert cache.get("a") == "kept"

    def test_a_restart_between_two_requests_is_not_noticed(self, server, use, caplog):
        server.start()
        cache = use()
        cache.set("a", 1)

        server.kill()
        server.start()
        cache.set("a", 2)

        assert cache.get("a") == 2
        assert not caplog.records

    def test_a_cache_is_emptied_without_the_others(self, server, use):
        server.start()
        cache, other = use(), caches["pages"]
        cache.set_many({f"{number}": number for number in range(3000)})
        other.set("a", "kept")

        cache.clear()

        assert cache.get_many([f"{number}" for number in range(3000)]) == {}
        assert other.get("a") == "kept"
