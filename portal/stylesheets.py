"""One stylesheet for readers, many files for us: css/portal.css is made of what css/index.css
imports. Served and collected like any other static file."""

import os
import re
import tempfile
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.contrib.staticfiles.utils import matches_patterns
from django.core.files.storage import FileSystemStorage

SOURCES = settings.BASE_DIR / "static" / "css"
INDEX = SOURCES / "index.css"
BUNDLE = "css/portal.css"
IMPORT = re.compile(r'^@import url\("(?P<path>[^"]+)"\) layer\((?P<layer>\w+)\);$', re.MULTILINE)
COMMENT = re.compile(r"/\*.*?\*/\n*", re.DOTALL)


def bundle() -> str:
    """The text of index.css with each file in the place of its @import, without comments.

    Raises FileNotFoundError where an import leads nowhere.
    """

    def imported(match: re.Match) -> str:
        styles = (SOURCES / match["path"]).read_text(encoding="utf-8")
        return f"@layer {match['layer']} {{\n{styles}}}"

    return COMMENT.sub("", IMPORT.sub(imported, INDEX.read_text(encoding="utf-8")))


class StylesheetFinder(BaseFinder):
    """Finds css/portal.css, and makes it anew whenever one of its parts has changed."""

    def __init__(self, app_names=None, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.storage = FileSystemStorage(location=settings.VAR_DIR / "bundle")

    def find(self, path, find_all=False, **kwargs):
        if path != BUNDLE:
            return []
        made = str(self._made())
        return [made] if find_all else made

    def list(self, ignore_patterns):
        if not matches_patterns(BUNDLE, ignore_patterns):
            self._made()
            yield BUNDLE, self.storage

    def _made(self) -> Path:
        target = Path(self.storage.path(BUNDLE))
        text = bundle()
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
