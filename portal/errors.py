"""Pages that say what went wrong, in the language of the address, made without a database."""

from collections.abc import Mapping

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import translation
from django_guid import get_guid


def error_page(request: HttpRequest, status: int, context: Mapping | None = None) -> HttpResponse:
    """The page for `status`, `404.html` and the like, with what its template wants to know."""
    language = translation.get_language_from_path(
        request.path_info
    ) or translation.get_language_from_request(request)
    with translation.override(language):
        # As much of the request's number as can be read out, and is found in the log.
        about = {"status": status, "number": (get_guid() or "")[:8]}
        html = render_to_string(f"{status}.html", {**about, **(context or {})})
    # What is not there now may be there in a moment.
    headers = {"Content-Language": language, "Cache-Control": "private, no-cache"}
    return HttpResponse(html, status=status, headers=headers)
