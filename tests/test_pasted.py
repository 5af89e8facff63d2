"""Headings inside a paragraph become blocks of the story when the form is read."""

import pytest
from django.http import QueryDict
from wagtail.rich_text import RichText

from portal.blocks import StoryBlock
from portal.blocks.pasted import set_headings_apart

STORY = StoryBlock()


def story(*blocks):
    return STORY.to_python(
        [{"type": kind, "value": value, "id": block_id} for kind, value, block_id in blocks]
    )


def told(stream) -> list[tuple]:
    return [
        (child.value["level"], child.value["text"])
        if child.block_type == "heading"
        else (child.block_type, getattr(child.value, "source", child.value))
        for child in stream
    ]


def apart(html: str, block_id: str | None = "one"):
    return set_headings_apart(story(("paragraph", html, block_id)))


MIXED = "<p>Wstęp.</p><h2>Ustalenia</h2><ul><li>a</li></ul><p>b</p><h3>Dalej</h3><p>c &amp; d</p>"


def test_headings_and_text_keep_their_order():
    assert told(apart(MIXED)) == [
        ("paragraph", "<p>Wstęp.</p>"),
        ("h2", "Ustalenia"),
        ("paragraph", "<ul><li>a</li></ul><p>b</p>"),
        ("h3", "Dalej"),
        ("paragraph", "<p>c &amp; d</p>"),
    ]


def test_what_has_no_headings_stays_the_very_same():
    stream = story(
        ("paragraph", "<p>x</p>", "one"), ("heading", {"text": "y", "level": "h2"}, "two")
    )
    assert set_headings_apart(stream) is stream


def test_other_blocks_stay_where_they_are():
    stream = set_headings_apart(
        story(
            ("heading", {"text": "Pierwszy", "level": "h2"}, "a"),
            ("paragraph", "<h3>Drugi</h3><p>x</p>", "b"),
            ("paragraph", "<p>y</p>", "c"),
        )
    )
    assert [child.block_type for child in stream] == [
        "heading",
        "heading",
        "paragraph",
        "paragraph",
    ]
    assert [stream[0].id, stream[2].id, stream[3].id] == ["a", "b", "c"]


def test_a_text_of_a_heading_is_plain():
    assert told(apart('<h2 data-block-key="x1"><b>Woda</b>\n  i <a href="/x">las</a></h2>')) == [
        ("h2", "Woda i las")
    ]


def test_empty_parts_leave_nothing():
    assert told(apart("<p> </p><h2>A</h2><p></p><h2> </h2><p>b</p>")) == [
        ("h2", "A"),
        ("paragraph", "<p>b</p>"),
    ]


def test_only_an_empty_heading_leaves_nothing():
    assert told(apart("<h2></h2>")) == []


def test_what_is_too_long_for_a_heading_is_text():
    long = "słowo " * 30
    assert told(apart(f"<h2>{long}</h2><h2>Krótki</h2>")) == [
        ("paragraph", f"<p>{long}</p>"),
        ("h2", "Krótki"),
    ]


class TestIdentity:
    def test_the_first_paragraph_keeps_it(self):
        assert [child.id for child in apart("<h2>A</h2><p>b</p><h2>C</h2><p>d</p>")].index(
            "one"
        ) == 1

    def test_a_heading_keeps_it_where_there_is_no_paragraph(self):
        assert next(iter(apart("<h2>A</h2><h2>B</h2>"))).id == "one"

    def test_a_form_that_saves_itself_again_makes_the_same_blocks(self):
        assert [child.id for child in apart(MIXED)] == [child.id for child in apart(MIXED)]

    def test_pasting_again_makes_other_blocks(self):
        first = apart("<p>a</p><h2>B</h2>")
        again = set_headings_apart(
            story(
                ("paragraph", "<p>a</p><h2>C</h2>", "one"),
                ("heading", {"text": "B", "level": "h2"}, first[1].id),
            )
        )
        ids = [child.id for child in again]
        assert len(set(ids)) == len(ids) == 3

    def test_blocks_without_identity_get_one_each(self):
        ids = [child.id for child in apart(MIXED, None)]
        assert len({block_id for block_id in ids if block_id}) == len([i for i in ids if i])
        assert all(child["id"] for child in apart(MIXED, None).get_prep_value())


def test_it_happens_when_the_form_is_read(monkeypatch):
    child = STORY.child_blocks["paragraph"]
    monkeypatch.setattr(
        type(child), "value_from_datadict", lambda self, data, files, prefix: RichText(MIXED)
    )
    data = QueryDict(mutable=True)
    data.update(
        {
            "body-count": "1",
            "body-0-deleted": "",
            "body-0-order": "0",
            "body-0-type": "paragraph",
            "body-0-id": "one",
        }
    )
    value = STORY.value_from_datadict(data, {}, "body")
    assert told(value) == told(apart(MIXED))


@pytest.mark.parametrize("feature", ["h2", "h3"])
def test_the_editor_of_a_paragraph_keeps_headings(feature):
    assert feature in STORY.child_blocks["paragraph"].features
