"""The measure of all times: a Django view that renders a trivial template.

It goes through the seven middlewares that `django-admin startproject` writes, in the same process
as the portal. It is what a Django site can cost at the least without a cache.
"""

from django.core.handlers.wsgi import WSGIHandler, WSGIRequest
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.test import override_settings
from django.urls import path

ADDRESS = "/trivial/"
SEVEN_MIDDLEWARES = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
TEMPLATE = "<!doctype html><title>{{ title }}</title><h1>{{ title }}</h1><p>{{ text }}</p>"


def trivial(request: HttpRequest) -> HttpResponse:
    context = {"title": "Trivial", "text": "As little as a page can say."}
    return HttpResponse(template.render(context, request))


template = engines["django"].from_string(TEMPLATE)
urlpatterns = [path(ADDRESS.lstrip("/"), trivial)]


class TrivialRequest(WSGIRequest):
    # Django looks for the address here instead of in the portal's.
    urlconf = "bench.trivial"


class TrivialHandler(WSGIHandler):
    request_class = TrivialRequest


def make_application() -> WSGIHandler:
    with override_settings(MIDDLEWARE=SEVEN_MIDDLEWARES):
        return TrivialHandler()
