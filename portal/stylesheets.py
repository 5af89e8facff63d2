"""One stylesheet and one script for readers, many files for us: css/portal.css is made of what
css/index.css imports, js/portal.js of the scripts that every page has. Served and collected like
any other static file; the stylesheet also stands in the head of every page (decision 0028)."""

import os
import posixpath
import re
import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.contrib.staticfiles.utils import matches_patterns
from django.core.files.storage import FileSystemStorage
from django.templatetags.static import static

SOURCES = settings.BASE_DIR / "static" / "css"
INDEX = SOURCES / "index.css"
STYLES = "css/portal.css"
SCRIPTS = settings.BASE_DIR / "static" / "js"
ON_EVERY_PAGE = ("menu.js", "suggestions.js")
SCRIPT = "js/portal.js"
IMPORT = re.compile(r'^@import url\("(?P<path>[^"]+)"\) layer\((?P<layer>\w+)\);$', re.MULTILINE)
COMMENT = re.compile(r"/\*.*?\*/\n*", re.DOTALL)
REMARK = re.compile(r"^ *//.*\n", re.MULTILINE)
INDENT = re.compile(r"\n\s+")
FILE = re.compile(r'url\("(?P<path>\.\./[^"]+)"\)')


def bundle() -> str:
    """The text of index.css with each file in the place of its @import, without comments and
    indents.

    Raises FileNotFoundError where an import leads nowhere.
    """

    def imported(match: re.Match) -> str:
        styles = (SOURCES / match["path"]).read_text(encoding="utf-8")
        return f"@layer {match['layer']} {{\n{styles}}}"

    text = COMMENT.sub("", IMPORT.sub(imported, INDEX.read_text(encoding="utf-8")))
    return INDENT.sub("\n", text)


def script() -> str:
    """The scripts of every page in one, each in a block, so that none sees the names of another."""
    texts = ((SCRIPTS / name).read_text(encoding="utf-8") for name in ON_EVERY_PAGE)
    return "".join(f"{{\n{REMARK.sub('', text)}}}\n" for text in texts)


def inline() -> str:
    """The stylesheet for the head of a page: what it names stands at addresses of the site.

    While developing (DEBUG) a changed file shows at once, like a changed template.
    """
    return _inlined() if settings.DEBUG else _inlined_once()


def _inlined() -> str:
    def at_its_address(match: re.Match) -> str:
        name = posixpath.normpath(posixpath.join(posixpath.dirname(STYLES), match["path"]))
        return f'url("{static(name)}")'

    return FILE.sub(at_its_address, bundle())


_inlined_once = cache(_inlined)


BUNDLES: dict[str, Callable[[], str]] = {STYLES: bundle, SCRIPT: script}


class BundleFinder(BaseFinder):
    """Finds the bundles, and makes one anew whenever one of its parts has changed."""

    def __init__(self, app_names=None, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.storage = FileSystemStorage(location=settings.VAR_DIR / "bundle")

    def find(self, path, find_all=False, **kwargs):
        if path not in BUNDLES:
            return []
        made = str(self._made(path))
        return [made] if find_all else made

    def list(self, ignore_patterns):
        for path in BUNDLES:
            if not matches_patterns(path, ignore_patterns):
                self._made(path)
                yield path, self.storage

    def _made(self, path: str) -> Path:
        target = Path(self.storage.path(path))
        text = BUNDLES[path]()
        if not target.exists() or target.read_text(encoding="utf-8") != text:
            write_whole(target, text)
        return target


def write_whole(target: Path, text: str) -> None:
    """Write `target` so that nobody, not even another process, ever reads half of it."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(
        "w", encoding="utf-8", dir=target.parent, delete=False
    ) as file:
        file.write(text)
    Path(file.name).chmod(0o644)
    os.replace(file.name, target)
