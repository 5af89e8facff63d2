from django.apps import apps
from django.core.exceptions import ValidationError
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from wagtail.blocks import (
    CharBlock,
    ListBlock,
    PageChooserBlock,
    StreamValue,
    StructBlock,
    StructBlockValidationError,
    StructValue,
    URLBlock,
)
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.embeds.blocks import EmbedBlock as WagtailEmbedBlock
from wagtail.embeds.embeds import get_embed_hash
from wagtail.embeds.models import Embed
from wagtail.models import Page

from portal.walls.frames import can_be_framed


class LinkCardValue(StructValue):
    # The page in the reader's language; see LinkCardsBlock.get_context.
    localized_page: Page | None = None

    def href(self) -> str:
        """Address of the page in the reader's language, or of the other site; may be empty."""
        if self.get("page"):
            return (self.localized_page and self.localized_page.url) or ""
        return self.get("url") or ""


class LinkCardBlock(StructBlock):
    title = CharBlock(label=gettext_lazy("title"), max_length=100)
    text = CharBlock(label=gettext_lazy("text"), max_length=240, required=False, default="")
    page = PageChooserBlock(label=gettext_lazy("page of the portal"), required=False)
    url = URLBlock(label=gettext_lazy("or another address"), required=False)

    class Meta:
        icon = "link"
        label = gettext_lazy("Card")
        value_class = LinkCardValue

    def clean(self, value):
        cleaned = super().clean(value)
        if bool(cleaned["page"]) == bool(cleaned["url"]):
            error = ValidationError(_("Choose a page or give another address: one of the two."))
            raise StructBlockValidationError(block_errors={"page": error})
        return cleaned


class LinkCardsBlock(StructBlock):
    cards = ListBlock(LinkCardBlock(), label=gettext_lazy("cards"), min_num=1, max_num=12)

    class Meta:
        icon = "link"
        label = gettext_lazy("Link cards")
        description = gettext_lazy("Where to go next: cards with a title and a sentence.")
        template = "blocks/link_cards.html"

    def get_context(self, value, parent_context=None):
        """Find the pages of all cards in the reader's language, in one query.

        PageChooserBlock keeps the page of the tree where it was chosen. Where that has no live
        translation the page itself is linked, if readers can see it.
        """
        chosen = [card["page"] for card in value["cards"] if card.get("page")]
        translations = {
            page.translation_key: page
            for page in Page.objects.live().filter(
                translation_key__in={page.translation_key for page in chosen},
                locale__language_code=get_language(),
            )
        }
        for card in value["cards"]:
            if page := card.get("page"):
                fallback = page if page.live else None
                card.localized_page = translations.get(page.translation_key, fallback)
        return super().get_context(value, parent_context=parent_context)

    def get_preview_value(self):
        return self.normalize(
            {
                "cards": [
                    {
                        "title": _("For investors"),
                        "text": _("What the region offers and whom to ask."),
                        "url": "https://example.org/",
                    },
                    {
                        "title": _("Write to us"),
                        "text": _("We answer within two working days."),
                        "url": "https://example.org/",
                    },
                ]
            }
        )


class DocumentItemValue(StructValue):
    def name(self) -> str:
        return self["title"] or self["document"].title

    def name_language(self) -> str:
        """Of the document where the name is its own; else that of the page, and empty."""
        return "" if self["title"] else self["document"].language


class DocumentItemBlock(StructBlock):
    document = DocumentChooserBlock(label=gettext_lazy("document"))
    title = CharBlock(
        label=gettext_lazy("title"),
        max_length=160,
        required=False,
        default="",
        help_text=gettext_lazy("If it should read differently than in the library."),
    )

    class Meta:
        icon = "doc-full"
        label = gettext_lazy("Document")
        value_class = DocumentItemValue

    def get_searchable_content(self, value):
        # A deleted document leaves nothing to show, and a title without a document is not shown.
        return [value.name()] if value["document"] else []


class DocumentsBlock(StructBlock):
    title = CharBlock(label=gettext_lazy("title"), max_length=120, required=False, default="")
    documents = ListBlock(DocumentItemBlock(), label=gettext_lazy("documents"), min_num=1)

    class Meta:
        icon = "doc-full"
        label = gettext_lazy("Documents")
        description = gettext_lazy("Files to download, with their kind, size and language.")
        template = "blocks/documents.html"

    def get_preview_value(self):
        document = apps.get_model("portal", "PortalDocument").objects.first()
        if document is None:
            return self.normalize({"title": _("To download"), "documents": []})
        return self.normalize(
            {"title": _("To download"), "documents": [{"document": document, "title": ""}]}
        )


class EmbedValue(StructValue):
    # What the other site gave for the address; known once `set_embeds` has seen the story.
    html = ""


def set_embeds(story: StreamValue) -> None:
    """Give each embed of `story` the HTML that the other site gave when an editor chose it.

    Only looked up, in one query: Wagtail's own tag would ask the other site again, and write to
    the database, while a reader waits. Where that site gave nothing it stays empty, and where it
    gave what browsers would not show here: the link then leads there.
    """
    values = [child.value for child in story.blocks_by_name("embed") if child.value["embed"]]
    if not values:
        return
    hashes = {get_embed_hash(value["embed"].url) for value in values}
    stored = dict(Embed.objects.filter(hash__in=hashes).values_list("hash", "html"))
    for value in values:
        html = stored.get(get_embed_hash(value["embed"].url), "")
        value.html = html if can_be_framed(html) else ""


class EmbedBlock(StructBlock):
    """Something of another site, loaded only when the reader asks for it.

    Until then nothing is fetched from there; without JavaScript the link leads there.
    """

    title = CharBlock(
        label=gettext_lazy("title"), max_length=160, help_text=gettext_lazy("What will be seen.")
    )
    embed = WagtailEmbedBlock(
        label=gettext_lazy("address"),
        help_text=gettext_lazy("For example https://www.youtube.com/watch?v=…"),
    )

    class Meta:
        icon = "media"
        label = gettext_lazy("Embedded media")
        description = gettext_lazy("A film or a map from another site, shown after a click.")
        template = "blocks/embed.html"
        value_class = EmbedValue

    def get_preview_value(self):
        return self.normalize(
            {
                "title": _("A film about the region"),
                "embed": None,
            }
        )
