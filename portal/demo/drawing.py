"""What the demo's pictures are drawn with: a canvas, a palette, curves.

Drawn at twice the size and reduced, which smooths the edges. What looks random comes from
generators with fixed seeds, so that every run draws the same.
"""

import io
import math
import random

from PIL import Image, ImageChops, ImageDraw, ImageFilter

Colour = tuple[int, int, int]
Point = tuple[float, float]

WIDTH, HEIGHT = 1600, 1000
SCALE = 2

INK: Colour = (17, 20, 23)
GRAPHITE: Colour = (36, 42, 47)
SLATE: Colour = (74, 84, 88)
EARTH_DEEP: Colour = (58, 41, 33)
EARTH: Colour = (98, 69, 50)
CLAY: Colour = (151, 106, 72)
SAND: Colour = (205, 173, 127)
MIST: Colour = (238, 232, 220)
FOREST: Colour = (30, 58, 46)
GREEN: Colour = (66, 108, 76)
MEADOW: Colour = (138, 166, 106)
WATER_DEEP: Colour = (18, 50, 63)
WATER: Colour = (58, 108, 121)
WATER_LIGHT: Colour = (158, 194, 196)
SIGNAL: Colour = (233, 104, 38)


def mix(first: Colour, second: Colour, share: float) -> Colour:
    """`first` with `share` (0–1) of `second` in it."""
    return tuple(round(a + (b - a) * share) for a, b in zip(first, second, strict=True))


def chance(seed: int) -> random.Random:
    return random.Random(seed)  # noqa: S311 - a drawing, not a secret


class Canvas:
    """A picture in the making; all measures are those of the finished picture."""

    def __init__(self, top: Colour, bottom: Colour) -> None:
        self.image = Image.new("RGB", (WIDTH * SCALE, HEIGHT * SCALE))
        self.image.paste(self._gradient(top, bottom, 0, HEIGHT), (0, 0))

    def _gradient(self, top: Colour, bottom: Colour, start: float, end: float) -> Image.Image:
        """A vertical gradient over the rows from `start` to `end`, as wide as the canvas."""
        rows = max(2, round((end - start) * SCALE))
        column = Image.new("RGB", (1, 64))
        column.putdata([mix(top, bottom, step / 63) for step in range(64)])
        return column.resize((1, rows), Image.Resampling.BICUBIC).resize(
            (WIDTH * SCALE, rows), Image.Resampling.NEAREST
        )

    def area(self, points: list[Point], top: Colour, bottom: Colour | None = None) -> None:
        """Fill a polygon with one colour, or with a gradient over its height."""
        scaled = [(x * SCALE, y * SCALE) for x, y in points]
        if bottom is None:
            ImageDraw.Draw(self.image).polygon(scaled, fill=top)
            return
        start = max(0, min(y for _, y in points))
        end = min(HEIGHT, max(y for _, y in points))
        fill = self._gradient(top, bottom, start, end)
        mask = Image.new("L", fill.size)
        offset = round(start * SCALE)
        ImageDraw.Draw(mask).polygon([(x, y - offset) for x, y in scaled], fill=255)
        self.image.paste(fill, (0, offset), mask)

    def line(self, points: list[Point], colour: Colour, width: float) -> None:
        ImageDraw.Draw(self.image).line(
            [(x * SCALE, y * SCALE) for x, y in points],
            fill=colour,
            width=max(1, round(width * SCALE)),
            joint="curve",
        )

    def disc(self, x: float, y: float, radius: float, colour: Colour) -> None:
        box = [(x - radius) * SCALE, (y - radius) * SCALE]
        box += [(x + radius) * SCALE, (y + radius) * SCALE]
        ImageDraw.Draw(self.image).ellipse(box, fill=colour)

    def glow(self, x: float, y: float, radius: float, colour: Colour, strength: float) -> None:
        """Light around a point, fading out at `radius`."""
        size = max(4, round(2 * radius * SCALE))
        disc = Image.radial_gradient("L").resize((size, size), Image.Resampling.BILINEAR)
        # The built-in gradient is 0 in the middle and 180 where the circle touches the square.
        mask = disc.point(
            [round(max(0, 1 - value / 180) ** 2 * 255 * strength) for value in range(256)]
        )
        self.image.paste(colour, (round((x - radius) * SCALE), round((y - radius) * SCALE)), mask)

    def jpeg(self, grain_seed: int) -> bytes:
        """The finished picture: reduced, with a little grain so that wide areas do not band."""
        picture = self.image.reduce(SCALE)
        noise = Image.frombytes("L", (400, 250), chance(grain_seed).randbytes(100_000))
        noise = noise.filter(ImageFilter.GaussianBlur(0.6)).point(
            lambda value: 128 + (value - 128) // 7
        )
        sheet = Image.new("L", picture.size)
        for x in range(0, WIDTH, 400):
            for y in range(0, HEIGHT, 250):
                sheet.paste(noise, (x, y))
        picture = ImageChops.soft_light(picture, Image.merge("RGB", [sheet] * 3))
        file = io.BytesIO()
        picture.save(file, "JPEG", quality=88, optimize=True, progressive=True)
        return file.getvalue()


