import logging

from django.db import Error
from django.http import HttpRequest, HttpResponse
from django.utils.deprecation import MiddlewareMixin

from portal.redirecting import missed
from portal.redirecting.answering import answer

logger = logging.getLogger(__name__)


class RedirectMiddleware(MiddlewareMixin):
    """Where nothing is found a redirect answers; if there is none, the address is counted.

    In the place of Wagtail's own, which leads to drafts and away from pages that are there: a page
    that finds nothing for a category has found itself.
    """

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        if response.status_code != 404 or getattr(request, "_wagtail_route_for_request", None):
            return response
        try:
            answered = answer(request)
        except Error as error:
            logger.warning("No redirect was looked up: %s", type(error).__name__)
            return response
        if answered is None:
            missed.note(request)
        return answered or response
