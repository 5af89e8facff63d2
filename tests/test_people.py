"""The page of the people: who is listed, in which order, with what they said, at what cost."""

import datetime

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.urls import reverse
from wagtail.models import PageViewRestriction

from news import statements
from portal.blocks import StoryBlock
from portal.collation import surname_key
from portal.editions.watching import start_watching, stop_watching
from portal.models import Person
from tests import factories
from tests.stories import block, item, programme, quote, session
from tests.test_queries import FIRST, queries
from tests.translating import start_translation, translate

PEOPLE = "/pl/ludzie/"


def soup(client, path: str) -> BeautifulSoup:
    response = client.get(path)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def words(tag) -> str:
    return " ".join(tag.get_text().split())


def names(client, path: str = PEOPLE) -> list[str]:
    return [words(name) for name in soup(client, path).select("h2.person__name")]


def said(client, path: str) -> list[str]:
    return [words(tag) for tag in soup(client, path).select(".statement > blockquote")]


def speech(person, title="Wykład", **values) -> dict:
    return programme(session(title, speakers=[item({"person": person.pk})]), **values)


@pytest.fixture
def add_news(polish_tree, django_capture_on_commit_callbacks):
    """Add a published news item: add_news(quote(anna), date=…)."""

    def add(*body, **values):
        with django_capture_on_commit_callbacks(execute=True):
            return factories.NewsPageFactory(
                parent=polish_tree.news_index, body=list(body), **values
            )

    return add


@pytest.fixture
def anna(db):
    return factories.PersonFactory(name="Anna Nowak")


class TestOrder:
    def test_is_that_of_the_polish_alphabet_by_surname(self):
        in_order = [
            "Zofia Abacka",
            "Jan Ąbecki",
            "Ewa Cabaj",
            "Ewa Ćwik",
            "Adam Lis",
            "Ewa Łabędź",
            "Ewa de Łan",
            "Jan Müller",
            "Jan Muzyk",
            "Jan Nowak",
            "Łucja Nowak",
            "Zofia Nowak",
            "Adam Nowak-Adamska",
            "Adam Nowakowski",
            "Jan Ósmy",
            "Ewa Sowa",
            "Jan Śliwa",
            "Ewa Zysk",
            "Ewa Źrebiec",
            "Ewa Żak",
        ]

        jumbled = sorted(in_order)
        assert sorted(jumbled, key=surname_key) == in_order

    def test_takes_capitals_and_odd_names(self):
        assert sorted(["ania żak", "ANIA ŹREBIEC", "", "李"], key=surname_key) == [
            "", "李", "ANIA ŹREBIEC", "ania żak",
        ]  # fmt: skip

    def test_is_that_of_the_page(self, client, add_news):
        people = [
            factories.PersonFactory(name=name)
            for name in ("Jan Zysk", "Jan Łan", "Jan Lis", "Zofia Maj", "Adam Żak", "Jan Źrebiec")
        ]
        add_news(*(quote(person) for person in people))

        assert names(client) == [
            "Jan Lis", "Jan Łan", "Zofia Maj", "Jan Zysk", "Jan Źrebiec", "Adam Żak",
        ]  # fmt: skip


