"""What is made once in an edition, and kept by the process until the next one."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Mapping
from threading import Lock
from typing import TypeVar

from django.http import HttpRequest
from django.utils.translation import get_language
from wagtail.models import Site

from portal.addresses import asked_for, is_address_of
from portal.editions.current import Edition, edition_of, is_plain_reader

# Values of each kind: some 10 kB each, where they are parts of pages. Who asks for more and more
# other searches takes the place of searches only.
MOST = 500

T = TypeVar("T")


class Shelf:
    """The values of one edition, the oldest of a kind thrown away where they become too many."""

    def __init__(self, edition: Edition | None = None) -> None:
        self.edition = edition
        self.kinds: defaultdict[str, dict[Hashable, object]] = defaultdict(dict)
        self._putting = Lock()

    def get(self, kind: str, key: Hashable) -> object:
        return self.kinds[kind].get(key)

    def put(self, kind: str, key: Hashable, value: object, most: int | None = None) -> None:
        with self._putting:
            values = self.kinds[kind]
            while len(values) >= (most or MOST):
                del values[next(iter(values))]
            values[key] = value


_shelf = Shelf()


def notice(request: HttpRequest) -> None:
    """Let go of what Wagtail remembers of another edition, for whoever asks."""
    if edition := edition_of(request):
        shelf_of(edition)


def last_edition() -> Edition | None:
    """The one that this process was told of last; None before the first, and where none is kept."""
    return _shelf.edition


def forget() -> None:
    """Throw everything away, for tests that change what no database knows."""
    global _shelf
    _shelf = Shelf()


def kept(request: HttpRequest, key: str | tuple, make: Callable[[], T]) -> T:
    """What `make` made when a plain reader first asked for `key` in this edition and language.
    Of a key that is a tuple, the first part names the kind.

    For anybody else, and in previews, it is made anew. What is kept is shared by requests and by
    threads: nobody may change it. None is not kept.
    """
    edition = edition_of(request) if is_plain_reader(request) else None
    if edition is None:
        return make()
    shelf = shelf_of(edition)
    kind = key if isinstance(key, str) else key[0]
    if not hasattr(request, "_portal_asked_at"):
        request._portal_asked_at = (request.scheme, request.get_host())
    whole_key = (request._portal_asked_at, get_language(), key)
    value = shelf.get(kind, whole_key)
    if value is None:
        value = make()
        # Nothing is found in endless many places; a token against forgery is for one reader.
        if value is not None and not request.META.get("CSRF_COOKIE_NEEDS_UPDATE"):
            shelf.put(kind, whole_key, value)
    return value


def address_of(request: HttpRequest, context: Mapping) -> tuple | None:
    """What was asked for, as a key for what is kept: None where it is not the canonical address of
    what `context`, that of a page's template, shows. There is no end of other addresses.
    """
    key = (request.path_info, *sorted(asked_for(request)))
    return kept(
        request,
        ("canonical", *key),
        lambda: key if is_address_of(request, query_of(context)) else None,
    )


def query_of(context: Mapping) -> str:
    """The query in the canonical address of what a page shows."""
    shown = context.get("shown")
    return shown.query if shown else ""


def shelf_of(edition: Edition) -> Shelf:
    """What this process keeps in `edition`; what it kept in another one is thrown away."""
    global _shelf
    shelf = _shelf
    if shelf.edition != edition:
        # Wagtail remembers the addresses of trees for an hour, each process for itself.
        Site.clear_site_root_paths_cache()
        shelf = _shelf = Shelf(edition)
    return shelf
