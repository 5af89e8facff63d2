"""A shuttle that needs no driver, and what it sees."""

from portal.demo.pictures.canvas import Canvas
from portal.demo.pictures.palette import (
    CLAY,
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
    mix,
)
from portal.demo.pictures.scenery import earth, trees
from portal.demo.pictures.shapes import (
    HEIGHT,
    WIDTH,
    Point,
    arc,
    below,
    bezier,
    box,
    ellipse,
    sector,
    shifted,
    wave,
)

BARK = mix(CLAY, SAND, 0.4)


def vehicle() -> Canvas:
    """A shuttle without a driver, from the side, and the fan of what it sees."""
    canvas = Canvas(WATER_DEEP, mix(WATER, WATER_DEEP, 0.3))
    for number in range(3):
        band = wave(340 + number, 110 + 130 * number, 22, 1500)
        canvas.area(below(band), mix(WATER_DEEP, WATER, 0.16 + 0.17 * number))
    for number in range(4):
        curve = wave(320 + number, 430 + 74 * number, 40 - 7 * number, 1250)
        colour = mix(mix(WATER, WATER_DEEP, 0.45), mix(FOREST, WATER_DEEP, 0.4), number / 3)
        if number == 2:
            trees(canvas, 330, curve, colour, 44)
        canvas.area(below(curve), colour)
    floor = 770.0
    eye = (570.0, floor - 353)
    sight(canvas, eye)
    ground = [(x, floor) for x in range(-8, WIDTH + 9, 8)]
    canvas.area(below(ground), GRAPHITE)
    canvas.line(ground, mix(SLATE, MIST, 0.3), 4)
    for x in range(-40, WIDTH, 150):
        canvas.area(box(x, floor + 22, x + 84, floor + 27), mix(SLATE, MIST, 0.5))
    earth(canvas, shifted(ground, 48), HEIGHT - floor - 48)
    sapling(canvas, 1240, floor)
    shuttle(canvas, 210, floor)
    return canvas


def sight(canvas: Canvas, eye: Point) -> None:
    """The sensor's fan: rings of equal distance, fainter the farther they are."""
    x, y = eye
    for number in range(9):
        inner, outer = 40 + 104 * number, 144 + 104 * number
        canvas.veil(sector(x, y, inner, outer, -6, 25), SIGNAL, 0.5 - 0.045 * number)
        canvas.line(arc(x, y, outer, -6, 25), mix(SIGNAL, WATER_DEEP, 0.07 * number), 3.5)


def sapling(canvas: Canvas, x: float, floor: float) -> None:
    """A young tree, and the brackets of a machine that has noticed it."""
    canvas.line([(x, floor), (x, floor - 150)], BARK, 9)
    crown = ellipse(x, floor - 190, 62, 98)
    canvas.area(crown, MEADOW)
    canvas.area([point for point in crown if point[0] >= x], mix(MEADOW, GREEN, 0.6))
    for lift, side in ((232, -1), (196, 1), (160, -1)):
        canvas.line([(x, floor - lift + 34), (x + side * 30, floor - lift)], BARK, 5)
    canvas.line([(x, floor - 110), (x, floor - 240)], BARK, 6)
    left, top, right, bottom = x - 104, floor - 306, x + 104, floor - 18
    for corner_x, inward_x in ((left, 1), (right, -1)):
        for corner_y, inward_y in ((top, 1), (bottom, -1)):
            reach_x, reach_y = corner_x + 44 * inward_x, corner_y + 44 * inward_y
            bracket = [(reach_x, corner_y), (corner_x, corner_y), (corner_x, reach_y)]
            canvas.line(bracket, SIGNAL, 6)


def shuttle(canvas: Canvas, left: float, floor: float) -> None:
    """The vehicle, its rear lower corner at (left, floor)."""
    right, top, sill = left + 560, floor - 330, floor - 44
    body = [
        (left + 16, sill),
        *bezier((left, sill - 16), (left, top), (left + 6, top), (left + 96, top)),
        *bezier((right - 190, top), (right - 60, top), (right - 8, top + 120), (right, sill - 40)),
        *arc(right - 40, sill - 40, 40, 0, 90),
    ]
    canvas.area(body, mix(MIST, WHITE, 0.4), mix(MIST, SLATE, 0.22))
    back, front, upper, lower = left + 42, right - 46, top + 34, top + 160
    glass = [
        *bezier((back, lower), (back + 2, upper), (back + 18, upper), (back + 78, upper)),
        *bezier((front - 150, upper), (front - 64, upper), (front - 20, top + 90), (front, lower)),
    ]
    canvas.area(glass, mix(INK, WATER_DEEP, 0.5), mix(INK, WATER_DEEP, 0.9))
    gleam = [(left + 250, upper), (left + 330, upper), (left + 250, lower), (left + 170, lower)]
    canvas.veil(gleam, WATER_LIGHT, 0.2)
    for x in (left + 186, left + 374):
        canvas.area(box(x, upper, x + 7, lower), mix(MIST, SLATE, 0.2))
    for x in (left + 186, left + 281, left + 380):
        canvas.line([(x, top + 168), (x, sill - 8)], mix(MIST, SLATE, 0.4), 2)
    canvas.area(box(left + 1, sill - 78, right - 6, sill - 68), SIGNAL)
    canvas.area(box(left + 10, sill - 14, right - 22, sill + 8, 8), GRAPHITE)
    canvas.area(box(right - 40, sill - 112, right - 14, sill - 96, 8), mix(SAND, MIST, 0.5))
    for x in (left + 116, left + 436):
        canvas.area(arc(x, floor - 58, 72, 175, 365), GRAPHITE)
        canvas.disc(x, floor - 56, 56, INK)
        canvas.disc(x, floor - 56, 33, mix(SLATE, MIST, 0.3))
        canvas.disc(x, floor - 56, 11, INK)
    canvas.area(box(right - 232, top - 10, right - 168, top + 4), SLATE)
    canvas.area(box(right - 236, top - 38, right - 164, top - 8, 10), GRAPHITE)
    canvas.area(box(right - 236, top - 27, right - 164, top - 19), SIGNAL)
