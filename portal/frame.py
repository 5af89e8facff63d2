"""What stands around every page: menu, breadcrumbs, the same page in the other language, notices.

All pages that a frame mentions are fetched in one query: one by one they would cost more than
most pages' content.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from django.http import HttpRequest
from django.utils.translation import get_language
from wagtail.models import Page, Site

from portal.alternates import alternates, can_open, live_originals
from portal.editions import kept
from portal.models import PortalSettings
from portal.newsroom.readers import Reading, reading, with_state

if TYPE_CHECKING:
    # It is made from a frame.
    from portal.meta import PageMeta

HOME_DEPTH = 2


def site_of(request: HttpRequest) -> Site | None:
    """The site that is asked, looked up once in an edition."""
    if not hasattr(request, "_wagtail_site"):
        # Wagtail looks here, too, before it asks the database.
        request._wagtail_site = kept(request, "site", lambda: Site.find_for_request(request))
    return request._wagtail_site


@dataclass(frozen=True)
class Original:
    """The language in which something was said and, where readers can see it, the original."""

    language: str
    text: str


@dataclass(eq=False)
class Frame:
    """Everything around the content of `page`; of a view without a page where it is None."""

    request: HttpRequest
    page: Page | None
    language: str = field(default_factory=get_language)
    # What the head tells machines, once it was worked out (portal.meta).
    meta: PageMeta | None = field(default=None, init=False, repr=False)
    # Stories that were fetched, by language.
    _bodies: dict = field(default_factory=dict, init=False, repr=False)

    @cached_property
    def settings(self) -> PortalSettings:
        return kept(self.request, "settings", self._settings)

    def _settings(self) -> PortalSettings:
        site = site_of(self.request)
        # Not `for_request`: those remember the request, for as long as they are kept.
        return PortalSettings.for_site(site) if site else PortalSettings()

    @cached_property
    def name(self) -> str:
        """What the portal is called; before anybody has filled in the association's data, too."""
        if self.settings.name:
            return self.settings.name
        site = site_of(self.request)
        return (site.site_name if site else "") or settings.WAGTAIL_SITE_NAME

    @cached_property
    def _home_path(self) -> str:
        if self.page:
            return self.page.path[: Page.steplen * HOME_DEPTH]
        return kept(self.request, "path of home", self._path_of_home)

    def _path_of_home(self) -> str:
        site = site_of(self.request)
        if site is None:
            return "no home"  # no path of a page begins so
        return (
            Page.objects.filter(
                translation_key=site.root_page.translation_key,
                locale__language_code=self.language,
            )
            .values_list("path", flat=True)
            .first()
            or site.root_page.path
        )

    @cached_property
    def _pages(self) -> list[Page]:
        """All pages the frame mentions, in the order of the tree.

        Private ones are among them: who follows a link of the menu is asked for a password.
        """
        return kept(self.request, ("frame", self.page and self.page.pk), self._fetch_pages)

    def _fetch_pages(self) -> list[Page]:
        sections = Q(path__startswith=self._home_path, depth=HOME_DEPTH + 1)
        home = Q(path=self._home_path)
        notice_keys = Page.objects.filter(pk__in=self._notice_ids).values("translation_key")
        wanted = sections | home | Q(translation_key__in=notice_keys)
        if self.page:
            # Those above it, and the page itself, in every language.
            above = Page.objects.filter(path__in=self._ancestor_paths)
            wanted |= Q(translation_key__in=above.values("translation_key"))
            wanted |= Q(translation_key=self.page.translation_key)
        pages = with_state(live_originals(Page.objects.filter(wanted)))
        return list(pages.select_related("locale").order_by("path"))

    @cached_property
    def _ancestor_paths(self) -> list[str]:
        path, step = self.page.path, Page.steplen
        return [path[:end] for end in range(step * HOME_DEPTH, len(path), step)]

    @cached_property
    def _notice_ids(self) -> list[int]:
        ids = (self.settings.privacy_page_id, self.settings.accessibility_page_id)
        return [pk for pk in ids if pk]

    @cached_property
    def home(self) -> Page | None:
        return next((page for page in self._pages if page.path == self._home_path), None)

    @cached_property
    def _sections(self) -> list[Page]:
        """Pages directly under home."""
        return [
            page
            for page in self._pages
            if page.depth == HOME_DEPTH + 1 and page.path.startswith(self._home_path)
        ]

    @cached_property
    def menu(self) -> list[Page]:
        """The sections that an editor put into the menu."""
        return [page for page in self._sections if page.show_in_menus]

    def _section(self, app: str, model: str) -> Page | None:
        """The first section of a type, named by label: this module knows no other app."""
        content_type = ContentType.objects.get_by_natural_key(app, model)
        return next(
            (page for page in self._sections if page.content_type_id == content_type.pk), None
        )

    @cached_property
    def contact_page(self) -> Page | None:
        return self._section("home", "contactpage")

    @cached_property
    def news_page(self) -> Page | None:
        return self._section("news", "newsindexpage")

    @cached_property
    def people_page(self) -> Page | None:
        return self._section("news", "peoplepage")

    @cached_property
    def events_page(self) -> Page | None:
        return self._section("news", "eventindexpage")

    @cached_property
    def mission_page(self) -> Page | None:
        return self._section("home", "missionpage")

    @cached_property
    def trail(self) -> list[Page]:
        """The way from home down to the parent of the page."""
        if self.page is None:
            return [self.home] if self.home else []
        return [page for page in self._pages if page.path in self._ancestor_paths]

    def is_in_trail(self, page: Page) -> bool:
        """Whether the reader is on `page` or below it."""
        return bool(self.page) and self.page.path.startswith(page.path)

    @cached_property
    def _versions(self) -> list[Page]:
        """The page in all its languages, those that this reader cannot open among them."""
        key = self.page.translation_key if self.page else None
        return [page for page in self._pages if page.translation_key == key]

    @cached_property
    def alternates(self) -> dict[str, Page]:
        """The page in each language that this reader can read it in, itself included."""
        return alternates(self._versions, lambda page: can_open(self.request, page))

    @cached_property
    def reading(self) -> Reading | None:
        """What readers are told of this page's translation."""
        if self.page is None:
            return None
        versions = {page.locale.language_code: page for page in self._versions}
        return reading(self.page, versions, self.alternates)

    def body_in(self, language: str):
        """The story as it stands in `language`, None where readers cannot see it."""
        if language not in self._bodies:
            self._bodies[language] = self._body_in(language)
        return self._bodies[language]

    def _body_in(self, language: str):
        if language not in self.alternates:
            return None
        pages = type(self.page).objects.filter(pk=self.alternates[language].pk)
        return pages.values_list("body", flat=True).get()

    def original_of(self, quote, block_id: str | None) -> Original | None:
        """What was said in another language than that of the page: None if it was the same.

        wagtail-localize keeps the identity of blocks, so the original is the block of the same id
        on the page of that language. A page that only repeats what stories say has no original.
        """
        language = quote["language"]
        if language == self.content_language:
            return None
        text = ""
        if hasattr(self.page, "body") and (body := self.body_in(language)):
            # As it is stored: the block itself would fetch its person again.
            default = quote.block.child_blocks["language"].get_default()
            for stored in body.raw_data:
                said = stored["value"]
                if stored.get("id") == block_id and said.get("language", default) == language:
                    text = said["text"]
        return Original(language, text)

    def closest(self, language: str) -> Page | None:
        """The nearest page above this one that can be read in `language`, if there is one."""
        by_key = {
            page.translation_key: page
            for page in self._pages
            if page.locale.language_code == language
        }
        above = [
            by_key[page.translation_key] for page in self.trail if page.translation_key in by_key
        ]
        return above[-1] if above else None

    def _notice(self, pk: int | None) -> Page | None:
        """The page chosen in the settings, in the reader's language or else as it is."""
        chosen = next((page for page in self._pages if page.pk == pk), None)
        if chosen is None:
            return None
        return next(
            (
                page
                for page in self._pages
                if page.translation_key == chosen.translation_key
                and page.locale.language_code == self.language
            ),
            chosen,
        )

    @cached_property
    def notices(self) -> list[Page]:
        """The pages that the law wants linked from everywhere."""
        return [page for pk in self._notice_ids if (page := self._notice(pk))]

    @cached_property
    def privacy_page(self) -> Page | None:
        return self._notice(self.settings.privacy_page_id)

    @cached_property
    def content_language(self) -> str:
        """The language of what the page says: an alias still speaks that of its original."""
        if self.page and self.page.alias_of_id:
            return self.page.alias_of.locale.language_code
        return self.language


def frame_of(request: HttpRequest, page: Page | None) -> Frame:
    """The frame for this request, made once."""
    frame = getattr(request, "_portal_frame", None)
    if frame is None or frame.page is not page:
        frame = request._portal_frame = Frame(request, page)
    return frame
