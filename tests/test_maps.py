"""Maps: coordinates as people copy them, places on our own map, nothing asked of anybody else."""

from urllib.parse import parse_qs, urlsplit

import pytest
from bs4 import BeautifulSoup
from django.utils import translation
from wagtail.blocks import StreamBlockValidationError, StructBlockValidationError

from news.models import NewsPage
from portal.blocks import MapBlock
from portal.maps import land
from portal.maps.coordinates import NoCoordinates, Point, parse_point
from portal.maps.drawing import RegionMap
from tests.stories import block, item
from tests.translating import translate

STORY = NewsPage._meta.get_field("body").stream_block
MAP = STORY.child_blocks["map"]
KLESZCZOW, BELCHATOW = Point(51.22, 19.30), Point(51.36, 19.36)
OFFICE = {"name": "Biuro", "address": "ul. Główna 122, 97-410 Kleszczów", "coordinates": ""}
HOSTILE = "<script>alert(1)</script>"


def place(**values) -> dict:
    return item({"name": "Miejsce", "address": "", "coordinates": "", **values})


def story(*places, **values) -> dict:
    return block("map", {"title": "Gdzie", "places": list(places), **values})


def render(*places, language="pl", **values) -> BeautifulSoup:
    with translation.override(language):
        html = STORY.render(STORY.to_python([story(*places, **values)]))
    return BeautifulSoup(html, "html.parser")


def value_of(*places):
    return STORY.to_python([story(*places)])[0].value


class TestCoordinates:
    @pytest.mark.parametrize(
        "text",
        [
            "51,2236 19,3036",
            "51.2236, 19.3036",
            "51.2236,19.3036",
            "51,2236, 19,3036",
            "51,2236; 19,3036",
            " 51.2236\u00a0 19.3036 ",
            "51.2236° 19.3036°",
            "51.2236N 19.3036E",
            "N 51°13′24.96″ E 19°18′12.96″",
            "51°13'24.96\"N, 19°18'12.96\"E",
            "E 19.3036 N 51.2236",
            "https://www.openstreetmap.org/?mlat=51.2236&mlon=19.3036#map=15/50.1/18.1",
            "https://www.openstreetmap.org/#map=15/51.2236/19.3036",
            "https://www.openstreetmap.org/node/1#map=15/51.2236/19.3036&layers=N",
            "https://www.google.com/maps/@51.2236,19.3036,15z",
            "https://www.google.com/maps/place/X/@50.1,18.1,15z/data=!3m1!8m2!3d51.2236!4d19.3036",
            "https://maps.google.com/?q=51.2236,19.3036",
            "geo:51.2236,19.3036?z=15",
        ],
    )
    def test_are_read_as_people_copy_them(self, text):
        point = parse_point(text)

        assert (round(point.latitude, 4), round(point.longitude, 4)) == (51.2236, 19.3036)

    @pytest.mark.parametrize(
        ("text", "point"),
        [("-33,86 151,21", Point(-33.86, 151.21)), ("33.5S 70.25W", Point(-33.5, -70.25))],
    )
    def test_reach_around_the_earth(self, text, point):
        assert parse_point(text) == point

    @pytest.mark.parametrize(
        "text",
        [
            "", "Kleszczów", "51,22", "51,22,19,30", "91 19", "51 181", "51N 19N", "51E 19",
            "https://maps.app.goo.gl/abc", "1 2 3", "nan nan", "999.5,19.5",
        ],
    )  # fmt: skip
    def test_that_are_none_are_refused(self, text):
        with pytest.raises(NoCoordinates):
            parse_point(text)

    def test_tell_distances(self):
        assert round(KLESZCZOW.distance_to(BELCHATOW)) == 16
        assert KLESZCZOW.distance_to(KLESZCZOW) == 0


class TestLand:
    def test_all_towns_are_on_the_map(self):
        assert all(land.is_on_map(town.point) for town in land.TOWNS)

    def test_north_is_up_and_east_is_right(self):
        (x, y), (east, north) = land.position(KLESZCZOW), land.position(BELCHATOW)

        assert 0 < x < east < 100
        assert 0 < north < y < 100

    def test_a_square_degree_is_no_square(self):
        assert abs(land.WIDTH_KM - land.HEIGHT_KM) < 2

    @pytest.mark.parametrize(
        ("address", "town"),
        [
            ("ul. Główna 122, 97-410 Kleszczów", "Kleszczów"),
            ("ul. Łódź 3, 97-400 BEŁCHATÓW", "Bełchatów"),
            ("Piotrków Trybunalski", "Piotrków Trybunalski"),
        ],
    )
    def test_a_town_is_known_by_the_end_of_an_address(self, address, town):
        assert land.town_of(address).name == town

    @pytest.mark.parametrize("address", ["", "Warszawa", "Kleszczówek 5"])
    def test_other_towns_are_not(self, address):
        assert land.town_of(address) is None


class TestMarks:
    def test_that_would_cover_each_other_are_one(self):
        near = Point(51.225, 19.305)
        marks = RegionMap([(1, KLESZCZOW), (2, BELCHATOW), (3, near), (4, near)]).marks

        assert [mark.text for mark in marks] == ["1, 3, 4", "2"]

    def test_of_many_in_a_row_are_told_shortly(self):
        assert RegionMap([(n, KLESZCZOW) for n in (1, 2, 3)]).marks[0].text == "1–3"


