"""What readers are told of a translation: the state of the page, a notice, marked texts."""

import datetime

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import AnonymousUser
from django.test import RequestFactory
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction
from wagtail_localize.models import StringTranslation

from portal.alternates import can_open
from portal.models import TranslationState, UntranslatedTexts
from portal.newsroom.marking import mark_texts
from tests import factories
from tests.stories import block, item, programme, quote, session, table
from tests.test_queries import FIRST, queries
from tests.translating import fill, start_translation, submit

# Of each page type the address in each language, and a field whose text can change.
TYPES = {
    "home": ("/pl/", "/en/", "lead"),
    "mission": ("/pl/misja/", "/en/mission/", "lead"),
    "privacy": ("/pl/ochrona-danych/", "/en/ochrona-danych/", "lead"),
    "contact": ("/pl/kontakt/", "/en/contact/", "title"),
    "news_index": ("/pl/aktualnosci/", "/en/news/", "title"),
    "news": ("/pl/aktualnosci/nowa-strefa/", "/en/news/nowa-strefa/", "lead"),
    "event_index": ("/pl/wydarzenia/", "/en/events/", "title"),
    "event": ("/pl/wydarzenia/forum/", "/en/events/forum/", "lead"),
    "people": ("/pl/ludzie/", "/en/people/", "title"),
}
NEWS, ENGLISH_NEWS, _field = TYPES["news"]
POLISH = "Zdanie całkiem nowe, którego jeszcze nikt nie przetłumaczył."
NOON = datetime.datetime(2026, 11, 12, 12, tzinfo=timezone.get_default_timezone())


def read(client, path: str) -> BeautifulSoup:
    response = client.get(path)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def state(page: BeautifulSoup) -> str | None:
    return page.main.get("data-translation")


def notes(page: BeautifulSoup) -> list[str]:
    return [" ".join(note.text.split()) for note in page.select(".translation-note")]


@pytest.fixture
def make_stale(publish):
    """Change a text of an original whose translation is live, on 12 November 2026."""

    def make(page: Page, field: str = "lead") -> Page:
        publish(page, **{field: POLISH})
        TranslationState.objects.filter(original=page).update(stale_since=NOON)
        return page

    return make


@pytest.fixture
def publish_mixed(tree, publish):
    """Stop the translation of a page and publish it with words of the original in it."""

    def make(page: Page, **values) -> Page:
        publish(page, **values)
        translation = submit(page)
        translation.enabled = False
        translation.save()
        return publish(tree.english(page), **values)

    return make


