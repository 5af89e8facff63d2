"""The style guide shows the whole vocabulary, in both languages and schemes, and nothing to
readers."""

import importlib
import itertools

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import clear_url_caches
from wagtail.models import Page

from portal import urls
from portal.models import PortalDocument, PortalRendition
from portal.style_guide.samples import CONTAINERS, samples
from portal.stylesheets import IMPORT, INDEX, SOURCES
from tests import factories

GUIDE = "/style-guide/"
SAMPLES = list(itertools.chain(*samples().values()))
TEMPLATES = settings.BASE_DIR / "templates"
VIEWS = list(itertools.product(["pl", "en"], ["light", "dark"]))
# The queries of a sample with a picture whose renditions are all made: the picture, and one for
# each of its formats.
BUDGET = 12


def address(sample, language: str, scheme: str) -> str:
    return f"{GUIDE}{sample.kind}/{sample.name}/?language={language}&scheme={scheme}"


def read(client, path: str) -> BeautifulSoup:
    response = client.get(path)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


class TestGuide:
    def test_asks_no_database(self, client, db, django_assert_num_queries):
        with django_assert_num_queries(0):
            client.get(GUIDE)

    @pytest.mark.parametrize("kind", ["components", "blocks"])
    def test_shows_every_template_in_both_languages_and_schemes(self, client, kind):
        shown = {frame["src"] for frame in read(client, GUIDE).select("iframe")}
        names = {path.stem for path in (TEMPLATES / kind).glob("*.html")} - CONTAINERS

        wanted = {
            f"{GUIDE}{kind}/{name}/?language={language}&scheme={scheme}"
            for name in names
            for language, scheme in VIEWS
        }

        assert wanted - shown == set()

    def test_names_the_files_of_each_sample(self, client):
        named = {code.text for code in read(client, GUIDE).select(".style-guide__files code")}

        assert [name for name in named if not (settings.BASE_DIR / name).is_file()] == []
        assert "templates/components/news_card.html" in named
        assert "static/css/blocks/quote.css" in named

    def test_repeats_no_id_and_leads_nowhere_else(self, client):
        soup = read(client, GUIDE)
        ids = [element["id"] for element in soup.select("[id]")]

        assert len(set(ids)) == len(ids)
        assert {link["href"][1:] for link in soup.select('[href^="#"]')} <= set(ids)

    def test_titles_its_frames(self, client):
        titles = [frame["title"] for frame in read(client, GUIDE).select("iframe")]

        assert len(set(titles)) == len(titles)

    def test_shows_every_token(self, client):
        text = read(client, GUIDE).select_one("[aria-labelledby=tokens]").text
        tokens = (SOURCES / "tokens.css").read_text(encoding="utf-8")
        declared = [line.strip() for line in tokens.splitlines() if line.startswith("  --")]
        names = {line.partition(":")[0].removeprefix("--") for line in declared}

        assert [name for name in sorted(names) if name not in text] == []

    def test_tells_contrasts(self, client):
        soup = read(client, GUIDE)

        assert soup.select(".style-guide__colour td")
        assert soup.select(".style-guide__too-little") == []


class TestSamples:
    @pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: f"{sample.kind}-{sample.name}")
    def test_shows_what_it_is_called_in_each_view_without_a_database_of_pages(
        self, client, db, sample
    ):
        Page.objects.all().delete()
        for language, scheme in VIEWS:
            soup = read(client, address(sample, language, scheme))

            assert (soup.html["lang"], soup.html["data-scheme"]) == (language, scheme)
            assert soup.select_one("meta[name=robots]")["content"] == "noindex"
            if sample.kind != "elements" and sample.name not in {"picture", "main_picture"}:
                name = sample.name.replace("_", "-")
                assert soup.select(f'[class*="{name}"]')

    @pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: f"{sample.kind}-{sample.name}")
    def test_repeats_no_id(self, client, db, sample):
        ids = [tag["id"] for tag in read(client, address(sample, "pl", "light")).select("[id]")]

        assert len(set(ids)) == len(ids)

    @pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: f"{sample.kind}-{sample.name}")
    def test_asks_for_no_more_in_a_full_library(self, client, db, sample):
        path = address(sample, "pl", "light")
        for _ in range(3):
            factories.ImageFactory()
            factories.PersonFactory()
            PortalDocument.objects.create(title="Program", file="program.pdf")
        client.get(path)
        made = PortalRendition.objects.count()

        with CaptureQueriesContext(connection) as captured:
            client.get(path)

        assert len(captured) <= BUDGET
        assert PortalRendition.objects.count() == made

    @pytest.mark.parametrize("name", ["main_picture", "news_card"])
    def test_shows_a_picture_of_the_library(self, client, db, name):
        factories.ImageFactory()

        assert read(client, f"{GUIDE}components/{name}/").select("picture")

    def test_shows_a_quote_verbatim_as_paraphrase_and_translated(self, client, db):
        for language, said in [("pl", "en"), ("en", "pl")]:
            quotes = read(client, f"{GUIDE}blocks/quote/?language={language}").select(".quote")

            kinds = [quote["class"][1] for quote in quotes]
            assert kinds == ["quote--paraphrase", "quote--verbatim", "quote--verbatim"]
            originals = [quote.select("blockquote[lang]") for quote in quotes]
            assert [len(found) for found in originals] == [0, 0, 1]
            assert originals[2][0]["lang"] == said

    @pytest.mark.parametrize(
        "path",
        [
            "components/nothing/",
            "nothing/quote/",
            "blocks/story/",
            "blocks/quote/?language=de",
            "blocks/quote/?scheme=sepia",
        ],
    )
    def test_that_are_none_are_not_found(self, client, db, path):
        assert client.get(GUIDE + path).status_code == 404

    def test_stand_in_frames_of_this_site_only(self, client, db):
        assert client.get(f"{GUIDE}blocks/quote/")["X-Frame-Options"] == "SAMEORIGIN"


class TestFiles:
    @pytest.mark.parametrize("folder", ["components", "blocks"])
    def test_a_component_or_block_is_one_template_and_one_stylesheet(self, folder):
        templates = {path.stem for path in (TEMPLATES / folder).glob("*.html")}
        styles = {path.stem for path in (SOURCES / folder).glob("*.css")}

        # A story only strings blocks together; how is told by layout.css.
        assert templates - styles == ({"story"} if folder == "blocks" else set())
        assert styles - templates == set()

    def test_every_stylesheet_is_part_of_the_cascade(self):
        imported = {match["path"] for match in IMPORT.finditer(INDEX.read_text(encoding="utf-8"))}
        written = {
            path.relative_to(SOURCES).as_posix()
            for folder in ("components", "blocks")
            for path in (SOURCES / folder).glob("*.css")
        }

        assert written - imported == set()
        assert [path for path in imported if not (SOURCES / path).is_file()] == []


class TestWhereItIsOff:
    @pytest.fixture
    def _off(self, settings):
        settings.STYLE_GUIDE = False
        self.reload()
        yield
        settings.STYLE_GUIDE = True
        self.reload()

    def reload(self):
        """The addresses of the portal are known once and for all when it starts."""
        importlib.reload(urls)
        clear_url_caches()

    @pytest.mark.usefixtures("_off", "tree")
    @pytest.mark.parametrize("path", [GUIDE, f"{GUIDE}blocks/quote/"])
    def test_there_is_no_trace_of_it(self, client, path):
        assert client.get(path).status_code == 404

    def test_it_is_off_unless_it_is_asked_for(self):
        from portal.settings import base, dev

        assert base.STYLE_GUIDE is False
        assert dev.STYLE_GUIDE is True
