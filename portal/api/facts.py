"""The forms of shared facts: pictures, people, documents."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from modeltranslation.translator import NotRegistered, translator
from wagtail.images.exceptions import InvalidFilterSpecError
from wagtail.images.models import SourceImageIOError

from portal.addresses import absolute_url
from portal.api.public import is_open
from portal.models import Person, PortalDocument, PortalImage
from portal.pictures import told_by_the_api

LANGUAGES = tuple(code for code, _name in settings.LANGUAGES)


def bilingual_fields(model) -> tuple[str, ...]:
    """Names of the fields of `model` that have a column for each language."""
    try:
        names = translator.get_options_for_model(model).all_fields
    except NotRegistered:
        return ()
    # In the order of the model; modeltranslation keeps them in none.
    return tuple(field.name for field in model._meta.fields if field.name in names)


def in_languages(fact, name: str, languages: Iterable[str]) -> dict[str, str]:
    """The field `name` of a shared fact in each of `languages`; "" where it is empty."""
    return {code: getattr(fact, f"{name}_{code}") or "" for code in languages}


def renditions(picture: PortalImage, request: HttpRequest) -> list[dict[str, Any]]:
    """The picture in the widths of the portal, smallest first; none if its file is lost."""
    try:
        made = picture.get_renditions(*told_by_the_api()).values()
    except (SourceImageIOError, InvalidFilterSpecError, OSError):
        return []
    return [
        {
            "url": absolute_url(request, rendition.url),
            "width": rendition.width,
            "height": rendition.height,
        }
        for rendition in made
    ]


def picture_form(picture: PortalImage, request: HttpRequest) -> dict[str, Any] | None:
    """A picture as a story shows it, in the active language; None out of a closed collection."""
    if not is_open(picture, request):
        return None
    files = renditions(picture, request)
    largest = files[-1] if files else {"url": None, "width": None, "height": None}
    return {
        "id": picture.pk,
        "alt": picture.description or "",
        "credit": picture.credit or "",
        **largest,
        "renditions": files,
    }


def person_form(person: Person) -> dict[str, Any]:
    """A person as a story names them, in the active language."""
    return {
        "id": person.pk,
        "slug": person.slug,
        "name": person.name,
        "role": person.role or "",
        "organisation": person.organisation or "",
    }


def document_form(document: PortalDocument, request: HttpRequest) -> dict[str, Any] | None:
    """A document as a story offers it; None out of a closed collection."""
    if not is_open(document, request):
        return None
    return {
        "id": document.pk,
        "title": document.title,
        "url": absolute_url(request, document.url),
        "language": document.language,
        "extension": document.file_extension,
        "size": document.get_file_size(),
    }
