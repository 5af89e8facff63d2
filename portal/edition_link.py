"""Tells an nginx on this machine that something was published, or withdrawn (decision 0027).

The keys of its caches hold the name of the folder that EDITION_LINK leads to: as soon as the link
leads elsewhere, nothing older is found there. What is kept for when the app is down has only the
last part of that name in its key, which changes when something was taken from readers. A change
that no request made, such as that of a command, is told by the first request that sees it; nginx
asks after a second by itself.
"""

import fcntl
import logging
from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.http import HttpRequest, HttpResponse

from portal.editions import Edition, edition_of, edition_seen_by

logger = logging.getLogger(__name__)


class EditionLinkMiddleware:
    """Outermost: when it moves the link, what the request has changed is committed, and who asked
    for the change has no answer yet."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        if not settings.EDITION_LINK:
            raise MiddlewareNotUsed
        self.get_response = get_response
        self.link = Path(settings.EDITION_LINK)
        self.followed = follow(self.link)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        seen = edition_seen_by(request)
        may_have_changed_something = request.method not in ("GET", "HEAD", "OPTIONS")
        if may_have_changed_something or (seen and seen != self.followed):
            # What was seen counts as followed where the link cannot be moved: not each reader
            # shall try it again.
            self.followed = follow(self.link) or seen
        return response


def follow(link: Path) -> Edition | None:
    """Let `link` lead to a folder that has the name of the present edition: this one."""
    try:
        with link.with_suffix(".lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            # Asked for behind the lock: whoever was held up before it would lead to an older one.
            edition = edition_of(HttpRequest())
            if edition is not None:
                lead(link, f"{edition.token}-{edition.day}.{edition.withdrawal}")
            return edition
    except OSError:
        # What was published is published: nginx is late by a second. But as long as it cannot be
        # told, it may show what was withdrawn when the app is down.
        logger.exception("the link %s cannot be moved", link)
        return None


def lead(link: Path, name: str) -> None:
    """The folders stand beside the link, and it names them shortly: nginx walks this way for each
    request."""
    folder, left = link.with_name(f"{link.name}-{name}"), link.resolve()
    if folder.resolve() == left:
        return
    folder.mkdir(exist_ok=True)
    new = link.with_suffix(".new")
    new.unlink(missing_ok=True)
    new.symlink_to(folder.name)
    new.replace(link)
    # The one that was left may be on somebody's way just now.
    for old in link.parent.glob(f"{link.name}-*"):
        if old.resolve() not in (folder.resolve(), left):
            old.rmdir()
