"""Files that somebody uploaded, as they are handed out: pictures to be shown, the rest to be saved.

Documents always go this way. Media do while developing; in production nginx hands them out, by the
same rules.
"""

import re

from django.conf import settings
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.views.static import serve
from wagtail.documents.views.serve import serve as serve_by_wagtail

# What cameras noted in an original stays with the editors, who are shown sizes of it like readers;
# documents are handed out by Wagtail, which asks who may read them.
CLOSED = ("original_images/", "documents/")
PICTURE = re.compile(r"\.(?:avif|gif|jpe?g|png|webp)$", re.IGNORECASE)
# A kind that no browser opens by itself; what it is for a program the extension says.
NEUTRAL = "application/octet-stream"


def serve_document(request: HttpRequest, key: str, name: str) -> HttpResponseBase:
    """The document, where whoever asks may read it, to be saved."""
    response = serve_by_wagtail(request, key, name)
    if "Content-Disposition" in response.headers:
        response.headers["Content-Type"] = NEUTRAL
    return response


def serve_media(request: HttpRequest, path: str) -> HttpResponseBase:
    """The file at `path` of the media: a picture to be shown, anything else to be saved."""
    if path.startswith(CLOSED):
        raise Http404("not for readers")
    response = serve(request, path, document_root=settings.MEDIA_ROOT)
    if not PICTURE.search(path):
        response.headers["Content-Disposition"] = "attachment"
        response.headers["Content-Type"] = NEUTRAL
    return response
