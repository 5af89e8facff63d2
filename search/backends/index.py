"""Writing the index: what of which object, in as few statements as there can be."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable

from django.contrib.contenttypes.models import ContentType
from django.db import connections, router, transaction
from django.db.models import Exists, Model, OuterRef
from modelsearch.backends.base import BaseIndex, get_model_root
from modelsearch.index import get_indexed_models

from search.backends.documents import Document, folded_key, languages, languages_of, made_by
from search.backends.storage import chunks, storage
from search.models import Entry, Posting, Term
from search.morphology import Key


def space_of(model: type[Model]) -> int:
    """The id of the space that objects of `model` are indexed in (see `search.models.index`)."""
    return ContentType.objects.get_for_model(get_model_root(model)).pk


def number_of(pk) -> int:
    """The number of the object with this primary key: the key, or a hash of one that is none."""
    if isinstance(pk, int):
        return pk
    return int.from_bytes(hashlib.sha256(str(pk).encode()).digest()[:7], "big")


class Index(BaseIndex):
    """The one index of a backend."""

    def __init__(self, backend):
        super().__init__(backend)
        self.alias = router.db_for_write(Posting)
        self.storage = storage(self.alias)

    def add_items(self, model: type[Model], items: Iterable[Model]) -> None:
        """Write `items`, of one model; those that have not changed since are left alone."""
        if not model.get_search_fields():
            return
        instances = [item for item in items if item.pk is not None]
        for part in chunks(instances, 200):
            self._add(model, part)

    def _add(self, model: type[Model], instances: list[Model]) -> None:
        space = space_of(model)
        attached = self.backend.attached_texts(instances)
        spoken = languages_of(instances)
        documents = {
            str(instance.pk): Document(
                instance,
                spoken.get(getattr(instance, "locale_id", None), ""),
                attached.get(instance.pk, []),
            )
            for instance in instances
        }
        content_type = ContentType.objects.get_for_model(model).pk
        entries = Entry.objects.using(self.alias).filter(space=space, object_id__in=documents)
        written = {
            object_id: (digest, of_type)
            for object_id, digest, of_type in entries.values_list(
                "object_id", "digest", "content_type_id"
            )
        }
        # What is analysed is analysed before the transaction: nobody waits for that.
        changed = {
            object_id: (document, document.terms())
            for object_id, document in documents.items()
            if written.get(object_id) != (document.digest, content_type)
        }
        if not changed:
            return
        with transaction.atomic(using=self.alias), connections[self.alias].cursor() as cursor:
            self.storage.hold(cursor)
            known = list(
                entries.select_for_update()
                .filter(object_id__in=changed)
                .only("object_id", "number", "terms", "digest", "content_type_id")
                .order_by("pk")
            )
            # Somebody may have written a newer state meanwhile; then ours is old.
            overtaken = [
                entry.object_id
                for entry in known
                if written.get(entry.object_id) != (entry.digest, entry.content_type_id)
            ]
            for object_id in overtaken:
                del changed[object_id]
            for entry in known:
                if entry.object_id in changed:
                    self._forget(cursor, entry)
            self._write(cursor, space, content_type, changed)
        if overtaken:
            pks = [documents[object_id].instance.pk for object_id in overtaken]
            self._add(model, list(model.get_indexed_objects().filter(pk__in=pks)))

    def _write(self, cursor, space: int, content_type: int, changed: dict) -> None:
        ids = self._term_ids(
            space, {term for _document, terms in changed.values() for term in terms}
        )
        entries, rows = [], []
        for object_id, (document, terms) in changed.items():
            number = number_of(document.instance.pk)
            posted = {ids[term]: found for term, found in terms.items() if found[0]}
            rows += ((term, number, weight, fields) for term, (weight, fields) in posted.items())
            entries.append(
                Entry(
                    space_id=space,
                    number=number,
                    object_id=object_id,
                    content_type_id=content_type,
                    language=document.language,
                    title=document.title,
                    words=document.phrases,
                    text=document.text,
                    terms=list(posted),
                    digest=document.digest,
                    made_by=made_by(),
                )
            )
        # In the order of the key: neighbours are written together.
        if rows:
            self.storage.insert(cursor, sorted(rows))
        Entry.objects.using(self.alias).bulk_create(
            entries,
            update_conflicts=True,
            unique_fields=["space", "object_id"],
            update_fields=[
                "content_type", "language", "title", "words", "text", "terms", "digest", "made_by",
            ],
        )  # fmt: skip

    def _term_ids(self, space: int, terms: set[tuple[str, Key]]) -> dict[tuple[str, Key], int]:
        """The ids of `terms`, made where they are new."""
        ids = self._known_term_ids(space, terms)
        # In one order, so that two who write at once wait for each other only once.
        new = sorted(terms - ids.keys())
        if new:
            rows = [(space, language, *key, folded_key(key)) for language, key in new]
            with connections[self.alias].cursor() as cursor:
                self.storage.insert_terms(cursor, rows)
            ids |= self._known_term_ids(space, set(new))
        return ids

    def _known_term_ids(self, space: int, terms: set) -> dict[tuple[str, Key], int]:
        by_language: dict[str, set[str]] = defaultdict(set)
        for language, (_kind, text) in terms:
            by_language[language].add(text)
        ids = {}
        with connections[self.alias].cursor() as cursor:
            for language, texts in by_language.items():
                cursor.execute(
                    "SELECT kind, text, id FROM search_term WHERE space_id = %s AND language = %s"
                    f" AND text {self.storage.among}",
                    [space, language, self.storage.listed(texts)],
                )
                for kind, text, number in cursor.fetchall():
                    ids[language, (kind, text)] = number
        return ids

    def _forget(self, cursor, entry: Entry) -> None:
        """Delete the postings of `entry`."""
        cursor.execute(
            f"DELETE FROM search_posting WHERE document = %s AND term {self.storage.among}",
            [entry.number, self.storage.listed(entry.terms)],
        )

    def delete_item(self, item: Model) -> None:
        """Forget an object, also one whose row is gone."""
        entries = Entry.objects.using(self.alias).filter(
            space=space_of(type(item)), object_id=str(item.pk)
        )
        self._delete(entries)

    def _delete(self, entries) -> None:
        with transaction.atomic(using=self.alias), connections[self.alias].cursor() as cursor:
            for entry in entries:
                self._forget(cursor, entry)
                entry.delete()

    def delete_stale_entries(self) -> None:
        """Forget the objects that are gone, deleted without a signal."""
        for root in {get_model_root(model) for model in get_indexed_models()}:
            entries = Entry.objects.using(self.alias).filter(space=space_of(root))
            held = {entry.object_id: entry.pk for entry in entries.only("object_id")}
            there = {str(pk) for pk in root._base_manager.values_list("pk", flat=True)}
            for part in chunks(held.keys() - there, self.storage.most_parameters):
                self._delete(entries.filter(object_id__in=part))

    def delete_unused_terms(self) -> None:
        """Forget the terms that nothing holds any more."""
        spoken: dict[tuple[int, str], set[str]] = defaultdict(set)
        entries = Entry.objects.using(self.alias).values_list("space", "language", "words")
        for space, own, text in entries.iterator(500):
            for language in [own] if own else languages():
                spoken[space, language].update(text.split())
        unposted = Term.objects.using(self.alias).filter(
            ~Exists(Posting.objects.filter(term=OuterRef("pk")))
        )
        unused = [
            pk
            for pk, space, language, kind, folded in unposted.values_list(
                "pk", "space", "language", "kind", "folded"
            ).iterator(500)
            # A word of the text has no postings; it is there to be corrected to.
            if kind != Term.WORD or folded not in spoken[space, language]
        ]
        with transaction.atomic(using=self.alias), connections[self.alias].cursor() as cursor:
            # Nobody is about to use one of them.
            self.storage.hold(cursor, alone=True)
            cursor.execute(
                f"DELETE FROM search_term WHERE id {self.storage.among} AND NOT EXISTS"
                " (SELECT 1 FROM search_posting WHERE search_posting.term = search_term.id)",
                [self.storage.listed(unused)],
            )

    def settle(self) -> None:
        """Let the database count what there is now: it plans its queries by that."""
        with connections[self.alias].cursor() as cursor:
            for model in (Posting, Term, Entry):
                cursor.execute(f"ANALYZE {model._meta.db_table}")

    def reset(self) -> None:
        """Forget everything."""
        with connections[self.alias].cursor() as cursor:
            cursor.execute("DELETE FROM search_posting")
        Entry.objects.using(self.alias).all().delete()
        Term.objects.using(self.alias).all().delete()
