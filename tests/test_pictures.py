"""The sizes of pictures: which there are, when they are made, and what showing them costs."""

import errno
from collections.abc import Iterator
from unittest import mock

import pytest
from bs4 import BeautifulSoup
from django.apps import apps
from django.core.cache import caches
from django.core.management import call_command
from django.db import IntegrityError, connection
from django.test.utils import CaptureQueriesContext
from django_tasks_db.models import DBTaskResult
from PIL import Image, ImageCms
from wagtail import hooks
from wagtail.blocks import Block, ListBlock
from wagtail.fields import StreamField
from wagtail.images.blocks import ImageChooserBlock
from wagtail.images.models import Filter
from wagtail.models import ReferenceIndex

from portal import pictures
from portal.models import PortalImage, PortalRendition
from portal.settings import base
from portal.structured_data import stories
from tests import factories
from tests.pictures_too_large import damaged_notes
from tests.stories import block, item, quote

NEWS = "/pl/aktualnosci/nowa-strefa/"
# Everything that shows a picture of the news item.
READ = [
    NEWS,
    "/pl/",
    "/pl/aktualnosci/",
    "/pl/aktualnosci/druga/",
    "/pl/aktualnosci/kanal.atom",
    "/pl/ludzie/",
    "/pl/ludzie/?person=anna-przykladowa",
    "/pl/wydarzenia/forum/",
    "/api/v2/pages/?type=news.NewsPage&fields=*",
    "/api/v2/images/?fields=*",
    "/sitemap-pl-1.xml",
]


def places_of_pictures() -> list[tuple[str, str]]:
    """As the reference index calls them, with the models they are in, whether used or not."""
    return [
        (place, model._meta.model_name)
        for model in apps.get_models()
        if model is not PortalRendition
        for field in model._meta.local_fields
        for place in places_in(field)
    ]


def places_in(field) -> Iterator[str]:
    if field.related_model is PortalImage:
        yield field.name
    elif isinstance(field, StreamField):
        yield from places_in_block(field.stream_block, field.name)


def places_in_block(part: Block, path: str) -> Iterator[str]:
    if isinstance(part, ImageChooserBlock):
        yield path
    elif isinstance(part, ListBlock):
        yield from places_in_block(part.child_block, f"{path}.item")
    else:
        for name, child in getattr(part, "child_blocks", {}).items():
            yield from places_in_block(child, f"{path}.{name}")


@pytest.fixture
def picture(db) -> PortalImage:
    return factories.ImageFactory(file__width=1200, file__height=800)


def portrait() -> PortalImage:
    return factories.ImageFactory(file__width=330, file__height=330)


@pytest.fixture
def published(polish_tree, publish, picture, django_capture_on_commit_callbacks):
    """A news item that shows pictures wherever there can be some, and one beside it."""
    with django_capture_on_commit_callbacks(execute=True):
        speaker = factories.PersonFactory(portrait=portrait())
    shown = {"picture": picture.pk, "caption": ""}
    publish(polish_tree.event, picture=picture)
    publish(
        polish_tree.news,
        picture=picture,
        body=[
            quote(speaker),
            block("picture", shown),
            block("gallery", {"title": "Galeria", "pictures": [item(shown)] * 2}),
        ],
    )
    factories.NewsPageFactory(parent=polish_tree.news_index, title="Druga", slug="druga")
    return polish_tree.news


def inserted(captured: CaptureQueriesContext) -> list[str]:
    return [
        query["sql"]
        for query in captured
        if query["sql"].startswith("INSERT") and "portalrendition" in query["sql"]
    ]


