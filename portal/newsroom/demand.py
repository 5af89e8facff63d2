"""How often readers look for what is on a page, so that what is asked for is translated first.

Where the figures come from is the site's to say: NEWSROOM_DEMAND names a function that gives, by
the primary key of a page, how many searches it answers. Asking costs some seconds, so that it is
done in the background and at most once a day, when somebody opens the report, and by
`manage.py update_translation_states`.
"""

from collections import Counter

from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from django.utils.module_loading import import_string
from django_tasks import task
from wagtail.models import Page

from portal.models import TranslationState

ASKED_TODAY = "newsroom-demand"
A_DAY = 24 * 60 * 60


def ask_once_a_day() -> None:
    """Have the figures computed beside the request, unless that was asked for within a day.

    The cache remembers it: one of a single process (no CACHE_URL) once in each of them.
    """
    if source() and cache.add(ASKED_TODAY, True, A_DAY):
        update_demand_task.enqueue()


def source() -> str:
    """The name of the function to ask; none where the site keeps no statistics of searches."""
    return getattr(settings, "NEWSROOM_DEMAND", "")


@task(backend="background")
def update_demand_task() -> None:
    update_demand()


def update_demand() -> int:
    """Write into each row how many searches its pages answer; return how many rows have any."""
    if not source():
        return 0
    by_page: dict[int, int] = import_string(source())()
    by_key: Counter = Counter()
    keys = Page.objects.filter(pk__in=by_page).values_list("pk", "translation_key")
    for pk, key in keys:
        by_key[key] += by_page[pk]
    with transaction.atomic():
        TranslationState.objects.filter(demand__gt=0).exclude(translation_key__in=by_key).update(
            demand=0
        )
        rows = list(TranslationState.objects.filter(translation_key__in=by_key))
        changed = [row for row in rows if row.demand != by_key[row.translation_key]]
        for row in changed:
            row.demand = by_key[row.translation_key]
        TranslationState.objects.bulk_update(changed, ["demand"], batch_size=100)
    return len(rows)
