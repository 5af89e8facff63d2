"""Maps: places by their coordinates or address, on a map of the region that is our own."""

from dataclasses import dataclass
from functools import cached_property

from django.core.exceptions import ValidationError
from django.utils.html import escape
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.blocks import (
    CharBlock,
    ListBlock,
    StructBlock,
    StructBlockValidationError,
    StructValue,
)

from portal.maps import land, openstreetmap
from portal.maps.coordinates import NoCoordinates, Point, parse_point
from portal.maps.drawing import RegionMap


class FactBlock(CharBlock):
    """A line that reads the same in every language, so no translator is asked for it."""

    def get_translatable_segments(self, value: str) -> list:
        return []


class CoordinatesBlock(FactBlock):
    def clean(self, value):
        cleaned = super().clean(value)
        if not cleaned:
            return cleaned
        try:
            point = parse_point(cleaned)
        except NoCoordinates:
            raise ValidationError(
                _(
                    "These are no coordinates. Write latitude and longitude, for example "
                    "51,2236 19,3036, or paste the address of the place at OpenStreetMap or Google "
                    "Maps; the short addresses that telephones share do not tell the place."
                )
            ) from None
        if not land.is_on_map(point) and land.is_on_map(point.swapped()):
            raise ValidationError(
                _("Latitude (about 51) comes first, longitude (about 19) second.")
            )
        return cleaned


@dataclass(frozen=True)
class Place:
    """What a map shows. `point` is None where only an address is known that names no town of ours;
    `is_exact` is False where the point is that of the town."""

    number: int
    name: str
    address: str
    point: Point | None
    is_exact: bool

    @property
    def is_on_map(self) -> bool:
        return self.point is not None and land.is_on_map(self.point)

    @property
    def url(self) -> str:
        """Where OpenStreetMap shows it."""
        if self.point and self.is_exact:
            return openstreetmap.place_url(self.point)
        return openstreetmap.search_url(self.address)

    @property
    def nearest(self) -> tuple[str, int] | None:
        """(town, whole kilometres) of the nearest one on the map; None off the map or in it."""
        if not (self.is_on_map and self.is_exact):
            return None
        town, distance = land.nearest_town(self.point)
        return (town.name, round(distance)) if round(distance) else None


class MapValue(StructValue):
    @cached_property
    def located(self) -> list[Place]:
        """The places with where they are, in the editor's order."""
        return [_place(number, value) for number, value in enumerate(self["places"], start=1)]

    @property
    def map(self) -> RegionMap | None:
        """The map of the region, if any of the places is on it."""
        shown = [(place.number, place.point) for place in self.located if place.is_on_map]
        return RegionMap(shown) if shown else None

    @property
    def exact_points(self) -> list[Point]:
        return [place.point for place in self.located if place.point and place.is_exact]

    @property
    def detailed_url(self) -> str:
        """OpenStreetMap's page of the places; empty where none is exactly known."""
        return openstreetmap.area_url(self.exact_points) if self.exact_points else ""

    @property
    def frame_html(self) -> str:
        """The HTML of OpenStreetMap's own map, for the value of an attribute: nothing is loaded
        before a reader asks for it (static/js/embed.js)."""
        if not self.exact_points:
            return ""
        return f'<iframe src="{escape(openstreetmap.frame_url(self.exact_points))}"></iframe>'


def _place(number: int, value: StructValue) -> Place:
    name, address = value["name"] or "", value["address"] or ""
    try:
        return Place(number, name, address, parse_point(value["coordinates"] or ""), is_exact=True)
    except NoCoordinates:
        town = land.town_of(address)
        return Place(number, name, address, town and town.point, is_exact=False)


class PlaceBlock(StructBlock):
    name = CharBlock(label=gettext_lazy("name"), max_length=120)
    address = FactBlock(
        label=gettext_lazy("address"),
        max_length=200,
        required=False,
        default="",
        help_text=gettext_lazy("Street and number, postal code, town."),
    )
    coordinates = CoordinatesBlock(
        label=gettext_lazy("coordinates"),
        max_length=500,
        required=False,
        default="",
        search_index=False,
        help_text=gettext_lazy(
            "Latitude and longitude, or the address of the place at OpenStreetMap or Google Maps. "
            "Without them the mark stands at the town of the address."
        ),
    )

    class Meta:
        icon = "site"
        label = gettext_lazy("Place")
        label_format = "{name}"

    def clean(self, value):
        cleaned = super().clean(value)
        # A draft may be unfinished.
        if not (self.is_deferred_validation or cleaned["address"] or cleaned["coordinates"]):
            error = ValidationError(_("Write an address or coordinates, or both."))
            raise StructBlockValidationError(block_errors={"address": error})
        return cleaned


class MapBlock(StructBlock):
    title = CharBlock(
        label=gettext_lazy("title"), max_length=160, help_text=gettext_lazy("What is to be seen.")
    )
    places = ListBlock(PlaceBlock(), label=gettext_lazy("places"), min_num=1, max_num=12)

    class Meta:
        icon = "globe"
        label = gettext_lazy("Map")
        description = gettext_lazy("Places on our map of the region, with their addresses.")
        template = "blocks/map.html"
        value_class = MapValue
        label_format = "{title}"

    def get_preview_value(self):
        return self.normalize(
            {
                "title": _("Where to find us"),
                "places": [
                    {
                        "name": _("Office"),
                        "address": "ul. Główna 122, 97-410 Kleszczów",
                        "coordinates": "",
                    },
                    {
                        "name": _("Railway station"),
                        "address": "Piotrków Trybunalski",
                        "coordinates": "51,4065 19,6950",
                    },
                ],
            }
        )
