"""What readers find: the one way from a typed query to pages, for the page, suggestions, bench."""

from django.db.models import QuerySet
from wagtail.models import Locale, Page

from search.backends.results import Results
from search.queries import SiteQuery
from search.synonyms import Synonyms


def readable_pages() -> QuerySet:
    """Pages as readers may see them: live, open to everybody, in their own language."""
    # A copy that waits for its translation would be found with the text of the other language.
    waiting = Page.objects.filter(alias_of__isnull=False).values("pk")
    return Page.objects.live().public().exclude(pk__in=waiting)


def in_language(pages: QuerySet, language: str) -> QuerySet:
    """Those of `pages` that are written in `language`; asks nothing by itself."""
    return pages.filter(locale__in=Locale.objects.filter(language_code=language))


def find(
    text: str,
    language: str,
    pages: QuerySet | None = None,
    synonyms: Synonyms | None = None,
) -> Results:
    """Pages of `language` for what a reader typed, best first; `pages` narrows them down.

    Who searches for the same several times gives its `synonyms`, which are looked up once.
    """
    pages = readable_pages() if pages is None else pages
    query = SiteQuery(text, language, synonyms or Synonyms(text))
    return in_language(pages, language).search(query)


def suggest(text: str, language: str) -> Results:
    """Pages of `language` whose title has the words of `text`, the last one perhaps begun only."""
    return in_language(readable_pages(), language).autocomplete(SiteQuery(text, language))
