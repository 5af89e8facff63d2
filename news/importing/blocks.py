"""The HTML of an old story as blocks of ours. Nothing passes that is not named here."""

import re
from html import escape

from bs4 import PageElement, Tag
from django.utils.translation import gettext as _
from wagtail.embeds.finders.oembed import OEmbedFinder

from news.importing.items import Item
from news.importing.markup import Inline, is_inline, is_text, link_address, plain
from news.importing.pages import parse
from news.importing.shortcodes import replace_shortcodes
from news.importing.shown import DOCUMENTS, PICTURES, ShownReader, classes, path_of
from news.importing.story import Story, shortened
from news.importing.tables import is_layout, read_table

GALLERIES = re.compile(r"\b(gallery|wp-block-gallery|blocks-gallery-grid|tiled-gallery)\b")
UNSEEN = {
    "head", "link", "meta", "nav", "noscript", "param", "source", "style", "template", "title",
}  # fmt: skip
LEFT_OUT = {
    "applet", "button", "canvas", "embed", "form", "frame", "frameset", "input", "math", "object",
    "script", "select", "svg", "textarea",
}  # fmt: skip
HEADINGS = {"h1": "h2", "h2": "h2", "h3": "h3", "h4": "h3", "h5": "h3", "h6": "h3"}
HEADING = 160


def read_story(item: Item) -> Story:
    """The blocks, lead, source and files of `item`. Raises Refused if its HTML cannot be read."""
    html, notes = replace_shortcodes(item)
    reader = StoryReader(item)
    reader.story.notes.extend(notes)
    reader.children(parse(html))
    story = reader.story
    if item.picture:
        story.picture = reader.wanted_attached(item.picture)
    story.finish(item.summary)
    return story


