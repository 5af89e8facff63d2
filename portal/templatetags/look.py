"""What the head of every page has to do with looks."""

from django import template
from django.utils.safestring import SafeString, mark_safe

from portal import stylesheets

register = template.Library()


@register.simple_tag
def stylesheet() -> SafeString:
    """The rules of css/portal.css: <style>{% stylesheet %}</style>."""
    return mark_safe(stylesheets.inline())  # noqa: S308 - made of our own files
