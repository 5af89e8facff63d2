"""The guide, and each sample at an address of its own, so that it has a page's width and ids to
itself."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils import translation
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_safe

from portal.colours import SCHEMES
from portal.style_guide.examples import ExampleFrame
from portal.style_guide.samples import Sample, samples
from portal.style_guide.tokens import read_tokens, swatches

LANGUAGES = dict(settings.LANGUAGES)
# The guide itself is written for developers, as the code is.
LANGUAGE = "en"


@require_safe
def guide(request: HttpRequest) -> HttpResponse:
    """Everything on one page; asks no database."""
    with translation.override(LANGUAGE):
        tokens, colours = read_tokens(), swatches()
        shown = [swatch.colour.name for swatch in colours]
        shown += [token.name for group in tokens.values() for token in group]
        context = {
            "tokens": tokens,
            "swatches": colours,
            "names": shown,
            "samples": samples(),
            "views": [
                (code, translation.get_language_info(code)["name"], scheme)
                for code in LANGUAGES
                for scheme in SCHEMES
            ],
        }
        response = render(request, "portal/style_guide/guide.html", context)
    response["Content-Language"] = LANGUAGE
    return response


@require_safe
@xframe_options_sameorigin
def sample(request: HttpRequest, kind: str, name: str) -> HttpResponse:
    """One sample in `?language=` and `?scheme=`; 404 where there is none of that name."""
    language = request.GET.get("language", settings.LANGUAGE_CODE)
    scheme = request.GET.get("scheme", SCHEMES[0])
    shown = Sample(kind, name)
    if shown not in samples().get(kind, []) or language not in LANGUAGES or scheme not in SCHEMES:
        raise Http404("no such sample")
    with translation.override(language):
        frame = ExampleFrame(request, language)
        context = {**frame.context(), "sample": shown, "scheme": scheme}
        if kind == "blocks":
            frame.page.body = frame.story(name)
        response = render(request, shown.example, context)
    response["Content-Language"] = language
    return response


urlpatterns = [
    path("", guide, name="style_guide"),
    path("<slug:kind>/<slug:name>/", sample, name="style_guide_sample"),
]
