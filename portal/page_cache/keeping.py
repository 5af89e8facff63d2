"""How a view says that its answer may be kept."""

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control

from portal.addresses import is_address_of


def keep(request: HttpRequest, response: HttpResponse, query: str = "") -> HttpResponse:
    """`response`, which everybody is answered with who asks for what is shown at the address of
    `request` with that `query` (the canonical one)."""
    return for_everybody(response, is_canonical=is_address_of(request, query))


def for_everybody(response: HttpResponse, *, is_canonical: bool) -> HttpResponse:
    """Others may keep `response` if they ask each time whether it is still true.

    We keep it until the next edition, but not what was asked for in other words than the canonical
    ones (`?page=999999`): there is no end of those.
    """
    patch_cache_control(response, public=True, no_cache=True)
    response.may_be_kept = is_canonical
    return response
