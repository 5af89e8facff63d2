"""Tags for the templates of blocks."""

from dataclasses import dataclass

from django import template
from wagtail.embeds.embeds import get_embed_hash
from wagtail.embeds.models import Embed

from portal.frame import frame_of

register = template.Library()


@dataclass(frozen=True)
class Original:
    """The language in which something was said and, where readers can see it, the original."""

    language: str
    text: str


@register.simple_tag(takes_context=True)
def original_of(context, quote, block_id: str | None) -> Original | None:
    """What was said in another language than that of the page: None if it was the same.

    wagtail-localize keeps the identity of blocks, so the original is the block of the same id
    on the page of that language.
    """
    page = context.get("page")
    request = context.get("request")
    language = quote["language"]
    if page is None or request is None or not hasattr(page, "body"):
        return None
    around = frame_of(request, page)
    if language == around.content_language:
        return None
    text = ""
    if body := around.body_in(language):
        text = next(
            (
                block.value["text"]
                for block in body.blocks_by_name("quote")
                if block.id == block_id and block.value["language"] == language
            ),
            "",
        )
    return Original(language, text)


@register.simple_tag
def stored_embed(url: str | None) -> str:
    """The HTML that the other site gave for `url` when an editor chose it; "" where it gave none.

    Only looked up: Wagtail's own tag would ask the other site again, and write to the database,
    while a reader waits.
    """
    embed = Embed.objects.filter(hash=get_embed_hash(url)).first() if url else None
    return embed.html if embed else ""


@register.simple_tag
def session_kind(session) -> str:
    """The kind of a session in the active language: "panel discussion"."""
    return dict(session.block.child_blocks["kind"].field.choices)[session["kind"]]
