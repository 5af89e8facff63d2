"""Points in a row: curves, closed shapes, and the dice that bend them."""

import math
import random

WIDTH, HEIGHT = 1600, 1000

Point = tuple[float, float]


class Dice(random.Random):
    """What looks random: the same throws in every run for the same seed."""


def wave(seed: int, base: float, height: float, length: float = 900) -> list[Point]:
    """A quiet curve from left to right around `base`."""
    dice = Dice(seed)
    parts = [
        (height / number, math.tau * number / length * dice.uniform(0.7, 1.3), dice.uniform(0, 9))
        for number in (1, 2, 3)
    ]
    return [
        (x, base + sum(size * math.sin(x * pace + phase) for size, pace, phase in parts))
        for x in range(-8, WIDTH + 9, 8)
    ]


def below(curve: list[Point]) -> list[Point]:
    """The polygon between `curve` and the lower edge."""
    return [*curve, (curve[-1][0], HEIGHT + 4), (curve[0][0], HEIGHT + 4)]


def shifted(points: list[Point], down: float, right: float = 0) -> list[Point]:
    return [(x + right, y + down) for x, y in points]


def between(upper: list[Point], lower: list[Point], share: float) -> list[Point]:
    """The curve at `share` (0–1) of the way from `upper` to `lower`."""
    return [
        (x1 + (x2 - x1) * share, y1 + (y2 - y1) * share)
        for (x1, y1), (x2, y2) in zip(upper, lower, strict=True)
    ]


def height_at(curve: list[Point], x: float) -> float:
    """How far down `curve`, made by `wave`, is at `x`."""
    start = curve[0][0]
    place = min(max((x - start) / (curve[1][0] - start), 0), len(curve) - 1.001)
    at = int(place)
    return curve[at][1] + (curve[at + 1][1] - curve[at][1]) * (place - at)


def blend(first: list[Point], second: list[Point], depth: float) -> list[Point]:
    """`first` moved down by `depth`, the more like `second` the deeper it comes to lie."""
    return shifted(between(first, second, min(1, depth / 400)), depth)


def ellipse(x: float, y: float, width: float, height: float, seed: int = 0) -> list[Point]:
    """A closed curve, a little irregular where `seed` is given."""
    dice = Dice(seed)
    waves = [(dice.uniform(0, math.tau), dice.uniform(0.012, 0.045)) for _ in range(4)]
    points = []
    for step in range(240):
        angle = math.tau * step / 240
        stretch = 1
        if seed:
            stretch += sum(
                size * math.sin(angle * (number + 2) + phase)
                for number, (phase, size) in enumerate(waves)
            )
        points.append(
            (x + width * stretch * math.cos(angle), y + height * stretch * math.sin(angle))
        )
    return points


def arc(x: float, y: float, radius: float, start: float, end: float) -> list[Point]:
    """A part of a circle; angles in degrees, clockwise from the right."""
    steps = max(2, round(abs(end - start) / 2))
    angles = (math.radians(start + (end - start) * step / steps) for step in range(steps + 1))
    return [(x + radius * math.cos(angle), y + radius * math.sin(angle)) for angle in angles]


def sector(x: float, y: float, inner: float, outer: float, start: float, end: float) -> list[Point]:
    """A part of a ring."""
    return [*arc(x, y, outer, start, end), *arc(x, y, inner, end, start)]


def box(left: float, top: float, right: float, bottom: float, radius: float = 0) -> list[Point]:
    """A rectangle, with round corners if wanted."""
    if not radius:
        return [(left, top), (right, top), (right, bottom), (left, bottom)]
    return [
        *arc(left + radius, top + radius, radius, 180, 270),
        *arc(right - radius, top + radius, radius, 270, 360),
        *arc(right - radius, bottom - radius, radius, 0, 90),
        *arc(left + radius, bottom - radius, radius, 90, 180),
    ]


def ribbon(middle: list[Point], width: float) -> list[Point]:
    """The polygon of that width along a curve, which must not bend more tightly than that."""
    left, right = [], []
    ends = [middle[0], *middle, middle[-1]]
    for (x1, y1), (x, y), (x2, y2) in zip(ends, middle, ends[2:], strict=False):
        scale = width / 2 / math.hypot(x2 - x1, y2 - y1)
        across = ((y1 - y2) * scale, (x2 - x1) * scale)
        left.append((x - across[0], y - across[1]))
        right.append((x + across[0], y + across[1]))
    return [*left, *reversed(right)]


def bezier(start: Point, first: Point, second: Point, end: Point) -> list[Point]:
    """The cubic curve that SVG calls C."""
    shares = [step / 40 for step in range(41)]
    return [
        tuple(
            (1 - t) ** 3 * a + 3 * t * (1 - t) ** 2 * b + 3 * t * t * (1 - t) * c + t**3 * d
            for a, b, c, d in zip(start, first, second, end, strict=True)
        )
        for t in shares
    ]
