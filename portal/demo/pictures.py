"""The demo's pictures: earth in layers, and what becomes of it.

Drawn by the portal itself, so that nobody's photograph is needed and nothing has to be licensed.
"""

import itertools
import math
from collections.abc import Callable, Iterator

from portal.demo.drawing import (
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
    WIDTH,
    Canvas,
    Point,
    below,
    blend,
    chance,
    ellipse,
    mix,
    shifted,
    trees,
    wave,
)  # fmt: skip


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
    canvas.glow(480, 250, 420, (255, 222, 176), 0.7)
    canvas.disc(480, 252, 52, SIGNAL)
    hills = wave(31, 300, 30, 1100)
    canvas.area(below(hills), mix(GREEN, MIST, 0.62))
    ridge = wave(33, 338, 18)
    trees(canvas, 34, ridge, mix(GREEN, FOREST, 0.5), 52)
    canvas.area(below(ridge), GREEN, MEADOW)
    rings = 9
    for ring in range(rings):
        share = ring / rings
        width, height = 930 - 470 * share, 372 - 190 * share
        y = 700 + 26 * share
        shore = ellipse(820, y, width, height, 41)
        upper = mix(mix(MEADOW, GREEN, share), SAND, 0.15 + 0.5 * (ring % 2))
        canvas.area(shore, upper, mix(upper, EARTH, 0.45))
        canvas.area(shifted_ring(shore, 9), mix(upper, EARTH_DEEP, 0.55))
    water = ellipse(820, 735, 470, 176, 41)
    canvas.area(water, WATER_LIGHT, WATER_DEEP)
    dice = chance(44)
    for _ in range(46):
        y = dice.uniform(600, 880)
        reach = 430 * math.sqrt(max(0, 1 - ((y - 735) / 160) ** 2))
        x = 820 + dice.uniform(-1, 1) * reach * 0.8
        half = dice.uniform(16, 90) * (0.5 + (y - 600) / 400)
        canvas.line([(x - half, y), (x + half, y)], mix(WATER_LIGHT, WATER, dice.random()), 1.6)
    for step in range(9):
        y = 606 + step * 17
        half = 34 - abs(step - 3) * 4
        canvas.line([(560 - half, y), (560 + half, y)], mix(SIGNAL, SAND, step / 12), 4)
    return canvas


def shifted_ring(points: list[Point], inset: float) -> list[Point]:
    """`points` drawn towards their middle by `inset`, and a little down: the face of a terrace."""
    middle_x = sum(x for x, _ in points) / len(points)
    middle_y = sum(y for _, y in points) / len(points)
    return [
        (x - inset * 2.2 * (x - middle_x) / 930, y + inset * 0.9 - inset * (y - middle_y) / 372)
        for x, y in points
    ]


def forest() -> Canvas:
    """Hills of reclaimed land, one behind the other, in the mist of the morning."""
    canvas = Canvas(mix(SAND, MIST, 0.75), MIST)
    canvas.glow(1040, 330, 520, (255, 206, 150), 0.75)
    canvas.disc(1040, 330, 74, mix(SIGNAL, SAND, 0.1))
    for number in range(7):
        share = number / 6
        colour = mix(mix(MEADOW, MIST, 0.72), FOREST, share)
        curve = wave(60 + number * 3, 380 + 88 * number, 58 - 3 * number, 1000)
        trees(canvas, 61 + number, curve, mix(colour, FOREST, 0.18), 22 + 62 * share**1.3)
        canvas.area(below(curve), colour, mix(colour, MIST, 0.42 * (1 - share)))
    return canvas


def field_of_light() -> Canvas:
    """A plain after dusk, with a light for each place of work."""
    canvas = Canvas(INK, mix(GRAPHITE, WATER_DEEP, 0.55))
    horizon = 430
    canvas.glow(800, horizon + 20, 940, (190, 108, 66), 0.7)
    ridge = wave(81, horizon, 14, 1300)
    canvas.area(below(ridge), mix(GRAPHITE, EARTH_DEEP, 0.5), INK)
    trees(canvas, 83, ridge, INK, 30)
    dice = chance(84)
    for row in range(26):
        near = (row / 25) ** 1.9
        y = horizon + 22 + near * 560
        gap = 26 + near * 128
        for column in range(-34, 35):
            x = 800 + (column + 0.5 * (row % 2)) * gap + dice.uniform(-2, 2) * near
            if not -60 < x < WIDTH + 60:
                continue
            lift = 34 * math.sin(x / 260 + row / 4) * near
            strength = max(0, 0.25 + math.sin(x / 310 + row / 5.5 + 1.2)) * dice.uniform(0.6, 1)
            warm = mix((255, 226, 176), SIGNAL, dice.random() * (0.35 + 0.4 * near))
            size = 1.4 + 5.4 * near
            if strength > 0.25:
                canvas.glow(x, y + lift, size * 6, warm, min(1, 0.75 * strength))
            canvas.disc(x, y + lift, size, mix(mix(SLATE, INK, 0.25), warm, min(1, strength)))
    return canvas


