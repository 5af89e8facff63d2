from django import template

from portal import sharing
from portal.addresses import absolute_url

register = template.Library()


@register.simple_tag
def letter_url(page, address: str) -> str:
    """The mailto: link of a letter about `page`, which is at `address`."""
    facts = page.told_in_letters()
    return sharing.letter_url(page.title, getattr(page, "lead", ""), address, facts)


@register.simple_tag
def share_links(page, address: str) -> list[sharing.ShareLink]:
    """Where readers may post about `page`, which is at `address`."""
    return sharing.share_links(page.title, address)


@register.simple_tag(takes_context=True)
def public_address(context) -> str:
    """The portal's address without a path, which on paper stands before those of its own pages."""
    return absolute_url(context["request"], "/").removesuffix("/")
