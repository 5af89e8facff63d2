"""What readers find: the one way from a typed query to pages, for the page, suggestions, bench."""

from django.db.models import Q, QuerySet
from wagtail.models import Locale, Page

from search.backends.compiler import FEW, Compiler
from search.backends.results import Ranked, Results
from search.queries import SiteQuery


def readable_pages() -> QuerySet:
    """Pages as readers may see them: live, open to everybody, in their own language."""
    # A copy that waits for its translation would be found with the text of the other language.
    waiting = Page.objects.filter(alias_of__isnull=False).values("pk")
    return Page.objects.live().public().exclude(pk__in=waiting)


def in_language(pages: QuerySet, language: str) -> QuerySet:
    """Those of `pages` that are written in `language`; asks nothing by itself."""
    return pages.filter(locale__in=Locale.objects.filter(language_code=language))


def find(text: str, language: str, pages: QuerySet | None = None) -> Results:
    """Pages of `language` for what a reader typed, best first; `pages` narrows them down."""
    pages = readable_pages() if pages is None else pages
    return in_language(pages, language).search(SiteQuery(text, language))


def suggest(text: str, language: str) -> Results:
    """Pages of `language` whose title has the words of `text`, the last one perhaps begun only."""
    return in_language(readable_pages(), language).autocomplete(SiteQuery(text, language))


def count_as_typed(text: str, language: str, pages: QuerySet) -> int:
    """How many of `pages` hold all the words of `text` just as they are typed, in some form.

    For telling what another language has: nobody is sent there for a guess.
    """
    pages = in_language(pages, language)
    compiler = Compiler(pages, SiteQuery(text, language))
    condition = Q(pk__in=[])
    # Where enough is found as typed, nothing helps along.
    for tier in compiler.tiers(found=lambda: FEW):
        if tier.select:
            part = Ranked(tier, pages, compiler.space, compiler.alias, frozenset())
            condition |= part.condition()
    return pages.filter(condition).count() if len(condition) > 1 else 0
