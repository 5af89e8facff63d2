"""Where a page stands, for what it tells machines: addresses, ids, language, alternates."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from wagtail.models import Page

from portal.addresses import absolute_url
from portal.structured_data.things import Organization, Reference

if TYPE_CHECKING:
    # It imports the page types, whose methods take this.
    from portal.frame import Frame


@dataclass(eq=False)
class Around:
    """What surrounds the page of `frame`.

    `canonical` is the one address of what is shown, `description` what search engines are told of
    the page (portal.meta); `shown` is what the page's template shows, as
    `get_context` has collected it: lists are told as readers see them, and not asked for again.
    """

    frame: Frame
    canonical: str
    description: str
    shown: Mapping[str, Any]

    @property
    def language(self) -> str:
        """The language that the page's texts are in."""
        return self.frame.content_language

    @cached_property
    def own(self) -> Page | None:
        """The page as the frame knows it among its languages; None of one that waits."""
        versions = self.frame.alternates.values()
        return next((version for version in versions if version.pk == self.frame.page.pk), None)

    @property
    def is_waiting(self) -> bool:
        """Whether the page is a copy that waits for its translation: it tells of its original."""
        return bool(self.frame.page.alias_of_id)

    def absolute(self, path: str) -> str:
        return absolute_url(self.frame.request, path)

    def address(self, page: Page) -> str:
        return self.absolute(page.get_url(self.frame.request))

    @cached_property
    def home(self) -> str:
        """The address of the home page in the language of the page."""
        return self.absolute(reverse("wagtail_serve", args=[""]))

    @property
    def association(self) -> Reference:
        """Who publishes the portal: one in both languages."""
        return Reference(id=self.id_everywhere("organization"))

    @property
    def name(self) -> str:
        """What the association and its portal are called in the language of the page."""
        return self.frame.settings.name or self.frame.name

    @property
    def website(self) -> Reference:
        """The portal in the language of the page."""
        return Reference(id=f"{self.home}#website")

    def organisation(self, name: str) -> Organization | Reference:
        """An organisation that editors have named: the association, or another one."""
        data = self.frame.settings
        ours = (data.name_pl, data.name_en, data.registered_name_pl, data.registered_name_en)
        return self.association if name in ours else Organization(name=name)

    def id_here(self, name: str) -> str:
        """The id of something that this page alone tells of."""
        return f"{self.canonical}#{name}"

    def id_everywhere(self, name: str) -> str:
        """The id of something that is the same on every page and in every language."""
        return self.absolute(f"/#{name}")

    def language_of(self, text: str) -> str:
        """The language of a text of the page: nobody may have translated it yet."""
        reading = self.frame.reading
        return reading.language_of(text) or self.language
