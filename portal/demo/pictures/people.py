"""Where people meet."""

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
    WATER,
    WATER_DEEP,
    WATER_LIGHT,
    WHITE,
    Colour,
    along,
    mix,
)  # fmt: skip
from portal.demo.pictures.shapes import (
    WIDTH,
    Dice,
    arc,
    box,
    sector,
)  # fmt: skip

CLOTHES = [FOREST, GREEN, WATER_DEEP, WATER, GRAPHITE, MEADOW, WATER_LIGHT]


def hall_plan() -> Canvas:
    """A meeting hall from above: the stage, rows of seats like layers, people as dots."""
    canvas = Canvas(mix(GREEN, FOREST, 0.3), mix(GREEN, FOREST, 0.8))
    middle, stage = WIDTH / 2, 176
    canvas.veil(box(76, 70, 1552, 974), INK, 0.3)
    canvas.area(box(54, 46, 1546, 954), INK)
    canvas.area(box(68, 60, 1532, 940), mix(MIST, SAND, 0.1))
    rows = 8
    floor = [mix(SAND, MIST, 0.55), mix(SAND, MIST, 0.1), CLAY, mix(CLAY, EARTH, 0.55)]
    for row in range(rows):
        inner = 198 + 66 * row
        tier = sector(middle, stage, inner, inner + 61, 15, 165)
        canvas.area(tier, along(floor, row / (rows - 1)))
    dice = Dice(401)
    for row in range(rows):
        radius = 229 + 66 * row
        for start, end in ((17, 61), (66, 114), (119, 163)):
            seats = round(radius * math.radians(end - start) / 43)
            for seat in range(seats):
                angle = math.radians(start + (end - start) * (seat + 0.5) / seats)
                x, y = middle + radius * math.cos(angle), stage + radius * math.sin(angle)
                if dice.random() < 0.88 - 0.06 * row:
                    person(canvas, x, y, dice.choice(CLOTHES))
                else:
                    canvas.ring(x, y, 13, mix(along(floor, row / (rows - 1)), INK, 0.35), 2.4)
    canvas.area(sector(middle, stage, 0, 148, 0, 180), GRAPHITE)
    canvas.area(box(middle - 148, 60, middle + 148, stage + 1), GRAPHITE)
    canvas.area(box(middle - 104, 78, middle + 104, 88), WATER_LIGHT)
    canvas.ring(middle, stage + 40, 46, mix(GRAPHITE, SIGNAL, 0.45), 3)
    canvas.disc(middle, stage + 40, 26, SIGNAL)
    for side in (-1, 1):
        entrance(canvas, middle, side)
        for x, y, guests in ((640, 762, 3), (654, 142, 4), (500, 150, 2)):
            table(canvas, middle + side * x, y, guests, dice)
    return canvas


def person(canvas: Canvas, x: float, y: float, colour: Colour) -> None:
    canvas.disc(x + 3, y + 4, 16, mix(EARTH, INK, 0.3))
    canvas.disc(x, y, 16, colour)


def entrance(canvas: Canvas, middle: float, side: int) -> None:
    """A door in the rear wall, open, with the arc in which it turns."""
    hinge, wide = middle + side * 690, 92
    canvas.area(box(hinge - max(0, side) * wide, 939, hinge + max(0, -side) * wide, 955), MIST)
    swing = (180, 270) if side > 0 else (270, 360)
    canvas.line(arc(hinge, 940, wide, *swing), mix(SLATE, MIST, 0.35), 2.5)
    canvas.line([(hinge, 940), (hinge, 940 - wide)], INK, 6)


def table(canvas: Canvas, x: float, y: float, guests: int, dice: Dice) -> None:
    """A round table to stand at, and who stands there."""
    canvas.disc(x + 4, y + 5, 26, mix(SAND, CLAY, 0.3))
    canvas.disc(x, y, 26, mix(MIST, WHITE, 0.6))
    canvas.ring(x, y, 26, mix(SLATE, MIST, 0.3), 2)
    turn = dice.uniform(0, 2)
    for guest in range(guests):
        angle = turn + math.tau * guest / guests
        person(canvas, x + 46 * math.cos(angle), y + 46 * math.sin(angle), dice.choice(CLOTHES))
