"""Every block of the story vocabulary, as readers meet it in Polish and in English."""

import gc
import json
import weakref
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.core.cache import caches
from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils import timezone, translation
from wagtail.blocks import StructBlockValidationError
from wagtail.embeds import embeds
from wagtail.embeds.embeds import get_embed_hash
from wagtail.embeds.models import Embed

from news.models import NewsPage
from portal.frame import Frame, frame_of
from portal.models import PortalDocument
from tests import factories
from tests.stories import block, item, long_story, programme, quote, session, table
from tests.translating import translate

STORY = NewsPage._meta.get_field("body").stream_block
# What each block is recognised by in a page.
VOCABULARY = {
    "heading": "h2.heading",
    "paragraph": ".paragraph p",
    "key_figures": ".key-figures dl",
    "table": ".table table",
    "chart": "figure.chart svg",
    "quote": "figure.quote",
    "programme": ".programme ol",
    "picture": "figure.picture img",
    "gallery": ".gallery li figure",
    "documents": ".documents a",
    "link_cards": ".link-cards a",
    "embed": "figure.embed",
    "map": "figure.map svg",
}
LANGUAGES = ["pl", "en"]
HOSTILE = "<script>alert(1)</script>"


def render(*blocks: dict, language: str = "pl") -> BeautifulSoup:
    """A story of `blocks`, rendered in `language`, without a page around it."""
    with translation.override(language):
        return BeautifulSoup(STORY.render(STORY.to_python(list(blocks))), "html.parser")


def text_of(tag) -> str:
    return " ".join(tag.get_text().split())


def read(client, path: str) -> BeautifulSoup:
    response = client.get(path)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


@pytest.fixture
def picture(db):
    return factories.ImageFactory(credit_pl="autor: Jan", credit_en="author: Jan")


@pytest.fixture
def mission(polish_tree, django_capture_on_commit_callbacks):
    """The Polish mission page, whose English translation is published."""
    with django_capture_on_commit_callbacks(execute=True):
        translate(polish_tree.home)
        translate(polish_tree.mission, slug="mission")
    return polish_tree.mission


class TestVocabulary:
    def test_is_the_one_that_is_tested_here(self):
        assert set(STORY.child_blocks) == set(VOCABULARY)

    @pytest.mark.parametrize("name", VOCABULARY)
    def test_a_block_has_its_own_template(self, name):
        assert STORY.child_blocks[name].meta.template == f"blocks/{name}.html"

    @pytest.mark.parametrize("name", VOCABULARY)
    def test_a_block_has_an_icon(self, name):
        assert STORY.child_blocks[name].meta.icon not in ("", "placeholder")

    @pytest.mark.parametrize("name", VOCABULARY)
    @pytest.mark.parametrize("fact", ["label", "description"])
    def test_a_block_is_explained_in_both_languages(self, name, fact):
        told = set()
        for language in LANGUAGES:
            with translation.override(language):
                told.add(str(getattr(STORY.child_blocks[name].meta, fact)))

        assert len(told) == 2
        assert "" not in told

    @pytest.mark.parametrize("name", VOCABULARY)
    def test_a_block_can_be_previewed(self, name):
        assert STORY.child_blocks[name].is_previewable

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_every_block_renders(self, db, language):
        blocks = [*long_story(), block("embed", {"title": "Film", "embed": None})]

        html = render(*blocks, language=language)

        assert [name for name, selector in VOCABULARY.items() if not html.select(selector)] == []


class TestPreview:
    @pytest.fixture(autouse=True)
    def asked(self, monkeypatch):
        """The addresses that some other site was asked for."""
        addresses = []
        monkeypatch.setattr(
            embeds, "get_finder_for_embed", lambda url, *args: addresses.append(url)
        )
        return addresses

    def preview(self, client, name: str):
        definition = STORY.child_blocks[name].definition_prefix
        return client.get(reverse("wagtailadmin_block_preview"), {"id": definition})

    @pytest.mark.parametrize("name", VOCABULARY)
    def test_is_shown_in_a_full_library(self, admin_client, name):
        factories.ImageFactory()
        factories.PersonFactory()
        PortalDocument.objects.create(title="Program", file="program.pdf")

        response = self.preview(admin_client, name)

        assert response.status_code == 200
        assert BeautifulSoup(response.content, "html.parser").select(VOCABULARY[name])

    @pytest.mark.parametrize("name", VOCABULARY)
    def test_is_shown_in_an_empty_library(self, admin_client, name):
        assert self.preview(admin_client, name).status_code == 200

    def test_of_an_embed_asks_nobody(self, admin_client, asked):
        self.preview(admin_client, "embed")

        assert asked == []


