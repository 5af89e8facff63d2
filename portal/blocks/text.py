from anyascii import anyascii
from django.core.exceptions import ValidationError
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.blocks import (
    CharBlock,
    ChoiceBlock,
    ListBlock,
    RichTextBlock,
    StreamValue,
    StructBlock,
    StructValue,
)
from wagtail.contrib.typed_table_block.blocks import TypedTable, TypedTableBlock
from wagtail_localize.segments import StringSegmentValue

from portal.figures.numbers import (
    NotANumber,
    TwoReadings,
    localize_figure,
    parse_number,
    readings,
)

RICH_TEXT_FEATURES = ["bold", "italic", "ol", "ul", "link", "document-link"]
# In a story a heading may be pasted or typed inside a paragraph; see portal.blocks.pasted.
PARAGRAPH_FEATURES = ["h2", "h3", *RICH_TEXT_FEATURES]


class HeadingValue(StructValue):
    # Address of the heading within its page; unique there once `set_anchors` has seen the story.
    anchor = ""
    # The level that it is shown with: never h3 where no h2 stands above (`set_ranks`).
    rank: int | None = None

    def slug(self) -> str:
        return slugify(anyascii(self["text"])) or "section"


# Names that the templates give to parts of a page: a heading of the same words gets a number.
TAKEN_ANCHORS = frozenset(
    [
        "content",
        "errors",
        "errors-title",
        "footer-notices",
        "registers",
        "sent",
        "main-menu",
        "filter-subject",
        "filter-year",
        "page-search",
        "page-search-label",
        "site-search-label",
        "land",
        "form",
        "form-title",
        "find-us",
        "latest-news",
        "next-events",
        "mission",
        "investors",
        "coming",
        "past",
        "related",
        "no-translation",
        "site-search",
    ]
)


def set_anchors(story: StreamValue) -> None:
    """Give each heading of `story` an anchor made of its text, numbered where texts repeat."""
    used = set(TAKEN_ANCHORS)
    for heading in story.blocks_by_name("heading"):
        slug = heading.value.slug()
        anchor, number = slug, 1
        while anchor in used:
            number += 1
            anchor = f"{slug}-{number}"
        used.add(anchor)
        heading.value.anchor = anchor


SECTION, SUBSECTION = 2, 3
# Blocks that may have a title of their own.
TITLED = {"gallery", "documents", "programme"}


def set_ranks(story: StreamValue) -> None:
    """Give every heading and every block with a title its level, so that none is skipped.

    The page's title is the only h1. An editor's subsection (h3) without a section (h2) above it
    becomes a section; the title of a block is a section, or a subsection where one has begun; the
    sessions of a programme stand one below its title.
    """
    in_section = False
    for child in story:
        if child.block_type == "heading":
            wanted = SUBSECTION if child.value["level"] == "h3" else SECTION
            child.value.rank = wanted if in_section else SECTION
            in_section = True
        elif child.block_type in TITLED:
            child.value.rank = SUBSECTION if in_section else SECTION
            if child.block_type == "programme":
                child.value.session_rank = child.value.rank + bool(child.value["title"])


class HeadingBlock(StructBlock):
    text = CharBlock(label=gettext_lazy("text"), max_length=160)
    level = ChoiceBlock(
        label=gettext_lazy("level"),
        choices=[("h2", gettext_lazy("Section (h2)")), ("h3", gettext_lazy("Subsection (h3)"))],
        default="h2",
        search_index=False,
    )

    class Meta:
        icon = "title"
        label = gettext_lazy("Heading")
        description = gettext_lazy("Title of a section; readers can link to it.")
        label_format = "{text}"
        template = "blocks/heading.html"
        value_class = HeadingValue

    def get_preview_value(self):
        return self.normalize({"text": _("Water instead of coal"), "level": "h2"})


class ParagraphBlock(RichTextBlock):
    def __init__(self, required=True, help_text=None, **kwargs):
        kwargs.setdefault("features", PARAGRAPH_FEATURES)
        super().__init__(required=required, help_text=help_text, **kwargs)

    class Meta:
        icon = "pilcrow"
        label = gettext_lazy("Paragraph")
        description = gettext_lazy("Running text with lists and links.")
        template = "blocks/paragraph.html"

    def get_preview_value(self):
        return self.normalize(
            "<p>{}</p>".format(
                _(
                    "The open pit will become a lake. Before that, <b>people need work</b> "
                    "close to where they live."
                )
            )
        )


