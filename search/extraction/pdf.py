"""The pages of a PDF, by pypdf."""

import re
from collections.abc import Iterator
from typing import BinaryIO

from pypdf import PdfReader
from pypdf.errors import DependencyError, FileNotDecryptedError, LimitReachedError

from search.extraction.result import Enough, Limits, Outcome, Unreadable

# A word divided at the end of a line. What goes on with a capital ("Bielsko-\nBiała") is a name.
DIVIDED = re.compile(r"(?<=[^\W\d_])-\n([^\W\d_])")


def read_pdf(file: BinaryIO, limits: Limits) -> Iterator[str]:
    """The text of each page, up to as many pages as `limits` has."""
    try:
        reader = PdfReader(file)
        # Many are closed to changes only: everybody may open them, with an empty password.
        if reader.is_encrypted and not reader.decrypt(""):
            raise Unreadable(Outcome.ENCRYPTED)
        for number, page in enumerate(reader.pages):
            if number == limits.pages:
                raise Enough
            yield join_divided_words(page.extract_text()) + "\n"
    except (DependencyError, FileNotDecryptedError) as error:
        raise Unreadable(Outcome.ENCRYPTED) from error
    except LimitReachedError as error:
        raise Unreadable(Outcome.TOO_LARGE) from error


def join_divided_words(text: str) -> str:
    return DIVIDED.sub(lambda match: match[1] if match[1].islower() else match[0], text)