class TestHostileText:
    """Whatever an editor pastes is text."""

    @pytest.mark.parametrize(
        ("kind", "value"),
        [
            ("heading", {"text": HOSTILE, "level": "h2"}),
            ("heading", {"text": HOSTILE, "level": "h3"}),
            (
                "key_figures",
                {
                    "figures": [item({"value": HOSTILE, "unit": HOSTILE, "label": HOSTILE})],
                    "source": HOSTILE,
                },
            ),
            (
                "table",
                {
                    "caption": HOSTILE,
                    "columns": [
                        {"type": "text", "heading": HOSTILE},
                        {"type": "number", "heading": HOSTILE},
                    ],
                    "rows": [{"values": [HOSTILE, HOSTILE]}],
                },
            ),
            (
                "programme",
                {
                    "title": HOSTILE,
                    "sessions": [
                        item(
                            {
                                "title": HOSTILE,
                                "kind": "talk",
                                "room": HOSTILE,
                                "summary": HOSTILE,
                                "speakers": [item({"name": HOSTILE, "organisation": HOSTILE})],
                            }
                        )
                    ],
                },
            ),
            ("link_cards", {"cards": [item({"title": HOSTILE, "text": HOSTILE, "url": HOSTILE})]}),
            ("embed", {"title": HOSTILE, "embed": None}),
        ],
    )
    def test_is_escaped(self, kind, value):
        html = str(render(block(kind, value)))

        assert "<script>" not in html
        assert "alert(1)" in html

    @pytest.mark.parametrize("kind", ["verbatim", "paraphrase"])
    def test_in_a_quote_is_escaped(self, db, kind):
        person = factories.PersonFactory(name=HOSTILE, role_pl=HOSTILE, organisation_pl=HOSTILE)
        values = {"text": HOSTILE, "source": HOSTILE, "source_url": f'"{HOSTILE}'}

        html = str(render(block("quote", {"kind": kind, "person": person.pk, **values})))

        assert "<script>" not in html

    def test_of_a_picture_is_escaped(self, db):
        picture = factories.ImageFactory(description_pl=f'">{HOSTILE}', credit_pl=HOSTILE).pk
        shown = {"picture": picture, "caption": HOSTILE}

        html = str(
            render(
                block("picture", shown),
                block("gallery", {"title": HOSTILE, "pictures": [item(shown)]}),
            )
        )

        assert "<script>" not in html

    def test_of_documents_is_escaped(self, db):
        document = PortalDocument.objects.create(title=HOSTILE, file="a.pdf")

        html = str(
            render(
                block(
                    "documents", {"title": HOSTILE, "documents": [item({"document": document.pk})]}
                )
            )
        )

        assert "<script>" not in html

    def test_written_into_a_paragraph_is_escaped(self, db):
        written = {
            "blocks": [
                {
                    "key": "aaaaa",
                    "text": HOSTILE,
                    "type": "unstyled",
                    "depth": 0,
                    "inlineStyleRanges": [],
                    "entityRanges": [],
                }
            ],
            "entityMap": {},
        }
        paragraph = STORY.child_blocks["paragraph"]

        value = paragraph.value_from_datadict({"text": json.dumps(written)}, {}, "text")

        assert "<script>" not in paragraph.render(value)
        assert "&lt;script&gt;" in paragraph.render(value)


