"""What readers look for: how often and with how many results, by day. Nothing about who asks."""

import datetime

from django.db import models
from django.db.models import Exists, OuterRef, Subquery, Sum

LONGEST = 60


class DailyQueries(models.QuerySet):
    def last_of_each(self, since: datetime.date):
        """Each query since a day once: the row of its last day, with the `total` of them all."""
        same = self.model.objects.filter(language=OuterRef("language"), query=OuterRef("query"))
        total = (
            same.filter(day__gte=since)
            .order_by()
            .values("query")
            .annotate(total=Sum("searches"))
            .values("total")
        )
        return self.filter(~Exists(same.filter(day__gt=OuterRef("day"))), day__gte=since).annotate(
            total=Subquery(total)
        )


class DailyQuery(models.Model):
    """A query on one day: how often it was asked, and how much was found the last time."""

    day = models.DateField()
    language = models.CharField(max_length=12)
    # In lower case, without what stands around the words.
    query = models.CharField(max_length=LONGEST)
    searches = models.PositiveIntegerField(default=1)
    found = models.PositiveIntegerField()

    objects = DailyQueries.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["day", "language", "query"], name="search_daily_query"),
        ]
        indexes = [
            models.Index(fields=["language", "query", "day"], name="search_daily_query_days"),
        ]

    def __str__(self) -> str:
        return f"{self.day}: {self.query}"