class FigureBlock(CharBlock):
    """A number, a range of two, or words in their place ("thousands").

    Words are translated. A number is the same in both languages, and written as each one does.
    """

    def clean(self, value):
        cleaned = super().clean(value)
        try:
            parse_number(cleaned or "")
        except TwoReadings:
            raise ValidationError(
                _("“%(figure)s” can be read in two ways. Write %(thousands)s or %(decimal)s.")
                % {"figure": cleaned, **readings(cleaned)}
            ) from None
        except NotANumber:
            pass  # words, or a range
        return cleaned

    def get_translatable_segments(self, value: str) -> list[StringSegmentValue]:
        return [] if localize_figure(value) else [StringSegmentValue("", value)]

    def restore_translated_segments(self, value: str, segments: list[StringSegmentValue]) -> str:
        return segments[0].render_text() if segments else value


class KeyFigureValue(StructValue):
    @property
    def figure(self) -> str:
        """What the editor wrote, a number in the format of the active language."""
        return localize_figure(self["value"]) or self["value"]


class KeyFigureBlock(StructBlock):
    value = FigureBlock(
        label=gettext_lazy("figure"), max_length=24, help_text=gettext_lazy("For example: 5–10")
    )
    unit = CharBlock(
        label=gettext_lazy("unit"),
        max_length=24,
        required=False,
        default="",
        help_text=gettext_lazy("For example: years"),
    )
    label = CharBlock(label=gettext_lazy("what it counts"), max_length=120)

    class Meta:
        icon = "decimal"
        label = gettext_lazy("Figure")
        value_class = KeyFigureValue


class KeyFiguresBlock(StructBlock):
    figures = ListBlock(KeyFigureBlock(), label=gettext_lazy("figures"), min_num=2, max_num=6)
    source = CharBlock(label=gettext_lazy("source"), max_length=160, required=False, default="")

    class Meta:
        icon = "decimal"
        label = gettext_lazy("Key figures")
        description = gettext_lazy("Two to six numbers that tell a story by themselves.")
        template = "blocks/key_figures.html"

    def get_preview_value(self):
        return self.normalize(
            {
                "figures": [
                    {
                        "value": "5–10",
                        "unit": _("years"),
                        "label": _("until the power station closes"),
                    },
                    {"value": "2", "unit": "", "label": _("languages of this portal")},
                ]
            }
        )


class TableBlock(TypedTableBlock):
    """A table of text and numbers.

    wagtail-localize does not know TypedTableBlock, so the table says itself which of its texts
    are translated: caption, headings and text cells, keyed by their place.
    """

    text = CharBlock(label=gettext_lazy("text"), required=False, default="")
    number = CharBlock(
        label=gettext_lazy("number"),
        required=False,
        default="",
        help_text=gettext_lazy("Aligned at its end; write it as it should be read."),
    )

    class Meta:
        icon = "table"
        label = gettext_lazy("Table")
        description = gettext_lazy("Rows and columns under headings, with a caption.")
        template = "blocks/table.html"

    def get_preview_value(self):
        return self.normalize(
            {
                "caption": _("Registered data"),
                "columns": [
                    {"type": "text", "heading": _("Register")},
                    {"type": "number", "heading": _("Number")},
                ],
                "rows": [{"values": ["NIP", "769-225-25-07"]}, {"values": ["KRS", "0001149189"]}],
            }
        )

    def get_translatable_segments(self, table: TypedTable) -> list[StringSegmentValue]:
        segments = [StringSegmentValue("caption", table.caption)]
        for number, column in enumerate(table.columns):
            segments.append(StringSegmentValue(f"column-{number}", column["heading"]))
            if column["block"].name != "text":
                continue
            segments.extend(
                StringSegmentValue(f"cell-{row_number}-{number}", row["values"][number] or "")
                for row_number, row in enumerate(table.row_data)
            )
        return [segment for segment in segments if not segment.is_empty()]

    def restore_translated_segments(
        self, table: TypedTable, segments: list[StringSegmentValue]
    ) -> TypedTable:
        for segment in segments:
            place, *numbers = segment.path.split("-")
            text = segment.render_text()
            if place == "caption":
                table.caption = text
            elif place == "column":
                table.columns[int(numbers[0])]["heading"] = text
            else:
                row, column = map(int, numbers)
                table.row_data[row]["values"][column] = text
        return table
