from django import template
from wagtail.models import Page

from portal.newsroom.appearance import with_appearance_panel
from portal.newsroom.panel import with_translation_panel as add_panel

register = template.Library()


@register.simple_tag(takes_context=True)
def with_translation_panel(context, side_panels, instance):
    """The side panels of wagtail-localize's editor with the newsroom's; a snippet's as they are."""
    if not isinstance(instance, Page):
        return side_panels
    panels = add_panel(side_panels, instance, context["request"])
    draft = instance.get_latest_revision_as_object()
    return with_appearance_panel(panels, draft, context["request"])
