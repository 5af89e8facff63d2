"""Lists in pages, by numbers that anybody may type into an address."""

from django.core.paginator import EmptyPage, PageNotAnInteger, Paginator
from django.core.paginator import Page as PageOfList


class NearestPaginator(Paginator):
    """Gives the nearest page there is; Django gives the last one for 0 and below, too."""

    def get_page(self, number: str | int | None) -> PageOfList:
        """The page of `number`: the first where that is none or less, the last where it is more."""
        try:
            number = self.validate_number(number)
        except PageNotAnInteger:
            number = 1
        except EmptyPage:
            number = 1 if int(number) < 1 else self.num_pages
        return self.page(number)
