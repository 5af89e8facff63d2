"""Draws what a shared link shows: the portal's mark and name, the title, and the cut through the
land beneath them, in the colours of static/css/tokens.css."""

import io
import math
from functools import cache
from html import escape, unescape

from anyascii import anyascii
from django.conf import settings
from django.utils.translation import get_language
from PIL import Image, ImageDraw, ImageFont

from portal.colours import read_colours
from portal.share_pictures import HEIGHT, WIDTH, Words
from portal.typography import bind_words

STATIC = settings.BASE_DIR / "static"
# Not what readers fetch: a title may have a letter of any language.
FONT = STATIC / "fonts" / "portal-sans-whole.woff2"
MARK = STATIC / "img" / "icon-180.png"

# As --bold and --heavy in tokens.css.
BOLD, HEAVY = 650, 740
MARGIN = 72
TEXT_WIDTH = WIDTH - 2 * MARGIN
MARK_SIZE = 64
TITLE_TOP, TITLE_BOTTOM = 210, 486
LARGEST, SMALLEST, STEP = 84, 30, 2
LEADING = 1.14
QUALITY = 84

# The layers from above to below: token, height of the upper edge, length and place of its wave.
LAYERS = (
    ("meadow", 520, 1.1, 0.3),
    ("sand", 540, 0.9, 1.7),
    ("clay", 562, 1.3, 2.9),
    ("earth", 586, 0.8, 4.1),
    ("seam", 610, 1.0, 5.3),
)
SUN = (1048, 512, 44)


def draw(words: Words) -> bytes:
    """A JPEG file of WIDTH × HEIGHT, the same for the same words in the same language."""
    colours = {name: colour.light for name, colour in read_colours().items()}
    picture = Image.new("RGB", (WIDTH, HEIGHT), colours["ground"])
    pencil = ImageDraw.Draw(picture)
    _land(picture, colours)

    mark = Image.open(MARK).convert("RGB").resize((MARK_SIZE, MARK_SIZE), Image.Resampling.LANCZOS)
    picture.paste(mark, (MARGIN, 56))
    name_at = (MARGIN + MARK_SIZE + 20, 56 + MARK_SIZE // 2)
    small = _font(30, BOLD)
    name = _one_line(_writable(words.name), small, TEXT_WIDTH - MARK_SIZE - 20)
    pencil.text(name_at, name, colours["text"], small, anchor="lm")
    if words.kicker:
        kicker = _one_line(_writable(words.kicker), small, TEXT_WIDTH)
        pencil.text((MARGIN, 184), kicker, colours["signal"], small, anchor="ls")

    font, lines = fit(_writable(words.title))
    line_height = font.size * LEADING
    for number, line in enumerate(lines):
        at = (MARGIN, TITLE_TOP + font.size * 0.8 + number * line_height)
        pencil.text(at, line, colours["text"], font, anchor="ls")

    file = io.BytesIO()
    picture.save(file, "JPEG", quality=QUALITY, optimize=True, progressive=True)
    return file.getvalue()


def fit(title: str) -> tuple[ImageFont.FreeTypeFont, list[str]]:
    """The largest font in which `title` finds room, and its lines in it.

    A word that is longer than a line is broken in the smallest; what finds no room even so ends
    with “…”.
    """
    words = _bound(title).split(" ")
    for size in range(LARGEST, SMALLEST - 1, -STEP):
        font = _font(size, HEAVY)
        if any(font.getlength(word) > TEXT_WIDTH for word in words):
            continue
        lines = _wrap(words, font, TEXT_WIDTH)
        if len(lines) <= _room(font):
            return font, _balanced(words, font, len(lines))
    font = _font(SMALLEST, HEAVY)
    lines = _wrap(words, font, TEXT_WIDTH)
    room = _room(font)
    if len(lines) > room:
        lines = [*lines[: room - 1], _one_line(lines[room - 1] + "…", font, TEXT_WIDTH)]
    return font, lines


def _bound(title: str) -> str:
    """`title` with no-break spaces as Polish typography wants them."""
    return unescape(bind_words(escape(title))) if get_language() == "pl" else title


def _room(font: ImageFont.FreeTypeFont) -> int:
    """How many lines there is room for."""
    return int((TITLE_BOTTOM - TITLE_TOP) / (font.size * LEADING))


def _wrap(words: list[str], font: ImageFont.FreeTypeFont, width: float) -> list[str]:
    """The words in lines of at most `width`; a word that is longer is broken."""
    lines: list[str] = []
    line = ""
    for word in words:
        longer = f"{line} {word}" if line else word
        if font.getlength(longer) <= width:
            line = longer
            continue
        if line:
            lines.append(line)
        line = word
        while font.getlength(line) > width:
            end = next(n for n in range(2, len(line) + 1) if font.getlength(line[:n]) > width) - 1
            lines.append(line[:end])
            line = line[end:]
    return [*lines, line] if line else lines


def _balanced(words: list[str], font: ImageFont.FreeTypeFont, number: int) -> list[str]:
    """As many lines, but none of them much shorter than the others."""
    width = TEXT_WIDTH
    lines = _wrap(words, font, width)
    widest_word = max((font.getlength(word) for word in words), default=0)
    while (narrower := width - 16) > widest_word:
        wrapped = _wrap(words, font, narrower)
        if len(wrapped) > number:
            break
        width, lines = narrower, wrapped
    return lines


def _one_line(text: str, font: ImageFont.FreeTypeFont, width: float) -> str:
    """`text`, cut behind a character where it is too long."""
    if font.getlength(text) <= width:
        return text
    while text and font.getlength(f"{text}…") > width:
        text = text[:-1]
    return f"{text.rstrip()}…"


def _font(size: int, weight: int) -> ImageFont.FreeTypeFont:
    font = ImageFont.truetype(FONT, size)
    font.set_variation_by_axes([weight])
    return font


@cache
def _unknown() -> bytes:
    """How the font draws a letter that it does not have."""
    return bytes(_font(32, BOLD).getmask("\uffff"))


def _writable(text: str) -> str:
    """`text` in one line, in letters that the font has: others (Cyrillic, signs) are rewritten."""
    font, text = _font(32, BOLD), " ".join(text.split())
    return "".join(
        anyascii(letter) if bytes(font.getmask(letter)) == _unknown() else letter for letter in text
    )


def _land(picture: Image.Image, colours: dict[str, str]) -> None:
    """The sun behind the layers; drawn twice as large and reduced, so that edges are smooth."""
    scale = 2
    top = SUN[1] - SUN[2] - 4
    strip = Image.new("RGB", (WIDTH * scale, (HEIGHT - top) * scale), colours["ground"])
    pencil = ImageDraw.Draw(strip)
    x, y, radius = SUN
    pencil.circle((x * scale, (y - top) * scale), radius * scale, fill=colours["ember"])
    for token, edge, pace, phase in LAYERS:
        points = [
            (
                across * scale,
                (edge - top + 9 * math.sin(pace * across / WIDTH * math.tau + phase)) * scale,
            )
            for across in range(0, WIDTH + 9, 8)
        ]
        corners = [(WIDTH * scale, strip.height), (0, strip.height)]
        pencil.polygon([*points, *corners], fill=colours[token])
    picture.paste(strip.reduce(scale), (0, top))
