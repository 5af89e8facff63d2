"""Pictures fetched from the old site: from the internet only, and within limits."""

import socket
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import SimpleNamespace

import pytest

from news.importing import fetching, limits
from news.importing.limits import Refused
from news.models import NewsPage
from portal.models import PortalImage
from tests import factories, old_site
from tests.old_site import import_news, write

LOCAL = [
    "127.0.0.1", "10.0.0.1", "172.16.3.4", "192.168.1.1", "169.254.169.254", "100.64.0.1",
    "0.0.0.1", "224.0.0.1", "255.255.255.255", "::1", "::", "fe80::1", "fe80::1%eth0", "fd00::1",
    "ff02::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::",
    "::127.0.0.1", "192.0.2.1", "198.18.0.1",
]  # fmt: skip


@pytest.mark.parametrize("address", LOCAL)
def test_addresses_of_a_local_network(address):
    assert not fetching.is_public(address)


@pytest.mark.parametrize("address", ["93.184.215.14", "2606:2800:220:1::1"])
def test_addresses_of_the_internet(address):
    assert fetching.is_public(address)


class Old(BaseHTTPRequestHandler):
    """The old site: /a.jpg is a picture, /to?… redirects there, /large never ends."""

    asked: list[str] = []

    def do_GET(self):
        self.asked.append(f"{self.headers['Host']}{self.path}")
        if self.path.startswith("/to?"):
            self.send_response(302)
            self.send_header("Location", self.path[4:])
            self.end_headers()
        elif self.path == "/packed.jpg":
            self.send_response(200)
            self.send_header("Content-Encoding", "gzip")
            self.end_headers()
        elif self.path == "/slow.jpg":
            self.send_response(200)
            self.end_headers()
            for _number in range(100):
                self.wfile.write(b"x")
                if self.server.stopped.wait(0.1):
                    return
        elif self.path == "/large.jpg":
            self.send_response(200)
            self.end_headers()
            for _number in range(100):
                self.wfile.write(b"x" * limits.MB)
        elif self.path == "/a.jpg":
            content = old_site.picture()
            self.send_response(200)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)
        else:
            self.send_error(404)

    def handle(self):
        try:
            super().handle()
        except ConnectionError:
            self.close_connection = True

    def log_message(self, *_arguments):
        pass


@pytest.fixture
def site(monkeypatch):
    """The old site as old.example and www.example, which this machine answers as a public one.

    Only these names are known; evil.example is on the local network.
    """
    server = ThreadingHTTPServer(("127.0.0.1", 0), Old)
    server.daemon_threads = True
    server.stopped = threading.Event()
    threading.Thread(target=server.serve_forever, daemon=True).start()
    names = {
        "old.example": ["127.0.0.1"],
        "www.example": ["127.0.0.1"],
        "evil.example": ["192.168.1.1"],
        "both.example": ["127.0.0.1", "10.0.0.1"],
    }
    looked_up: list[str] = []

    def getaddrinfo(host, port, **_options):
        looked_up.append(host)
        if host not in names and not host.replace(".", "").isdigit() and ":" not in host:
            raise socket.gaierror
        return [
            (socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, server.server_port))
            for address in names.get(host, [host])
        ]

    # Not in the module itself, by which the Redis of the other caches is looked up as well.
    only_here = SimpleNamespace(**{**vars(socket), "getaddrinfo": getaddrinfo})
    monkeypatch.setattr(fetching, "socket", only_here)
    real = fetching.is_public
    monkeypatch.setattr(
        fetching, "is_public", lambda address: address == "127.0.0.1" or real(address)
    )
    Old.asked.clear()
    server.names, server.looked_up = names, looked_up
    yield server
    server.stopped.set()
    server.shutdown()
    server.server_close()


def fetch(address: str) -> bytes:
    return fetching.fetch(address, 20 * limits.MB)


def test_fetches(site):
    assert fetch("http://old.example/a.jpg") == old_site.picture()
    assert Old.asked == ["old.example/a.jpg"]


