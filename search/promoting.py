"""Wagtail's form and list of promoted results, where they differ here."""

from django.utils.functional import cached_property
from wagtail.contrib.search_promotions import views

from search.queries import clean


class IndexView(views.IndexView):
    # Not "Views": what readers look for is counted by search.statistics.
    columns = [column for column in views.IndexView.columns if column.name != "views"]


class CreateView(views.CreateView):
    """The form for a new promotion, begun for `?query=`, with one place to fill in."""

    def get_initial(self):
        return {"query_string": clean(self.request.GET.get("query", ""))}

    @cached_property
    def searchpicks_formset(self):
        formset = super().searchpicks_formset
        if not formset.is_bound:
            formset.extra = 1
        return formset
