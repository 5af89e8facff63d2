"""An app whose every answer a test decides, and which counts what it was asked."""

import threading
from collections import Counter
from collections.abc import Callable
from socketserver import ThreadingMixIn
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

PUBLIC = {"Cache-Control": "public, no-cache", "Vary": "Accept"}
PAGE = b"<p>strona</p>" + b" " * 2000


class _Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class _Silent(WSGIRequestHandler):
    def log_message(self, *arguments) -> None:
        pass


class Stub:
    """`answers[path]` is called with the environ and gives status, headers and body."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.answers: dict[str, Callable[[dict], tuple[str, dict, bytes]]] = {}
        self.asked: Counter[str] = Counter()
        self.seen: dict[str, dict] = {}
        self.start()

    def start(self) -> None:
        self.server = make_server("127.0.0.1", self.port, self, _Server, _Silent)
        threading.Thread(target=self.server.serve_forever, args=(0.01,), daemon=True).start()

    def stop(self) -> None:
        self.server.shutdown()
        self.server.server_close()

    def says(self, path: str, body: bytes = PAGE, status: str = "200 OK", **headers: str) -> None:
        """Answer `path` with `body`, as a public page unless `headers` say otherwise."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        said = {"Content-Type": "text/html; charset=utf-8", **PUBLIC, **named}
        self.answers[path] = lambda environ: (status, said, body)

    def __call__(self, environ, start_response):
        path = environ["PATH_INFO"]
        self.asked[path] += 1
        self.seen[path] = environ
        environ["body"] = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
        answer = self.answers.get(path, lambda environ: ("404 Not Found", {}, b"no such page"))
        status, headers, body = answer(environ)
        start_response(status, [*headers.items(), ("Content-Length", str(len(body)))])
        return [body]
