"""Views that belong to no page: the language choice at the root, machines' files, errors."""

from django.db import DatabaseError, connection
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe
from wagtail.models import Page, Site
from wagtail.url_routing import RouteResult
from wagtail.views import serve


# Here and below exempt: what takes nothing refuses a POST as such (405), not for lack of a token.
@csrf_exempt
@require_safe
@never_cache
def root(request: HttpRequest) -> HttpResponse:
    """Redirect to the home page in the reader's language; LanguagePrefixMiddleware adds Vary."""
    with translation.override(translation.get_language_from_request(request)):
        home = reverse("wagtail_serve", args=[""])
    query = request.META.get("QUERY_STRING", "")
    return HttpResponseRedirect(f"{home}?{query}" if query else home)


# Public forms carry no CSRF cookie: readers get none at all. Where a form comes from is checked
# instead, by the page that takes it (decision 0004).
@csrf_exempt
def page(request: HttpRequest, path: str, file: str = "") -> HttpResponse:
    """Serve the page at `path` in the tree of the active language, or a `file` that it has."""
    # Wagtail looks here before it walks down the tree, at two queries a level.
    request._wagtail_route_for_request = find_page(request, path, file)
    response = serve(request, path)
    if response.status_code == 405:
        # Wagtail's is empty.
        refusal = _error(request, 405)
        refusal["Allow"] = response["Allow"]
        return refusal
    return response


def find_page(request: HttpRequest, path: str, file: str = "") -> RouteResult | None:
    """The page whose whole address is `path`, in two queries at any depth; None if there is none.

    Unlike Wagtail's own routing it never falls back to the Polish tree where there is no English
    one. A page type that routes addresses below its own (RoutablePageMixin) is asked for `file`,
    an address with a dot in its last part; for other addresses it would not be.
    """
    site = Site.find_for_request(request)
    language = translation.get_language()
    for root in Site.get_site_root_paths() if site else ():
        if root.site_id == site.pk and root.language_code == language:
            found = Page.objects.filter(url_path=root.root_path + path).first()
            try:
                return found and specific(found).route(request, [file] if file else [])
            except Http404:
                return None
    return None


def specific(page: Page) -> Page:
    """`page` as its own type, with what its template shows."""
    relations = getattr(page.specific_class, "shown_with", ())
    if not relations:
        return page.specific
    return page.specific_class.objects.select_related(*relations).get(pk=page.pk)


@csrf_exempt
@require_safe
def robots_txt(request: HttpRequest) -> HttpResponse:
    """What crawlers may read: everything but the admin."""
    return HttpResponse("User-agent: *\nDisallow: /admin/\n", content_type="text/plain")


@csrf_exempt
@require_safe
@never_cache
def live(request: HttpRequest) -> HttpResponse:
    """The process answers."""
    return HttpResponse("ok\n", content_type="text/plain")


@csrf_exempt
@require_safe
@never_cache
def ready(request: HttpRequest) -> HttpResponse:
    """The process can serve readers: its database answers. Otherwise 503."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return HttpResponse("no database\n", content_type="text/plain", status=503)
    return HttpResponse("ok\n", content_type="text/plain")


def _error(request: HttpRequest, status: int) -> HttpResponse:
    """The page for `status` in the language of the address, made without request or database."""
    language = translation.get_language_from_path(
        request.path_info
    ) or translation.get_language_from_request(request)
    with translation.override(language):
        html = render_to_string(f"{status}.html", {"status": status})
    return HttpResponse(html, status=status, headers={"Content-Language": language})


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _error(request, 400)


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _error(request, 403)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return _error(request, 403)


def page_not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _error(request, 404)


def server_error(request: HttpRequest) -> HttpResponse:
    return _error(request, 500)
