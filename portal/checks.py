"""Content checks of our own, among those that Wagtail shows beside the preview.

Wagtail runs axe in the preview and lists what it finds, in the editor's language, each with a link
to the place. But axe sees only what is rendered: not the other language of a picture, not where a
link should lead, not the level that a heading was given. So the server judges and marks what it
finds (`data-check`, only in previews and for people with a session), and each rule of axe merely
finds its mark. They are warnings: nothing is refused.
"""

import re
from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from bs4 import BeautifulSoup
from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.admin.userbar import ContentCheckerItem
from wagtail.models import Page

from portal.models import PortalImage, ReadableQuerySet

# Characters: three good sentences, and what a card in a list can show.
LONGEST_LEAD = 320
QUOTATION_MARKS = re.compile('[„”“‟"«»″]')
LEAD, PICTURE = "lead", "picture"


class Check(NamedTuple):
    name: Promise
    advice: Promise


CHECKS = {
    "portal-alt-in-one-language": Check(
        _("A picture is described in one language only"),
        _("Open it under Images and write its alternative text in both languages."),
    ),
    "portal-long-lead": Check(
        _("The lead is too long"),
        format_lazy(
            _("Two or three sentences are enough, {most} characters; move the rest to the story."),
            most=LONGEST_LEAD,
        ),
    ),
    "portal-link-without-version": Check(
        _("A link leads to a page that has no version in this language"),
        _("Choose another page, or have that one translated and published first."),
    ),
    "portal-quoted-paraphrase": Check(
        _("A paraphrase has quotation marks"),
        _("Take them out or, if these are the very words, change the quote to verbatim."),
    ),
    "portal-subsection-alone": Check(
        _("A subsection has no section above it"),
        _("Change this heading to a section (h2), or put a section above it."),
    ),
}
ALT, LONG_LEAD, LINK, QUOTED, ALONE = CHECKS


# --- what the server judges ---------------------------------------------------------------------

# Where (LEAD, PICTURE or the index of a block of the story) → the checks that failed there.
Findings = dict[str | int, list[str]]


def findings_of(page: Page) -> Findings:
    """What `page`, as it is in memory, has for an editor to mend; at most two queries for links."""
    found: Findings = defaultdict(list)
    if len(getattr(page, "lead", "")) > LONGEST_LEAD:
        found[LEAD].append(LONG_LEAD)
    if is_half_described(getattr(page, "picture", None)):
        found[PICTURE].append(ALT)
    linked: dict[int, set[int | None]] = {}
    sections = 0
    for index, child in enumerate(getattr(page, "body", ())):
        kind, value = child.block_type, child.value
        if kind == "heading":
            if value["level"] == "h3" and not sections:
                found[index].append(ALONE)
            # Readers are shown a section in its place; what follows has one above it.
            sections += 1
        elif kind == "quote":
            if not value.is_verbatim() and QUOTATION_MARKS.search(value["text"] or ""):
                found[index].append(QUOTED)
        elif any(map(is_half_described, pictures_in(kind, value))):
            found[index].append(ALT)
        linked[index] = set(links_in(kind, value))
    seen = read_in(page.locale_id, set().union(*linked.values()))
    for index, links in linked.items():
        if links - seen:
            found[index].append(LINK)
    return found


def is_half_described(picture: PortalImage | None) -> bool:
    if picture is None:
        return False
    texts = [getattr(picture, f"description_{code}") for code, _name in settings.LANGUAGES]
    return not all(text and text.strip() for text in texts)


def pictures_in(kind: str, value) -> Iterable[PortalImage | None]:
    if kind == "picture":
        return [value["picture"]]
    if kind == "gallery":
        return [item["picture"] for item in value["pictures"]]
    return []


def links_in(kind: str, value) -> Iterable[int | None]:
    """Keys of the portal's pages that a block links to; None for a page that is gone."""
    if kind == "paragraph":
        for link in BeautifulSoup(value.source, "html.parser").find_all("a", linktype="page"):
            number = link.get("id", "")
            yield int(number) if number.isdecimal() else None
    elif kind == "link_cards":
        for card in value["cards"]:
            if not card["url"]:
                yield card["page"].pk if card["page"] else None


def read_in(locale_id: int, keys: set[int | None]) -> set[int]:
    """Those of `keys` whose pages can be read in a language, themselves or their translation."""
    translation_keys = dict(
        Page.objects.filter(pk__in=keys - {None}).values_list("pk", "translation_key")
    )
    if not translation_keys:
        return set()
    read = set(
        ReadableQuerySet(Page)
        .readable()
        .filter(locale=locale_id, translation_key__in=set(translation_keys.values()))
        .values_list("translation_key", flat=True)
    )
    return {key for key, translation_key in translation_keys.items() if translation_key in read}


def findings_for(request: HttpRequest | None, page: Page | None) -> Findings:
    """The findings that whoever asks is shown: none for readers, nor of a copy of another page."""
    if request is None or not isinstance(page, Page) or page.alias_of_id:
        return {}
    is_preview = getattr(request, "is_preview", False)
    if not is_preview and settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return {}
    if not hasattr(request, "content_findings"):
        request.content_findings = findings_of(page)
    return request.content_findings


# --- what Wagtail shows -------------------------------------------------------------------------


class PortalContentChecker(ContentCheckerItem):
    """Wagtail's checks, and ours. In the editor's panel and in the bar on the page itself."""

    def get_axe_run_only(self, request):
        return [*super().get_axe_run_only(request), *CHECKS]

    def get_axe_custom_rules(self, request):
        ours = [
            {
                "id": check,
                "impact": "serious",
                "selector": f'[data-check~="{check}"]',
                "tags": ["best-practice"],
                "any": ["portal-marked"],
                "enabled": True,
            }
            for check in CHECKS
        ]
        return [*super().get_axe_custom_rules(request), *ours]

    def get_axe_custom_checks(self, request):
        # One of axe's own functions: it fails where an attribute is missing, as this one always is.
        marked = {
            "id": "portal-marked",
            "evaluate": "attr-non-space-content-evaluate",
            "options": {"attribute": "data-check-passed"},
        }
        return [*super().get_axe_custom_checks(request), marked]

    def get_axe_messages(self, request):
        ours = {
            name: {"error_name": check.name, "help_text": check.advice}
            for name, check in CHECKS.items()
        }
        return super().get_axe_messages(request) | ours


def add_our_checks(request: HttpRequest, items: list, page: Page | None) -> None:
    items[:] = [
        PortalContentChecker(in_editor=item.in_editor)
        if isinstance(item, ContentCheckerItem)
        else item
        for item in items
    ]
