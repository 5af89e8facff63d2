"""The text of files that are attached to pages: read in the background, found with the page."""

import hashlib
import logging
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from tempfile import TemporaryFile
from typing import BinaryIO

from django.conf import settings
from django.db import models, transaction
from django.db.models.signals import post_delete, post_save
from django_tasks import task
from modelcluster.models import ClusterableModel, get_all_child_relations
from wagtail.documents import get_document_model
from wagtail.models import Collection, CollectionViewRestriction, ReferenceIndex

from search.extraction import Extraction, Limits, Outcome, extract
from search.models import AttachmentText
from search.referrers import TASK_BACKEND, referrers_of, reindex

logger = logging.getLogger(__name__)

# Documents at a time where a whole collection opens or closes.
CHUNK = 500


def connect() -> None:
    document_model = get_document_model()
    post_save.connect(read_after_save, sender=document_model)
    post_delete.connect(forget, sender=document_model)
    post_save.connect(reindex_after_move, sender=Collection)
    post_save.connect(reindex_after_restriction, sender=CollectionViewRestriction)
    post_delete.connect(reindex_after_restriction, sender=CollectionViewRestriction)


# Reading ------------------------------------------------------------------------------------


def read_after_save(instance, raw: bool, **kwargs) -> None:
    if not raw:
        read_document_task.enqueue(instance.pk)


def forget(instance, **kwargs) -> None:
    # Pages that refer to the document are indexed anew by search.referrers.
    AttachmentText.objects.filter(pk=instance.pk).delete()


@task(backend=TASK_BACKEND)
def read_document_task(pk: int) -> None:
    """Read the file of a document, unless that is done, and have it indexed with what refers to it.

    Text and task are stored together: whoever is killed between the two leaves nothing unindexed.
    """
    document = get_document_model()._base_manager.filter(pk=pk).first()
    if document:
        read_document(document, then=reindex_documents_task.enqueue)


def read_all() -> Iterator[AttachmentText]:
    """Read every document that has not been read.

    Gives each row as it is made. Indexes nothing: it is meant to run before `update_index`.
    """
    for document in get_document_model()._base_manager.order_by("pk").iterator(CHUNK):
        if read := read_document(document):
            yield read


def read_document(
    document, *, then: Callable[[list[int]], object] | None = None
) -> AttachmentText | None:
    """The new text of `document`; None where it has been read before, and with the same result.

    With a new text `then` is given the key of the document, in the transaction that stores it.
    The same bytes under another document are not read again either.
    """
    known = AttachmentText.objects.filter(pk=document.pk).first()
    limits = Limits(**getattr(settings, "SEARCH_EXTRACTION_LIMITS", {}))
    if known and known.is_of(document) and not fits_by_now(known, document, limits):
        return None
    # Whatever the storage is, the reader gets a file of this machine.
    with TemporaryFile() as copy:
        try:
            file_hash = copy_file(document, copy, limits.file_bytes)
        except Exception as error:
            # Not there, not allowed, a name outside the folder, whatever the client of a storage
            # raises: one file must not end `update_index` for all.
            logger.warning(
                "The file of document %s cannot be opened: %s", document.pk, type(error).__name__
            )
            file_hash, extraction = "", Extraction(Outcome.MISSING)
        else:
            extraction = read_elsewhere(file_hash) or extract(copy, document.file.name, limits)
    if extraction.outcome == Outcome.TOO_LARGE and document.file_hash:
        # Only its beginning was copied, so what was computed is the hash of nothing.
        file_hash = document.file_hash
    if not extraction.text:
        logger.info("No text in document %s: %s", document.pk, extraction.outcome)
    with transaction.atomic():
        row, _created = AttachmentText.objects.update_or_create(
            document_id=document.pk,
            defaults={
                "file_name": document.file.name,
                "file_hash": file_hash,
                "outcome": extraction.outcome,
                "text": extraction.text,
            },
        )
        is_same = known and (known.outcome, known.text) == (row.outcome, row.text)
        if then and not is_same:
            then([document.pk])
    return None if is_same else row


def fits_by_now(known: AttachmentText, document, limits: Limits) -> bool:
    """Whether a file that was too large would be read since the limit was raised."""
    size = document.file_size
    return known.outcome == Outcome.TOO_LARGE and bool(size) and size <= limits.file_bytes


def copy_file(document, copy: BinaryIO, most_bytes: int) -> str:
    """Copy the file of `document`, as far as a little over `most_bytes`. Returns its hash."""
    digest = hashlib.sha1(usedforsecurity=False)  # as Wagtail's own
    with document.open_file() as file:
        for chunk in file.chunks():
            digest.update(chunk)
            copy.write(chunk)
            if copy.tell() > most_bytes:
                break
    return digest.hexdigest()


def read_elsewhere(file_hash: str) -> Extraction | None:
    """What the same bytes came to where another document has them."""
    # What is unsupported is told by the name as well, what is too large by the limit; its hash is
    # not one of what was read.
    settled = AttachmentText.SETTLED - {Outcome.UNSUPPORTED, Outcome.TOO_LARGE}
    row = AttachmentText.objects.filter(file_hash=file_hash, outcome__in=settled).first()
    return row and Extraction(Outcome(row.outcome), row.text)


