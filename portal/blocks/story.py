from django.utils.translation import gettext_lazy as _
from wagtail.blocks import StreamBlock, StreamBlockValidationError

from portal.blocks.charts import ChartBlock
from portal.blocks.links import DocumentsBlock, EmbedBlock, LinkCardsBlock, set_embeds
from portal.blocks.maps import MapBlock
from portal.blocks.pasted import set_headings_apart
from portal.blocks.pictures import GalleryBlock, PictureBlock
from portal.blocks.programme import ProgrammeBlock, clashes_between
from portal.blocks.prompts import errors_of_prompts
from portal.blocks.quote import QuoteBlock
from portal.blocks.text import (
    HeadingBlock,
    KeyFiguresBlock,
    ParagraphBlock,
    TableBlock,
    set_anchors,
    set_ranks,
)

TEXT = _("Text")
MEDIA = _("Pictures and files")
MEETING = _("Meeting")


class StoryBlock(StreamBlock):
    """The body of a page: any of the vocabulary, in any order."""

    heading = HeadingBlock(group=TEXT)
    paragraph = ParagraphBlock(group=TEXT)
    key_figures = KeyFiguresBlock(group=TEXT)
    table = TableBlock(group=TEXT)
    chart = ChartBlock(group=TEXT)
    quote = QuoteBlock(group=MEETING)
    programme = ProgrammeBlock(group=MEETING)
    picture = PictureBlock(group=MEDIA)
    gallery = GalleryBlock(group=MEDIA)
    documents = DocumentsBlock(group=MEDIA)
    link_cards = LinkCardsBlock(group=MEDIA)
    embed = EmbedBlock(group=MEDIA)
    map = MapBlock(group=MEDIA)

    class Meta:
        template = "blocks/story.html"
        block_counts = {}

    def value_from_datadict(self, data, files, prefix):
        return set_headings_apart(super().value_from_datadict(data, files, prefix))

    def clean(self, value, *args, **kwargs):
        # A draft may still ask for what is to be written.
        prompts = {} if self.is_deferred_validation else errors_of_prompts(value)
        try:
            cleaned = super().clean(value, *args, **kwargs)
        except StreamBlockValidationError as error:
            # All that is to be mended is said at once.
            raise StreamBlockValidationError(
                block_errors=prompts | error.block_errors, non_block_errors=error.non_block_errors
            ) from None
        programmes = [
            (index, child.value)
            for index, child in enumerate(cleaned)
            if child.block_type == "programme"
        ]
        if errors := prompts | clashes_between(programmes):
            raise StreamBlockValidationError(block_errors=errors)
        return cleaned

    def get_context(self, value, parent_context=None):
        set_anchors(value)
        set_ranks(value)
        set_embeds(value)
        return super().get_context(value, parent_context=parent_context)
