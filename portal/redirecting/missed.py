"""Counting the addresses that readers do not find, so that editors lead them on.

What is kept is the path, by day: how often, and from which page of ours or which other host it was
linked. Nothing is kept of who asked – no address, no cookie, no browser, no time of day – and no
query, which may hold anything. A path that may say something about a person is not counted.
"""

import datetime
import logging
import re
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.db import Error, transaction
from django.db.models import F
from django.http import HttpRequest
from django.utils import timezone
from django.utils.module_loading import import_string
from django_tasks import task

from portal.models.missed_address import LONGEST, MissedAddress
from portal.redirecting.addresses import HOME, canonical

logger = logging.getLogger(__name__)

# New addresses in a day: more are a scanner's, and must not fill the disk.
MOST_A_DAY = 500
# Counts in a minute and process: a flood must not keep other tasks from the background.
MOST_A_MINUTE = 60

_minute: tuple[int, int] = (0, 0)

# What is asked for by those who look for a way in, and by browsers of themselves.
_NO_READERS = re.compile(
    r"""\.(?:php\d?|phtml|aspx?|ashx|jspx?|cgi|pl|py|sh|exe|dll|env|git\w*|svn|sql|bak|old|swp
          |ini|conf|cfg|ya?ml|toml|log|key|pem|json|xml|map|css|m?js|ico|woff2?|tar|t?gz|rar|7z)(?:/|$)
    |/\.
    |/(?:wp-(?:admin|login|includes|json|config|cron)|xmlrpc|cgi-bin|phpmyadmin|pma|mysql|vendor
        |actuator|owa|autodiscover|boaform|hnap1|solr|jenkins|console|administrator|admin)(?:/|$)
    |apple-touch-icon|favicon
    |[<>"'`{}|\\^$*\x00-\x1f\x7f\ufffd]|\.\.|//|:""",
    re.I | re.X,
)
# A query, or what a path carries along: ;jsessionid=…
_PARAMETERS = re.compile(r"\?|;|%3B", re.I)
# A telephone, PESEL, NIP, REGON or account number; a date and what follows a slash are none.
_DATE = re.compile(r"\b(?:19|20)\d\d[-.]\d\d?[-.]\d\d?\b")
_LONG_NUMBER = re.compile(r"\d(?:[\s\-–.()+_]*\d){8,}")
# An identity card or passport: ABC123456.
_DOCUMENT_NUMBER = re.compile(r"(?<![a-z])[a-z]{2,3}[\s\-_]?\d{6,7}(?!\d)", re.I)
# A key of a session or a link made for one person: letters and digits without end.
_KEY = re.compile(r"(?=[a-z]*\d)(?=\d*[a-z])[a-z0-9]{20,}", re.I)
_HOST = re.compile(r"(?:[a-z0-9-]+\.)+[a-z][a-z0-9-]+")


def days_kept() -> int:
    """For how many days missed addresses are kept; with 0 none is counted."""
    return settings.MISSED_ADDRESSES_DAYS


def may_be_personal(text: str) -> bool:
    """Whether a decoded path might say something about somebody: an e-mail address, a number or a
    key that is someone's."""
    if "@" in text:
        return True
    text = _DATE.sub("", text)
    return any(pattern.search(text) for pattern in (_LONG_NUMBER, _DOCUMENT_NUMBER, _KEY))


def countable(address: str) -> str | None:
    """`address` as it is counted; None if no reader asked for it, or it may be personal."""
    bare = _PARAMETERS.split(address, maxsplit=1)[0]
    path, plain = canonical(bare), unquote(bare)
    is_no_page = path == HOME or len(path) > LONGEST or path.startswith(settings.STATIC_URL)
    if is_no_page or _NO_READERS.search(plain) or may_be_personal(plain):
        return None
    return path


def linked_from(request: HttpRequest) -> str:
    """The path of the page of ours, or the name of the other host, where the link stands."""
    try:
        parts = urlsplit(request.headers.get("Referer", ""))
        host = (parts.hostname or "").lower()
    except ValueError:
        return ""
    if parts.netloc == request.get_host():
        return countable(parts.path) or ""
    return host if len(host) <= LONGEST and _HOST.fullmatch(host) else ""


def note(request: HttpRequest) -> None:
    """Let it be counted that a reader found nothing. Never waits for the database, never fails."""
    is_by_reader = import_string(settings.IS_BY_READER)
    if days_kept() < 1 or not is_by_reader(request):
        return
    path = countable(request.get_full_path())
    if path is None or not _has_time():
        return
    count.enqueue(path, linked_from(request))


def _has_time() -> bool:
    global _minute
    now = int(timezone.now().timestamp() // 60)
    number = _minute[1] + 1 if _minute[0] == now else 1
    _minute = (now, number)
    return number <= MOST_A_MINUTE


@task(backend="counting")
def count(path: str, link: str) -> None:
    """Count `path` for today. What fails is logged, without the path."""
    try:
        with transaction.atomic():
            _count(path, link)
    except Error as error:
        logger.warning("A missed address was not counted: %s", type(error).__name__)


def _count(path: str, link: str) -> None:
    day = timezone.localdate()
    today = MissedAddress.objects.filter(day=day)
    changes = {"hits": F("hits") + 1} | ({"linked_from": link} if link else {})
    if today.filter(path=path).update(**changes):
        return
    known = today.count()
    if not known:
        purge()
    if known < MOST_A_DAY:
        aside = MissedAddress.objects.filter(path=path, is_set_aside=True).exists()
        # Another process may have been first; then one reader goes uncounted.
        MissedAddress.objects.bulk_create(
            [MissedAddress(day=day, path=path, linked_from=link, is_set_aside=aside)],
            ignore_conflicts=True,
        )


def purge() -> int:
    """Forget what is older than `days_kept`; how many rows that were.

    It happens with the first count of a day; `manage.py purge_missed_addresses` is for a site where
    everything is found.
    """
    before = timezone.localdate() - datetime.timedelta(days=days_kept())
    return MissedAddress.objects.filter(day__lte=before).delete()[0]
