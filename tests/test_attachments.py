"""Attached files: read once and in the background, found with the pages that everybody may open."""

import pytest
from django.contrib.auth import get_user_model
from django.core.exceptions import SuspiciousFileOperation
from django.core.files.base import ContentFile
from django.core.files.storage import InMemoryStorage
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django_tasks_db.models import DBTaskResult
from wagtail.models import Collection, CollectionViewRestriction

from news.models import NewsPage
from portal.models import PortalDocument
from portal.settings import base
from search import attachments
from search.extraction import Outcome
from search.models import AttachmentText
from tests import attached_files as files
from tests import factories
from tests.stories import block, item

pytestmark = pytest.mark.django_db


@pytest.fixture
def commit(django_capture_on_commit_callbacks):
    """`with commit():` runs at its end what waits for a commit."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


@pytest.fixture
def upload(commit):
    """upload(text, title=…) → a document whose file says it."""

    def upload(text: str = "uchwała", content: bytes | None = None, name="u.docx", **values):
        content = files.docx(text) if content is None else content
        with commit():
            return PortalDocument.objects.create(
                title=values.pop("title", "Uchwała"), file=ContentFile(content, name), **values
            )

    return upload


@pytest.fixture
def extractions(monkeypatch):
    """The names of the files that are really read."""
    read, extract = [], attachments.extract

    def spy(file, name, limits):
        read.append(name)
        return extract(file, name, limits)

    monkeypatch.setattr(attachments, "extract", spy)
    return read


def documents_block(*documents):
    return block(
        "documents", {"title": "", "documents": [item({"document": d.pk}) for d in documents]}
    )


def link_to(document):
    return block("paragraph", f'<p><a linktype="document" id="{document.pk}">plik</a></p>')


def nothing_may_be_copied(*args):
    raise AssertionError("a file is copied again")


def text_of(document) -> tuple[str, str]:
    row = AttachmentText.objects.get(pk=document.pk)
    return row.outcome, row.text


@pytest.fixture
def closed():
    """A collection below one that is open to nobody without a password."""
    private = Collection.get_first_root_node().add_child(name="Zamknięte")
    CollectionViewRestriction.objects.create(
        collection=private, restriction_type="password", password="x"
    )
    return private.add_child(name="Głębiej")


class TestReading:
    def test_a_document_is_read_when_it_is_saved(self, upload):
        assert text_of(upload("w sprawie strefy")) == (Outcome.READ, "w sprawie strefy")

    def test_why_there_is_no_text_is_kept(self, upload):
        assert text_of(upload(content=files.scan(), name="s.pdf")) == (Outcome.EMPTY, "")

    def test_a_new_text_is_stored_with_the_task_that_indexes_it(self, upload, settings):
        """A worker that is killed between the two leaves nothing that is read, but not found."""
        document = upload("stara")
        AttachmentText.objects.all().delete()
        settings.TASKS = base.TASKS

        attachments.read_document_task.func(document.pk)
        tasks = DBTaskResult.objects.values_list("task_path", flat=True)
        assert list(tasks) == ["search.attachments.reindex_documents_task"]

        attachments.read_document_task.func(document.pk)
        assert tasks.count() == 1

    def test_a_title_that_changes_reads_nothing(self, upload, commit, extractions):
        document = upload()
        document.get_file_hash()

        with commit():
            document.title = "Inny"
            document.save()

        assert len(extractions) == 1

    def test_the_same_bytes_are_read_once(self, upload, extractions):
        first, second = upload("raz"), upload("raz", name="kopia.docx")

        assert text_of(first) == text_of(second)
        assert len(extractions) == 1

    def test_another_file_is_read_anew(self, upload, commit):
        document = upload("stara")

        with commit():
            document.file = ContentFile(files.docx("nowa"), "u.docx")
            document.save()

        assert text_of(document) == (Outcome.READ, "nowa")

    def test_a_file_that_is_not_there_is_told_and_tried_again(self, upload, commit):
        with commit():
            document = PortalDocument.objects.create(title="x", file="zgubiony.docx")
        assert text_of(document) == (Outcome.MISSING, "")

        document.file.storage.save("zgubiony.docx", ContentFile(files.docx("odnaleziony")))
        with commit():
            document.save()

        assert text_of(document) == (Outcome.READ, "odnaleziony")

    def test_a_file_needs_no_path(self, upload, monkeypatch):
        storage = InMemoryStorage()
        monkeypatch.setattr(PortalDocument._meta.get_field("file"), "storage", storage)

        assert text_of(upload("w chmurze")) == (Outcome.READ, "w chmurze")

    def test_more_than_the_limit_is_not_copied(self, upload, settings):
        settings.SEARCH_EXTRACTION_LIMITS = {"file_bytes": 10}

        assert text_of(upload()) == (Outcome.TOO_LARGE, "")

    @pytest.mark.parametrize("with_hash", [True, False])
    def test_what_is_too_large_is_not_copied_again(self, upload, settings, monkeypatch, with_hash):
        settings.SEARCH_EXTRACTION_LIMITS = {"file_bytes": 10}
        document = upload(content=b"x" * 200_000, name="x.txt")  # more than is copied at once
        if with_hash:
            document.get_file_hash()
            list(attachments.read_all())
        monkeypatch.setattr(attachments, "copy_file", nothing_may_be_copied)

        assert list(attachments.read_all()) == []

    def test_what_was_too_large_is_read_where_the_limit_is_raised(self, upload, settings):
        settings.SEARCH_EXTRACTION_LIMITS = {"file_bytes": 10}
        document = upload("duża")
        document.get_file_hash()
        document.get_file_size()
        list(attachments.read_all())

        settings.SEARCH_EXTRACTION_LIMITS = {}

        assert [row.text for row in attachments.read_all()] == ["duża"]

    def test_a_document_without_a_hash_is_read_once(self, upload, monkeypatch):
        upload()
        PortalDocument.objects.update(file_hash="")
        monkeypatch.setattr(attachments, "copy_file", nothing_may_be_copied)

        assert list(attachments.read_all()) == []

    @pytest.mark.parametrize(
        "error", [PermissionError, SuspiciousFileOperation, ConnectionError, ValueError]
    )
    def test_a_file_that_cannot_be_opened_leaves_the_others_to_be_read(
        self, upload, monkeypatch, caplog, error
    ):
        closed, readable = upload("zamknięta"), upload("otwarta")
        AttachmentText.objects.all().delete()
        open_file = PortalDocument.open_file

        def refuse(document):
            if document.pk == closed.pk:
                raise error("secret")
            return open_file(document)

        monkeypatch.setattr(PortalDocument, "open_file", refuse)

        assert [row.outcome for row in attachments.read_all()] == [Outcome.MISSING, Outcome.READ]
        assert text_of(readable) == (Outcome.READ, "otwarta")
        assert f"document {closed.pk} cannot be opened: {error.__name__}" in caplog.text

    def test_a_deleted_document_leaves_no_text(self, upload):
        upload().delete()

        assert not AttachmentText.objects.exists()

    def test_what_was_there_before_is_read_on_demand(self, upload):
        document = upload("dawna")
        AttachmentText.objects.all().delete()

        assert [row.pk for row in attachments.read_all()] == [document.pk]
        assert list(attachments.read_all()) == []


class TestTexts:
    """What `attached_texts` gives for objects."""

    def test_are_those_of_documents_in_the_story_and_of_links(self, upload, polish_tree):
        listed, linked = upload("a", title="A"), upload("b", title="B")
        polish_tree.news.body = [documents_block(listed), link_to(linked)]

        texts = attachments.attached_texts([polish_tree.news])

        assert texts == {polish_tree.news.pk: [("A", "a"), ("B", "b")]}

    def test_are_those_of_the_page_as_it_is_being_saved(self, upload, polish_tree, commit):
        """Wagtail updates its reference index later than that of the search."""
        polish_tree.news.body = [documents_block(upload("a", title="A"))]
        seen = []

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(
                "modelsearch.index.get_search_backends_with_name",
                lambda **kwargs: [("default", Spy(seen))],
            )
            polish_tree.news.save()

        assert seen == [{polish_tree.news.pk: [("A", "a")]}]

    def test_are_none_where_nothing_is_attached(self, polish_tree):
        assert attachments.attached_texts([polish_tree.news]) == {polish_tree.news.pk: []}

    def test_come_once_however_often_a_page_refers_to_them(self, upload, polish_tree):
        document = upload("a", title="A")
        polish_tree.news.body = [documents_block(document, document), link_to(document)]

        assert attachments.attached_texts([polish_tree.news])[polish_tree.news.pk] == [("A", "a")]

    def test_of_a_scan_are_its_title(self, upload, polish_tree):
        scan = upload(content=files.scan(), name="s.pdf", title="Skan")
        polish_tree.news.body = [documents_block(scan)]

        assert attachments.attached_texts([polish_tree.news])[polish_tree.news.pk] == [("Skan", "")]

    def test_of_a_document_are_its_own(self, upload, closed):
        document = upload("tajne", title="T", collection=closed)

        assert attachments.attached_texts([document]) == {document.pk: [("T", "tajne")]}

    def test_of_a_closed_collection_are_not_those_of_a_page(self, upload, polish_tree, closed):
        polish_tree.news.body = [documents_block(upload("tajne", collection=closed))]

        assert attachments.attached_texts([polish_tree.news])[polish_tree.news.pk] == []

    def test_cost_the_same_for_any_number_of_objects(self, upload, polish_tree):
        pages = [
            factories.NewsPageFactory(parent=polish_tree.news_index, title=f"W {number}")
            for number in range(5)
        ]
        for page in pages:
            page.body = [documents_block(upload(f"tekst {page.pk}"))]
        attachments.attached_texts(pages)  # what is loaded once

        def cost(pages) -> int:
            pages = [NewsPage(pk=page.pk, body=page.body.raw_data) for page in pages]
            for page in pages:  # choosers of a story are fetched with the story, not here
                page.body.stream_block.get_searchable_content(page.body)
            with CaptureQueriesContext(
                connection,
            ) as asked:
                attachments.attached_texts(pages)
            return len(asked)

        assert cost(pages) == cost(pages[:1]) == 3


class Spy:
    catch_indexing_errors = False

    def __init__(self, seen: list):
        self.seen = seen

    def add(self, item) -> None:
        self.seen.append(attachments.attached_texts([item]))


class TestIndex:
    """Whose entries follow a document."""

    @pytest.fixture
    def document(self, upload):
        return upload("stara")

    @pytest.fixture(autouse=True)
    def news(self, polish_tree, publish, document):
        return publish(polish_tree.news, body=[documents_block(document)])

    def both(self, document, news) -> list:
        return [(PortalDocument, {document.pk}), (NewsPage, {news.pk})]

    def test_document_and_page_when_its_text_changes(self, document, news, commit, indexed):
        with commit():
            document.file = ContentFile(files.docx("nowa"), "u.docx")
            document.save(update_fields=["file"])

        assert [put for put in self.both(document, news) if put in indexed] == self.both(
            document, news
        )

    def test_nothing_when_it_is_saved_as_it_was(self, document, commit, indexed):
        with commit():
            document.save()

        assert indexed == []

    def test_page_when_its_title_changes(self, document, news, commit, indexed):
        with commit():
            document.title = "Inny tytuł"
            document.save()

        assert (NewsPage, {news.pk}) in indexed

    def test_page_when_it_is_put_into_another_collection(
        self, document, news, commit, indexed, closed
    ):
        with commit():
            document.collection = closed
            document.save()

        assert (NewsPage, {news.pk}) in indexed

    def test_page_when_it_is_put_elsewhere_among_many(
        self, document, news, commit, indexed, closed, admin_client
    ):
        url = reverse("wagtail_bulk_action", args=["portal", "portaldocument", "add_to_collection"])
        with commit():
            admin_client.post(f"{url}?id={document.pk}", {"collection": closed.pk})

        document.refresh_from_db()
        assert document.collection == closed
        assert (NewsPage, {news.pk}) in indexed

    def test_page_when_its_collection_closes_or_opens(self, document, news, commit, indexed):
        with commit():
            restriction = CollectionViewRestriction.objects.create(
                collection=document.collection, restriction_type="login"
            )
        assert (NewsPage, {news.pk}) in indexed
        indexed.clear()

        with commit():
            restriction.delete()

        assert (NewsPage, {news.pk}) in indexed

    def test_page_when_its_collection_is_moved(
        self, document, news, commit, indexed, closed, admin_client
    ):
        moved = Collection.get_first_root_node().add_child(name="Jawne")
        PortalDocument.objects.filter(pk=document.pk).update(collection=moved)

        with commit():
            admin_client.post(
                reverse("wagtailadmin_collections:edit", args=[moved.pk]),
                {"name": "Jawne", "parent": closed.pk},
            )

        moved.refresh_from_db()
        assert moved.get_parent() == closed
        assert (NewsPage, {news.pk}) in indexed

    def test_page_when_it_is_deleted(self, document, news, commit, indexed):
        with commit():
            document.delete()

        assert (NewsPage, {news.pk}) in indexed


def test_an_upload_in_the_admin_is_read(db, admin_client, commit):
    assert get_user_model().objects.filter(is_superuser=True).exists()
    with commit():
        admin_client.post(
            reverse("wagtaildocs:add"),
            {
                "title": "Uchwała",
                "language": "pl",
                "collection": Collection.get_first_root_node().pk,
                "tags": "",
                "file": ContentFile(files.docx("przez formularz"), "u.docx"),
            },
        )

    assert AttachmentText.objects.get().text == "przez formularz"
