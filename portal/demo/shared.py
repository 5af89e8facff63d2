"""Puts the shared facts into the database: pictures, people, categories, documents, settings."""

import datetime
import io

from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from wagtail.embeds.embeds import get_embed_hash
from wagtail.embeds.models import Embed
from wagtail.images.rect import Rect
from wagtail.models import Site

from news.models import Category
from portal.demo.content.events import EXAMPLE_FORUM, programme_pdf
from portal.demo.content.facts import (
    ASSOCIATION,
    CATEGORIES,
    MAP_HTML,
    MAP_URL,
    PEOPLE,
)  # fmt: skip
from portal.demo.content.glossary import GLOSSARY
from portal.demo.content.pictures import CREDIT, PICTURES
from portal.demo.page import Library
from portal.demo.text import T
from portal.models import GlossaryTerm, Person, PortalDocument, PortalImage, PortalSettings


def make_library(today: datetime.date, drawings: dict[str, bytes], user=None) -> Library:
    """The shared facts. What an editor has left of an earlier demo is used as it is."""
    make_map()
    for term, definition, synonyms in GLOSSARY:
        make_term(term, definition, synonyms)
    return Library(
        today=today,
        pictures={name: make_picture(name, file, user) for name, file in drawings.items()},
        people={key: make_person(*facts) for key, facts in PEOPLE.items()},
        categories={slug: make_category(slug, name) for slug, name in CATEGORIES.items()},
        documents={
            f"programme-{language}": make_document(today, language, user)
            for language in ("pl", "en")
        },
    )


def make_picture(name: str, file: bytes, user=None) -> PortalImage:
    facts = PICTURES[name]
    picture = PortalImage(
        title=facts.title,
        file=ImageFile(io.BytesIO(file), name=f"{name}.jpg"),
        uploaded_by_user=user,
        **both("description", facts.alternative),
        **both("credit", CREDIT),
    )
    picture.set_focal_point(Rect.from_point(*facts.focus))
    picture._set_image_file_metadata()
    picture.full_clean()
    picture.save()
    return picture


def make_document(today: datetime.date, language: str, user=None) -> PortalDocument:
    document = PortalDocument(
        title=getattr(EXAMPLE_FORUM, language),
        language=language,
        file=ContentFile(programme_pdf(today, language), name=f"forum-{language}.pdf"),
        uploaded_by_user=user,
    )
    document._set_document_file_metadata()
    document.save()
    return document


def make_person(name: str, role: T, organisation: T | None) -> Person:
    if person := Person.objects.filter(name=name).first():
        return person
    person = Person(
        name=name, **both("role", role), **both("organisation", organisation or T("", ""))
    )
    person.full_clean()
    person.save()
    return person


def make_category(slug: str, name: T) -> Category:
    if category := Category.objects.filter(slug=slug).first():
        return category
    category = Category(slug=slug, **both("name", name))
    category.full_clean()
    category.save()
    return category


def make_term(term: T, definition: T, synonyms: T) -> None:
    if GlossaryTerm.objects.filter(term_pl=term.pl).exists():
        return
    made = GlossaryTerm(
        **both("term", term), **both("definition", definition), **both("synonyms", synonyms)
    )
    made.full_clean()
    made.save()


def make_map() -> None:
    """Store what Wagtail would ask the other site for: neither seeding nor reading asks it."""
    Embed.objects.get_or_create(
        hash=get_embed_hash(MAP_URL),
        defaults={
            "url": MAP_URL,
            "type": "rich",
            "title": "OpenStreetMap",
            "provider_name": "OpenStreetMap",
            "html": MAP_HTML,
            "width": 800,
            "height": 500,
        },
    )


def fill_settings(site: Site, library: Library) -> None:
    """The association's data, unless somebody has written them already."""
    settings = PortalSettings.for_site(site)
    if not settings.registered_name_pl:
        for name, value in ASSOCIATION.items():
            for field, text in (
                both(name, value) if isinstance(value, T) else {name: value}
            ).items():
                setattr(settings, field, text)
    settings.privacy_page = settings.privacy_page or library.pages["privacy"]
    settings.accessibility_page = settings.accessibility_page or library.pages["accessibility"]
    settings.full_clean()
    settings.save()


def both(name: str, text: T) -> dict[str, str]:
    """The columns of both languages of the translated field `name`."""
    return {f"{name}_pl": text.pl, f"{name}_en": text.en}
