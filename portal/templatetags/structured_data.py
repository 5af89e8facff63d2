from django import template
from django.utils.safestring import SafeString
from django.utils.translation import override

from portal.frame import frame_of
from portal.meta import canonical_url, describe
from portal.structured_data.around import Around
from portal.structured_data.association import association, website
from portal.structured_data.graph import script
from portal.structured_data.pages import breadcrumbs
from portal.structured_data.things import Thing

register = template.Library()


@register.simple_tag(takes_context=True)
def structured_data(context) -> SafeString:
    """What the page tells machines, as JSON-LD. Nothing of a preview, nor without a page."""
    if context.get("page") is None or getattr(context["request"], "is_preview", False):
        return SafeString()
    return script(things_around(context))


def things_around(context) -> list[Thing]:
    """What the page tells, the way to it, the portal and who publishes it."""
    page = context["page"]
    frame = frame_of(context["request"], page)
    # A copy that waits for its translation tells of its original, in the language of that.
    with override(frame.content_language):
        around = Around(
            frame,
            canonical_url(context["request"], page, context.get("shown")),
            describe(page, frame.settings.tagline or ""),
            shown=context,
        )
        way = breadcrumbs(around)
        return [
            *page.structured_data(around),
            *([way] if way else []),
            website(around),
            association(around),
        ]
