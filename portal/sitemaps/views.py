"""/sitemap.xml and the files it names."""

from collections.abc import Callable

from django.conf import settings
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe
from wagtail.models import Page

from portal.addresses import absolute_url
from portal.page_cache.keeping import keep
from portal.sitemaps.entries import (
    PAGES_PER_FILE,
    Entry,
    entries,
    last_changes,
    listed,
    listed_pages,
)
from portal.sitemaps.writing import written

RecentNews = Callable[[HttpRequest], list[Entry]]


def xml(request: HttpRequest, text: str) -> HttpResponse:
    return keep(request, HttpResponse(text, content_type="application/xml"))


@csrf_exempt
@require_safe
def index(request: HttpRequest, recent_pages: Callable[[], QuerySet[Page]]) -> HttpResponse:
    """The sitemap index: files of a thousand pages of one language each, and one of recent news."""

    files = [
        (absolute_url(request, reverse("sitemap_pages", args=[language, number])), changed)
        for language, _name in settings.LANGUAGES
        for number, changed in enumerate(last_changes(listed_pages(request, language)), start=1)
    ]
    # No more than go into one file, so one change at most.
    for changed in last_changes(recent_pages()):
        files.append((absolute_url(request, reverse("sitemap_news")), changed))
    return xml(request, render_to_string("sitemaps/index.xml", {"files": files}))


@csrf_exempt
@require_safe
def pages(request: HttpRequest, language: str, number: str) -> HttpResponse:
    """The `number`th thousand pages of one language; 404 where there are not so many."""

    if language not in dict(settings.LANGUAGES):
        raise Http404("no such language")
    paginator = Paginator(listed_pages(request, language), PAGES_PER_FILE)
    if int(number) > paginator.num_pages:
        raise Http404("no such sitemap")
    chunk = listed(paginator.page(int(number)).object_list)
    return xml(request, written(entries(chunk, request)))


@csrf_exempt
@require_safe
def news(request: HttpRequest, recent_news: RecentNews) -> HttpResponse:
    """The news of the last days, for Google News, which wants no older ones."""
    return xml(request, written(recent_news(request)))
