"""What stories tell: who said what, and the pictures that they show."""

from wagtail.blocks import StreamValue

from portal.structured_data.around import Around
from portal.structured_data.things import (
    CreativeWork,
    ImageObject,
    Person,
    Quotation,
    Reference,
    pixels,
)

# JPEGs that the templates make of these pictures anyway (components/main_picture.html,
# news/people_page.html): no other file is made, and none is asked for.
MAIN_PICTURE = "format-jpeg|fill-1600x800"
PORTRAIT = "format-jpeg|fill-320x320"


def image(around: Around, picture, spec: str = MAIN_PICTURE) -> ImageObject | None:
    """`picture` of the library as the page shows it; None where there is none, or no file of it."""
    if picture is None:
        return None
    try:
        rendition = picture.get_rendition(spec)
    except OSError:
        return None
    address = around.absolute(rendition.url)
    return ImageObject(
        url=address,
        contentUrl=address,
        width=pixels(rendition.width),
        height=pixels(rendition.height),
        caption=picture.description,
        creditText=picture.credit,
    )


def person(around: Around, who, *, with_portrait: bool = False) -> Person:
    """Somebody of the register of people."""
    return Person(
        id=person_reference(around, who).id,
        name=who.name,
        jobTitle=who.role,
        worksFor=around.organisation(who.organisation) if who.organisation else None,
        url=person_url(around, who),
        image=image(around, who.portrait, PORTRAIT) if with_portrait else None,
    )


def person_reference(around: Around, who) -> Reference:
    return Reference(id=around.id_everywhere(f"person-{who.slug}"))


def person_url(around: Around, who) -> str | None:
    """Where all is to be read that somebody said."""
    people = around.frame.people_page
    return f"{around.address(people)}?person={who.slug}" if people else None


def quotations(around: Around, body: StreamValue) -> tuple[list[Quotation], list[Person]]:
    """What is quoted word for word in a story, and who is quoted there by their present role.

    A paraphrase is nobody's words, and so no Quotation.
    """
    quotes = [
        child
        for child in body
        if child.block_type == "quote" and child.value["person"] and child.value.is_verbatim()
    ]
    speakers = [
        person(around, quote.value["person"])
        for quote in quotes
        if not quote.value["role_at_the_time"]
    ]
    return [quotation(around, quote.value, quote.id) for quote in quotes], speakers


def quotation(around: Around, quote, block_id: str | None) -> Quotation:
    """A verbatim quote; of a translated one also in which language, and how, it was said."""
    who, then = quote["person"], quote["role_at_the_time"]
    language = around.language_of(quote["text"])
    original = around.frame.original_of(quote, block_id) if language != quote["language"] else None
    source = CreativeWork(name=quote["source"] or None, url=quote["source_url"] or None)
    return Quotation(
        text=quote["text"],
        inLanguage=language,
        dateCreated=quote["date"],
        isBasedOn=source if source != CreativeWork() else None,
        # Whoever held another post then is not told of by the present one.
        spokenByCharacter=Person(name=who.name, jobTitle=then, url=person_url(around, who))
        if then
        else person_reference(around, who),
        translationOfWork=Quotation(text=original.text, inLanguage=original.language)
        if original
        else None,
    )
