from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.cache import patch_cache_control
from django.utils.module_loading import import_string
from django.utils.translation import get_language, ngettext, pgettext
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from search import statistics
from search.excerpts import Marker
from search.finding import suggest
from search.kinds import kinds_by_type
from search.listing import Asked, Listing
from search.promotions import promoted
from search.queries import clean

RESULTS_PER_PAGE = 10
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
    listing = Listing(Asked.read(request.GET), get_language())
    paginator = import_string(
        getattr(settings, "SEARCH_PAGINATOR", "django.core.paginator.Paginator")
    )
    results = paginator(listing, RESULTS_PER_PAGE).get_page(request.GET.get("page"))
    # Sliced once, the page of a list keeps what it found.
    results.object_list = list(results.object_list)
    first = results.number == 1 and not listing.is_narrowed
    if first and listing.asked.text and statistics.is_by_reader(request):
        # What holds only some of the words is not what was looked for.
        statistics.record(listing.asked.text, listing.language, listing.whole)
    whole = [hit for hit in results if not hit.partial]
    context = {
        "query": listing.asked.text,
        "listing": listing,
        "results": results,
        "whole": whole,
        "partial": [hit for hit in results if hit.partial],
        "partial_start": results.start_index() + len(whole),
        "promoted": promoted(listing.asked.text, listing.language) if first else [],
        "elsewhere": listing.elsewhere if results.number == 1 else [],
        "heading": pgettext("noun", "Search"),
    }
    return render(request, "search/results.html", context)


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