class TestHeading:
    @pytest.mark.parametrize(
        ("chosen", "shown"),
        [
            ("h2 h3 h2", "h2 h3 h2"),
            # A subsection of nothing is a section: no level is skipped after the page's title.
            ("h3 h3 h2 h3", "h2 h3 h2 h3"),
        ],
    )
    def test_has_the_level_that_was_chosen_unless_it_skips_one(self, chosen, shown):
        headings = [block("heading", {"text": "Woda", "level": tag}) for tag in chosen.split()]

        levels = [tag.name for tag in render(*headings).find_all(["h2", "h3"])]
        assert levels == shown.split()

    @pytest.mark.parametrize(
        ("text", "anchor"),
        [
            ("Woda zamiast węgla", "woda-zamiast-wegla"),
            ("Łódź i Żory", "lodz-i-zory"),
            ("Zażółć gęślą jaźń", "zazolc-gesla-jazn"),
            ("5–10 lat?", "5-10-lat"),
            ("„…”", "section"),
        ],
    )
    def test_has_an_address_made_of_its_text(self, text, anchor):
        assert render(block("heading", {"text": text})).find("h2")["id"] == anchor

    @pytest.mark.parametrize(
        ("texts", "anchors"),
        [
            (["Plan", "Plan", "Plan"], ["plan", "plan-2", "plan-3"]),
            (["Plan", "Plan 2", "Plan"], ["plan", "plan-2", "plan-3"]),
            (["Łąka", "Laka"], ["laka", "laka-2"]),
        ],
    )
    def test_repeated_in_a_story_has_a_number_in_its_address(self, texts, anchors):
        html = render(*(block("heading", {"text": text}) for text in texts))

        assert [tag["id"] for tag in html.find_all("h2")] == anchors

    def test_keeps_its_address_when_rendered_again(self):
        story = STORY.to_python([block("heading", {"text": "Plan"})] * 2)

        assert STORY.render(story) == STORY.render(story)


class TestParagraph:
    @pytest.mark.parametrize(("language", "url"), [("pl", "/pl/misja/"), ("en", "/en/mission/")])
    def test_links_to_pages_in_the_language_of_the_reader(self, mission, language, url):
        text = f'<p><a linktype="page" id="{mission.pk}">Misja</a></p>'

        assert render(block("paragraph", text), language=language).find("a")["href"] == url

    def test_links_to_a_deleted_page_nowhere(self, db):
        text = '<p><a linktype="page" id="123456">Misja</a></p>'

        assert not render(block("paragraph", text)).find("a").has_attr("href")


class TestPicture:
    @pytest.fixture
    def shown(self, picture):
        return block("picture", {"picture": picture.pk, "caption": "Podpis"})

    @pytest.mark.parametrize(
        ("language", "alt"), [("pl", "Warstwy ziemi"), ("en", "Layers of earth")]
    )
    def test_has_its_alternative_text_in_the_language_of_the_reader(self, shown, language, alt):
        assert render(shown, language=language).find("img")["alt"] == alt

    @pytest.mark.parametrize(("language", "credit"), [("pl", "autor: Jan"), ("en", "author: Jan")])
    def test_has_its_credit_in_the_language_of_the_reader(self, shown, language, credit):
        assert credit in render(shown, language=language).select_one("figcaption small").text

    def test_has_its_caption_in_the_figure(self, shown):
        assert "Podpis" in render(shown).select_one("figure > figcaption").text

    def test_is_offered_in_modern_formats_first(self, shown):
        types = [source["type"] for source in render(shown).select("picture > source")]

        assert types == ["image/avif", "image/webp"]

    def test_tells_its_size_before_it_is_loaded(self, shown):
        img = render(shown).find("img")

        assert img["width"].isdigit()
        assert img["height"].isdigit()

    def test_without_caption_and_credit_has_no_empty_line(self, db):
        shown = block("picture", {"picture": factories.ImageFactory().pk})

        assert not render(shown).find("figcaption")

    def test_that_was_deleted_leaves_nothing(self, db):
        assert not render(block("picture", {"picture": 123456, "caption": "Podpis"})).find(True)


class TestDocumentsTitle:
    @pytest.mark.parametrize(("above", "level"), [([], "h2"), (["Rozdział"], "h3")])
    def test_is_a_heading_of_the_next_level(self, db, above, level):
        sections = [block("heading", {"text": text, "level": "h2"}) for text in above]

        html = render(*sections, block("documents", {"title": "Pliki", "documents": []}))

        assert html.find(class_="documents").find(level).text == "Pliki"

    @pytest.mark.parametrize(("title", "language"), [("", "pl"), ("The programme", None)])
    def test_its_own_name_is_in_the_language_of_the_document(self, db, title, language):
        document = PortalDocument.objects.create(title="Program", file="p.pdf", language="pl")
        files = [item({"document": document.pk, "title": title})]

        html = render(block("documents", {"documents": files}), language="en")

        assert html.find("a").get("lang") == language