class TestSizes:
    def test_are_those_that_the_templates_ask_for(self):
        assert pictures.specs_in(pictures.STORY_PICTURE)[-1] == "format-jpeg|width-1200"
        assert len(pictures.specs_in(pictures.NEWS_CARD)) == 3 * (3 + 2 + 3)

    def test_that_machines_are_told_of_are_made_for_readers_anyway(self):
        assert stories.MAIN_PICTURE in pictures.specs_in(pictures.MAIN_PICTURE)
        assert stories.PORTRAIT in pictures.specs_in(*pictures.PORTRAITS)
        assert len(pictures.told_by_the_api()) == 3

    def test_no_template_shows_a_picture_that_nobody_makes(self, settings):
        known = {
            pictures.MAIN_PICTURE,
            pictures.NEWS_CARD,
            pictures.STORY_PICTURE,
            pictures.GALLERY,
            *pictures.PORTRAITS,
        }
        folder = settings.BASE_DIR / "templates"
        asking = {
            str(path.relative_to(folder))
            for path in folder.rglob("*.html")
            if "{% picture " in (text := path.read_text()) or "{% image " in text
        }

        assert asking == known

    def test_every_place_where_a_picture_can_be_chosen_is_known(self, published):
        chosen = ReferenceIndex.objects.filter(to_content_type__model="portalimage").values_list(
            "model_path", "content_type__model"
        )

        assert set(chosen) <= set(places_of_pictures())
        assert [place for place in places_of_pictures() if not pictures.specs_at(*place)] == []


class TestMaking:
    def test_no_reader_waits_for_what_was_published(self, client, published):
        with CaptureQueriesContext(connection) as captured:
            for address in READ:
                assert client.get(address).status_code == 200, address
                assert inserted(captured) == [], address

    def test_a_reader_who_comes_before_gets_the_page_all_the_same(self, client, published):
        PortalRendition.objects.all().delete()
        caches["renditions"].clear()

        with CaptureQueriesContext(connection) as captured:
            html = client.get(NEWS).content.decode()

        assert inserted(captured)
        assert "not-found" not in html

    def test_a_picture_that_cannot_be_made_leaves_the_page_its_text(
        self, client, published, picture
    ):
        PortalRendition.objects.all().delete()
        caches["renditions"].clear()
        with picture.file.storage.open(picture.file.name, "wb") as file:
            file.write(damaged_notes())

        for address in READ:
            assert client.get(address).status_code == 200, address
        assert "not-found" in client.get(NEWS).content.decode()

    def test_another_focal_point_reaches_every_page(
        self, client, published, picture, django_capture_on_commit_callbacks
    ):
        before = client.get(NEWS).content.decode()
        picture.focal_point_x, picture.focal_point_y = 100, 100
        picture.focal_point_width = picture.focal_point_height = 50
        with django_capture_on_commit_callbacks(execute=True):
            picture.save()

        with CaptureQueriesContext(connection) as captured:
            pages = {address: client.get(address).content.decode() for address in READ}
        assert inserted(captured) == []
        key = Filter(stories.MAIN_PICTURE).get_cache_key(picture)
        assert key not in before
        assert f"{key}.format-avif.fill-1600x800" in pages[NEWS]
        assert f"{key}.format-avif.fill-" in pages["/pl/aktualnosci/"]

    def test_a_new_portrait_is_made(self, client, published, django_capture_on_commit_callbacks):
        person = factories.Person.objects.get()
        person.portrait = portrait()
        with django_capture_on_commit_callbacks(execute=True):
            person.save()

        with CaptureQueriesContext(connection) as captured:
            assert "<picture>" in client.get("/pl/ludzie/").content.decode()
        assert inserted(captured) == []

    def test_a_picture_that_nothing_shows_is_not_made(self, picture):
        assert pictures.make_missing([picture.pk]) == 0

    def test_a_lost_file_keeps_no_other_from_being_made(self, published, picture, caplog):
        PortalRendition.objects.all().delete()
        picture.file.storage.delete(picture.file.name)

        assert pictures.make_missing(PortalImage.objects.values_list("pk", flat=True)) > 0
        assert f"picture {picture.pk} could not be made" in caplog.text

    @pytest.mark.parametrize(
        "error",
        [
            ImageCms.PyCMSError("cannot build transform"),
            Image.DecompressionBombError("too many pixels"),
            ValueError("no such rational"),
            IntegrityError("the picture is not there any more"),
        ],
    )
    def test_one_that_fails_keeps_no_other_from_being_made(
        self, published, picture, caplog, monkeypatch, error
    ):
        PortalRendition.objects.all().delete()
        original = PortalImage.create_rendition

        def create(image, size):
            if image == picture:
                raise error
            return original(image, size)

        monkeypatch.setattr(PortalImage, "create_rendition", create)

        assert pictures.make_missing(PortalImage.objects.values_list("pk", flat=True)) > 0
        assert f"picture {picture.pk} could not be made" in caplog.text
        assert str(error) in caplog.text

    def test_a_full_disk_is_no_fault_of_the_picture(self, published, picture, monkeypatch):
        """So that the queue tries again."""
        PortalRendition.objects.all().delete()
        full = mock.Mock(side_effect=OSError(errno.ENOSPC, "No space left on device"))
        monkeypatch.setattr(PortalImage, "create_rendition", full)

        with pytest.raises(OSError, match="No space left"):
            pictures.make_in_background.func([picture.pk])

    def test_what_takes_long_lets_other_tasks_go_first(self, db, settings, monkeypatch):
        settings.TASKS = base.TASKS
        monkeypatch.setattr(pictures, "SECONDS_AT_ONCE", -1)

        pictures.make_in_background.func([1, 2, 3])

        assert DBTaskResult.objects.get().args_kwargs["args"] == [[2, 3]]

    def test_to_find_that_nothing_is_missing_takes_three_queries(
        self, published, django_assert_num_queries
    ):
        keys = list(PortalImage.objects.values_list("pk", flat=True))
        with django_assert_num_queries(3):
            assert pictures.make_missing(keys) == 0

    def test_a_large_library_is_not_held_in_memory_at_once(
        self, published, monkeypatch, django_assert_num_queries
    ):
        PortalRendition.objects.all().delete()
        monkeypatch.setattr(pictures, "BATCH", 1)
        keys = list(PortalImage.objects.values_list("pk", flat=True))

        made = pictures.make_missing(keys)

        assert made == PortalRendition.objects.count() > 0
        with django_assert_num_queries(3 * len(keys)):
            pictures.make_missing(keys)

    def test_one_command_makes_them_all_again(self, published, capsys):
        count = PortalRendition.objects.count()
        PortalRendition.objects.all().delete()

        call_command("make_renditions")
        assert PortalRendition.objects.count() == count
        call_command("make_renditions")
        assert capsys.readouterr().out.splitlines() == [f"{count} made.", "0 made."]


