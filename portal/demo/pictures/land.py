"""Earth in layers, and what becomes of an open pit: lake, forest, a map of it."""

import math

from portal.demo.pictures.canvas import Canvas
from portal.demo.pictures.palette import (
    CLAY,
    EARTH,
    EARTH_DEEP,
    FOREST,
    GRAPHITE,
    GREEN,
    INK,
    MEADOW,
    MIST,
    SAND,
    SIGNAL,
    SLATE,
    WATER,
    WATER_DEEP,
    WATER_LIGHT,
    along,
    mix,
)  # fmt: skip
from portal.demo.pictures.scenery import trees
from portal.demo.pictures.shapes import Dice, Point, below, blend, ellipse, wave


def strata() -> Canvas:
    """A cut through the earth: forest, soil, sand, clay, the seam, water."""
    canvas = Canvas(MIST, mix(SAND, MIST, 0.6))
    canvas.glow(1180, 190, 300, (255, 214, 160), 0.55)
    canvas.disc(1180, 190, 58, SIGNAL)
    far = wave(3, 268, 26)
    trees(canvas, 4, far, mix(GREEN, MIST, 0.55), 46)
    canvas.area(below(far), mix(GREEN, MIST, 0.5))
    ground = wave(5, 318, 22)
    trees(canvas, 6, ground, FOREST, 78)
    layers = [
        (0, GREEN, FOREST, 34),
        (34, SAND, mix(SAND, CLAY, 0.6), 92),
        (126, CLAY, EARTH, 108),
        (232, EARTH, EARTH_DEEP, 96),
        (330, GRAPHITE, INK, 132),
        (462, mix(WATER, SLATE, 0.25), WATER_DEEP, 80),
        (544, EARTH_DEEP, INK, 140),
    ]
    for number, (depth, top, bottom, thickness) in enumerate(layers):
        curve = blend(ground, wave(20 + number, 330, 34), depth) if depth else ground
        canvas.area(below(curve), top, mix(bottom, INK, 0.1))
        for step in range(1, 4 if thickness > 60 else 1):
            ripple = wave(50 + number * 5 + step, thickness * step / 4, 9)
            vein = [(x, y + down) for (x, y), (_, down) in zip(curve, ripple, strict=True)]
            canvas.line(vein, mix(top, bottom, 0.2 + step * 0.22), 2.2)
    canvas.line(blend(ground, wave(24, 330, 34), 330), SIGNAL, 3.2)
    return canvas


def lake() -> Canvas:
    """The open pit as a lake: terraces that have become green, and water at the bottom."""
    canvas = Canvas(mix(MIST, WATER_LIGHT, 0.45), MIST)
    sun = 650
    canvas.glow(sun, 236, 420, (255, 222, 176), 0.7)
    canvas.disc(sun, 236, 56, SIGNAL)
    hills = wave(31, 300, 30, 1100)
    canvas.area(below(hills), mix(GREEN, MIST, 0.62))
    ridge = wave(33, 338, 18)
    trees(canvas, 34, ridge, mix(GREEN, FOREST, 0.5), 52)
    canvas.area(below(ridge), GREEN, MEADOW)
    rings = 9
    for ring in range(rings):
        share = ring / rings
        terrace = ellipse(820, 700 + 26 * share, 930 - 470 * share, 372 - 190 * share, 41)
        upper = mix(mix(MEADOW, GREEN, share), SAND, 0.15 + 0.5 * (ring % 2))
        canvas.area(terrace, upper, mix(upper, EARTH, 0.45))
        canvas.area(face(terrace, 9), mix(upper, EARTH_DEEP, 0.55))
    canvas.area(ellipse(820, 735, 470, 176, 41), WATER_LIGHT, WATER_DEEP)
    dice = Dice(44)
    for _ in range(54):
        y = dice.uniform(600, 880)
        reach = 430 * math.sqrt(max(0, 1 - ((y - 735) / 160) ** 2))
        x = 820 + dice.uniform(-1, 1) * reach * 0.8
        half = dice.uniform(16, 90) * (0.5 + (y - 600) / 400)
        canvas.line([(x - half, y), (x + half, y)], mix(WATER_LIGHT, WATER, dice.random()), 1.6)
    for step in range(14):
        half = 60 * math.sin(math.pi * (step + 2) / 17) * (1 if step % 2 else 0.72)
        y = 604 + step * 14
        canvas.line([(sun - half, y), (sun + half, y)], mix(SIGNAL, SAND, step / 20), 5)
    return canvas


