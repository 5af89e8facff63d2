from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.http import HttpRequest, HttpResponse
from django.middleware.locale import LocaleMiddleware
from django.utils import translation
from django.utils.cache import patch_vary_headers


class LanguagePrefixMiddleware(LocaleMiddleware):
    """Takes the language from the address, as Django does, but leaves a 404 a 404.

    Django answers every unknown address without a language by a redirect to the same address
    with one, because Wagtail's catch-all pattern could match it. A missing file, a misspelt
    /robots.txt or a scanner's /wp-login.php would be sent on to a page that is not there either.
    Only "/" chooses a language, in `portal.views.root`.
    """

    # What machines read speaks the language that its address asks for, or both.
    WITHOUT_LANGUAGE = ("/api/", "/llms.txt", "/robots.txt", "/sitemap")

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        if request.path_info.startswith(self.WITHOUT_LANGUAGE):
            return response
        if not translation.get_language_from_path(request.path_info):
            patch_vary_headers(response, ["Accept-Language"])
        response.headers.setdefault("Content-Language", translation.get_language())
        return response


class ClosedToSearchEnginesMiddleware:
    """Keeps a portal that is not for the public out of search results (SEARCH_ENGINES=false).

    robots.txt asks crawlers not to come; this header tells those that come all the same, and those
    that know an address from elsewhere, not to list what they find.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        if settings.SEARCH_ENGINES:
            raise MiddlewareNotUsed
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers["X-Robots-Tag"] = "noindex, nofollow"
        return response