class TestStates:
    """Each page type in one tree: a tree takes long to plant."""

    def test_each_page_type_is_current_in_both_languages(self, client, tree):
        for polish, english, _field in TYPES.values():
            for path in (polish, english):
                page = read(client, path)
                assert (path, state(page), page.select(".notice")) == (path, "current", [])

    def test_each_page_type_is_stale_after_a_change_and_its_original_is_not(
        self, client, tree, make_stale
    ):
        for name, (polish, english, field) in TYPES.items():
            make_stale(getattr(tree, name), field)
            page = read(client, english)
            assert (name, state(page)) == (name, "stale")
            assert [note.split(": ")[0] for note in notes(page)] == [
                "The Polish original of this page was updated on 12 November 2026. What has "
                "changed since then is not in this translation yet. Read the Polish original"
            ]
            assert page.select_one(".translation-note time")["datetime"] == "2026-11-12"
            link = page.select_one(".translation-note a")
            assert (link["href"], link["hreflang"]) == (polish, "pl")
            original = read(client, polish)
            assert (name, state(original), notes(original)) == (name, "current", [])

    def test_each_page_type_is_partial_with_a_text_of_the_original(
        self, client, tree, publish_mixed
    ):
        for name, (polish, english, field) in TYPES.items():
            text = f"{POLISH} ({name})"
            publish_mixed(getattr(tree, name), **{field: text})
            page = read(client, english)
            assert (name, state(page)) == (name, "partial")
            assert [note.split(": ")[0] for note in notes(page)] == [
                "Part of this page is still in Polish; it has not been translated yet. "
                "Read the Polish original"
            ]
            marked = page.main.select("[lang=pl]:not(.notice *)")
            assert [part.text for part in marked if name in part.text] == [text]
            assert (name, state(read(client, polish))) == (name, "current")

    def test_each_page_type_is_only_without_a_translation(self, client, polish_tree):
        for path, _english, _field in TYPES.values():
            page = read(client, path)
            assert (path, state(page), notes(page)) == (path, "only", [])

    @pytest.mark.parametrize("path", ["/pl/szukaj/?q=strefa", "/en/search/"])
    def test_a_view_without_a_page_has_none(self, client, tree, path):
        assert state(read(client, path)) is None

    def test_an_error_has_none(self, client, tree):
        page = BeautifulSoup(client.get("/en/nothing/").content, "html.parser")
        assert not page.select("[data-translation]")

    def test_a_copy_that_waits_has_one_notice(self, client, polish_tree, publish):
        start_translation(polish_tree.news).get_target_instance()
        copy = polish_tree.news_index.get_translations().get()
        assert copy.alias_of_id
        page = read(client, "/en/aktualnosci/")

        assert state(page) == "only"
        assert len(page.select(".notice")) == 1
        assert page.main["lang"] == "pl"

    def test_an_unpublished_original_leaves_only_the_translation(self, client, tree, make_stale):
        make_stale(tree.news)
        tree.news.unpublish()
        page = read(client, ENGLISH_NEWS)

        assert (state(page), notes(page)) == ("only", [])

    def test_an_original_that_went_behind_the_newsrooms_back_is_not_told_of(
        self, client, tree, make_stale
    ):
        make_stale(tree.news)
        Page.objects.filter(pk=tree.news.pk).update(live=False)
        page = read(client, ENGLISH_NEWS)

        assert (state(page), notes(page)) == ("only", [])

    def test_an_unpublished_translation_leaves_only_the_original(self, client, tree):
        tree.english(tree.news).unpublish()

        assert state(read(client, NEWS)) == "only"

    def test_the_translators_words_make_it_current_again(
        self, client, tree, make_stale, django_capture_on_commit_callbacks
    ):
        make_stale(tree.news)
        translation = submit(tree.news)
        fill(translation)
        assert state(read(client, ENGLISH_NEWS)) == "stale"
        with django_capture_on_commit_callbacks(execute=True):
            translation.save_target(publish=True)

        assert state(read(client, ENGLISH_NEWS)) == "current"

    def test_drafts_and_editors_are_not_told_of(self, client, tree, admin_user, publish):
        tree.news.title = "Tajny szkic"
        tree.news.save_revision(user=admin_user)
        assert state(read(client, ENGLISH_NEWS)) == "current"
        tree.news.lead = POLISH
        tree.news.save_revision(user=admin_user).publish(user=admin_user)
        tree.news.title = "Tajniejszy szkic"
        tree.news.save_revision(user=admin_user)
        html = client.get(ENGLISH_NEWS).content.decode()

        assert 'data-translation="stale"' in html
        assert "Tajniejszy" not in html
        assert admin_user.get_username() not in html

    def test_what_is_in_the_wrong_language_weighs_more_than_what_is_missing(
        self, client, tree, publish_mixed, publish
    ):
        publish_mixed(tree.news, lead=POLISH)
        publish(tree.news, title="Tytuł zmieniony potem")
        page = read(client, ENGLISH_NEWS)

        assert state(page) == "partial"
        (note,) = notes(page)
        assert note.startswith("Part of this page is still in Polish;")
        assert "was updated on" in note
        assert len(page.select(".translation-note a")) == 1

    def test_an_english_original_is_told_of_in_polish(self, client, tree):
        row = TranslationState.objects.get(original=tree.news)
        original, page = tree.english(tree.news), tree.news
        TranslationState.objects.filter(pk=row.pk).update(
            original=original, page=page, locale=page.locale, state="stale", stale_since=NOON
        )
        (note,) = notes(read(client, NEWS))

        assert note.replace("\u00a0", " ") == (
            "Angielski oryginał tej strony zaktualizowano 12 listopada 2026 r. Od tego dnia są "
            "w nim zmiany, których jeszcze nie ma w tym tłumaczeniu. Czytaj angielski oryginał: "
            "EN Nowa strefa"
        )
        assert state(read(client, ENGLISH_NEWS)) == "current"

    def test_the_day_is_that_of_polish_clocks(self, client, tree, make_stale):
        make_stale(tree.news)
        late = datetime.datetime(2026, 11, 12, 23, 30, tzinfo=datetime.UTC)
        TranslationState.objects.filter(original=tree.news).update(stale_since=late)

        assert "13 November 2026" in notes(read(client, ENGLISH_NEWS))[0]


