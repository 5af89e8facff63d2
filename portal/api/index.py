"""What stands beside the endpoints: the list of them, their description, and a 404 for the rest."""

from functools import cache

from django.http import Http404
from django.urls import path, reverse
from rest_framework.response import Response
from rest_framework.views import APIView
from wagtail.api.v2.router import WagtailAPIRouter

from portal.addresses import absolute_url
from portal.api.openapi import description
from portal.api.views import ReadOnly


class Index(ReadOnly, APIView):
    """Where what is found."""

    router: WagtailAPIRouter | None = None

    def get(self, request):
        prefix = reverse("api_index") + "v2/"
        return Response(
            {
                "openapi": absolute_url(request, reverse("openapi")),
                "llms": absolute_url(request, reverse("llms_txt")),
                "endpoints": {
                    name: absolute_url(request, f"{prefix}{name}/")
                    for name in self.router._endpoints
                },
            }
        )


class OpenAPI(ReadOnly, APIView):
    router: WagtailAPIRouter | None = None

    def get(self, request):
        server = {"url": absolute_url(request, reverse("api_index")) + "v2"}
        return Response(description_of(self.router) | {"servers": [server]})


@cache
def description_of(router: WagtailAPIRouter) -> dict:
    """Models do not change while the process runs."""
    return description(router)


class Nothing(ReadOnly, APIView):
    """For addresses below /api/ that are none: a program reads no HTML."""

    def get(self, request, **kwargs):
        raise Http404


def api_urls(endpoints: dict[str, type]) -> list:
    """Everything below /api/. Which endpoints there are, `portal.urls` says."""
    router = WagtailAPIRouter("wagtailapi")
    for name, endpoint in endpoints.items():
        router.register_endpoint(name, endpoint)
    return [
        path("", Index.as_view(router=router), name="api_index"),
        path("v2/", Index.as_view(router=router)),
        path("v2/openapi.json", OpenAPI.as_view(router=router), name="openapi"),
        path("v2/", router.urls),
        path("<path:rest>", Nothing.as_view()),
    ]
