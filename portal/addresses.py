from django.conf import settings
from django.http import HttpRequest


def absolute_url(request: HttpRequest, path: str) -> str:
    """`path` as an absolute address on the portal's public host.

    Production names that host (BASE_URL), so that whatever name a reader used, the canonical
    address is one. In development it is the host of the request, on whatever port.
    """
    if settings.BASE_URL and path.startswith("/"):
        return settings.BASE_URL.rstrip("/") + path
    return request.build_absolute_uri(path)
