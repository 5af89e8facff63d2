"""Where an address leads, and why a redirect is refused: the same for the form and the import.

A page that is there goes before every redirect, and a redirect to a page follows it wherever it
moves. So circles can only be made of typed addresses of our own; what is typed is followed to its
end, and the redirect leads there at once: to the page, if it ends at one.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.urls import Resolver404, resolve
from django.utils import translation
from django.utils.translation import gettext as _
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, Site

from portal import views
from portal.markdown.told import TWIN
from portal.redirecting.addresses import canonical, own_hosts, spellings, url_path

LONGEST = Redirect._meta.get_field("old_path").max_length
# Pages looked up in one query.
CHUNK = 500

is_web_address = URLValidator(schemes=["http", "https"])


@dataclass(frozen=True)
class Target:
    """Where a redirect leads: to a page, or a file below one (`route`); or to an address."""

    page_id: int | None = None
    route: str = ""
    link: str = ""


def checked(address: str) -> str:
    """`address`, without what stands around it, if a browser could ask for it.

    Raises ValidationError for anything but the web's addresses and those that begin with "/".
    """
    address = address.strip()
    try:
        parts = urlsplit(address)
        is_fit = (
            address.isprintable()
            and not set(address) & set('\\<>"')
            and parts.scheme in ("", "http", "https")
            # //host and user@host look like what they are not.
            and bool(parts.scheme) == bool(parts.netloc)
            and "@" not in parts.netloc
            and bool(parts.netloc or parts.path.startswith("/"))
        )
    except ValueError:
        is_fit = False
    if is_fit and parts.netloc and " " not in address:
        try:
            is_web_address(address)
        except ValidationError:
            is_fit = False
    if not is_fit or (parts.netloc and " " in address):
        raise ValidationError(
            _("This is no address: write it as /pl/kontakt/ or https://example.org/page.")
        )
    return address


def checked_source(address: str) -> str:
    """The old path that `address` means; a path may lack its first slash.

    Raises ValidationError if it is none, or too long.
    """
    address = address.strip()
    if address and not address.startswith("/") and "//" not in address and ":" not in address:
        address = f"/{address}"
    path = canonical(checked(address))
    if len(path) > LONGEST:
        raise ValidationError(
            _("The address is too long: at most %(longest)s characters.") % {"longest": LONGEST}
        )
    return path


class Known:
    """The pages and redirects that stand at addresses, looked up for many addresses together.

    `sources` and `targets` are checked addresses. `site` is where the redirects hold, None for
    everywhere; `without` is the redirect that is being edited.
    """

    def __init__(
        self,
        sources: Iterable[str],
        targets: Iterable[str],
        site: Site | None = None,
        without: int | None = None,
    ) -> None:
        self.hosts = own_hosts()
        self.base = settings.BASE_URL.rstrip("/") or Site.objects.get(is_default_site=True).root_url
        rows = Redirect.get_for_site(site).exclude(pk=without)
        # That of one site goes before that of all, as for readers.
        self.redirects = {
            old_path: Target(page_id, route, link)
            for old_path, page_id, route, link in rows.order_by("-site_id").values_list(
                "old_path", "redirect_page_id", "redirect_page_route_path", "redirect_link"
            )
        }
        onward = [target.link for target in self.redirects.values() if target.link]
        paths = {*sources, *(self.own_path(one) for one in [*targets, *onward])} - {None}
        wanted = {one for path in paths for one in (url_path(path), url_path(above(path)))}
        self.pages = find_pages(wanted - {None})

    def own_path(self, address: str) -> str | None:
        """The canonical path of an address of ours; None for one on another host."""
        host = urlsplit(address).hostname
        return canonical(address) if host is None or host.lower() in self.hosts else None

    def page_at(self, path: str) -> Target | None:
        """The live page that answers at `path`, or the file that it has there."""
        if page := self.pages.get(url_path(path)):
            return Target(page)
        route = f"/{path.partition('?')[0].rpartition('/')[2]}"
        parent = self.pages.get(url_path(above(path))) if "." in route else None
        if parent and route == f"/{TWIN}":
            return Target(link=self.absolute(path))
        if parent and has_route(Page.objects.get(pk=parent).specific, route):
            return Target(parent, route)
        return None

    def redirect_at(self, path: str) -> Target | None:
        return next((self.redirects[one] for one in spellings(path) if one in self.redirects), None)

    def refuse_second(self, path: str) -> None:
        """Raise ValidationError if there is a redirect from `path`: readers can follow but one."""
        if path in self.redirects:
            raise ValidationError(_("There is a redirect from this address already."))

    def refuse_unused(self, path: str) -> None:
        """Raise ValidationError if a redirect from `path` would never be used."""
        if self.page_at(path):
            raise ValidationError(
                _("A published page stands at this address: the redirect would never be used.")
            )
        if path == "/" or path.startswith("/admin") or (view_at(path) or "").startswith("fixed"):
            raise ValidationError(
                _("The portal itself answers at this address: the redirect would never be used.")
            )

    def follow(self, address: str, source: str) -> Target:
        """Where readers arrive who go from the path `source` to `address`.

        Raises ValidationError if they come back to `source`, or arrive nowhere on our own host.
        """
        passed = {source}
        path = self.own_path(address)
        while path is not None:
            if passed & set(spellings(path)):
                raise ValidationError(
                    _("The address leads to itself.")
                    if len(passed) == 1
                    else _(
                        "This would lead in a circle: the new address leads back to the old one."
                    )
                )
            passed.add(path)
            is_bare = not (urlsplit(address).query or urlsplit(address).fragment)
            if page := self.page_at(path):
                return page if is_bare else Target(link=self.absolute(address))
            if onward := self.redirect_at(path):
                if onward.page_id:
                    return onward
                address, path = onward.link, self.own_path(onward.link)
            elif view_at(path) or path.startswith((settings.MEDIA_URL, settings.STATIC_URL)):
                return Target(link=self.absolute(address))
            else:
                raise ValidationError(_("There is no published page at the new address."))
        return Target(link=address)

    def absolute(self, address: str) -> str:
        return f"{self.base}{address}" if address.startswith("/") else address


def above(path: str) -> str:
    return path.partition("?")[0].rpartition("/")[0]


def find_pages(url_paths: Iterable[str]) -> dict[str, int]:
    """The live pages at `url_paths`, one query for each CHUNK of them."""
    wanted, found = sorted(url_paths), {}
    for start in range(0, len(wanted), CHUNK):
        pages = Page.objects.live().filter(url_path__in=wanted[start : start + CHUNK])
        found.update(pages.values_list("url_path", "pk"))
    return found


def has_route(page: Page, route: str) -> bool:
    # A file is named in the language of its page, whichever the editor's is.
    with translation.override(page.locale.language_code):
        try:
            page.resolve_subpage(route)
        except (AttributeError, Resolver404):
            return False
    return True


def view_at(path: str) -> str | None:
    """What but a page answers at `path`: "fixed" always, "variable" where that is found."""
    path = path.partition("?")[0]
    with translation.override(translation.get_language_from_path(f"{path}/")):
        for spelling in (path, f"{path}/"):
            try:
                match = resolve(spelling)
            except Resolver404:
                continue
            if match.func not in (views.page, views.markdown, views.markdown_of_file_name):
                return "variable" if match.args or match.kwargs else "fixed"
    return None
