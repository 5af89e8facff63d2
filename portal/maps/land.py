"""The region on our own map: where its towns are, and roughly how roads and rivers run.

Positions of towns are public facts; the lines are drawn by hand through places that they pass, for
orientation only. Nothing is taken from anybody's map, so the drawing is ours.
"""

import re
from dataclasses import dataclass
from math import cos, radians

from portal.maps.coordinates import Point


@dataclass(frozen=True)
class Town:
    name: str
    point: Point
    is_large: bool = False
    # On which side of the dot there is room for the name.
    label: str = "right"


TOWNS = [
    Town("Łódź", Point(51.76, 19.46), is_large=True),
    Town("Piotrków Trybunalski", Point(51.41, 19.70), is_large=True, label="left"),
    Town("Bełchatów", Point(51.36, 19.36), is_large=True),
    Town("Radomsko", Point(51.07, 19.44), is_large=True),
    Town("Wieluń", Point(51.22, 18.57), is_large=True),
    Town("Kleszczów", Point(51.22, 19.30)),
    Town("Szczerców", Point(51.33, 19.11), label="left"),
    Town("Rząśnia", Point(51.22, 19.03), label="left"),
    Town("Sulmierzyce", Point(51.18, 19.20)),
    Town("Pajęczno", Point(51.15, 18.99), label="left"),
    Town("Zelów", Point(51.47, 19.22)),
]
Line = list[Point]


def _line(places: str) -> Line:
    return [Point(*map(float, place.split(","))) for place in places.split()]


ROADS = {
    "A1": _line("51.85,19.62 51.73,19.63 51.41,19.62 51.20,19.50 51.07,19.49 50.92,19.36"),
    "S8": _line(
        "51.22,18.40 51.27,18.60 51.50,18.62 51.56,18.95 51.60,19.18 51.66,19.36 51.62,19.62"
    ),
    "74": _line(
        "51.22,18.40 51.22,18.57 51.28,18.79 51.33,19.11 51.36,19.36 51.41,19.62 "
        "51.41,19.70 51.35,19.95"
    ),
}
RIVERS = {
    "Warta": _line(
        "50.90,19.40 50.97,19.47 51.04,19.30 51.08,19.15 51.12,18.87 51.28,18.79 "
        "51.46,18.83 51.60,18.73 51.71,18.63 51.85,18.66"
    ),
    "Widawka": _line(
        "51.14,19.62 51.24,19.50 51.32,19.40 51.30,19.24 51.33,19.11 51.43,18.94 51.45,18.83"
    ),
}
# The open pits, which are to become lakes.
PITS = [
    _line("51.28,19.22 51.28,19.36 51.25,19.40 51.23,19.36 51.24,19.24"),
    _line("51.27,19.06 51.28,19.16 51.24,19.19 51.22,19.12 51.23,19.07"),
]

NORTH, SOUTH, WEST, EAST = 51.85, 50.95, 18.45, 19.90
_MIDDLE = (NORTH + SOUTH) / 2
KM_PER_DEGREE = 111.2
WIDTH_KM = (EAST - WEST) * KM_PER_DEGREE * cos(radians(_MIDDLE))
HEIGHT_KM = (NORTH - SOUTH) * KM_PER_DEGREE


def position(point: Point) -> tuple[float, float]:
    """Where `point` stands on the map, in percent from the left and from above."""
    return (
        round((point.longitude - WEST) / (EAST - WEST) * 100, 2),
        round((NORTH - point.latitude) / (NORTH - SOUTH) * 100, 2),
    )


def is_on_map(point: Point) -> bool:
    return SOUTH <= point.latitude <= NORTH and WEST <= point.longitude <= EAST


def path_of(line: Line) -> str:
    """`line` as points of an SVG polyline, on a map of 100 by 100."""
    return " ".join("{},{}".format(*position(point)) for point in line)


def nearest_town(point: Point) -> tuple[Town, float]:
    """The town nearest to `point`, and how many kilometres away it is."""
    return min(
        ((town, town.point.distance_to(point)) for town in TOWNS), key=lambda found: found[1]
    )


def town_of(address: str) -> Town | None:
    """The town that `address` names last, as addresses do: a street may be named for another."""
    found = [
        (match.start(), town)
        for town in TOWNS
        for match in re.finditer(rf"(?<!\w){re.escape(town.name)}(?!\w)", address, re.IGNORECASE)
    ]
    return max(found, key=lambda item: item[0])[1] if found else None
