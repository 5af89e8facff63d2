"""How often one address may ask for what costs something: search, suggestions, the contact form.

The counting is that of the read API (Django REST framework). An address is kept in the cache for
the time that is counted and nowhere else. Where the cache is down nobody is refused.
"""

import logging
import math
from collections.abc import Callable
from functools import wraps
from ipaddress import ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from rest_framework.throttling import SimpleRateThrottle

from portal.errors import error_page

logger = logging.getLogger(__name__)

# A subscriber has that many bits of an IPv6 address to choose from: all of it counts as one.
OF_ONE_IPV6 = 64


class AddressThrottle(SimpleRateThrottle):
    """So many requests of one address in a time, as the setting of `scope` says ("120/min" in
    SEARCH_RATE); an empty one counts none.

    Behind proxies the address is what the last of them says (TRUSTED_PROXIES): what a client
    writes there itself counts for nothing.
    """

    def get_rate(self) -> str | None:
        return getattr(settings, f"{self.scope.upper()}_RATE") or None

    def get_cache_key(self, request, view) -> str | None:
        address = self.get_ident(request)
        if not address:
            # Behind a socket without a proxy nobody has one: that is no single asker.
            return None
        return self.cache_format % {"scope": self.scope, "ident": asker(address)}

    def allow_request(self, request, view) -> bool:
        try:
            return super().allow_request(request, view)
        except Exception:  # each cache fails in its own way
            logger.warning("The cache cannot count requests (%s)", self.scope, exc_info=True)
            return True


class SearchThrottle(AddressThrottle):
    scope = "search"


class SuggestionsThrottle(AddressThrottle):
    scope = "suggestions"


class ContactThrottle(AddressThrottle):
    scope = "contact"


def asker(address: str) -> str:
    """Whom `address` belongs to: itself, or of IPv6 the network of one subscriber."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return address
    if parsed.version == 4:
        return str(parsed)
    if parsed.ipv4_mapped:
        return str(parsed.ipv4_mapped)
    return str(ip_network((parsed, OF_ONE_IPV6), strict=False).network_address)


def seconds_to_wait(request: HttpRequest, kind: type[AddressThrottle]) -> int | None:
    """Counts `request`; for how long who asks has to wait, None if not at all."""
    throttle = kind()
    if throttle.allow_request(request, None):
        return None
    return max(1, math.ceil(throttle.wait() or 1))


def limited(
    view: Callable[..., HttpResponse], kind: type[AddressThrottle], *, as_json: bool = False
) -> Callable[..., HttpResponse]:
    """`view`, answered by 429 where one address asks too often; for programs `as_json`."""

    @wraps(view)
    def counted(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        seconds = seconds_to_wait(request, kind)
        if seconds is None:
            return view(request, *args, **kwargs)
        if as_json:
            refusal = JsonResponse({"status": refused(), "suggestions": []}, status=429)
        else:
            refusal = error_page(request, 429, {"minutes": math.ceil(seconds / 60)})
        return told_to_wait(refusal, seconds)

    return counted


def told_to_wait(response: HttpResponse, seconds: int) -> HttpResponse:
    response.headers["Retry-After"] = str(seconds)
    response.headers["Cache-Control"] = "no-store"
    return response


def refused() -> str:
    return _("Too many requests came from your network. Please try again in a while.")
