"""What WordPress adds to RSS in its export (WXR): posts, attachments, their fields."""

import re
from urllib.parse import unquote, urlsplit
from xml.etree.ElementTree import Element

from django.utils.translation import gettext as _

from news.importing.dates import parse_date
from news.importing.items import Attached, Item
from news.importing.xml import local

WORDPRESS = "{http://wordpress.org/export/"
# What WordPress keeps in the same list, and what is no text of anybody's.
INTERNAL = {
    "attachment", "custom_css", "customize_changeset", "nav_menu_item", "oembed_cache", "revision",
    "wp_block", "wp_font_face", "wp_font_family", "wp_global_styles", "wp_navigation",
    "wp_template", "wp_template_part",
}  # fmt: skip
NAMED_PICTURES = re.compile(r"wp-image-(\d{1,12})\b")
GALLERY = re.compile(r"\[gallery[^\]]{0,500}?\bids=[\"']?([\d,\s]{1,400})")


def field(element: Element, name: str) -> str:
    """The text of the child wp:name, of whichever version of the format."""
    for child in element:
        if child.tag.startswith(WORDPRESS) and local(child.tag) == name:
            return (child.text or "").strip()
    return ""


def is_post(element: Element) -> bool:
    return bool(field(element, "post_type"))


def is_attachment(element: Element) -> bool:
    """Whether it is no item of its own, but a file or a setting of the old site."""
    return field(element, "post_type") in INTERNAL


def attachment(element: Element) -> dict[str, Attached]:
    """A file of the library by its number; nothing for what is no file."""
    address = field(element, "attachment_url")
    if not address:
        return {}
    caption = re.sub(r"<[^>]*>", "", encoded(element, "excerpt"))
    alternative = meta(element, "_wp_attachment_image_alt")
    return {field(element, "post_id"): Attached(address, alternative[:500], caption[:500])}


def meta(element: Element, key: str) -> str:
    for child in element:
        if local(child.tag) == "postmeta" and field(child, "meta_key") == key:
            return field(child, "meta_value")
    return ""


def encoded(element: Element, kind: str) -> str:
    """content:encoded or excerpt:encoded, which differ by their namespace only."""
    for child in element:
        if local(child.tag) == "encoded" and f"/{kind}/" in child.tag:
            return (child.text or "").strip()
    return ""


def from_wordpress(element: Element, library: dict[str, Attached]) -> Item:
    address = (element.findtext("link") or "").strip()
    guid = (element.findtext("guid") or "").strip()
    html = encoded(element, "content")
    number = field(element, "post_id")
    host = urlsplit(address)
    short = f"{host.scheme}://{host.netloc}/?p={number}" if host.netloc and number else ""
    categories = [
        (unquote(item.get("nicename", "")), (item.text or "").strip())
        for item in element.findall("category")
        if item.get("domain") == "category"
    ]
    listed = [one.strip() for ids in GALLERY.findall(html) for one in ids.split(",")]
    named = set(NAMED_PICTURES.findall(html)).union(listed)
    return Item(
        address=address,
        more_addresses=sorted({guid, short} - {"", address}),
        title=(element.findtext("title") or "").strip(),
        html=html,
        summary=encoded(element, "excerpt"),
        date=parse_date(field(element, "post_date"))
        or parse_date(element.findtext("pubDate") or ""),
        slug=unquote(field(element, "post_name")),
        categories=categories,
        picture=library.get(meta(element, "_thumbnail_id")),
        attached={one: library[one] for one in sorted(named) if one in library},
        base=address,
        # Text of the classic editor has no paragraphs: an empty line begins one.
        plain_lines="<!-- wp:" not in html and "<p" not in html,
        comments=sum(local(child.tag) == "comment" for child in element),
        refusal=refusal(element),
    )


def refusal(element: Element) -> str:
    kind, status = field(element, "post_type"), field(element, "status")
    if kind != "post":
        return _("It is no news item but of the kind “%(kind)s”.") % {"kind": kind[:40]}
    if field(element, "post_password"):
        return _("It was closed by a password on the old site.")
    if status not in {"publish", "future"}:
        return _("It was not published on the old site (%(status)s).") % {"status": status[:40]}
    return ""
