"""Conditional requests (RFC 9110): who has the present answer is told so, and sent nothing.

By what is said only, never by a time or by the rows behind it: no row tells when something was
taken away, renamed or changed behind the admin's back, and whoever lists rows forgets one.
"""

from hashlib import blake2b

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import quote_etag

from portal.page_cache.keeping import keep


def short_name(content: bytes) -> str:
    """Of `content`, another one as soon as a byte of it changes."""
    return blake2b(content, digest_size=16).hexdigest()


def etag_of(response: HttpResponse) -> str:
    return quote_etag(short_name(response.content))


def fresh_answer(
    request: HttpRequest, response: HttpResponse, *, is_public: bool, query: str = ""
) -> HttpResponse:
    """`response`, or 304 for who has just that.

    Caches may keep what is public, at its canonical address with that `query`; what only some
    readers may see is kept by them alone.
    """
    response["ETag"] = etag_of(response)
    if is_public:
        keep(request, response, query)
    else:
        patch_cache_control(response, private=True, no_cache=True)
    return get_conditional_response(request, response["ETag"], response=response)
