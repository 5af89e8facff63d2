import re

from django.contrib.admin import display
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.text import Truncator, format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.widgets import AdminAutoHeightTextInput
from wagtail.search import index

from portal.collation import polish_key
from portal.models.bilingual import BilingualModel, both_languages

LANGUAGES = ("pl", "en")
# Nobody has to remember which of them it is: one is a name's end wherever a list is typed.
SEPARATORS = re.compile(r"[\n\r,;]+")


def listed(text: str | None) -> list[str]:
    """The words in a list that somebody typed, one on a line or with commas, each once."""
    words = (" ".join(word.split()) for word in SEPARATORS.split(text or ""))
    once: dict[str, str] = {}
    for word in filter(None, words):
        once.setdefault(word.casefold(), word)
    return list(once.values())


class GlossaryTerm(index.Indexed, BilingualModel):
    """What a thing is called in both languages, and what that means. Plain text throughout.

    One place for it: translators are offered the word, readers find pages by any of the words that
    mean the same (`portal.glossary`) and read them all on one page (`home.GlossaryPage`).
    """

    # OZE has no abbreviation in English, and need not have one.
    one_language_will_do = ("synonyms",)

    term = models.CharField(
        gettext_lazy("term"),
        max_length=120,
        help_text=gettext_lazy(
            "As a dictionary has it: in the singular, without a capital unless it is a name."
        ),
    )
    definition = models.TextField(
        gettext_lazy("definition"),
        max_length=1000,
        blank=True,
        help_text=gettext_lazy(
            "One or two sentences that say it to somebody who hears it for the first time."
        ),
    )
    synonyms = models.TextField(
        gettext_lazy("other words for the same"),
        max_length=500,
        blank=True,
        help_text=gettext_lazy(
            "Abbreviations and other names, each on a line or after a comma. Who searches for one "
            "of them finds the others. Leave out other forms of the same word: they are found "
            "anyway."
        ),
    )
    # No database puts Polish letters in order everywhere, so the order is kept in digits.
    sorted_as = models.CharField(max_length=500, editable=False)

    panels = [
        both_languages("term"),
        both_languages("definition", widget=AdminAutoHeightTextInput(attrs={"rows": 4})),
        both_languages("synonyms", widget=AdminAutoHeightTextInput(attrs={"rows": 2})),
    ]
    search_fields = [
        *(index.SearchField(f"term_{code}", boost=2) for code in LANGUAGES),
        *(index.SearchField(f"synonyms_{code}") for code in LANGUAGES),
        *(index.SearchField(f"definition_{code}") for code in LANGUAGES),
        *(index.AutocompleteField(f"term_{code}") for code in LANGUAGES),
        *(index.AutocompleteField(f"synonyms_{code}") for code in LANGUAGES),
        index.FilterField("definition_pl"),
        index.FilterField("id"),
    ]

    class Meta:
        ordering = ["sorted_as", "term_pl"]
        verbose_name = gettext_lazy("glossary term")
        verbose_name_plural = gettext_lazy("glossary terms")
        constraints = [
            models.UniqueConstraint(fields=[f"term_{code}"], name=f"unique_glossary_term_{code}")
            for code in LANGUAGES
        ]

    def __str__(self) -> str:
        return self.term or self.term_pl or ""

    @display(description=format_lazy("{} [pl]", gettext_lazy("term")), ordering="sorted_as")
    def in_polish(self) -> str:
        """The Polish term, whose column is sorted by the Polish alphabet."""
        return self.term_pl

    @display(description=gettext_lazy("definition"))
    def shortly(self) -> str:
        """The beginning of the definition, in the language of who looks at a list."""
        return Truncator(self.definition or "").words(12, truncate="…")

    def names(self, language: str) -> list[str]:
        """What the thing is called in `language`: the term, then the other words."""
        return [getattr(self, f"term_{language}") or "", *self.synonyms_in(language)]

    def synonyms_in(self, language: str) -> list[str]:
        return listed(getattr(self, f"synonyms_{language}"))

    def clean(self) -> None:
        """Tidy what was typed, and refuse a word that another term has: which would be meant?"""
        self._tidy()
        errors = self._taken()
        try:
            super().clean()
        except ValidationError as error:
            errors = error.update_error_dict(errors)
        if errors:
            raise ValidationError(errors)

    def _tidy(self) -> None:
        for code in LANGUAGES:
            term = " ".join((getattr(self, f"term_{code}") or "").split())
            setattr(self, f"term_{code}", term)
            others = [word for word in self.synonyms_in(code) if word.casefold() != term.casefold()]
            setattr(self, f"synonyms_{code}", "\n".join(others))

    def _taken(self) -> dict[str, list[ValidationError]]:
        others = list(GlossaryTerm.objects.exclude(pk=self.pk))
        errors = {}
        for code in LANGUAGES:
            taken = {name.casefold(): other for other in others for name in other.names(code)}
            term, *synonyms = self.names(code)
            for field, words in ((f"term_{code}", [term]), (f"synonyms_{code}", synonyms)):
                if double := [word for word in words if word and word.casefold() in taken]:
                    message = _("“%(word)s” belongs to the term “%(term)s” already.")
                    other = getattr(taken[double[0].casefold()], f"term_{code}")
                    named = {"word": double[0], "term": other}
                    errors[field] = [ValidationError(message, code="unique", params=named)]
        return errors

    def save(self, *args, **kwargs) -> None:
        ranks, _text = polish_key(self.term_pl or "")
        self.sorted_as = "".join(f"{rank:02}" for rank in ranks)[:500]
        super().save(*args, **kwargs)
