"""Tags for the templates of blocks."""

from dataclasses import dataclass

from django import template

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
    on the page of that language. A page that only repeats what stories say has no original.
    """
    page = context.get("page")
    request = context.get("request")
    language = quote["language"]
    if page is None or request is None:
        return None
    around = frame_of(request, page)
    if language == around.content_language:
        return None
    text = ""
    if hasattr(page, "body") and (body := around.body_in(language)):
        # As it is stored: the block itself would fetch its person again.
        default = quote.block.child_blocks["language"].get_default()
        for stored in body.raw_data:
            said = stored["value"]
            if stored.get("id") == block_id and said.get("language", default) == language:
                text = said["text"]
    return Original(language, text)


@register.simple_tag
def session_kind(session) -> str:
    """The kind of a session in the active language: "panel discussion"."""
    return dict(session.block.child_blocks["kind"].field.choices)[session["kind"]]
