from typing import Self

from django.apps import apps
from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef, Prefetch, Subquery
from django.utils.translation import get_language
from wagtail.models import Page, PageViewRestriction
from wagtail.query import PageQuerySet

from portal.pictures import NEWS_CARD, specs_in


def is_restricted() -> Exists:
    """Whether a page of the query, or one above it, is not open to everybody.

    Does what Wagtail's `public()` does, but inside the same query. The path of a restriction is a
    subquery on purpose: with a join, SQLite looks through all pages for each page.
    """
    closed = Page.objects.filter(pk=OuterRef("page")).order_by().values("path")
    path = ExpressionWrapper(OuterRef("path"), output_field=CharField())
    return Exists(
        PageViewRestriction.objects.annotate(path=path, closed=Subquery(closed)).filter(
            path__startswith=F("closed")
        )
    )


class ReadableQuerySet(PageQuerySet):
    """Pages as readers may see them."""

    def readable(self) -> Self:
        """Live, open to everybody, and really in their language (an alias is a copy that waits
        for its translation)."""
        return self.live().filter(~is_restricted(), alias_of__isnull=True)

    def in_active_language(self) -> Self:
        return self.filter(locale__language_code=get_language())

    def with_untranslated_texts(self) -> Self:
        """Fetch with each page which of its texts are still in another language."""
        return self.select_related("untranslated_texts__locale")

    def for_cards(self, *sizes: str) -> Self:
        """Fetch what the cards of a list show in two queries, however many cards there are.

        Of their pictures only the sizes of cards, or those that are named: Wagtail takes what is
        not fetched here not to exist.
        """
        renditions = apps.get_model("portal", "PortalRendition").objects
        return (
            self.with_untranslated_texts()
            .select_related(*self.model.shown_with)
            .prefetch_related(
                Prefetch(
                    "picture__renditions",
                    renditions.filter(filter_spec__in=sizes or specs_in(NEWS_CARD)),
                )
            )
        )