class TestPrivateOriginals:
    @pytest.fixture
    def private(self, tree):
        return PageViewRestriction.objects.create(
            page=tree.news, restriction_type=PageViewRestriction.LOGIN
        )

    def test_a_reader_is_not_led_to_what_they_cannot_open(
        self, client, tree, make_stale, private, admin_user
    ):
        make_stale(tree.news)
        page = read(client, ENGLISH_NEWS)
        assert state(page) == "stale"
        assert page.select(".translation-note a") == []

        client.force_login(admin_user)
        assert len(read(client, ENGLISH_NEWS).select(".translation-note a")) == 1

    def test_a_version_that_nobody_can_open_is_none(self, client, tree, private):
        assert state(read(client, ENGLISH_NEWS)) == "only"

    def test_a_restriction_from_above_holds(self, client, tree, make_stale):
        PageViewRestriction.objects.create(
            page=tree.news_index, restriction_type=PageViewRestriction.PASSWORD, password="x"
        )
        make_stale(tree.news)
        assert read(client, ENGLISH_NEWS).select(".translation-note a") == []

        request = RequestFactory().get("/")
        request.user, request.session = AnonymousUser(), {}
        page = Page.objects.get(pk=tree.news.pk)
        page.is_restricted = True
        assert not can_open(request, page)

    def test_whoever_is_asked_for_a_password_is_told_nothing(self, client, tree, make_stale):
        make_stale(tree.news)
        PageViewRestriction.objects.create(
            page=tree.english(tree.news),
            restriction_type=PageViewRestriction.PASSWORD,
            password="x",
        )
        page = read(client, ENGLISH_NEWS)

        assert page.select("input[type=password]")
        assert (state(page), page.select(".notice")) == (None, [])


