"""Forms of readers, who have no cookie that Django's protection could look at (decision 0004)."""

from collections.abc import Callable
from functools import wraps

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt


def refuse_other_origins(request: HttpRequest) -> None:
    """Refuse a form that another site's page sends in a reader's name.

    Browsers say where a POST comes from in Sec-Fetch-Site and Origin; a request without either
    comes from no browser, so nobody's cookies can be misused by it. Raises PermissionDenied.
    """
    site = request.headers.get("Sec-Fetch-Site")
    origin = request.headers.get("Origin")
    if site in ("same-origin", "none"):
        return
    ours = ("http://" + request.get_host(), "https://" + request.get_host())
    if site is None and (origin is None or origin in ours):
        return
    raise PermissionDenied


def of_ours_only(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """`view` of a form for readers: asked where the form comes from, in the place of a token."""

    @csrf_exempt
    @wraps(view)
    def asked(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if request.method == "POST":
            refuse_other_origins(request)
        return view(request, *args, **kwargs)

    return asked
