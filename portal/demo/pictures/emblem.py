"""The portal's mark as pixels: for what shows no SVG, that is shared links and home screens."""

import io

from PIL import Image, ImageDraw

from portal.demo.pictures.canvas import jpeg
from portal.demo.pictures.land import strata
from portal.demo.pictures.palette import MIST
from portal.demo.pictures.shapes import Point, bezier

# As in static/img/icon.svg, whose picture is 32 units wide.
UNITS = 32
SKY, SUN, WATER, LAND, SEAM = "#f3e6cd", "#e2631f", "#4f8a97", "#2f6a4c", "#20262a"
SHARE_SIZE = (1200, 630)
ICON_SIZE = 180


def down(curve: list[Point]) -> list[Point]:
    """What lies below `curve`."""
    return [*curve, (UNITS, UNITS), (0, UNITS)]


LAKE = [(4, 15), (28, 15), (28, 25), (4, 25)]
PIT = [
    (0, 13),
    *bezier((4, 13), (9, 13), (9, 22), (16, 22)),
    *bezier((16, 22), (23, 22), (23, 13), (28, 13)),
    (UNITS, 13),
]
LAYER = [
    *bezier((0, 24), (5, 24), (9, 27), (16, 27)),
    *bezier((16, 27), (23, 27), (27, 24), (UNITS, 24)),
]


def mark(size: int) -> Image.Image:
    """The mark: the sun above a pit that has become a lake, and the seam. Drawn large, reduced."""
    scale = 4 * size / UNITS
    picture = Image.new("RGB", (4 * size, 4 * size), SKY)
    draw = ImageDraw.Draw(picture)
    draw.circle((16 * scale, 12 * scale), 6 * scale, fill=SUN)
    for shape, colour in ((LAKE, WATER), (down(PIT), LAND), (down(LAYER), SEAM)):
        draw.polygon([(x * scale, y * scale) for x, y in shape], fill=colour)
    return picture.reduce(4)


def share() -> bytes:
    """What a shared link shows: the strata, and the mark in their middle, where no crop cuts it."""
    width, height = SHARE_SIZE
    ground = strata().finished(grain_seed=99)
    crop = (0, 0, ground.width, round(ground.width * height / width))
    picture = ground.resize(SHARE_SIZE, Image.Resampling.LANCZOS, box=crop)
    size, edge = 288, 8
    left, top = (width - size) // 2, (height - size) // 2
    frame = (left - edge, top - edge, left + size + edge, top + size + edge)
    picture.paste(MIST, frame)
    picture.paste(mark(size), (left, top))
    return jpeg(picture, quality=76)


def icon() -> bytes:
    """For home screens, which round the corners themselves: the drawing reaches into them."""
    file = io.BytesIO()
    mark(ICON_SIZE).quantize(64).save(file, "PNG", optimize=True)
    return file.getvalue()