def contours() -> Canvas:
    """The pit as a map shows it: line upon line, from the edge down to the water."""
    canvas = Canvas(mix(MEADOW, MIST, 0.35), mix(MEADOW, MIST, 0.2))
    steps = 17
    stops = [mix(MEADOW, MIST, 0.2), GREEN, SAND, CLAY, EARTH, GRAPHITE]
    for step in range(steps):
        share = step / (steps - 1)
        place = share * (len(stops) - 1)
        lower = min(int(place), len(stops) - 2)
        colour = mix(stops[lower], stops[lower + 1], place - lower)
        curve = contour(share)
        canvas.area(curve, colour)
        canvas.line([*curve, curve[0]], mix(colour, INK, 0.28), 1.6)
    for share, colour in ((1.02, WATER), (1.1, mix(WATER, WATER_DEEP, 0.5)), (1.17, WATER_DEEP)):
        canvas.area(contour(share), colour)
    shore = contour(1.02)
    canvas.line([*shore, shore[0]], SIGNAL, 4.5)
    for number in range(4):
        inner = contour(1.06 + number * 0.05)
        canvas.line([*inner, inner[0]], mix(WATER_LIGHT, WATER, 0.25 + number * 0.2), 1.4)
    return canvas


def contour(share: float) -> list[Point]:
    """One line of the map: 0 at the edge of the picture, 1 at the water."""
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


def parcels() -> Canvas:
    """The new zone from above: plots on reclaimed land, one of them taken."""
    canvas = Canvas(GREEN, FOREST)
    dice = chance(101)
    fills = [
        MEADOW,
        GREEN,
        SAND,
        CLAY,
        EARTH,
        mix(MEADOW, SAND, 0.5),
        mix(GREEN, FOREST, 0.5),
        SLATE,
    ]
    for column in range(-1, 9):
        for row in range(-1, 7):
            colour = mix(dice.choice(fills), MIST, dice.uniform(0, 0.12))
            if (column, row) == (4, 2):
                colour = SIGNAL
            shade = mix(colour, INK, 0.16)
            canvas.area(plot(column, row, 0.045, 0.045, 0.955, 0.955), colour, shade)
            furrows = dice.choice([0, 5, 8, 11])
            for number in range(1, furrows):
                at = 0.045 + 0.91 * number / furrows
                across = (0.045, at, 0.955, at) if row % 2 else (at, 0.045, at, 0.955)
                start, _, end, _ = plot(column, row, *across)
                canvas.line([start, end], shade, 1.5)
            x, y = corner(column + 0.5, row + 0.5)
            if not furrows and colour != SIGNAL and abs(y - road_at(x)) > 110:
                hall = plot(column, row, 0.25, 0.3, 0.68, 0.62)
                canvas.area([(x + 9, y + 11) for x, y in hall], mix(colour, INK, 0.45))
                canvas.area(hall, MIST, mix(MIST, SLATE, 0.25))
    road = [(x, road_at(x)) for x in range(-20, WIDTH + 21, 8)]
    canvas.line(road, mix(MIST, SAND, 0.2), 26)
    canvas.line(road, GRAPHITE, 18)
    for start in range(0, len(road) - 4, 6):
        canvas.line(road[start : start + 3], MIST, 2)
    return canvas


def road_at(x: float) -> float:
    """The height at which the road through the zone passes `x`."""
    return 640 - 0.32 * x + 120 * math.sin(x / 360)


def corner(column: float, row: float) -> Point:
    """Where a corner of the zone's bent chessboard lies."""
    return (
        -220 + column * 235 + row * 62 + 26 * math.sin(row * 1.1 + column * 0.5),
        -70 + row * 178 - column * 26 + 22 * math.sin(column * 0.9 + row * 0.7),
    )


def plot(
    column: int, row: int, left: float, top: float, right: float, bottom: float
) -> list[Point]:
    """A part of one field of that chessboard; the measures are shares of the field."""
    return [
        corner(column + x, row + y)
        for x, y in ((left, top), (right, top), (right, bottom), (left, bottom))
    ]


