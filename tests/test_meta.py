"""What machines are told of a page: read as a crawler reads it (tests/link_preview.py)."""

import datetime
import io
from urllib.parse import urlsplit

import pytest
from bs4 import BeautifulSoup
from django.utils.translation import override
from PIL import Image
from wagtail.images.models import SourceImageIOError
from wagtail.models import Locale, PageViewRestriction

from news.models import NewsIndexPage
from portal.meta import full_title, shorten
from portal.models import PortalImage, PortalSettings
from tests import factories, link_preview
from tests.link_preview import Preview
from tests.stories import block, quote
from tests.translating import translate

HOST = "http://testserver"
NAMES = {"pl": "Klaster Obszaru Nowej Energii", "en": "New Energy Area Cluster"}
LIST = "/pl/aktualnosci/"


def preview(client, path: str, status: int = 200) -> Preview:
    response = client.get(path)
    assert response.status_code == status
    return link_preview.read(response.content)


def picture(client, seen: Preview) -> Image.Image:
    """What the address of the picture answers, opened."""
    address = urlsplit(seen.one("og:image"))
    assert f"{address.scheme}://{address.netloc}" == HOST
    response = client.get(address.path)
    assert response.status_code == 200
    return Image.open(io.BytesIO(b"".join(response)))


@pytest.fixture
def everywhere(tree) -> list[str]:
    """The address of a page of every type, in both languages."""
    pages = [page for one in tree.pages() for page in (one, tree.english(one))]
    return [page.get_full_url().removeprefix("http://localhost") for page in pages]


class TestEveryPageType:
    def test_is_told_in_full(self, client, everywhere):
        other = {"pl_PL": "en_GB", "en_GB": "pl_PL"}
        for path in everywhere:
            seen = preview(client, path)
            language = path[1:3]

            assert NAMES[language] in seen.title
            assert seen.one("og:site_name") == NAMES[language]
            assert seen.one("og:title") in seen.title
            assert seen.one("description") == seen.one("og:description")
            assert 0 < len(seen.one("description")) <= 160
            assert seen.canonical == [HOST + path]
            assert seen.one("og:url") == HOST + path
            assert seen.one("og:locale") == {"pl": "pl_PL", "en": "en_GB"}[language]
            assert seen.one("og:locale:alternate") == other[seen.one("og:locale")]
            assert seen.one("twitter:card") == "summary_large_image"
            assert seen.one("robots") == "max-image-preview:large"
            assert seen.one("og:type") == ("article" if "nowa-strefa" in path else "website")

    def test_has_a_picture_of_the_size_that_it_tells(self, client, everywhere):
        for path in everywhere:
            seen = preview(client, path)
            opened = picture(client, seen)

            assert opened.format == "JPEG"
            assert opened.size == (1200, 630)
            assert (seen.one("og:image:width"), seen.one("og:image:height")) == ("1200", "630")
            assert seen.one("og:image:type") == "image/jpeg"
            assert seen.one("og:image:alt")

    def test_has_a_title_and_a_picture_of_its_own(self, client, everywhere):
        seen = [preview(client, path) for path in everywhere]

        assert len({one.title for one in seen}) == len(everywhere)
        assert len({one.one("og:image") for one in seen}) == len(everywhere)
        assert len({one.canonical[0] for one in seen}) == len(everywhere)

    def test_names_its_alternates_both_ways(self, client, everywhere):
        for path in everywhere:
            named = preview(client, path).alternates

            assert named[path[1:3]] == HOST + path
            assert set(named) == {"pl", "en", "x-default"}
            for address in named.values():
                assert preview(client, address.removeprefix(HOST)).alternates == named

    def test_nothing_that_is_typed_is_markup(self, client, tree, publish):
        hostile = '"><script>alert(1)</script> & „x”'
        publish(tree.mission, title=hostile, lead=hostile, seo_title=hostile)
        html = client.get("/pl/misja/").content.decode()
        seen = preview(client, "/pl/misja/")

        assert "<script>alert" not in html
        assert seen.one("og:title") == seen.one("description") == hostile


