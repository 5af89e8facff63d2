"""The rows of a table, judged as the form judges one redirect, and saved: all of them or none."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import uuid4

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import ModelLogEntry, Site

from portal.redirecting.rules import LONGEST, Known, Target, checked, checked_source

BATCH = 500


@dataclass
class Row:
    """A row of the file as it was written, and its `target`, or the `error` why it has none."""

    number: int
    old: str
    new: str
    source: str = ""
    address: str = ""
    target: Target | None = None
    error: str = ""


@dataclass
class Outcome:
    rows: list[Row] = field(default_factory=list)

    @property
    def right(self) -> list[Row]:
        return [row for row in self.rows if not row.error]

    @property
    def wrong(self) -> list[Row]:
        return [row for row in self.rows if row.error]


def judge(lines: Iterable[tuple[int, str, str]], site: Site | None, elsewhere: bool) -> Outcome:
    """What each line – its number, an old and a new address – comes to; nothing is saved.

    The rows of a file are seen together: one may lead on to another, and two in a circle. Unless
    `elsewhere`, none may lead to another host.
    """
    rows = [Row(*line) for line in lines]
    for row in rows:
        attempt(row, read_row)
    known = Known(
        [row.source for row in rows if not row.error],
        [row.address for row in rows if not row.error],
        site,
    )
    first: dict[str, int] = {}
    for row in rows:
        attempt(row, lambda row: refuse(row, known, first))
    # From here on the other rows are redirects, too.
    known.redirects |= {row.source: Target(link=row.address) for row in rows if not row.error}
    for row in rows:
        attempt(row, lambda row: lead(row, known, elsewhere))
    return Outcome(rows)


def attempt(row: Row, step) -> None:
    if row.error:
        return
    try:
        step(row)
    except ValidationError as error:
        row.error = " ".join(error.messages)


def read_row(row: Row) -> None:
    if not row.old or not row.new:
        raise ValidationError(_("The old or the new address is missing."))
    row.source, row.address = checked_source(row.old), checked(row.new)


def refuse(row: Row, known: Known, first: dict[str, int]) -> None:
    known.refuse_second(row.source)
    known.refuse_unused(row.source)
    if row.source in first:
        raise ValidationError(
            _("The old address stands in row %(number)s already.") % {"number": first[row.source]}
        )
    first[row.source] = row.number


def lead(row: Row, known: Known, elsewhere: bool) -> None:
    row.target = known.follow(row.address, row.source)
    link = row.target.link
    if len(link) > LONGEST:
        raise ValidationError(
            _("The address is too long: at most %(longest)s characters.") % {"longest": LONGEST}
        )
    if link and known.own_path(link) is None and not elsewhere:
        raise ValidationError(_("The new address is on another site."))


def save(rows: list[Row], site: Site | None, permanent: bool, user) -> int:
    """Make the redirects of judged `rows`, each with its line in the history; how many."""
    redirects = [
        Redirect(
            old_path=row.source,
            site=site,
            is_permanent=permanent,
            redirect_page_id=row.target.page_id,
            redirect_page_route_path=row.target.route,
            redirect_link=row.target.link,
        )
        for row in rows
    ]
    kind, now, together = ContentType.objects.get_for_model(Redirect), timezone.now(), uuid4()
    with transaction.atomic():
        made = Redirect.objects.bulk_create(redirects, batch_size=BATCH)
        # One by one, as Wagtail's own log() writes them, five thousand take half a minute.
        ModelLogEntry.objects.bulk_create(
            [
                ModelLogEntry(
                    content_type=kind,
                    object_id=str(redirect.pk),
                    label=redirect.title,
                    action="wagtail.create",
                    timestamp=now,
                    uuid=together,
                    user=user,
                )
                for redirect in made
            ],
            batch_size=BATCH,
        )
    return len(made)


def reasons(rows: list[Row]) -> list[tuple[str, int]]:
    """Why rows were refused and how often, the most frequent reason first."""
    return Counter(row.error for row in rows).most_common()
