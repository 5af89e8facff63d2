"""The one StreamField vocabulary: every story of the portal is written with these blocks.

Each block has a template of the same name in templates/blocks/ and a preview value, so that an
editor sees it before using it.
"""

from portal.blocks.charts import ChartBlock
from portal.blocks.links import DocumentsBlock, EmbedBlock, LinkCardsBlock
from portal.blocks.maps import MapBlock
from portal.blocks.pictures import GalleryBlock, PictureBlock
from portal.blocks.programme import ProgrammeBlock, SessionBlock
from portal.blocks.prompts import PROMPT
from portal.blocks.quote import QuoteBlock
from portal.blocks.story import StoryBlock
from portal.blocks.text import HeadingBlock, KeyFiguresBlock, ParagraphBlock, TableBlock

__all__ = [
    "PROMPT",
    "ChartBlock",
    "DocumentsBlock",
    "EmbedBlock",
    "GalleryBlock",
    "HeadingBlock",
    "KeyFiguresBlock",
    "LinkCardsBlock",
    "MapBlock",
    "ParagraphBlock",
    "PictureBlock",
    "ProgrammeBlock",
    "QuoteBlock",
    "SessionBlock",
    "StoryBlock",
    "TableBlock",
]
