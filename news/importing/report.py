"""What became of every item, for those who will look at the drafts: printed, and as a table."""

import csv
import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TextIO

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from news.importing.items import Item
from news.importing.markup import plain
from news.models import NewsPage


class Outcome(models.TextChoices):
    CREATED = "created", gettext_lazy("imported")
    UPDATED = "updated", gettext_lazy("updated")
    UNCHANGED = "unchanged", gettext_lazy("unchanged")
    KEPT = "kept", gettext_lazy("left alone: edited here since")
    DELETED = "deleted", gettext_lazy("left alone: deleted here since")
    REFUSED = "refused", gettext_lazy("refused")


@dataclass
class Result:
    item: Item
    outcome: Outcome
    notes: list[str] = field(default_factory=list)
    page: NewsPage | None = None


class Report:
    """Collects results; of each it writes a row, or one for each note, to `table` at once."""

    def __init__(self, table: TextIO | None = None):
        self.counts: Counter[Outcome] = Counter()
        self.writer = csv.writer(table) if table else None
        self.table = table
        if self.writer:
            self.writer.writerow(
                [_("Old address"), _("Title"), _("Outcome"), _("To check"), _("Draft")]
            )

    def add(self, result: Result) -> str:
        """Count `result`; what there is to print of it, or ""."""
        self.counts[result.outcome] += 1
        item, outcome = result.item, str(result.outcome.label)
        title = safe(plain(re.sub(r"<[^>]*>", "", item.title)))[:120]
        notes = [safe(note) for note in result.notes]
        if self.writer:
            draft = reverse("wagtailadmin_pages:edit", args=[result.page.pk]) if result.page else ""
            for note in notes or [""]:
                row = [safe(item.address), title, outcome, note, draft]
                self.writer.writerow([cell(value) for value in row])
            self.table.flush()
        if not notes and result.outcome is not Outcome.REFUSED:
            return ""
        head = f"{safe(item.address)[:200]} – {title} ({outcome})"
        return "\n".join([head, *(f"    {note}" for note in notes)])

    def summary(self) -> str:
        return "\n".join(
            f"{outcome.label}: {self.counts[outcome]}"
            for outcome in Outcome
            if self.counts[outcome]
        )


def safe(text: str) -> str:
    """`text` without what a terminal would obey and what turns its letters round."""
    return re.sub(r"[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]+", " ", text)


def cell(text: str) -> str:
    """`text` for a spreadsheet, which would run what begins like a formula."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@")) else text
