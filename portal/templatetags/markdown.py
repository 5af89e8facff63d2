from django import template

from portal.alternates import is_public
from portal.frame import frame_of
from portal.markdown.told import twin_url

register = template.Library()


@register.simple_tag(takes_context=True)
def markdown_twin(context) -> str:
    """Address of the Markdown twin of what is shown, "" where it has none."""
    page, request = context.get("page"), context["request"]
    if page is None:
        return ""
    around = frame_of(request, page)
    own = around.alternates.get(around.language)
    if own is None or own.pk != page.pk or not is_public(own):
        return ""
    return twin_url(own, request, context.get("shown"))