class TestLongQuote:
    @pytest.mark.parametrize(("length", "is_long"), [(300, False), (301, True)])
    def test_is_not_set_large(self, person, length, is_long):
        html = render(quote(person, "a" * length))

        assert bool(html.select(".quote--long")) == is_long


class TestSmallPicture:
    def test_offers_each_width_once(self, db):
        # Keys of pictures come again in each test, those of an earlier one with them.
        caches["renditions"].clear()
        small = factories.ImageFactory(file__width=500, file__height=300)

        html = render(block("picture", {"picture": small.pk}))

        for source in html.find_all(srcset=True):
            widths = [part.split()[1] for part in source["srcset"].split(", ")]
            assert widths == ["400w", "500w"]


class TestGallery:
    def test_shows_each_picture_with_its_own_caption(self, picture):
        pictures = [item({"picture": picture.pk, "caption": text}) for text in ("Woda", "Las")]

        html = render(block("gallery", {"title": "Galeria", "pictures": pictures}))

        captions = [caption.text.split()[0] for caption in html.select("li figcaption")]
        assert captions == ["Woda", "Las"]

    @pytest.mark.parametrize(("above", "level"), [([], "h2"), (["Rozdział"], "h3")])
    def test_its_title_is_a_heading_of_the_next_level(self, picture, above, level):
        sections = [block("heading", {"text": text, "level": "h2"}) for text in above]

        html = render(*sections, block("gallery", {"title": "Galeria", "pictures": []}))

        assert html.find(class_="gallery").find(level).text == "Galeria"

    def test_leaves_out_a_deleted_picture(self, picture):
        pictures = [item({"picture": pk}) for pk in (picture.pk, 123456)]

        html = render(block("gallery", {"title": "Galeria", "pictures": pictures}))

        assert len(html.find_all("li")) == 1


@pytest.fixture
def person(db):
    return factories.PersonFactory()


class TestQuote:
    def test_is_a_figure_of_words_and_their_speaker(self, person):
        figure = render(quote(person)).find("figure")

        assert [tag.name for tag in figure.find_all(True, recursive=False)] == [
            "blockquote",
            "figcaption",
        ]

    @pytest.mark.parametrize(
        ("language", "text"), [("pl", "„Czas na zmianę.”"), ("en", "“Czas na zmianę.”")]
    )
    def test_word_for_word_has_the_quotation_marks_of_the_page(self, person, language, text):
        html = render(quote(person), language=language)

        assert text_of(html.find("blockquote")) == text

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_in_other_words_has_no_quotation_marks(self, person, language):
        html = render(quote(person, kind="paraphrase"), language=language)

        assert text_of(html.find("blockquote")) == "Czas na zmianę."

    def test_in_other_words_says_so(self, person):
        html = render(quote(person, kind="paraphrase"), language="en")

        assert "paraphrase" in html.find(class_="quote__kind").text

    def test_word_for_word_is_not_called_a_paraphrase(self, person):
        assert not render(quote(person)).find(class_="quote__kind")

    def test_is_never_word_for_word_unless_somebody_said_so(self):
        assert STORY.child_blocks["quote"].get_default()["kind"] == "paraphrase"

    @pytest.mark.parametrize(
        ("language", "speaker"),
        [
            ("pl", "Anna Przykładowa, rzeczniczka, Klaster"),
            ("en", "Anna Przykładowa, spokeswoman, The Cluster"),
        ],
    )
    def test_names_the_speaker_in_the_language_of_the_reader(self, person, language, speaker):
        html = render(quote(person), language=language)

        assert text_of(html.find("figcaption")) == speaker

    def test_names_the_role_at_the_time_rather_than_the_present_one(self, person):
        html = render(quote(person, role_at_the_time="wójt gminy"))

        assert text_of(html.find("figcaption")) == "Anna Przykładowa, wójt gminy"

    def test_tells_when_and_where_it_was_said(self, person):
        html = render(
            quote(
                person,
                date="2025-07-05",
                source="Gazeta",
                source_url="https://example.org/wywiad",
            )
        )

        assert html.find("time")["datetime"] == "2025-07-05"
        assert html.select_one("figcaption a")["href"] == "https://example.org/wywiad"
        assert html.find("blockquote")["cite"] == "https://example.org/wywiad"

    def test_of_a_deleted_person_still_renders(self, person):
        said = quote(person)
        person.delete()

        assert "Czas na zmianę." in render(said).find("blockquote").text

    def test_shows_the_portrait_without_repeating_the_name(self, person, picture):
        person.portrait = picture
        person.save()

        assert render(quote(person)).find("img")["alt"] == ""


