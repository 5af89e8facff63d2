"""What the pictures are drawn on.

Drawn at twice the size and reduced, which smooths the edges.
"""

import io

from PIL import Image, ImageChops, ImageDraw, ImageFilter

from portal.demo.pictures.palette import Colour, mix
from portal.demo.pictures.shapes import HEIGHT, WIDTH, Dice, Point

SCALE = 2


class Canvas:
    """A picture in the making; all measures are those of the finished picture."""

    def __init__(self, top: Colour, bottom: Colour) -> None:
        self.image = Image.new("RGB", (WIDTH * SCALE, HEIGHT * SCALE))
        self.image.paste(self._gradient(top, bottom, WIDTH * SCALE, HEIGHT * SCALE), (0, 0))

    def _gradient(self, top: Colour, bottom: Colour, width: int, height: int) -> Image.Image:
        """A vertical gradient; measures in pixels of the large drawing."""
        column = Image.new("RGB", (1, 64))
        column.putdata([mix(top, bottom, step / 63) for step in range(64)])
        return column.resize((1, height), Image.Resampling.BICUBIC).resize(
            (width, height), Image.Resampling.NEAREST
        )

    def _stencil(
        self, points: list[Point], opacity: float = 1
    ) -> tuple[tuple[int, int], Image.Image]:
        """Where the polygon lies in the large drawing, and its mask, no larger than needed."""
        left = max(0, int(min(x for x, _ in points) * SCALE))
        top = max(0, int(min(y for _, y in points) * SCALE))
        right = min(WIDTH * SCALE, int(max(x for x, _ in points) * SCALE) + 1)
        bottom = min(HEIGHT * SCALE, int(max(y for _, y in points) * SCALE) + 1)
        mask = Image.new("L", (max(1, right - left), max(2, bottom - top)))
        ImageDraw.Draw(mask).polygon(
            [(x * SCALE - left, y * SCALE - top) for x, y in points], fill=round(255 * opacity)
        )
        return (left, top), mask

    def area(self, points: list[Point], top: Colour, bottom: Colour | None = None) -> None:
        """Fill a polygon with one colour, or with a gradient over its height."""
        if bottom is None:
            ImageDraw.Draw(self.image).polygon([(x * SCALE, y * SCALE) for x, y in points], top)
            return
        place, mask = self._stencil(points)
        self.image.paste(self._gradient(top, bottom, *mask.size), place, mask)

    def veil(self, points: list[Point], colour: Colour, opacity: float) -> None:
        """Lay a translucent colour over a polygon."""
        place, mask = self._stencil(points, opacity)
        self.image.paste(colour, (*place, place[0] + mask.width, place[1] + mask.height), mask)

    def line(self, points: list[Point], colour: Colour, width: float) -> None:
        ImageDraw.Draw(self.image).line(
            [(x * SCALE, y * SCALE) for x, y in points],
            fill=colour,
            width=max(1, round(width * SCALE)),
            joint="curve",
        )

    def disc(self, x: float, y: float, radius: float, colour: Colour) -> None:
        ImageDraw.Draw(self.image).ellipse(self._around(x, y, radius), fill=colour)

    def ring(self, x: float, y: float, radius: float, colour: Colour, width: float) -> None:
        ImageDraw.Draw(self.image).ellipse(
            self._around(x, y, radius), outline=colour, width=max(1, round(width * SCALE))
        )

    def _around(self, x: float, y: float, radius: float) -> list[float]:
        return [
            (x - radius) * SCALE, (y - radius) * SCALE, (x + radius) * SCALE, (y + radius) * SCALE,
        ]  # fmt: skip

    def glow(self, x: float, y: float, radius: float, colour: Colour, strength: float) -> None:
        """Light around a point, fading out at `radius`."""
        size = max(4, round(2 * radius * SCALE))
        disc = Image.radial_gradient("L").resize((size, size), Image.Resampling.BILINEAR)
        # The built-in gradient is 0 in the middle and 180 where the circle touches the square.
        mask = disc.point(
            [round(max(0, 1 - value / 180) ** 2 * 255 * strength) for value in range(256)]
        )
        self.image.paste(colour, (round((x - radius) * SCALE), round((y - radius) * SCALE)), mask)

    def finished(self, grain_seed: int) -> Image.Image:
        """The picture, reduced, with a little grain so that wide areas do not band."""
        picture = self.image.reduce(SCALE)
        noise = Image.frombytes("L", (400, 250), Dice(grain_seed).randbytes(100_000))
        noise = noise.filter(ImageFilter.GaussianBlur(0.6)).point(
            lambda value: 128 + (value - 128) // 7
        )
        sheet = Image.new("L", picture.size)
        for x in range(0, WIDTH, 400):
            for y in range(0, HEIGHT, 250):
                sheet.paste(noise, (x, y))
        return ImageChops.soft_light(picture, Image.merge("RGB", [sheet] * 3))

    def jpeg(self, grain_seed: int) -> bytes:
        return jpeg(self.finished(grain_seed), quality=88)


def jpeg(picture: Image.Image, quality: int) -> bytes:
    file = io.BytesIO()
    picture.save(file, "JPEG", quality=quality, optimize=True, progressive=True)
    return file.getvalue()
