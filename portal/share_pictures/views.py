from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import quote_etag
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe
from wagtail.models import Page

from portal.frame import frame_of
from portal.models import ReadableQuerySet
from portal.share_pictures import share_picture_of
from portal.share_pictures.files import file_of
from portal.views import specific

MEDIA_TYPE = "image/jpeg"
FOR_EVER = 365 * 24 * 3600
# A link that was shared before the title changed leads to the picture of today.
OLD_ONE_LEADS_ON = 300


@csrf_exempt
@require_safe
def share_picture(request: HttpRequest, pk: int, version: str) -> HttpResponse:
    """The picture of page `pk` as JPEG; only its present `version` is ever drawn.

    Another version leads to the present one; 404 where there is no page in the language of the
    address that everybody can read.
    """
    pages = ReadableQuerySet(Page).readable().in_active_language()
    page = pages.filter(pk=pk, depth__gt=1).first()
    picture = page and share_picture_of(frame_of(request, specific(page)))
    if not picture:
        raise Http404("no such picture")
    if version != picture.words.version:
        response = redirect(picture.url)
        patch_cache_control(response, public=True, max_age=OLD_ONE_LEADS_ON)
        return response
    etag = quote_etag(version)
    response = get_conditional_response(request, etag=etag)
    if response is None:
        response = HttpResponse(file_of(picture), content_type=MEDIA_TYPE)
    response["ETag"] = etag
    patch_cache_control(response, public=True, max_age=FOR_EVER, immutable=True)
    return response
