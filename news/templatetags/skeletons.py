"""The tag by which the admin's list of news offers the skeletons."""

from django import template
from wagtail.models import Page

from news.skeletons import header_buttons

register = template.Library()


@register.simple_tag(takes_context=True)
def with_skeletons(context, buttons: list, parent_page: Page) -> list:
    """The buttons of the head of an admin page, those of the skeletons first."""
    return [*header_buttons(context["request"].user, parent_page), *buttons]
