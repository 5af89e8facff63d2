"""A one-page PDF with real text, written without a library.

Readers and screen readers get text, not a picture of it, in about two kilobytes. No font is
embedded: Helvetica is in every viewer, but without most Polish letters. Those are composed of a
letter and an accent, which every viewer has, and `ActualText` says what they mean together.
"""

from collections.abc import Iterable

# Widths of the letters that get an accent, in thousandths of the type size (Helvetica; bold).
WIDTHS = {
    "a": (556, 556), "c": (500, 556), "e": (556, 556), "n": (556, 611), "s": (500, 556),
    "z": (500, 500),
}  # fmt: skip
ACCENT_WIDTH = 333
ACCENTED = {
    "ą": ("a", "ogonek"), "ę": ("e", "ogonek"), "ć": ("c", "acute"), "ń": ("n", "acute"),
    "ś": ("s", "acute"), "ź": ("z", "acute"), "ż": ("z", "dotaccent"),
}  # fmt: skip
# Characters that Helvetica has under a name of its own.
NAMED = {
    "ó": "oacute", "ł": "lslash", "Ł": "Lslash", "–": "endash", "·": "periodcentered",
    "„": "quotedblbase", "”": "quotedblright", "“": "quotedblleft", "’": "quoteright",
}  # fmt: skip
GLYPHS = [*NAMED.values(), "ogonek", "acute", "dotaccent"]
CODES = {glyph: 128 + number for number, glyph in enumerate(GLYPHS)}

LEFT, TOP = 64, 770


def pdf(title: str, language: str, lines: Iterable[tuple[str, int, bool]]) -> bytes:
    """A PDF page of `lines`: (text, type size, bold); an empty text is a gap of that size.

    Raises ValueError for a character that cannot be shown.
    """
    content = [b"BT"]
    y = TOP
    for text, size, bold in lines:
        y -= round(size * 1.5)
        if text:
            font = b"/F2" if bold else b"/F1"
            content.append(b"%s %d Tf 1 0 0 1 %d %d Tm" % (font, size, LEFT, y))
            content.append(shown(text, bold=bold))
    stream = b"\n".join([*content, b"ET"])
    names = b" ".join(b"/" + glyph.encode() for glyph in GLYPHS)
    font = b"<< /Type /Font /Subtype /Type1 /BaseFont /%s /Encoding 7 0 R >>"
    return assembled(
        [
            b"<< /Type /Catalog /Pages 2 0 R /Lang (%s)"
            b" /ViewerPreferences << /DisplayDocTitle true >> >>" % language.encode(),
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
            b" /Resources << /Font << /F1 5 0 R /F2 6 0 R >> >> >>",
            b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
            font % b"Helvetica",
            font % b"Helvetica-Bold",
            b"<< /Type /Encoding /BaseEncoding /WinAnsiEncoding /Differences [128 %s] >>" % names,
            b"<< /Title <%s> >>" % utf16(title),
        ]
    )


def shown(text: str, *, bold: bool) -> bytes:
    """The operators that show `text`, accents put over (or under) their letters."""
    parts = []
    run = b""
    for character in text:
        if character in ACCENTED:
            letter, accent = ACCENTED[character]
            width = WIDTHS[letter][bold]
            # Back to where the accent is centred; an ogonek hangs further to the right.
            back = (width + ACCENT_WIDTH) // 2 - (100 if accent == "ogonek" else 0)
            parts.append(
                b"(%s) %d (%s) %d"
                % (
                    escaped(run + letter.encode()), back, bytes([CODES[accent]]),
                    ACCENT_WIDTH - back,
                )
            )  # fmt: skip
            run = b""
        elif character in NAMED:
            run += bytes([CODES[NAMED[character]]])
        else:
            run += character.encode("ascii")
    parts.append(b"(%s)" % escaped(run))
    return b"/Span << /ActualText <%s> >> BDC [%s] TJ EMC" % (utf16(text), b" ".join(parts))


def escaped(run: bytes) -> bytes:
    return run.replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")


def utf16(text: str) -> bytes:
    """`text` in the hexadecimal form that PDF has for text of any language."""
    return b"FEFF" + text.encode("utf-16-be").hex().upper().encode()


def assembled(objects: list[bytes]) -> bytes:
    """A PDF file of numbered objects: the first is its root, the last its title."""
    file = b"%PDF-1.7\n"
    offsets = []
    for number, content in enumerate(objects, 1):
        offsets.append(len(file))
        file += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    return file + (
        b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<< /Size %d /Root 1 0 R /Info %d 0 R >>\n"
        b"startxref\n%d\n%%%%EOF\n"
        % (len(objects) + 1, table, len(objects) + 1, len(objects), len(file))
    )