class TestWho:
    def test_is_quoted_or_speaks_on_any_kind_of_page(self, client, polish_tree, publish):
        quoted, event, news, mission = (
            factories.PersonFactory(name=f"Jan {surname}") for surname in ("A", "B", "C", "D")
        )
        publish(polish_tree.news, body=[quote(quoted), speech(news)])
        publish(polish_tree.event, body=[speech(event)])
        publish(polish_tree.mission, body=[quote(mission)])

        assert names(client) == ["Jan A", "Jan B", "Jan C", "Jan D"]

    def test_is_nobody_from_the_register_alone(self, client, polish_tree, anna):
        assert names(client) == []
        assert client.get(f"{PEOPLE}?person={anna.slug}").status_code == 404

    @pytest.mark.parametrize("hide", ["draft", "private", "private above", "unpublished"])
    def test_is_nobody_whose_page_is_hidden(self, client, add_news, polish_tree, anna, hide):
        page = add_news(quote(anna), live=hide != "draft")
        if hide == "unpublished":
            page.unpublish()
        if hide.startswith("private"):
            closed = page if hide == "private" else polish_tree.news_index
            PageViewRestriction.objects.create(page=closed, restriction_type="login")

        assert names(client) == []
        assert client.get(f"{PEOPLE}?person={anna.slug}").status_code == 404

    def test_is_nobody_from_a_draft_of_a_published_page(self, client, polish_tree, anna):
        polish_tree.news.body = [quote(anna)]
        polish_tree.news.save_revision()

        assert names(client) == []

    def test_is_nobody_who_was_taken_out(self, client, polish_tree, publish, anna):
        publish(polish_tree.news, body=[quote(anna)])
        publish(polish_tree.news, body=[block("paragraph", "<p>Nic.</p>")])

        assert names(client) == []

    def test_is_nobody_from_the_other_language(self, client, tree, publish, anna):
        publish(tree.english(tree.news), body=[quote(anna)])

        assert names(client) == []
        assert names(client, "/en/people/") == ["Anna Nowak"]

    def test_is_nobody_from_a_copy_that_waits_for_its_translation(
        self, client, tree, add_news, anna
    ):
        page = add_news(quote(anna))
        alias = page.copy_for_translation(tree.english(tree.home).locale, alias=True)

        assert alias.live
        assert names(client) == ["Anna Nowak"]
        assert names(client, "/en/people/") == []

    def test_is_nobody_from_a_translation_that_is_not_published(self, client, tree, add_news, anna):
        start_translation(add_news(quote(anna)))

        assert names(client, "/en/people/") == []

    def test_nobody_is_told_in_a_sentence(self, client, polish_tree):
        page = soup(client, PEOPLE)

        assert "Nikt nie zabrał tu jeszcze głosu" in words(page.main)
        assert [heading.name for heading in page.main.select("h1, h2, h3")] == ["h1"]

    def test_is_read_from_where_the_blocks_choose_people(self):
        # Paths in Wagtail's reference index: they change with the vocabulary.
        def path(chosen, keys):
            for key in keys:
                chosen = chosen.child_block if key == "item" else chosen.child_blocks[key]
            return chosen

        for place in (statements.QUOTED, statements.SPOKE):
            assert path(StoryBlock(), place.split(".")[1:]).target_model is Person


class TestOverview:
    def test_shows_role_organisation_portrait_and_number(self, client, add_news, anna):
        Person.objects.filter(pk=anna.pk).update(portrait=factories.ImageFactory())
        add_news(*(quote(anna, text=f"Zdanie {n}.") for n in range(5)), speech(anna))
        person = soup(client, PEOPLE).select_one("article.person")

        assert words(person.select_one(".person__role")) == "rzeczniczka, Klaster"
        assert person.select_one("img.person__portrait")["alt"] == ""
        assert words(person.select_one(".person__count")) == "5 wypowiedzi, 1 wystąpienie"
        assert len(person.select(".statement")) == 3
        assert person.select_one(".more")["href"] == "?person=anna-nowak"

    def test_shows_the_latest_by_the_dates_of_their_stories(
        self, client, add_news, polish_tree, publish, anna
    ):
        for year in (2021, 2024, 2020, 2023):
            add_news(quote(anna, text=f"Rok {year}."), date=datetime.date(year, 5, 1))
        start, end = (datetime.datetime(2022, 5, 1, hour, tzinfo=datetime.UTC) for hour in (9, 10))
        publish(polish_tree.event, body=[quote(anna, text="Rok 2022.")], start=start, end=end)

        assert said(client, PEOPLE) == ["„Rok 2024.”", "„Rok 2023.”", "„Rok 2022.”"]
        everything = said(client, f"{PEOPLE}?person=anna-nowak")
        assert everything == [f"„Rok {year}.”" for year in (2024, 2023, 2022, 2021, 2020)]

    def test_gives_each_person_their_own(self, client, add_news, anna):
        jan = factories.PersonFactory(name="Jan Lis")
        for _ in range(4):
            add_news(quote(anna, text="Anny."), quote(jan, text="Jana."))
        people = soup(client, PEOPLE).select("article.person")

        for person, text in zip(people, ["„Jana.”", "„Anny.”"], strict=True):
            assert [words(tag) for tag in person.select("blockquote")] == [text] * 3

    def test_tells_statements_of_one_story_in_its_order(self, client, add_news, anna):
        texts = ["Jeden.", "Dwa.", "Trzy."]
        add_news(*(quote(anna, text=text) for text in texts))

        assert said(client, PEOPLE) == [f"„{text}”" for text in texts]

    def test_leads_to_the_story(self, client, add_news, anna):
        page = add_news(quote(anna), title="Relacja", date=datetime.date(2025, 3, 1))
        source = soup(client, PEOPLE).select_one(".statement figcaption")

        assert source.a["href"] == page.url
        assert words(source) == "Relacja, 1 marca 2025"
        assert source.time["datetime"] == "2025-03-01"

    def test_says_when_it_was_said_and_in_which_role(self, client, add_news, anna):
        add_news(quote(anna, date="2019-02-03", role_at_the_time="radna"))
        source = words(soup(client, PEOPLE).select_one(".statement figcaption"))

        assert source.startswith("radna · ")
        assert source.endswith("3 lutego 2019")

    def test_tells_verbatim_from_paraphrase(self, client, add_news, anna):
        add_news(quote(anna, text="Tak."), quote(anna, text="Nie.", kind="paraphrase"))
        verbatim, paraphrase = soup(client, PEOPLE).select(".statement")

        assert words(verbatim.blockquote) == "„Tak.”"
        assert not verbatim.select(".quote__kind")
        assert words(paraphrase.blockquote) == "Nie."
        assert "omówienie" in words(paraphrase.select_one(".quote__kind"))

    def test_tells_in_which_language_it_was_said(self, client, tree, publish, anna):
        publish(tree.news, body=[quote(anna, language="pl")])
        translate(tree.news)
        statement = soup(client, "/en/people/").select_one(".statement")

        assert words(statement.select_one(".quote__original")) == "Said in Polish"
        assert words(statement.blockquote) == "“EN Czas na zmianę.”"

    def test_lists_the_sessions_of_who_only_spoke(self, client, polish_tree, publish, anna):
        publish(polish_tree.event, body=[speech(anna, "Sieć")])
        (statement,) = soup(client, PEOPLE).select(".statement--session")

        assert words(statement).startswith("Sieć (wystąpienie) Zapowiedź wystąpienia: Forum, ")
        assert statement.a["href"] == polish_tree.event.url

    def test_tells_past_sessions_from_coming_ones(self, client, add_news, anna):
        add_news(speech(anna), date=datetime.date(2024, 1, 2))

        assert words(soup(client, PEOPLE).select_one(".statement")).startswith(
            "Wykład (wystąpienie) Wystąpienie: "
        )

    def test_is_cut_into_pages(self, client, polish_tree, add_news):
        people = [factories.PersonFactory(name=f"Jan Nowak {n:03}") for n in range(31)]
        add_news(*(quote(person) for person in people))

        assert len(names(client)) == 30
        assert names(client, f"{PEOPLE}?page=2") == names(client, f"{PEOPLE}?page=9" + "9" * 30)
        assert names(client, f"{PEOPLE}?page=2") == ["Jan Nowak 030"]

    def test_headings_skip_no_level(self, client, add_news, anna):
        add_news(quote(anna))
        headings = soup(client, PEOPLE).main.select("h1, h2, h3, h4")

        assert [heading.name for heading in headings] == ["h1", "h2"]


