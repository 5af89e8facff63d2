"""WordPress's shortcodes, which only WordPress can show: as HTML, or said and left out."""

import re
from html import escape

from django.utils.translation import gettext as _

from news.importing.items import Item

CAPTION = re.compile(
    r"\[(?:wp_)?caption\b[^\]]{0,500}\](.{0,5000}?)\[/(?:wp_)?caption\]", re.DOTALL
)
GALLERY = re.compile(r"\[gallery\b([^\]]{0,500})\]")
EMBED = re.compile(r"\[embed\b[^\]]{0,200}\]\s*(https?://[^\s\[<]{1,500})\s*\[/embed\]")
WITH_ADDRESS = re.compile(
    r"\[(?:youtube|vimeo|video)\b[^\]]{0,100}?[=\s\"']+(https?://[^\s\"'\]]{1,500})[^\]]{0,200}\]"
)
ATTRIBUTED = re.compile(r"\[([a-z][\w-]{2,30})\s[^\]\[]{0,500}=[^\]\[]{0,1000}\]", re.IGNORECASE)
CLOSING = re.compile(r"\[/([a-z][\w-]{2,30})\]", re.IGNORECASE)
PICTURE = re.compile(r"(?:<a\b[^>]*>\s*)?<img\b[^>]*>(?:\s*</a>)?")


def replace_shortcodes(item: Item) -> tuple[str, list[str]]:
    """The HTML of `item` without shortcodes, and what was left out."""
    html = CAPTION.sub(_figure, item.html)
    html = GALLERY.sub(lambda found: _gallery(item, found[1]), html)
    html = EMBED.sub(r"<p>\1</p>", html)
    html = WITH_ADDRESS.sub(r"<p>\1</p>", html)
    # Without numbers it shows what was uploaded with the post, which the export does not tell.
    unknown = {"gallery" for found in GALLERY.finditer(item.html) if "ids=" not in found[1]}
    names = {found[1] for found in ATTRIBUTED.finditer(html)}
    closed = {found[1] for found in CLOSING.finditer(html)}
    for name in sorted(names | closed):
        html = re.sub(rf"\[/?{re.escape(name)}(\s[^\]\[]{{0,1500}})?/?\]", "", html)
    notes = [
        _("The shortcode [%(name)s] of WordPress is left out.") % {"name": name}
        for name in sorted(names | closed | unknown)
    ]
    return html, notes


def _figure(found: re.Match) -> str:
    picture = PICTURE.search(found[1])
    if not picture:
        return found[1]
    caption = found[1][picture.end() :]
    return f"<figure>{picture[0]}<figcaption>{caption}</figcaption></figure>"


def _gallery(item: Item, attributes: str) -> str:
    ids = re.search(r"\bids=[\"']?([\d,\s]+)", attributes)
    numbers = [number.strip() for number in ids[1].split(",")] if ids else []
    pictures = "".join(
        f'<figure><img class="wp-image-{number}" src="{escape(item.attached[number].address)}">'
        f"<figcaption>{escape(item.attached[number].caption)}</figcaption></figure>"
        for number in numbers
        if number in item.attached
    )
    return f'<div class="gallery">{pictures}</div>'
