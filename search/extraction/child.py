"""The process that reads one file: `python -m search.extraction.child SUFFIX LIMITS < FILE`.

It prints an `Extraction` as JSON. It limits itself before it looks at the file.
"""

import json
import re
import sys
import unicodedata
from collections.abc import Iterator
from contextlib import suppress
from time import monotonic
from typing import BinaryIO

from search.extraction.result import Enough, Extraction, Limits, Outcome, Unreadable

PDF_MARK, ZIP_MARK, OLE_MARK = b"%PDF-", b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
# Readers of PDF find the mark anywhere in the beginning.
BEGINNING = 1024
PLAIN = {"txt", "csv", "md"}
# With a password, these are no zip files but of the kind of .doc.
ENCRYPTED_AS_OLE = {"docx", "pptx", "xlsx"}
# Of the time that a file may take: then what is read so far is better than nothing.
PATIENCE = 0.7


def limit_itself(limits: Limits) -> None:
    """Let the system end this process where it takes too much. Windows has no such limits."""
    with suppress(ImportError):
        import resource

        memory, writing = limits.memory_bytes, answer_bytes(limits)
        wanted = {
            resource.RLIMIT_AS: (memory, memory),
            # At the first it ends with a signal of its own, which tells why.
            resource.RLIMIT_CPU: (limits.seconds, limits.seconds + 1),
            # Its answer is all that it may write.
            resource.RLIMIT_FSIZE: (writing, writing),
            resource.RLIMIT_CORE: (0, 0),
        }
        for kind, values in wanted.items():
            # macOS knows some of them and refuses to set them.
            with suppress(ValueError, OSError):
                resource.setrlimit(kind, values)


def answer_bytes(limits: Limits) -> int:
    """How long an answer can be: JSON writes a character as up to twelve bytes."""
    return limits.characters * 12 + 1024


def read(file: BinaryIO, suffix: str, limits: Limits) -> Extraction:
    """The text of `file`. What was read before a limit or an error is kept."""
    patient_until = monotonic() + limits.seconds * PATIENCE
    pieces, length, problem = [], 0, None
    try:
        for piece in pieces_of(file, suffix, limits):
            pieces.append(piece)
            length += len(piece)
            if length > limits.characters or monotonic() > patient_until:
                raise Enough
    except Enough:
        problem = Outcome.CUT
    except Unreadable as error:
        problem = error.outcome
    except MemoryError:
        problem = Outcome.TOO_LARGE
    except Exception:  # Parsers of hostile files raise whatever they meet.
        problem = Outcome.DAMAGED
    text = tidy("".join(pieces))[: limits.characters]
    if text:
        return Extraction(Outcome.CUT if problem else Outcome.READ, text)
    return Extraction(Outcome.EMPTY if problem in (None, Outcome.CUT) else problem)


def pieces_of(file: BinaryIO, suffix: str, limits: Limits) -> Iterator[str]:
    """The text of `file` piece by piece. What it is shows in its content; of text, in its name."""
    beginning = file.read(BEGINNING)
    file.seek(0)
    if PDF_MARK in beginning:
        from search.extraction.pdf import read_pdf

        return read_pdf(file, limits)
    if beginning.startswith(ZIP_MARK):
        from search.extraction.office import read_office

        return read_office(file, limits)
    if suffix in PLAIN:
        from search.extraction.plain import read_plain

        return read_plain(file, limits)
    if beginning.startswith(OLE_MARK):
        is_encrypted = suffix in ENCRYPTED_AS_OLE
        raise Unreadable(Outcome.ENCRYPTED if is_encrypted else Outcome.UNSUPPORTED)
    is_known = suffix in {"pdf", "odt", "ods", *ENCRYPTED_AS_OLE}
    raise Unreadable(Outcome.DAMAGED if is_known else Outcome.UNSUPPORTED)


# A PDF may draw a letter and its mark one after the other: "we˛glu", or "we ̨glu".
_DRAWN_MARKS = str.maketrans({"˛": "\u0328", "´": "\u0301", "˙": "\u0307", "ˇ": "\u030c"})
_LOOSE_MARK = re.compile(r"(?<=[^\W\d_]) ?([\u0300-\u036f]|[˛´˙ˇ])")


def tidy(text: str) -> str:
    """`text` as it can be stored and searched: ligatures apart, marks on their letters, nothing
    that no database takes."""
    text = _LOOSE_MARK.sub(lambda mark: mark[1].translate(_DRAWN_MARKS), text.replace("\u00ad", ""))
    text = unicodedata.normalize("NFKC", text)
    text = "".join(letter if letter.isprintable() or letter == "\n" else " " for letter in text)
    return re.sub(r" *\n\s*", "\n", re.sub(r" +", " ", text)).strip()


def main() -> None:
    suffix, limits = sys.argv[1], Limits(**json.loads(sys.argv[2]))
    limit_itself(limits)
    extraction = read(sys.stdin.buffer, suffix, limits)
    json.dump({"outcome": extraction.outcome, "text": extraction.text}, sys.stdout)


if __name__ == "__main__":
    main()
