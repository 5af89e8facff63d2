"""Counting what readers look for, so that editors see what they do not find.

What is kept is the query, by day and language: how often, and with how many results. Nothing is
kept of who asked: no address, no cookie, no account, no time of day. What may say something about a
person (`may_be_personal`) is not counted at all. A name is: who looks for the chairman of the board
looks for what the site should have, and nothing joins it to who asked.
"""

import datetime
import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.db import Error, connections, router, transaction
from django.db.models import F
from django.http import HttpRequest
from django.utils import timezone
from django_tasks import task

from search.models import DailyQuery
from search.models.statistics import LONGEST
from search.queries import clean

logger = logging.getLogger(__name__)

# Which of TASKS counts: a search is worth no reader's wait, and what was searched for stands in no
# queue that others can read.
COUNTING_BACKEND = getattr(settings, "SEARCH_COUNTING_BACKEND", "default")
MOST_WORDS = 8
# New queries in a day and a language: more are no readers', and must not fill the disk.
MOST_A_DAY = 1_000
# How long a reader's page waits for a database that somebody else writes to (SQLite).
PATIENCE_MS = 200

# When this process last forgot what was counted before, where nothing is counted any more.
_forgotten_on: datetime.date | None = None

_AROUND = " .,;:!?…\"'„”“«»‚’()[]{}*"
# A telephone, PESEL, NIP, REGON or account number, however grouped; two years are eight digits.
_LONG_NUMBER = re.compile(r"\d(?:[\s\-–./()+]*\d){8,}")
# An identity card or passport: ABC 123456, AB1234567.
_DOCUMENT_NUMBER = re.compile(r"\b[a-z]{2,3}\s?\d{6,7}\b")
_ROBOT = re.compile(
    r"bot\b|bot/|crawl|spider|slurp|preview|monitor|curl|wget|python|headless", re.I
)


def normalised(text: str) -> str:
    """`text` as it is counted: one spelling for „Strefa  Przemysłowa?” and strefa przemysłowa."""
    return " ".join(clean(text).lower().strip(_AROUND).split())


def may_be_personal(query: str) -> bool:
    """Whether a normalised query might say something about somebody: an e-mail address, a number
    that is someone's, or more text than anybody types to find a page (a letter pasted whole)."""
    return (
        "@" in query
        or len(query) > LONGEST
        or len(query.split()) > MOST_WORDS
        or bool(_LONG_NUMBER.search(query) or _DOCUMENT_NUMBER.search(query))
    )


def is_by_reader(request: HttpRequest) -> bool:
    """Whether a reader looks at the answer: no robot, no prefetch, nobody who works on the site.

    An honest robot says that it is one. Readers have no session; who has one is an editor trying
    the search out. Both are looked at here and kept nowhere.
    """
    purpose = f"{request.headers.get('Sec-Purpose', '')} {request.headers.get('Purpose', '')}"
    agent = request.headers.get("User-Agent", "")
    return (
        request.method == "GET"
        and not ("prefetch" in purpose or "prerender" in purpose)
        and bool(agent)
        and not _ROBOT.search(agent)
        and settings.SESSION_COOKIE_NAME not in request.COOKIES
    )


def days_kept() -> int:
    """For how many days searches are kept; with 0 none is counted."""
    return getattr(settings, "SEARCH_STATISTICS_DAYS", 365)


def record(text: str, language: str, found: int) -> None:
    """Count one search for `text` that found `found` pages. Never fails, and hardly ever waits."""
    if days_kept() < 1:
        _forget_all()
        return
    query = normalised(text)
    if not query or may_be_personal(query):
        return
    try:
        with _writing():
            _count(query, language, found)
    except Error as error:
        # Read-only, locked, gone: the reader has an answer all the same. Not the message, which
        # may quote the query.
        logger.warning("A search was not counted: %s", type(error).__name__)


@task(backend=COUNTING_BACKEND)
def record_task(text: str, language: str, found: int) -> None:
    """`record`, beside the request: the reader has the answer meanwhile."""
    record(text, language, found)


@contextmanager
def _writing() -> Iterator[None]:
    database = router.db_for_write(DailyQuery)
    with impatient(database), transaction.atomic(using=database):
        yield


def _forget_all() -> None:
    """Forget what was counted before counting was given up: once a day in each process."""
    global _forgotten_on
    today = timezone.localdate()
    if _forgotten_on == today:
        return
    _forgotten_on = today
    try:
        with _writing():
            purge()
    except Error as error:
        logger.warning("Old searches were not forgotten: %s", type(error).__name__)


def _count(query: str, language: str, found: int) -> None:
    today = DailyQuery.objects.filter(day=timezone.localdate(), language=language)
    if today.filter(query=query).update(searches=F("searches") + 1, found=found):
        return
    known = today.count()
    if not known:
        purge()
    if known < MOST_A_DAY:
        # Another process may have been first; then one search goes uncounted.
        DailyQuery.objects.bulk_create(
            [DailyQuery(day=timezone.localdate(), language=language, query=query, found=found)],
            ignore_conflicts=True,
        )


def purge() -> int:
    """Forget what is older than `days_kept`; how many rows that were.

    It happens with the first search of a day (in a language, where searches are counted), so no
    clock has to call it;
    `manage.py purge_search_statistics` is for a site where nobody searches any more.
    """
    before = timezone.localdate() - datetime.timedelta(days=days_kept())
    return DailyQuery.objects.filter(day__lte=before).delete()[0]


@contextmanager
def impatient(database: str) -> Iterator[None]:
    """Let SQLite give up soon where another process writes: a count is worth no reader's wait."""
    connection = connections[database]
    if connection.vendor != "sqlite":
        yield
        return
    connection.ensure_connection()
    own = connection.connection
    usual = own.execute("PRAGMA busy_timeout").fetchone()[0]
    own.execute(f"PRAGMA busy_timeout = {min(usual, PATIENCE_MS)}")
    try:
        yield
    finally:
        own.execute(f"PRAGMA busy_timeout = {usual}")
