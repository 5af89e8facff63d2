"""What a story shows beside its text: pictures, galleries, documents, media of other sites."""

import re
from html import escape
from urllib.parse import urljoin, urlsplit

from bs4 import PageElement, Tag
from django.utils.translation import gettext as _
from wagtail.embeds.finders.oembed import OEmbedFinder

from news.importing.items import Attached, Item
from news.importing.markup import is_text, link_address, plain
from news.importing.story import GALLERY_MAX, Story, Wanted

DOCUMENTS = re.compile(r"\.(csv|docx?|odt|ods|pdf|pptx?|txt|xlsx?|zip)$", re.IGNORECASE)
PICTURES = re.compile(r"\.(avif|gif|jpe?g|png|webp)$", re.IGNORECASE)
# A file name or a camera's number says nothing to who does not see the picture.
NO_ALTERNATIVE = re.compile(
    r"(img|dsc|dscn|p|photo|image|zdj[eę]cie|foto|screenshot)?[\s_-]*\d[\d\s_-]*|\S*\.\w{3,4}|\w*_\w*",
    re.IGNORECASE,
)
PLAYERS = [
    (
        r"(?:www\.)?youtube(?:-nocookie)?\.com/embed/([\w-]{5,20})",
        "https://www.youtube.com/watch?v={}",
    ),
    (r"player\.vimeo\.com/video/(\d{3,15})", "https://vimeo.com/{}"),
]
CAPTION, EMBED_TITLE, DOCUMENT_TITLE, ALTERNATIVE = 240, 160, 160, 255


class ShownReader:
    """Adds to `story` what is found; the files themselves are looked for later."""

    def __init__(self, item: Item):
        self.item = item
        self.story = Story()

    def document(self, tag: Tag) -> Wanted:
        href = str(tag["href"])
        address = link_address(href, self.item.address) or ""
        return Wanted([address, urljoin(self.item.base, href)], name=plain(tag), is_document=True)

    def is_documents(self, nodes: list[PageElement]) -> bool:
        """Whether `nodes` are nothing but links to files."""
        tags = [node for node in nodes if isinstance(node, Tag) and node.name != "br"]
        texts = [node for node in nodes if not isinstance(node, Tag) and is_text(node)]
        return (
            bool(tags)
            and not "".join(texts).strip(" \t\r\n\xa0,;|")
            and all(
                tag.name == "a"
                and DOCUMENTS.search(path_of(str(tag.get("href", ""))))
                and link_address(str(tag["href"]), self.item.address)
                for tag in tags
            )
        )

    def documents(self, nodes: list[PageElement]) -> None:
        """A block of documents; those that follow one another are one block."""
        blocks = self.story.blocks
        if not blocks or blocks[-1][0] != "documents":
            self.story.add("documents", {"title": "", "documents": []})
        # WordPress puts a second link, “Download”, behind the first.
        seen: set[str] = set()
        for tag in nodes:
            if isinstance(tag, Tag) and tag.name == "a" and tag["href"] not in seen:
                seen.add(tag["href"])
                wanted = self.document(tag)
                title = wanted.name[:DOCUMENT_TITLE]
                blocks[-1][1]["documents"].append({"document": wanted, "title": title})

    def player(self, tag: Tag) -> None:
        source = tag.get("src") or tag.get("data-src") or ""
        if not source and (inner := tag.find("source", src=True)):
            source = inner["src"]
        self.embed(str(source), title=plain(str(tag.get("title", ""))), fallback=True)

    def embed(self, address: str, title: str = "", fallback: bool = False) -> None:
        """Media of another site; where it is of none that we know, a link."""
        address = (link_address(address, self.item.address) or "") if address.strip() else ""
        for player, page in PLAYERS:
            if found := re.match(rf"(?:https?:)?//{player}", address):
                address = page.format(found[1])
        if not address.startswith(("https://", "http://")):
            self.story.note(_("Embedded media without an address is left out."))
        elif OEmbedFinder().accept(address):
            title = (title or self.item.title or address)[:EMBED_TITLE]
            self.story.add("embed", {"title": title, "embed": address})
        elif fallback:
            self.story.note(
                _("Embedded media is a link now: %(address)s") % {"address": address[:200]}
            )
            self.story.add_text(f'<a href="{escape(address)}">{escape(title or address)}</a>')

    def picture(self, tag: Tag, larger: str = "", caption: str = "") -> None:
        wanted = self.wanted(tag, larger)
        if wanted is None:
            return
        if len(caption) > CAPTION:
            self.story.note(_("A caption is too long; it stands below the picture as text."))
        short = caption if len(caption) <= CAPTION else ""
        self.story.add("picture", {"picture": wanted, "caption": short})
        if caption and not short:
            self.story.add_text(escape(caption, quote=False))

    def pictures_in(self, tag: Tag) -> None:
        for image in tag.find_all("img"):
            self.picture(image)

    def gallery(self, tag: Tag) -> None:
        pictures = []
        for image in tag.find_all("img"):
            around = image.find_parent(["figure", "li", "dl"])
            caption = around.find(["figcaption", "dd"]) if around and around is not tag else None
            link = image.find_parent("a")
            larger = str(link.get("href", "")) if link else ""
            if wanted := self.wanted(image, larger if PICTURES.search(path_of(larger)) else ""):
                text = plain(caption)[:CAPTION] if caption else ""
                pictures.append({"picture": wanted, "caption": text})
        for start in range(0, len(pictures), GALLERY_MAX):
            part = pictures[start : start + GALLERY_MAX]
            self.story.add("gallery", {"title": "", "pictures": part})

    def wanted(self, tag: Tag, larger: str = "") -> Wanted | None:
        """The picture that `tag` shows; lazy ones have their address elsewhere than in src."""
        known = re.search(r"\bwp-image-(\d+)", classes(tag))
        attached = self.item.attached.get(known[1]) if known else None
        sources = [tag.get("data-src"), tag.get("data-lazy-src"), tag.get("src")]
        sources = [str(source) for source in sources if source]
        if any(source.startswith("data:") for source in sources):
            sources = [source for source in sources if not source.startswith("data:")]
            if not sources:
                self.story.note(_("A picture that is written into the page itself is left out."))
        if "1" in {str(tag.get("width")), str(tag.get("height"))}:
            return None  # counts readers
        addresses = [larger, attached.address if attached else "", *sources]
        written = plain(str(tag.get("alt", "") or ""))
        if attached and NO_ALTERNATIVE.fullmatch(written or "_"):
            written = attached.alternative
        return self.wanted_at([address for address in addresses if address], written)

    def wanted_attached(self, attached: Attached) -> Wanted | None:
        return self.wanted_at([attached.address], attached.alternative)

    def wanted_at(self, addresses: list[str], alternative: str) -> Wanted | None:
        if not addresses:
            return None
        alternative = "" if NO_ALTERNATIVE.fullmatch(alternative) else alternative
        joined = [
            joined_address(base, address.strip())
            for address in addresses
            for base in (self.item.base, self.item.address)
        ]
        return Wanted(
            list(dict.fromkeys(filter(None, joined))),
            alternative=alternative[:ALTERNATIVE],
            name=self.item.title,
        )


def classes(tag: Tag) -> str:
    value = tag.get("class") or ""
    return value if isinstance(value, str) else " ".join(value)


def path_of(address: str) -> str:
    try:
        return urlsplit(str(address)).path
    except ValueError:
        return ""


def joined_address(base: str, address: str) -> str:
    try:
        return urljoin(base, address)
    except ValueError:
        return ""
