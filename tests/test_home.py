"""The front page: the mission in figures, and the door for investors."""

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.translation import override as override_language
from wagtail.models import Locale, PageViewRestriction
from wagtail_localize.models import OverridableSegment, StringTranslation, Translation

from portal.localize import count_missing_texts
from tests import factories
from tests.stories import block, item
from tests.test_queries import FIRST, queries
from tests.translating import fill, start_translation, translate


def figures(*labels) -> list[dict]:
    counted = [item({"value": "5", "unit": "lat", "label": label}) for label in labels]
    return [block("key_figures", {"figures": counted, "source": "spis"})]


@pytest.fixture
def commit(django_capture_on_commit_callbacks):
    return lambda: django_capture_on_commit_callbacks(execute=True)


@pytest.fixture
def home(polish_tree, publish):
    return publish(
        polish_tree.home,
        mission_figures=figures("do zmiany", "po zmianie"),
        investors_title="Dla inwestorów",
        investors_text="Kogo szuka strefa.",
        investors_page=polish_tree.mission,
    )


@pytest.fixture
def english_home(home, commit):
    with commit():
        return translate(home)


def main(client, path: str) -> BeautifulSoup:
    return BeautifulSoup(client.get(path).content, "html.parser").main


def door(client, path: str) -> str | None:
    """Where the door for investors leads, None where there is none."""
    link = main(client, path).select_one(".investors-door a")
    return link and link["href"]


class TestFigures:
    def test_stand_with_the_mission(self, client, home):
        section = main(client, "/pl/").select_one("[aria-labelledby=mission]")

        assert [label.get_text() for label in section.select(".key-figures dt")] == [
            "do zmiany",
            "po zmianie",
        ]

    def test_are_translated(self, client, english_home):
        text = main(client, "/en/").select_one(".key-figures").get_text(" ", strip=True)

        assert "EN do zmiany" in text
        assert "EN lat" in text
        assert "EN spis" in text

    def test_a_changed_one_makes_the_english_wait(self, client, home, english_home, publish):
        story = list(home.mission_figures.raw_data)
        story[0]["value"]["figures"][0]["value"]["label"] = "do wielkiej zmiany"
        publish(home, mission_figures=story)

        english_home.refresh_from_db()
        assert count_missing_texts(english_home) == 1
        text = main(client, "/en/").get_text()
        assert "EN do zmiany" in text
        assert "wielkiej" not in text

    def test_a_new_order_reaches_the_english_at_once(self, client, home, english_home, publish):
        story = list(home.mission_figures.raw_data)
        story[0]["value"]["figures"].reverse()
        publish(home, mission_figures=story)

        labels = main(client, "/en/").select(".key-figures dt")
        assert [label.get_text() for label in labels] == ["EN po zmianie", "EN do zmiany"]

    def test_without_their_translation_nothing_is_published(self, client, home, commit):
        translation = start_translation(home)
        fill(translation)
        StringTranslation.objects.filter(context__path__startswith="mission_figures").delete()

        with pytest.raises(ValidationError), commit():
            translation.save_target(publish=True)
        assert client.get("/en/").status_code == 404

    def test_stand_there_once(self, home):
        twice = [*figures("a", "b"), *figures("c", "d")]
        home.mission_figures = twice

        with pytest.raises(ValidationError):
            home.mission_figures.stream_block.clean(home.mission_figures)

    def test_a_faulty_draft_is_not_published_in_bulk(self, admin_client, home, commit):
        home.mission_figures = figures("tylko jedna")
        home.save_revision()
        url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
        with commit():
            admin_client.post(f"{url}?id={home.pk}&next=/admin/")

        home.refresh_from_db()
        assert len(home.mission_figures[0].value["figures"]) == 2


