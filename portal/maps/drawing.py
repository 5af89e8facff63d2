"""Which marks stand where on the map of the region."""

from collections.abc import Iterable
from dataclasses import dataclass

from portal.maps import land
from portal.maps.coordinates import Point

# Marks nearer to one another than this would cover each other's numbers, in percent of the map.
TOO_NEAR = 6.0
# The bar that tells distances: where it begins, in percent, and how long it is.
SCALE_START, SCALE_KM = 3, 20


@dataclass
class Mark:
    """A dot with the numbers of the places that it stands for."""

    x: float
    y: float
    numbers: list[int]

    @property
    def text(self) -> str:
        first, last = self.numbers[0], self.numbers[-1]
        if len(self.numbers) > 2 and last - first == len(self.numbers) - 1:
            return f"{first}–{last}"
        return ", ".join(map(str, self.numbers))

    @property
    def width(self) -> float:
        """In heights of its text."""
        return round(len(self.text) * 0.6 + 1, 2)

    @property
    def left(self) -> float:
        return round(-self.width / 2, 2)


class RegionMap:
    """The map that every map block shows; only its marks differ."""

    towns = [(town, land.position(town.point)) for town in land.TOWNS]
    roads = {name: land.path_of(line) for name, line in land.ROADS.items()}
    rivers = {name: land.path_of(line) for name, line in land.RIVERS.items()}
    pits = [land.path_of(edge) for edge in land.PITS]
    scale_km = SCALE_KM
    scale_end = round(SCALE_START + SCALE_KM / land.WIDTH_KM * 100, 2)

    def __init__(self, points: Iterable[tuple[int, Point]]) -> None:
        """`points` are those on the map, each with the number of its place."""
        self.marks: list[Mark] = []
        for number, point in points:
            x, y = land.position(point)
            near = (mark for mark in self.marks if abs(mark.x - x) + abs(mark.y - y) < TOO_NEAR)
            if mark := next(near, None):
                mark.numbers.append(number)
            else:
                self.marks.append(Mark(x, y, [number]))
