"""What is pasted into a paragraph comes apart: its headings become headings of the story.

static/js/paste.js keeps headings, lists and links of what Word, Google Docs or another site put
into the clipboard. A heading inside a paragraph would have no anchor, no rank and no place in the
translation, so each turns into a block of its own when the form is read; from there on a story
knows headings in one way only.
"""

import re
import uuid
from collections.abc import Iterator

from bs4 import BeautifulSoup, Tag
from wagtail.blocks import StreamValue
from wagtail.rich_text import RichText

HEADINGS = ("h2", "h3")
HEADING = re.compile(r"<h[23][ >]")


def set_headings_apart(story: StreamValue) -> StreamValue:
    """`story` with every paragraph that holds headings as headings and paragraphs, in order.

    Blocks without headings stay as they are. The first paragraph of the parts keeps the identity
    of the block. The others get one that is made of it and of their place, so that the same form,
    which saves itself again and again, makes the same blocks.
    """
    if not any(has_heading(child) for child in story):
        return story
    taken = {child.id for child in story}
    blocks = []
    for child in story:
        if has_heading(child):
            blocks.extend(identified(parts(story, child), child.id, taken))
        else:
            blocks.append((child.block_type, child.value, child.id))
    return StreamValue(story.stream_block, blocks)


def has_heading(child: StreamValue.StreamChild) -> bool:
    return child.block_type == "paragraph" and bool(HEADING.search(child.value.source))


def parts(story: StreamValue, paragraph: StreamValue.StreamChild) -> Iterator[tuple]:
    """(type, value) of the headings and paragraphs that `paragraph` consists of; no empty ones."""
    heading = story.stream_block.child_blocks["heading"]
    longest = heading.child_blocks["text"].field.max_length
    rest: list[str] = []
    for node in list(BeautifulSoup(paragraph.value.source, "html.parser").contents):
        is_heading = isinstance(node, Tag) and node.name in HEADINGS
        text = " ".join(node.get_text().split()) if is_heading else ""
        if is_heading and len(text) > longest:
            # A sentence that only looked like a heading.
            node.name = "p"
        elif is_heading:
            yield from paragraph_of(rest)
            rest = []
            if text:
                yield "heading", heading.normalize({"text": text, "level": node.name})
            continue
        rest.append(str(node))
    yield from paragraph_of(rest)


def paragraph_of(html: list[str]) -> Iterator[tuple]:
    source = "".join(html)
    if BeautifulSoup(source, "html.parser").get_text().strip():
        yield "paragraph", RichText(source)


def identified(parts: Iterator[tuple], block_id: str | None, taken: set[str | None]) -> list[tuple]:
    """(type, value, id) of each of `parts`; `taken` are the ids that the story has already."""
    parts = list(parts)
    kinds = [kind for kind, _value in parts]
    heir = kinds.index("paragraph") if "paragraph" in kinds else 0
    return [
        (kind, value, block_id if number == heir else new_id(block_id, number, taken))
        for number, (kind, value) in enumerate(parts)
    ]


def new_id(block_id: str | None, number: int, taken: set[str | None]) -> str:
    made = str(uuid.uuid5(uuid.NAMESPACE_OID, f"{block_id}/{number}"))
    if block_id is None or made in taken:
        # Whoever pastes twice into one block must not get two blocks of one identity.
        made = str(uuid.uuid4())
    taken.add(made)
    return made
