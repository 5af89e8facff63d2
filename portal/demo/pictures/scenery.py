"""What several pictures show: trees, layers of earth."""

import math

from portal.demo.pictures.canvas import Canvas
from portal.demo.pictures.palette import (
    CLAY,
    EARTH,
    EARTH_DEEP,
    GRAPHITE,
    INK,
    SAND,
    Colour,
    mix,
)  # fmt: skip
from portal.demo.pictures.shapes import Dice, Point, below, shifted


def trees(canvas: Canvas, seed: int, curve: list[Point], colour: Colour, size: float) -> None:
    """A forest along `curve`: slim crowns, here denser, there with clearings."""
    dice = Dice(seed)
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


def earth(canvas: Canvas, surface: list[Point], depth: float) -> None:
    """The layers under `surface`: sand, clay, earth, the seam; `depth` is what they share."""
    for share, top, bottom in (
        (0, SAND, mix(SAND, CLAY, 0.5)),
        (0.27, CLAY, mix(CLAY, EARTH, 0.7)),
        (0.54, EARTH, EARTH_DEEP),
        (0.8, GRAPHITE, INK),
    ):
        curve = [
            (x, y + 9 * share * math.sin(x / 190 + 5 * share))
            for x, y in shifted(surface, depth * share)
        ]
        canvas.area(below(curve), top, bottom)
        for step in (1, 2):
            vein = [
                (x, y + 3 * math.sin(x / 130 + step + 7 * share))
                for x, y in shifted(curve, depth * 0.085 * step)
            ]
            canvas.line(vein, mix(top, bottom, 0.35 + 0.3 * step), 2)
