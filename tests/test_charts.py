"""Charts and key figures: numbers as people paste them, drawn and written for each language."""

from decimal import Decimal

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.utils import translation
from wagtail.blocks import StreamBlockValidationError, StructBlockValidationError

from news.models import NewsPage
from portal.blocks import ChartBlock
from portal.blocks.charts import DataBlock
from portal.figures.data import DataError, cells_of, parse_data, text_of
from portal.figures.drawing import draw, in_words
from portal.figures.numbers import (
    NotANumber,
    TwoReadings,
    format_number,
    format_short,
    localize_figure,
    parse_number,
)
from portal.figures.scale import scale_for
from tests.stories import block, item
from tests.translating import translate

STORY = NewsPage._meta.get_field("body").stream_block
CHART = STORY.child_blocks["chart"]
NBSP = "\u00a0"
YEARS = "Rok\tFirmy\tMiejsca pracy\n2023\t12\t1234,5\n2024\t\t−3\n"
HOSTILE = "<script>alert(1)</script>"


def chart(data=YEARS, **values) -> dict:
    return block("chart", {"title": "Firmy", "kind": "bar", "data": data, **values})


def render(*blocks, language="pl") -> BeautifulSoup:
    with translation.override(language):
        return BeautifulSoup(STORY.render(STORY.to_python(list(blocks))), "html.parser")


def mistakes(data: str) -> list[str]:
    with pytest.raises(DataError) as caught:
        parse_data(data)
    return caught.value.messages


class TestNumbers:
    @pytest.mark.parametrize(
        ("typed", "number"),
        [
            ("1234", "1234"),
            ("1234,5", "1234.5"),
            ("1234.5", "1234.5"),
            ("1 234,5", "1234.5"),
            (f"1{NBSP}234{NBSP}567", "1234567"),
            ("1\u2009234", "1234"),
            ("1\u202f234,05", "1234.05"),
            ("1,234.5", "1234.5"),
            ("1.234,5", "1234.5"),
            ("1.234.567", "1234567"),
            ("1,234,567.8", "1234567.8"),
            ("1,234", "1.234"),
            ("0.125", "0.125"),
            ("-3", "-3"),
            ("−3,5", "-3.5"),
            ("–3", "-3"),
            ("+7", "7"),
            (" 12 ", "12"),
            ("0", "0"),
            ("1000000000000", "1000000000000"),
            ("0,000001", "0.000001"),
        ],
    )
    def test_are_read_as_people_in_poland_type_them(self, typed, number):
        assert parse_number(typed) == Decimal(number)

    @pytest.mark.parametrize(
        "typed",
        ["", "abc", "12 zł", "1,2,3", "12 34", "1e5", "--3", "1.2.3", "NaN", "5-10", "9" * 17, "٣"],
    )
    def test_that_are_none_are_refused(self, typed):
        with pytest.raises(NotANumber):
            parse_number(typed)

    @pytest.mark.parametrize("typed", ["1.234", "12.500", "-1.234"])
    def test_that_mean_a_thousand_times_more_elsewhere_are_refused(self, typed):
        with pytest.raises(TwoReadings):
            parse_number(typed)

    @pytest.mark.parametrize(
        ("language", "shown"), [("pl", f"−1{NBSP}234{NBSP}567,50"), ("en", "−1,234,567.50")]
    )
    def test_are_written_as_each_language_does(self, language, shown):
        with translation.override(language):
            assert format_number(Decimal("-1234567.50")) == shown

    @pytest.mark.parametrize(("language", "shown"), [("pl", f"1,25{NBSP}mln"), ("en", "1.25M")])
    def test_of_millions_are_short_where_there_is_little_room(self, language, shown):
        with translation.override(language):
            assert format_short(Decimal(1_250_000)) == shown
            assert format_short(Decimal(20_000)) in {f"20{NBSP}000", "20,000"}

    def test_of_no_language_at_all_still_have_a_format(self):
        with translation.override(None):
            assert format_short(Decimal(2_000_000))