class TestOne:
    @pytest.fixture
    def prolific(self, add_news, anna):
        """Anna, quoted in twelve news, each a day later than the one before; Jan once."""
        for number in range(12):
            day = datetime.date(2025, 1, 1) + datetime.timedelta(days=number)
            add_news(quote(anna, text=f"Zdanie {number}."), date=day)
        add_news(quote(factories.PersonFactory(name="Jan Lis"), text="Co innego."))
        return anna

    def test_is_shown_with_everything_newest_first(self, client, prolific):
        first = said(client, f"{PEOPLE}?person=anna-nowak")
        second = said(client, f"{PEOPLE}?person=anna-nowak&page=2")

        assert first + second == [f"„Zdanie {number}.”" for number in reversed(range(12))]
        assert len(first) == 10

    def test_turning_the_page_keeps_the_person(self, client, prolific):
        page = soup(client, f"{PEOPLE}?person=anna-nowak")

        assert page.select_one("a[rel=next]")["href"] == "?person=anna-nowak&page=2"

    @pytest.mark.parametrize("number", ["abc", "-1", "0", "99", "9" * 40])
    def test_takes_any_page_number(self, client, prolific, number):
        assert said(client, f"{PEOPLE}?person=anna-nowak&page={number}")

    def test_is_named_in_title_and_heading(self, client, prolific):
        page = soup(client, f"{PEOPLE}?person=anna-nowak")

        assert words(page.title).startswith("Anna Nowak – Ludzie – ")
        assert [words(heading) for heading in page.main.select("h1, h2")] == ["Anna Nowak"]
        assert page.select_one(".page > p > a.more")["href"] == PEOPLE

    def test_is_shown_with_quotes_and_sessions(self, client, add_news, anna):
        add_news(quote(anna), speech(anna))

        assert len(soup(client, f"{PEOPLE}?person=anna-nowak").select(".statement")) == 2

    @pytest.mark.parametrize("slug", ["nie-ma", "Anna Nowak", "'", "anna-nowak%00", "1"])
    def test_an_unknown_one_is_not_found(self, client, prolific, slug):
        assert client.get(f"{PEOPLE}?person={slug}").status_code == 404

    def test_an_empty_one_is_everybody(self, client, prolific):
        assert names(client, f"{PEOPLE}?person=") == ["Jan Lis", "Anna Nowak"]

    def test_switching_the_language_keeps_the_person(self, client, tree, publish, anna):
        publish(tree.news, body=[quote(anna)])
        page = soup(client, f"{PEOPLE}?person=anna-nowak&page=1&x=y")

        switch = page.select_one(".language-switcher a")["href"]
        assert switch.startswith("/en/people/?person=anna-nowak")
        assert page.select_one("link[rel=canonical]")["href"].endswith(
            "/pl/ludzie/?person=anna-nowak"
        )
        # A list in which the choice finds nothing is no alternate (decision 0022).
        assert not page.select("link[rel=alternate][hreflang]")
        # Not translated yet: nothing to read, but no dead end.
        assert "nothing of this person" in words(soup(client, switch).main)


