"""Charts: an editor pastes a small table, the server draws it, and the table stands beneath."""

from functools import cached_property

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.blocks import (
    CharBlock,
    ChoiceBlock,
    StructBlock,
    StructBlockValidationError,
    StructValue,
    TextBlock,
)
from wagtail_localize.segments import StringSegmentValue

from portal.figures.data import (
    Cells,
    DataError,
    DataTable,
    Series,
    cells_of,
    is_name,
    parse_data,
    text_of,
)
from portal.figures.drawing import BarDrawing, LineDrawing, draw, in_words
from portal.figures.numbers import format_number


class DataBlock(TextBlock):
    """The table of a chart as text, the way a spreadsheet puts it on the clipboard.

    Its names are translated, each by itself, keyed by their place; its numbers are the same in
    every language and only written differently.
    """

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        # A table without a heading over its names begins with a tab.
        self.field_options["strip"] = False

    def clean(self, value):
        cleaned = super().clean(value)
        if cleaned:
            try:
                parse_data(cleaned)
            except DataError as error:
                raise ValidationError(error.messages) from None
        return cleaned

    def get_searchable_content(self, value):
        return list(_names(cells_of(value or "")).values())

    def get_translatable_segments(self, value: str) -> list[StringSegmentValue]:
        names = _names(cells_of(value or ""))
        return [
            StringSegmentValue(f"{row}-{column}", name) for (row, column), name in names.items()
        ]

    def restore_translated_segments(self, value: str, segments: list[StringSegmentValue]) -> str:
        cells = cells_of(value)
        for segment in segments:
            row, column = map(int, segment.path.split("-"))
            cells[row][column] = " ".join(segment.render_text().split())
        return text_of(cells)


def _names(cells: Cells) -> dict[tuple[int, int], str]:
    """The names in the first row and the first column that have words, by row and column."""
    return {
        (row, column): cell
        for row, line in enumerate(cells)
        for column, cell in enumerate(line)
        if is_name(cell) and (row == 0 or column == 0)
    }


class ChartValue(StructValue):
    """A chart with its numbers: `table` and `series` are None where its text is no table yet."""

    @cached_property
    def table(self) -> DataTable | None:
        try:
            return parse_data(self["data"] or "")
        except DataError:
            # A draft may be wrong still; its preview shows the rest.
            return None

    @property
    def series(self) -> list[Series] | None:
        return self.table and self.table.series

    @property
    def measure(self) -> str:
        """The unit as the editor named it; of numbers that all have a percent sign, that one."""
        return self["unit"] or ("%" if self.table and self.table.in_percent else "")

    @property
    def has_legend(self) -> bool:
        return len(self.table.columns) > 1

    @property
    def drawing(self) -> BarDrawing | LineDrawing:
        """Where everything stands, with its numbers in the active language."""
        return draw(self["kind"], self.table)

    @property
    def in_words(self) -> str:
        return in_words(self["kind"], self.table, self.measure)

    @property
    def written_rows(self) -> list[tuple[str, list[str]]]:
        """(name, numbers in the active language) of each row; a gap is empty."""
        return [
            (row.label, ["" if value is None else format_number(value) for value in row.values])
            for row in self.table.rows
        ]


class ChartBlock(StructBlock):
    title = CharBlock(
        label=gettext_lazy("title"), max_length=160, help_text=gettext_lazy("What is to be seen.")
    )
    kind = ChoiceBlock(
        label=gettext_lazy("kind"),
        choices=[
            ("bar", gettext_lazy("bars: comparing things")),
            ("line", gettext_lazy("line: how something changes with time")),
        ],
        default="bar",
        search_index=False,
    )
    data = DataBlock(
        label=gettext_lazy("table"),
        rows=8,
        help_text=gettext_lazy(
            "Copy it from a spreadsheet and paste it here, or type it with semicolons: names of "
            "columns in the first row, names of rows in the first column, else numbers alone. "
            "Leave a cell empty where a number is not known."
        ),
    )
    unit = CharBlock(
        label=gettext_lazy("unit"),
        max_length=24,
        required=False,
        default="",
        help_text=gettext_lazy("One for all numbers, for example: million PLN"),
    )
    source = CharBlock(label=gettext_lazy("source"), max_length=160, required=False, default="")
    note = CharBlock(
        label=gettext_lazy("note"),
        max_length=300,
        required=False,
        default="",
        help_text=gettext_lazy("What one must know to read the numbers rightly."),
    )

    class Meta:
        icon = "sliders"
        label = gettext_lazy("Chart")
        description = gettext_lazy("Bars or lines drawn from a small table, which is shown below.")
        template = "blocks/chart.html"
        value_class = ChartValue
        label_format = "{title}"

    def clean(self, value):
        cleaned = super().clean(value)
        if cleaned.table and cleaned.table.in_percent and cleaned.measure != "%":
            error = ValidationError(_("The numbers are in percent: leave the unit empty."))
            raise StructBlockValidationError(block_errors={"unit": error})
        return cleaned

    def get_preview_value(self):
        rows = [
            ("", "2024", "2025"),
            (_("Training"), "12,5", "18"),
            (_("Roads"), "31", "27,5"),
            (_("Parks and lakes"), "4", "9,5"),
        ]
        return self.normalize(
            {
                "title": _("What the money went into (an example)"),
                "kind": "bar",
                "data": "\n".join("\t".join(row) for row in rows),
                "unit": _("million PLN"),
                "source": _("invented for this preview"),
                "note": "",
            }
        )
