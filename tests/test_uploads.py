"""Pictures that are refused, wherever somebody tries to bring them in."""

import random
import struct
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import translation
from PIL import Image

from news.importing.limits import Refused
from news.importing.media import checked_picture
from portal.models import PortalImage
from portal.uploads import MOST_PIXELS, TOO_LONG, PictureField
from tests.pictures_too_large import PILLOW, chunk, claiming, damaged_notes, moving, small

ROOT = Path(__file__).parents[1]


def upload(name: str, content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def refusal(name: str, content: bytes) -> str:
    """Why the picture is refused, in English; "" if it is taken."""
    with translation.override("en"):
        try:
            PictureField().clean(upload(name, content))
        except ValidationError as error:
            return " ".join(error.messages)
    return ""


@pytest.mark.parametrize("extension", PILLOW)
class TestEachFormat:
    def test_a_sound_picture_is_taken(self, extension):
        assert refusal(f"a.{extension}", small(extension)) == ""

    @pytest.mark.parametrize("size", [(16_000, 16_000), (9_000, 9_000)])
    def test_one_of_too_many_pixels_is_refused(self, extension, size):
        message = refusal(f"a.{extension}", claiming(extension, *size))

        assert "at most 64 million" in message

    def test_one_that_is_cut_off_is_refused(self, extension):
        content = small(extension)

        assert "damaged" in refusal(f"a.{extension}", content[: len(content) // 2])

    def test_one_that_is_scribbled_over_is_taken_or_refused_but_never_an_error(self, extension):
        chance = random.Random(extension)  # noqa: S311 - the same scribbles in every run
        for _ in range(60):
            content = bytearray(small(extension))
            for _ in range(chance.randint(1, 12)):
                content[chance.randrange(len(content))] = chance.randrange(256)

            refusal(f"a.{extension}", bytes(content[: chance.randint(8, len(content))]))


@pytest.mark.parametrize("extension", ["jpg", "png", "gif", "webp", "avif"])
def test_one_long_side_is_enough_to_be_refused(extension):
    content = claiming(extension, TOO_LONG, 40)

    assert refusal(f"a.{extension}", content).startswith("This picture has 10,000 × 4")


def test_a_picture_just_within_the_limits_is_taken():
    side = TOO_LONG - 1

    assert refusal("a.png", small("png", (side, 8))) == ""
    assert side * side > MOST_PIXELS


@pytest.mark.parametrize("extension", ["gif", "webp", "png", "avif"])
@pytest.mark.parametrize("frames", [2, 200])
def test_what_moves_is_refused_however_many_frames_it_has(extension, frames):
    content = moving(extension, frames)

    assert refusal(f"a.{extension}", content).startswith("This picture moves")
    with translation.override("en"), pytest.raises(Refused, match="This picture moves"):
        checked_picture(f"a.{extension}", lambda: content)


def test_an_animated_file_with_a_single_frame_is_told_what_to_do():
    """It does not move, but Willow does not know it."""
    frame = struct.pack(">IIIIIHHBB", 0, 64, 48, 0, 0, 1, 1, 0, 0)
    animation = chunk(b"acTL", struct.pack(">II", 1, 0)) + chunk(b"fcTL", frame)
    content = small("png")
    head = content.index(b"IDAT") - 4

    told = refusal("a.png", content[:head] + animation + content[head:])

    assert told.startswith("This picture cannot be shown on the web as it is.")


def test_a_photograph_with_a_second_one_beside_it_does_not_move(tmp_path):
    photograph = Image.new("RGB", (64, 48), "green")
    photograph.save(
        tmp_path / "a.jpg", "MPO", save_all=True, append_images=[photograph.resize((16, 12))]
    )

    assert refusal("a.jpg", (tmp_path / "a.jpg").read_bytes()) == ""


def test_what_cannot_be_made_for_readers_is_refused():
    told = refusal("a.jpg", damaged_notes())

    assert told.startswith("This picture cannot be shown on the web as it is.")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.svg", b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'),
        ("a.png", b'<svg xmlns="http://www.w3.org/2000/svg"/>'),
        ("a.png", small("jpg")),
        ("a.jpg", b"%PDF-1.7\n" + small("jpg")),
        ("a.gif", b"GIF89a/*" + b"\0" * 20 + b"*/=1;alert(1)"),
        ("a.jpg", b"PK\x03\x04" + b"\0" * 60),
        ("a.php", small("jpg")),
        ("a.jpg", b"not a picture"),
    ],
)
def test_what_is_something_else_is_refused(name, content):
    assert refusal(name, content)


# Reads each bomb in a process of its own, and prints by how many MB it grew.
GROWTH = """
import resource, sys
import django
django.setup()
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from portal.uploads import PictureField
from tests.pictures_too_large import PILLOW, claiming, small
def peak():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
field = PictureField()
for extension in PILLOW:
    field.clean(SimpleUploadedFile(f"a.{extension}", small(extension)))
before = peak()
for extension in PILLOW:
    for size in [(10_000, 6_000), (9_000, 9_000), (16_000, 16_000), (60_000, 60_000)]:
        try:
            field.clean(SimpleUploadedFile(f"a.{extension}", claiming(extension, *size)))
        except ValidationError:
            continue
        sys.exit(f"{extension} of {size} was taken")
print(peak() - before)
"""


def test_no_bomb_takes_memory():
    ended = subprocess.run(
        [sys.executable, "-c", GROWTH],
        cwd=ROOT,
        env={"DJANGO_SETTINGS_MODULE": "portal.settings.test"},
        capture_output=True,
        text=True,
        check=True,
    )
    # The least of them, 10,000 × 6,000 pixels, would take 170 MB decoded.
    assert int(ended.stdout) < 40


class TestWaysIn:
    """The form of one picture, many at once, the chooser's tab; for the importer see
    test_import_hostile."""

    values = {"title": "Obraz", "description_pl": "Szum", "description_en": "Noise"}

    def test_the_form_says_why(self, admin_client, db):
        file = upload("a.png", claiming("png", 20_000, 20_000))
        answer = admin_client.post(reverse("wagtailimages:add"), {**self.values, "file": file})

        assert answer.status_code == 200
        (message,) = answer.context["form"].errors["file"]
        assert "64" in message
        assert not PortalImage.objects.exists()

    def test_many_at_once_say_why(self, admin_client, db):
        answer = admin_client.post(
            reverse("wagtailimages:add_multiple"),
            {"title": "Obraz", "files[]": upload("a.jpg", claiming("jpg", 12_000, 90))},
            HTTP_X_REQUESTED_WITH="XMLHttpRequest",
        )

        told = answer.json()
        assert not told["success"]
        assert "12" in told["error_message"]
        assert "64" in told["error_message"]

    def test_the_tab_of_the_chooser_says_why(self, admin_client, db):
        prefix = "image-chooser-upload-"
        values = {f"{prefix}{name}": value for name, value in self.values.items()}
        file = upload("a.avif", claiming("avif", 9_999, 9_999))
        answer = admin_client.post(
            reverse("wagtailimages_chooser:create"), {**values, f"{prefix}file": file}
        )

        assert answer.status_code == 200
        assert "64" in answer.content.decode()
        assert not PortalImage.objects.exists()

    @pytest.mark.parametrize("language", ["pl", "en"])
    def test_the_form_tells_the_limits_beforehand(self, language):
        with translation.override(language):
            told = str(PictureField().help_text)

        assert {"pl": "20,0", "en": "20.0"}[language] in told
        assert "64" in told