class TestTranslatedQuote:
    """What was said in Polish, on the English page."""

    ENGLISH = "/en/aktualnosci/nowa-strefa/"
    POLISH = "/pl/aktualnosci/nowa-strefa/"

    @pytest.fixture
    def news(self, polish_tree, publish, person, django_capture_on_commit_callbacks):
        """A news item with two quotes, published in both languages."""
        said = [
            quote(person, "Czas na zmianę."),
            quote(person, "Woda zamiast węgla.", kind="paraphrase"),
        ]
        publish(polish_tree.news, body=said)
        with django_capture_on_commit_callbacks(execute=True):
            for page in (polish_tree.home, polish_tree.news_index, polish_tree.news):
                translate(page)
        return polish_tree.news

    def quotes(self, client, path: str) -> list:
        return read(client, path).select("figure.quote")

    def test_offers_the_original(self, client, news):
        first, _ = self.quotes(client, self.ENGLISH)

        assert text_of(first.find("summary")) == "Said in Polish · show original"

    def test_offers_the_original_of_the_same_quote(self, client, news):
        first, second = self.quotes(client, self.ENGLISH)

        assert text_of(first.select_one("details blockquote")) == "„Czas na zmianę.”"
        assert text_of(second.select_one("details blockquote")) == "Woda zamiast węgla."

    def test_offers_it_as_it_is_now_after_the_quotes_changed_places(self, client, news, publish):
        publish(news, body=[*reversed(news.body.get_prep_value())])

        first, _ = self.quotes(client, self.ENGLISH)

        assert text_of(first.find("blockquote")) == "EN Woda zamiast węgla."
        assert text_of(first.select_one("details blockquote")) == "Woda zamiast węgla."

    def test_the_original_is_marked_as_polish(self, client, news):
        first, _ = self.quotes(client, self.ENGLISH)

        assert first.select_one("details blockquote")["lang"] == "pl"

    def test_the_original_is_set_as_polish_is(self, client, news):
        first, _ = self.quotes(client, self.ENGLISH)

        assert "na\u00a0" not in first.select_one("details blockquote").text
        news.body[0].value["text"] = "Woda w jeziorze."
        news.save_revision().publish()
        first, _ = self.quotes(client, self.ENGLISH)
        assert "w\u00a0jeziorze" in first.select_one("details blockquote").text

    def test_the_translation_is_in_the_marks_of_its_language(self, client, news):
        first, _ = self.quotes(client, self.ENGLISH)

        assert text_of(first.find("blockquote")) == "“EN Czas na zmianę.”"

    def test_the_translation_is_not_given_out_for_the_very_words(self, client, news):
        first, _ = self.quotes(client, self.ENGLISH)

        assert "ranslat" in first.find(class_="quote__kind").text

    def test_the_polish_page_offers_nothing_of_it(self, client, news):
        first, _ = self.quotes(client, self.POLISH)

        assert not first.find(class_="quote__original")
        assert not first.find(class_="quote__kind")

    def test_only_the_language_is_told_if_the_polish_page_is_not_published(self, client, news):
        news.unpublish()

        first, _ = self.quotes(client, self.ENGLISH)

        assert text_of(first.find(class_="quote__original")) == "Said in Polish"
        assert "„Czas na zmianę.”" not in first.text

    def test_only_the_language_is_told_if_the_polish_quote_is_gone(self, client, news):
        NewsPage.objects.filter(pk=news.pk).update(body=[])

        first, _ = self.quotes(client, self.ENGLISH)

        assert text_of(first.find(class_="quote__original")) == "Said in Polish"

    def test_what_was_said_in_english_is_the_original_on_the_english_page(
        self, client, polish_tree, publish, person, django_capture_on_commit_callbacks
    ):
        publish(polish_tree.news, body=[quote(person, language="en")])
        with django_capture_on_commit_callbacks(execute=True):
            for page in (polish_tree.home, polish_tree.news_index, polish_tree.news):
                translate(page)

        (english,) = self.quotes(client, self.ENGLISH)
        (polish,) = self.quotes(client, self.POLISH)

        assert not english.find(class_="quote__original")
        assert text_of(polish.select_one("details [lang=en]")) == "“EN Czas na zmianę.”"


