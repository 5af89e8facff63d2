"""Which pages answer what readers look for most: for whoever wants to see to those first."""

import datetime
from collections import Counter

from django.utils import timezone

from search.finding import find
from search.models import DailyQuery

DAYS = 90
# The most frequent queries of a language; what is asked less often tells little.
QUERIES = 100
# How far down a list readers look for their answer.
ANSWERS = 3


def searches_by_page() -> dict[int, int]:
    """By primary key of the page, how many searches of the last 90 days it is an answer to.

    Runs up to a hundred searches for each language: no work for a request.
    """
    since = timezone.localdate() - datetime.timedelta(days=DAYS - 1)
    asked = DailyQuery.objects.last_of_each(since).filter(found__gt=0)
    answers: Counter[int] = Counter()
    languages = asked.order_by("language").values_list("language", flat=True).distinct()
    for language in list(languages):
        for row in asked.filter(language=language).order_by("-total", "query")[:QUERIES]:
            for page in find(row.query, language)[:ANSWERS]:
                answers[page.pk] += row.total
    return dict(answers)