def wave(seed: int, base: float, height: float, length: float = 900) -> list[Point]:
    """A quiet curve from left to right around `base`."""
    dice = chance(seed)
    parts = [
        (height / number, math.tau * number / length * dice.uniform(0.7, 1.3), dice.uniform(0, 9))
        for number in (1, 2, 3)
    ]
    return [
        (x, base + sum(size * math.sin(x * pace + phase) for size, pace, phase in parts))
        for x in range(-8, WIDTH + 9, 8)
    ]


def below(curve: list[Point]) -> list[Point]:
    """The polygon between `curve` and the lower edge."""
    return [*curve, (curve[-1][0], HEIGHT + 4), (curve[0][0], HEIGHT + 4)]


def shifted(curve: list[Point], down: float) -> list[Point]:
    return [(x, y + down) for x, y in curve]


def trees(canvas: Canvas, seed: int, curve: list[Point], colour: Colour, size: float) -> None:
    """A forest along `curve`: slim crowns, here denser, there with clearings."""
    dice = chance(seed)
    for x, y in curve:
        for _ in range(2):
            if dice.random() < 0.32 + 0.3 * math.sin(x / 170 + seed):
                continue
            height = size * dice.uniform(0.55, 1.25)
            half = height * dice.uniform(0.13, 0.2)
            at = x + dice.uniform(-4, 4)
            canvas.area(
                [(at - half, y + 6), (at - half * 0.6, y - height * 0.5), (at, y - height),
                 (at + half * 0.6, y - height * 0.5), (at + half, y + 6)],
                mix(colour, INK, dice.uniform(0, 0.25)),
            )  # fmt: skip


def blend(first: list[Point], second: list[Point], depth: float) -> list[Point]:
    """`first` moved down by `depth`, the more like `second` the deeper it comes to lie."""
    share = min(1, depth / 400)
    return [
        (x, y + (other - y) * share + depth)
        for (x, y), (_, other) in zip(first, second, strict=True)
    ]


def ellipse(x: float, y: float, width: float, height: float, seed: int = 0) -> list[Point]:
    """A closed curve, a little irregular where `seed` is given."""
    dice = chance(seed)
    waves = [(dice.uniform(0, math.tau), dice.uniform(0.012, 0.045)) for _ in range(4)]
    points = []
    for step in range(240):
        angle = math.tau * step / 240
        stretch = 1
        if seed:
            stretch += sum(
                size * math.sin(angle * (number + 2) + phase)
                for number, (phase, size) in enumerate(waves)
            )
        points.append(
            (x + width * stretch * math.cos(angle), y + height * stretch * math.sin(angle))
        )
    return points
