"""What every page and every app shares."""

from portal.models.contact import PortalSettings
from portal.models.media import PortalDocument, PortalImage, PortalRendition
from portal.models.pages import BasePage, PicturedPage, StoryPage
from portal.models.people import Person
from portal.models.queryset import ReadableQuerySet
from portal.models.users import User

__all__ = [
    "BasePage",
    "Person",
    "PicturedPage",
    "PortalDocument",
    "PortalImage",
    "PortalRendition",
    "PortalSettings",
    "ReadableQuerySet",
    "StoryPage",
    "User",
]
