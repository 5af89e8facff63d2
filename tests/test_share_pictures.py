"""The drawn pictures of shared links: what is on them, who gets them, and where they are kept."""

import io
import re
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.test import RequestFactory
from django.utils.translation import override
from PIL import Image, ImageChops
from wagtail.models import Locale, PageViewRestriction

from portal.frame import Frame
from portal.share_pictures import (
    HEIGHT,
    WIDTH,
    SharePicture,
    Words,
    drawing,
    files,
    share_picture_of,
)
from portal.share_pictures.drawing import MARGIN, TEXT_WIDTH, draw, fit
from tests import factories, link_preview
from tests.translating import start_translation, translate

POLISH = "ąćęłńóśźż ĄĆĘŁŃÓŚŹŻ – „”"


@pytest.fixture(autouse=True)
def own_media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def drawn(monkeypatch) -> list[Words]:
    """What has been drawn."""
    made = []

    def count(words):
        made.append(words)
        return draw(words)

    monkeypatch.setattr(files, "draw", count)
    return made


def address(client, path: str = "/pl/misja/") -> str:
    """Where the picture of a page is."""
    head = link_preview.read(client.get(path).content)
    return head.one("og:image").removeprefix("http://testserver")


def opened(file: bytes) -> Image.Image:
    return Image.open(io.BytesIO(file)).convert("RGB")


def stored(tmp_path: Path) -> list[str]:
    return sorted(path.name for path in tmp_path.glob("share/*/*"))


class TestDrawing:
    def test_is_a_jpeg_of_the_size_that_networks_ask_for(self):
        picture = Image.open(io.BytesIO(draw(Words("Misja", "Klaster"))))

        assert picture.format == "JPEG"
        assert picture.size == (WIDTH, HEIGHT) == (1200, 630)

    def test_is_the_same_for_the_same_words(self):
        words = Words(POLISH, "Klaster", "Region · 5 lipca 2025")

        assert draw(words) == draw(words)
        assert draw(words) != draw(Words(POLISH, "Klaster", "Region · 6 lipca 2025"))

    @pytest.mark.parametrize(
        "title",
        [
            "Misja",
            POLISH,
            "W" * 255,
            "Energia " * 31,
            "i " * 127,
            "Nowa strefa przemysłowa w Kleszczowie i 300 MW " * 5,
            "",
        ],
    )
    def test_leaves_no_room_for_a_title_to_run_out(self, title):
        with override("pl"):
            font, lines = fit(title)
            picture = opened(draw(Words(title, "Klaster")))
            empty = opened(draw(Words("", "Klaster")))

        assert all(font.getlength(line) <= TEXT_WIDTH for line in lines)
        differing = ImageChops.difference(picture, empty).point(lambda value: 255 * (value > 40))
        box = differing.getbbox()
        if title:
            left, top, right, bottom = box
            assert left >= MARGIN - 4
            assert right <= WIDTH - MARGIN + 4
            assert top >= drawing.TITLE_TOP - 12
            assert bottom <= drawing.TITLE_BOTTOM + 12
        else:
            assert box is None

    def test_shows_all_of_the_longest_title(self):
        with override("pl"):
            for title in ("Energia " * 31, "Łódź – źdźbło " * 18):
                _font, lines = fit(title.strip())
                assert " ".join(lines).replace("\u00a0", " ") == title.strip()

    def test_of_a_short_title_is_large(self):
        assert fit("Misja")[0].size > 80 > fit("Energia " * 31)[0].size

    def test_ends_no_line_with_a_word_of_one_letter(self):
        title = "Spotkanie w Kleszczowie i w Ruścu o węglu z ziemi oraz o ludziach w regionie"
        with override("pl"):
            _font, lines = fit(title)

        assert len(lines) > 1
        assert not [line for line in lines[:-1] if re.search(r"(^|[\s\u00a0])\w$", line)]

    def test_has_lines_of_like_length(self):
        font, lines = fit("Sprawiedliwa transformacja regionu bełchatowskiego po węglu")
        lengths = [font.getlength(line) for line in lines]

        assert len(lines) > 1
        assert min(lengths) > 0.45 * max(lengths)

    def test_has_every_polish_letter_and_rewrites_what_the_font_has_not(self):
        assert drawing._writable(POLISH) == POLISH
        assert drawing._writable("Київ\n 5").isascii()


class TestWords:
    def words(self, page) -> Words:
        request = RequestFactory().get(page.url, headers={"host": "localhost"})
        with override(page.locale.language_code):
            return share_picture_of(Frame(request, page)).words

    def test_of_news_and_events_say_when(self, tree, publish):
        assert self.words(tree.news).kicker == "Energia · 5 lipca 2025"
        assert self.words(tree.english(tree.news)).kicker == "Energy · 5 July 2025"
        assert self.words(tree.event).kicker.endswith(" · Solpark Kleszczów")

    def test_of_the_home_page_are_the_tagline(self, tree):
        assert self.words(tree.home) == Words(
            "Wspieramy zmianę regionu", "Klaster Obszaru Nowej Energii"
        )

    def test_of_pages_below_a_section_name_it(self, tree):
        page = factories.StandardPageFactory(parent=tree.mission, title="Statut")

        assert self.words(page).kicker == "Misja"
        assert self.words(tree.mission).kicker == ""

    def test_alternative_says_all_of_them(self):
        words = Words("Forum", "Klaster", "5 lipca")

        assert SharePicture(1, words).alt == "Forum · 5 lipca · Klaster"