def test_follows_a_redirect(site):
    assert fetch("http://old.example/to?http://www.example/a.jpg") == old_site.picture()
    assert Old.asked[-1] == "www.example/a.jpg"


@pytest.mark.parametrize(
    "where",
    [
        "http://evil.example/a.jpg", "http://169.254.169.254/latest/meta-data", "http://10.0.0.1/",
        "file:///etc/passwd", "ftp://old.example/a.jpg", "gopher://old.example/", "http://[::1]/",
        "http://both.example/a.jpg", "http://user:secret@old.example/a.jpg",
        "http://old.example:8080/a.jpg", "http://old.example:99999/", "//evil.example/a.jpg",
        "http://unknown.example/",
    ],
)  # fmt: skip
def test_goes_to_no_other_place_directly_or_by_a_redirect(site, where):
    with pytest.raises(Refused):
        fetch(where)
    assert Old.asked == []

    with pytest.raises(Refused):
        fetch(f"http://old.example/to?{where}")
    assert all(asked.startswith("old.example/to?") for asked in Old.asked)


@pytest.mark.parametrize("address", ["", "http:///a.jpg", "old.example/a.jpg", "/a.jpg"])
def test_what_is_no_address_is_refused(site, address):
    with pytest.raises(Refused):
        fetch(address)
    assert Old.asked == []


def test_a_name_that_answers_otherwise_the_second_time_gains_nothing(site, monkeypatch):
    looked_up = fetching.public_addresses

    def rebind(host, port):
        found = looked_up(host, port)
        site.names[host] = ["10.0.0.1"]
        return found

    monkeypatch.setattr(fetching, "public_addresses", rebind)

    assert fetch("http://old.example/a.jpg") == old_site.picture()
    assert site.looked_up == ["old.example"]


def test_redirects_end(site):
    loop = "http://old.example/to?http://old.example/to?"

    with pytest.raises(Refused, match="przekierowań"):
        fetch(loop * 10)


@pytest.mark.parametrize("path", ["large.jpg", "packed.jpg", "none.jpg"])
def test_what_is_too_large_or_not_there_is_refused(site, path):
    with pytest.raises(Refused):
        fetch(f"http://old.example/{path}")


def test_what_drips_is_given_up(site, monkeypatch):
    monkeypatch.setattr(limits, "FETCH_SECONDS", 1)

    with pytest.raises(Refused, match="dłużej niż 1 s"):
        fetch("http://old.example/slow.jpg")


def test_no_proxy_of_the_environment_is_asked(site, monkeypatch):
    monkeypatch.setenv("http_proxy", "http://evil.example:80")

    assert fetch("http://old.example/a.jpg") == old_site.picture()


@pytest.mark.django_db
class TestImport:
    @pytest.fixture
    def feed(self, empty_index, tmp_path):
        factories.CategoryFactory()
        html = (
            '<p>Lead.</p><p>Dalej.</p><img src="http://old.example/a.jpg">'
            '<img src="http://evil.example/b.jpg">'
        )
        return write(tmp_path / "a.xml", old_site.rss(old_site.rss_item(1, html)))

    def test_fetches_nothing_unasked(self, site, feed):
        import_news(feed)

        assert site.looked_up == []
        assert not PortalImage.objects.exists()

    def test_fetches_what_is_public_and_says_what_is_not(self, site, feed):
        printed = import_news(feed, fetch_pictures=True)

        assert PortalImage.objects.count() == 1
        assert "evil.example jest w sieci lokalnej" in printed
        assert [child.block_type for child in NewsPage.objects.get().body] == [
            "paragraph", "picture",
        ]  # fmt: skip

    def test_the_second_time_nothing_is_made_twice(self, site, feed):
        import_news(feed, fetch_pictures=True)

        assert "niezmieniona: 1" in import_news(feed, fetch_pictures=True)
        assert PortalImage.objects.count() == 1
