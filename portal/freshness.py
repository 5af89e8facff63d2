"""Conditional requests (RFC 9110): who has the present version is told so, and sent nothing.

By the version only, never by a time: no row tells when something was taken away, renamed or changed
behind the admin's back, and a second is long.
"""

from collections.abc import Callable
from hashlib import sha256

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import quote_etag

from portal.page_cache.keeping import keep


def version_of(*parts: object) -> str:
    """A short name for what `parts` are, another one as soon as one of them changes."""
    return sha256(repr(parts).encode(errors="replace")).hexdigest()[:32]


def fresh_answer(
    request: HttpRequest,
    version: str,
    make: Callable[[], HttpResponse],
    *,
    is_public: bool,
    query: str = "",
) -> HttpResponse:
    """What `make` makes, or 304 for who has this `version`.

    Caches may keep what is public, at its canonical address with that `query`; what only some
    readers may see is kept by them alone.
    """
    etag = quote_etag(version)
    response = get_conditional_response(request, etag)
    if response is None:
        response = make()
    response["ETag"] = etag
    if is_public:
        keep(request, response, query)
    else:
        patch_cache_control(response, private=True, no_cache=True)
    return response
