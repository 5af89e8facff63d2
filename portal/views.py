"""Views that belong to no page: the language choice at the root, machines' files, errors."""

import sys
from copy import copy

from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponsePermanentRedirect,
    HttpResponseRedirect,
)
from django.urls import reverse
from django.utils import translation
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe
from wagtail.models import Page, Site
from wagtail.url_routing import RouteResult
from wagtail.views import serve

from portal.addresses import absolute_url
from portal.alternates import is_accepted
from portal.editions import address_of, is_plain_reader, kept
from portal.errors import error_page
from portal.frame import site_of
from portal.markdown.told import twin_url
from portal.markdown.twins import has_twin, prefers_markdown, respond
from portal.page_cache.keeping import for_everybody
from portal.redirecting.answering import answer


# Here and below exempt: what takes nothing refuses a POST as such (405), not for lack of a token.
@csrf_exempt
@require_safe
@never_cache
def root(request: HttpRequest) -> HttpResponse:
    """Redirect to the home page in the reader's language; LanguagePrefixMiddleware adds Vary.

    An old address may be "/" with a query (`/?p=123`): where there is a redirect for it, it goes
    first. Wagtail looks for one only where there is nothing else.
    """
    if request.META.get("QUERY_STRING") and (answered := answer(request)):
        return answered
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
    site_of(request)
    route = request._wagtail_route_for_request = find_page(request, path, file)
    if file and route and not is_accepted(request, route.page):
        # A program would take the question for a password for the file.
        raise Http404("not for everybody")
    reads = request.method in ("GET", "HEAD") and not file
    if route and reads and prefers_markdown(request) and has_twin(route.page):
        response = respond(request, route.page)
        patch_vary_headers(response, ["Accept"])
        # HTML is at the same address, and not every cache on the way heeds Vary.
        del response["Cache-Control"]
        patch_cache_control(response, private=True, no_cache=True)
        return response
    response = serve(request, path)
    if not file:
        patch_vary_headers(response, ["Accept"])
        if route and response.status_code == 200:
            say_who_may_keep(request, route.page, response)
    if response.status_code == 405:
        # Wagtail's is empty.
        refusal = error_page(request, 405)
        refusal["Allow"] = response["Allow"]
        return refusal
    return response


def say_who_may_keep(request: HttpRequest, page: Page, response: HttpResponse) -> None:
    """Everybody, of a page that everybody is shown alike; else only who asked, asking each time."""
    is_alike = page.is_same_for_everybody and is_plain_reader(request)
    if is_alike and (page.is_known_to_be_open or not page.get_view_restrictions().exists()):
        is_canonical = address_of(request, getattr(response, "context_data", None) or {})
        for_everybody(response, is_canonical=is_canonical is not None)
    else:
        patch_cache_control(response, private=True, no_cache=True)


@csrf_exempt
@require_safe
def markdown(request: HttpRequest, path: str) -> HttpResponse:
    """The Markdown twin of the page at `path`. What not everybody may read has none."""
    route = find_page(request, path)
    if route is None or not has_twin(route.page):
        raise Http404("no such page, or none that everybody may read")
    return respond(request, route.page)


@csrf_exempt
@require_safe
def markdown_of_file_name(request: HttpRequest, path: str) -> HttpResponse:
    """/pl/misja.md, as some write it: leads to the page's twin, /pl/misja/index.md."""
    route = find_page(request, f"{path}/")
    if route is None or not has_twin(route.page):
        raise Http404("no such page, or none that everybody may read")
    return HttpResponsePermanentRedirect(twin_url(route.page, request))


def find_page(request: HttpRequest, path: str, file: str = "") -> RouteResult | None:
    """The page whose whole address is `path`, in two queries at any depth; None if there is none.

    Unlike Wagtail's own routing it never falls back to the Polish tree where there is no English
    one. A page type that routes addresses below its own (RoutablePageMixin) is asked for `file`,
    an address with a dot in its last part; for other addresses it would not be.
    """
    found = kept(request, ("page", path), lambda: look_up(request, path))
    try:
        # A copy: what is kept is nobody's to write on.
        return found and copy(found).route(request, [file] if file else [])
    except Http404:
        return None


def look_up(request: HttpRequest, path: str) -> Page | None:
    site = site_of(request)
    language = translation.get_language()
    for root in Site.get_site_root_paths() if site else ():
        if root.site_id == site.pk and root.language_code == language:
            url_path = root.root_path + path
            # The database has an index of slugs, but none of whole addresses.
            slug = url_path.rstrip("/").rpartition("/")[2]
            page = Page.objects.filter(slug=slug, url_path=url_path).first()
            if page is None:
                return None
            page = specific(page)
            page.is_known_to_be_open = not page.get_view_restrictions().exists()
            return page
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
    """What crawlers may read: everything but the admin; nothing where SEARCH_ENGINES is off."""
    rules = ["User-agent: *"]
    if settings.SEARCH_ENGINES:
        rules += ["Disallow: /admin/", "", f"Sitemap: {absolute_url(request, reverse('sitemap'))}"]
    else:
        rules += ["Disallow: /"]
    return HttpResponse("\n".join([*rules, ""]), content_type="text/plain")


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return error_page(request, 400)


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return error_page(request, 403)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return error_page(request, 403)


def page_not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return error_page(request, 404)


def server_error(request: HttpRequest) -> HttpResponse:
    """503 while the database cannot be asked, which passes; else 500, a fault of ours."""
    if isinstance(sys.exc_info()[1], (OperationalError, InterfaceError)):
        response = error_page(request, 503)
        response["Retry-After"] = "30"
        return response
    return error_page(request, 500)
