"""A document is what its name says; one under a false name is refused in words (0033)."""

import contextlib
import io
import zipfile

import pytest
from django.conf import settings as portal_settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from wagtail.models import Collection

from portal.document_files import CHECKS, check_content
from portal.models import PortalDocument, PortalImage
from portal.uploads import PictureField
from tests import attached_files

SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
HTML = b"<!DOCTYPE html><script>alert(1)</script>"
PDF = b"%PDF-1.4\n%%EOF\n"
GIF = b"GIF89a/*" + b"\0" * 20 + b"*/=1;alert(1)//"
PROGRAM = b"MZ\x90\x00\x03" + b"\0" * 60


def packed(**files: bytes) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return content.getvalue()


def office(part: str, **more: bytes) -> bytes:
    return packed(**{"[Content_Types].xml": b"<Types/>", part: b"<x/>"}, **more)


def open_document(kind: str, **more: bytes) -> bytes:
    media_type = f"application/vnd.oasis.opendocument.{kind}".encode()
    return packed(mimetype=media_type, **{"content.xml": b"<x/>"}, **more)


SOUND = [
    ("a.pdf", PDF),
    ("A.PDF", PDF),
    ("a.txt", "Zażółć gęślą jaźń".encode()),
    ("a.txt", "Zażółć gęślą jaźń".encode("cp1250")),
    ("a.txt", "Zażółć gęślą jaźń".encode("utf-16")),
    ("a.txt", b"a < b, <not> markup"),
    ("a.csv", "\ufeffrok;liczba\r\n2030;5\r\n".encode()),
    ("a.zip", packed(**{"a.txt": b"a"})),
    ("a.zip", packed()),
    ("a.docx", office("word/document.xml")),
    ("a.docx", office("word/document2.xml")),
    ("a.docx", attached_files.docx("uchwała")),
    ("a.xlsx", office("xl/workbook.xml")),
    ("a.pptx", office("ppt/presentation.xml")),
    ("a.odt", open_document("text")),
    ("a.ods", open_document("spreadsheet")),
]
FALSE = [
    *((f"a.{extension}", content) for extension in CHECKS for content in (HTML, SVG, PROGRAM)),
    *((f"a.{extension}", GIF) for extension in CHECKS),
    ("a.pdf", HTML + PDF),
    ("a.pdf", b"\n" + PDF),
    ("a.txt", b"\xef\xbb\xbf \n" + HTML),
    ("a.txt", PDF),
    ("a.csv", packed()),
    ("a.zip", PDF + packed(**{"a.txt": b"a"})),
    ("a.zip", b"PK\x03\x04broken"),
    ("a.docx", packed(**{"a.txt": b"a"})),
    ("a.docx", office("xl/workbook.xml")),
    ("a.docx", office("word/document.xml", **{"word/vbaProject.bin": b"x"})),
    ("a.xlsx", office("xl/workbook.xml", **{"xl/VBAPROJECT.BIN": b"x"})),
    ("a.odt", open_document("spreadsheet")),
    ("a.odt", open_document("text", **{"Basic/script-lc.xml": b"x"})),
    ("a.ods", packed(**{"content.xml": b"x"})),
    ("a.exe", PROGRAM),
    ("bez-rozszerzenia", PDF),
    ("a.html", HTML),
]


@pytest.mark.parametrize(("name", "content"), SOUND)
def test_what_it_says_it_is_is_taken(name, content):
    file = io.BytesIO(content)
    check_content(file, name)
    assert file.tell() == 0


@pytest.mark.parametrize(("name", "content"), FALSE)
def test_what_it_is_not_is_refused(name, content):
    with pytest.raises(ValidationError, match=r"\(\.\w*\)|not what its name says|tym, na co"):
        check_content(io.BytesIO(content), name)


def test_every_kind_that_is_taken_is_looked_into():
    assert set(CHECKS) == set(portal_settings.WAGTAILDOCS_EXTENSIONS)


@pytest.mark.parametrize("place", range(60))
def test_a_damaged_archive_is_no_error(place):
    """Whatever byte of it is another one."""
    content = bytearray(open_document("text"))
    at = len(content) * place // 60
    content[at] ^= 0xFF
    with contextlib.suppress(ValidationError):
        check_content(io.BytesIO(bytes(content)), "a.odt")


class TestInTheAdmin:
    def upload(self, client, name: str, content: bytes, address: str = "wagtaildocs:add"):
        fields = {
            "title": "Uchwała",
            "language": "pl",
            "collection": Collection.get_first_root_node().pk,
            "tags": "",
            "file": SimpleUploadedFile(name, content),
        }
        return client.post(reverse(address), fields)

    def test_a_document_is_taken(self, admin_client):
        assert self.upload(admin_client, "uchwala.pdf", PDF).status_code == 302
        assert PortalDocument.objects.get().title == "Uchwała"

    def test_one_under_a_false_name_is_refused_at_its_field(self, admin_client):
        response = self.upload(admin_client, "uchwala.pdf", HTML)

        assert response.status_code == 200
        (message,) = response.context["form"].errors["file"]
        assert "(.pdf)" in message
        assert not PortalDocument.objects.exists()

    def test_likewise_among_many(self, admin_client):
        file = SimpleUploadedFile("uchwala.docx", HTML)
        answer = admin_client.post(
            reverse("wagtaildocs:add_multiple"),
            {"files[]": file, "title": "Uchwała"},
            headers={"x-requested-with": "XMLHttpRequest"},
        ).json()

        assert not answer["success"]
        assert "(.docx)" in answer["error_message"]

    def test_likewise_in_the_chooser(self, admin_client):
        response = admin_client.post(
            reverse("wagtaildocs_chooser:create"),
            {
                "document-chooser-upload-title": "Uchwała",
                "document-chooser-upload-language": "pl",
                "document-chooser-upload-collection": Collection.get_first_root_node().pk,
                "document-chooser-upload-file": SimpleUploadedFile("uchwala.pdf", SVG),
            },
        )

        assert "(.pdf)" in response.content.decode()
        assert not PortalDocument.objects.exists()

    def test_one_that_is_there_already_can_be_renamed(self, admin_client):
        old = PortalDocument.objects.create(title="Dawny", file=ContentFile(HTML, "dawny.pdf"))
        admin_client.post(
            reverse("wagtaildocs:edit", args=[old.pk]),
            {
                "title": "Nowy",
                "language": "pl",
                "collection": Collection.get_first_root_node().pk,
                "tags": "",
            },
        )

        old.refresh_from_db()
        assert old.title == "Nowy"

    @pytest.mark.parametrize(
        ("name", "content"),
        [
            ("a.svg", SVG),
            ("a.png", SVG),
            ("a.jpg", HTML),
            ("a.gif", GIF),
            ("a.png", b"\x89PNG" + SVG),
        ],
    )
    def test_no_picture_is_a_drawing_or_a_page(self, admin_client, name, content):
        response = admin_client.post(
            reverse("wagtailimages:add"),
            {
                "title": "Rysunek",
                "description_pl": "Rysunek",
                "description_en": "Drawing",
                "collection": Collection.get_first_root_node().pk,
                "file": SimpleUploadedFile(name, content),
            },
        )

        assert response.status_code == 200
        assert response.context["form"].errors["file"]
        assert not PortalImage.objects.exists()
        with pytest.raises(ValidationError):
            PictureField().clean(SimpleUploadedFile(name, content))
