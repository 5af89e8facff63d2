"""How much a term says about a document, in whole numbers, so that every database adds alike.

After BM25F (Robertson, Zaragoza and Taylor, "Simple BM25 extension to multiple weighted fields",
2004): what stands in the title and what stands in the text are counted with weights of their own
and saturate together. Lengths are compared with those of a usual page instead of the average of
this index, so that a document's weights depend on nothing but the document.
"""

import math

# What a document is called says more than all that it mentions, however often.
TITLE_SHARE, TEXT_SHARE = 700, 300
# The text of an attached file belongs to the page only at one remove.
ATTACHMENT = 0.3

TITLE_SATURATION, TEXT_SATURATION = 0.5, 1.2
USUAL_TITLE, USUAL_TEXT = 6, 200
TITLE_LENGTH_COUNTS, TEXT_LENGTH_COUNTS = 0.4, 0.6
FULL = TITLE_SHARE + TEXT_SHARE
# A word in the title that is written as in the query.
AS_WRITTEN = 120
# The score of what is called exactly as the query: more than words give.
WHOLE_TITLE = 1_000_000_000


def length_norm(length: int, usual: int, counts: float) -> float:
    """What an occurrence is divided by: above one in a long text, below one in a short one."""
    return 1 - counts + counts * length / usual


def weight(in_title: float, in_text: float) -> int:
    """The weight of a term, 1 … FULL, from its normalised, boosted occurrences."""
    title = TITLE_SHARE * in_title / (TITLE_SATURATION + in_title)
    text = TEXT_SHARE * in_text / (TEXT_SATURATION + in_text)
    return 1 + int(title + text)


def rarity(holding: int, documents: int) -> int:
    """The inverse document frequency of BM25, times 100: how much it says that a term is there."""
    holding = min(holding, documents)
    return max(1, round(100 * math.log(1 + (documents - holding + 0.5) / (holding + 0.5))))
