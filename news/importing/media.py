"""The files that a story shows: found among those given, or fetched, and checked before use."""

import hashlib
import io
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from anyascii import anyascii
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.text import slugify
from django.utils.translation import gettext as _

from news.importing.files import Files
from news.importing.limits import Refused, TookTooLong, deadline
from news.importing.story import Story, Wanted
from portal.document_files import check_content
from portal.uploads import FORMATS, PictureField, open_head

EXTENSIONS = {
    "AVIF": "avif",
    "GIF": "gif",
    "JPEG": "jpg",
    "MPO": "jpg",
    "PNG": "png",
    "WEBP": "webp",
}


@dataclass
class Found:
    """A sound file: its name for our library, and how to read it."""

    name: str
    sha1: str
    read: Callable[[], bytes] = field(repr=False)


@dataclass
class Sources:
    """Where files may come from: folders and zip files that were given, perhaps the old site."""

    given: list[Files]
    fetch: Callable[[str, int], bytes] | None = None

    def resolve(self, story: Story) -> dict[Wanted, Found]:
        """The sound files that `story` shows; each that is not to be had is noted in it."""
        found: dict[Wanted, Found] = {}
        for wanted in all_wanted(story):
            outcome = self.look_up(wanted)
            if isinstance(outcome, Found):
                found[wanted] = outcome
                continue
            what = (
                _("The document %(address)s")
                if wanted.is_document
                else _("The picture %(address)s")
            )
            address = (wanted.addresses or ["?"])[0][:200]
            story.note(f"{what % {'address': address}}: {outcome}")
        return found

    def look_up(self, wanted: Wanted) -> Found | str:
        """The file, or why there is none."""
        reason = _("it is not among the files given")
        check = checked_document if wanted.is_document else checked_picture
        limit = (
            settings.WAGTAILDOCS_MAX_UPLOAD_SIZE
            if wanted.is_document
            else settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE
        )
        for address in wanted.addresses:
            for name, read in self.places(address, wanted.is_document, limit):
                try:
                    return check(name, read)
                except TookTooLong:
                    raise
                except Refused as error:
                    reason = str(error)
        return reason

    def places(self, address: str, is_document: bool, limit: int):
        """(file name, how to read it) for every place where the file at `address` may be."""
        try:
            path = unquote(urlsplit(address).path)
        except ValueError:
            return
        for files in self.given:
            if name := files.find(path):
                yield name, lambda files=files, name=name: files.read(name, limit)
        if self.fetch and not is_document and address.startswith(("http://", "https://")):
            fetch = self.fetch
            content: list[bytes] = []

            def read() -> bytes:
                if not content:
                    content.append(fetch(address, limit))
                return content[0]

            yield path, read


def all_wanted(story: Story) -> list[Wanted]:
    wanted = [story.picture] if story.picture else []
    for kind, value in story.blocks:
        if kind == "picture":
            wanted.append(value["picture"])
        elif kind == "gallery":
            wanted.extend(picture["picture"] for picture in value["pictures"])
        elif kind == "documents":
            wanted.extend(one["document"] for one in value["documents"])
    return [*wanted, *story.documents]


def checked_picture(name: str, read: Callable[[], bytes]) -> Found:
    """A picture that Wagtail would take from an editor. Raises Refused, saying why it is none.

    It is named by what it is: many old files say .jpg and are something else.
    """
    content = read()
    if PurePosixPath(name).suffix.lower() in {".svg", ".svgz"} or b"<svg" in content[:1000].lower():
        raise Refused(_("it is an SVG drawing, which may hold scripts"))
    try:
        with deadline():
            image = open_head(io.BytesIO(content), FORMATS)
            file_name = f"{safe_stem(name)}.{EXTENSIONS[image.format]}"
            PictureField().clean(SimpleUploadedFile(file_name, content))
    except ValidationError as error:
        if error.code == "damaged":
            raise Refused(_("it is no picture, or a damaged one")) from error
        raise Refused(" ".join(error.messages)) from error
    except Refused:
        raise
    except Exception as error:  # Pillow's plugins fail in their own ways on damaged files
        raise Refused(_("it is no picture, or a damaged one")) from error
    return Found(file_name, sha1(content), read)


def checked_document(name: str, read: Callable[[], bytes]) -> Found:
    extension = PurePosixPath(name).suffix.lower().removeprefix(".")
    if extension not in settings.WAGTAILDOCS_EXTENSIONS:
        raise Refused(_("documents of this kind are not taken (%(kind)s)") % {"kind": extension})
    content = read()
    if not content:
        raise Refused(_("it is empty"))
    try:
        check_content(io.BytesIO(content), name)
    except ValidationError as error:
        raise Refused(_("it is something else than its name says, or damaged")) from error
    return Found(f"{safe_stem(name)}.{extension}", sha1(content), read)


def sha1(content: bytes) -> str:
    """As Wagtail tells files apart."""
    return hashlib.sha1(content, usedforsecurity=False).hexdigest()


def safe_stem(name: str) -> str:
    stem = re.sub(r"-(\d{2,5}x\d{2,5}|scaled)$", "", PurePosixPath(name).stem)
    return slugify(anyascii(stem))[:50].strip("-") or "file"
