"""Elements of an XML file, one at a time, however large the file is.

The standard library's expat, as in `search.extraction`: no tree of the file is built, and a
document type is refused, which is how entities that grow or lead to other files come in.
"""

from collections.abc import Callable, Iterator
from typing import BinaryIO
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

from news.importing import limits
from news.importing.limits import Refused

CHUNK = 64 * 1024


class ElementReader:
    """Hands out each outermost element whose name is `wanted`, and forgets it.

    `wanted` takes a name "{namespace}local" and the names of the elements around it.
    """

    def __init__(self, wanted: Callable[[str, list[str]], bool], encoding: str = ""):
        self.wanted = wanted
        self.expat = expat.ParserCreate(encoding or None, namespace_separator="}")
        self.expat.buffer_text = True
        self.expat.StartElementHandler = self.begin
        self.expat.EndElementHandler = self.end
        self.expat.CharacterDataHandler = self.characters
        self.expat.StartDoctypeDeclHandler = self.refuse_doctype
        self.path: list[str] = []
        self.builder: TreeBuilder | None = None
        self.top = 0
        self.length = 0
        self.done: list[Element | None] = []

    def read(self, stream: BinaryIO) -> Iterator[Element | None]:
        """The elements of `stream`; None for one that is too long.

        Raises Refused where the file is not well-formed, too large or has a document type.
        """
        total = 0
        while chunk := stream.read(CHUNK):
            total += len(chunk)
            if total > limits.XML_BYTES:
                raise Refused(
                    f"it is larger than {limits.XML_BYTES // limits.MB} MB; split the export"
                )
            self.parse(chunk, False)
            yield from self.take()
        self.parse(b"", True)
        yield from self.take()

    def take(self) -> Iterator[Element | None]:
        done, self.done = self.done, []
        yield from done

    def parse(self, chunk: bytes, is_last: bool) -> None:
        try:
            self.expat.Parse(chunk, is_last)
        except expat.ExpatError as error:
            reason = expat.errors.messages.get(error.code, "not well-formed")
            hint = ""
            if error.code == expat.errors.codes[expat.errors.XML_ERROR_INVALID_TOKEN]:
                hint = (
                    "; if its letters are not in the encoding that it declares, name the right"
                    " one, e.g. --encoding windows-1250"
                )
            raise Refused(
                f"it is no well-formed XML: {reason} in line {error.lineno}{hint}"
            ) from error
        except (LookupError, UnicodeError, ValueError) as error:
            raise Refused("it is written in an encoding that is not known") from error

    def begin(self, name: str, attributes: dict[str, str]) -> None:
        if len(self.path) >= limits.XML_DEPTH:
            raise Refused(f"it is nested more than {limits.XML_DEPTH} elements deep")
        name = clark(name)
        if not self.builder and self.wanted(name, self.path):
            self.builder, self.top, self.length = TreeBuilder(), len(self.path), 0
        self.path.append(name)
        if self.builder:
            self.length += len(name) + sum(map(len, attributes.values()))
            if self.fits():
                self.builder.start(name, {clark(key): value for key, value in attributes.items()})

    def end(self, _name: str) -> None:
        name = self.path.pop()
        if not self.builder:
            return
        if self.fits():
            self.builder.end(name)
        if len(self.path) == self.top:
            self.done.append(self.builder.close() if self.fits() else None)
            self.builder = None

    def characters(self, text: str) -> None:
        if self.builder:
            self.length += len(text)
            if self.fits():
                self.builder.data(text)

    def fits(self) -> bool:
        return self.length <= limits.ITEM_CHARACTERS

    def refuse_doctype(self, *_declaration) -> None:
        raise Refused("it declares a document type (entities), which no export needs")


def clark(name: str) -> str:
    return "{" + name if "}" in name else name


def local(name: str) -> str:
    return name.rpartition("}")[2]