class TestMixedTexts:
    def test_each_kind_of_text_is_marked_where_it_stands(self, client, tree, publish_mixed):
        person = factories.PersonFactory()
        body = [
            block("heading", {"text": "Nowe drogi dla gminy", "level": "h2"}),
            block(
                "paragraph",
                '<p>Pierwszy akapit o <b>naszym regionie</b> i <a href="https://example.org/">'
                "dalsza droga</a>.</p><ul><li>Punkt pierwszej listy</li></ul>",
            ),
            block(
                "key_figures",
                {
                    "figures": [item({"value": "13", "unit": "", "label": "gmin razem"})],
                    "source": "Dane z urzędu gminy",
                },
            ),
            table(),
            quote(person, text="Czas na wielką zmianę.\n\nNaprawdę już teraz."),
            programme(session("Wykład o wodzie", summary="Skąd bierze się woda.")),
            block("embed", {"title": "Film o wodzie", "embed": "https://example.org/film"}),
        ]
        publish_mixed(tree.news, title="Nowa strefa przemysłowa", body=body)
        main = read(client, ENGLISH_NEWS).main
        found = {
            (part.name, " ".join(part.text.split()))
            for part in main.select("[lang=pl]")
            if part.find_parent(lang="pl") is None
        }

        wanted = {
            ("h1", "Nowa strefa przemysłowa"),
            ("h2", "Nowe drogi dla gminy"),
            ("p", "Pierwszy akapit o naszym regionie i dalsza droga."),
            ("li", "Punkt pierwszej listy"),
            ("dt", "gmin razem"),
            ("span", "Dane z urzędu gminy"),
            ("p", "Skąd bierze się woda."),
            ("figcaption", "Film o wodzie"),
        }
        assert wanted - found == set()
        assert any(name == "td" and "pracy" in text for name, text in found)
        assert main.select_one(".session__title")["lang"] == "pl"
        said = main.select(".quote blockquote p")
        assert [part.find_all(lang="pl") or part.get("lang") for part in said]
        # What was translated is in English.
        assert main.select_one(".lead").get("lang") is None

    def test_the_same_text_twice_is_marked_twice(self, client, tree, publish_mixed):
        twice = block("paragraph", f"<p>{POLISH}</p>")
        publish_mixed(tree.mission, body=[twice, block("paragraph", f"<p>{POLISH}</p>")])

        assert len(read(client, "/en/mission/").main.select(".paragraph p[lang=pl]")) == 2

    def test_quotation_marks_and_signs_of_html_are_read_as_they_are(
        self, client, tree, publish_mixed
    ):
        title = "„Woda” & <las> 'u nas' \"dzisiaj\""
        publish_mixed(tree.news, title=title)
        page = read(client, ENGLISH_NEWS)

        assert (page.h1["lang"], page.h1.text.replace("\u00a0", " ")) == ("pl", title)
        assert page.title.get("lang") is None
        assert page.select_one(".breadcrumbs [aria-current]")["lang"] == "pl"

    def test_the_copy_of_a_draft(self, client, tree, publish):
        other = factories.NewsPageFactory(parent=tree.news_index, lead=POLISH)
        draft = start_translation(other).get_target_instance()
        copy = draft.copy(update_attrs={"slug": "copy", "title": "A copy"}, keep_live=False)
        copy.save_revision().publish()
        page = read(client, "/en/news/copy/")

        assert state(page) == "partial"
        assert page.select_one(".lead")["lang"] == "pl"
        # The original is that of another page.
        assert page.select(".translation-note a") == []

    def test_cards_and_the_menu_say_it_too(self, client, tree, publish_mixed, publish):
        long = " ".join([POLISH] * 6)
        publish_mixed(tree.news, title="Nowa strefa przemysłowa", lead=long)
        publish_mixed(tree.event, title="Forum energii i wody")
        publish_mixed(tree.mission, title="Nasza wielka misja")
        page = read(client, "/en/")

        for place in (".news-card__title a", ".news-card__lead", ".event-card__title a"):
            assert page.select_one(place)["lang"] == "pl", place
        menu = {link.text: link.get("lang") for link in page.select(".main-menu a")}
        assert menu["Nasza wielka misja"] == "pl"
        assert list(menu.values()).count("pl") == 1
        assert state(page) == "current"
        assert read(client, "/en/events/").select_one(".event-card__title a")["lang"] == "pl"
        assert read(client, "/en/news/").select_one(".news-card__title a")["lang"] == "pl"
        polish = read(client, "/pl/")
        assert [link for link in polish.select(".news-card a") if link.get("lang")] == []

    def test_whatever_is_noted_breaks_no_page(self, client, tree):
        english = tree.english(tree.news)
        texts = ["", "<br>", "  ", "”", "<b>", "<p>x</p>", "Nowa</span><script>alert()", "a: b"]
        UntranslatedTexts.objects.create(page=english, locale=tree.news.locale, texts=texts)

        page = read(client, ENGLISH_NEWS)
        assert (state(page), page.main.select("[lang=pl]:not(.notice *), script:not([src])")) == (
            "partial",
            [],
        )

    def test_a_preview_of_a_draft_that_was_never_live(self, admin_client, polish_tree):
        draft = start_translation(polish_tree.home).get_target_instance()
        response = admin_client.get(reverse("wagtailadmin_pages:view_draft", args=[draft.pk]))

        assert response.status_code == 200


