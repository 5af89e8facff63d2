"""Keeps drawn pictures in the media storage: share/<page>/<version>.jpg, one for each page."""

import logging

from django.core.cache import cache
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models.signals import post_delete
from wagtail.models import Page
from wagtail.signals import page_unpublished

from portal.share_pictures import SharePicture
from portal.share_pictures.drawing import draw

logger = logging.getLogger(__name__)

FOLDER = "share"
# Where the storage takes nothing, a picture is at least not drawn for every reader.
KEPT_WITHOUT_STORAGE = 3600


def file_of(picture: SharePicture) -> bytes:
    """The JPEG of `picture`: from the storage, or drawn and put there instead of its predecessors.

    A storage that cannot be read or written is logged, and the picture is shown all the same.
    """
    folder = _folder(picture.page_id)
    path = f"{folder}/{picture.file_name}"
    try:
        with default_storage.open(path) as file:
            return file.read()
    except FileNotFoundError:
        pass
    except Exception:
        # Whatever a storage fails with: each has failures of its own.
        logger.exception("The picture %s could not be read", path)
    if file := cache.get(path):
        return file
    file = draw(picture.words)
    try:
        default_storage.save(path, ContentFile(file))
        _forget(folder, but=picture.file_name)
    except Exception:
        logger.exception("The picture %s could not be stored", path)
        cache.set(path, file, KEPT_WITHOUT_STORAGE)
    return file


def _folder(page_id: int) -> str:
    return f"{FOLDER}/{page_id}"


def _forget(folder: str, but: str = "") -> None:
    """Delete what is in `folder`, `but` for one file."""
    try:
        _folders, names = default_storage.listdir(folder)
    except FileNotFoundError:
        return
    for name in names:
        if name != but:
            default_storage.delete(f"{folder}/{name}")


def connect() -> None:
    post_delete.connect(forget_picture, sender=Page)
    page_unpublished.connect(forget_picture)


def forget_picture(sender: type[Page], instance: Page, **kwargs) -> None:
    """What nobody can read any more is shown nowhere."""
    folder = _folder(instance.pk)

    def forget() -> None:
        try:
            _forget(folder)
        except Exception:
            logger.exception("The pictures in %s could not be deleted", folder)

    transaction.on_commit(forget)
