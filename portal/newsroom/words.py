"""How the state of a page in its other language is told: in words, with an icon and a colour.

Words come first, so that nothing is told by colour alone.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.coreutils import get_content_languages
from wagtail.models import Page

from portal.models import State, TranslationState

SUBMIT = "wagtail_localize.submit_translation"

# What editors filter by: the states, ONLY by language, and pages that mix both languages.
FILTERS = {
    "stale": gettext_lazy("out of date"),
    "only_pl": gettext_lazy("only in Polish"),
    "only_en": gettext_lazy("only in English"),
    "in_work": gettext_lazy("in work"),
    "ready": gettext_lazy("draft ready"),
    "mixed": gettext_lazy("partly untranslated"),
    "kept": gettext_lazy("kept in one language on purpose"),
    "current": gettext_lazy("translated"),
}


def in_states(wanted: Iterable[str]) -> Q:
    """The rows of any of FILTERS; what is none of them finds nothing."""
    condition = Q(pk__in=[])
    for key in wanted:
        if key == "mixed":
            condition |= Q(untranslated__gt=0)
        elif key.startswith("only_"):
            condition |= Q(state=State.ONLY, only_in__language_code=key.removeprefix("only_"))
        elif key in FILTERS:
            condition |= Q(state=key)
    return condition


def lacking(language: str) -> Q:
    """The rows of pages that readers of `language` cannot read, and nobody wants it so.

    Their page is no longer or not yet live, or there is none; in the other language it is.
    """
    missing = TranslationState.objects.missing().values("pk")
    return Q(pk__in=missing, locale__language_code=language) | Q(
        state=State.ONLY,
        only_in=F("locale"),
        original__locale__language_code=language,
    )


@dataclass
class Told:
    """A row in words, and where what it tells of is mended (`url` is None for whom may not)."""

    row: TranslationState
    text: str
    icon: str
    tone: str
    url: str | None
    action: str


def tell(rows: Iterable[TranslationState], user) -> list[Told]:
    """Each row in words, for `user`; the same few queries however many rows."""
    rows = list(rows)
    if not rows:
        return []
    wanted = {pk for row in rows for pk in (row.original_id, row.page_id) if pk}
    pages = Page.objects.filter(pk__in=wanted).select_related("locale")
    if not user.is_superuser:
        # Who may change no page may still have one to check; nobody asks that of a superuser.
        pages = pages.prefetch_workflow_states()
    by_pk = {page.pk: page for page in pages}
    codes = {page.locale_id: page.locale.language_code for page in by_pk.values()}
    may_submit = user.has_perm(SUBMIT)
    told = []
    for row in rows:
        row.original = by_pk[row.original_id]
        row.page = by_pk.get(row.page_id)
        text, icon, tone = in_words(row, codes)
        url, action = way_to_mend(row, user, may_submit)
        told.append(Told(row, text, icon, tone, url, action))
    return told


def in_words(row: TranslationState, codes: dict[int, str]) -> tuple[str, str, str]:
    """Words, icon and tone of `row`; `codes` are the languages of the locales."""
    match row.state:
        case State.STALE:
            return f"{out_of_date_for(row)} · {texts(row.changed)}", "warning", "warning"
        case State.IN_WORK:
            return in_work(row), "edit", "info"
        case State.READY:
            return _("draft ready"), "circle-check", "info"
        case State.ONLY:
            where = in_language(codes[row.only_in_id or row.original.locale_id])
            return _("only %(in_language)s") % {"in_language": where}, "no-view", "critical"
        case State.KEPT:
            where = in_language(codes[row.original.locale_id])
            kept = _("kept %(in_language)s on purpose") % {"in_language": where}
            return kept, "thumbtack", "quiet"
    if row.untranslated:
        where = in_language(codes[row.original.locale_id])
        mixed = ngettext(
            "%(count)d text still %(in_language)s",
            "%(count)d texts still %(in_language)s",
            row.untranslated,
        ) % {"count": row.untranslated, "in_language": where}
        return mixed, "warning", "warning"
    return _("translated"), "check", "positive"


def in_work(row: TranslationState) -> str:
    parts = [_("in work")]
    if row.missing:
        parts.append(
            ngettext("%(count)d text left", "%(count)d texts left", row.missing)
            % {"count": row.missing}
        )
    if row.unconfirmed:
        parts.append(
            ngettext("%(count)d text to confirm", "%(count)d texts to confirm", row.unconfirmed)
            % {"count": row.unconfirmed}
        )
    return " · ".join(parts)


def out_of_date_for(row: TranslationState) -> str:
    days = days_since(row.stale_since)
    if not days:
        return _("out of date since today")
    return ngettext("out of date for %(count)d day", "out of date for %(count)d days", days) % {
        "count": days
    }


def days_since(moment) -> int:
    return max((timezone.localdate() - timezone.localdate(moment)).days, 0) if moment else 0


def texts(count: int) -> str:
    return ngettext("%(count)d text", "%(count)d texts", count) % {"count": count}


def in_language(code: str) -> str:
    """“in Polish”, as it stands in a sentence."""
    known = {"pl": _("in Polish"), "en": _("in English")}
    return known.get(code) or _("in the language: %(language)s") % {"language": language(code)}


def language(code: str) -> str:
    return str(get_content_languages().get(code, code))


def way_to_mend(row: TranslationState, user, may_submit: bool) -> tuple[str | None, str]:
    """Where `user` can act on `row`, and what they do there; the address is None if they cannot."""
    if row.state == State.KEPT or (row.state == State.ONLY and row.only_in_id == row.locale_id):
        page, action = row.original, _("Open the original")
    elif row.page is None:
        submit = reverse("wagtail_localize:submit_page_translation", args=[row.original_id])
        return (submit if may_submit else None), _("Translate this page")
    else:
        page, action = row.page, _("Open the translation")
    may_edit = page.permissions_for_user(user).can_edit()
    return (edit_url(page) if may_edit else None), action


def edit_url(page: Page) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk])