class TestMarking:
    @pytest.mark.parametrize(
        ("html", "texts", "marked"),
        [
            ("<p>Ala ma kota</p>", ["Ala ma kota"], '<p lang="pl">Ala ma kota</p>'),
            ("<p>Ala ma kota i psa</p>", ["Ala ma kota"], None),
            ("<p>Ala\n  ma&nbsp;kota</p>", ["Ala ma kota"], '<p lang="pl">Ala\n  ma&nbsp;kota</p>'),
            (
                "<li>Jan, <b>Ala ma kota</b></li>",
                ["Ala ma kota"],
                '<li>Jan, <b lang="pl">Ala ma kota</b></li>',
            ),
            (
                "<li><b>Jan</b>, prezes klubu</li>",
                ["prezes klubu"],
                '<li><b>Jan</b>, <span lang="pl">prezes klubu</span></li>',
            ),
            (
                "<p>Ala <a href='/'>ma</a> kota</p>",
                ['Ala <a id="a1">ma</a> kota'],
                "<p lang=\"pl\">Ala <a href='/'>ma</a> kota</p>",
            ),
            (
                "<p>Ala <a href='/'>ma</a> psa</p>",
                ['Ala <a id="a1">ma</a> kota'],
                None,
            ),
            (
                "<p>Ala</p><p>ma kota</p>",
                ["Ala<br/><br/>ma kota"],
                '<p lang="pl">Ala</p><p lang="pl">ma kota</p>',
            ),
            ("<p>Ala\n\nma kota</p>", ["Ala<br/><br/>ma kota"], '<p lang="pl">Ala\n\nma kota</p>'),
            ("<p>Ala<br>ma kota</p>", ["Ala<br/>ma kota"], '<p lang="pl">Ala<br>ma kota</p>'),
            (
                "<i>Source: Ala ma kota</i>",
                ["Ala ma kota"],
                '<i>Source: <span lang="pl">Ala ma kota</span></i>',
            ),
            (
                '<q lang="de">Ala ma</q>',
                ["Ala ma"],
                '<q lang="de"><span lang="pl">Ala ma</span></q>',
            ),
            ('<a hreflang="de">Ala ma</a>', ["Ala ma"], '<a hreflang="de" lang="pl">Ala ma</a>'),
            ("<option>Ala ma</option>", ["Ala ma"], '<option lang="pl">Ala ma</option>'),
            ("<br>Ala ma<br>", ["Ala ma"], '<br><span lang="pl">Ala ma</span><br>'),
            ("<svg><title>Ala ma</title></svg><!-- Ala ma -->", ["Ala ma"], None),
            ("Ala ma", ["Ala ma"], '<span lang="pl">Ala ma</span>'),
            ("<p>las w lesie</p>", ["las w lesie"], '<p lang="pl">las w\u00a0lesie</p>'),
        ],
    )
    def test_marks_whole_texts_only(self, html, texts, marked):
        assert mark_texts(html, texts, "pl") == (marked or html)

    def test_leaves_english_typography_alone(self):
        assert mark_texts("<p>a dog</p>", ["a dog"], "en") == '<p lang="en">a dog</p>'

    def test_a_long_page_with_many_texts_takes_no_time(self):
        texts = [f"To samo <b>zdanie</b> {n}" for n in range(2_000)]
        html = "".join(f"<p>{text}</p>" for text in texts * 2)

        started = timezone.now()
        assert mark_texts(html, texts, "pl").count("<p lang=") == 4_000
        assert timezone.now() - started < datetime.timedelta(seconds=5)


class TestQueries:
    def test_no_state_costs_a_query(self, client, tree, publish_mixed, publish):
        paths = [ENGLISH_NEWS, "/en/", "/en/events/", "/en/news/"]
        before = [queries(client, path) for path in paths]
        publish_mixed(tree.news, lead=POLISH)
        publish_mixed(tree.event, title="Forum energii i wody")
        publish(tree.news, title="Tytuł zmieniony potem")
        after = [queries(client, path) for path in paths]

        assert after == before
        assert max(after) <= FIRST


def test_what_a_translator_left_as_it_is_is_no_gap(client, tree, publish):
    publish(tree.news, title="Instytut badań stosowanych")
    translation = submit(tree.news)
    fill(translation)
    StringTranslation.objects.filter(translation_of__data=tree.news.title).update(
        data=tree.news.title
    )
    translation.save_target(publish=False)
    tree.english(tree.news).get_latest_revision().publish()

    assert state(read(client, ENGLISH_NEWS)) == "current"
