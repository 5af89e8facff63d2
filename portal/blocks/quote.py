from django.apps import apps
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.blocks import (
    CharBlock,
    ChoiceBlock,
    DateBlock,
    StructBlock,
    StructValue,
    TextBlock,
    URLBlock,
)
from wagtail.snippets.blocks import SnippetChooserBlock


class PersonChooserBlock(SnippetChooserBlock):
    """Chooses from the register of people. Names, roles and organisations are found by the search.

    In both languages, as a block does not know that of its page.
    """

    def __init__(self, **kwargs):
        super().__init__("portal.Person", **kwargs)

    def get_searchable_content(self, value):
        # In the language of the page: the search asks for it in that.
        return [value.name, *filter(None, [value.role, value.organisation])] if value else []


# Characters: about five lines in the size of a short quote.
LONG = 300


class QuoteValue(StructValue):
    def is_verbatim(self) -> bool:
        return self["kind"] == "verbatim"

    def is_long(self) -> bool:
        """Whether it is more than a reader takes in at a glance, and so is not set large."""
        return len(self["text"]) > LONG

    def role(self) -> str:
        """The speaker's role when it was said, else the present one."""
        if self["role_at_the_time"]:
            return self["role_at_the_time"]
        return self["person"].role if self["person"] else ""


class QuoteBlock(StructBlock):
    """What somebody said: word for word, or told in our words. The two never look alike."""

    kind = ChoiceBlock(
        label=gettext_lazy("verbatim or paraphrase"),
        choices=[
            ("verbatim", gettext_lazy("verbatim: these very words")),
            ("paraphrase", gettext_lazy("paraphrase: the sense, in our words")),
        ],
        default="paraphrase",
        # Words of the form and none of the story: else every quote were found by them.
        search_index=False,
    )
    text = TextBlock(
        label=gettext_lazy("what was said"),
        rows=4,
        help_text=gettext_lazy("Without quotation marks: they are added to verbatim quotes."),
    )
    person = PersonChooserBlock(label=gettext_lazy("person"))
    role_at_the_time = CharBlock(
        label=gettext_lazy("role at the time"),
        required=False,
        default="",
        max_length=200,
        help_text=gettext_lazy("Only if it was another one than today."),
    )
    language = ChoiceBlock(
        label=gettext_lazy("said in"),
        choices=settings.LANGUAGES,
        default="pl",
        search_index=False,
        help_text=gettext_lazy(
            "Readers of the other language are told, and can open the original."
        ),
    )
    date = DateBlock(label=gettext_lazy("date"), required=False)
    source = CharBlock(label=gettext_lazy("source"), required=False, default="", max_length=160)
    source_url = URLBlock(label=gettext_lazy("address of the source"), required=False)

    class Meta:
        icon = "openquote"
        label = gettext_lazy("Quote")
        description = gettext_lazy("What an official or a guest said, verbatim or as a paraphrase.")
        label_format = "{text}"
        template = "blocks/quote.html"
        value_class = QuoteValue

    def get_preview_value(self):
        Person = apps.get_model("portal", "Person")
        # Somebody invented: nobody real is given words that we made up.
        person = Person(name="Anna Przykładowa", role_pl="rzeczniczka", role_en="spokeswoman")
        return self.normalize(
            {
                **self.get_default(),
                "kind": "paraphrase",
                "text": _("The region has time to prepare, but none to lose."),
                "person": person,
                "language": "pl",
            }
        )
