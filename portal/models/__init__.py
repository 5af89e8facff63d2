"""What every page and every app shares."""

from portal.models.contact import PortalSettings
from portal.models.edition import EditionToken
from portal.models.glossary import GlossaryTerm
from portal.models.media import PortalDocument, PortalImage, PortalRendition
from portal.models.missed_address import MissedAddress
from portal.models.moderation import PublishingCheck
from portal.models.pages import BasePage, PicturedPage, StoryPage
from portal.models.people import Person
from portal.models.queryset import ReadableQuerySet
from portal.models.translation_state import State, TranslationState, UntranslatedTexts
from portal.models.users import User

__all__ = [
    "BasePage",
    "EditionToken",
    "GlossaryTerm",
    "MissedAddress",
    "Person",
    "PicturedPage",
    "PortalDocument",
    "PortalImage",
    "PortalRendition",
    "PortalSettings",
    "PublishingCheck",
    "ReadableQuerySet",
    "State",
    "StoryPage",
    "TranslationState",
    "UntranslatedTexts",
    "User",
]
