"""Objects that are searched for by what they show of others: pages with a person, a category.

When such a person is saved or deleted, all that refers to it (by Wagtail's reference index) is
indexed anew, in the background and a few objects at a time.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from django.apps import apps
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models.signals import post_save, pre_delete, pre_save
from django_tasks import task
from wagtail.images.models import AbstractImage
from wagtail.models import Page, ReferenceIndex
from wagtail.search.backends import get_search_backends
from wagtail.search.index import class_is_indexed, get_indexed_models

# Which of TASKS takes what is too slow for a request: one that does it after the commit. Tasks are
# handed over within the transaction, so that a queue in the database has them if it is stored.
TASK_BACKEND = getattr(settings, "SEARCH_TASK_BACKEND", "default")
# Objects in memory at a time; on SQLite an editor's save waits for one such chunk at most.
CHUNK = 50

# Pages are indexed with the titles of no other pages. A picture shows no text of its own: its
# alternative text describes what is there anyway.
NOT_SHOWN_ELSEWHERE = (Page, AbstractImage)

# By content type, the keys of objects of that type.
Referrers = Mapping[int, list[str]]


def connect() -> None:
    for model in get_indexed_models():
        if not issubclass(model, NOT_SHOWN_ELSEWHERE):
            pre_save.connect(remember_columns, sender=model)
            post_save.connect(reindex_if_changed, sender=model)
            pre_delete.connect(reindex_after_deletion, sender=model)


def remember_columns(sender: type[models.Model], instance, raw: bool, using: str, **kwargs) -> None:
    if not raw and instance.pk:
        instance._columns_before = columns(instance, using)


def reindex_if_changed(
    sender: type[models.Model], instance, raw: bool, created: bool, using: str, **kwargs
) -> None:
    """Nothing refers to an object yet that is new, and nothing shows what stayed as it was.

    All columns are compared, not only those that `sender` is searched by: pages may show others.
    """
    if raw or created or columns(instance, using) == getattr(instance, "_columns_before", None):
        return
    label, pk = sender._meta.label, str(instance.pk)
    reindex_referrers_task.enqueue(label, pk)


def reindex_after_deletion(sender: type[models.Model], instance, **kwargs) -> None:
    # Now, as the reference index forgets them together with the object.
    if referrers := referrers_of([instance]):
        reindex_task.enqueue({str(key): keys for key, keys in referrers.items()})


def columns(instance: models.Model, using: str) -> dict | None:
    """What the database has in the row of `instance`; None where it has none."""
    # A plain QuerySet: managers leave rows out, and modeltranslation's reads one language.
    rows = models.QuerySet(type(instance), using=using).filter(pk=instance.pk)
    return rows.values().first()


@task(backend=TASK_BACKEND)
def reindex_referrers_task(label: str, pk: str) -> None:
    model = apps.get_model(label)
    if instance := model._base_manager.filter(pk=pk).first():
        reindex(referrers_of([instance]))


@task(backend=TASK_BACKEND)
def reindex_task(referrers: dict) -> None:
    # Keys are text: a queue keeps tasks as JSON.
    reindex({int(content_type): keys for content_type, keys in referrers.items()})


def referrers_of(instances: Iterable[models.Model]) -> Referrers:
    """The searched objects that refer to any of `instances`. Only keys, however many they are."""
    found = defaultdict(list)
    rows = ReferenceIndex.get_references_to_in_bulk(list(instances))
    for content_type, key in rows.order_by().values_list("content_type", "object_id").distinct():
        found[content_type].append(key)
    return dict(found)


def reindex(referrers: Referrers) -> None:
    """Put `referrers` into every index that follows changes, a chunk at a time."""
    for content_type, keys in referrers.items():
        model = ContentType.objects.get_for_id(content_type).model_class()
        if model is None or not class_is_indexed(model):
            continue
        for start in range(0, len(keys), CHUNK):
            chunk = keys[start : start + CHUNK]
            objects = list(model.get_indexed_objects().filter(pk__in=chunk))
            for backend in get_search_backends(with_auto_update=True):
                backend.add_bulk(model, objects)
