"""The demo's drawings: each described, none like another, and the same in every run."""

import io

import pytest
from django.conf import settings
from PIL import Image, ImageColor

from portal.demo.content.pictures import PICTURES
from portal.demo.pictures import DRAWINGS, draw_all, emblem
from portal.demo.pictures.shapes import HEIGHT, WIDTH

IMG = settings.BASE_DIR / "static" / "img"


@pytest.fixture(scope="module")
def drawn() -> dict[str, bytes]:
    return dict(draw_all())


def test_every_drawing_is_described_and_nothing_else_is():
    assert set(PICTURES) == set(DRAWINGS)


def test_no_two_pictures_are_called_or_described_alike():
    for texts in (
        [facts.title for facts in PICTURES.values()],
        [facts.alternative.pl for facts in PICTURES.values()],
        [facts.alternative.en for facts in PICTURES.values()],
    ):
        assert all(texts)
        assert len(set(texts)) == len(PICTURES)


@pytest.mark.parametrize("name", PICTURES)
def test_the_focal_point_lies_in_the_picture(name):
    x, y, width, height = PICTURES[name].focus
    assert 0 <= x - width / 2 < x + width / 2 <= WIDTH
    assert 0 <= y - height / 2 < y + height / 2 <= HEIGHT
    # A wide crop keeps three fifths of the height: what matters has to fit.
    assert height <= 600


def test_drawing_again_gives_the_same_bytes(drawn):
    assert dict(draw_all()) == drawn
    assert len(set(drawn.values())) == len(DRAWINGS)


def test_the_pictures_are_large_but_no_burden(drawn):
    for name, file in drawn.items():
        assert Image.open(io.BytesIO(file)).size == (WIDTH, HEIGHT)
        assert len(file) < 300_000, name


def test_the_share_picture_has_the_size_that_networks_ask_for():
    for file in (emblem.share(), (IMG / "share.jpg").read_bytes()):
        assert Image.open(io.BytesIO(file)).size == (1200, 630)
        assert len(file) < 80_000


def test_the_icon_is_square_and_leaves_no_corner_empty():
    for file in (emblem.icon(), (IMG / "icon-180.png").read_bytes()):
        picture = Image.open(io.BytesIO(file)).convert("RGB")
        assert picture.size == (180, 180)
        corners = [picture.getpixel((x, y)) for y in (0, 179) for x in (0, 179)]
        assert corners == [ImageColor.getrgb(emblem.SKY)] * 2 + [ImageColor.getrgb(emblem.SEAM)] * 2


def test_the_mark_has_the_colours_of_the_vector_one():
    colours = (emblem.SKY, emblem.SUN, emblem.WATER, emblem.LAND, emblem.SEAM)
    for vector in (IMG / "icon.svg", settings.BASE_DIR / "templates/includes/icons/mark.svg"):
        assert all(colour in vector.read_text() for colour in colours)


def test_the_command_draws_the_demo_into_a_folder(tmp_path, monkeypatch, drawn):
    from portal.demo.pictures.__main__ import main

    monkeypatch.setattr("sys.argv", ["pictures", "--demo", str(tmp_path / "new")])
    main()
    files = {path.stem: path.read_bytes() for path in (tmp_path / "new").glob("*.jpg")}
    assert files == drawn


def test_the_command_renews_what_static_holds(tmp_path, monkeypatch):
    from portal.demo.pictures import __main__ as command

    monkeypatch.setattr(command, "STATIC", tmp_path)
    monkeypatch.setattr("sys.argv", ["pictures"])
    command.main()
    assert {path.name for path in tmp_path.iterdir()} == {"share.jpg", "icon-180.png"}
