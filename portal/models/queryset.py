from typing import Self

from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef, Subquery
from django.utils.translation import get_language
from wagtail.models import Page, PageViewRestriction
from wagtail.query import PageQuerySet


class ReadableQuerySet(PageQuerySet):
    """Pages as readers may see them."""

    def readable(self) -> Self:
        """Live, open to everybody, and really in their language (an alias is a copy that waits
        for its translation).

        Does what Wagtail's `public()` does, but inside the same query. The path of a restriction is
        a subquery on purpose: with a join, SQLite looks through all pages for each page.
        """
        closed = Page.objects.filter(pk=OuterRef("page")).order_by().values("path")
        path = ExpressionWrapper(OuterRef("path"), output_field=CharField())
        restriction = PageViewRestriction.objects.annotate(
            path=path, closed=Subquery(closed)
        ).filter(path__startswith=F("closed"))
        return self.live().filter(~Exists(restriction), alias_of__isnull=True)

    def in_active_language(self) -> Self:
        return self.filter(locale__language_code=get_language())

    def for_cards(self) -> Self:
        """Fetch what the cards of a list show in two queries, however many cards there are."""
        return self.select_related(*self.model.shown_with).prefetch_related("picture__renditions")
