from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _
from modeltranslation.fields import TranslationField
from wagtail.admin.panels import FieldPanel, FieldRowPanel


class BilingualModel(models.Model):
    """A shared fact: one row, a column per language (decision 0001).

    `portal.translation` and `news.translation` say which fields have two languages and which of
    them are required in both. The others may stay empty, but then in both languages: a fact
    given in one only would be a gap in the other – but for those in `one_language_will_do`.
    """

    one_language_will_do: tuple[str, ...] = ()

    class Meta:
        abstract = True

    def clean(self) -> None:
        super().clean()
        optional: dict[str, list[TranslationField]] = {}
        for field in self._meta.get_fields():
            if not isinstance(field, TranslationField) or not field.blank:
                continue
            if field.translated_field.name not in self.one_language_will_do:
                optional.setdefault(field.translated_field.name, []).append(field)

        errors = {}
        for fields in optional.values():
            empty = [field.name for field in fields if not getattr(self, field.name)]
            if empty and len(empty) < len(fields):
                errors.update(
                    dict.fromkeys(empty, _("Fill this in for both languages, or for neither."))
                )
        if errors:
            raise ValidationError(errors)


def both_languages(name: str, **kwargs) -> FieldRowPanel:
    """Panels of a translated field, Polish beside English.

    Named by language on purpose: FieldPanel("role") would write only the language of the
    editor's admin and leave the other one NULL.
    """
    return FieldRowPanel([FieldPanel(f"{name}_pl", **kwargs), FieldPanel(f"{name}_en", **kwargs)])
