"""The pages that the page chooser lists, with all that it shows of each.

Wagtail's chooser asks for the parent, the schedule and the workflow of each row, in its search for
the languages of page and parent as well (seen in 8.0.1). Its view has one hook, for the queryset;
so the queryset learns, as it is fetched, what is asked of its rows. Delete when Wagtail does.
"""

from collections.abc import Iterable

from django.http import HttpRequest
from wagtail.models import Page
from wagtail.query import PageQuerySet


class ChooserPages(PageQuerySet):
    def _fetch_all(self):
        fetches = self._result_cache is None
        super()._fetch_all()
        if fetches:
            tell_rows(row for row in self._result_cache if isinstance(row, Page))


def tell_rows(pages: Iterable[Page]) -> None:
    """Let `pages` know parent, language, schedule and workflow, in three queries for all."""
    pages = list(pages)
    if not pages:
        return
    known = Page.objects.filter(pk__in=[page.pk for page in pages]).select_related("locale")
    known = known.annotate_approved_schedule().prefetch_workflow_states()
    by_pk = {page.pk: page for page in known}
    paths = {page.path[: -page.steplen] for page in pages}
    parents = Page.objects.filter(path__in=paths).select_related("locale")
    by_path = {parent.path: parent for parent in parents}
    for page in pages:
        if not (row := by_pk.get(page.pk)):
            continue  # Deleted since it was listed.
        page.locale = row.locale
        page._approved_schedule = row._approved_schedule
        page._current_workflow_states = row._current_workflow_states
        # Where treebeard keeps it.
        page._cached_parent_obj = by_path.get(page.path[: -page.steplen])


def tell_chooser(pages: PageQuerySet, request: HttpRequest) -> PageQuerySet:
    pages = pages.all()
    pages.__class__ = ChooserPages
    return pages