class TestPlaces:
    def test_by_coordinates_are_exact(self):
        (found,) = value_of(place(coordinates="51,30 19,30")).located

        assert (found.point, found.is_exact, found.is_on_map) == (Point(51.3, 19.3), True, True)
        assert found.nearest == ("Bełchatów", 8)

    def test_by_address_stand_in_their_town(self):
        (found,) = value_of(item(OFFICE)).located

        assert (found.point, found.is_exact, found.nearest) == (KLESZCZOW, False, None)

    def test_elsewhere_have_a_link_but_no_mark(self):
        value = value_of(place(coordinates="48.8584 2.2945"), place(address="Warszawa"))

        assert value.map is None
        assert [found.is_on_map for found in value.located] == [False, False]
        assert all(found.url for found in value.located)


class TestBlock:
    def test_lists_every_place_with_its_address_and_a_link(self):
        html = render(item(OFFICE), place(name="Dworzec", coordinates="51.4065,19.695"))

        first, second = html.select("ol.map__places li")
        assert OFFICE["address"] in first.text
        assert parse_qs(urlsplit(first.a["href"]).query) == {"query": [OFFICE["address"]]}
        assert "mlat=51.40650&mlon=19.69500#map=15/51.40650/19.69500" in second.a["href"]
        assert html.select_one("svg[role=img]")["aria-label"].endswith(": 1. Biuro; 2. Dworzec")

    @pytest.mark.parametrize("language", ["pl", "en"])
    def test_asks_nobody_by_itself(self, language):
        html = render(place(coordinates="51.3 19.3"), language=language)

        assert not html.select("iframe, img, link, object, [style]")
        assert [script["src"] for script in html.select("script")] == ["/static/js/embed.js"]

    def test_offers_a_detailed_map_after_a_click(self):
        box = render(place(coordinates="51.3 19.3")).select_one("[data-embed]")
        frame = BeautifulSoup(box["data-embed"], "html.parser").iframe

        query = parse_qs(urlsplit(frame["src"]).query)
        assert frame["src"].startswith("https://www.openstreetmap.org/export/embed.html?")
        assert query["marker"] == ["51.30000,19.30000"]
        assert query["bbox"] == ["19.29000,51.29000,19.31000,51.31000"]
        assert box.select_one("a[data-embed-open]")["href"].startswith(
            "https://www.openstreetmap.org/?mlat="
        )

    def test_of_several_places_shows_them_all(self):
        box = render(place(coordinates="51.3 19.3"), place(coordinates="51.4 19.1")).select_one(
            "[data-embed]"
        )

        assert "bbox=19.09000%2C51.29000%2C19.31000%2C51.41000" in box["data-embed"]
        assert "marker" not in box["data-embed"]

    def test_without_an_exact_place_offers_none(self):
        assert not render(item(OFFICE)).select("[data-embed], script")

    @pytest.mark.parametrize("language", ["pl", "en"])
    def test_writes_places_as_svg_has_them(self, language):
        html = render(item(OFFICE), language=language)

        for shape in html.select("svg *"):
            for name in ("x", "y", "cx", "cy", "x2", "width"):
                assert "," not in shape.get(name, "")

    def test_escapes_whatever_is_typed(self):
        html = str(render(place(name=HOSTILE, address=f"{HOSTILE} Kleszczów"), title=HOSTILE))

        assert "<script>" not in html.replace('<script src="/static/js/embed.js"', "")
        assert "alert(1)" in html

    def test_of_a_draft_with_wrong_coordinates_still_shows_the_rest(self):
        assert "Miejsce" in render(place(coordinates="gdzieś")).text


class TestForm:
    PLACE = MAP.child_blocks["places"].child_block

    def errors(self, **values) -> dict:
        with pytest.raises(StructBlockValidationError) as caught:
            self.PLACE.clean(self.PLACE.to_python({"name": "X", **values}))
        return caught.value.block_errors

    def test_wants_an_address_or_coordinates(self):
        assert set(self.errors()) == {"address"}

    @pytest.mark.parametrize("text", ["gdzieś", "19,3036 51,2236", "https://maps.app.goo.gl/abc"])
    def test_refuses_coordinates_that_are_none_or_the_wrong_way_round(self, text):
        assert set(self.errors(coordinates=text)) == {"coordinates"}

    @pytest.mark.parametrize(
        "values", [{"address": "Kleszczów"}, {"coordinates": "51,22 19,30"}, OFFICE]
    )
    def test_takes_either(self, values):
        assert self.PLACE.clean(self.PLACE.to_python({"name": "X", **values}))


def test_translators_are_asked_for_names_only(polish_tree, publish):
    publish(
        polish_tree.news,
        body=[story(place(name="Biuro", address="Kleszczów", coordinates="51,3 19,3"))],
    )
    for page in (polish_tree.home, polish_tree.news_index, polish_tree.news):
        translate(page)

    value = polish_tree.english(polish_tree.news).body[0].value
    assert value["title"] == "EN Gdzie"
    assert dict(value["places"][0]) == {
        "name": "EN Biuro",
        "address": "Kleszczów",
        "coordinates": "51,3 19,3",
    }


def test_the_preview_is_a_map_that_an_editor_could_save():
    assert MapBlock().clean(MAP.get_preview_value()).map


def test_a_draft_may_have_a_place_that_is_not_finished():
    unfinished = STORY.to_python([story(place(name="Biuro"))])
    assert STORY.clean_deferred(unfinished)[0].value["places"][0]["name"] == "Biuro"
    with pytest.raises(StreamBlockValidationError):
        STORY.clean(unfinished)
