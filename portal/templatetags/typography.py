"""Filters for the typography of each language."""

from django import template
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from portal.typography import bind_words

register = template.Library()

QUOTATION_MARKS = {"pl": "„”", "en": "“”"}


@register.filter(is_safe=True)
def typography(html: str, language: str | None = None) -> str:
    """Finished HTML with the typography of `language`, by default of the active one."""
    if (language or get_language()) != "pl":
        return html
    bound = bind_words(html)
    return mark_safe(bound) if isinstance(html, SafeString) else bound  # noqa: S308 - as it came


@register.filter
def quoted(text: str, language: str | None = None) -> SafeString:
    """`text` in the quotation marks of `language`, by default those of the active one."""
    opening, closing = QUOTATION_MARKS[language or get_language()]
    return mark_safe(f"{opening}{conditional_escape(text.strip())}{closing}")  # noqa: S308 - escaped
