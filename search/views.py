from functools import cache, partial

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.cache import patch_cache_control
from django.utils.functional import SimpleLazyObject
from django.utils.module_loading import import_string
from django.utils.translation import get_language, ngettext, pgettext
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from search import statistics
from search.excerpts import Marker
from search.finding import suggest
from search.kinds import kinds_by_type
from search.listing import Asked, Listing, shelf
from search.queries import clean

RESULTS_PER_PAGE = 10
PARAMETERS = frozenset({"q", "kind", "category", "year", "sort", "page"})
MOST_SUGGESTIONS = 7
SHORTEST_BEGINNING = 2
# A page that is published shows up in suggestions so many seconds later at most.
SUGGESTIONS_KEEP = 300


@csrf_exempt
@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Pages in the language of the address that hold the words of `?q=`, ten on a page.

    `?kind=`, `?category=` and `?year=` narrow them down, `?sort=date` has the newest first. What
    cannot be meant by them is answered as if it was not there.
    """
    listing = Listing(
        Asked.read(request.GET), get_language(), cache(partial(shelf, request=request))
    )
    paginator = import_string(
        getattr(settings, "SEARCH_PAGINATOR", "django.core.paginator.Paginator")
    )
    results = paginator(listing, RESULTS_PER_PAGE).get_page(request.GET.get("page"))
    first = results.number == 1 and not listing.is_narrowed
    if first and listing.asked.text and statistics.is_by_reader(request):
        # What holds only some of the words is not what was looked for.
        statistics.record_task.enqueue(listing.asked.text, listing.language, listing.whole)
    context = {
        # What the page is kept by, where everybody who asks so is shown the same.
        "address": address(request),
        "query": listing.asked.text,
        "listing": listing,
        "results": results,
        "heading": pgettext("noun", "Search"),
        # Worked out only where the page is not kept.
        "whole": SimpleLazyObject(lambda: [hit for hit in results if not hit.partial]),
        "partial": SimpleLazyObject(lambda: [hit for hit in results if hit.partial]),
        "promoted": SimpleLazyObject(lambda: listing.promoted if first else []),
        "elsewhere": SimpleLazyObject(lambda: listing.elsewhere if results.number == 1 else []),
    }
    response = render(request, "search/results.html", context)
    # Each search is counted.
    patch_cache_control(response, private=True, no_cache=True)
    return response


def address(request: HttpRequest) -> tuple | None:
    """What is asked, as a key; None where somebody asks for what means nothing here."""
    asked = list(request.GET.lists())
    if any(name not in PARAMETERS or len(values) > 1 for name, values in asked):
        return None
    return (request.path_info, *sorted((name, *values) for name, values in asked))


@csrf_exempt
@require_safe
def suggestions(request: HttpRequest) -> JsonResponse:
    """Pages whose title has the words of `?q=`, the last one perhaps begun only, as JSON.

    The same for everybody, so anybody may keep it for a while.
    """
    query = clean(request.GET.get("q", ""))
    language = get_language()
    pages = suggest(query, language)[:MOST_SUGGESTIONS] if len(query) >= SHORTEST_BEGINNING else []
    marker, kinds = Marker(query, language, begun=True), kinds_by_type()
    found = [
        {
            # In turns what is not marked and what is.
            "title": marker.pieces(page.title),
            "kind": str(kinds[page.content_type_id].name) if page.content_type_id in kinds else "",
            "url": page.get_url(request) or "",
        }
        for page in pages
    ]
    status = ngettext("%(count)s suggestion", "%(count)s suggestions", len(found))
    response = JsonResponse(
        {
            "status": status % {"count": len(found)} if found else _("No suggestions"),
            "suggestions": found,
        },
        json_dumps_params={"ensure_ascii": False},
    )
    patch_cache_control(response, public=True, max_age=SUGGESTIONS_KEEP)
    return response
