"""The redirect that answers a request."""

from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponsePermanentRedirect, HttpResponseRedirect
from django.utils import translation
from django.utils.cache import patch_cache_control
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Site

from portal.markdown.told import TWIN
from portal.redirecting.addresses import canonical, spellings

SCHEMES = ("", "http", "https")


def redirect_for(address: str, site: Site | None) -> Redirect | None:
    """The redirect for `address` on `site`: the most exact one, then that of this site alone."""
    paths = spellings(address)
    found = (
        Redirect.get_for_site(site)
        .filter(old_path__in=paths)
        .select_related("redirect_page__locale")
    )
    return min(
        found, key=lambda one: (paths.index(one.old_path), one.site_id is None), default=None
    )


def target_of(redirect: Redirect) -> str | None:
    """Where `redirect` leads readers to; None while its page is a draft, or is in no tree.

    Wagtail would send them, for good, to an address that is not found.
    """
    page = redirect.redirect_page
    if page and not (page.live and page.url):
        return None
    # A file below a page is named in the language of that, whichever the old address was in.
    with translation.override(page.locale.language_code if page else translation.get_language()):
        link = redirect.link
    return link if link and urlsplit(link).scheme in SCHEMES else None


def answer(request: HttpRequest) -> HttpResponseRedirect | HttpResponsePermanentRedirect | None:
    """The answer of a redirect to `request`, None where there is none; in one query.

    A browser keeps a permanent redirect for ever, unless it is told to ask again: after a page has
    moved there and back it would go round in a circle.
    """
    site = Site.find_for_request(request)
    redirect = redirect_for(request.get_full_path(), site)
    link = redirect and target_of(redirect)
    if redirect is None and request.path.endswith(f"/{TWIN}"):
        # The Markdown twin of a page that has moved has moved with it.
        redirect = redirect_for(request.path.removesuffix(TWIN), site)
        is_of_page = redirect and redirect.redirect_page and not redirect.redirect_page_route_path
        link = f"{target}{TWIN}" if is_of_page and (target := target_of(redirect)) else None
    if not link:
        return None
    link = onward(request, redirect, link, site)
    if is_here(request, link):
        return None
    kind = HttpResponsePermanentRedirect if redirect.is_permanent else HttpResponseRedirect
    response = kind(link)
    patch_cache_control(response, no_cache=True)
    return response


def onward(request: HttpRequest, redirect: Redirect, link: str, site: Site | None) -> str:
    """`link` as this reader is to follow it: on the host and port that they use, if it is ours, and
    with the query that they came with, if the redirect says nothing of one."""
    parts = urlsplit(link)
    ours = {request.get_host().partition(":")[0], site and site.hostname}
    ours.add(urlsplit(settings.BASE_URL).hostname)
    if parts.netloc and parts.hostname not in ours:
        return link
    query = request.META.get("QUERY_STRING", "")
    if query and not parts.query and "?" not in redirect.old_path:
        parts = parts._replace(query=query)
    return parts._replace(scheme="", netloc="").geturl()


def is_here(request: HttpRequest, link: str) -> bool:
    """Whether `link` leads to where the reader is already."""
    return urlsplit(link).netloc in ("", request.get_host()) and canonical(link) == canonical(
        request.get_full_path()
    )
