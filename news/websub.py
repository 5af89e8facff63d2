"""Tells a hub that a feed has changed (WebSub, W3C 2018, section 7), where WEBSUB_HUB names one.

The hub fetches the feed and hands it to all who subscribe. Nobody waits for it: it is told by a
task of the queue, which tries again if the hub does not answer. Told twice, it fetches twice.
"""

import requests
from django.conf import settings
from django_tasks import task
from wagtail.signals import page_published, page_unpublished

from news.feeds import FORMATS
from news.models import Category, NewsIndexPage, NewsPage

TIMEOUT = 10


def connect() -> None:
    for signal in (page_published, page_unpublished):
        signal.connect(news_changed, sender=NewsPage, dispatch_uid="news.websub.news_changed")


def news_changed(sender, instance: NewsPage, **kwargs) -> None:
    if not settings.WEBSUB_HUB or instance.alias_of_id:
        return
    index = instance.get_parent().specific
    if isinstance(index, NewsIndexPage) and (topics := topics_of(index)):
        tell_hub.enqueue(topics)


def topics_of(index: NewsIndexPage) -> list[str]:
    """The addresses of all feeds of `index`: the category of a news item may have changed, too."""
    parts = index.get_url_parts()
    if parts is None:
        return []
    _site, host, path = parts
    address = (settings.BASE_URL or host).rstrip("/") + path
    queries = [
        "",
        *(f"?category={slug}" for slug in Category.objects.values_list("slug", flat=True)),
    ]
    names = [index.feed_name(format, index.locale.language_code) for format in FORMATS]
    return [f"{address}{name}{query}" for name in names for query in queries]


@task(backend="background")
def tell_hub(topics: list[str]) -> None:
    """Tell the hub that the feeds at `topics` have changed; raises if it does not take it."""
    if not settings.WEBSUB_HUB:
        # It has been taken out of the settings meanwhile.
        return
    answer = requests.post(
        settings.WEBSUB_HUB,
        data={"hub.mode": "publish", "hub.url": topics},
        timeout=TIMEOUT,
        allow_redirects=False,
    )
    if answer.status_code // 100 != 2:
        raise requests.HTTPError(f"The hub answered {answer.status_code}")
