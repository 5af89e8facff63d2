"""What reading a file comes to, and how far it may go."""

from dataclasses import dataclass
from enum import StrEnum


class Outcome(StrEnum):
    READ = "read"
    # Only its beginning: a limit was reached, or what follows is damaged.
    CUT = "cut"
    # Nothing is written there; mostly a scan.
    EMPTY = "empty"
    ENCRYPTED = "encrypted"
    TOO_LARGE = "too_large"
    TOO_SLOW = "too_slow"
    DAMAGED = "damaged"
    UNSUPPORTED = "unsupported"
    # The storage has no such file, or does not give it.
    MISSING = "missing"


@dataclass(frozen=True)
class Extraction:
    """The text of a file, or why there is none. Text is there with READ and CUT only."""

    outcome: Outcome
    text: str = ""


@dataclass(frozen=True)
class Limits:
    """How much of a file is read, and what reading it may take."""

    file_bytes: int = 20 * 1024 * 1024
    # Of the compressed parts that hold text.
    unpacked_bytes: int = 100 * 1024 * 1024
    pages: int = 200
    # Some forty full pages. All of it is analysed whenever a page that links to it is saved.
    characters: int = 100_000
    seconds: int = 30
    memory_bytes: int = 512 * 1024 * 1024


class Unreadable(Exception):
    """A reader gives up, for the reason `outcome`."""

    def __init__(self, outcome: Outcome):
        super().__init__(outcome)
        self.outcome = outcome


class Enough(Exception):
    """A reader stops at a limit; what it has given so far counts."""