class TestDoor:
    def test_leads_to_the_page_in_the_readers_language(self, client, home, english_home, commit):
        with commit():
            translate(home.investors_page.specific, slug="mission")

        assert door(client, "/pl/") == "/pl/misja/"
        assert door(client, "/en/") == "/en/mission/"
        assert "EN Kogo szuka strefa." in main(client, "/en/").get_text()

    def test_is_shut_where_there_is_no_translation(self, client, english_home):
        assert door(client, "/pl/")
        assert door(client, "/en/") is None
        assert "EN Dla inwestorów" not in main(client, "/en/").get_text()

    def test_is_shut_while_the_translation_is_a_draft(self, client, home, english_home):
        start_translation(home.investors_page.specific)

        assert door(client, "/en/") is None

    def test_is_shut_while_the_translation_is_a_copy(self, client, home, english_home, english):
        home.investors_page.specific.copy_for_translation(english, alias=True)

        assert door(client, "/en/") is None

    def test_is_shut_when_the_page_is_not_live(self, client, home):
        home.investors_page.unpublish()

        assert door(client, "/pl/") is None

    @pytest.mark.parametrize("kind", ["password", "login", "groups"])
    def test_is_shut_when_not_everybody_may_read_it(self, client, home, kind):
        PageViewRestriction.objects.create(page=home.investors_page, restriction_type=kind)

        assert door(client, "/pl/") is None

    def test_is_shut_when_the_page_is_deleted(self, client, home):
        home.investors_page.delete()

        assert door(client, "/pl/") is None

    def test_is_shut_without_a_title(self, client, home, publish):
        publish(home, investors_title="")

        assert door(client, "/pl/") is None

    def test_its_page_is_the_same_in_both_languages(self, home, english_home, polish_tree, publish):
        assert english_home.investors_page_id == home.investors_page_id
        publish(home, investors_page=polish_tree.contact)

        english_home.refresh_from_db()
        assert english_home.investors_page_id == polish_tree.contact.pk

    def test_a_translator_may_choose_another(self, home, english_home):
        source = Translation.objects.get(source__object_id=home.translation_key).source

        assert OverridableSegment.objects.filter(
            source=source, context__path="investors_page"
        ).exists()

    def test_costs_one_query(self, client, home, publish):
        with_door = queries(client, "/pl/")
        publish(home, investors_page=None)

        assert queries(client, "/pl/") == with_door - 1

    def test_a_full_home_page_stays_within_the_budget(self, client, tree, publish, commit):
        publish(
            tree.home,
            mission_figures=figures("a", "b"),
            investors_title="Dla inwestorów",
            investors_page=tree.mission,
            body=[block("link_cards", {"cards": [item({"title": "A", "page": tree.contact.pk})]})],
        )
        for _ in range(4):
            factories.NewsPageFactory(parent=tree.news_index, picture=factories.ImageFactory())
            factories.EventPageFactory(parent=tree.event_index)
        with commit():
            fill(Translation.objects.get(source__object_id=tree.home.translation_key))
            Translation.objects.get(source__object_id=tree.home.translation_key).save_target()

        assert door(client, "/en/") == "/en/mission/"
        assert queries(client, "/pl/") <= FIRST
        assert queries(client, "/en/") <= FIRST


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("pl", ["Misja w liczbach", "Zaproszenie dla inwestorów", "Strona dla inwestorów"]),
        ("en", ["The mission told in figures", "Door for investors", "Page for investors"]),
    ],
)
def test_the_editor_asks_for_both(admin_client, admin_user, polish_tree, language, words):
    from wagtail.users.models import UserProfile

    UserProfile.objects.update_or_create(user=admin_user, defaults={"preferred_language": language})
    with override_language(language):
        html = admin_client.get(
            reverse("wagtailadmin_pages:edit", args=[polish_tree.home.pk])
        ).content.decode()

    for word in words:
        assert word in html


def test_the_english_home_page_speaks_no_polish_while_it_is_a_draft(client, home):
    start_translation(home)

    assert Locale.objects.count() == 2
    assert client.get("/en/").status_code == 404
