"""The demo's pictures: earth in layers, and what becomes of it.

Drawn by the portal itself, so that nobody's photograph is needed and nothing has to be licensed.
"""

from collections.abc import Callable, Iterator

from portal.demo.pictures.canvas import Canvas
from portal.demo.pictures.harvest import panels, turbines
from portal.demo.pictures.land import contours, forest, lake, strata
from portal.demo.pictures.net import field_of_light, power_lines, substation
from portal.demo.pictures.people import hall_plan
from portal.demo.pictures.region import region
from portal.demo.pictures.vehicle import vehicle
from portal.demo.pictures.zone import parcels, track

DRAWINGS: dict[str, Callable[[], Canvas]] = {
    drawing.__name__.replace("_", "-"): drawing
    for drawing in (
        strata, lake, forest, field_of_light, contours, parcels, power_lines, track,
        panels, turbines, substation, vehicle, hall_plan, region,
    )
}  # fmt: skip


def draw_all() -> Iterator[tuple[str, bytes]]:
    """(name, JPEG file) of each drawing."""
    for number, (name, drawing) in enumerate(DRAWINGS.items()):
        yield name, drawing().jpeg(grain_seed=number)