# Which texts go with which objects ----------------------------------------------------------


def attached_texts(objects: Iterable[models.Model]) -> dict[object, list[tuple[str, str]]]:
    """By the key of each of `objects`, all of one model: (title, text) of its documents.

    Those that it refers to, links in running text included; a document has its own. Without text
    (a scan, not read yet) the title stands alone. A document in a collection that is not open to
    everybody is left out: who reads the page could not open it, and must not find its words.

    Costs three queries, however many objects there are.
    """
    objects = list(objects)
    document_model = get_document_model()
    if objects and isinstance(objects[0], document_model):
        texts = texts_of(document.pk for document in objects)
        return {item.pk: [(item.title, texts.get(item.pk, ""))] for item in objects}
    if not objects or not referring_fields(type(objects[0])):
        return {}
    referred = {item.pk: documents_of(item) for item in objects}
    wanted = {pk for pks in referred.values() for pk in pks}
    if not wanted:
        return {pk: [] for pk in referred}
    titles, texts = open_titles(wanted), texts_of(wanted)
    return {
        pk: [(titles[key], texts.get(key, "")) for key in keys if key in titles]
        for pk, keys in referred.items()
    }


def documents_of(item: models.Model) -> list[int]:
    """The documents that `item` refers to, in its order.

    Asked of the object, by the fields that Wagtail's reference index asks, and not of that index:
    when a page is saved, Wagtail brings the index of the search up to date before that of
    references.
    """
    return list(dict.fromkeys(_documents_of(item)))


def _documents_of(item: models.Model) -> Iterator[int]:
    document_model = get_document_model()
    referring = referring_fields(type(item))
    for field in referring.keys:
        if (key := field.value_from_object(item)) is not None:
            yield int(key)
    for field in referring.texts:
        if (value := field.value_from_object(item)) is not None:
            for model, key, *_paths in field.extract_references(value):
                if issubclass(model, document_model):
                    yield int(key)
    for accessor in referring.children:
        for child in getattr(item, accessor).all():
            yield from _documents_of(child)


@dataclass(frozen=True)
class Referring:
    """Where objects of a model may refer to documents."""

    keys: tuple[models.Field, ...] = ()
    texts: tuple[models.Field, ...] = ()
    children: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.keys or self.texts or self.children)


@cache
def referring_fields(model: type[models.Model]) -> Referring:
    """The foreign keys to documents, the rich texts and stories, and the children that have any."""
    document_model = get_document_model()
    fields = model._meta.get_fields()
    children = get_all_child_relations(model) if issubclass(model, ClusterableModel) else []
    return Referring(
        keys=tuple(
            field
            for field in fields
            if field.many_to_one and not field.auto_created and field.related_model
            and issubclass(field.related_model, document_model)
        ),
        texts=tuple(field for field in fields if hasattr(field, "extract_references")),
        children=tuple(
            relation.get_accessor_name()
            for relation in children
            if relation.related_model is not model and referring_fields(relation.related_model)
        ),
    )  # fmt: skip


def open_titles(pks: Iterable[int]) -> dict[int, str]:
    """The titles of those of `pks` that everybody may open."""
    closed = tuple(CollectionViewRestriction.objects.values_list("collection__path", flat=True))
    rows = get_document_model()._base_manager.filter(pk__in=pks)
    return {
        pk: title
        for pk, title, path in rows.values_list("pk", "title", "collection__path")
        if not path.startswith(closed)
    }


def texts_of(pks: Iterable[int]) -> dict[int, str]:
    return dict(AttachmentText.objects.filter(pk__in=list(pks)).values_list("pk", "text"))


# What becomes private or public -------------------------------------------------------------


def reindex_after_move(instance: Collection, created: bool, raw: bool, **kwargs) -> None:
    """A collection may have been moved below one that is closed: that sends no signal, but the
    admin saves and moves it in one transaction."""
    if not (created or raw):
        reindex_collection_task.enqueue(instance.pk)


def reindex_after_restriction(instance: CollectionViewRestriction, **kwargs) -> None:
    reindex_collection_task.enqueue(instance.collection_id)


@task(backend=TASK_BACKEND)
def reindex_collection_task(pk: int) -> None:
    """Index anew what refers to the documents of a collection and of those below it."""
    if collection := Collection.objects.filter(pk=pk).first():
        documents = get_document_model()._base_manager.filter(
            collection__path__startswith=collection.path
        )
        reindex_documents(list(documents.values_list("pk", flat=True)))


@task(backend=TASK_BACKEND)
def reindex_documents_task(pks: list[int]) -> None:
    reindex_documents(pks)


def reindex_documents(pks: list[int]) -> None:
    for start in range(0, len(pks), CHUNK):
        chunk = pks[start : start + CHUNK]
        reindex_with_referrers(get_document_model()._base_manager.filter(pk__in=chunk))


def reindex_with_referrers(documents: Iterable[models.Model]) -> None:
    documents = list(documents)
    if documents:
        own = ReferenceIndex._get_base_content_type(documents[0]).pk
        reindex({own: [str(document.pk) for document in documents]})
        reindex(referrers_of(documents))
