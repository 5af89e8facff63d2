"""Which edition there is now, and who reads it."""

from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.contrib.messages.storage.cookie import CookieStorage
from django.db import DatabaseError, InterfaceError, connection
from django.http import HttpRequest
from django.utils import timezone

READ = "SELECT token, withdrawal FROM portal_editiontoken"


@dataclass(frozen=True)
class Edition:
    """What was published, and the day: at midnight a coming event becomes a past one.

    All editions since something was last taken from readers have the same `withdrawal`.
    """

    token: str
    day: date
    withdrawal: str = ""


def edition_of(request: HttpRequest) -> Edition | None:
    """The edition that `request` is answered with, read once at its beginning.

    Should something be published while it is answered, the answer is perhaps newer than the edition
    says, never older. None where the database cannot say,
    and while somebody develops.
    """
    if not hasattr(request, "_portal_edition"):
        request._portal_edition = _read()
    return request._portal_edition


def edition_seen_by(request: HttpRequest) -> Edition | None:
    """The edition that `request` was answered with; None where nobody asked for it."""
    return getattr(request, "_portal_edition", None)


def _read() -> Edition | None:
    if settings.DEBUG:
        return None  # Who develops wants to see a template as it was saved just now.
    # The question shows whether the connection is still one: Django would ask another one before.
    connection.health_check_done = True
    try:
        row = _row()
    except (DatabaseError, InterfaceError):
        if connection.in_atomic_block:
            return None
        connection.close()
        try:
            row = _row()
        except (DatabaseError, InterfaceError):
            return None
    if row is None:
        return None
    token, withdrawal = row
    return Edition(token, timezone.localdate(), withdrawal)


def _row() -> tuple[str, str] | None:
    with connection.cursor() as cursor:
        cursor.execute(READ)
        return cursor.fetchone()


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
