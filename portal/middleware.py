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

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        if not translation.get_language_from_path(request.path_info):
            patch_vary_headers(response, ["Accept-Language"])
        response.headers.setdefault("Content-Language", translation.get_language())
        return response