class StoryReader(ShownReader):
    def __init__(self, item: Item):
        super().__init__(item)
        self.inline = Inline(self.link, keep_lines=item.plain_lines)

    # --- walking --------------------------------------------------------------------------------

    def children(self, tag: Tag) -> None:
        """Lines of text as paragraphs, and every other element by its kind, in their order."""
        line: list[PageElement] = []
        for node in tag.children:
            if is_inline(node):
                line.append(node)
            elif node.name in UNSEEN | LEFT_OUT:
                # Said, if need be; the line goes on.
                self.element(node)
            else:
                self.end_line(line)
                line = []
                self.element(node)
        self.end_line(line)

    def end_line(self, nodes: list[PageElement]) -> None:
        if self.is_documents(nodes):
            self.documents(nodes)
            return
        text = "".join(str(node) for node in nodes if is_text(node)).strip()
        links = [node for node in nodes if isinstance(node, Tag)]
        alone = text if not links else plain(links[0]) if len(links) == 1 and not text else ""
        if re.fullmatch(r"https?://\S{4,400}", alone) and OEmbedFinder().accept(alone):
            self.embed(alone)
            return
        self.story.add_text(self.inline(nodes))

    def element(self, tag: Tag) -> None:
        name = tag.name
        if name in UNSEEN:
            return
        if name in LEFT_OUT:
            self.story.note(_("An element <%(name)s> is left out.") % {"name": name})
        elif name in HEADINGS:
            self.heading(tag)
        elif name in {"ul", "ol"} and not GALLERIES.search(classes(tag)):
            self.bullets(tag)
        elif name == "blockquote":
            self.blockquote(tag)
        elif name == "img":
            self.picture(tag)
        elif GALLERIES.search(classes(tag)) and tag.find("img"):
            self.gallery(tag)
        elif name == "figure":
            self.figure(tag)
        elif name == "table":
            self.table(tag)
        elif name in {"iframe", "video", "audio"}:
            self.player(tag)
        elif name == "a" and tag.find("img") and PICTURES.search(path_of(tag.get("href", ""))):
            self.picture(tag.find("img"), larger=tag["href"])
        elif name == "pre":
            self.story.add_text("<br/>".join(escape(line) for line in tag.get_text().splitlines()))
        else:
            self.children(tag)

    # --- text -----------------------------------------------------------------------------------

    def heading(self, tag: Tag) -> None:
        text = plain(tag)
        if len(text) > HEADING:
            self.story.note(_("A heading is too long; it is a paragraph now."))
            self.story.add_text(f"<b>{escape(text, quote=False)}</b>")
        elif text:
            self.story.add("heading", {"text": text, "level": HEADINGS[tag.name]})
        self.pictures_in(tag)

    def bullets(self, tag: Tag) -> None:
        items = tag.find_all("li", recursive=False)
        if items and all(self.is_documents(list(one.children)) for one in items):
            for one in items:
                self.documents(list(one.children))
            return
        html = self.bullets_html(tag)
        if html:
            self.story.add_text(html, tag.name)
        self.pictures_in(tag)

    def bullets_html(self, tag: Tag) -> str:
        lines = []
        for one in tag.find_all("li", recursive=False):
            nested = "".join(
                f"<{inner.name}>{html}</{inner.name}>"
                for inner in one.find_all(["ul", "ol"])
                if inner.find_parent("li") is one and (html := self.bullets_html(inner))
            )
            text = self.bullet_text(one).strip()
            if text or nested:
                lines.append(f"<li>{text}{nested}</li>")
        return "".join(lines)

    def bullet_text(self, tag: Tag) -> str:
        """The text of a list item, whose paragraphs become lines."""
        parts: list[str] = []
        for node in tag.children:
            if is_inline(node):
                parts.append(self.inline([node]))
            elif node.name not in {"ul", "ol", "img"} | UNSEEN | LEFT_OUT:
                parts.append(" " + self.bullet_text(node))
        return "".join(parts)

    def blockquote(self, tag: Tag) -> None:
        link = tag.find_all("a", href=True)
        if "twitter-" in classes(tag) or "instagram-" in classes(tag):
            if link:
                self.embed(str(link[-1]["href"]), fallback=True)
            return
        # A quote of ours says who said it, and whether in these words: an editor has to know.
        self.children(tag)
        self.story.note(
            _("A quote has no known person, so it is a paragraph: “%(text)s”")
            % {"text": shortened(plain(tag), 60) if len(plain(tag)) > 60 else plain(tag)}
        )

    def table(self, tag: Tag, caption: str = "") -> None:
        if is_layout(tag):
            self.children(tag)
            return
        value, notes = read_table(tag, caption)
        for note in notes:
            self.story.note(note)
        if value:
            self.story.add("table", value)

    # --- links and figures ----------------------------------------------------------------------

    def link(self, tag: Tag) -> str:
        href = str(tag.get("href", "") or "").strip()
        if not href or href.startswith("#"):
            return ""
        address = link_address(href, self.item.address)
        if address is None:
            self.story.note(
                _("A link of a kind that is not allowed is left out: %(address)s")
                % {"address": href[:60]}
            )
            return ""
        if DOCUMENTS.search(path_of(address)):
            self.story.documents.append(self.document(tag))
            return f'<a href="file:{len(self.story.documents) - 1}">'
        return f'<a href="{escape(address)}">'

    def figure(self, tag: Tag) -> None:
        caption_tag = tag.find("figcaption")
        caption = plain(caption_tag) if caption_tag else ""
        if caption_tag:
            caption_tag.extract()
        pictures = tag.find_all("img")
        table = tag.find("table")
        if table:
            self.table(table, caption)
        elif len(pictures) == 1:
            image = pictures[0]
            around = image.find_parent("a")
            larger = str(around.get("href", "")) if around else ""
            self.picture(image, larger if PICTURES.search(path_of(larger)) else "", caption)
        else:
            self.children(tag)
            if caption:
                self.story.add_text(escape(caption, quote=False))
