"""Tags for the search page."""

from django import template

from search.listing import Listing

register = template.Library()


@register.simple_tag
def search_with(listing: Listing, parameter: str, value: str = "") -> str:
    """The query of an address: what was asked, with another value; without one, it is taken off."""
    return listing.asked.query(**{parameter: value})