class TestAddress:
    def test_answers_for_ever_and_without_cookie(self, client, tree):
        response = client.get(address(client))

        assert response.status_code == 200
        assert response["Content-Type"] == "image/jpeg"
        assert response["Cache-Control"] == "public, max-age=31536000, immutable"
        assert "Vary" not in response
        assert not response.cookies
        assert opened(response.content).size == (1200, 630)

    def test_is_another_one_when_what_stands_there_changes(self, client, tree, publish):
        before = address(client)
        publish(tree.mission, lead="Inny lead.")
        assert address(client) == before
        publish(tree.mission, title="Po co jesteśmy")

        assert address(client) != before
        response = client.get(before)
        assert response.status_code == 302
        assert response["Location"] == address(client)
        assert "immutable" not in response["Cache-Control"]

    def test_is_asked_again_at_no_cost(self, client, tree, drawn):
        path = address(client)
        etag = client.get(path)["ETag"]
        again = client.get(path, headers={"if-none-match": etag})

        assert again.status_code == 304
        assert again["ETag"] == etag
        assert len(drawn) == 1

    def test_draws_only_once_and_only_what_is_true(self, client, tree, drawn):
        path = address(client)
        assert drawn == []
        for version in ("0" * 16, "x", "aa-bb"):
            assert client.get(re.sub(r"-\w+\.", f"-{version}.", path)).status_code == 302
        assert drawn == []
        assert client.get(path).content == client.get(path).content
        assert len(drawn) == 1

    def test_takes_nothing(self, client, tree):
        assert client.post(address(client)).status_code == 405
        assert client.head(address(client)).status_code == 200

    @pytest.mark.parametrize("kind", ["draft", "private", "below private"])
    def test_is_none_of_what_nobody_can_read(self, client, tree, drawn, kind):
        path = address(client)
        if kind == "draft":
            tree.mission.unpublish()
        else:
            page = tree.mission if kind == "private" else tree.home
            PageViewRestriction.objects.create(page=page, restriction_type="login")

        for asked in (path, path.replace(".jpg", "0.jpg")):
            assert client.get(asked).status_code == 404
        assert drawn == []

    def test_is_none_of_a_waiting_copy_or_draft_translation(
        self, client, polish_tree, django_capture_on_commit_callbacks
    ):
        with django_capture_on_commit_callbacks(execute=True):
            translate(polish_tree.home)
        english = Locale.objects.get(language_code="en")
        copy = polish_tree.mission.copy_for_translation(english, alias=True)
        start_translation(polish_tree.contact)
        draft = polish_tree.contact.get_translation(english)

        for page in (copy, draft):
            assert client.get(f"/en/share/{page.pk}-0.jpg").status_code == 404

    def test_is_none_in_another_language_or_of_no_page(self, client, tree):
        path = address(client)

        assert client.get(path.replace("/pl/", "/en/")).status_code == 404
        for key in ("0", "1", "99999999", "9" * 30):
            assert client.get(f"/pl/share/{key}-0.jpg").status_code == 404
        for nonsense in ("/pl/share/x-y.jpg", "/pl/share/1.jpg", "/share/1-0.jpg"):
            assert client.get(nonsense).status_code == 404

    def test_costs_few_queries(self, client, tree, django_assert_max_num_queries):
        path = address(client)
        client.get(path)
        with django_assert_max_num_queries(6):
            client.get(path)


class TestFiles:
    def test_have_no_predecessors(self, client, tree, publish, tmp_path):
        client.get(address(client))
        client.get(address(client, "/pl/kontakt/"))
        (first, other) = stored(tmp_path)
        publish(tree.mission, title="Po co jesteśmy")
        client.get(address(client))

        assert len(stored(tmp_path)) == 2
        assert len({first, other} & set(stored(tmp_path))) == 1

    @pytest.mark.parametrize("how", ["unpublish", "delete"])
    def test_go_with_their_page(
        self, client, tree, tmp_path, how, django_capture_on_commit_callbacks
    ):
        client.get(address(client))
        client.get(address(client, "/pl/kontakt/"))
        with django_capture_on_commit_callbacks(execute=True):
            getattr(tree.mission, how)()

        assert len(stored(tmp_path)) == 1

    def test_that_cannot_be_written_are_shown_all_the_same(
        self, client, tree, drawn, monkeypatch, caplog, publish
    ):
        def refuse(*args, **kwargs):
            raise PermissionError("read-only")

        publish(tree.mission, title="Nie do zapisania")
        monkeypatch.setattr(default_storage, "save", refuse)
        for _ in range(2):
            assert opened(client.get(address(client)).content).size == (1200, 630)

        assert "could not be stored" in caplog.text
        assert len(drawn) == 1

    def test_that_cannot_be_read_are_drawn(self, client, tree, monkeypatch, caplog, publish):
        class Broken(Exception):
            """A storage's own."""

        def refuse(*args, **kwargs):
            raise Broken

        publish(tree.mission, title="Nie do odczytania")
        monkeypatch.setattr(default_storage, "open", refuse)
        response = client.get(address(client))

        assert response.status_code == 200
        assert "could not be read" in caplog.text

    def test_that_cannot_be_deleted_keep_nobody_from_unpublishing(
        self, client, tree, monkeypatch, caplog, django_capture_on_commit_callbacks
    ):
        def refuse(*args, **kwargs):
            raise PermissionError("read-only")

        client.get(address(client))
        monkeypatch.setattr(default_storage, "delete", refuse)
        with django_capture_on_commit_callbacks(execute=True):
            tree.mission.unpublish()

        assert "could not be deleted" in caplog.text
