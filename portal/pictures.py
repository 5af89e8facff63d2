"""In which sizes the portal shows a picture, and making them before a reader asks.

The templates say the sizes, in their {% picture %} tags: here they are read there, so that no list
beside them can grow old. Only what no template shows is listed.
"""

import logging
import time
from collections import defaultdict
from collections.abc import Collection, Iterable

from django.apps import apps
from django.db import OperationalError
from django.db.models.signals import post_save
from django.template.loader import get_template
from django_tasks import task
from wagtail.images.models import Filter, SourceImageIOError
from wagtail.models import Page, ReferenceIndex
from wagtail.signals import page_published

logger = logging.getLogger(__name__)

# So many pictures with all their sizes are held in memory, and asked for in one statement.
BATCH = 100
# One picture may take a minute: all other tasks go first …
UNHURRIED = -10
# … and get their turn after so many seconds.
SECONDS_AT_ONCE = 5

MAIN_PICTURE = "components/main_picture.html"
NEWS_CARD = "components/news_card.html"
STORY_PICTURE = "blocks/picture.html"
GALLERY = "blocks/gallery.html"
PORTRAITS = ("components/person.html", "news/people_page.html", "blocks/quote.html")

# What networks show of a shared link, and the programs that read feeds.
SHARED = "fill-1200x630|format-jpeg"
FEED = "max-1200x1200|format-jpeg"

# Which templates show a picture that is chosen at this place: the path of the reference to it
# (wagtail.models.ReferenceIndex), with the model before it where that matters.
SHOWN_BY = {
    "newspage.picture": (MAIN_PICTURE, NEWS_CARD),
    "eventpage.picture": (MAIN_PICTURE,),
    "person.portrait": PORTRAITS,
    "body.picture.picture": (STORY_PICTURE,),
    "body.gallery.pictures.item.picture": (GALLERY,),
}
# Which sizes machines are given of it besides; the read API: of every picture.
TOLD_BY = {"newspage.picture": (SHARED, FEED), "eventpage.picture": (SHARED,)}


def specs_in(*templates: str) -> list[str]:
    """The sizes that the picture tags of `templates` ask for."""
    # Imported late: it asks for the model of pictures, which asks for this module.
    from wagtail.images.templatetags.wagtailimages_tags import ImageNode

    found = {
        spec: None
        for name in templates
        for node in get_template(name).template.nodelist.get_nodes_by_type(ImageNode)
        for spec in Filter.expand_spec(node.filter_specs)
    }
    return list(found)


def formats() -> list[str]:
    """The formats in which readers and machines are sent pictures."""
    templates = {name for names in SHOWN_BY.values() for name in names}
    parts = {part for spec in (SHARED, FEED, *specs_in(*templates)) for part in spec.split("|")}
    return sorted(part.removeprefix("format-") for part in parts if part.startswith("format-"))


def told_by_the_api() -> list[str]:
    """JPEGs as stories show them: nobody outside decides which sizes are made."""
    return [spec for spec in specs_in(STORY_PICTURE) if "format-jpeg" in spec]


def specs_at(place: str, model: str) -> set[str]:
    """The sizes of a picture that `model` refers to at `place`; none where no reader sees it."""
    found: set[str] = set()
    for key in (place, f"{model}.{place}"):
        if key in SHOWN_BY:
            found.update(specs_in(*SHOWN_BY[key]), TOLD_BY.get(key, ()), told_by_the_api())
    return found


def specs_of(pictures: Collection[int]) -> dict[int, set[str]]:
    """All sizes in which each of `pictures` (keys) is shown, wherever it is."""
    references = ReferenceIndex.objects.filter(
        to_content_type__app_label="portal",
        to_content_type__model="portalimage",
        to_object_id__in=[str(key) for key in pictures],
    )
    found: defaultdict[int, set[str]] = defaultdict(set)
    places = references.values_list("to_object_id", "model_path", "content_type__model")
    for key, place, model in places.distinct():
        found[int(key)] |= specs_at(place, model)
    return found


def make_missing(pictures: Collection[int]) -> int:
    """Make what is missing of the sizes in which `pictures` are shown; how many those were.

    Three queries for each hundred of them, as long as nothing is missing. A picture of which they
    cannot be made is logged, and the others are made.
    """
    keys = list(pictures)
    batches = (keys[start : start + BATCH] for start in range(0, len(keys), BATCH))
    return sum(map(make_missing_of_batch, batches))


def make_missing_of_batch(pictures: list[int]) -> int:
    made = 0
    specs = specs_of(pictures)
    images = apps.get_model("portal", "PortalImage").objects.filter(pk__in=specs)
    wanted = {spec for one in specs.values() for spec in one}
    for image in images.prefetch_renditions(*wanted):
        before = len(image.prefetched_renditions)
        try:
            image.get_renditions(*sorted(specs[image.pk]))
        except Exception as error:  # whatever it is, also that somebody deleted it meanwhile
            if is_about_more(error):
                raise
            logger.warning("The sizes of picture %s could not be made", image.pk, exc_info=True)
        made += len(image.prefetched_renditions) - before
    return made


def is_about_more(error: Exception) -> bool:
    """Whether disk, storage or database failed, so that no other picture can be made either now.

    A picture that cannot be read is a SourceImageIOError, whatever is wrong with it.
    """
    return isinstance(error, OSError | OperationalError) and not isinstance(
        error, SourceImageIOError
    )


@task(backend="background", priority=UNHURRIED)
def make_in_background(pictures: list[int]) -> None:
    """Make what is missing of `pictures`; a second time that is nothing.

    After some seconds the rest becomes a task of its own, so that no mail waits for a gallery.
    """
    began = time.monotonic()
    for position, key in enumerate(pictures, start=1):
        make_missing([key])
        rest = pictures[position:]
        if rest and time.monotonic() - began > SECONDS_AT_ONCE:
            make_in_background.enqueue(rest)
            return


def make_soon(pictures: Iterable[int]) -> None:
    """Have the sizes of `pictures` made beside the request, if what was changed is stored."""
    if keys := sorted(set(pictures)):
        make_in_background.enqueue(keys)


# What has to be made anew -----------------------------------------------------------------------


def connect() -> None:
    page_published.connect(page_was_published, dispatch_uid="portal.pictures.page_was_published")
    for name, receiver in {
        "PortalImage": picture_was_saved,
        "Person": person_was_saved,
    }.items():
        post_save.connect(
            receiver,
            sender=apps.get_model("portal", name),
            dispatch_uid=f"portal.pictures.{receiver.__name__}",
        )


def page_was_published(sender, instance: Page, **kwargs) -> None:
    references = ReferenceIndex.get_references_for_object(instance).filter(
        to_content_type__app_label="portal", to_content_type__model="portalimage"
    )
    make_soon(int(key) for key in references.values_list("to_object_id", flat=True))


def picture_was_saved(sender, instance, *, created: bool, raw: bool, **kwargs) -> None:
    """Its file or focal point may be another one. A new picture is shown nowhere yet."""
    if not (created or raw):
        make_soon([instance.pk])


def person_was_saved(sender, instance, *, raw: bool, **kwargs) -> None:
    if instance.portrait_id and not raw:
        make_soon([instance.portrait_id])
