"""Plain text and HTML as CommonMark: what somebody wrote never turns into markup."""

import re

from markdownify import ATX, BACKSLASH, MarkdownConverter

MARKUP = re.compile(r"([\\`*_\[\]<>|~&#])")
# At the beginning of a line these begin a list, a rule or underline a heading.
LINE_MARK = re.compile(r"^(\s*)([+\-=])", re.MULTILINE)
LINE_NUMBER = re.compile(r"^(\s*\d{1,9})([.)])", re.MULTILINE)
UNSAFE = {" ": "%20", "(": "%28", ")": "%29", "<": "%3C", ">": "%3E", "\\": "%5C", "\n": ""}


def escaped(text: str) -> str:
    text = MARKUP.sub(r"\\\1", text)
    return LINE_NUMBER.sub(r"\1\\\2", LINE_MARK.sub(r"\1\\\2", text))


def inline(text: str | None) -> str:
    """`text` on one line."""
    return escaped(" ".join((text or "").split()))


def paragraphs(text: str | None) -> str:
    """`text` as somebody typed it: an empty line parts paragraphs, a new line stays one."""
    blocks = re.split(r"\n\s*\n", (text or "").replace("\r\n", "\n").strip())
    return "\n\n".join(
        "\\\n".join(inline(line) for line in block.splitlines() if line.strip()) for block in blocks
    )


def target(url: str) -> str:
    return "".join(UNSAFE.get(sign, sign) for sign in url)


def link(text: str, url: str) -> str:
    """A link, or the words alone where there is no address."""
    return f"[{inline(text)}]({target(url)})" if url else inline(text)


def picture(alt: str, url: str) -> str:
    return f"![{inline(alt)}]({target(url)})" if url else ""


def quoted(markdown: str) -> str:
    """As a block quotation."""
    return "\n".join(f"> {line}".rstrip() for line in markdown.splitlines())


def item(markdown: str) -> str:
    """As an item of a list; further lines belong to it."""
    first, *rest = markdown.splitlines() or [""]
    return "\n".join([f"- {first}", *(f"  {line}".rstrip() for line in rest)])


def together(*blocks: str) -> str:
    """Blocks with an empty line between them; empty ones leave none."""
    return "\n\n".join(block.strip("\n") for block in blocks if block and block.strip())


class Converter(MarkdownConverter):
    class Options(MarkdownConverter.DefaultOptions):
        heading_style = ATX
        newline_style = BACKSLASH
        bullets = "-"
        autolinks = False

    def escape(self, text, parent_tags):
        return escaped(text)

    def convert_a(self, el, text, parent_tags):
        if el.get("href"):
            el["href"] = target(el["href"])
        return super().convert_a(el, text, parent_tags)


def from_html(html: str) -> str:
    """Finished rich text as Markdown."""
    return Converter().convert(html).strip()
