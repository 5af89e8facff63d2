"""Polish typography of finished HTML."""

import re

NBSP = "\u00a0"

# What is left as it is: comments, and elements whose text is not prose. Then any tag.
NOT_PROSE = re.compile(
    r"<!--.*?-->"
    r"|<(?P<element>script|style|pre|code|kbd|samp|textarea|svg|template|title)\b.*?</(?P=element)\s*>"
    r"""|<[^\s<>](?:[^<>"']|"[^"]*"|'[^']*')*>""",
    re.DOTALL | re.IGNORECASE,
)
# A word begins the text or stands after a space, an opening bracket or quotation mark; the last
# may be written as HTML writes it in a text.
_BEGINS = r"(?:(?<![^\s\u00a0(\[„“‚«\"–—])|(?<=&quot;)|(?<=&nbsp;))"
# What holds on to the word behind it: conjunctions and prepositions of one letter (a, i, o, u, w,
# z); and what is read as one with a name or number: ulica, aleja, plac, numer.
# (Looking first at the letter that it may begin with makes the search twice as fast.)
_HOLDS_ON = rf"(?=[aiouwzAIOUWZnNpP]){_BEGINS}([aiouwzAIOUWZ]|[UuAaPp]l\.|[Nn]r)"
_LONGEST = len("ul. ")
# What belongs to the number before it: the year, how many, and measures. Only words that mean
# nothing else after a number; "w" and "z" are prepositions there.
_UNIT = (
    r"(?:r\.|lat|lata|roku|tys\.|mln|mld|zł|gr|euro|%|‰|°C"
    r"|mm|cm|km|m|ha|kg|t|min|godz\.|[kMGT]Wh?|[kMGT]B"
    r"|stycznia|lutego|marca|kwietnia|maja|czerwca"
    r"|lipca|sierpnia|września|października|listopada|grudnia)(?!\w)"
)
_SPACES = r"[ \n\t]+"
_SPACE_TO_BIND = re.compile(rf"{_HOLDS_ON}{_SPACES}(?=\S)|(?<=\d){_SPACES}(?={_UNIT})")
_SPACE_AT_THE_END = re.compile(rf"{_HOLDS_ON} \Z")
_HOLDER_AT_THE_END = re.compile(rf"{_HOLDS_ON}\Z")
_UNIT_AT_THE_START = re.compile(rf" {_UNIT}")
_CLOSES_INLINE = re.compile(r"</(?:a|abbr|b|cite|em|i|mark|span|strong)\s*>", re.IGNORECASE)


def bind_words(html: str) -> str:
    """`html` with a no-break space where Polish typography lets no line end.

    Behind each one-letter word of its prose ("sierotka", "zawieszka"), behind ul., al., pl. and
    nr, and between a number and its unit or month (2025 r., 300 MW, 5 lipca). Tags, attributes,
    comments, code and addresses are left as they are. A word that ends right before a tag
    ("w <b>lesie</b>") is bound as well. Each pattern looks at a character a bounded number of
    times, so a long page takes no longer than its length says.
    """
    parts = []
    end = 0
    holder, number = False, False
    for match in NOT_PROSE.finditer(html):
        text = html[end : match.start()]
        bound = _bind(text, after_holder=holder, after_number=number)
        before_tag = match["element"] is None
        if before_tag and _SPACE_AT_THE_END.search(bound, max(0, len(bound) - _LONGEST)):
            bound = bound[:-1] + NBSP
        parts += [bound, match[0]]
        # "<b>w</b> lesie", "<b>5–10</b> lat": it ends inside the tag, its space stands outside.
        inline = bool(_CLOSES_INLINE.fullmatch(match[0]))
        holder = inline and (_ends_in_holder(text) if text else holder)
        number = inline and (text[-1].isdecimal() if text else number)
        end = match.end()
    parts.append(_bind(html[end:], after_holder=holder, after_number=number))
    return "".join(parts)


def _ends_in_holder(text: str) -> bool:
    return bool(_HOLDER_AT_THE_END.search(text, max(0, len(text) - _LONGEST)))


def _bind(text: str, *, after_holder: bool, after_number: bool) -> str:
    """`text` between two tags, bound within and to what stands before the first."""
    if not text or text.isspace():
        return text
    if (after_holder and text[0] == " ") or (after_number and _UNIT_AT_THE_START.match(text)):
        text = NBSP + text[1:]
    return _SPACE_TO_BIND.sub(lambda match: (match[1] or "") + NBSP, text)
