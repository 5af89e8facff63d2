"""A file of a sitemap as XML. Not by a template: a thousand pages are a hundred thousand nodes."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from django.utils.html import escape
from django.utils.timezone import localtime

from portal.sitemaps.entries import Entry, News

HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"\
 xmlns:xhtml="http://www.w3.org/1999/xhtml"\
 xmlns:image="http://www.google.com/schemas/sitemap-image/1.1"\
 xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">
"""


def written(entries: Iterable[Entry]) -> str:
    return "".join([HEAD, *map(_page, entries), "</urlset>\n"])


def _page(entry: Entry) -> str:
    return "".join(["<url>", *_parts(entry), "</url>\n"])


def _parts(entry: Entry) -> Iterator[str]:
    yield f"<loc>{escape(entry.address)}</loc>"
    if entry.changed:
        yield f"<lastmod>{localtime(entry.changed).isoformat()}</lastmod>\n"
    for language, address in entry.alternates:
        link = f'rel="alternate" hreflang="{escape(language)}" href="{escape(address)}"'
        yield f"<xhtml:link {link}/>\n"
    for address in entry.pictures:
        yield f"<image:image><image:loc>{escape(address)}</image:loc></image:image>\n"
    if entry.news:
        yield _news(entry.news)


def _news(news: News) -> str:
    published = news.published
    if isinstance(published, datetime):
        published = localtime(published)
    return (
        "<news:news><news:publication>"
        f"<news:name>{escape(news.publication)}</news:name>"
        f"<news:language>{escape(news.language)}</news:language></news:publication>"
        f"<news:publication_date>{published.isoformat()}</news:publication_date>"
        f"<news:title>{escape(news.title)}</news:title></news:news>\n"
    )
