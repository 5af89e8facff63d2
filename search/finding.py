"""What readers find: the one way from a typed query to pages, for the page, suggestions, bench."""

from wagtail.models import Locale, Page

from search.backends.results import Results
from search.queries import SiteQuery


def readable_pages():
    """Pages as readers may see them: live, open to everybody, in their own language."""
    # A copy that waits for its translation would be found with the text of the other language.
    waiting = Page.objects.filter(alias_of__isnull=False).values("pk")
    return Page.objects.live().public().exclude(pk__in=waiting)


def find(text: str, language: str, pages=None) -> Results:
    """Pages of `language` for what a reader typed, best first; `pages` narrows them down."""
    pages = readable_pages() if pages is None else pages
    locale = Locale.objects.get(language_code=language)
    return pages.filter(locale=locale).search(SiteQuery(text, language))


def suggest(text: str, language: str) -> Results:
    """Pages of `language` whose title has the words of `text`, the last one perhaps begun only."""
    locale = Locale.objects.get(language_code=language)
    return readable_pages().filter(locale=locale).autocomplete(SiteQuery(text, language))
