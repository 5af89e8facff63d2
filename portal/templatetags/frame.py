"""Tags for what stands around the content; what they show is worked out in portal.frame."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django import template
from django.conf import settings
from django.templatetags.static import static
from django.urls import translate_url
from django.utils.translation import get_language_info
from wagtail.models import Page

from portal.addresses import absolute_url
from portal.frame import Frame, frame_of

register = template.Library()

# Not part of what a page shows, so not taken along to the other language.
PASSING_PARAMETERS = {"sent"}
# What a canonical address keeps: these choose other content, anything else does not.
CONTENT_PARAMETERS = ("category", "year", "person", "page")
OG_LOCALES = {"pl": "pl_PL", "en": "en_GB"}


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
    kept = [
        (key, value)
        for key, values in request.GET.lists()
        if key not in PASSING_PARAMETERS
        for value in values
    ]
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


@register.simple_tag(takes_context=True)
def hreflang_links(context) -> list[tuple[str, str]]:
    """(language, absolute address) of this page in every language it can be read in.

    Empty unless there are two: a page that stands alone has no alternates. Nor has a later page of
    a list: what stands on page 2 in Polish may stand on page 1 in English, or on none. x-default
    is the Polish page, the original.
    """
    request = context["request"]
    around = frame_of(request, context.get("page"))
    query = content_query(context)
    if around.page is None or context.get("shown", {}).get("page"):
        return []
    links = [
        (code, absolute_url(request, page.get_url(request)) + query)
        for code, page in around.alternates.items()
    ]
    if len(links) < 2:
        return []
    default = dict(links).get(settings.LANGUAGE_CODE, links[0][1])
    return [*sorted(links), ("x-default", default)]


def content_query(context) -> str:
    """The part of the query that chose what is shown, in one order: ?category=…&year=…&page=…

    A page with a list says what it chose in its context (`shown`: parameter to value), so that a
    number beyond the end or a parameter that means nothing here makes no address of its own.
    """
    shown = context.get("shown", {})
    kept = [(key, shown[key]) for key in CONTENT_PARAMETERS if shown.get(key)]
    return "?" + urlencode(kept) if kept else ""


@register.simple_tag(takes_context=True)
def canonical_url(context) -> str:
    """The one absolute address of what is shown; of an alias that of its original."""
    request = context["request"]
    page = context.get("page")
    if page is None:
        return absolute_url(request, request.path)
    original = page.alias_of or page if page.alias_of_id else page
    return absolute_url(request, original.get_url(request) or request.path) + content_query(context)


@register.simple_tag(takes_context=True)
def share_picture_url(context) -> str:
    """The absolute address of the picture that links to the portal are shown with."""
    return absolute_url(context["request"], static("img/share.jpg"))


@register.filter
def og_locale(language: str) -> str:
    """`language` as Open Graph wants it, with the territory."""
    return OG_LOCALES.get(language, language)


@register.simple_tag(takes_context=True)
def is_editor(context) -> bool:
    """Whether the reader has a session. Asked of the cookie: looking at `user` would start one."""
    request = context.get("request")
    return bool(request) and settings.SESSION_COOKIE_NAME in request.COOKIES


@register.simple_tag(takes_context=True)
def query_with(context, **changes) -> str:
    """The present query with `changes`; an empty value leaves a parameter out."""
    query = context["request"].GET.copy()
    for key, value in changes.items():
        if value in (None, ""):
            query.pop(key, None)
        else:
            query[key] = value
    return "?" + query.urlencode() if query else "?"
