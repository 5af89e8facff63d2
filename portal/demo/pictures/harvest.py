"""Energy from sun and wind on reclaimed land."""

import math

from portal.demo.pictures.canvas import Canvas
from portal.demo.pictures.palette import (
    FOREST,
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
)  # fmt: skip
from portal.demo.pictures.scenery import earth, trees
from portal.demo.pictures.shapes import (
    WIDTH,
    Point,
    below,
    between,
    height_at,
    shifted,
    wave,
)  # fmt: skip


def panels() -> Canvas:
    """Rows of solar panels down a green slope, which is cut open to show what it is made of."""
    canvas = Canvas(mix(SAND, MIST, 0.7), mix(MIST, SAND, 0.1))
    canvas.glow(330, 196, 460, (255, 214, 160), 0.6)
    canvas.disc(330, 196, 76, SIGNAL)
    far = wave(152, 300, 26, 1300)
    canvas.area(below(far), mix(GREEN, MIST, 0.62))
    crest = [(x, 372 - 96 * math.sin(x / 620 - 0.9)) for x in range(-8, WIDTH + 9, 8)]
    trees(canvas, 154, crest, mix(GREEN, FOREST, 0.6), 44)
    edge = [(x, 806 + 24 * math.sin(x / 420 + 1)) for x in range(-8, WIDTH + 9, 8)]
    canvas.area(below(crest), MEADOW, GREEN)
    rows = 7
    for row in range(rows):
        near = (row + 0.35) / rows
        base = between(crest, edge, 0.06 + 0.9 * near**1.25)
        table(canvas, base, 16 + 54 * near, row)
    canvas.area(below(edge), FOREST)
    earth(canvas, shifted(edge, 16), 168)
    return canvas


def table(canvas: Canvas, base: list[Point], tall: float, row: int) -> None:
    """A row of panels along `base`, leaning away from it; with gaps where people pass."""
    wide, rise, lean = tall * 0.86, tall * 0.78, tall * 0.34
    fine_line = max(0.8, tall / 60)
    for number in range(-2, int(WIDTH / wide) + 4):
        if (number + 2 * row) % 9 == 0:
            continue
        left = number * wide + 0.37 * row * wide
        right = left + wide * 0.95
        foot = [(left, height_at(base, left)), (right, height_at(base, right))]
        head = shifted(foot, -rise, lean)
        shadow = shifted(foot, tall * 0.24, -lean * 0.4)
        canvas.area([*foot, *reversed(shadow)], mix(FOREST, GREEN, 0.35))
        glint = max(0, math.sin(left / 300 - 0.55 * row + 0.9)) ** 6
        glass = mix(WATER_DEEP, WATER, 0.25 + 0.2 * math.sin(number * 1.7))
        colour = mix(glass, WATER_LIGHT, 0.75 * glint)
        canvas.area([*foot, *reversed(head)], colour)
        grid = mix(colour, WATER_LIGHT, 0.34)
        for share in (1 / 3, 2 / 3):
            canvas.line(between(foot, head, share), grid, fine_line)
        canvas.line([*between(foot[:1], foot[1:], 0.5), *between(head[:1], head[1:], 0.5)], grid,
                    fine_line)  # fmt: skip
        canvas.line(head, mix(colour, MIST, 0.7), max(1, tall / 34))


def turbines() -> Canvas:
    """Five wind turbines over layers of hills."""
    canvas = Canvas(mix(WATER, WATER_DEEP, 0.34), mix(WATER, WATER_LIGHT, 0.2))
    for number in range(4):
        cloud = wave(220 + number, 330 + 62 * number, 16, 1500)
        colour = mix(WATER, WATER_LIGHT, 0.3 + 0.2 * number)
        canvas.area(below(cloud), mix(colour, MIST, 0.16 * number))
    hills = [
        (520, 44, mix(GREEN, WATER_LIGHT, 0.55)),
        (610, 44, mix(GREEN, WATER_LIGHT, 0.25)),
        (700, 40, mix(GREEN, FOREST, 0.35)),
        (800, 36, FOREST),
        (900, 24, mix(FOREST, INK, 0.5)),
    ]
    standing = {0: [(250, 150, 40), (540, 165, 8)], 1: [(1290, 240, 66)], 2: [(860, 400, 22)]}
    for number, (base, height, colour) in enumerate(hills):
        curve = wave(230 + number * 2, base, height, 1150)
        for x, tall, turn in standing.get(number, []):
            turbine(canvas, x, height_at(curve, x) + 18, tall, turn)
        if number > 2:
            trees(canvas, 240 + number, curve, colour, 30 + 14 * (number - 2))
        canvas.area(below(curve), colour, mix(colour, INK, 0.18))
        if number < 3:
            canvas.line(shifted(curve, 11), mix(colour, MIST, 0.18), 2)
    return canvas


def turbine(canvas: Canvas, x: float, foot: float, tall: float, turn: float) -> None:
    """A tower of height `tall` and three blades, turned by `turn` degrees."""
    hub, wide, reach = foot - tall, tall / 44, tall * 0.62
    white, shade = mix(MIST, WHITE, 0.5), mix(MIST, SLATE, 0.3)
    right_edge = [(x + wide * 0.5, hub), (x + wide, foot)]
    canvas.area([(x - wide, foot), (x - wide * 0.5, hub), *right_edge], white)
    canvas.area([(x, foot), (x, hub), *right_edge], shade)
    # (share of the blade's length, half its width): the leading edge out, the trailing one back.
    blade = [(0, -0.5), (0.18, -1.15), (1, -0.12), (1, 0.12), (0.1, 0.5)]
    marking = [(0.78, -0.4), (0.9, -0.26), (0.9, 0.2), (0.78, 0.25)]
    for angle in (turn, turn + 120, turn + 240):
        cos, sin = math.cos(math.radians(angle)), math.sin(math.radians(angle))
        for shape, colour in ((blade, white), (marking, SIGNAL)):
            points = [(reach * out, wide * side) for out, side in shape]
            canvas.area(
                [(x + a * cos - b * sin, hub + a * sin + b * cos) for a, b in points], colour
            )
    canvas.disc(x, hub, wide * 1.15, white)
    canvas.disc(x, hub, wide * 0.55, shade)
