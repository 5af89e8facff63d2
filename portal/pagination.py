"""Lists in pages, by numbers that anybody may type into an address."""

from django.core.paginator import EmptyPage, PageNotAnInteger, Paginator
from django.core.paginator import Page as PageOfList


class NumberedPage(PageOfList):
    """A page of a list that knows which numbers to offer: 1 … 41 42 43 … 84."""

    def numbers(self):
        """The numbers and, where some are left out, the paginator's ELLIPSIS."""
        return self.paginator.get_elided_page_range(self.number, on_each_side=1, on_ends=1)


class NearestPaginator(Paginator):
    """Gives the nearest page there is; Django gives the last one for 0 and below, too."""

    def _get_page(self, *args, **kwargs) -> NumberedPage:
        return NumberedPage(*args, **kwargs)

    def get_page(self, number: str | int | None) -> NumberedPage:
        """The page of `number`: the first where that is none or less, the last where it is more."""
        try:
            number = self.validate_number(number)
        except PageNotAnInteger:
            number = 1
        except EmptyPage:
            number = 1 if int(number) < 1 else self.num_pages
        return self.page(number)
