"""/llms.txt (llmstxt.org): where an assistant finds what, in both languages."""

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db.models import F, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, resolve, reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe
from wagtail.models import Page, Site

from portal.addresses import absolute_url
from portal.api.facts import LANGUAGES
from portal.api.public import public_pages
from portal.markdown.blocks import listed
from portal.markdown.text import inline, link, together
from portal.markdown.told import entry
from portal.models import BasePage, PortalSettings
from portal.page_cache.keeping import keep

LATEST = 10
MOST_SECTIONS = 30
# Home and what stands directly below it.
SECTION_DEPTH = 3
# First in English, which more of its readers know.
ORDER = sorted(LANGUAGES)


@csrf_exempt
@require_safe
def llms_txt(request: HttpRequest) -> HttpResponse:
    """One file for both languages, of what everybody may read."""
    text = contents(request)
    return keep(request, HttpResponse(text, content_type="text/plain; charset=utf-8"))


def contents(request: HttpRequest) -> str:
    site = Site.find_for_request(request)
    whose = PortalSettings.for_site(site) if site else PortalSettings()
    names, taglines = (
        [getattr(whose, f"{name}_{code}") for code in ORDER] for name in ("name", "tagline")
    )
    title = " / ".join(dict.fromkeys(filter(None, names))) or settings.WAGTAIL_SITE_NAME
    summary = " / ".join(filter(None, taglines))
    return (
        together(
            f"# {inline(title)}",
            f"> {inline(summary)}" if summary else "",
            inline(
                "A portal in Polish and English. Each page has a Markdown twin: its address with "
                "index.md behind it, or the same address asked for with Accept: text/markdown."
            ),
            *(in_language(request, code) for code in ORDER),
            f"## Optional\n\n{listed([*subscriptions(request), *machines(request)])}",
        )
        + "\n"
    )


def in_language(request: HttpRequest, code: str) -> str:
    """The main pages and the latest news of one language, under headings of that language."""
    pages = public_pages().filter(locale__language_code=code).select_related("locale")
    sections = pages.filter(depth__lte=SECTION_DEPTH).order_by("path")[:MOST_SECTIONS].specific()
    with translation.override(code):
        language = translation.get_language_info(code)["name_local"].capitalize()
        news = [entry(page, request, page.news_lead) for page in newest(pages).defer_streamfields()]
        return together(
            f"## {inline(language)}",
            listed(entry(page, request, lead_of(page)) for page in sections),
            f"## {inline(_('Latest news'))} ({code})" if news else "",
            listed(news),
        )


def newest(pages: QuerySet) -> QuerySet:
    """The latest news among `pages`; named by label, as this module knows no other app."""
    kind = ContentType.objects.get_by_natural_key("news", "newspage")
    news = pages.filter(content_type=kind).annotate(news_lead=F("newspage__lead"))
    return news.order_by("-newspage__date", "-first_published_at")[:LATEST]


def lead_of(page: Page) -> str:
    return page.search_description or getattr(page, "lead", "")


def subscriptions(request: HttpRequest) -> list[str]:
    """The feeds and calendars of all languages."""
    pages = public_pages().filter(depth__lte=SECTION_DEPTH).select_related("locale")
    return [
        f"{link(f'{page.title} ({name})', absolute_url(request, page.get_url(request) + file))}: "
        f"to subscribe to, in {translation.get_language_info(page.locale.language_code)['name']}"
        for page in pages.order_by("path")[: MOST_SECTIONS * len(ORDER)].specific()
        if isinstance(page, BasePage)
        for name, file in page.subscriptions()
    ]


def machines(request: HttpRequest) -> list[str]:
    """What there is beside pages, as far as it is there."""
    found = [
        ("API", reverse("wagtailapi:pages:listing"), "pages as JSON"),
        ("OpenAPI", reverse("openapi"), "the description of the API"),
        ("Sitemap", "/sitemap.xml", "all pages"),
    ]
    return [
        f"{link(name, absolute_url(request, path))}: {about}"
        for name, path, about in found
        if is_there(path)
    ]


def is_there(path: str) -> bool:
    try:
        return bool(resolve(path))
    except Resolver404:
        return False
