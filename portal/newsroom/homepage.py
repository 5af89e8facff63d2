"""On the dashboard: what readers of each language are missing, and what is out of date for them."""

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from django.db.models import Count, Min, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.admin.ui.components import Component
from wagtail.models import Locale

from portal.models import State, TranslationState
from portal.newsroom.words import days_since, lacking, language
from portal.rights import explorable


def visible_rows(user) -> QuerySet[TranslationState]:
    """The rows of pages that `user` may see in the explorer, in whichever language."""
    return TranslationState.objects.filter(
        explorable(user, "original__") | explorable(user, "page__")
    )


def report_url(**filters) -> str:
    return f"{reverse('newsroom_report')}?{urlencode(filters, doseq=True)}"


@dataclass
class Readers:
    """What is to be told of the readers of one language; a part is empty where there is nothing."""

    missing: str
    missing_url: str
    stale: str
    stale_url: str
    oldest: str


def of_readers(code: str, missing: int, stale: int, oldest: datetime | None) -> Readers:
    days = days_since(oldest)
    told = Readers(
        missing=missing_pages(code, missing) if missing else "",
        missing_url=report_url(readers=code, missing="true"),
        stale="",
        stale_url=report_url(readers=code, state="stale"),
        oldest="",
    )
    if stale and missing:
        told.stale = ngettext("%(count)d is out of date", "%(count)d are out of date", stale) % {
            "count": stale
        }
    elif stale:
        told.stale = stale_pages(code, stale)
    if stale and days:
        told.oldest = (
            ngettext("the oldest for %(count)d day", "the oldest for %(count)d days", days)
            if stale > 1
            else ngettext("for %(count)d day", "for %(count)d days", days)
        ) % {"count": days}
    return told


def missing_pages(code: str, count: int) -> str:
    match code:
        case "en":
            told = ngettext(
                "English readers are missing %(count)d page",
                "English readers are missing %(count)d pages",
                count,
            )
        case "pl":
            told = ngettext(
                "Polish readers are missing %(count)d page",
                "Polish readers are missing %(count)d pages",
                count,
            )
        case _:
            told = ngettext(
                "Readers are missing %(count)d page in the language: %(language)s",
                "Readers are missing %(count)d pages in the language: %(language)s",
                count,
            )
    return told % {"count": count, "language": language(code)}


def stale_pages(code: str, count: int) -> str:
    match code:
        case "en":
            told = ngettext(
                "English readers see %(count)d page that is out of date",
                "English readers see %(count)d pages that are out of date",
                count,
            )
        case "pl":
            told = ngettext(
                "Polish readers see %(count)d page that is out of date",
                "Polish readers see %(count)d pages that are out of date",
                count,
            )
        case _:
            told = ngettext(
                "Readers see %(count)d page that is out of date in the language: %(language)s",
                "Readers see %(count)d pages that are out of date in the language: %(language)s",
                count,
            )
    return told % {"count": count, "language": language(code)}


class TranslationsPanel(Component):
    name = "translations"
    template_name = "newsroom/homepage_panel.html"
    # Before the searches that found nothing and the latest edits.
    order = 240

    def get_context_data(self, parent_context):
        rows = visible_rows(parent_context["request"].user)
        codes = list(Locale.objects.values_list("language_code", flat=True))
        sums = {"pages": Count("pk")}
        for code in codes:
            stale = Q(state=State.STALE, locale__language_code=code)
            sums[f"missing_{code}"] = Count("pk", filter=lacking(code))
            sums[f"stale_{code}"] = Count("pk", filter=stale)
            sums[f"oldest_{code}"] = Min("stale_since", filter=stale)
        counted = rows.aggregate(**{key.replace("-", "_"): one for key, one in sums.items()})
        if not counted["pages"]:
            return {"shown": False}
        readers = []
        for code in codes:
            key = code.replace("-", "_")
            missing, stale = counted[f"missing_{key}"], counted[f"stale_{key}"]
            if missing or stale:
                readers.append(of_readers(code, missing, stale, counted[f"oldest_{key}"]))
        return {
            "shown": True,
            "readers": readers,
            "report_url": reverse("newsroom_report"),
            "heading": _("Pages in both languages"),
        }
