"""Coordinates as people copy them: out of a map's address, off a signpost, with Polish commas."""

import re
from dataclasses import dataclass
from math import asin, cos, radians, sin, sqrt

EARTH_RADIUS_KM = 6371.0

_NUMBER = r"[-−]?\d{1,3}(?:[.,]\d+)?"
# A map's address: the place that it marks comes before the middle of what it shows.
_IN_ADDRESSES = [
    re.compile(r"[?&#]mlat=(?P<lat>-?\d+\.?\d*)&mlon=(?P<lon>-?\d+\.?\d*)"),
    re.compile(r"!3d(?P<lat>-?\d+\.?\d*)!4d(?P<lon>-?\d+\.?\d*)"),
    re.compile(r"[?&/](?:q|query|ll|destination|place)[=/](?P<lat>-?\d+\.\d+)(?:,|%2C)\+?(?P<lon>-?\d+\.\d+)"),
    re.compile(r"^geo:(?P<lat>-?\d+\.?\d*),(?P<lon>-?\d+\.?\d*)"),
    re.compile(r"[#&]map=[\d.]+/(?P<lat>-?\d+\.?\d*)/(?P<lon>-?\d+\.?\d*)"),
    re.compile(r"/@(?P<lat>-?\d+\.?\d*),(?P<lon>-?\d+\.?\d*)"),
]  # fmt: skip
_PLAIN = re.compile(rf"(?P<lat>{_NUMBER})°?(?:\s*[,;/]\s+|\s*;\s*|\s+)(?P<lon>{_NUMBER})°?")
# "51.2236,19.3036": a comma without a space parts them where points make the decimals.
_PLAIN_POINTS = re.compile(r"(?P<lat>[-−]?\d{1,3}\.\d+),(?P<lon>[-−]?\d{1,3}\.\d+)")
_ANGLE = (
    r"(?P<{0}_degrees>\d{{1,3}}(?:[.,]\d+)?)\s*°?"
    r"(?:\s*(?P<{0}_minutes>\d{{1,2}}(?:[.,]\d+)?)\s*['’′])?"
    r"(?:\s*(?P<{0}_seconds>\d{{1,2}}(?:[.,]\d+)?)\s*(?:\"|”|″|''|′′))?"
)
_LETTER = r"(?P<{0}_letter>[NSWE])"
_ANGLES = [
    re.compile(r"\s*[,;]?\s*".join(angle.format(which) for which in ("first", "second")), re.I)
    for angle in (rf"{_LETTER}\s*{_ANGLE}", rf"{_ANGLE}\s*{_LETTER}")
]


class NoCoordinates(ValueError):
    """The text names no place on Earth."""


@dataclass(frozen=True)
class Point:
    """Degrees north and east."""

    latitude: float
    longitude: float

    def distance_to(self, other: "Point") -> float:
        """Kilometres as the crow flies."""
        north, east = (
            radians(other.latitude - self.latitude) / 2,
            radians(other.longitude - self.longitude) / 2,
        )
        half_chord = (
            sin(north) ** 2
            + cos(radians(self.latitude)) * cos(radians(other.latitude)) * sin(east) ** 2
        )
        return 2 * EARTH_RADIUS_KM * asin(sqrt(half_chord))

    def swapped(self) -> "Point":
        return Point(self.longitude, self.latitude)

    def __str__(self) -> str:
        return f"{self.latitude:.5f}, {self.longitude:.5f}"


def parse_point(text: str) -> Point:
    """The point that `text` names; it may be the address of OpenStreetMap or Google Maps.

    "51,2236 19,3036", "51.2236, 19.3036", "N 51°13′25″ E 19°18′13″". Latitude comes first, unless
    letters say otherwise. Raises NoCoordinates.
    """
    text = " ".join(text.replace("\u00a0", " ").split())
    for pattern in _IN_ADDRESSES:
        if found := pattern.search(text):
            return _checked(float(found["lat"]), float(found["lon"]))
    for pattern in (_PLAIN_POINTS, _PLAIN):
        if found := pattern.fullmatch(text):
            return _checked(_degrees(found["lat"]), _degrees(found["lon"]))
    for pattern in _ANGLES:
        if not (found := pattern.fullmatch(text)):
            continue
        (first, first_letter), (second, second_letter) = (
            _angle(found, which) for which in ("first", "second")
        )
        if first_letter in {"E", "W"} and second_letter in {"N", "S"}:
            first, second = second, first
        elif first_letter not in {"N", "S"} or second_letter not in {"E", "W"}:
            raise NoCoordinates(text)
        return _checked(first, second)
    raise NoCoordinates(text)


def _angle(found: re.Match, which: str) -> tuple[float, str]:
    letter = found[f"{which}_letter"].upper()
    degrees = sum(
        _degrees(found[f"{which}_{part}"] or "0") / size
        for part, size in (("degrees", 1), ("minutes", 60), ("seconds", 3600))
    )
    return (-degrees if letter in {"S", "W"} else degrees), letter


def _degrees(text: str) -> float:
    return float(text.replace(",", ".").replace("−", "-"))


def _checked(latitude: float, longitude: float) -> Point:
    if abs(latitude) > 90 or abs(longitude) > 180:
        raise NoCoordinates(f"{latitude}, {longitude}")
    return Point(latitude, longitude)
