"""The editors' handbook, read in the admin in the language of the admin.

The text is docs/redaktor.md or docs/editor.md, so that the repository and the help menu never
say two things. Its pictures are in docs/img/handbook/<language>/.
"""

import re
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from anyascii import anyascii
from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import slugify
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from markdown_it import MarkdownIt
from markdown_it.token import Token
from wagtail.admin.menu import MenuItem

DOCS = settings.BASE_DIR / "docs"
FILES = {"pl": "redaktor.md", "en": "editor.md"}
PICTURES = DOCS / "img" / "handbook"


@dataclass(frozen=True)
class Handbook:
    title: str
    html: SafeString
    chapters: list[tuple[str, str]]  # (anchor, heading)


def handbook(language: str) -> Handbook:
    """The handbook in `language`, in English where there is none in it."""
    file = DOCS / FILES.get(language, FILES["en"])
    # Our own text, yet no HTML in it is let through: Markdown says all that it needs.
    markdown = MarkdownIt("commonmark", {"html": False, "typographer": False}).enable("table")
    tokens = markdown.parse(file.read_text(encoding="utf-8"))
    title, chapters = "", []
    for opening, content in pairwise(tokens):
        if opening.type != "heading_open":
            continue
        opening.attrSet("id", anchor(content.content))
        if opening.tag == "h1":
            title = content.content
        elif opening.tag == "h2":
            chapters.append((anchor(content.content), content.content))
    tokens = without_title(tokens)
    for token in pictures(tokens):
        token.attrSet("src", picture_address(token.attrGet("src")))
        token.attrSet("loading", "lazy")
    html = markdown.renderer.render(tokens, markdown.options, {})
    return Handbook(title, mark_safe(html), chapters)  # noqa: S308 - made by a renderer without HTML


def anchor(heading: str) -> str:
    """The name that links within the handbook use, with the letters that GitHub leaves."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") or slugify(anyascii(heading))


def without_title(tokens: list[Token]) -> list[Token]:
    """The admin's own header shows it."""
    if tokens and tokens[0].tag == "h1":
        return tokens[3:]
    return tokens


def pictures(tokens: list[Token]) -> list[Token]:
    return [child for token in tokens for child in token.children or [] if child.type == "image"]


def picture_address(source: str) -> str:
    """img/handbook/pl/panel.webp, as the file has it, where the admin serves it."""
    language, name = source.split("/")[-2:]
    return reverse("handbook_picture", args=[language, name])


def read(request: HttpRequest) -> HttpResponse:
    return render(request, "portal/handbook.html", {"handbook": handbook(get_language())})


def picture(request: HttpRequest, language: str, name: str) -> FileResponse:
    """A picture of the handbook; 404 for whatever is not one."""
    wanted = PICTURES / language / name
    # Compared with what is there, so that no address leads out of the folder.
    if wanted not in set(PICTURES.glob("*/*.webp")):
        raise Http404
    return FileResponse(Path(wanted).open("rb"), content_type="image/webp")


URLS = [
    path("handbook/", read, name="handbook"),
    path("handbook/<str:language>/<str:name>", picture, name="handbook_picture"),
]


def menu_item() -> MenuItem:
    return MenuItem(
        _("Editors' handbook"), reverse("handbook"), name="handbook", icon_name="help", order=100
    )


def without_foreign_help(menu_items: list[MenuItem]) -> list[MenuItem]:
    """Wagtail's news and its guide are on other hosts, in English, and not about this portal."""
    return [
        item
        for item in menu_items
        if not item.name.startswith("whats-new") and item.name != "editor-guide"
    ]