def test_a_frame_does_not_outlive_its_request(polish_tree, rf):
    frame = frame_of(rf.get("/pl/aktualnosci/nowa-strefa/"), polish_tree.news)
    frame.body_in("pl")
    left = weakref.ref(frame)

    assert isinstance(left(), Frame)
    del frame
    gc.collect()
    assert left() is None


class TestProgramme:
    def test_is_a_list_in_the_order_of_the_editor(self):
        html = render(programme(session("Otwarcie"), session("Panel"), session("Zamknięcie")))

        titles = [text_of(tag) for tag in html.select("ol > li .session__title")]
        assert titles == ["Otwarcie", "Panel", "Zamknięcie"]

    def test_tells_times_to_machines(self):
        html = render(programme(session(start="10:00:00", end="11:30:00")))

        assert [time["datetime"] for time in html.find_all("time")] == ["10:00", "11:30"]

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_tells_times_by_the_24_hour_clock(self, language):
        html = render(programme(session(start="15:30:00")), language=language)

        assert html.find("time").text == "15:30"

    def test_invents_no_times(self):
        assert not render(programme(session())).find("time")

    @pytest.mark.parametrize(
        ("language", "day"), [("pl", "24 września 2026"), ("en", "24 September 2026")]
    )
    def test_tells_its_day_in_the_language_of_the_reader(self, language, day):
        time = render(programme(session(), date="2026-09-24"), language=language).find("time")

        assert (time.text, time["datetime"]) == (day, "2026-09-24")

    def test_names_the_kind_in_english(self):
        html = render(programme(session(kind="panel", room="Sala A")), language="en")

        assert text_of(html.find(class_="session__kind")) == "panel discussion Sala A"

    @pytest.mark.parametrize("kind", ["talk", "panel", "workshop", "break", "ceremony"])
    def test_names_each_kind_in_polish(self, kind):
        shown = {
            text_of(
                render(programme(session(kind=kind)), language=language).select_one(
                    ".session__kind"
                )
            )
            for language in LANGUAGES
        }

        assert len(shown) == 2

    @pytest.mark.parametrize(
        ("language", "speaker"),
        [
            ("pl", "Anna Przykładowa, rzeczniczka, Klaster"),
            ("en", "Anna Przykładowa, spokeswoman, The Cluster"),
        ],
    )
    def test_takes_a_speaker_from_the_register(self, person, language, speaker):
        html = render(programme(session(speakers=[item({"person": person.pk})])), language=language)

        assert text_of(html.select_one(".session__speakers li")) == speaker

    def test_takes_a_speaker_by_name(self):
        speaker = item({"name": "Jan Gość", "organisation": "Uniwersytet"})

        html = render(programme(session(speakers=[speaker])))

        assert text_of(html.select_one(".session__speakers li")) == "Jan Gość, Uniwersytet"

    def test_without_speakers_has_no_empty_list(self):
        assert not render(programme(session())).find(class_="session__speakers")

    @pytest.mark.parametrize(
        ("by_name", "by_register", "accepted"),
        [("Jan", False, True), ("", True, True), ("Jan", True, False), ("", False, False)],
    )
    def test_a_speaker_is_named_in_exactly_one_way(self, person, by_name, by_register, accepted):
        speaker = {"person": person.pk if by_register else None, "name": by_name}
        speakers = STORY.child_blocks["programme"].child_blocks["sessions"].child_block
        speaker_block = speakers.child_blocks["speakers"].child_block

        assert is_accepted(speaker_block, speaker) == accepted

    @pytest.mark.parametrize(
        ("above", "title", "levels"),
        [
            ([], "", ["h2"]),
            ([], "Przebieg", ["h2", "h3"]),
            (["Program"], "", ["h3"]),
            (["Program"], "Przebieg", ["h3", "h4"]),
        ],
    )
    def test_its_sessions_are_headings_below_its_title(self, above, title, levels):
        sections = [block("heading", {"text": text, "level": "h2"}) for text in above]

        html = render(*sections, programme(session(), title=title)).find(class_="programme")

        assert [tag.name for tag in html.find_all(["h2", "h3", "h4"])] == levels

    def test_without_hours_has_no_room_for_them(self):
        assert not render(programme(session())).select(".session__time")
        assert render(programme(session(start="10:00:00"), session())).select(".session__time")


