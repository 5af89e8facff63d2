"""Which shared facts have two languages (decision 0001). Found by modeltranslation by this name."""

from modeltranslation.translator import TranslationOptions, register

from portal.models import GlossaryTerm, Person, PortalImage, PortalSettings

BOTH = ("pl", "en")


@register(Person)
class PersonTranslation(TranslationOptions):
    fields = ("role", "organisation")
    required_languages = dict.fromkeys(BOTH, ("role",))


@register(GlossaryTerm)
class GlossaryTermTranslation(TranslationOptions):
    fields = ("term", "definition", "synonyms")
    required_languages = dict.fromkeys(BOTH, ("term",))


@register(PortalImage)
class PortalImageTranslation(TranslationOptions):
    fields = ("description", "credit")
    required_languages = dict.fromkeys(BOTH, ("description",))


@register(PortalSettings)
class PortalSettingsTranslation(TranslationOptions):
    fields = ("registered_name", "name", "tagline", "rights_notice")
    required_languages = dict.fromkeys(BOTH, ("registered_name", "name", "tagline"))