class TestTitle:
    def test_of_the_home_page_is_the_portals(self, client, tree):
        seen = preview(client, "/pl/")

        assert seen.title == "Klaster Obszaru Nowej Energii – Wspieramy zmianę regionu"
        assert "Strona główna" not in seen.one("og:title")

    def test_of_the_home_page_without_a_tagline_is_the_name(self, client, tree):
        PortalSettings.objects.update(tagline_pl="")

        assert preview(client, "/pl/").title == "Klaster Obszaru Nowej Energii"

    def test_of_other_pages_has_the_name_behind_it(self, client, tree):
        assert preview(client, "/pl/misja/").title == "Misja – Klaster Obszaru Nowej Energii"

    def test_is_the_editors_for_search_engines(self, client, tree, publish):
        for page in (tree.home, tree.mission):
            publish(page, seo_title="Po co jesteśmy")
            seen = preview(client, page.url)

            assert seen.title == "Po co jesteśmy – Klaster Obszaru Nowej Energii"
            assert seen.one("og:title") == "Po co jesteśmy"

    def test_says_the_name_once(self):
        assert full_title("O klastrze ONE", "Klaster ONE") == "O klastrze ONE – Klaster ONE"
        assert full_title("Klaster ONE: misja", "klaster one") == "Klaster ONE: misja"

    def test_is_never_cut(self, client, tree, publish):
        title = "Długi tytuł " * 21
        publish(tree.mission, title=title.strip())

        assert preview(client, "/pl/misja/").title.startswith(title.strip())

    @pytest.mark.parametrize(
        ("query", "title"),
        [
            ("?category=energia", "Aktualności: Energia"),
            ("?year=2025", "Aktualności: 2025"),
            ("?category=energia&year=2025", "Aktualności: Energia, 2025"),
            ("?page=2", "Aktualności – strona 2"),
            ("?year=2025&page=2", "Aktualności: 2025 – strona 2"),
        ],
    )
    def test_of_a_list_says_what_of_it_is_shown(self, client, long_list, query, title):
        seen = preview(client, LIST + query)

        assert seen.title == f"{title} – Klaster Obszaru Nowej Energii"
        assert seen.one("description").startswith(f"{title}. ")

    def test_of_a_search_says_its_page(self, client, tree):
        for number in range(11):
            factories.StandardPageFactory(parent=tree.home, title=f"Koparka {number}")

        title = preview(client, "/pl/szukaj/?q=Koparka&page=2").title
        assert title == "Wyszukiwanie: Koparka – strona 2 – Klaster Obszaru Nowej Energii"

    def test_of_the_contact_page_says_what_has_become_of_the_message(self, client, tree):
        assert preview(client, "/pl/kontakt/?sent=1").title.startswith("Wiadomość wysłana: Kontakt")
        response = client.post("/pl/kontakt/", {})
        assert link_preview.read(response.content).title == (
            "Błąd: Kontakt – Klaster Obszaru Nowej Energii"
        )


class TestDescription:
    def test_is_the_editors_then_the_lead_then_the_story_then_the_tagline(
        self, client, tree, publish
    ):
        paragraph = "<p>Pierwszy <b>akapit</b> &amp; nic&nbsp;więcej.</p>"
        story = [block("heading", {"text": "Nagłówek"}), block("paragraph", paragraph)]
        publish(tree.mission, body=story, search_description="Napisane dla wyszukiwarek.")
        told = []
        for missing in (None, "search_description", "lead", "body"):
            if missing:
                setattr(tree.mission, missing, "" if missing != "body" else [])
                tree.mission.save(clean=False)
            told.append(preview(client, "/pl/misja/").one("description"))

        assert told == [
            "Napisane dla wyszukiwarek.",
            "Zdanie, które mówi wszystko.",
            "Pierwszy akapit & nic więcej.",
            "Misja. Wspieramy zmianę regionu",
        ]

    def test_of_the_contact_page_is_its_opening(self, client, tree, publish):
        publish(tree.contact, intro="<p>Napisz</p><p>do <i>nas</i>.</p>")

        assert preview(client, "/pl/kontakt/").one("description") == "Napisz do nas."

    @pytest.mark.parametrize(
        ("text", "short"),
        [
            ("Krótki  tekst\nw dwóch wierszach.", "Krótki tekst w dwóch wierszach."),
            # At the end of a sentence, if that is late enough …
            (f"{'Pierwsze zdanie. ' * 8}Potem {'jeszcze ' * 9}dużo.", "Pierwsze zdanie. " * 8),
            # … else behind a word, and not behind a conjunction.
            (f"Krótko. {'słowo ' * 25}i koniec.", f"Krótko. {'słowo ' * 25}"[:-1] + "…"),
            # An abbreviation ends nothing.
            (f"{'słowo ' * 20}przy ul. Głównej {'słowo ' * 20}", None),
            ("x" * 300, "x" * 159 + "…"),
            (f"{'a' * 100} {'b' * 100}", "a" * 100 + "…"),
        ],
    )
    def test_is_cut_where_words_end(self, text, short):
        cut = shorten(text)

        assert len(cut) <= 160
        if short is None:
            assert cut.endswith("…")
        else:
            assert cut == short.strip()

    def test_ends_with_no_loose_word(self):
        assert shorten("Razem z gminą i z uczelnią", 18) == "Razem z gminą…"
        assert shorten("Razem – „Polska” to my", 9) == "Razem…"

    def test_of_a_person_says_who_it_is(self, client, tree, publish):
        person = factories.PersonFactory(name="Anna Nowak", slug="anna-nowak")
        publish(tree.news, body=[quote(person)])
        seen = preview(client, "/pl/ludzie/?person=anna-nowak")

        assert seen.title == "Anna Nowak – Ludzie – Klaster Obszaru Nowej Energii"
        assert "Rzeczniczka, Klaster." in seen.one("description")


