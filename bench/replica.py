"""A page as heavy as the home page of Wagtail's official demo, where that cannot be had.

What that was measured to load: 11 requests, 235 KB, 73 KB of them HTML, styles, scripts and fonts.
The replica is made of files, so it answers faster than the demo could.
"""

import gzip
import io
import random
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

from PIL import Image

KILOBYTE = 1000
DOCUMENT, STYLES, SCRIPT = 6 * KILOBYTE, 11 * KILOBYTE, 2 * KILOBYTE
HERO, SMALL_PICTURE = 82 * KILOBYTE, 20 * KILOBYTE
# As the demo has two families. This one is the size of theirs.
FONT = Path(__file__).parents[1] / "static" / "fonts" / "portal-sans-whole.woff2"
COMPRESSED = {".html", ".css", ".js"}


@contextmanager
def served(port: int = 0) -> Iterator[str]:
    """The address of the page, served by this process as long as the context lasts."""
    with tempfile.TemporaryDirectory(prefix="portal-replica-") as folder:
        write(Path(folder))
        server = ThreadingHTTPServer(("localhost", port), partial(_Handler, directory=folder))
        Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"http://localhost:{server.server_port}/index.html"
        finally:
            server.shutdown()
            server.server_close()


def write(folder: Path) -> None:
    """The eleven files."""
    dice = random.Random(1)  # noqa: S311 - noise, the same in every run
    for name in ("text.woff2", "headings.woff2"):
        (folder / name).write_bytes(FONT.read_bytes())
    _picture(folder / "hero.jpg", (800, 500), HERO, dice)
    for number in range(4):
        _picture(folder / f"{number}.jpg", (430, 254), SMALL_PICTURE, dice)
    faces = "".join(
        f'@font-face {{ font-family: {name}; src: url("{name}.woff2"); font-display: swap }}\n'
        for name in ("text", "headings")
    )
    looks = "body { font-family: text } h1, h2 { font-family: headings } img { width: 100% }"
    rules = (f".a{_word(dice)} {{ margin: {n % 9}px }}\n" for n in range(99_999))
    (folder / "main.css").write_text(_filled(faces + looks + "\n", rules, STYLES))
    for name in ("theme.js", "main.js"):
        lines = (f'const {_word(dice)}{n} = "{_word(dice)}";\n' for n in range(99_999))
        (folder / name).write_text(_filled("", lines, SCRIPT))
    head = (
        '<!DOCTYPE html><html lang="en"><head><title>Bakery</title>'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<link rel="icon" href="data:,"><script src="theme.js"></script>'
        '<link rel="stylesheet" href="main.css"><script src="main.js" defer></script></head><body>'
        '<img src="hero.jpg" width="800" height="500" alt=""><h1>Welcome to the bakery</h1>'
    )
    pictures = "".join(
        f'<h2>Bread</h2><img src="{number}.jpg" width="430" height="254" alt="">'
        for number in range(4)
    )
    words = (f"<p>{' '.join(_word(dice) for _ in range(9))}</p>\n" for _ in range(99_999))
    (folder / "index.html").write_text(_filled(head + pictures, words, DOCUMENT))


def _word(dice: random.Random) -> str:
    return "".join(dice.choices("abcdefghijklmnoprstuwyz", k=7))


def _filled(start: str, more: Iterator[str], size: int) -> str:
    """`start` and as much of `more` as makes `size` bytes when compressed."""
    text = start
    while len(gzip.compress(text.encode(), 6)) < size:
        text += "".join(next(more) for _ in range(10))
    return text


def _picture(target: Path, dimensions: tuple[int, int], size: int, dice: random.Random) -> None:
    """A JPEG of `size` bytes: noise of the strength that makes it so large."""
    width, height = (length // 4 for length in dimensions)
    small = Image.frombytes("RGB", (width, height), dice.randbytes(width * height * 3))
    picture = small.resize(dimensions, Image.Resampling.BICUBIC)
    for quality in range(95, 5, -1):
        file = io.BytesIO()
        picture.save(file, "JPEG", quality=quality)
        if file.tell() <= size:
            break
    # What is missing comes behind the picture's end, where no browser looks.
    target.write_bytes(file.getvalue() + bytes(size - file.tell()))


class _Handler(SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        file = Path(self.translate_path(self.path))
        if not file.is_file():
            self.send_error(404)
            return
        body = file.read_bytes()
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(file)))
        if file.suffix in COMPRESSED:
            body = gzip.compress(body, 6)
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *arguments: object) -> None:
        """Says nothing: the table is what is printed."""
