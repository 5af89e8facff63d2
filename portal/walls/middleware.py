"""What stands before everything else: one name for one host, and the headers of every answer."""

import re
from collections.abc import Callable
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from portal.walls import policies

HOST = re.compile(r"(?P<name>\[[0-9a-f:.]+\]|[^:]+?)\.?(?::(?P<port>[0-9]*))?")
# Where scripts and styles stand in the pages themselves, and pages are shown within pages.
RELAXED = ("/admin/", "/style-guide/")


class HostMiddleware:
    """Gives a host one name, whatever way of writing it a client chose: it is part of the keys of
    all that is kept. "Portal.example.org.:81" would be another place, and 82 the next one.

    Whether it is a host of ours Django asks afterwards (ALLOWED_HOSTS): 400 if not. Where no public
    address is set (development) the port is that of the client, who may have come through another.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if host := request.META.get("HTTP_HOST"):
            request.META["HTTP_HOST"] = plain(host)
        return self.get_response(request)


def plain(host: str) -> str:
    """`host` in lower case, without a dot at its end, without a port that is not BASE_URL's."""
    match = HOST.fullmatch(host.lower())
    if match is None:
        return host
    name, port = match["name"], match["port"]
    is_ours = not settings.BASE_URL or port == str(urlsplit(settings.BASE_URL).port)
    return f"{name}:{port}" if port and is_ours else name


class HeadersMiddleware:
    """Puts on every answer, kept ones and errors included, what a browser may do with it.

    Outside of the page cache: what is kept there needs no headers of its own. The rest come from
    Django (HSTS, nosniff, referrer, opener) and from PERMISSIONS_POLICY.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        # Whatever any site's page may read may be shown there as well.
        self.is_for_other_sites = re.compile(settings.CORS_URLS_REGEX).match

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        headers, path = response.headers, request.path_info
        status = response.status_code
        # Who has an answer already has its policy, too.
        if status == 304:
            return response
        kind = headers.get("Content-Type", "")
        is_relaxed = path.startswith(RELAXED)
        # A preview comes through here twice: as the page, then as an address of the admin.
        if not kind.startswith("text/html") or 300 <= status < 400:
            policy = policies.NOTHING
        elif is_relaxed or (settings.DEBUG and status in (404, 500)):
            policy = policies.admin()
        else:
            policy = policies.public()
        headers["Content-Security-Policy"] = policy
        is_for_others = not is_relaxed and (
            kind.startswith("image/") or self.is_for_other_sites(path)
        )
        headers["Cross-Origin-Resource-Policy"] = "cross-origin" if is_for_others else "same-origin"
        return response
