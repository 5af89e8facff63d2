"""Tags that mark for the content checker what an editor should mend; see portal.checks."""

import re

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from portal.checks import findings_for

register = template.Library()

FIRST_TAG = re.compile(r"<[a-z][a-z0-9]*(?=[\s>])")


@register.simple_tag(takes_context=True)
def check(context, where: str | int) -> SafeString:
    """The attribute that marks the findings at `where`; nothing where there are none."""
    found = findings_for(context.get("request"), context.get("page")).get(where)
    return format_html(' data-check="{}"', " ".join(found)) if found else mark_safe("")


@register.simple_block_tag(takes_context=True)
def checked(context, content: str, where: int) -> SafeString:
    """The HTML of a block, its first element marked with what was found in it."""
    mark = check(context, where)
    html = FIRST_TAG.sub(lambda tag: tag[0] + mark, content, count=1) if mark else content
    return mark_safe(html)  # noqa: S308 - rendered by the block's own template
