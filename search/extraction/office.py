"""The text of office documents: Word, PowerPoint and Excel (OOXML), Writer and Calc (ODF).

All of them are XML in a zip file. Only the parts that hold text are unpacked, and they are parsed
as they are unpacked, by the standard library: no tree is built, whatever the size of the file.
"""

import re
from collections.abc import Iterator
from typing import BinaryIO
from xml.parsers import expat
from zipfile import ZipFile

from search.extraction.result import Limits, Outcome, Unreadable

TEXT_PARTS = re.compile(
    r"word/(document|footnotes|endnotes)\d*\.xml"
    r"|ppt/slides/slide\d+\.xml"
    r"|xl/sharedStrings\.xml"
    r"|content\.xml"
)
CHUNK = 64 * 1024
IS_ENCRYPTED = 0x1

ODF_TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"
# Where text stands: OOXML keeps it in runs, all else there is layout and field codes.
HOLDERS = {"t", f"{ODF_TEXT} p", f"{ODF_TEXT} h"}
# What no reader sees, or sees twice: remarks, deleted text, the same shape for older programs.
HIDDEN = {"annotation", "tracked-changes", "Fallback", "rPh"}
LINE_ENDS = {"p", "h", "si"}
GAPS = {"tab", "br", "cr", "s", "line-break"}


def read_office(file: BinaryIO, limits: Limits) -> Iterator[str]:
    with ZipFile(file) as package:
        parts = [part for part in package.infolist() if TEXT_PARTS.fullmatch(part.filename)]
        if not parts:
            raise Unreadable(Outcome.UNSUPPORTED)
        if any(part.flag_bits & IS_ENCRYPTED for part in parts):
            raise Unreadable(Outcome.ENCRYPTED)
        if sum(part.file_size for part in parts) > limits.unpacked_bytes:
            raise Unreadable(Outcome.TOO_LARGE)
        unpacked = 0
        # By length first: slide 10 comes after slide 9.
        for part in sorted(parts, key=lambda part: (len(part.filename), part.filename)):
            parser = TextParser()
            with package.open(part) as stream:
                while chunk := stream.read(CHUNK):
                    # What a zip file says of its sizes need not be so.
                    unpacked += len(chunk)
                    if unpacked > limits.unpacked_bytes:
                        raise Unreadable(Outcome.TOO_LARGE)
                    try:
                        parser.feed(chunk)
                    finally:  # Where the part is damaged, what stands before counts.
                        yield parser.take()
            parser.finish()
            yield "\n"


class TextParser:
    """Collects the text of an XML part as the part is fed to it."""

    def __init__(self):
        self.expat = expat.ParserCreate(namespace_separator=" ")
        self.expat.StartElementHandler = self.begin
        self.expat.EndElementHandler = self.end
        self.expat.CharacterDataHandler = self.characters
        # Office programs write none. It is how entities that grow into gigabytes come in.
        self.expat.StartDoctypeDeclHandler = self.refuse
        self.held = 0
        self.hidden = 0
        self.pieces: list[str] = []

    def feed(self, chunk: bytes) -> None:
        self.expat.Parse(chunk, False)

    def finish(self) -> None:
        self.expat.Parse(b"", True)

    def take(self) -> str:
        """The text since it was last taken."""
        text = "".join(self.pieces)
        self.pieces.clear()
        return text

    def begin(self, name: str, _attributes: dict) -> None:
        kind = name.rpartition(" ")[2]
        self.hidden += kind in HIDDEN
        self.held += name in HOLDERS or kind in HOLDERS
        if kind in GAPS:
            self.pieces.append(" ")

    def end(self, name: str) -> None:
        kind = name.rpartition(" ")[2]
        self.hidden -= kind in HIDDEN
        self.held -= name in HOLDERS or kind in HOLDERS
        if kind in LINE_ENDS:
            self.pieces.append("\n")

    def characters(self, text: str) -> None:
        if self.held and not self.hidden:
            self.pieces.append(text)

    def refuse(self, *_declaration) -> None:
        raise Unreadable(Outcome.DAMAGED)
