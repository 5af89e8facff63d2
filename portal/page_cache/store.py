"""Where answers are kept: in the cache `pages`, which is a Redis or the memory of the process."""

import time
from dataclasses import dataclass
from typing import Self
from uuid import uuid4

from django.core.cache import caches
from django.http import HttpResponse

from portal.editions import Edition
from portal.editions.shelf import shelf_of

# Seconds. An answer that nobody has asked for in a day makes room for others.
TIMEOUT = 86_400
# For how long others wait for the one request that makes an answer, and how often they look.
PATIENCE, PAUSE = 5.0, 0.01
# Answers of some 80 kB that a process has at hand.
KIND, MOST_AT_HAND = "answers", 100


@dataclass(frozen=True)
class Answer:
    """What is sent to everybody in an edition."""

    edition: Edition
    headers: tuple[tuple[str, str], ...]
    content: bytes

    @classmethod
    def of(cls, response: HttpResponse, edition: Edition) -> Self:
        return cls(edition, tuple(response.items()), response.content)

    def response(self) -> HttpResponse:
        return HttpResponse(self.content, headers=dict(self.headers))


class Place:
    """The place of one address. What is kept there from another edition is replaced."""

    def __init__(self, key: str, edition: Edition) -> None:
        self.key = key
        self.edition = edition
        self.cache = caches["pages"]
        self.is_ours = False

    def get(self) -> Answer | None:
        """Out of the memory of the process, if it was fetched before: an answer of this edition
        stays the same one, and a Redis takes longer than all the rest."""
        shelf = shelf_of(self.edition)
        if answer := shelf.get(KIND, self.key):
            return answer
        answer = self.cache.get(self.key)
        if answer is None or answer.edition != self.edition:
            return None
        shelf.put(KIND, self.key, answer, MOST_AT_HAND)
        return answer

    def put(self, answer: Answer) -> None:
        shelf_of(self.edition).put(KIND, self.key, answer, MOST_AT_HAND)
        self.cache.set(self.key, answer, TIMEOUT)

    @property
    def _claim(self) -> str:
        return f"{self.key}:claimed"

    def get_or_claim(self) -> Answer | None:
        """The answer; None where whoever asks has to make it, and others wait meanwhile.

        So a page that many ask for at once, just after something was published, is made once. Where
        nothing comes of that, as with a form, or not soon enough, all others make their own.
        """
        if answer := self.get():
            return answer
        self.is_ours = self.cache.add(self._claim, uuid4().hex, PATIENCE)
        if self.is_ours:
            # It may have been made between the look and the claim.
            return self.get()
        end = time.monotonic() + PATIENCE
        others = self.cache.get(self._claim)
        # Not for the next claim: where nothing may be kept, one follows the other.
        while others and time.monotonic() < end and self.cache.get(self._claim) == others:
            time.sleep(PAUSE)
        return self.get()

    def leave(self) -> None:
        """Let others go on."""
        if self.is_ours:
            self.cache.delete(self._claim)