class TestKeyFigures:
    @pytest.mark.parametrize(
        ("typed", "polish", "english"),
        [
            ("1234,5", "1\u00a0234,5", "1,234.5"),
            ("1234", "1234", "1234"),
            ("12345,5", f"12{NBSP}345,5", "12,345.5"),
            ("1 200", f"1{NBSP}200", "1,200"),
            ("2030", "2030", "2030"),
            ("5–10", "5–10", "5–10"),
            ("1,5–2,5", "1,5–2,5", "1.5–2.5"),
        ],
    )
    def test_are_written_as_each_language_does(self, typed, polish, english):
        for language, shown in (("pl", polish), ("en", english)):
            figures = block("key_figures", {"figures": [item({"value": typed, "label": "x"})] * 2})

            assert render(figures, language=language).find("strong").text == shown

    @pytest.mark.parametrize("typed", ["tysiące", "ponad 20", "1.234", "100%", "5 – wiele"])
    def test_in_words_are_left_to_a_translator(self, typed):
        assert localize_figure(typed) is None

    def test_that_may_be_two_numbers_are_refused(self):
        figures = [item({"value": "1.234", "unit": "", "label": "x"})] * 2
        value = STORY.to_python([block("key_figures", {"figures": figures})])
        with pytest.raises(StreamBlockValidationError) as refused:
            STORY.clean(value)
        assert "1234" in str(refused.value.as_json_data())
        assert "1,234" in str(refused.value.as_json_data())

    def test_ask_a_translator_for_words_only(self, polish_tree):
        figures = [
            item({"value": "1234,5", "unit": "km", "label": "dróg"}),
            item({"value": "tysiące", "unit": "", "label": "miejsc pracy"}),
        ]
        body = STORY.to_python([block("key_figures", {"figures": figures})])
        polish_tree.news.body = body
        polish_tree.news.save_revision().publish()
        for page in (polish_tree.home, polish_tree.news_index, polish_tree.news):
            translate(page)

        shown = polish_tree.english(polish_tree.news).body[0].value["figures"]
        assert [figure["value"] for figure in shown] == ["1234,5", "EN tysiące"]


class TestNames:
    @pytest.mark.parametrize("text", ["Gmina;A;A\nX;1;2", "Gmina;A\nX;1\nX;2", "Rok;\n2024;1"])
    def test_tell_columns_and_rows_apart(self, text):
        with pytest.raises(DataError) as refused:
            parse_data(text)
        (message,) = refused.value.messages
        assert "tę samą nazwę" in message or "nie ma nazwy" in message


class TestTable:
    def test_is_what_a_spreadsheet_puts_on_the_clipboard(self):
        table = parse_data(
            "Rok\tFirmy\tMiejsca pracy\t\r\n2023\t12\t1 234,5\r\n2024\t\t−3\r\n\t\t\r\n"
        )

        assert (table.corner, table.columns) == ("Rok", ("Firmy", "Miejsca pracy"))
        assert [(row.label, row.values) for row in table.rows] == [
            ("2023", (Decimal(12), Decimal("1234.5"))),
            ("2024", (None, Decimal(-3))),
        ]

    def test_may_be_typed_with_semicolons(self):
        table = parse_data(";Firmy\nKleszczów;12\nRząśnia;-\n")

        assert table.series[0].values == (Decimal(12), None)

    def test_may_have_quoted_cells(self):
        table = parse_data('a\tb\n"Zwykły ""Solpark"""\t1')

        assert table.rows[0].label == 'Zwykły "Solpark"'

    def test_goes_into_text_and_back(self):
        cells = [["", "a;b"], ['"Solpark"', "1 234,5"], ["c", ""]]

        assert cells_of(text_of(cells)) == [["", "a;b"], ['"Solpark"', "1 234,5"], ["c"]]

    def test_in_percent_has_that_unit(self):
        assert parse_data("a;b\nc;12,5%\nd;3 %").in_percent
        assert CHART.to_python({"data": "a;b\nc;12,5%"}).measure == "%"

    @pytest.mark.parametrize("data", ["", "a", "a;b", "Kleszczów 12\nRząśnia 3", ";;\n;;"])
    def test_that_is_none_says_how_one_looks(self, data):
        assert mistakes(data)[0].startswith(("Potrzebna jest tabela", "A table is needed"))

    @pytest.mark.parametrize(
        ("data", "told"),
        [
            ("Rok;Firmy\n2023;abc", ("2", "2023", "Firmy", "abc")),
            ("Rok;Firmy\n2022;1\n2023;1.234", ("3", "2023", "Firmy", "1.234", "1234", "1,234")),
            ("Rok;Firmy\n2023;12 zł", ("2", "12 zł")),
            ("Rok;Firmy\n;12", ("2",)),
            ("Rok;;b\n2023;1;2", ("2",)),
            ("Rok;Firmy\n2023;1;2", ("2", "2023")),
            ("a;" + ";".join("bcdefgh") + "\nx;1;2;3;4;5;6;7", ("6", "7")),
            ("a;b\n" + "\n".join(f"r{n};1" for n in range(41)), ("40", "41")),
            (f"a;b\n{'x' * 81};1", ("80",)),
        ],
    )
    def test_tells_where_it_is_wrong(self, data, told):
        message = mistakes(data)[0]

        assert [part for part in told if part not in message] == []

    @pytest.mark.parametrize("data", ["a;b\nc;\nd;-", "a;b\nc;1%\nd;2"])
    def test_without_numbers_or_with_two_units_is_refused(self, data):
        assert mistakes(data)

    def test_tells_not_more_than_can_be_read(self):
        assert len(mistakes("a;b\n" + "\n".join(f"r{n};x" for n in range(30)))) == 5

    def test_without_a_heading_over_its_names_keeps_its_columns(self):
        data = DataBlock().clean("\t2024\t2025\nDrogi\t1\t2")

        assert parse_data(data).columns == ("2024", "2025")

    def test_that_is_wrong_is_refused_by_the_form(self):
        with pytest.raises(ValidationError, match="abc"):
            DataBlock().clean("a;b\nc;abc")

    def test_in_percent_wants_no_other_unit(self):
        value = CHART.to_python({"title": "T", "kind": "bar", "data": "a;b\nc;5%", "unit": "zł"})
        with pytest.raises(StructBlockValidationError):
            CHART.clean(value)


