"""The addresses that readers do not find: how often, by day. Nothing about who asks."""

import datetime

from django.db import models
from django.db.models import Exists, OuterRef, Q, Subquery, Sum
from django.db.models.functions import Lower
from wagtail.contrib.redirects.models import Redirect

LONGEST = 200


class MissedAddresses(models.QuerySet):
    def last_of_each(self, since: datetime.date):
        """Each address since a day once: the row of its last day, with the `total` of them all."""
        same = self.model.objects.filter(path=OuterRef("path"), day__gte=since)
        total = same.order_by().values("path").annotate(total=Sum("hits")).values("total")
        later = same.filter(day__gt=OuterRef("day"))
        return self.filter(~Exists(later), day__gte=since).annotate(total=Subquery(total))

    def without_redirect(self):
        """Those that nothing leads on from."""
        spelled = Q(old_path=OuterRef("path")) | Q(old_path=Lower(OuterRef("path")))
        return self.filter(~Exists(Redirect.objects.filter(spelled)))


class MissedAddress(models.Model):
    """An address on one day: how often it was asked for, and from where it was last linked."""

    day = models.DateField()
    # As `Redirect.old_path` holds it, without a query.
    path = models.CharField(max_length=LONGEST)
    hits = models.PositiveIntegerField(default=1)
    # The path of a page of ours, or the name of another host.
    linked_from = models.CharField(max_length=LONGEST, blank=True)
    # Nobody will make a redirect for it: the same on every day of an address.
    is_set_aside = models.BooleanField(default=False)

    objects = MissedAddresses.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["day", "path"], name="portal_missed_address"),
        ]
        indexes = [models.Index(fields=["path", "day"], name="portal_missed_address_days")]

    def __str__(self) -> str:
        return f"{self.day}: {self.path}"
