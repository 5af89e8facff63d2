"""The whole twin of a page, and the answer that brings it."""

from django.http import HttpRequest, HttpResponse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from wagtail.models import Page

from portal.alternates import alternates_by_key
from portal.markdown.blocks import in_language, listed, markdown
from portal.markdown.text import inline, paragraphs, together
from portal.markdown.told import Told, told, twin_url
from portal.meta import canonical_url
from portal.page_cache.keeping import keep

MEDIA_TYPE = "text/markdown"


def prefers_markdown(request: HttpRequest) -> bool:
    """Whether who asks would rather have Markdown than HTML. Browsers would not, nor name it."""
    if MEDIA_TYPE not in request.META.get("HTTP_ACCEPT", "").lower():
        return False
    return request.get_preferred_type(["text/html", MEDIA_TYPE]) == MEDIA_TYPE


def has_twin(page: Page | None) -> bool:
    """Whether everybody may read `page`, and in its own language."""
    return (
        page is not None
        and page.live
        and not page.alias_of_id
        and not page.get_view_restrictions().exists()
    )


def others(page: Page, request: HttpRequest, tells: Told) -> list[tuple[str, str]]:
    """The twin in the other languages. As with hreflang a later page of a list has none,
    nor has a choice that finds nothing there."""
    if tells.shown.number > 1:
        return []
    versions = alternates_by_key([page.translation_key])[page.translation_key]
    return [
        (capfirst(in_language(code)), f"<{twin_url(other, request, tells.shown)}>")
        for code, other in versions.items()
        if other.pk != page.pk and tells.shown.finds_something(other.locale_id)
    ]


def document(page: Page, request: HttpRequest, tells: Told) -> str:
    """The twin as Markdown: title, lead, facts, addresses, then all that the page says."""
    facts = [
        *tells.facts,
        (_("Language"), page.locale.language_code),
        (_("Address"), f"<{canonical_url(request, page, tells.shown)}>"),
        *others(page, request, tells),
    ]
    return (
        together(
            f"# {inline(tells.title)}",
            paragraphs(tells.lead),
            listed(f"{inline(label)}: {value}" for label, value in facts if value),
            markdown(tells.blocks),
        )
        + "\n"
    )


def respond(request: HttpRequest, page: Page) -> HttpResponse:
    """The twin of `page`, which `has_twin`; the same for everybody.

    Search engines are told which address is the one to list. They are not told `noindex`: that
    would be heard for the page as well, and by assistants for whom the twin is made.
    """
    tells = told(page, request)
    response = HttpResponse(
        document(page, request, tells), content_type=f"{MEDIA_TYPE}; charset=utf-8"
    )
    response["Link"] = f'<{canonical_url(request, page, tells.shown)}>; rel="canonical"'
    return keep(request, response, tells.shown.query)
