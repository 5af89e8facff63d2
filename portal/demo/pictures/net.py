"""Energy on its way: the evening's wires, the lights at their end, and a substation between."""

import itertools
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
    MIST,
    SAND,
    SIGNAL,
    SLATE,
    WATER,
    WATER_DEEP,
    WATER_LIGHT,
    Colour,
    along,
    mix,
)  # fmt: skip
from portal.demo.pictures.scenery import earth, trees
from portal.demo.pictures.shapes import HEIGHT, WIDTH, Point, below, box, shifted, wave

BLACK = mix(INK, EARTH_DEEP, 0.15)


def power_lines() -> Canvas:
    """Wires over the evening land: energy changes, the net stays."""
    canvas = Canvas(WATER_DEEP, WATER_DEEP)
    evening = [
        WATER_DEEP, mix(WATER_DEEP, WATER, 0.7), mix(WATER_LIGHT, WATER, 0.35),
        mix(SAND, WATER_LIGHT, 0.3), mix(SAND, MIST, 0.25), mix(SAND, SIGNAL, 0.45),
    ]  # fmt: skip
    for number in range(8):
        band = wave(200 + number, 92 * number, 12, 1500)
        canvas.area(below(band), along(evening, number / 7))
    canvas.disc(700, 690, 120, SIGNAL)
    masts = [(-260, 330, 0.62), (330, 300, 0.8), (1130, 216, 1.1), (2250, 110, 1.6)]
    arms = [(-150, 60), (150, 60), (-185, 108), (185, 108), (-110, 150), (110, 150)]
    for (x1, y1, size1), (x2, y2, size2) in itertools.pairwise(masts):
        size = (size1 + size2) / 2
        for dx, dy in arms:
            start = (x1 + dx * size1, y1 + (dy + 14) * size1)
            end = (x2 + dx * size2, y2 + (dy + 14) * size2)
            canvas.line(wire(start, end, 120 * size), BLACK, 1.2 + 1.2 * size)
    for number, (base, height) in enumerate(((764, 30), (822, 24), (884, 18))):
        curve = wave(120 + number, base, height, 1200)
        colour = mix(EARTH, INK, 0.3 + 0.28 * number)
        if number == 1:
            trees(canvas, 121, curve, colour, 40)
        if number == 2:
            for x, y, size in masts[1:3]:
                mast(canvas, x, y, size)
        canvas.area(below(curve), colour, mix(colour, INK, 0.4))
    return canvas


def wire(start: Point, end: Point, sag: float) -> list[Point]:
    """A wire between two points, lower by `sag` in its middle."""
    (x1, y1), (x2, y2) = start, end
    shares = [step / 60 for step in range(61)]
    return [(x1 + (x2 - x1) * t, y1 + (y2 - y1) * t + 4 * sag * t * (1 - t)) for t in shares]


def mast(canvas: Canvas, x: float, y: float, size: float) -> None:
    """A pylon, its top at (x, y)."""
    foot = 940.0
    thick = 5.5 * size
    neck = y + 170 * size
    for side in (-1, 1):
        leg = [(x, y), (x + side * 16 * size, neck), (x + side * 74 * size, foot)]
        canvas.line(leg, BLACK, thick)
    for half, down in ((150, 60), (185, 108), (110, 150)):
        level = y + down * size
        canvas.line([(x - half * size, level), (x + half * size, level)], BLACK, thick * 0.8)
        for side in (-1, 1):
            tip = x + side * half * size
            canvas.line([(x, level - 34 * size), (tip, level)], BLACK, thick * 0.55)
            canvas.line([(tip, level), (tip, level + 15 * size)], BLACK, thick * 0.9)
    braces = 6
    for number in range(braces):
        top, bottom = (neck + (foot - neck) * n / braces for n in (number, number + 1))
        wide_top, wide_bottom = (size * (16 + 58 * n / braces) for n in (number, number + 1))
        for side in (-1, 1):
            brace = [(x - side * wide_top, top), (x + side * wide_bottom, bottom)]
            canvas.line(brace, BLACK, thick * 0.5)


def field_of_light() -> Canvas:
    """A plain after dusk, with a light for each place of work, in waves like layers of earth."""
    canvas = Canvas(INK, mix(INK, WATER_DEEP, 0.5))
    horizon = 350
    dusk = [mix(INK, WATER_DEEP, 0.6), WATER_DEEP, mix(WATER_DEEP, WATER, 0.45),
            mix(WATER, CLAY, 0.55), mix(CLAY, SIGNAL, 0.4), SIGNAL]  # fmt: skip
    for number, colour in enumerate(dusk):
        level = horizon - 18 - 270 * (1 - (number + 0.4) / len(dusk)) ** 1.25
        canvas.area(below(wave(250 + number, level, 9, 1500)), colour)
    ridge = wave(81, horizon, 10, 1500)
    trees(canvas, 83, ridge, INK, 32)
    canvas.area(below(ridge), mix(GRAPHITE, WATER_DEEP, 0.4), INK)
    rows = 22
    for row in range(rows):
        near = (row / (rows - 1)) ** 1.7
        gap = 17 + 66 * near
        size = 1.3 + 6.2 * near
        for column in range(-2, round(WIDTH / gap) + 3):
            x = (column + 0.5 * (row % 2)) * gap
            swell = math.sin(x / 250 + row * 0.33)
            y = horizon + 26 + near * 640 + swell * (4 + 40 * near)
            bright = 0.5 + 0.5 * math.sin(x / 330 - row * 0.42 + 0.8)
            warm = mix((255, 230, 184), SIGNAL, max(0, 1 - bright * 1.5))
            if bright > 0.45 and near > 0.08:
                canvas.glow(x, y, size * 4.4, warm, 0.62 * bright)
            canvas.disc(x, y, size, mix(mix(SLATE, INK, 0.35), warm, min(1, 0.25 + bright)))
    return canvas


