"""Which edition there is now, and who reads it."""

from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.contrib.messages.storage.cookie import CookieStorage
from django.db import DatabaseError, connection
from django.http import HttpRequest
from django.utils import timezone

READ = "SELECT token FROM portal_editiontoken"


@dataclass(frozen=True)
class Edition:
    """What was published, and the day: at midnight a coming event becomes a past one."""

    token: str
    day: date


def edition_of(request: HttpRequest) -> Edition | None:
    """The edition that `request` is answered with, read once at its beginning.

    Should something be published while it is answered, the answer is perhaps newer than the edition
    says, never older. None where the database cannot say.
    """
    if not hasattr(request, "_portal_edition"):
        request._portal_edition = _read()
    return request._portal_edition


def _read() -> Edition | None:
    try:
        with connection.cursor() as cursor:
            cursor.execute(READ)
            row = cursor.fetchone()
    except DatabaseError:
        return None
    return Edition(row[0], timezone.localdate()) if row else None


def is_plain_reader(request: HttpRequest) -> bool:
    """Whether `request` is to be answered as that of everybody else: it only reads, is no preview,
    and says nothing of who asks."""
    return (
        request.method in ("GET", "HEAD")
        and settings.SESSION_COOKIE_NAME not in request.COOKIES
        and CookieStorage.cookie_name not in request.COOKIES
        and not getattr(request, "is_preview", False)
        # Wagtail makes one to show a draft, and says so when it is too late.
        and not getattr(request, "is_dummy", False)
    )
