from typing import Self

from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef
from django.utils.translation import get_language
from wagtail.models import PageViewRestriction
from wagtail.query import PageQuerySet


class ReadableQuerySet(PageQuerySet):
    """Pages as readers may see them."""

    def readable(self) -> Self:
        """Live, open to everybody, and really in their language (an alias is a copy that waits
        for its translation).

        Does what Wagtail's `public()` does, but inside the same query.
        """
        path = ExpressionWrapper(OuterRef("path"), output_field=CharField())
        restriction = PageViewRestriction.objects.annotate(path=path).filter(
            path__startswith=F("page__path")
        )
        return self.live().filter(~Exists(restriction), alias_of__isnull=True)

    def in_active_language(self) -> Self:
        return self.filter(locale__language_code=get_language())

    def for_cards(self) -> Self:
        """Fetch what the cards of a list show in two queries, however many cards there are."""
        return self.select_related(*self.model.shown_with).prefetch_related("picture__renditions")