def substation() -> Canvas:
    """A transformer under its busbars, seen from the side, on layered ground."""
    canvas = Canvas(mix(WATER_LIGHT, MIST, 0.25), mix(MIST, SAND, 0.2))
    for number in range(3):
        curve = wave(171 + 2 * number, 520 + 62 * number, 34 - 8 * number, 1300)
        colour = mix(GREEN, MIST, 0.66 - 0.18 * number)
        trees(canvas, 173 + number, curve, colour, 26 + 8 * number)
        canvas.area(below(curve), colour)
    floor = 800.0
    for x in (190, 1410):
        gantry(canvas, x, 150, floor)
    for lift in (0, 40, 80):
        canvas.line(wire((186, 154), (-320, 60 - lift), 30), GRAPHITE, 3)
        canvas.line(wire((1414, 154), (1920, 60 - lift), 30), GRAPHITE, 3)
    canvas.area(box(170, 150, 1430, 172), GRAPHITE)
    for step in range(40):
        x = 190 + step * 31
        canvas.line([(x, 170), (x + 15, 152), (x + 31, 170)], SLATE, 2)
    for x in (620, 800, 980):
        insulator(canvas, x, 172, 6, 15, MIST)
        canvas.line([(x, 172 + 6 * 17), (x, 330)], SIGNAL, 5)
        insulator(canvas, x, 322, 9, 25, SIGNAL)
    transformer(canvas, floor)
    ground = [(x, floor) for x in range(-8, WIDTH + 9, 8)]
    canvas.area(below(ground), mix(SLATE, MIST, 0.35))
    earth(canvas, shifted(ground, 22), HEIGHT - floor - 22)
    return canvas


def gantry(canvas: Canvas, x: float, top: float, foot: float) -> None:
    """One leg of the portal: two slim posts and the lattice between them."""
    for side in (-1, 1):
        canvas.line([(x + side * 15, top), (x + side * 34, foot)], GRAPHITE, 8)
    braces = 9
    for number in range(braces):
        y1, y2 = (top + (foot - top) * n / braces for n in (number, number + 1))
        half1, half2 = (15 + 19 * n / braces for n in (number, number + 1))
        for side in (-1, 1):
            canvas.line([(x - side * half1, y1), (x + side * half2, y2)], GRAPHITE, 3)


def insulator(
    canvas: Canvas, x: float, top: float, discs: int, half: float, colour: Colour
) -> None:
    """A stack of discs, a little wider downwards."""
    canvas.area(box(x - half * 0.34, top, x + half * 0.34, top + discs * 17), mix(colour, INK, 0.4))
    for number in range(discs):
        y = top + number * 17
        reach = half * (0.72 + 0.28 * number / max(1, discs - 1))
        canvas.area(box(x - reach, y, x + reach, y + 10, 5), colour)


def transformer(canvas: Canvas, floor: float) -> None:
    """The tank with its cooling fins to both sides, and the oil conservator above."""
    canvas.area(box(1040, 392, 1226, 446, 27), SLATE, GRAPHITE)
    canvas.line([(1130, 440), (1130, 480), (1040, 500)], GRAPHITE, 9)
    canvas.area(box(540, 474, 1060, 496), INK)
    canvas.area(box(560, 496, 1040, 760), mix(FOREST, SLATE, 0.45), mix(FOREST, GRAPHITE, 0.5))
    for left in (402, 1050):
        for level in (524, 716):
            canvas.area(box(left - 4, level, left + 160, level + 14, 7), GRAPHITE)
        for fin in range(9):
            x = left + 2 + fin * 16
            canvas.area(box(x, 512, x + 11, 738, 5), mix(SLATE, WATER_LIGHT, 0.28), SLATE)
    for rib in range(6):
        x = 592 + rib * 80
        canvas.area(box(x, 506, x + 16, 750), mix(FOREST, SLATE, 0.75), mix(FOREST, SLATE, 0.2))
    canvas.area([(840, 588), (880, 656), (800, 656)], SIGNAL)
    canvas.area([(846, 604), (828, 636), (840, 636), (832, 652), (854, 626), (842, 626)], INK)
    canvas.area(box(520, 760, 1080, 776), SLATE)
    for x in (600, 1000):
        canvas.disc(x, 786, 14, INK)
    canvas.area(box(470, floor - 6, 1130, floor + 1), mix(SLATE, MIST, 0.6))