class TestScale:
    @pytest.mark.parametrize(
        "numbers",
        [
            ["0"], ["5"], ["-5"], ["0", "0"], ["7", "7", "7"], ["-3", "-1"], ["-3", "8"],
            ["1e12"], ["0.000001", "0.000002"], ["1000", "1001"], ["-1001", "-1000"],
            ["1e15", "-1e15"],
        ],
    )  # fmt: skip
    @pytest.mark.parametrize("from_zero", [True, False])
    def test_shows_all_numbers_between_round_ticks(self, numbers, from_zero):
        numbers = [Decimal(number) for number in numbers]
        scale = scale_for(numbers, from_zero=from_zero)

        assert all(0 <= scale.share(number) <= 1 for number in numbers)
        assert 2 <= len(scale.ticks) <= 7
        assert {tick % scale.step for tick in scale.ticks} == {0}
        if from_zero:
            assert scale.low <= 0 <= scale.high

    def test_of_a_line_far_from_zero_shows_its_course(self):
        assert scale_for([Decimal(1000), Decimal(1010)], from_zero=False).low == 1000


class TestDrawing:
    def test_a_bar_is_as_long_as_its_number(self):
        bars = [row.bars[0] for row in draw("bar", parse_data("a;b\nx;50\ny;100\nz;0")).rows]

        assert [bar.width for bar in bars] == [50, 100, 0]

    def test_bars_below_zero_go_the_other_way(self):
        drawing = draw("bar", parse_data("a;b\nx;-50\ny;50"))
        below, above = (row.bars[0] for row in drawing.rows)

        assert below.end == above.x == drawing.zero == 50
        assert below.is_negative
        assert drawing.left > 0

    def test_bars_all_below_zero_fill_the_plot(self):
        drawing = draw("bar", parse_data("a;b\nx;-50\ny;-100\nz;"))

        assert drawing.zero == 100
        assert drawing.rows[1].bars[0].x == 0
        assert drawing.right == 0

    def test_a_gap_is_no_zero(self):
        drawing = draw("bar", parse_data("a;b\nx;\ny;0"))

        assert [row.bars[0].is_gap for row in drawing.rows] == [True, False]

    def test_a_line_is_broken_at_a_gap(self):
        (line,) = draw("line", parse_data("a;b\n1;1\n2;2\n3;\n4;4\n5;5")).lines

        assert (len(line.points), len(line.stretches)) == (4, 2)

    def test_a_single_value_stands_in_the_middle(self):
        (line,) = draw("line", parse_data("a;b\n2024;5")).lines

        assert [(point.x, point.text) for point in line.points] == [(50, "5")]

    def test_the_last_time_is_always_told_and_not_all_where_there_is_no_room(self):
        data = "a;b\n" + "\n".join(f"{year};{year}" for year in range(1990, 2026))
        times = draw("line", parse_data(data)).times

        assert (times[-1].text, times[-1].needs_room) == ("2025", False)
        assert len([time for time in times if not time.needs_room]) <= 6 < len(times) <= 12

    @pytest.mark.parametrize("kind", ["bar", "line"])
    def test_stays_on_its_sheet_with_as_much_as_there_may_be(self, kind):
        names = ";".join("bcdefg")
        rows = "\n".join(f"{'Nazwa ' * 12}{n};1;-2;3e0;4;5;6".replace("3e0", "") for n in range(40))
        drawing = draw(kind, parse_data(f"a;{names}\n{rows}"))

        assert drawing.height > 10
        assert drawing.left + drawing.right < 12


class TestWords:
    @pytest.mark.parametrize(
        ("language", "told"),
        [
            ("pl", ["31,5", "Drogi"]),
            ("en", ["31.5", "Drogi"]),
        ],
    )
    def test_tell_the_longest_and_shortest_bars(self, language, told):
        with translation.override(language):
            words = in_words("bar", parse_data("a;b\nSzkoły;2\nDrogi;31,5"), "mln zł")

        assert all(part in words for part in told)
        assert f"2{NBSP}mln zł (Szkoły)" in words

    def test_tell_where_a_line_begins_and_ends(self):
        with translation.override("en"):
            words = in_words("line", parse_data("a;Firms\n2022;\n2023;2\n2024;5"), "%")

        assert words == "Firms: from 2% (2023) to 5% (2024)."


