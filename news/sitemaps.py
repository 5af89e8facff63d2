"""The news that Google News is told of: those of the last two days, as it wants no older ones."""

import datetime
from dataclasses import replace

from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import override

from news.models import NewsPage
from news.structured_data import published_on
from portal.frame import Frame
from portal.sitemaps.entries import Entry, News, entries

RECENT = datetime.timedelta(days=2)
# What the protocol of Google News allows in one file.
MOST = 1000


def recent_pages() -> QuerySet[NewsPage]:
    """The latest news of all languages, newest first.

    Latest by the date that readers see: news of an old site are not new because they came here.
    """
    today = timezone.localdate()
    pages = NewsPage.objects.readable().filter(date__gt=today - RECENT, date__lte=today)
    return pages.select_related("locale").order_by("-date", "-first_published_at")[:MOST]


def recent_news(request: HttpRequest) -> list[Entry]:
    """The latest news, each told as a page and as an article."""
    pages = list(recent_pages())
    publications = {language: name_in(language, request) for language, _name in settings.LANGUAGES}
    return [
        replace(
            entry,
            news=News(
                publication=publications[page.locale.language_code],
                language=page.locale.language_code,
                title=page.title,
                published=published_on(page),
            ),
        )
        for page, entry in zip(pages, entries(pages, request), strict=True)
    ]


def name_in(language: str, request: HttpRequest) -> str:
    """What the portal is called in `language`."""
    with override(language):
        return Frame(request, None).name