def is_accepted(kind, value) -> bool:
    try:
        kind.clean(kind.to_python(value))
    except StructBlockValidationError:
        return False
    return True


class TestDocuments:
    @pytest.fixture
    def document(self, db):
        return PortalDocument.objects.create(
            title="Program spotkania",
            file=ContentFile(b"x" * 2048, name="program.pdf"),
            language="pl",
        )

    def render(self, document, language="en", **values):
        documents = [item({"document": document.pk, **values})]
        return render(block("documents", {"title": "", "documents": documents}), language=language)

    def test_tell_type_size_and_language_before_they_are_opened(self, document):
        assert text_of(self.render(document).find("small")) == "PDF, 2.0 KB, in Polish"

    def test_tell_the_language_of_english_ones(self, document):
        document.language = "en"
        document.save()

        assert "in English" in self.render(document).find("small").text

    def test_tell_machines_the_type_and_the_language(self, document):
        link = self.render(document).find("a")

        assert (link["type"], link["hreflang"]) == ("application/pdf", "pl")

    def test_are_named_as_in_the_library(self, document):
        assert self.render(document).find("a").text == "Program spotkania"

    def test_may_be_named_otherwise_in_a_story(self, document):
        assert self.render(document, title="Dla prasy").find("a").text == "Dla prasy"

    def test_can_be_downloaded(self, client, document):
        assert client.get(self.render(document).find("a")["href"]).status_code == 200

    def test_whose_file_is_lost_do_not_break_the_page(self, document):
        document.file.storage.delete(document.file.name)

        assert self.render(document).find("a")

    def test_that_were_deleted_are_left_out(self, document):
        pk, document.pk = document.pk, 123456

        assert not self.render(document).find("li")
        assert PortalDocument.objects.filter(pk=pk).exists()


class TestLinkCards:
    CARD = STORY.child_blocks["link_cards"].child_blocks["cards"].child_block

    def cards(self, *cards, language="pl"):
        return render(
            block("link_cards", {"cards": [item(card) for card in cards]}), language=language
        )

    @pytest.mark.parametrize(("language", "url"), [("pl", "/pl/misja/"), ("en", "/en/mission/")])
    def test_lead_to_the_page_in_the_language_of_the_reader(self, mission, language, url):
        html = self.cards({"title": "Misja", "page": mission.pk}, language=language)

        assert html.find("a")["href"] == url

    def test_lead_to_the_polish_page_where_there_is_no_other(self, polish_tree):
        html = self.cards({"title": "Misja", "page": polish_tree.mission.pk}, language="en")

        assert html.find("a")["href"] == "/pl/misja/"

    def test_to_a_page_that_is_not_published_are_no_links(self, polish_tree):
        polish_tree.mission.unpublish()

        assert not self.cards({"title": "Misja", "page": polish_tree.mission.pk}).find("a")

    def test_lead_to_another_site(self):
        html = self.cards({"title": "Dalej", "url": "https://example.org/dalej"})

        assert html.find("a")["href"] == "https://example.org/dalej"

    @pytest.mark.parametrize(
        ("has_page", "url", "accepted"),
        [
            (True, "", True),
            (False, "https://example.org/", True),
            (True, "https://example.org/", False),
            (False, "", False),
        ],
    )
    def test_lead_to_exactly_one_place(self, polish_tree, has_page, url, accepted):
        page = polish_tree.mission.pk if has_page else None

        assert is_accepted(self.CARD, {"title": "X", "page": page, "url": url}) == accepted

    def test_lead_to_no_script(self):
        assert not is_accepted(self.CARD, {"title": "X", "url": "javascript:alert(1)"})