class TestBlock:
    def test_is_a_picture_with_words_and_a_table_beneath(self):
        html = render(chart(unit="tys.", source="GUS", note="Bez rolnictwa."), language="en")

        picture = html.select_one("svg[role=img]")
        assert picture["aria-label"].startswith("Bar chart: Firmy. ")
        assert [th["scope"] for th in html.select("th")] == ["col"] * 3 + ["row"] * 2
        assert html.caption.text == "Firmy (tys.)"
        assert html.details.has_attr("open")
        assert "(%)" in render(chart("a;b\nc;5%")).figcaption.text
        assert "Source: GUS" in html.text

    @pytest.mark.parametrize(
        ("language", "cells"),
        [
            ("pl", ["12", f"1{NBSP}234,5", "no data", "−3"]),
            ("en", ["12", "1,234.5", "no data", "−3"]),
        ],
    )
    def test_writes_its_numbers_as_each_language_does(self, language, cells):
        shown = [td.text for td in render(chart(), language=language).select("td.number")]

        assert shown[:2] + shown[3:] == cells[:2] + cells[3:]
        assert shown[2] in {"no data", "brak danych"}

    @pytest.mark.parametrize("language", ["pl", "en"])
    @pytest.mark.parametrize("kind", ["bar", "line"])
    def test_writes_coordinates_as_svg_has_them(self, kind, language):
        html = render(chart(kind=kind), language=language)

        for shape in html.select("svg *"):
            for name in ("x", "y", "x1", "x2", "y1", "y2", "width", "height"):
                assert "," not in shape.get(name, "")

    @pytest.mark.parametrize("kind", ["bar", "line"])
    def test_tells_series_apart_by_more_than_colour(self, kind):
        html = render(chart(kind=kind))

        marks = html.select(".chart__legend .chart__series")
        assert [" ".join(li.text.split()) for li in marks] == ["Firmy", "Miejsca pracy"]
        assert len({str(li["class"]) for li in marks}) == 2

    def test_has_a_legend_only_if_there_is_something_to_tell_apart(self):
        assert not render(chart("a;b\nc;1")).select(".chart__legend")

    def test_needs_no_ids(self):
        assert not render(chart(), chart(kind="line")).select("[id]")

    @pytest.mark.parametrize("kind", ["bar", "line"])
    def test_escapes_whatever_is_pasted(self, kind):
        data = f"{HOSTILE};{HOSTILE}\n{HOSTILE};1"
        html = str(render(chart(data, kind=kind, title=HOSTILE, unit=HOSTILE, source=HOSTILE)))

        assert "<script>" not in html
        assert "alert(1)" in html

    @pytest.mark.parametrize("data", ["", "nonsense", "a;b\nc;x"])
    def test_of_a_draft_that_is_wrong_still_shows_the_rest(self, data):
        html = render(chart(data, note="Uwaga."))

        assert "Uwaga." in html.text
        assert not html.svg

    def test_is_found_by_its_names(self):
        content = CHART.get_searchable_content(CHART.to_python(chart()["value"]))

        assert {"Firmy", "Rok", "Miejsca pracy"} <= set(content)
        assert not any("1234" in text for text in content)


class TestTranslation:
    @pytest.fixture
    def english(self, polish_tree, publish, django_capture_on_commit_callbacks):
        body = [chart("Rok;Firmy\n2023;1234,5\nRazem;−3", unit="sztuki", source="GUS")]
        publish(polish_tree.news, body=body)
        with django_capture_on_commit_callbacks(execute=True):
            for page in (polish_tree.home, polish_tree.news_index, polish_tree.news):
                translate(page)
        return polish_tree.english(polish_tree.news)

    def test_is_of_names_alone(self, english):
        value = english.body[0].value

        assert (value["title"], value["unit"], value["source"]) == (
            "EN Firmy",
            "EN sztuki",
            "EN GUS",
        )
        assert value.table.columns == ("EN Firmy",)
        assert [row.label for row in value.table.rows] == ["2023", "EN Razem"]
        assert value.series[0].values == (Decimal("1234.5"), Decimal(-3))

    def test_shows_english_numbers_to_readers(self, client, english):
        html = BeautifulSoup(client.get(english.url).content, "html.parser")

        assert [td.text for td in html.select(".chart td.number")] == ["1,234.5", "−3"]


def test_the_preview_is_a_chart_that_an_editor_could_save():
    for language in ("pl", "en"):
        with translation.override(language):
            assert ChartBlock().clean(CHART.get_preview_value()).table
