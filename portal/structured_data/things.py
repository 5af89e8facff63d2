"""The words of schema.org that the portal uses, with their types: https://schema.org/docs/full.html

Classes and fields are called as they are there, so that each can be looked up. A class has only
the fields that some page fills in; tests hold all of them against the vocabulary.

What has an `id` is described once on a page, and told of elsewhere by its `Reference`.
"""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, kw_only=True)
class Reference:
    """Something that is described elsewhere, by its id."""

    id: str


@dataclass(frozen=True, kw_only=True)
class Thing:
    id: str | None = None
    name: str | None = None
    alternateName: "str | list[str] | None" = None
    description: str | None = None
    url: str | None = None
    image: "ImageObject | None" = None
    identifier: "list[PropertyValue] | None" = None
    sameAs: list[str] | None = None
    mainEntityOfPage: Reference | None = None

    @property
    def reference(self) -> Reference:
        return Reference(id=self.id)


# People and organisations


@dataclass(frozen=True, kw_only=True)
class PropertyValue(Thing):
    propertyID: str
    value: str


@dataclass(frozen=True, kw_only=True)
class PostalAddress(Thing):
    streetAddress: str | None = None
    postalCode: str | None = None
    addressLocality: str | None = None
    addressCountry: str


@dataclass(frozen=True, kw_only=True)
class ContactPoint(Thing):
    telephone: str | None = None
    email: str | None = None
    availableLanguage: list[str]


@dataclass(frozen=True, kw_only=True)
class Organization(Thing):
    legalName: str | None = None
    slogan: str | None = None
    logo: "ImageObject | None" = None
    address: PostalAddress | None = None
    telephone: str | None = None
    email: str | None = None
    taxID: str | None = None
    vatID: str | None = None
    contactPoint: ContactPoint | None = None


@dataclass(frozen=True, kw_only=True)
class Person(Thing):
    jobTitle: str | None = None
    worksFor: Organization | None = None


# Works


@dataclass(frozen=True, kw_only=True)
class CreativeWork(Thing):
    headline: str | None = None
    text: str | None = None
    inLanguage: str | None = None
    author: Reference | None = None
    publisher: Organization | Reference | None = None
    creditText: str | None = None
    dateCreated: date | None = None
    datePublished: date | datetime | None = None
    dateModified: datetime | None = None
    isAccessibleForFree: bool | None = None
    isPartOf: Reference | None = None
    hasPart: "list[Quotation] | None" = None
    about: Reference | None = None
    mainEntity: "Reference | ItemList | None" = None
    isBasedOn: "CreativeWork | None" = None
    translationOfWork: "CreativeWork | None" = None
    workTranslation: "list[CreativeWork] | None" = None


@dataclass(frozen=True, kw_only=True)
class QuantitativeValue(Thing):
    value: int
    unitCode: str


def pixels(number: int) -> QuantitativeValue:
    """A length in pixels; their code is that of UN/CEFACT."""
    return QuantitativeValue(value=number, unitCode="E37")


@dataclass(frozen=True, kw_only=True)
class ImageObject(CreativeWork):
    contentUrl: str
    width: QuantitativeValue
    height: QuantitativeValue
    caption: str | None = None


@dataclass(frozen=True, kw_only=True)
class Quotation(CreativeWork):
    spokenByCharacter: Reference | Person | None = None


@dataclass(frozen=True, kw_only=True)
class Article(CreativeWork):
    articleSection: str | None = None


@dataclass(frozen=True, kw_only=True)
class NewsArticle(Article):
    pass


@dataclass(frozen=True, kw_only=True)
class DefinedTerm(Thing):
    inDefinedTermSet: Reference


@dataclass(frozen=True, kw_only=True)
class DefinedTermSet(CreativeWork):
    hasDefinedTerm: list[DefinedTerm]


# Pages and sites


@dataclass(frozen=True, kw_only=True)
class ListItem(Thing):
    position: int
    item: Reference | None = None


@dataclass(frozen=True, kw_only=True)
class ItemList(Thing):
    itemListElement: list[ListItem]


@dataclass(frozen=True, kw_only=True)
class BreadcrumbList(ItemList):
    pass


@dataclass(frozen=True, kw_only=True)
class WebPage(CreativeWork):
    breadcrumb: Reference | None = None


@dataclass(frozen=True, kw_only=True)
class AboutPage(WebPage):
    pass


@dataclass(frozen=True, kw_only=True)
class CollectionPage(WebPage):
    pass


@dataclass(frozen=True, kw_only=True)
class ContactPage(WebPage):
    pass


@dataclass(frozen=True, kw_only=True)
class ProfilePage(WebPage):
    pass


@dataclass(frozen=True, kw_only=True)
class EntryPoint(Thing):
    urlTemplate: str


@dataclass(frozen=True, kw_only=True)
class SearchAction(Thing):
    target: EntryPoint
    # "query-input": how schema.org/docs/actions.html says what a reader has to give.
    query_input: str


@dataclass(frozen=True, kw_only=True)
class WebSite(CreativeWork):
    potentialAction: SearchAction | None = None


# Events


@dataclass(frozen=True, kw_only=True)
class Place(Thing):
    # In one line, as editors write it.
    address: str
    containedInPlace: Reference | None = None


@dataclass(frozen=True, kw_only=True)
class VirtualLocation(Thing):
    pass


@dataclass(frozen=True, kw_only=True)
class Event(Thing):
    startDate: date | datetime
    endDate: datetime | None = None
    eventStatus: str | None = None
    eventAttendanceMode: str | None = None
    location: list[Place | VirtualLocation | Reference] | None = None
    organizer: list[Organization | Reference] | None = None
    performer: list[Person | Reference] | None = None
    inLanguage: str | None = None
    superEvent: Reference | None = None
    subEvent: "list[Event] | None" = None