@pytest.fixture
def long_list(tree):
    """Two pages of Polish news of 2025 about energy; in English there is one item of each."""
    for _ in range(NewsIndexPage.NEWS_PER_PAGE):
        factories.NewsPageFactory(parent=tree.news_index)
    return tree


class TestCanonical:
    @pytest.mark.parametrize(
        ("query", "kept"),
        [
            ("", ""),
            ("?page=1", ""),
            ("?page=abc", ""),
            ("?page=2", "?page=2"),
            ("?page=99", "?page=2"),
            ("?utm_source=x&fbclid=y&sent=1", ""),
            ("?category=&year=", ""),
            ("?category=energia", "?category=energia"),
            ("?year=2025", "?year=2025"),
            ("?person=anna-nowak", ""),
            (
                "?page=2&utm=x&year=2025&category=energia",
                "?category=energia&year=2025&page=2",
            ),
        ],
    )
    def test_keeps_what_chooses_in_one_order(self, client, long_list, query, kept):
        seen = preview(client, LIST + query)

        assert seen.canonical == [HOST + LIST + kept]
        assert seen.one("og:url") == HOST + LIST + kept

    def test_of_other_pages_keeps_nothing(self, client, tree):
        assert preview(client, "/pl/misja/?page=2&year=2025").canonical == [f"{HOST}/pl/misja/"]

    def test_of_each_page_of_a_list_is_its_own(self, client, long_list):
        first, second = preview(client, LIST), preview(client, f"{LIST}?page=2")

        for told in ("title", "canonical"):
            assert getattr(first, told) != getattr(second, told)
        assert first.one("description") != second.one("description")
        assert second.one("robots") == "max-image-preview:large"
        assert second.alternates == {}
        assert "og:locale:alternate" not in second.meta

    def test_of_a_copy_is_the_original_without_choice(
        self, client, polish_tree, django_capture_on_commit_callbacks
    ):
        with django_capture_on_commit_callbacks(execute=True):
            translate(polish_tree.home)
        english = Locale.objects.get(language_code="en")
        polish_tree.news_index.copy_for_translation(english, alias=True)
        seen = preview(client, "/en/aktualnosci/?category=energia")

        assert seen.canonical == [HOST + LIST]
        assert seen.one("og:image") == f"{HOST}/static/img/share.jpg"


class TestChoices:
    def test_alternates_keep_the_choice(self, client, tree):
        for query in ("?category=energia", "?year=2025"):
            seen = preview(client, LIST + query)

            assert seen.alternates == {
                "pl": HOST + LIST + query,
                "en": f"{HOST}/en/news/{query}",
                "x-default": HOST + LIST + query,
            }
            assert preview(client, f"/en/news/{query}").alternates == seen.alternates

    def test_that_find_nothing_in_a_language_have_no_alternate_there(self, client, tree):
        factories.NewsPageFactory(
            parent=tree.news_index,
            date=datetime.date(2023, 1, 1),
            category=factories.CategoryFactory(slug="praca", name_pl="Praca", name_en="Jobs"),
        )
        for query in ("?category=praca", "?year=2023"):
            there, empty = preview(client, LIST + query), preview(client, f"/en/news/{query}")

            assert there.alternates == empty.alternates == {}
            assert there.one("robots") == "max-image-preview:large"
            assert empty.one("robots") == "noindex, follow"
            assert "og:locale:alternate" not in there.meta

    def test_together_are_not_to_be_found(self, client, tree):
        seen = preview(client, f"{LIST}?category=energia&year=2025")

        assert seen.one("robots") == "noindex, follow"
        assert seen.alternates == {}

    def test_of_a_person_name_who_is_met_there(self, client, tree, publish):
        person = factories.PersonFactory(name="Anna Nowak", slug="anna-nowak")
        publish(tree.news, body=[quote(person)])
        here = preview(client, "/pl/ludzie/?person=anna-nowak")
        there = preview(client, "/en/people/?person=anna-nowak")

        assert here.alternates == there.alternates == {}
        assert there.one("robots") == "noindex, follow"

    def test_of_a_person_are_told_both_ways(
        self, client, tree, publish, django_capture_on_commit_callbacks
    ):
        person = factories.PersonFactory(name="Anna Nowak", slug="anna-nowak")
        publish(tree.news, body=[quote(person)])
        with django_capture_on_commit_callbacks(execute=True):
            translate(tree.news)
        addresses = [f"/{path}/?person=anna-nowak" for path in ("pl/ludzie", "en/people")]
        seen = [preview(client, address).alternates for address in addresses]

        assert seen[0] == seen[1]
        assert [seen[0][code] for code in ("pl", "en")] == [HOST + path for path in addresses]

    def test_the_switcher_takes_no_message_along(self, client, tree):
        html = BeautifulSoup(client.get("/pl/kontakt/?sent=1&a=b").content, "html.parser")

        link = html.select_one(".language-switcher a[hreflang=en]")
        assert link["href"] == "/en/contact/?a=b"


