"""Runs the reading process and survives it."""

import json
import os
import re
import signal
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryFile
from typing import BinaryIO

from search.extraction.child import answer_bytes
from search.extraction.result import Extraction, Limits, Outcome

CHILD = "search.extraction.child"
# The folder from which Python finds CHILD.
HOME = Path(__file__).resolve().parents[2]
# What Python itself needs to start: a folder on Windows, libraries where it lives elsewhere.
NEEDED_BY_PYTHON = ("SYSTEMROOT", "LD_LIBRARY_PATH")
# Beyond the limit of time: what Python takes to start on a busy machine.
START_SECONDS = 5


def extract(file: BinaryIO, name: str, limits: Limits | None = None) -> Extraction:
    """The text of `file`, or the reason why there is none; never raises for what is in it.

    `file` is a real one, as the reading process gets its descriptor: it learns neither its path
    nor `name`, of which only the suffix counts. No database, no settings, no secrets of the
    environment reach that process.
    """
    limits = limits or Limits()
    # What somebody has just written is not all in the file yet.
    file.flush()
    size = os.fstat(file.fileno()).st_size
    if not size:
        return Extraction(Outcome.EMPTY)
    if size > limits.file_bytes:
        return Extraction(Outcome.TOO_LARGE)
    os.lseek(file.fileno(), 0, os.SEEK_SET)
    # A file and no pipe: the system bounds what the process can write there.
    with TemporaryFile() as answer:
        try:
            ended = subprocess.run(  # noqa: S603 - nothing of the file's is in the command
                [sys.executable, "-E", "-s", "-m", CHILD, suffix_of(name), arguments(limits)],
                stdin=file,
                stdout=answer,
                stderr=subprocess.DEVNULL,
                cwd=HOME,
                env={key: os.environ[key] for key in NEEDED_BY_PYTHON if key in os.environ},
                timeout=limits.seconds + START_SECONDS,
                check=False,
            )
        except subprocess.TimeoutExpired:
            return Extraction(Outcome.TOO_SLOW)
        if ended.returncode:
            return Extraction(why_it_ended(ended.returncode))
        answer.seek(0)
        return parsed(answer.read(answer_bytes(limits)), limits)


def suffix_of(name: str) -> str:
    suffix = Path(name).suffix.lower().removeprefix(".")
    return suffix if re.fullmatch(r"[a-z0-9]{1,8}", suffix) else ""


def arguments(limits: Limits) -> str:
    return json.dumps(asdict(limits))


def why_it_ended(code: int) -> Outcome:
    """What the exit code of the process tells; negative, it is the signal that ended it."""
    reasons = {
        "SIGXCPU": Outcome.TOO_SLOW,
        # By the system, where memory runs out.
        "SIGKILL": Outcome.TOO_LARGE,
        "SIGXFSZ": Outcome.TOO_LARGE,
    }
    for name, outcome in reasons.items():
        # Windows has none of them.
        if code == -getattr(signal, name, 0):
            return outcome
    return Outcome.DAMAGED


def parsed(answer: bytes, limits: Limits) -> Extraction:
    """The answer as a value. Not believed: a hostile file may have spoken for the process."""
    try:
        fields = json.loads(answer)
        outcome, text = Outcome(fields["outcome"]), str(fields["text"])
    except (ValueError, KeyError, TypeError):
        return Extraction(Outcome.DAMAGED)
    if outcome not in (Outcome.READ, Outcome.CUT):
        return Extraction(outcome)
    # What no database takes.
    storable = text.encode(errors="replace").decode().replace("\0", " ")
    return Extraction(outcome, storable[: limits.characters])
