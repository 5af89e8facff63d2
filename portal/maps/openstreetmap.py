"""Addresses at OpenStreetMap. They are only named: nothing is asked there before a reader does."""

from collections.abc import Sequence
from urllib.parse import urlencode

from portal.maps.coordinates import Point

OPENSTREETMAP = "https://www.openstreetmap.org"
ZOOM = 15
# Degrees around a place that are shown with it.
AROUND = 0.01


def search_url(address: str) -> str:
    """Where OpenStreetMap looks for `address`."""
    return f"{OPENSTREETMAP}/search?" + urlencode({"query": address})


def place_url(point: Point) -> str:
    """Where OpenStreetMap shows `point` with a mark."""
    where = f"{point.latitude:.5f}", f"{point.longitude:.5f}"
    query = urlencode(dict(zip(("mlat", "mlon"), where, strict=True)))
    return f"{OPENSTREETMAP}/?{query}#map={ZOOM}/{'/'.join(where)}"


def area_url(points: Sequence[Point]) -> str:
    """Where OpenStreetMap shows `points`: the only one with a mark, of several the area."""
    if len(points) == 1:
        return place_url(points[0])
    return f"{OPENSTREETMAP}/?" + urlencode({"bbox": _box(points)})


def frame_url(points: Sequence[Point]) -> str:
    """A map to be framed that shows all of `points`, and marks the only one."""
    query = {"bbox": _box(points), "layer": "mapnik"}
    if len(points) == 1:
        query["marker"] = f"{points[0].latitude:.5f},{points[0].longitude:.5f}"
    return f"{OPENSTREETMAP}/export/embed.html?" + urlencode(query)


def _box(points: Sequence[Point]) -> str:
    latitudes = [point.latitude for point in points]
    longitudes = [point.longitude for point in points]
    edges = (
        min(longitudes) - AROUND,
        min(latitudes) - AROUND,
        max(longitudes) + AROUND,
        max(latitudes) + AROUND,
    )
    return ",".join(f"{edge:.5f}" for edge in edges)
