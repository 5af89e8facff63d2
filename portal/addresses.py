from urllib.parse import parse_qsl

from django.conf import settings
from django.http import HttpRequest

# What advertisers and networks add to an address, to know where a reader came from. It changes
# nothing of what is shown.
TRACKING = frozenset(
    {"dclid", "fbclid", "gbraid", "gclid", "igshid", "mc_cid", "mc_eid", "msclkid", "wbraid"}
)
TRACKING_PREFIX = "utm_"


def absolute_url(request: HttpRequest, path: str) -> str:
    """`path` as an absolute address on the portal's public host.

    Production names that host (BASE_URL), so that whatever name a reader used, the canonical
    address is one. In development it is the host of the request, on whatever port.
    """
    if settings.BASE_URL and path.startswith("/"):
        return settings.BASE_URL.rstrip("/") + path
    return request.build_absolute_uri(path)


def is_tracking(parameter: str) -> bool:
    return parameter in TRACKING or parameter.startswith(TRACKING_PREFIX)


def asked_for(request: HttpRequest) -> list[tuple[str, str]]:
    """The parameters of the address, without those that only track the reader, in their order."""
    if not request.META.get("QUERY_STRING"):
        return []
    return [
        (name, value)
        for name, values in request.GET.lists()
        if not is_tracking(name)
        for value in values
    ]


def is_address_of(request: HttpRequest, query: str) -> bool:
    """Whether the address asks for just what `query` says ("?category=region"), in any order."""
    asked = asked_for(request)
    return sorted(asked) == sorted(parse_qsl(query.removeprefix("?"), keep_blank_values=True))
