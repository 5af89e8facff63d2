"""Tags for the templates of blocks."""

from django import template

from portal.frame import Original, frame_of

register = template.Library()


@register.simple_tag(takes_context=True)
def original_of(context, quote, block_id: str | None) -> Original | None:
    """What was said in another language than that of the page: None if it was the same."""
    page = context.get("page")
    request = context.get("request")
    if page is None or request is None:
        return None
    return frame_of(request, page).original_of(quote, block_id)


@register.simple_tag
def session_kind(session) -> str:
    """The kind of a session in the active language: "panel discussion"."""
    return dict(session.block.child_blocks["kind"].field.choices)[session["kind"]]
