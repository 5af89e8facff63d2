"""Wagtail's form and list of promoted results, where they differ here."""

from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.paginator import WagtailPaginator
from wagtail.contrib.search_promotions import views
from wagtail.contrib.search_promotions.forms import SearchPromotionsFormSet

from search.queries import clean

# Wagtail has no label for it, so the form would say "External link text" in every language.
SearchPromotionsFormSet.form.base_fields["external_link_text"].label = _("Text of the link")


class QueryPaginator(WagtailPaginator):
    """Counts so that no language has to inflect the name of a model."""

    @cached_property
    def items_count_label(self) -> str:
        return gettext("Queries: %(count)s") % {"count": self.count}


class IndexView(views.IndexView):
    paginator_class = QueryPaginator
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
