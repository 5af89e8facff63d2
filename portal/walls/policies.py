"""What a page may load and run: the Content-Security-Policy of each kind of answer.

Whole answers are kept for all readers, so a page cannot hold a word that is new in each answer (a
nonce). What stands in a page itself is named by its hash instead: the stylesheet and the rules for
fetching early, which are the same on every page until a deployment.
"""

import re
from base64 import b64encode
from collections.abc import Mapping, Sequence
from functools import cache
from hashlib import sha256

from django.conf import settings
from django.template.loader import render_to_string

# What stands in the head itself, not in a file of its own.
INLINE = re.compile(
    r"<(?P<tag>style|script)(?![^>]*\ssrc=)[^>]*>(?P<text>.*?)</(?P=tag)>", re.DOTALL
)


def written(policy: Mapping[str, Sequence[str]]) -> str:
    return "; ".join(" ".join([name, *sources]) for name, sources in policy.items())


def hash_of(text: str) -> str:
    """`text` of an element as a policy names it."""
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


def public() -> str:
    """The policy of what readers are shown.

    While developing (DEBUG) a changed stylesheet has its new hash at once.
    """
    return _public() if settings.DEBUG else _public_once()


def _public() -> str:
    hashes: dict[str, list[str]] = {"style": [], "script": []}
    for element in INLINE.finditer(render_to_string("includes/look.html")):
        hashes[element["tag"]].append(hash_of(element["text"]))
    return written(
        {
            "default-src": ["'none'"],
            "script-src": ["'self'", *hashes["script"]],
            # From a file: only what an editor's bar is drawn with.
            "style-src": ["'self'", *hashes["style"]],
            "img-src": ["'self'"],
            "font-src": ["'self'"],
            # Suggestions while typing.
            "connect-src": ["'self'"],
            # Films and maps, after a click.
            "frame-src": settings.FRAME_SOURCES,
            "base-uri": ["'none'"],
            "form-action": ["'self'"],
            "frame-ancestors": ["'none'"],
        }
    )


_public_once = cache(_public)


@cache
def admin() -> str:
    """The policy of the admin and of the previews in it.

    Wagtail and wagtail-localize write scripts, styles and style attributes into their pages, and
    pictures that are not yet uploaded into addresses. Nothing there makes code of text (eval).
    """
    return written(
        {
            "default-src": ["'none'"],
            "script-src": ["'self'", "'unsafe-inline'"],
            "style-src": ["'self'", "'unsafe-inline'"],
            "img-src": ["'self'", "data:", "blob:"],
            "font-src": ["'self'"],
            "connect-src": ["'self'"],
            "frame-src": ["'self'", *settings.FRAME_SOURCES],
            "base-uri": ["'none'"],
            "form-action": ["'self'"],
            "frame-ancestors": ["'self'"],
        }
    )


# Of what is no page: feeds, JSON, files. Wherever it is opened, it loads and runs nothing.
NOTHING = written(
    {
        "default-src": ["'none'"],
        "base-uri": ["'none'"],
        "form-action": ["'none'"],
        "frame-ancestors": ["'none'"],
    }
)
