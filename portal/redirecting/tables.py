"""A file of redirects as a table of texts, whatever program and country it comes from."""

import csv
import io
from dataclasses import dataclass
from itertools import islice
from pathlib import PurePath
from zipfile import BadZipFile, ZipFile

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from openpyxl import load_workbook

EXTENSIONS = ("csv", "tsv", "txt", "xlsx")
MOST_BYTES = 1024 * 1024
MOST_UNPACKED_BYTES = 20 * MOST_BYTES
MOST_ROWS = 10_000
MOST_COLUMNS = 20
LONGEST_CELL = 2_000
SEPARATORS = ";\t,"
# Excel in Polish writes the third; whatever is no text at all is no text in it either.
ENCODINGS = ("utf-8-sig", "cp1250")
UTF_16 = (b"\xff\xfe", b"\xfe\xff")

# How columns are called, in small letters.
OLD = (
    "z",
    "ze",
    "skąd",
    "stary",
    "stare",
    "stary adres",
    "stary url",
    "adres źródłowy",
    "źródło",
    "z adresu",
    "przekierowanie z",
    "from",
    "old",
    "old address",
    "old url",
    "source",
)
NEW = (
    "do",
    "na",
    "dokąd",
    "nowy",
    "nowe",
    "nowy adres",
    "nowy url",
    "adres docelowy",
    "cel",
    "na adres",
    "przekierowanie na",
    "to",
    "new",
    "new address",
    "new url",
    "target",
)


@dataclass
class Table:
    """Rows as long as the headings, and their numbers in the file; no white space around texts."""

    headings: list[str]
    rows: list[list[str]]
    numbers: list[int]

    def columns(self) -> tuple[int, int]:
        """Which columns seem to hold the old and the new addresses: by name, else the first two."""
        names = [heading.lower() for heading in self.headings]
        old = next((number for number, name in enumerate(names) if name in OLD), None)
        new = next((number for number, name in enumerate(names) if name in NEW), None)
        if old is None:
            old = 1 if new == 0 else 0
        if new is None:
            new = 1 if old == 0 else 0
        return old, new


def read(file: UploadedFile) -> Table:
    """The table in `file`. Raises ValidationError with what is wrong with it."""
    extension = PurePath(file.name).suffix.lstrip(".").lower()
    if extension not in EXTENSIONS:
        raise ValidationError(_("This is no CSV, TSV or XLSX file."))
    if file.size > MOST_BYTES:
        raise ValidationError(
            _("The file is too large: at most %(size)s MB.") % {"size": MOST_BYTES // 1024**2}
        )
    data = file.read()
    rows = read_xlsx(data) if extension == "xlsx" else read_text(data)
    return as_table(rows)


def read_text(data: bytes) -> list[list]:
    text = decode(data)
    first = text.partition("\n")[0]
    separator = max(SEPARATORS, key=first.count)
    try:
        return list(
            islice(csv.reader(io.StringIO(text, newline=""), delimiter=separator), MOST_ROWS + 2)
        )
    except csv.Error as error:
        raise ValidationError(_("The file cannot be read as a table.")) from error


def decode(data: bytes) -> str:
    """The text of `data`. Raises ValidationError if it is none."""
    for encoding in ["utf-16"] if data.startswith(UTF_16) else ENCODINGS:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if not any(char < " " and char not in "\t\r\n" for char in text):
            return text
    raise ValidationError(_("This is no text file: save it as “CSV UTF-8” or as XLSX."))


def read_xlsx(data: bytes) -> list[list]:
    """The first sheet; of formulas what they gave when the file was saved."""
    refusal = ValidationError(_("The file cannot be read: save it anew as XLSX or CSV."))
    try:
        with ZipFile(io.BytesIO(data)) as archive:
            unpacked = sum(entry.file_size for entry in archive.infolist())
    except BadZipFile as error:
        raise refusal from error
    if unpacked > MOST_UNPACKED_BYTES:
        raise refusal
    # The library fails in as many ways as a file can be broken.
    try:
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        sheet = book.worksheets[0]
        return [
            list(row)
            for row in sheet.iter_rows(
                max_row=MOST_ROWS + 2, max_col=MOST_COLUMNS, values_only=True
            )
        ]
    except Exception as error:
        raise refusal from error


def as_table(rows: list[list]) -> Table:
    """`rows` without empty ones, the first one as headings unless it holds addresses."""
    every = [["" if cell is None else str(cell).strip() for cell in row] for row in rows]
    numbers = [number for number, row in enumerate(every, start=1) if any(row)]
    texts = [every[number - 1] for number in numbers]
    width = max(map(len, texts), default=0)
    if not texts:
        raise ValidationError(_("The file is empty."))
    if width < 2:
        raise ValidationError(
            _("The file has one column only; it takes one of old and one of new addresses.")
        )
    if width > MOST_COLUMNS:
        raise ValidationError(
            _("The file has too many columns: at most %(most)s.") % {"most": MOST_COLUMNS}
        )
    if any(len(cell) > LONGEST_CELL for row in texts for cell in row):
        raise ValidationError(_("A cell of the file is longer than any address."))
    texts = [row + [""] * (width - len(row)) for row in texts]
    headings = [""] * width if any(map(is_address, texts[0])) else texts.pop(0)
    if not texts:
        raise ValidationError(_("The file has headings only, no addresses."))
    if len(texts) > MOST_ROWS:
        raise ValidationError(
            _("The file has too many rows: at most %(most)s.") % {"most": MOST_ROWS}
        )
    return Table(headings, texts, numbers[-len(texts) :])


def is_address(cell: str) -> bool:
    return cell.startswith("/") or "://" in cell
