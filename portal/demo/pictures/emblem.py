"""The portal's mark as pixels: for what shows no SVG, that is shared links and home screens."""

import io

from PIL import Image, ImageDraw

from portal.demo.pictures.canvas import jpeg
from portal.demo.pictures.land import strata
from portal.demo.pictures.palette import MIST
from portal.demo.pictures.shapes import Point, bezier

# As in static/img/icon.svg, whose picture is 32 units wide.
UNITS = 32
GROUND, LIGHT, WATER = "#22332b", "#e9a23b", "#8fc7b8"
SHARE_SIZE = (1200, 630)
ICON_SIZE = 180


def band(top: float) -> list[Point]:
    """One wave of the mark: four units thick, its left end at `top`."""
    crest = bezier((0, top), (6, top - 4), (11, top - 4), (16, top))
    trough = bezier((16, top), (21, top + 4), (26, top + 4), (32, top))
    upper = [*crest, *trough]
    return [*upper, *((x, y + 4) for x, y in reversed(upper))]


def mark(size: int, corner: float) -> Image.Image:
    """The mark on transparent ground; `corner` is the radius in units. Drawn large, reduced."""
    scale = 4 * size / UNITS
    waves = Image.new("RGB", (4 * size, 4 * size), GROUND)
    for top, colour in ((11, LIGHT), (19, WATER)):
        points = [(x * scale, y * scale) for x, y in band(top)]
        ImageDraw.Draw(waves).polygon(points, fill=colour)
    shape = Image.new("L", waves.size)
    ImageDraw.Draw(shape).rounded_rectangle(
        (0, 0, waves.width - 1, waves.height - 1), corner * scale, fill=255
    )
    waves.putalpha(shape)
    return waves.reduce(4)


def share() -> bytes:
    """What a shared link shows: the strata, and the mark in their middle, where no crop cuts it."""
    width, height = SHARE_SIZE
    ground = strata().finished(grain_seed=99)
    crop = (0, 0, ground.width, round(ground.width * height / width))
    picture = ground.resize(SHARE_SIZE, Image.Resampling.LANCZOS, box=crop)
    size, edge = 288, 8
    left, top = (width - size) // 2, (height - size) // 2
    frame = mark(size + 2 * edge, 6.4).getchannel("A")
    picture.paste(MIST, (left - edge, top - edge), frame)
    sign = mark(size, 6)
    picture.paste(sign, (left, top), sign)
    return jpeg(picture, quality=76)


def icon() -> bytes:
    """For home screens, which round the corners themselves: the ground reaches into them."""
    file = io.BytesIO()
    mark(ICON_SIZE, 0).convert("RGB").quantize(64).save(file, "PNG", optimize=True)
    return file.getvalue()
