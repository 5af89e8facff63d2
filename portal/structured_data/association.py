"""Who publishes the portal, and the portal itself: the same on every page."""

from django.conf import settings
from django.templatetags.static import static
from django.urls import reverse
from stdnum.pl import nip, regon

from portal.models import PortalSettings
from portal.structured_data.around import Around
from portal.structured_data.things import (
    ContactPoint,
    EntryPoint,
    ImageObject,
    Organization,
    PostalAddress,
    PropertyValue,
    SearchAction,
    WebSite,
    pixels,
)

COUNTRY = "PL"
LANGUAGES = [code for code, _name in settings.LANGUAGES]
# The largest PNG there is of the mark, and how wide and high that is.
LOGO, LOGO_SIZE = "img/icon-180.png", 180


def association(around: Around) -> Organization:
    """The association, as far as editors have filled in its data."""
    data = around.frame.settings
    number = nip.compact(data.nip) if data.nip else None
    telephone = data.telephone_uri.removeprefix("tel:") or None
    contact_page = around.frame.contact_page
    names = {getattr(data, f"name_{code}") for code in LANGUAGES} - {around.name}
    return Organization(
        id=around.association.id,
        name=around.name,
        legalName=data.registered_name,
        alternateName=sorted(filter(None, names)),
        slogan=data.tagline,
        url=around.home,
        logo=ImageObject(
            url=around.absolute(static(LOGO)),
            contentUrl=around.absolute(static(LOGO)),
            width=pixels(LOGO_SIZE),
            height=pixels(LOGO_SIZE),
        ),
        address=address(data),
        telephone=telephone,
        email=data.email,
        taxID=number,
        # A Polish VAT number is the NIP behind the letters of the country.
        vatID=number and COUNTRY + number,
        identifier=[
            PropertyValue(propertyID=register, value=value)
            for register, value in (("REGON", regon.compact(data.regon)), ("KRS", data.krs))
            if value
        ],
        contactPoint=ContactPoint(
            telephone=telephone,
            email=data.email,
            url=around.address(contact_page) if contact_page else None,
            availableLanguage=LANGUAGES,
        )
        if telephone or data.email
        else None,
        sameAs=[url for _network, url in data.social_links],
    )


def address(data: PortalSettings) -> PostalAddress | None:
    if not (data.street or data.city):
        return None
    return PostalAddress(
        streetAddress=data.street,
        postalCode=data.postcode,
        addressLocality=data.city,
        addressCountry=COUNTRY,
    )


def website(around: Around) -> WebSite:
    """The portal in the language of the page, and how it is searched."""
    search = around.absolute(reverse("search"))
    return WebSite(
        id=around.website.id,
        name=around.name,
        url=around.home,
        inLanguage=around.language,
        publisher=around.association,
        potentialAction=SearchAction(
            target=EntryPoint(urlTemplate=search + "?q={search_term_string}"),
            query_input="required name=search_term_string",
        ),
    )