class TestArticle:
    def test_tells_when_and_what_about(self, client, tree, publish):
        publish(tree.news)
        seen = preview(client, "/pl/aktualnosci/nowa-strefa/")

        assert seen.one("article:published_time") == "2025-07-05"
        changed = datetime.datetime.fromisoformat(seen.one("article:modified_time"))
        assert changed.tzinfo is not None
        assert seen.one("article:section") == "Energia"
        english = preview(client, tree.english(tree.news).url)
        assert english.one("article:section") == "Energy"


class TestPicture:
    def test_is_the_editors_cut_to_size(self, client, tree, publish):
        image = factories.ImageFactory(file__width=1600, file__height=1000)
        publish(tree.news, picture=image)
        publish(tree.english(tree.news), picture=image)
        seen = preview(client, "/pl/aktualnosci/nowa-strefa/")

        assert "/media/images/" in seen.one("og:image")
        assert picture(client, seen).size == (1200, 630)
        assert picture(client, seen).format == "JPEG"
        assert seen.one("og:image:alt") == "Warstwy ziemi"
        english = preview(client, tree.english(tree.news).url)
        assert english.one("og:image:alt") == "Layers of earth"

    def test_that_is_small_tells_its_size(self, client, tree, publish):
        publish(tree.news, picture=factories.ImageFactory(file__width=600, file__height=400))
        seen = preview(client, "/pl/aktualnosci/nowa-strefa/")

        told = (int(seen.one("og:image:width")), int(seen.one("og:image:height")))
        assert picture(client, seen).size == told

    @pytest.mark.parametrize("failure", [SourceImageIOError, PermissionError])
    def test_whose_file_cannot_be_had_is_drawn(self, client, tree, monkeypatch, caplog, failure):
        def refuse(image, filter_spec):
            raise failure

        monkeypatch.setattr(PortalImage, "get_rendition", refuse)
        image = factories.ImageFactory()
        type(tree.event).objects.filter(pk=tree.event.pk).update(picture=image)
        seen = preview(client, "/pl/wydarzenia/forum/")

        assert "/pl/share/" in seen.one("og:image")
        assert "cannot be read" in caplog.text


class TestWhatIsNotForEverybody:
    @pytest.fixture
    def private(self, tree, publish):
        publish(tree.mission, title="Tajny tytuł", lead="Tajny lead", seo_title="Tajne seo")
        PageViewRestriction.objects.create(
            page=tree.mission, restriction_type="password", password="haslo"
        )
        return tree.mission

    def test_the_question_for_a_password_tells_nothing(self, client, private):
        response = client.get("/pl/misja/")
        seen = link_preview.read(response.content)
        head = response.content.decode().partition("</head>")[0]

        assert "Tajn" not in head
        assert "share/" not in head
        assert seen.meta["robots"] == ["noindex"]
        assert seen.title.endswith(" – Klaster Obszaru Nowej Energii")
        assert not seen.canonical
        assert not seen.alternates
        assert not [name for name in seen.meta if name.startswith(("og:", "article:"))]

    def test_whoever_may_read_it_gets_no_picture_of_it(self, client, private):
        client.post(
            f"/pl/_util/authenticate_with_password/"
            f"{private.view_restrictions.get().pk}/{private.pk}/",
            {"password": "haslo", "return_url": "/pl/misja/"},
        )
        seen = preview(client, "/pl/misja/")

        assert seen.one("robots") == "noindex, follow"
        assert seen.one("og:image") == f"{HOST}/static/img/share.jpg"
        assert seen.alternates == {}

    def test_a_search_is_not_to_be_found(self, client, tree):
        seen = preview(client, "/pl/szukaj/?q=strefa")

        assert seen.one("robots") == "noindex, follow"
        assert not seen.canonical
        assert seen.one("description").startswith("Wiadomości, wydarzenia, osoby i dokumenty")
        assert set(seen.meta) & {"og:url", "og:image"} == set()

    def test_an_error_is_not_to_be_found(self, client, tree):
        with override("pl"):
            seen = preview(client, "/pl/nie-ma/", 404)

        assert seen.one("robots") == "noindex"
        assert not seen.canonical
