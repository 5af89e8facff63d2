"""Beside a page in its editor: how Google and a shared link will show it (decision 0022)."""

from dataclasses import dataclass
from urllib.parse import urlencode, urlsplit

from django.apps import apps
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext_lazy, override
from django.views.decorators.http import require_POST, require_safe
from wagtail.admin.ui.components import MediaContainer
from wagtail.admin.ui.side_panels import BaseSidePanel
from wagtail.models import Page
from wagtail.permissions import policy_registry

from portal.addresses import absolute_url
from portal.frame import HOME_DEPTH, Frame
from portal.meta import (
    DESCRIPTION_LENGTH,
    TITLE_LENGTH,
    Picture,
    describe,
    full_title,
    heading_of,
    shared_rendition,
    shorten,
)
from portal.models import BasePage, PortalImage
from portal.share_pictures import HEIGHT, WIDTH, Words, words_of
from portal.share_pictures.drawing import draw

# What the editor types that changes the looks; the script sends it under these names.
TYPED = ("title", "slug", "seo_title", "search_description", "lead")
# Longer than any of a page; what the drawing is asked for by hand is not drawn for hours.
LONGEST_WORDS = 400
TEMPLATE = "newsroom/appearance.html"


@dataclass(frozen=True)
class Appearance:
    """A page as it is shown elsewhere, in the page's language."""

    language: str
    host: str
    way: list[str]
    """The parts of its address behind the host."""
    title: str
    heading: str
    description: str
    site_name: str
    picture: Picture
    is_drawn: bool
    can_have_picture: bool
    is_described: bool
    """Whether an editor has written the description."""
    title_limit: int = TITLE_LENGTH
    description_limit: int = DESCRIPTION_LENGTH

    @property
    def short_title(self) -> str:
        return shorten(self.title, TITLE_LENGTH)

    @property
    def short_description(self) -> str:
        return shorten(self.description)


def appearance_of(page: Page, request: HttpRequest, parent: Page | None) -> Appearance:
    """How `page`, a draft or not saved yet, will look; `parent` is where a new one is written."""
    language = page.locale.language_code
    with override(language):
        around = Frame(request, page, language)
        name, tagline = around.name, around.settings.tagline or ""
        heading = heading_of(page, tagline, name)
        image = getattr(page, "picture", None)
        chosen = shared_rendition(request, image, language) if image else None
        words = words_of(page, name, tagline, section_of(page, parent))
        address = urlsplit(address_of(page, request, parent))
        return Appearance(
            language=language,
            host=address.netloc,
            way=[part for part in address.path.split("/") if part],
            title=full_title(heading, name),
            heading=heading,
            description=describe(page, tagline),
            site_name=name,
            picture=chosen or drawn(words, language),
            is_drawn=chosen is None,
            can_have_picture=hasattr(page, "picture"),
            is_described=bool(page.search_description.strip()),
        )


def drawn(words: Words, language: str) -> Picture:
    query = urlencode(
        {"title": words.title, "kicker": words.kicker, "name": words.name, "language": language}
    )
    return Picture(f"{reverse('newsroom_share_picture')}?{query}", WIDTH, HEIGHT, words.title)


def section_of(page: Page, parent: Page | None) -> str:
    """The title of the page under home that `page` is in, "" where it is one itself."""
    above = parent.get_ancestors(inclusive=True) if parent else page.get_ancestors()
    return above.filter(depth=HOME_DEPTH + 1).values_list("title", flat=True).first() or ""


def address_of(page: Page, request: HttpRequest, parent: Page | None) -> str:
    """The absolute address that `page` will have, with what its slug is now."""
    if page.depth == HOME_DEPTH:
        return absolute_url(request, page.get_url(request) or "/")
    above = (parent or page.get_parent()).get_url(request) or "/"
    return absolute_url(request, f"{above}{page.slug}/" if page.slug else above)


class AppearanceSidePanel(BaseSidePanel):
    class SidePanelToggle(BaseSidePanel.SidePanelToggle):
        aria_label = gettext_lazy("Toggle the looks in Google and when shared")
        icon_name = "globe"
        has_counter = False

    name = "appearance"
    title = gettext_lazy("In Google and when shared")
    template_name = "newsroom/appearance_panel.html"

    def __init__(self, page: Page, request: HttpRequest, parent: Page | None = None):
        super().__init__(page, request)
        self.parent = parent

    def get_context_data(self, parent_context):
        context = super().get_context_data(parent_context)
        return context | {
            "appearance": appearance_of(self.object, self.request, self.parent),
            "url": self.url(),
        }

    def url(self) -> str:
        """Where the looks of what is typed are asked for."""
        if self.parent is None:
            return reverse("newsroom_appearance", args=[self.object.pk])
        meta = self.object._meta
        return reverse(
            "newsroom_appearance_new", args=[self.parent.pk, meta.app_label, meta.model_name]
        )


def with_appearance_panel(
    panels, page: Page, request: HttpRequest, parent: Page | None = None
) -> MediaContainer:
    """`panels` with ours last; as they are for what is no page of the portal."""
    if not isinstance(page, BasePage):
        return panels
    return MediaContainer([*panels, AppearanceSidePanel(page, request, parent)])


@require_POST
def appearance_of_page(request: HttpRequest, pk: int) -> HttpResponse:
    """The looks of page `pk` with what is typed, as HTML for the panel. 403 for whom may not edit
    it; 404 where it is none of the portal's."""
    page = get_object_or_404(Page, pk=pk).get_latest_revision_as_object()
    if not isinstance(page, BasePage):
        raise Http404("no page of the portal")
    if not page.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    return _render(request, page, None)


@require_POST
def appearance_of_new(request: HttpRequest, parent_pk: int, app: str, model: str) -> HttpResponse:
    """The same for a page that is being written under `parent_pk`."""
    parent = get_object_or_404(Page, pk=parent_pk)
    try:
        page_type = apps.get_model(app, model)
    except LookupError:
        raise Http404("no such type") from None
    if not issubclass(page_type, BasePage):
        raise Http404("no type of page")
    if not parent.permissions_for_user(request.user).can_add_subpage():
        raise PermissionDenied
    return _render(request, page_type(locale=parent.locale), parent)


def _render(request: HttpRequest, page: Page, parent: Page | None) -> HttpResponse:
    for name in TYPED:
        if name in request.POST and hasattr(page, name):
            setattr(page, name, request.POST[name])
    if "picture" in request.POST and hasattr(page, "picture"):
        page.picture = _picture(request)
    return render(request, TEMPLATE, {"appearance": appearance_of(page, request, parent)})


def _picture(request: HttpRequest) -> PortalImage | None:
    """The chosen picture, if it is one that this editor may choose."""
    key = request.POST["picture"]
    if not (key.isdecimal() and key.isascii()):
        return None
    policy = policy_registry.get_by_type(PortalImage)
    return policy.instances_user_has_permission_for(request.user, "choose").filter(pk=key).first()


@require_safe
def draw_share_picture(request: HttpRequest) -> HttpResponse:
    """The picture of a page that nobody can read yet, by the words that stand on it."""
    language = request.GET.get("language", settings.LANGUAGE_CODE)
    title, name, kicker = (request.GET.get(key, "") for key in ("title", "name", "kicker"))
    if language not in dict(settings.LANGUAGES) or len(title + name + kicker) > 3 * LONGEST_WORDS:
        return HttpResponseBadRequest()
    with override(language):
        response = HttpResponse(draw(Words(title, name, kicker)), content_type="image/jpeg")
    patch_cache_control(response, private=True, max_age=3600)
    return response
