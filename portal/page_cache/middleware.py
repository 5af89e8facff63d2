"""Answers readers with what is kept, and keeps what may be (portal.page_cache.keeping)."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import parse_http_date_safe

from portal.addresses import asked_for
from portal.editions import edition_of, is_plain_reader
from portal.editions.shelf import last_edition, notice
from portal.freshness import etag_of, short_name
from portal.markdown.twins import prefers_markdown
from portal.page_cache.release import release
from portal.page_cache.store import Answer, Place

# Where there is something to keep: the pages, their files, and what machines read of all of them.
ADDRESSES = (*(f"/{code}/" for code, _name in settings.LANGUAGES), "/sitemap", "/llms.txt")
# Where the addresses of the trees matter as well, but nothing is kept.
NOTICED = (*ADDRESSES, "/api/")
CONDITIONS = tuple(f"HTTP_IF_{name}" for name in ("MATCH", "MODIFIED_SINCE", "NONE_MATCH"))


class PageCacheMiddleware:
    """Stands outside of all that looks at who asks: sessions, messages, accounts.

    PORTAL_PAGE_CACHE=0 keeps nothing; who has a page already is told so (304) all the same.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        # Now: a process that was started before an upgrade must not take new files for its own.
        release()

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path_info.startswith(ADDRESSES) or not is_plain_reader(request):
            if request.path_info.startswith(NOTICED):
                notice(request)
            return self.get_response(request)
        # The whole answer is what is kept, whatever part of it this reader needs.
        conditions = {name: request.META.pop(name) for name in CONDITIONS if name in request.META}
        response = self.answer(request)
        if conditions:
            request.META.update(conditions)
            response = conditional(request, response)
        return response

    def answer(self, request: HttpRequest) -> HttpResponse:
        edition = edition_of(request) if settings.PAGE_CACHE else None
        if edition is None:
            outlived = settings.PAGE_CACHE and answer_of_the_last_edition(request)
            return outlived.response() if outlived else tagged(self.get_response(request))
        place = Place(key_of(request), edition)
        if answer := place.get_or_claim():
            place.leave()
            return answer.response()
        try:
            response = tagged(self.get_response(request))
            if request.method == "GET" and may_be_kept(response):
                place.put(Answer.of(response, edition))
        finally:
            place.leave()
        return response


def answer_of_the_last_edition(request: HttpRequest) -> Answer | None:
    """What is kept of the last edition that this process has seen: better than no answer, while
    the database cannot say which one there is."""
    edition = last_edition()
    return Place(key_of(request), edition).get() if edition else None


def key_of(request: HttpRequest) -> str:
    where = request.scheme, request.get_host(), request.path_info
    asked = (release(), *where, sorted(asked_for(request)), prefers_markdown(request))
    return short_name(repr(asked).encode(errors="replace"))


def may_be_kept(response: HttpResponse) -> bool:
    """Whether the view said so, and nothing on the way has made it an answer for one reader."""
    return (
        getattr(response, "may_be_kept", False)
        and response.status_code == 200
        and not response.cookies
        and "cookie" not in response.get("Vary", "").lower()
    )


def tagged(response: HttpResponse) -> HttpResponse:
    """`response`, with the name of its content where it is for everybody and has none yet."""
    if getattr(response, "may_be_kept", False) and response.status_code == 200:
        response.headers.setdefault("ETag", etag_of(response))
    return response


def conditional(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """`response`, or 304 for who has it already."""
    if response.status_code != 200 or "ETag" not in response:
        return response
    modified = response.get("Last-Modified")
    return get_conditional_response(
        request, response["ETag"], modified and parse_http_date_safe(modified), response
    )
