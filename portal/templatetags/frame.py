"""Tags for what stands around the content; what they show is worked out in portal.frame."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django import template
from django.conf import settings
from django.http import QueryDict
from django.urls import translate_url
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language_info
from wagtail.models import Page

from portal.addresses import asked_for
from portal.frame import Frame, frame_of
from portal.meta import PageMeta, page_meta
from portal.newsroom.marking import mark_texts
from portal.newsroom.readers import Reading, language_of

register = template.Library()

# Not part of what a page shows, so not taken along to the other language.
PASSING_PARAMETERS = {"sent"}


@register.simple_tag(takes_context=True)
def frame(context) -> Frame:
    """The Frame of the page that is being rendered: {% frame as frame %}."""
    return frame_of(context["request"], context.get("page"))


@register.simple_tag(takes_context=True)
def page_url(context, page: Page) -> str:
    """Address of `page`, absolute only where it is on another host than the request."""
    return page.get_url(context["request"]) or ""


@register.simple_tag(takes_context=True)
def is_current(context, page: Page) -> bool:
    return frame_of(context["request"], context.get("page")).is_in_trail(page)


@register.filter(is_safe=True)
def marked(html: str, reading: Reading | None) -> str:
    """Finished HTML of a page, each of its untranslated texts with the language that it is in."""
    if reading is None or reading.mixed is None:
        return html
    with_languages = mark_texts(html, reading.mixed.texts, reading.mixed_language)
    return mark_safe(with_languages) if isinstance(html, SafeString) else with_languages  # noqa: S308 - as it came


@register.simple_tag(takes_context=True)
def language_attribute(context, page: Page, text: str) -> str:
    """`lang="pl"` for a title or lead of `page` that nobody has translated yet, else nothing."""
    around = frame_of(context["request"], context.get("page"))
    if around.page and page.pk == around.page.pk:
        # The frame knows it of the page that is read.
        page = around.alternates.get(around.language, page)
    language = language_of(page, text)
    return format_html('lang="{}"', language) if language else ""


@dataclass(frozen=True)
class Choice:
    """A language in the switcher. `instead` is the page it leads to if this one is missing."""

    code: str
    name: str
    url: str
    is_current: bool = False
    instead: Page | None = None


@register.simple_tag(takes_context=True)
def language_choices(context) -> list[Choice]:
    """Every language, leading to this very page: same filter, page number and query."""
    request = context["request"]
    around = frame_of(request, context.get("page"))
    kept = [(name, value) for name, value in asked_for(request) if name not in PASSING_PARAMETERS]
    query = "?" + urlencode(kept) if kept else ""
    choices = []
    for code, _name in settings.LANGUAGES:
        name = get_language_info(code)["name_local"]
        if around.page is None:
            url = translate_url(request.path, code) + query
            choices.append(Choice(code, name, url, is_current=code == around.language))
        elif code == around.language:
            choices.append(Choice(code, name, request.get_full_path(), is_current=True))
        elif other := around.alternates.get(code):
            choices.append(Choice(code, name, other.get_url(request) + query))
        elif instead := around.closest(code):
            choices.append(Choice(code, name, instead.get_url(request), instead=instead))
    return choices


@register.simple_tag(takes_context=True, name="page_meta")
def page_meta_tag(context) -> PageMeta | None:
    """What the head tells machines of the page: {% page_meta as meta %}; None of other views."""
    around = frame_of(context["request"], context.get("page"))
    if around.page is None:
        return None
    if around.meta is None:
        around.meta = page_meta(context["request"], around, context.get("shown"))
    return around.meta


@register.simple_tag(takes_context=True)
def is_editor(context) -> bool:
    """Whether the reader has a session. Asked of the cookie: looking at `user` would start one."""
    request = context.get("request")
    return bool(request) and settings.SESSION_COOKIE_NAME in request.COOKIES


@register.simple_tag(takes_context=True)
def query_with(context, **changes) -> str:
    """The present query with `changes`; an empty value leaves a parameter out."""
    query = QueryDict(mutable=True)
    for key, value in asked_for(context["request"]):
        query.appendlist(key, value)
    for key, value in changes.items():
        if value in (None, ""):
            query.pop(key, None)
        else:
            query[key] = value
    return "?" + query.urlencode() if query else "?"
