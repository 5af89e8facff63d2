"""Stories of pages, read together: as many queries for a hundred pages as for one."""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import Any

from django.db.models import Q, prefetch_related_objects
from django.http import HttpRequest
from django.utils import timezone, translation
from wagtail.blocks import (
    BaseStreamBlock,
    BaseStructBlock,
    ListBlock,
    PageChooserBlock,
    RichTextBlock,
    StreamValue,
)
from wagtail.fields import RichTextField, StreamField
from wagtail.images.blocks import ImageChooserBlock
from wagtail.models import Page

from portal.addresses import absolute_url
from portal.api.blocks import told
from portal.api.public import is_open, public_pages
from portal.api.richtext import finished, links_in
from portal.blocks.text import set_anchors, set_ranks
from portal.models import PortalDocument


@dataclass(frozen=True)
class Teller:
    """Tells the blocks of one page. `day` is when its event begins, None of other pages."""

    stories: "Stories"
    request: HttpRequest
    language: str
    base: str
    day: datetime.date | None

    def address_of_page(self, page: Page | None) -> str:
        """Where readers find `page`, in this language if they can; "" if they cannot."""
        return self.stories.address_of(page, self.language) if page else ""

    def rich_text(self, source: str) -> dict[str, str]:
        return finished(source, self._address, self.base)

    def _address(self, kind: str, key: str) -> str:
        if kind == "page":
            return self.address_of_page(self.stories.linked_pages.get(key))
        document = self.stories.linked_documents.get(key) if kind == "document" else None
        if document and is_open(document, self.request):
            return absolute_url(self.request, document.url)
        return ""


class Stories:
    """The stories and rich texts of `pages` in `fields`, with all that they refer to."""

    def __init__(self, request: HttpRequest, pages: Iterable[Page], fields: Iterable[str]):
        self.request = request
        self._stories: dict[tuple[int, str], StreamValue] = {}
        self._rich_texts: list[str] = []
        wanted = set(fields)
        streams = defaultdict(list)
        for page in pages:
            for field in page._meta.get_fields():
                if field.name not in wanted:
                    continue
                if isinstance(field, StreamField):
                    story = getattr(page, field.name)
                    streams[id(story.stream_block)].append(((page.pk, field.name), story))
                elif isinstance(field, RichTextField):
                    self._rich_texts.append(getattr(page, field.name))
        for stories in streams.values():
            self._read(stories)
        self._fetch_renditions()

    def _read(self, stories: list[tuple[tuple[int, str], StreamValue]]) -> None:
        """As one long story: a stream fetches what all its blocks of a kind refer to at once."""
        block = stories[0][1].stream_block
        together = StreamValue(
            block, [raw for _key, story in stories for raw in story.raw_data], is_lazy=True
        )
        children = iter(together)
        for key, story in stories:
            own = islice(children, len(story))
            self._stories[key] = StreamValue(
                block, [(child.block_type, child.value, child.id) for child in own]
            )

    @cached_property
    def _parts(self) -> list[tuple[Any, Any]]:
        return [
            part
            for story in self._stories.values()
            for child in story
            for part in parts(child.block, child.value)
        ]

    @cached_property
    def _links(self) -> set[tuple[str, str]]:
        sources = [value.source for block, value in self._parts if isinstance(block, RichTextBlock)]
        return {link for source in [*sources, *self._rich_texts] for link in links_in(source)}

    def _keys(self, kind: str) -> set[int]:
        return {int(key) for linked, key in self._links if linked == kind and key.isdecimal()}

    @cached_property
    def _readable(self) -> dict[Any, dict[str, Page]]:
        """The readable pages that are referred to, by translation key and language."""
        chosen = [value for block, value in self._parts if isinstance(block, PageChooserBlock)]
        keys = {page.translation_key for page in chosen}
        linked = self._keys("page")
        found = defaultdict(dict)
        if not (keys or linked):
            return found
        same = Page.objects.filter(pk__in=linked).values("translation_key")
        wanted = Q(translation_key__in=keys) | Q(translation_key__in=same)
        for page in public_pages().filter(wanted).select_related("locale"):
            found[page.translation_key][page.locale.language_code] = page
        return found

    @cached_property
    def linked_pages(self) -> dict[str, Page]:
        """Pages that rich texts link to, by their keys there; drafts are among them."""
        return {str(page.pk): page for page in Page.objects.filter(pk__in=self._keys("page"))}

    @cached_property
    def linked_documents(self) -> dict[str, PortalDocument]:
        documents = PortalDocument.objects.filter(pk__in=self._keys("document"))
        return {str(document.pk): document for document in documents}

    def _fetch_renditions(self) -> None:
        pictures = [value for block, value in self._parts if isinstance(block, ImageChooserBlock)]
        prefetch_related_objects(pictures, "renditions")

    def address_of(self, page: Page, language: str) -> str:
        versions = self._readable.get(page.translation_key, {})
        found = versions.get(language)
        if found is None:
            found = next((one for one in versions.values() if one.pk == page.pk), None)
        return absolute_url(self.request, found.get_url(self.request)) if found else ""

    def teller(self, page: Page) -> Teller:
        start = getattr(page, "start", None)
        return Teller(
            stories=self,
            request=self.request,
            language=page.locale.language_code,
            base=absolute_url(self.request, page.get_url(self.request) or "/"),
            day=timezone.localdate(start) if start else None,
        )

    def blocks(self, page: Page, field: str) -> list[dict[str, Any]]:
        """The blocks of a story in their documented form (docs/api.md), in the page's language."""
        story = self._stories.get((page.pk, field))
        if not story:
            return []
        if field == "body":
            set_anchors(story)
            set_ranks(story)
        with translation.override(page.locale.language_code):
            return told(story.stream_block, story, self.teller(page))

    def rich_text(self, page: Page, field: str) -> dict[str, str]:
        return self.teller(page).rich_text(getattr(page, field))


def parts(block, value) -> Iterator[tuple[Any, Any]]:
    """(block, value) of everything inside a value that has one."""
    if value is None:
        return
    yield block, value
    if isinstance(block, BaseStructBlock):
        for name, child in block.child_blocks.items():
            yield from parts(child, value.get(name))
    elif isinstance(block, ListBlock):
        for item in value:
            yield from parts(block.child_block, item)
    elif isinstance(block, BaseStreamBlock):
        for child in value:
            yield from parts(child.block, child.value)
