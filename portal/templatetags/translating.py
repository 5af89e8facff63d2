from django import template
from wagtail_localize.models import Translation

from portal.newsroom.translating.editor import what_to_show

register = template.Library()


@register.inclusion_tag("newsroom/translating_bar.html")
def translating_bar(translation: Translation) -> dict:
    """What stands above wagtail-localize's editor, and what its script is told of the texts."""
    shown = what_to_show(translation)
    return {
        "translation": translation,
        "data": shown,
        "waiting": len(shown["waiting"]),
        "numbers": ",".join(map(str, shown["waiting"])),
    }