class TestEmbed:
    URL = "https://www.youtube.com/watch?v=abc"
    THEIRS = '<iframe src="https://www.youtube.com/embed/abc?feature=oembed"></iframe>'

    @pytest.fixture
    def stored(self, db) -> Embed:
        """What the other site answered when an editor chose the address."""
        return Embed.objects.create(
            url=self.URL, hash=get_embed_hash(self.URL), html=self.THEIRS, type="video"
        )

    @pytest.fixture(autouse=True)
    def _nobody_asked(self, monkeypatch):
        """A reader's request asks no other site, whatever is stored."""

        def find(url, *args):
            pytest.fail(f"asked for {url}")

        monkeypatch.setattr(embeds, "get_finder_for_embed", find)

    def shown(self) -> BeautifulSoup:
        return render(block("embed", {"title": "Film", "embed": self.URL}), language="en")

    def test_holds_what_the_other_site_offers_for_later(self, stored):
        assert self.shown().find("figure")["data-embed"] == self.THEIRS

    def test_loads_nothing_of_it_by_itself(self, stored):
        html = self.shown()

        assert not html.select("iframe, template")
        assert [script["src"] for script in html.select("script")] == ["/static/js/embed.js"]

    def test_asks_the_other_site_for_nothing_even_when_its_answer_is_old(self, stored):
        stored.cache_until = timezone.now() - timedelta(days=1)
        stored.save()

        assert self.shown().find("figure")["data-embed"] == self.THEIRS

    @pytest.mark.parametrize(
        "theirs",
        [
            THEIRS + '<script src="https://third.example/spy.js"></script>',
            THEIRS + '<iframe src="https://third.example/film"></iframe>',
            THEIRS.replace("https:", "http:"),
            THEIRS.replace("www.youtube.com", "www.youtube.com.third.example"),
            '<iframe src="javascript:alert(1)"></iframe>',
            '<iframe srcdoc="<p>Film"></iframe>',
            '<blockquote>A post</blockquote><script src="https://third.example/a.js"></script>',
        ],
    )
    def test_is_only_a_link_where_browsers_would_not_show_it(self, stored, theirs):
        stored.html = theirs
        stored.save()

        html = self.shown()

        assert html.find("figure")["data-embed"] == ""
        assert html.find("a")["href"] == self.URL

    def test_is_a_link_for_readers_without_javascript(self, db):
        link = self.shown().find("a")

        assert (link["href"], text_of(link)) == (self.URL, "Show: Film")

    def test_warns_before_the_click(self, db):
        assert "another site" in self.shown().find("small").text

    def test_is_still_a_link_if_the_other_site_gave_nothing(self, db):
        html = self.shown()

        assert html.find("a")["href"] == self.URL
        assert html.find("figure")["data-embed"] == ""


class TestKeyFigures:
    @pytest.fixture
    def html(self):
        figures = [
            item({"value": "5–10", "unit": "lat", "label": "do zamknięcia"}),
            item({"value": "2", "unit": "", "label": "języki"}),
        ]
        return render(block("key_figures", {"figures": figures, "source": "PGE"}), language="en")

    def test_tell_what_each_number_counts(self, html):
        terms = [text_of(tag) for tag in html.find_all("dt")]
        numbers = [text_of(tag) for tag in html.find_all("dd")]

        assert list(zip(terms, numbers, strict=True)) == [
            ("do zamknięcia", "5–10 lat"),
            ("języki", "2"),
        ]

    def test_tell_their_source(self, html):
        assert text_of(html.find("figcaption")) == "Source: PGE"


class TestTable:
    def test_has_its_caption(self):
        assert render(table()).find("caption").text == "Liczby"

    def test_has_headings_for_its_columns(self):
        html = render(table())

        assert [(th.text, th["scope"]) for th in html.find_all("th")] == [
            ("Co", "col"),
            ("Ile", "col"),
        ]

    def test_has_its_cells_in_rows(self):
        rows = [[td.text for td in tr.find_all("td")] for tr in render(table()).select("tbody tr")]

        assert rows == [["Miejsca pracy", "1000"], ["Gminy", "2"]]

    def test_aligns_only_numbers(self):
        html = render(table())

        assert [tag.text for tag in html.select(".number")] == ["Ile", "1000", "2"]

    def test_can_be_scrolled_by_the_keyboard(self):
        assert render(table()).find(class_="table")["tabindex"] == "0"
