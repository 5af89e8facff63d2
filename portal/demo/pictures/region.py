"""A region as a map: its municipalities are blocks of one layered ground, shifted by faults."""

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
    WATER,
    WATER_DEEP,
    WATER_LIGHT,
    mix,
)  # fmt: skip
from portal.demo.pictures.shapes import HEIGHT, WIDTH, Point, below, shifted, wave

# (x, y, size of its point, how far its layers lie below those of the neighbours)
PLACES = [
    (130, 240, 11, 30), (190, 560, 14, -46), (150, 860, 11, 20), (420, 330, 16, 70),
    (440, 700, 13, -14), (610, 110, 11, -40), (690, 880, 14, 44), (800, 500, 27, 0),
    (930, 200, 14, 52), (1040, 790, 16, -52), (1130, 450, 14, 84), (1250, 170, 12, -26),
    (1350, 640, 17, 26), (1330, 900, 11, 60), (1490, 380, 13, -60),
]  # fmt: skip
MIDDLE = 7
WAYS = [
    (0, 3), (1, 3), (3, 7), (5, 8), (8, 7), (4, 7), (2, 4), (6, 7), (6, 9), (7, 10), (10, 11),
    (10, 12), (12, 13), (10, 14),
]  # fmt: skip
LAYERS = [
    mix(MEADOW, MIST, 0.5), mix(MEADOW, MIST, 0.15), mix(MEADOW, GREEN, 0.5), GREEN,
    mix(GREEN, FOREST, 0.6), mix(SAND, MIST, 0.55), mix(SAND, MIST, 0.2), mix(SAND, CLAY, 0.25),
    mix(SAND, CLAY, 0.7), CLAY, mix(CLAY, EARTH, 0.6), mix(EARTH, EARTH_DEEP, 0.3), GRAPHITE,
    mix(WATER, WATER_LIGHT, 0.5), WATER, mix(WATER, WATER_DEEP, 0.6), WATER_DEEP,
]  # fmt: skip
THICKNESS = 64


def region() -> Canvas:
    """The map: bands in blocks, places as points, the ways between them as lines."""
    canvas = Canvas(MIST, MIST)
    for place in PLACES:
        block(canvas, cell(place), place[3])
    for first, second in WAYS:
        canvas.line([PLACES[first][:2], PLACES[second][:2]], INK, 2.6)
    for number, (x, y, size, _) in enumerate(PLACES):
        if number == MIDDLE:
            canvas.ring(x, y, size + 28, INK, 3)
        canvas.disc(x, y, size + 5, INK)
        canvas.disc(x, y, size, SIGNAL if number == MIDDLE else MIST)
    return canvas


def block(canvas: Canvas, border: list[Point], down: float) -> None:
    """The layers within one municipality."""
    for number, colour in enumerate(LAYERS):
        # The uppermost one reaches up to any border.
        top = wave(440, THICKNESS * (number - 1) if number else -400, 15, 1700)
        layer = clipped(below(shifted(top, down)), border)
        if len(layer) > 2:
            canvas.area(layer, colour)
    canvas.line([*border, *border[:2]], MIST, 6)


def cell(place: tuple[float, float, float, float]) -> list[Point]:
    """Everything that is nearer to `place` than to any other."""
    border = [(-20.0, -20.0), (WIDTH + 20, -20), (WIDTH + 20, HEIGHT + 20), (-20, HEIGHT + 20)]
    x, y = place[:2]
    for other_x, other_y, *_ in PLACES:
        if (other_x, other_y) != (x, y):
            normal = (x - other_x, y - other_y)
            border = half(border, ((x + other_x) / 2, (y + other_y) / 2), normal)
    return border


def clipped(points: list[Point], border: list[Point]) -> list[Point]:
    """What of a polygon lies within `border`, which is convex and runs clockwise."""
    for (x1, y1), (x2, y2) in zip(border, [*border[1:], border[0]], strict=True):
        points = half(points, (x1, y1), (y1 - y2, x2 - x1))
    return points


def half(points: list[Point], on: Point, normal: Point) -> list[Point]:
    """What of a polygon lies on that side of the line through `on` to which `normal` points."""

    def side(point: Point) -> float:
        return (point[0] - on[0]) * normal[0] + (point[1] - on[1]) * normal[1]

    kept = []
    for start, end in zip(points, [*points[1:], *points[:1]], strict=True):
        here, there = side(start), side(end)
        if here >= 0:
            kept.append(start)
        if here * there < 0:
            share = here / (here - there)
            kept.append(tuple(a + (b - a) * share for a, b in zip(start, end, strict=True)))
    return kept
