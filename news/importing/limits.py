"""How much of what others wrote is read, and how it is refused."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from threading import current_thread, main_thread

from django.utils.translation import gettext as _

MB = 1024 * 1024

XML_BYTES = 2048 * MB
XML_DEPTH = 100
ITEM_CHARACTERS = 1_000_000
HTML_BYTES = 4 * MB
HTML_DEPTH = 200
FILES = 50_000
ZIP_BYTES = 2048 * MB
# An ordinary page packs to a tenth; a thousandth is made to fill a disk.
ZIP_RATIO = 200
ZIP_RATIO_FROM = 1 * MB
FETCH_SECONDS = 30
FETCH_REDIRECTS = 3
TABLE_CELLS = 5_000
ADDRESS = 500
# An honest page of the largest size takes two seconds.
READ_SECONDS = 10


class Refused(Exception):
    """A file or an item is not taken; the message says why, for who ran the import."""


class TookTooLong(Refused):
    """Reading took more time than an honest file needs."""


class TimeIsUp(BaseException):
    """What the alarm raises: it has to get through every `except Exception` on its way, be it in
    Pillow, in Wagtail or in ours."""


@contextmanager
def deadline(seconds: int = READ_SECONDS) -> Iterator[None]:
    """End with TookTooLong what is not done after `seconds`: parsers may be made to crawl.

    The standard library's HTML parser is one before Python 3.11.13. Where there are no alarms
    (Windows, a thread) nothing is limited.
    """
    if not hasattr(signal, "setitimer") or current_thread() is not main_thread():
        yield
        return

    def stop(*_signal):
        raise TimeIsUp

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        try:
            yield
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
            signal.signal(signal.SIGALRM, before)
    except TimeIsUp as error:
        message = _("reading it takes more than %(seconds)s s") % {"seconds": seconds}
        raise TookTooLong(message) from error
