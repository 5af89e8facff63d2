"""{% other_languages %}: what a confirmation offers to do to the same page in another language."""

from django import template
from wagtail.models import Page

from portal.newsroom import trees

register = template.Library()


@register.inclusion_tag("newsroom/other_languages.html", takes_context=True)
def other_languages(context, page: Page, action: str, destination: Page | None = None) -> dict:
    """Boxes for the counterparts of one page; action: unpublish, move or delete."""
    return boxes(context, [page], action, destination)


@register.inclusion_tag("newsroom/other_languages.html", takes_context=True)
def other_languages_of_many(context, items: list[dict], action: str) -> dict:
    """The same for the pages of a bulk action, as it lists them."""
    return boxes(context, [item["item"] for item in items], action, None)


def boxes(context, pages: list[Page], action: str, destination: Page | None) -> dict:
    request = context["request"]
    posted = trees.ticked(request) if request.method == "POST" else None
    others = trees.offered(pages, action, request, destination)
    return {
        "action": action,
        "others": [
            {
                "page": one.page,
                "below": one.below,
                "refusal": one.refusal,
                "checked": one.is_suggested if posted is None else str(one.page.pk) in posted,
            }
            for one in others
        ],
    }
