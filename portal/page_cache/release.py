"""Which release of the portal runs: what another one has kept in a Redis is none of ours."""

from functools import cache
from hashlib import sha256
from importlib.metadata import distributions

from django.conf import settings
from django.utils.translation import override

CODE = ("portal", "home", "news", "search", "templates", "static", "locale")
# Whatever is written by a machine, or changes nothing of a page.
SKIPPED = {".pyc", ".po"}


@cache
def release() -> str:
    """A short name for the code, the templates, the words, the settings and the libraries of this
    process."""
    digest = sha256()
    for library in sorted(f"{one.name} {one.version}" for one in distributions()):
        digest.update(library.encode())
    for folder in CODE:
        for file in sorted((settings.BASE_DIR / folder).rglob("*")):
            if file.is_file() and file.suffix not in SKIPPED:
                digest.update(str(file.relative_to(settings.BASE_DIR)).encode())
                digest.update(file.read_bytes())
    # Names of languages are told in the active one: whoever asks first must not matter.
    with override("en"):
        for name in sorted(dir(settings)):
            if name.isupper():
                digest.update(f"{name}={getattr(settings, name)!r}".encode())
    return digest.hexdigest()[:16]
