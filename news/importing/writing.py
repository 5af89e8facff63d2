"""The files of an item, written so that a killed import leaves none behind.

A file is entered as unfinished, and that is committed, before it is written; the entry goes in the
transaction that saves what shows the file. What is still entered when the next import begins is a
file that nothing shows.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.core.files.base import ContentFile
from django.db import models
from django.utils.crypto import get_random_string
from wagtail.models import Collection

from news.importing.media import Found
from news.importing.story import Wanted
from news.models import UnfinishedFile
from portal.models import PortalDocument, PortalImage

MODELS: dict[str, type[models.Model]] = {"picture": PortalImage, "document": PortalDocument}


@dataclass
class NewFile:
    """A file that is not in the library yet: the name given to it, and where that leads."""

    kind: str
    found: Found
    name: str
    path: str
    is_written: bool = False


def plan(files: dict[Wanted, Found]) -> dict[str, NewFile]:
    """What has to be written of `files`, by its content: what is in the library already has not."""
    new: dict[str, NewFile] = {}
    for wanted, found in files.items():
        kind = "document" if wanted.is_document else "picture"
        if found.sha1 in new or MODELS[kind].objects.filter(file_hash=found.sha1).exists():
            continue
        stem, _dot, extension = found.name.rpartition(".")
        # By chance, so that nobody else's file has this name.
        name = f"{stem}-{get_random_string(8).lower()}.{extension}"
        field = MODELS[kind]._meta.get_field("file")
        new[found.sha1] = NewFile(kind, found, name, field.generate_filename(MODELS[kind](), name))
    return new


@contextmanager
def unfinished(new: dict[str, NewFile]) -> Iterator[None]:
    """Enter the files of `new`; where the work inside fails, or is interrupted, remove them."""
    UnfinishedFile.objects.bulk_create(
        UnfinishedFile(storage=file.kind, name=file.path) for file in new.values()
    )
    try:
        yield
    except BaseException:
        remove_unfinished([file.path for file in new.values()])
        raise


def finish(new: dict[str, NewFile]) -> None:
    """To be called in the transaction that saves what shows the files."""
    UnfinishedFile.objects.filter(name__in=[file.path for file in new.values()]).delete()


def remove_unfinished(names: list[str] | None = None) -> int:
    """Delete the files that an import did not finish (those of `names`, else all); their number."""
    entries = UnfinishedFile.objects.all()
    if names is not None:
        entries = entries.filter(name__in=names)
    count = 0
    for entry in entries:
        model = MODELS[entry.storage]
        if not model.objects.filter(file=entry.name).exists():
            storage = model._meta.get_field("file").storage
            count += storage.exists(entry.name)
            storage.delete(entry.name)
        entry.delete()
    return count


def picture(wanted: Wanted, found: Found, new: NewFile | None, language: str, collection: str):
    """The picture of the library for `wanted`; made if `new`.

    Its alternative text is known in one language only. The other stays empty, as nothing is better
    than a text in the wrong language: the form asks for it when an editor opens the picture.
    """
    described = f"description_{language}"
    if new is None:
        image = PortalImage.objects.filter(file_hash=found.sha1).order_by("pk").first()
        if wanted.alternative and not getattr(image, described):
            setattr(image, described, wanted.alternative)
            image.save(update_fields=[described])
        return image
    image = PortalImage(
        title=(wanted.alternative or wanted.name or found.name)[:255],
        file=ContentFile(found.read(), name=new.name),
        collection=collection_named(collection),
        description_pl="",
        description_en="",
        credit_pl="",
        credit_en="",
    )
    setattr(image, described, wanted.alternative)
    image._set_image_file_metadata()
    image.save()
    return image


def document(wanted: Wanted, found: Found, new: NewFile | None, language: str, collection: str):
    if new is None:
        return PortalDocument.objects.filter(file_hash=found.sha1).order_by("pk").first()
    made = PortalDocument(
        title=(wanted.name or found.name)[:255],
        file=ContentFile(found.read(), name=new.name),
        collection=collection_named(collection),
        language=language,
    )
    made._set_document_file_metadata()
    made.save()
    return made


def collection_named(name: str) -> Collection:
    root = Collection.get_first_root_node()
    return root.get_children().filter(name=name).first() or root.add_child(name=name)
