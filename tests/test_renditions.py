"""What readers are sent of a picture: in colours that the web has, and without its notes."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageCms
from wagtail.images.exceptions import InvalidFilterSpecError
from wagtail.images.models import SourceImageIOError

from portal import pictures
from portal.models import PortalImage
from portal.uploads import PictureField
from tests.pictures_too_large import damaged_notes, saved, small

pytestmark = pytest.mark.django_db

SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
GREY_16 = Image.new("I;16", (64, 48), 128 * 256)
INK = Image.new("CMYK", (64, 48), (0, 255, 255, 0))


def in_the_library(name: str, content: bytes) -> PortalImage:
    """A picture that came in by a way that asks nothing."""
    picture = PortalImage(title="a", description_pl="a", description_en="a")
    picture.file.save(name, SimpleUploadedFile(name, content))
    picture.save()
    return picture


def made(picture: PortalImage, format_name: str, size: str = "width-40") -> Image.Image:
    rendition = picture.get_rendition(f"{size}|format-{format_name}")
    return Image.open(io.BytesIO(rendition.file.read()))


@pytest.mark.parametrize("format_name", pictures.formats())
@pytest.mark.parametrize(
    ("name", "content", "colour"),
    [
        ("a.png", saved(GREY_16, "PNG"), (128, 128, 128)),
        ("a.png", saved(GREY_16, "PNG", transparency=128 * 256), (128, 128, 128)),
        ("a.jpg", saved(INK, "JPEG"), (254, 0, 0)),
        ("a.jpg", saved(INK, "JPEG", icc_profile=b"damaged" * 30), (254, 0, 0)),
        ("a.jpg", saved(INK, "JPEG", icc_profile=SRGB), (254, 0, 0)),
    ],
    ids=["16 bits", "16 bits, transparent", "ink", "ink, damaged profile", "ink, other profile"],
)
def test_a_picture_in_colours_of_print_or_science_is_taken_and_shown(
    format_name, name, content, colour
):
    PictureField().clean(SimpleUploadedFile(name, content))

    picture = made(in_the_library(name, content), format_name)

    assert picture.mode in {"L", "RGB"}
    assert picture.convert("RGB").getpixel((20, 15)) == pytest.approx(colour, abs=4)


def test_whatever_goes_wrong_with_a_picture_is_that_it_cannot_be_read():
    with pytest.raises(SourceImageIOError, match="not an integer"):
        made(in_the_library("a.jpg", damaged_notes()), "jpeg")


def test_a_size_that_there_is_not_is_still_said_to_be_none():
    with pytest.raises(InvalidFilterSpecError):
        made(in_the_library("a.png", saved(GREY_16, "PNG")), "jpeg", "wide-40")


def with_notes(extension: str) -> bytes:
    """A photograph held upright that says where it was taken, in all ways that its format has."""
    notes = Image.Exif()
    notes[0x0112] = 6
    notes[0x010F] = "Camera of Anna"
    notes.get_ifd(0x8825)[2] = (51.0, 5.0, 30.0)
    return small(
        extension,
        (600, 400),
        exif=notes.tobytes(),
        xmp=b'<x:xmpmeta exif:GPSLatitude="51,5N">Camera of Anna</x:xmpmeta>',
        comment=b"Camera of Anna",
        icc_profile=SRGB,
    )


@pytest.mark.parametrize("format_name", [*pictures.formats(), "png", "gif"])
@pytest.mark.parametrize("extension", ["jpg", "png", "webp", "avif"])
def test_a_photograph_is_upright_and_does_not_say_where_it_was_taken(extension, format_name):
    content = with_notes(extension)
    assert b"Camera of Anna" in content

    rendition = in_the_library(f"a.{extension}", content).get_rendition(
        f"width-100|format-{format_name}"
    )

    assert (rendition.width, rendition.height) == (100, 150)
    sent = rendition.file.read()
    assert b"Camera of Anna" not in sent
    shown = Image.open(io.BytesIO(sent))
    assert not shown.getexif()
    assert {"exif", "xmp", "comment"}.isdisjoint(shown.info)
    assert ("icc_profile" in shown.info) == (format_name != "gif")
