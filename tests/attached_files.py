"""Files as they are attached, sound and hostile ones, made by code."""

import zlib
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from pypdf import PdfReader, PdfWriter

WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
DRAWING = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
ODF = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
)


def pdf(*pages: str) -> bytes:
    """A PDF of `pages`, in any letters: those beyond ASCII get a code and a name in the font."""
    letters = sorted({letter for page in pages for letter in page if ord(letter) > 126})
    codes = {letter: code for code, letter in enumerate(letters, start=128)}
    names = " ".join(f"/uni{ord(letter):04X}" for letter in letters)

    def content(page: str) -> bytes:
        lines = [
            "(" + "".join(f"\\{codes.get(letter, ord(letter)):03o}" for letter in line) + ") Tj T*"
            for line in page.split("\n")
        ]
        return f"BT /F1 12 Tf 14 TL 50 700 Td {' '.join(lines)} ET".encode()

    font = (
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica"
        f" /Encoding << /Type /Encoding /Differences [128 {names}] >> >>"
    )
    return pdf_of(font, [stream(content(page)) for page in pages])


def stream(content: bytes, entries: str = "") -> bytes:
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (
        len(content),
        entries.encode(),
        content,
    )


def pdf_of(font: str, contents: list[bytes], resources: str = "", kids: str = "") -> bytes:
    """A PDF of one page for each of the content streams; `kids` makes another tree of pages."""
    numbers = range(4, 4 + 2 * len(contents), 2)
    kids = kids or " ".join(f"{number} 0 R" for number in numbers)
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(contents)} >>".encode(),
        font.encode(),
    ]
    for number, content in zip(numbers, contents, strict=True):
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {number + 1} 0 R"
            f" /Resources << /Font << /F1 3 0 R >> {resources} >> >>".encode()
        )
        objects.append(content)
    file, places = BytesIO(b"%PDF-1.7\n"), []
    file.seek(0, 2)
    for number, content in enumerate(objects, start=1):
        places.append(file.tell())
        file.write(b"%d 0 obj\n%s\nendobj\n" % (number, content))
    start = file.tell()
    file.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    file.writelines(b"%010d 00000 n \n" % place for place in places)
    file.write(b"trailer\n<< /Size %d /Root 1 0 R >>\n" % (len(objects) + 1))
    file.write(b"startxref\n%d\n%%%%EOF\n" % start)
    return file.getvalue()


FONT = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"


def scan() -> bytes:
    """A page with a drawing and no letters."""
    return pdf_of(FONT, [stream(b"0 0 100 100 re f")])


def encrypted_pdf(text: str, password: str) -> bytes:
    writer = PdfWriter(clone_from=PdfReader(BytesIO(pdf(text))))
    writer.encrypt(user_password=password, owner_password="owner", algorithm="RC4-128")
    file = BytesIO()
    writer.write(file)
    return file.getvalue()


def pdf_whose_pages_contain_themselves() -> bytes:
    return pdf_of(FONT, [stream(b"")], kids="2 0 R 2 0 R")


def pdf_whose_drawing_draws_itself() -> bytes:
    form = "/Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X 5 0 R >> >>"
    return pdf_of(FONT, [stream(b"/X Do /X Do", form)], "/XObject << /X 5 0 R >>")


def pdf_bomb(megabytes: int) -> bytes:
    packed = zlib.compress(b" " * (megabytes * 1024 * 1024), 9)
    return pdf_of(FONT, [stream(packed, "/Filter /FlateDecode")])


def laborious_pdf() -> bytes:
    """A page that takes minutes."""
    return pdf_of(FONT, [stream(b"BT /F1 12 Tf " + b"(a) Tj " * 2_000_000 + b"ET")])


def package(**parts: str | bytes) -> bytes:
    """A zip file; the names of parts with __ for / and without .xml.

    The same parts are the same bytes, whenever it is made: each part has ZipInfo's own date.
    """
    file = BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            part = ZipInfo(f"{name.replace('__', '/')}.xml")
            archive.writestr(part, content, compress_type=ZIP_DEFLATED)
    return file.getvalue()


def word(body: str) -> str:
    return f"<w:document {WORD}><w:body>{body}</w:body></w:document>"


def docx(*paragraphs: str) -> bytes:
    body = "".join(f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>" for text in paragraphs)
    return package(word__document=word(body))


def slide(text: str) -> str:
    return f"<p {DRAWING}><a:p><a:r><a:t>{text}</a:t></a:r></a:p></p>"


def odt(body: str) -> bytes:
    return package(content=f"<office:text {ODF}>{body}</office:text>")