class TestCost:
    def test_showing_a_picture_again_writes_nothing_to_the_cache(
        self, client, published, monkeypatch
    ):
        for address in READ:
            client.get(address)
        written = []
        cache = type(caches["renditions"])
        for method in ("set", "set_many"):
            original = getattr(cache, method)

            def note(self, *args, _original=original, **kwargs):
                if self is caches["renditions"]:
                    written.append(args)
                return _original(self, *args, **kwargs)

            monkeypatch.setattr(cache, method, note)

        for address in READ:
            client.get(address)
        assert written == []

    def test_what_a_size_means_is_worked_out_once(self, client, published, monkeypatch):
        client.get(NEWS)
        asked = []
        original = hooks.get_hooks
        monkeypatch.setattr(hooks, "get_hooks", lambda name: asked.append(name) or original(name))

        assert "<picture>" in client.get(NEWS).content.decode()
        assert "register_image_operations" not in asked


def test_every_picture_says_its_width_and_height(client, published):
    for address in [address for address in READ if address.endswith("/")]:
        page = BeautifulSoup(client.get(address).content, "html.parser")
        for tag in page.select("img"):
            assert int(tag["width"]), (address, tag)
            assert int(tag["height"]), (address, tag)
            assert tag.has_attr("alt"), (address, tag)
