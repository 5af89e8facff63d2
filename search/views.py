from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import pgettext
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe
from wagtail.models import Locale, Page

from portal.pagination import NearestPaginator
from search.queries import clean as clean_query

RESULTS_PER_PAGE = 10
MAX_QUERY_LENGTH = 200


@csrf_exempt
@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Pages in the language of the address that hold the words of `?q=`, ten on a page."""
    query = clean_query(request.GET.get("q", "")[:MAX_QUERY_LENGTH])
    pages = Page.objects.none()
    if query:
        # Copies that wait for their translation would be found with the text of the other one.
        waiting = Page.objects.filter(alias_of__isnull=False).values_list("pk", flat=True)
        pages = (
            Page.objects.live()
            .public()
            .filter(locale=Locale.get_active())
            .exclude(pk__in=waiting)
            .search(query)
        )
    results = NearestPaginator(pages, RESULTS_PER_PAGE).get_page(request.GET.get("page"))
    # Leads come from each page's own type: fetched by type, not one by one.
    found = [page.pk for page in results.object_list]
    specific = {page.pk: page for page in Page.objects.filter(pk__in=found).specific()}
    results.object_list = [specific[pk] for pk in found]
    context = {"query": query, "results": results, "heading": pgettext("noun", "Search")}
    return render(request, "search/results.html", context)
