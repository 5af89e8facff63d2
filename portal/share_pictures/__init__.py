"""The picture that a link to a page is shown with where its editor gave none (decision 0022).

What is on it decides its address: a changed title has a new one, so an address may be kept for
ever. Rendering a page draws nothing; the picture is drawn when it is first asked for.
"""

import hashlib
import json
from dataclasses import astuple, dataclass

from django.urls import reverse
from wagtail.models import Page

from portal.frame import HOME_DEPTH, Frame

WIDTH, HEIGHT = 1200, 630
# To be raised with the look: every picture then has a new address.
DESIGN = 1


@dataclass(frozen=True)
class Words:
    """What stands on a picture; the `kicker` above the `title`, if there is one."""

    title: str
    name: str
    kicker: str = ""

    @property
    def version(self) -> str:
        """The same for the same picture, in every process."""
        told = json.dumps([DESIGN, *astuple(self)]).encode()
        return hashlib.sha256(told).hexdigest()[:16]


@dataclass(frozen=True)
class SharePicture:
    """The picture of a page that everybody can read."""

    page_id: int
    words: Words

    @property
    def url(self) -> str:
        """Its address in the active language, which is the page's."""
        return reverse("share_picture", args=[self.page_id, self.words.version])

    @property
    def file_name(self) -> str:
        return f"{self.words.version}.jpg"

    @property
    def alt(self) -> str:
        return " · ".join(filter(None, [self.words.title, self.words.kicker, self.words.name]))


def share_picture_of(around: Frame) -> SharePicture | None:
    """The drawn picture of the page that `around` stands around, in the active language.

    None of a draft, of what is not for everybody, and of a copy that waits for its translation.
    Costs no query beyond those of the frame.
    """
    version = around.alternates.get(around.language)
    if version is None or version.pk != around.page.pk or version.is_restricted:
        return None
    section = around.trail[1].title if len(around.trail) > 1 else ""
    words = words_of(around.page, around.name, around.settings.tagline or "", section)
    return SharePicture(version.pk, words)


def words_of(page: Page, site_name: str, tagline: str, section: str) -> Words:
    """What stands on the picture of `page`, in the active language; `section` is the page under
    home that it is in, if it is in one."""
    if page.depth == HOME_DEPTH:
        return Words(tagline or page.title, site_name)
    return Words(page.title, site_name, page.share_kicker() or section)
