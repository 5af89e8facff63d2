"""Addresses as redirects know them: without a host, decoded, without the last slash."""

from unicodedata import normalize
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import translation
from django.utils.encoding import iri_to_uri
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Site

HOME = "/"


def canonical(address: str) -> str:
    """`address` as `Redirect.old_path` holds it, however it was typed or sent.

    Beyond Wagtail's own form, a space becomes %20, as browsers send it, and a letter with its mark
    is one character, as keyboards write it.
    """
    return normalize("NFC", Redirect.normalise_path(iri_to_uri(address)))


def spellings(address: str) -> list[str]:
    """The old paths under which a redirect may answer `address`, the most exact one first.

    With its query, then without; as it is written, then in small letters. The bare "/" is never
    one: the choice of a language answers there.
    """
    written = [
        normalise(one)
        for one in (address, address.partition("?")[0])
        for normalise in (canonical, as_sent)
    ]
    found = dict.fromkeys([*written, *(path.lower() for path in written)])
    # PostgreSQL takes no NUL.
    return [path for path in found if path != HOME and "\0" not in path]


def as_sent(address: str) -> str:
    return Redirect.normalise_path(address, decode_unicode=False)


def own_hosts() -> set[str]:
    """The names under which readers reach the portal, in small letters, without ports."""
    names = {site.hostname.lower() for site in Site.objects.all()}
    return names | {urlsplit(settings.BASE_URL).hostname} if settings.BASE_URL else names


def url_path(path: str) -> str | None:
    """The `url_path` that a page at the canonical `path` has; None outside of all trees."""
    path = path.partition("?")[0]
    language = translation.get_language_from_path(f"{path}/")
    # The language of an address is written small; Django finds it in "/PL/", too.
    if not language or not f"{path}/".startswith(f"/{language}/"):
        return None
    for root in Site.get_site_root_paths():
        if root.language_code == language:
            return f"{root.root_path}{path[len(language) + 2 :]}".rstrip("/") + "/"
    return None
