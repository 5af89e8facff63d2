"""A story as HTML that stands alone, in a program that has neither our addresses nor our looks.

The blocks are rendered by their own templates, so a new block is in the feeds from its first day;
then everything goes that readers of feeds do not or should not show. Where a block shows something
only with a script (a film, a map), its link is what remains.
"""

import re
from urllib.parse import urljoin, urlsplit

from bs4 import BeautifulSoup, Comment, Tag
from django.http import HttpRequest
from wagtail.blocks import StreamValue

from portal.blocks.text import set_ranks
from portal.characters import visible
from portal.frame import Frame
from portal.newsroom.marking import mark_texts
from portal.templatetags.typography import typography

# They go with all that is in them.
DROPPED = [
    "script", "style", "template", "noscript", "iframe", "object", "embed", "svg", "form", "button",
    "input", "select", "textarea", "link", "meta", "source", "audio", "video", "canvas", "dialog",
]  # fmt: skip
ALLOWED = {
    "a", "abbr", "b", "blockquote", "br", "caption", "cite", "code", "dd", "div", "dl", "dt", "em",
    "figcaption", "figure", "h2", "h3", "h4", "h5", "h6", "hr", "i", "img", "li", "ol", "p", "pre",
    "q", "s", "small", "span", "strong", "sub", "sup", "table", "tbody", "td", "tfoot", "th",
    "thead", "time", "tr", "ul",
}  # fmt: skip
ATTRIBUTES = {
    "a": {"href", "hreflang"},
    "blockquote": {"cite"},
    "img": {"src", "srcset", "alt", "width", "height"},
    "ol": {"start", "type"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
    "time": {"datetime"},
}
EVERYWHERE = {"lang", "dir"}
SCHEMES = {"http", "https", "mailto", "tel"}


class BareFrame(Frame):
    """What stands around a story in a feed: nothing, so that a story asks the database nothing.

    A translated quote says in what language it was spoken; the original is on the page.
    """

    def _body_in(self, language: str) -> None:
        return


def read_at_once(bodies: list[StreamValue]) -> list[StreamValue]:
    """`bodies` of one field with all that they show, in a query per kind of thing, not per story.

    Portraits are left out: they would cost a query each, and a feed has no place for them.
    """
    if not bodies:
        return []
    block = bodies[0].stream_block
    read = block.bulk_to_python([list(body.raw_data) for body in bodies])
    for body in read:
        for quote in body.blocks_by_name("quote"):
            if person := quote.value["person"]:
                person.portrait = None
    return read


def story_html(page, body: StreamValue, request: HttpRequest, address: str) -> str:
    """`body` of `page`, whose absolute address is `address`, as HTML in the active language."""
    request._portal_frame = BareFrame(request, page)
    set_ranks(body)
    context = {"page": page, "request": request}
    html = "".join(child.render({**context, "block_id": child.id}) for child in body)
    html = typography(html)
    mixed = page._state.fields_cache.get("untranslated_texts")
    if mixed:
        html = mark_texts(html, mixed.texts, mixed.locale.language_code)
    return standing_alone(html, address)


def standing_alone(html: str, address: str) -> str:
    """`html` with the elements, attributes and addresses that it may have in a feed."""
    soup = BeautifulSoup(visible(html), "html.parser")
    for gone in soup(DROPPED):
        gone.decompose()
    for comment in soup(string=lambda text: isinstance(text, Comment)):
        comment.extract()
    for element in soup(True):
        if element.name == "summary":
            element.name = "p"
        if element.name not in ALLOWED:
            element.unwrap()
            continue
        allowed = ATTRIBUTES.get(element.name, set()) | EVERYWHERE
        element.attrs = {name: value for name, value in element.attrs.items() if name in allowed}
        settle(element, address)
        if element.name == "span" and not element.attrs:
            element.unwrap()
    # Where elements went, empty lines are left.
    return re.sub(r"\s*\n\s*", "\n", str(soup)).strip()


def settle(element: Tag, address: str) -> None:
    """Make the addresses of `element` absolute; what leads nowhere stops being a link."""
    for name in ("href", "src", "cite"):
        if name not in element.attrs:
            continue
        absolute = urljoin(address, element[name].strip())
        if urlsplit(absolute).scheme in SCHEMES:
            element[name] = absolute
        else:
            del element[name]
    if "srcset" in element.attrs:
        sources = [source.split() for source in element["srcset"].split(",")]
        element["srcset"] = ", ".join(
            " ".join([urljoin(address, source[0]), *source[1:]]) for source in sources if source
        )
    if element.name in ("a", "img") and not {"href", "src"} & element.attrs.keys():
        element.unwrap()
