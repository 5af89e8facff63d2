"""Health and figures. Nobody may keep what they answer, and it says no secrets."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.crypto import constant_time_compare
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe
from prometheus_client import CONTENT_TYPE_LATEST

from portal.monitoring.health import examine, is_ready
from portal.monitoring.metrics import exposition


# Here and below exempt: what takes nothing refuses a POST as such (405), not for lack of a token.
@csrf_exempt
@require_safe
@never_cache
def live(request: HttpRequest) -> HttpResponse:
    """The process answers."""
    return HttpResponse("ok\n", content_type="text/plain")


@csrf_exempt
@require_safe
@never_cache
def ready(request: HttpRequest) -> HttpResponse:
    """200 where the process can serve readers, else 503; what each part does is in the JSON.

    A portal without its cache or with a full disk serves readers still: it is ready, and not well.
    """
    parts = examine()
    told = {
        "ready": is_ready(parts),
        "well": all(parts.values()),
        "parts": {name: "up" if passes else "down" for name, passes in parts.items()},
    }
    return JsonResponse(told, status=200 if told["ready"] else 503)


@csrf_exempt
@require_safe
@never_cache
def metrics(request: HttpRequest) -> HttpResponse:
    """The figures, for who says `Authorization: Bearer METRICS_TOKEN`; for others, 404."""
    given = request.headers.get("Authorization", "")
    if not settings.METRICS_TOKEN or not constant_time_compare(
        given, f"Bearer {settings.METRICS_TOKEN}"
    ):
        raise Http404("no figures")
    return HttpResponse(exposition(), content_type=CONTENT_TYPE_LATEST)