def power_lines() -> Canvas:
    """Wires over the evening land: energy changes, the net stays."""
    canvas = Canvas(mix(WATER_DEEP, GRAPHITE, 0.35), mix(SIGNAL, SAND, 0.62))
    canvas.glow(560, 800, 620, (255, 190, 120), 0.7)
    canvas.disc(560, 742, 92, mix(SIGNAL, SAND, 0.18))
    hills = [
        (wave(120 + number, base, 34 - 6 * number, 1200), mix(EARTH, INK, 0.35 + 0.25 * number))
        for number, base in enumerate((760, 820, 880))
    ]
    for number, (curve, colour) in enumerate(hills[:2]):
        if number == 1:
            trees(canvas, 121, curve, colour, 40)
        canvas.area(below(curve), colour, mix(colour, INK, 0.4))
    masts = [(-260, 330, 0.62), (330, 300, 0.8), (1130, 236, 1.1), (2250, 130, 1.6)]
    arms = [(-150, 60), (150, 60), (-110, 150), (110, 150), (-185, 108), (185, 108)]
    for (x1, y1, size1), (x2, y2, size2) in itertools.pairwise(masts):
        for dx, dy in arms:
            start, end = (x1 + dx * size1, y1 + dy * size1), (x2 + dx * size2, y2 + dy * size2)
            sag = 120 * (size1 + size2) / 2
            curve = [
                (
                    start[0] + (end[0] - start[0]) * t,
                    start[1] + (end[1] - start[1]) * t + 4 * sag * t * (1 - t),
                )
                for t in (step / 60 for step in range(61))
            ]
            canvas.line(curve, mix(INK, SAND, 0.12), 1.4 + 1.4 * (size1 + size2) / 2)
    for x, y, size in masts[1:3]:
        mast(canvas, x, y, size)
    # In front of the masts' feet.
    curve, colour = hills[2]
    canvas.area(below(curve), colour, mix(colour, INK, 0.4))
    return canvas


def mast(canvas: Canvas, x: float, y: float, size: float) -> None:
    """A pylon, its top at (x, y)."""
    foot = 940.0
    thick = 5.5 * size
    for side in (-1, 1):
        canvas.line([(x, y), (x + side * 16 * size, y + 170 * size)], INK, thick)
        canvas.line(
            [(x + side * 16 * size, y + 170 * size), (x + side * 74 * size, foot)], INK, thick
        )
    for half, down in ((150, 60), (185, 108), (110, 150)):
        canvas.line(
            [(x - half * size, y + down * size), (x + half * size, y + down * size)],
            INK,
            thick * 0.8,
        )
        for side in (-1, 1):
            canvas.line(
                [(x, y + (down - 34) * size), (x + side * half * size, y + down * size)],
                INK,
                thick * 0.55,
            )
    braces = 6
    for number in range(braces):
        top, bottom = (
            y + 170 * size + (foot - y - 170 * size) * n / braces for n in (number, number + 1)
        )
        wide_top, wide_bottom = (16 * size + 58 * size * n / braces for n in (number, number + 1))
        for side in (-1, 1):
            canvas.line(
                [(x - side * wide_top, top), (x + side * wide_bottom, bottom)], INK, thick * 0.5
            )


def track() -> Canvas:
    """A road without a driver, across layers of old and new land."""
    canvas = Canvas(mix(WATER_LIGHT, MIST, 0.45), MIST)
    for number in range(6):
        share = number / 5
        colour = mix(
            mix(SAND, MIST, 0.5), mix(EARTH_DEEP, GREEN, 0.35 if number % 2 else 0.05), share
        )
        curve = wave(140 + number * 2, 300 + 100 * number, 46, 1050)
        canvas.area(below(curve), colour, mix(colour, INK, 0.12 + 0.2 * share))
        canvas.line(shifted(curve, 12), mix(colour, MIST, 0.22), 2)
    middle: list[tuple[float, float, float]] = []
    for step in range(201):
        t = 0.07 + 0.93 * step / 200
        y = 352 + 700 * t**1.35
        x = 1010 + 330 * math.sin(t * 6.1 + 0.4) * (0.25 + 0.75 * t) - 260 * t
        middle.append((x, y, 5 + 88 * t**1.5))
    left = [(x - half, y) for x, y, half in middle]
    right = [(x + half, y) for x, y, half in middle]
    canvas.area([*left, *reversed(right)], mix(SLATE, GRAPHITE, 0.3), INK)
    for start in range(4, 198, 8):
        x1, y1, half = middle[start]
        x2, y2, _ = middle[min(200, start + 4)]
        canvas.line([(x1, y1), (x2, y2)], MIST, max(1, half / 14))
    for at, size in ((44, 0.7), (88, 1), (131, 1.5)):
        x, y, half = middle[at]
        canvas.glow(x + half * 0.45, y, half * 2.6, (255, 200, 140), 0.85)
        canvas.disc(x + half * 0.45, y, half * 0.24 * size**0.2, SIGNAL)
    return canvas


DRAWINGS: dict[str, Callable[[], Canvas]] = {
    drawing.__name__.replace("_", "-"): drawing
    for drawing in (
        strata, lake, forest, field_of_light, contours, parcels, power_lines, track,
    )
}  # fmt: skip


def draw_all() -> Iterator[tuple[str, bytes]]:
    """(name, JPEG file) of each drawing."""
    for number, (name, drawing) in enumerate(DRAWINGS.items()):
        yield name, drawing().jpeg(grain_seed=number)
