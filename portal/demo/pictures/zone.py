"""The new zone from above: plots, and a track to test vehicles on."""

import math

from portal.demo.pictures.canvas import Canvas
from portal.demo.pictures.palette import (
    CLAY,
    EARTH,
    FOREST,
    GRAPHITE,
    GREEN,
    INK,
    MEADOW,
    MIST,
    SAND,
    SIGNAL,
    SLATE,
    WHITE,
    Colour,
    mix,
)
from portal.demo.pictures.shapes import (
    HEIGHT,
    WIDTH,
    Dice,
    Point,
    arc,
    below,
    box,
    ribbon,
    sector,
    shifted,
    wave,
)

TAKEN = (4, 2)


def parcels() -> Canvas:
    """The new zone from above: plots on reclaimed land, one of them taken."""
    canvas = Canvas(GREEN, FOREST)
    dice = Dice(101)
    fills = [MEADOW, GREEN, SAND, CLAY, EARTH, mix(MEADOW, SAND, 0.5), mix(GREEN, MEADOW, 0.4),
             SLATE]  # fmt: skip
    for column in range(-1, 9):
        for row in range(-1, 7):
            colour = mix(dice.choice(fills), MIST, dice.uniform(0, 0.12))
            if (column, row) == TAKEN:
                colour = SIGNAL
            shade = mix(colour, INK, 0.16)
            canvas.area(plot(column, row, 0.045, 0.045, 0.955, 0.955), colour, shade)
            furrows = 0 if (column, row) == TAKEN else dice.choice([0, 5, 8, 11])
            for number in range(1, furrows):
                at = 0.045 + 0.91 * number / furrows
                across = (0.045, at, 0.955, at) if row % 2 else (at, 0.045, at, 0.955)
                start, _, end, _ = plot(column, row, *across)
                canvas.line([start, end], shade, 1.5)
            x, y = corner(column + 0.5, row + 0.5)
            if not furrows and colour != SIGNAL and abs(y - road_at(x)) > 110:
                hall = plot(column, row, 0.25, 0.3, 0.68, 0.62)
                canvas.area(shifted(hall, 11, 9), mix(colour, INK, 0.45))
                canvas.area(hall, MIST, mix(MIST, SLATE, 0.25))
    road = [(x, road_at(x)) for x in range(-20, WIDTH + 21, 8)]
    canvas.area(ribbon(road, 28), mix(MIST, SAND, 0.2))
    canvas.area(ribbon(road, 20), GRAPHITE)
    for start in range(0, len(road) - 4, 6):
        canvas.line(road[start : start + 3], MIST, 2)
    return canvas


def road_at(x: float) -> float:
    """The height at which the road through the zone passes `x`."""
    return 700 - 0.32 * x + 120 * math.sin(x / 360)


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


def track() -> Canvas:
    """A test track from above: a loop around a skid pad, a slalom and a few streets of a town."""
    canvas = Canvas(MEADOW, MEADOW)
    for number in range(9):
        band = wave(300 + number, -30 + 120 * number, 34, 1300)
        canvas.area(below(band), mix(mix(MEADOW, SAND, 0.2), mix(GREEN, FOREST, 0.5), number / 8))
    canvas.veil(box(106, 176, 1526, 856, 340), INK, 0.14)
    for outwards, colour in ((38, MIST), (34, GRAPHITE), (-34, MIST)):
        canvas.area(racecourse(outwards), colour)
    canvas.area(racecourse(-38), mix(SAND, MIST, 0.25), SAND)
    straight = [430 + 10 * step for step in range(75)]
    loop = [*arc(430, 500, 300, 90, 270), *((x, 200) for x in straight),
            *arc(1170, 500, 300, 270, 450), *((x, 800) for x in reversed(straight))]  # fmt: skip
    dashes(canvas, loop)
    shares = [step / 60 for step in range(61)]
    slalom = [
        (600 + 400 * t, 500 + 78 * math.sin(math.pi * t) * math.sin(math.tau * 1.5 * t))
        for t in shares
    ]
    canvas.area(ribbon(slalom, 46), MIST)
    canvas.area(ribbon(slalom, 38), GRAPHITE)
    dashes(canvas, slalom)
    skid_pad(canvas, 450, 500)
    town(canvas, 990, 330)
    dice = Dice(310)
    for _ in range(900):
        x, y = dice.uniform(0, WIDTH), dice.uniform(0, HEIGHT)
        across = max(0, abs(x - 800) - 370)
        clump = math.sin(x / 130 + 1) + math.sin(y / 120 + x / 210)
        if math.hypot(across, y - 500) > 384 and clump > 0.25:
            tree(canvas, x, y, dice.uniform(12, 24), mix(GREEN, FOREST, dice.uniform(0.2, 0.9)))
    for reach in (130, 240, 350):
        canvas.veil(sector(770, 181, 44, reach, -15, 15), SIGNAL, 0.3)
    for x, y, colour in ((770, 181, SIGNAL), (560, 819, MIST), (690, 819, MIST)):
        canvas.area(box(x - 35, y - 14, x + 35, y + 14, 10), colour)
        canvas.area(box(x - 18, y - 10, x + 14, y + 10, 5), mix(colour, INK, 0.75))
    return canvas


def skid_pad(canvas: Canvas, x: float, y: float) -> None:
    """A round place to turn and to brake, with rings of equal distance."""
    canvas.disc(x, y, 176, MIST)
    canvas.disc(x, y, 170, GRAPHITE)
    for radius in (130, 90, 50):
        canvas.ring(x, y, radius, mix(MIST, GRAPHITE, 0.25), 3)
    canvas.disc(x, y, 14, MIST)


def town(canvas: Canvas, left: float, top: float) -> None:
    """Two by three blocks of plain houses, with streets between."""
    canvas.area(box(left - 8, top - 8, left + 348, top + 348, 26), MIST)
    canvas.area(box(left - 4, top - 4, left + 344, top + 344, 22), GRAPHITE)
    for column in range(3):
        for row in range(2):
            x, y = left + 26 + 102 * column, top + 26 + 150 * row
            canvas.area(box(x, y, x + 84, y + 138, 8), mix(SAND, MIST, 0.25))
            halves = [(y + 14, 46), (y + 74, 46)]
            for level, deep in halves if (column + row) % 2 else [(y + 14, 106)]:
                house = box(x + 14, level, x + 66, level + deep)
                canvas.area(shifted(house, 8, 7), mix(CLAY, EARTH, 0.3))
                canvas.area(house, mix(MIST, WHITE, 0.4))
                canvas.area(box(x + 14, level, x + 40, level + deep), mix(MIST, SAND, 0.3))


def tree(canvas: Canvas, x: float, y: float, radius: float, colour: Colour) -> None:
    """A crown from above, with its shadow and the light on it."""
    canvas.disc(x + radius * 0.35, y + radius * 0.4, radius, mix(FOREST, INK, 0.45))
    canvas.disc(x, y, radius, colour)
    canvas.disc(x - radius * 0.22, y - radius * 0.25, radius * 0.6, mix(colour, MEADOW, 0.35))


def racecourse(outwards: float) -> list[Point]:
    """The loop's shape, wider or narrower than its middle by `outwards`."""
    return box(130 - outwards, 200 - outwards, 1470 + outwards, 800 + outwards, 300 + outwards)


def dashes(canvas: Canvas, middle: list[Point]) -> None:
    """The broken line between two lanes."""
    for start in range(0, len(middle) - 2, 4):
        canvas.line(middle[start : start + 3], MIST, 2.4)
