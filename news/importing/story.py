"""A story while it is put together: blocks of ours, files yet to be found, what was lost."""

import re
from dataclasses import dataclass, field

from bs4 import BeautifulSoup
from django.utils.translation import gettext as _

from news.importing.markup import GAP, LINE, plain
from portal.models import StoryPage

LEAD = StoryPage._meta.get_field("lead").max_length
SOURCE = re.compile(r"<p>(?:<[bi]>)*\s*(?:Źródło|Zrodlo|Source)\s*:(.{1,600}?)</p>", re.IGNORECASE)
SENTENCE_END = re.compile(r"[.!?…](?:[”\"’)])?(?=\s)")
ADDRESS = re.compile(r"(?:https?://|www\.)\S+")
GALLERY_MAX = 24


@dataclass(eq=False)
class Wanted:
    """A file that the story shows: its addresses on the old site, the best first."""

    addresses: list[str]
    alternative: str = ""
    name: str = ""
    is_document: bool = False


@dataclass
class Story:
    """Blocks as StreamField stores them, but with `Wanted` where a file's key will be.

    Paragraphs are lists of their parts until `finish`. In them `href="file:3"` is a link to the
    document `documents[3]`.
    """

    blocks: list[tuple[str, object]] = field(default_factory=list)
    documents: list[Wanted] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    lead: str = ""
    publisher: str = ""
    source_address: str = ""
    picture: Wanted | None = None

    def note(self, text: str) -> None:
        if text not in self.notes:
            self.notes.append(text)

    def add(self, kind: str, value: object) -> None:
        self.blocks.append((kind, value))

    def add_text(self, html: str, tag: str = "p") -> None:
        """Text after what stands there; paragraphs that follow one another are one block."""
        for part in re.split(rf"(?:<br/>|{LINE})*{GAP}(?:<br/>|{LINE})*", html):
            part = re.sub(rf"^(?:<br/>|{LINE}|\s)+|(?:<br/>|{LINE}|\s)+$", "", part)
            part = part.replace(LINE, "<br/>")
            if not re.sub(r"<[^>]*>|&nbsp;|\xa0", "", part).strip():
                continue
            if not self.blocks or self.blocks[-1][0] != "paragraph":
                self.add("paragraph", [])
            self.blocks[-1][1].append(f"<{tag}>{part}</{tag}>")

    def finish(self, summary: str) -> None:
        """Take the source, the lead and the main picture out of the story."""
        self.take_source()
        self.take_lead(plain(BeautifulSoup(summary, "html.parser")))
        self.take_picture()
        self.blocks = [(kind, value) for kind, value in self.blocks if value != []]

    def take_source(self) -> None:
        if not self.blocks or self.blocks[-1][0] != "paragraph":
            return
        parts = self.blocks[-1][1]
        if not (found := SOURCE.fullmatch(parts[-1])):
            return
        named = BeautifulSoup(found[1], "html.parser")
        publisher = plain(named).strip(" .")
        if not publisher or len(publisher) > 120:
            return
        link = named.find("a", href=re.compile("^https?://"))
        self.publisher = publisher
        self.source_address = link["href"] if link and len(link["href"]) <= 200 else ""
        parts.pop()

    def take_lead(self, summary: str) -> None:
        """The lead is `summary`, else the first paragraph; one that is both stands there once."""
        parts, place = self.opening()
        opening = plain(BeautifulSoup(parts[place], "html.parser")) if parts else ""
        lead = summary or opening
        if len(lead) > LEAD:
            self.note(_("The lead was too long and was cut after a sentence."))
            self.lead = shortened(lead, LEAD)
        else:
            self.lead = lead
        if opening and opening == self.lead:
            if "<a " in parts[place]:
                self.note(_("The lead had links; they are left out."))
            parts.pop(place)

    def opening(self) -> tuple[list[str], int]:
        """The paragraph that the story begins with, as its block and its place in that.

        Nothing where it begins with a list. An address alone (of a film, say) opens nothing: it
        says nothing, and would be no link any more.
        """
        for kind, parts in self.blocks:
            for place, part in enumerate(parts if kind == "paragraph" else ()):
                if not ADDRESS.fullmatch(plain(BeautifulSoup(part, "html.parser"))):
                    return (parts, place) if part.startswith("<p>") else ([], 0)
        return [], 0

    def take_picture(self) -> None:
        """A picture before all text is the main one; the main one stands there once."""
        first = next(iter(self.blocks), ("", None))
        if self.picture is None and first[0] == "picture" and not first[1]["caption"]:
            self.picture = first[1]["picture"]
        if self.picture is None:
            return
        ours = set(self.picture.addresses)
        for block in self.blocks:
            kind, value = block
            if kind == "picture" and ours.intersection(value["picture"].addresses):
                self.picture.alternative = self.picture.alternative or value["picture"].alternative
                if not value["caption"]:
                    self.blocks.remove(block)
                return


def shortened(text: str, length: int) -> str:
    """`text` up to the end of its last sentence within `length`, else of its last word."""
    ends = [found.end() for found in SENTENCE_END.finditer(text[: length + 1])]
    if ends and ends[-1] > length // 3:
        return text[: ends[-1]]
    return text[: length - 1].rsplit(" ", 1)[0].rstrip(" ,;:–-") + "…"
