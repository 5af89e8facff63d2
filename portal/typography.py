"""Polish typography of finished HTML."""

import re

NBSP = "\u00a0"

# What is left as it is: comments, and elements whose text is not prose. Then any tag.
_NOT_PROSE = re.compile(
    r"<!--.*?-->"
    r"|<(?P<element>script|style|pre|code|kbd|samp|textarea|svg|template|title)\b.*?</(?P=element)\s*>"
    r"""|<[^\s<>](?:[^<>"']|"[^"]*"|'[^']*')*>""",
    re.DOTALL | re.IGNORECASE,
)
# A word of one letter (conjunctions and prepositions: a, i, o, u, w, z) that stands free or after
# an opening bracket or quotation mark, and the space behind it.
_WORD = r"(?<![^\s\u00a0(\[„“‚«–—])([aiouwzAIOUWZ])"
_ONE_LETTER_WORD = re.compile(_WORD + r"[ \n\t]+(?=\S)")
_SPACE_AT_THE_END = re.compile(_WORD + r" \Z")
_WORD_AT_THE_END = re.compile(_WORD + r"\Z")
_CLOSES_INLINE = re.compile(r"</(?:a|abbr|b|cite|em|i|span|strong)\s*>", re.IGNORECASE)


def bind_one_letter_words(html: str) -> str:
    """`html` with a no-break space behind each one-letter word of its prose.

    Polish typography lets no such word hang at the end of a line ("sierotka", "zawieszka").
    Tags, their attributes, comments, code and addresses are left as they are. A word that ends
    right before a tag ("w <b>lesie</b>") is bound as well.
    """
    parts = []
    end = 0
    after_word = False
    for match in _NOT_PROSE.finditer(html):
        text = html[end : match.start()]
        parts.append(_bind(text, before_tag=match["element"] is None, after_word=after_word))
        parts.append(match[0])
        # "<b>w</b> lesie": the word ends inside the tag, its space stands outside.
        ends_word = _WORD_AT_THE_END.search(text) or (after_word and not text)
        after_word = bool(ends_word and _CLOSES_INLINE.fullmatch(match[0]))
        end = match.end()
    parts.append(_bind(html[end:], after_word=after_word))
    return "".join(parts)


def _bind(text: str, *, before_tag: bool = False, after_word: bool = False) -> str:
    if after_word and text[:1] == " " and not text.isspace():
        text = NBSP + text[1:]
    if not text or text.isspace():
        return text
    text = _ONE_LETTER_WORD.sub(rf"\1{NBSP}", text)
    return _SPACE_AT_THE_END.sub(rf"\1{NBSP}", text) if before_tag else text