def face(terrace: list[Point], inset: float) -> list[Point]:
    """The face of a terrace: its edge drawn towards the middle by `inset`, and a little down."""
    middle_x = sum(x for x, _ in terrace) / len(terrace)
    middle_y = sum(y for _, y in terrace) / len(terrace)
    return [
        (x - inset * 2.2 * (x - middle_x) / 930, y + inset * 0.9 - inset * (y - middle_y) / 372)
        for x, y in terrace
    ]


def forest() -> Canvas:
    """Hills of reclaimed land, one behind the other, in the mist of the morning."""
    canvas = Canvas(mix(SAND, MIST, 0.75), MIST)
    canvas.glow(1040, 330, 520, (255, 206, 150), 0.75)
    canvas.disc(1040, 330, 84, SIGNAL)
    for number in range(7):
        share = number / 6
        colour = mix(mix(MEADOW, MIST, 0.66), FOREST, share)
        curve = wave(60 + number * 3, 380 + 88 * number, 58 - 3 * number, 1000)
        # Farther away, trees would be no more than noise.
        if number > 1:
            trees(canvas, 61 + number, curve, mix(colour, FOREST, 0.22), 26 + 66 * share**1.3)
        canvas.area(below(curve), colour, mix(colour, MIST, 0.5 * (1 - share)))
    return canvas


def contours() -> Canvas:
    """The pit as a map shows it: line upon line, from the edge down to the water."""
    canvas = Canvas(mix(MEADOW, MIST, 0.45), mix(MEADOW, MIST, 0.45))
    steps = 21
    stops = [mix(MEADOW, MIST, 0.4), MEADOW, GREEN, SAND, CLAY, EARTH, GRAPHITE]
    for step in range(steps):
        share = step / (steps - 1)
        colour = along(stops, share)
        curve = contour(1.3 * share - 0.3)
        canvas.area(curve, colour)
        bold = step % 5 == 0
        canvas.line([*curve, curve[0]], mix(colour, INK, 0.3), 3 if bold else 1.5)
    for share, colour in ((1.02, WATER), (1.1, mix(WATER, WATER_DEEP, 0.5)), (1.17, WATER_DEEP)):
        canvas.area(contour(share), colour)
    shore = contour(1.02)
    canvas.line([*shore, shore[0]], SIGNAL, 6)
    for number in range(4):
        inner = contour(1.06 + number * 0.05)
        canvas.line([*inner, inner[0]], mix(WATER_LIGHT, WATER, 0.25 + number * 0.2), 1.4)
    return canvas


def contour(share: float) -> list[Point]:
    """One line of the map: about 0 at the edge of the picture, 1 at the water."""
    points = []
    for step in range(360):
        angle = math.tau * step / 360
        stretch = (
            1
            + 0.16 * math.sin(2 * angle + 0.6 + share)
            + 0.09 * math.sin(3 * angle + 2.1 - 2 * share)
            + 0.05 * math.sin(5 * angle + 4 * share)
            + 0.02 * math.sin(9 * angle + 7 * share)
        )
        reach = (1.12 - 0.86 * min(share, 1.25)) * stretch
        points.append((830 + 90 * share + 980 * reach * math.cos(angle),
                       500 + 20 * share + 610 * reach * math.sin(angle)))  # fmt: skip
    return points