class TestLinks:
    def test_a_quote_leads_to_its_person(self, client, polish_tree, publish, anna):
        publish(polish_tree.news, body=[quote(anna)])
        link = soup(client, polish_tree.news.url).select_one(".quote figcaption a")

        assert words(link) == "Anna Nowak"
        assert link["href"] == "/pl/ludzie/?person=anna-nowak"
        assert said(client, link["href"])

    def test_a_quote_leads_nowhere_without_such_a_page(self, client, polish_tree, publish, anna):
        publish(polish_tree.news, body=[quote(anna)])
        with_page = queries(client, polish_tree.news.url)
        polish_tree.people.unpublish()

        figure = soup(client, polish_tree.news.url).select_one(".quote figcaption")
        assert words(figure.strong) == "Anna Nowak"
        assert not figure.select("a")
        assert queries(client, polish_tree.news.url) == with_page


class TestCost:
    @pytest.mark.parametrize("path", [PEOPLE, f"{PEOPLE}?person=anna-0"])
    def test_is_the_same_for_many(self, client, polish_tree, publish, add_news, path):
        def add_people(first, last):
            people = [
                factories.PersonFactory(name=f"Anna {n}", portrait=factories.ImageFactory())
                for n in range(first, last)
            ]
            add_news(*(quote(person) for person in people), *(speech(one) for one in people))
            publish(polish_tree.event, body=[speech(person) for person in people])

        add_people(0, 1)
        with_one = queries(client, path)
        add_people(1, 9)
        for _ in range(12):
            add_news(quote(Person.objects.get(slug="anna-0")))

        assert queries(client, path) == with_one
        assert with_one <= FIRST


class TestSlug:
    @pytest.mark.parametrize(
        ("name", "slug"),
        [
            ("Łucja Żółć-Ćwik", "lucja-zolc-cwik"),
            ("Jan Müller", "jan-muller"),
            ("李明", "liming"),
            ("…", "person"),
            ("ß" * 120, "ss" * 72),
        ],
    )
    def test_is_made_of_the_name(self, db, name, slug):
        person = factories.PersonFactory(name=name)
        person.full_clean()

        assert person.slug == slug

    def test_is_numbered_where_names_repeat(self, db):
        slugs = [factories.PersonFactory(name="Jan Lis").slug for _ in range(3)]

        assert slugs == ["jan-lis", "jan-lis-2", "jan-lis-3"]

    def test_stays_when_the_name_changes(self, anna):
        anna.name = "Anna Kowalska"
        anna.save()

        assert anna.slug == "anna-nowak"

    def test_may_be_left_empty_or_chosen_in_the_admin(self, admin_client, db):
        form = {"name": "Jan Lis", "role_pl": "wójt", "role_en": "mayor", "portrait": ""}
        url = reverse("wagtailsnippets_portal_person:add")
        for slug in ("", "", "wojt-lis"):
            assert admin_client.post(url, {**form, "slug": slug}).status_code == 302

        assert set(Person.objects.values_list("slug", flat=True)) == {
            "jan-lis", "jan-lis-2", "wojt-lis",
        }  # fmt: skip

    def test_is_refused_where_somebody_has_it(self, admin_client, anna):
        form = {"name": "Jan", "role_pl": "a", "role_en": "b", "portrait": "", "slug": anna.slug}
        response = admin_client.post(reverse("wagtailsnippets_portal_person:add"), form)

        assert response.status_code == 200
        assert Person.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_who_was_there_before_slugs_gets_one():
    before = [("portal", "0002_shared_facts")]
    stop_watching(connection.alias)
    executor = MigrationExecutor(connection)
    executor.migrate(before)
    try:
        people = executor.loader.project_state(before).apps.get_model("portal", "Person")
        for name in ("Jan Łan", "Jan Lan", "!"):
            people._base_manager.create(name=name, role="wójt", role_pl="wójt", role_en="mayor")
    finally:
        executor = MigrationExecutor(connection)
        executor.migrate(executor.loader.graph.leaf_nodes())
        start_watching(connection.alias)

    slugs = Person.objects.order_by("pk").values_list("slug", flat=True)
    assert list(slugs) == ["jan-lan", "jan-lan-2", "person"]
