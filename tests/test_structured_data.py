"""JSON-LD of each page type in both languages, read by rdflib and held against schema.org."""

import datetime
import json
from dataclasses import fields
from urllib.parse import urlsplit

import pytest
from django.contrib.staticfiles import finders
from django.utils import timezone
from PIL import Image
from wagtail.models import PageViewRestriction
from wagtail_localize.models import Translation

from news.models import EventPage
from portal.models import PortalSettings
from portal.structured_data import things
from portal.structured_data.graph import name_of, script
from tests import factories
from tests.schema_org import (
    described,
    faults,
    graph_of,
    is_known_to_rdflib,
    properties,
    references,
    script_of,
)
from tests.stories import item, programme, quote, session
from tests.test_queries import queries
from tests.translating import translate

WARSAW = timezone.get_default_timezone()
NEWS, NEWS_EN = "/pl/aktualnosci/nowa-strefa/", "/en/aktualnosci/nowa-strefa/"
EVENT, EVENT_EN = "/pl/wydarzenia/forum/", "/en/wydarzenia/forum/"
HOST = "http://testserver"

# What Google asks for and what it recommends, without what the portal does not know
# (docs/decisions/0023-what-machines-are-told.md says what that is).
GOOGLE = {
    "NewsArticle": {"headline", "image", "datePublished", "dateModified", "author"},
    "Event": {
        *("name", "startDate", "location", "description", "endDate", "eventStatus"),
        *("eventAttendanceMode", "image", "organizer", "performer"),
    },
    "Organization": {
        *("name", "alternateName", "legalName", "url", "logo", "address", "telephone", "email"),
        *("taxID", "vatID", "contactPoint", "sameAs"),
    },
    "PostalAddress": {"streetAddress", "postalCode", "addressLocality", "addressCountry"},
    "ContactPoint": {"telephone", "email", "availableLanguage"},
    "Place": {"name", "address"},
    "BreadcrumbList": {"itemListElement"},
    "WebSite": {"name", "url", "potentialAction"},
    "SearchAction": {"target", "query-input"},
    "ProfilePage": {"mainEntity"},
    "Person": {"name"},
    "ImageObject": {"contentUrl", "width", "height"},
    "QuantitativeValue": {"value", "unitCode"},
    "Quotation": {"text", "spokenByCharacter", "inLanguage"},
    "DefinedTerm": {"name", "inDefinedTermSet"},
}
VOCABULARY = [kind for kind in vars(things).values() if isinstance(kind, type)]
VOCABULARY = [kind for kind in VOCABULARY if issubclass(kind, things.Thing)]


def read(client, path: str) -> dict:
    response = client.get(path)
    assert response.status_code == 200, path
    return script_of(response.content)


def only(data: dict, kind: str) -> dict:
    """The only thing of a type that a page describes at the top."""
    (found,) = [thing for thing in data["@graph"] if thing["@type"] == kind]
    return found


def moment(day: int, hour: int, month: int = 1) -> datetime.datetime:
    return datetime.datetime(2027, month, day, hour, tzinfo=WARSAW)


@pytest.mark.parametrize("kind", VOCABULARY, ids=lambda kind: kind.__name__)
def test_the_words_are_schema_org_s(kind):
    known = properties(kind.__name__)

    for field in (name_of(field.name) for field in fields(kind) if field.name != "id"):
        # "query-input" is said of "query".
        assert field.removesuffix("-input") in known
        assert is_known_to_rdflib(field.removesuffix("-input"))
    assert is_known_to_rdflib(kind.__name__)


def test_a_word_that_schema_org_does_not_have_is_found():
    graph = graph_of(
        {
            "@context": "https://schema.org",
            "@graph": [
                {"@type": "Event", "startDate": "30 grudnia", "headline": "Forum"},
                {"@type": "Happening", "name": "Forum"},
                {"@type": "NewsArticle", "author": "Klaster", "url": "/pl/"},
            ],
        }
    )

    found = "\n".join(faults(graph))

    assert "Event.startDate does not take" in found
    assert "Event has no headline" in found
    assert "no type Happening" in found
    assert "NewsArticle.author does not take" in found
    assert "NewsArticle.url does not take" in found


@pytest.fixture
def rich_tree(polish_tree, publish, django_capture_on_commit_callbacks):
    """All page types in both languages, with all that news and events can say."""
    person = factories.PersonFactory(portrait=factories.ImageFactory())
    picture = factories.ImageFactory(
        file__width=1600, file__height=800, credit_pl="Jan Fotograf", credit_en="Jan Fotograf"
    )
    factories.GlossaryTermFactory(definition_pl="Miejsce.", definition_en="A place.")
    PortalSettings.objects.update(
        street="ul. Główna 122",
        postcode="97-410",
        city="Kleszczów",
        facebook_url="https://facebook.example/klaster",
    )
    publish(
        polish_tree.news,
        date=datetime.date(2025, 7, 5),
        picture=picture,
        source_publisher="Gazeta",
        source_url="https://gazeta.example/strefa",
        source_date=datetime.date(2025, 7, 1),
        body=[
            quote(person, "Strefa ruszy."),
            quote(person, "Czekamy na nią.", kind="paraphrase"),
            quote(person, "Byłam przeciw.", role_at_the_time="radna"),
            quote(
                person,
                "Pracy będzie dość.",
                date="2025-06-30",
                source="Radio",
                source_url="https://radio.example/",
            ),
        ],
    )
    publish(
        polish_tree.event,
        start=moment(30, 10),
        end=moment(31, 15),
        picture=picture,
        address="Sportowa 1, 97-410 Kleszczów",
        organisers="Klaster Obszaru Nowej Energii\nGmina",
        body=[
            programme(
                session(
                    "Otwarcie",
                    start=datetime.time(10),
                    end=datetime.time(11),
                    room="Sala A",
                    summary="Powitanie.",
                    speakers=[item({"person": person.pk}), item({"name": "Gość"})],
                ),
                session("Kawa", kind="break", start=datetime.time(11)),
            ),
            programme(
                session("Wycieczka", speakers=[item({"person": person.pk})]), date="2027-01-31"
            ),
        ],
    )
    with django_capture_on_commit_callbacks(execute=True):
        for page in sorted(polish_tree.pages(), key=lambda page: page.path):
            page.refresh_from_db()
            translate(page.specific)
    return polish_tree


def both_languages(tree) -> list[str]:
    """The addresses of all pages, and of lists that are narrowed down."""
    polish = [page.get_url() for page in tree.pages()]
    more = ["?category=energia", "?year=2025"]
    polish += [f"/pl/aktualnosci/{query}" for query in more]
    polish += ["/pl/ludzie/?person=anna-przykladowa"]
    return polish + ["/en/" + path.removeprefix("/pl/") for path in polish]


def test_every_page_keeps_to_the_vocabulary_and_tells_what_is_asked_for(client, rich_tree):
    pages = {path: read(client, path) for path in both_languages(rich_tree)}
    told = [thing for data in pages.values() for thing in described(data)]
    known = {thing["@id"] for thing in told if "@id" in thing}

    for path, data in pages.items():
        assert faults(graph_of(data)) == [], path
        own = [thing["@id"] for thing in described(data) if "@id" in thing]
        assert len(own) == len(set(own)), path
        assert known.issuperset(references(data)), path
        assert all(urlsplit(address).netloc == "testserver" for address in own), path
    for kind in VOCABULARY:
        filled = {
            key
            for thing in told
            if issubclass(getattr(things, thing["@type"]), kind)
            for key in thing
        }
        # No word is kept that nobody says.
        assert {name_of(name) for name in kind.__annotations__} <= filled, kind
    for kind, wanted in GOOGLE.items():
        whole = [
            thing
            for data in pages.values()
            for thing in described(data)
            if thing["@type"] == kind and is_described_here(thing)
        ]
        assert whole, kind
        for thing in whole:
            assert wanted <= thing.keys(), thing


def is_described_here(thing: dict) -> bool:
    """Not what is only named: another page's article, a source, a session, who was first."""
    match thing["@type"]:
        case "NewsArticle":
            return "headline" in thing
        case "Quotation":
            return "spokenByCharacter" in thing
        case "Organization":
            return "@id" in thing
        case "Event":
            return "superEvent" not in thing
    return True


def test_both_languages_are_told_alike(client, rich_tree):
    for page in rich_tree.pages():
        polish, english = page.get_url(), rich_tree.english(page).get_url()
        original, translation = (read(client, path)["@graph"][0] for path in (polish, english))

        assert [original["@id"], original["inLanguage"]] == [HOST + polish, "pl"]
        assert [translation["@id"], translation["inLanguage"]] == [HOST + english, "en"]
        assert [one["@id"] for one in original["workTranslation"]] == [HOST + english]
        assert translation["translationOfWork"]["@id"] == HOST + polish
        assert translation["translationOfWork"]["inLanguage"] == "pl"
        assert "translationOfWork" not in original
        assert "workTranslation" not in translation


class TestNews:
    def test_tells_of_article_source_and_translation(self, client, rich_tree):
        polish, english = (only(read(client, path), "NewsArticle") for path in (NEWS, NEWS_EN))

        assert polish["headline"] == "Nowa strefa"
        assert english["headline"] == "EN Nowa strefa"
        assert polish["articleSection"] == "Energia"
        assert english["articleSection"] == "Energy"
        assert polish["author"] == polish["publisher"] == {"@id": f"{HOST}/#organization"}
        assert polish["isAccessibleForFree"] is True
        assert polish["isBasedOn"] == {
            "@type": "CreativeWork",
            "url": "https://gazeta.example/strefa",
            "publisher": {"@type": "Organization", "name": "Gazeta"},
            "datePublished": "2025-07-01",
        }
        assert polish["image"]["creditText"] == "Jan Fotograf"
        assert polish["image"]["caption"] == "Warstwy ziemi"
        assert english["image"]["caption"] == "Layers of earth"
        assert english["translationOfWork"]["@id"] == polish["@id"] == f"{HOST}{NEWS}#article"
        assert polish["workTranslation"][0]["@id"] == english["@id"]

    def test_shows_a_picture_that_the_page_shows_anyway(self, client, rich_tree):
        html = client.get(NEWS).content.decode()
        picture = only(script_of(html), "NewsArticle")["image"]["contentUrl"]

        assert f"{picture.removeprefix(HOST)} " in html

    def test_is_as_old_as_readers_are_told(self, client, polish_tree, publish):
        # Brought along from an old site: published there years before it was published here.
        publish(polish_tree.news, date=datetime.date(2019, 3, 1))
        old = only(read(client, NEWS), "NewsArticle")
        publish(polish_tree.news, date=timezone.localdate(polish_tree.news.first_published_at))
        new = only(read(client, NEWS), "NewsArticle")

        assert old["datePublished"] == "2019-03-01"
        assert datetime.datetime.fromisoformat(new["datePublished"]) == (
            polish_tree.news.first_published_at.replace(microsecond=0)
        )

    def test_is_not_changed_before_it_is_published(self, client, polish_tree, publish):
        publish(polish_tree.news, date=datetime.date(2999, 1, 1))

        assert "dateModified" not in only(read(client, NEWS), "NewsArticle")

    def test_quotes_what_was_said_word_for_word(self, client, rich_tree):
        data = read(client, NEWS)
        plain, then, dated = only(data, "NewsArticle")["hasPart"]
        who = only(data, "Person")

        assert plain["text"] == "Strefa ruszy."
        assert plain["inLanguage"] == "pl"
        assert plain["spokenByCharacter"] == {"@id": who["@id"]}
        assert who["name"] == "Anna Przykładowa"
        assert who["jobTitle"] == "rzeczniczka"
        assert who["worksFor"]["name"] == "Klaster"
        assert who["url"] == f"{HOST}/pl/ludzie/?person=anna-przykladowa"
        assert then["spokenByCharacter"]["jobTitle"] == "radna"
        assert "@id" not in then["spokenByCharacter"]
        assert dated["dateCreated"] == "2025-06-30"
        assert dated["isBasedOn"]["url"] == "https://radio.example/"

    def test_tells_how_a_translated_quote_was_said(self, client, rich_tree):
        data = read(client, NEWS_EN)
        said = only(data, "NewsArticle")["hasPart"][0]

        assert said["text"] == "EN Strefa ruszy."
        assert said["inLanguage"] == "en"
        assert said["translationOfWork"] == {
            "@type": "Quotation",
            "text": "Strefa ruszy.",
            "inLanguage": "pl",
        }
        assert only(data, "Person")["@id"] == only(read(client, NEWS), "Person")["@id"]

    def test_a_quote_that_nobody_has_translated_is_in_its_own_language(
        self, client, rich_tree, publish
    ):
        english = rich_tree.english(rich_tree.news)
        Translation.objects.update(enabled=False)
        publish(english, body=[quote(factories.PersonFactory(name="Jan"), "Strefa ruszy.")])
        (said,) = only(read(client, NEWS_EN), "NewsArticle")["hasPart"]

        assert said["inLanguage"] == "pl"
        assert "translationOfWork" not in said

    @pytest.mark.parametrize(
        "title",
        [
            "</script><script>alert(1)</script>",
            "<!--<script>",
            "]]> & „cudzysłów” \u2028 \u2029",
            '"}],"@graph":[]',
            "{{ page }} {% load %}",
        ],
    )
    def test_no_title_gets_out_of_it(self, client, polish_tree, publish, title):
        publish(polish_tree.news, title=title)
        html = client.get(NEWS).content.decode()
        raw = html.partition('<script type="application/ld+json">')[2].partition("</script>")[0]

        assert only(json.loads(raw), "NewsArticle")["headline"] == title
        assert not {*"<>&\u2028\u2029"} & {*raw}
        assert faults(graph_of(json.loads(raw))) == []


class TestEvent:
    def test_is_one_event_in_both_languages(self, client, rich_tree):
        polish, english = (only(read(client, path), "Event") for path in (EVENT, EVENT_EN))

        assert polish["@id"] == english["@id"]
        assert [polish["url"], english["url"]] == [HOST + EVENT, HOST + EVENT_EN]
        sessions = [one["@id"] for one in polish["subEvent"]]
        assert sessions == [one["@id"] for one in english["subEvent"]]
        # Those of a copy for the next year are others.
        assert all(one.startswith(polish["@id"]) for one in sessions)
        assert polish["organizer"] == [
            {"@id": f"{HOST}/#organization"},
            {"@type": "Organization", "name": "Gmina"},
        ]
        assert only(read(client, EVENT), "Place")["address"] == "Sportowa 1, 97-410 Kleszczów"

    def test_tells_of_its_sessions(self, client, rich_tree):
        data = read(client, EVENT)
        event, who = only(data, "Event"), {"@id": only(data, "Person")["@id"]}
        opening, trip = event["subEvent"]

        assert opening["name"] == "Otwarcie"
        assert opening["description"] == "Powitanie."
        assert opening["startDate"] == "2027-01-30T10:00:00+01:00"
        assert opening["endDate"] == "2027-01-30T11:00:00+01:00"
        assert opening["superEvent"] == {"@id": event["@id"]}
        assert opening["performer"] == [who, {"@type": "Person", "name": "Gość"}]
        assert event["performer"] == opening["performer"]
        (room,) = opening["location"]
        assert room["name"] == "Sala A"
        assert room["containedInPlace"] == event["location"][0] == trip["location"][0]
        # Of the trip only the day is known.
        assert trip["startDate"] == "2027-01-31"
        assert "endDate" not in trip

    @pytest.mark.parametrize(("month", "offset"), [(1, "+01:00"), (7, "+02:00")])
    def test_has_the_hours_of_its_season(self, client, polish_tree, publish, month, offset):
        publish(
            polish_tree.event,
            start=moment(20, 10, month),
            end=moment(20, 15, month),
            body=[programme(session(start=datetime.time(11)))],
        )
        event = only(read(client, EVENT), "Event")

        assert event["startDate"] == f"2027-{month:02}-20T10:00:00{offset}"
        assert event["endDate"] == f"2027-{month:02}-20T15:00:00{offset}"
        assert event["subEvent"][0]["startDate"] == f"2027-{month:02}-20T11:00:00{offset}"

    @pytest.mark.parametrize(
        ("status", "told"),
        [
            (EventPage.Status.SCHEDULED, "EventScheduled"),
            (EventPage.Status.RESCHEDULED, "EventRescheduled"),
            (EventPage.Status.POSTPONED, "EventPostponed"),
            (EventPage.Status.CANCELLED, "EventCancelled"),
        ],
    )
    def test_says_what_has_become_of_it(self, client, polish_tree, publish, status, told):
        publish(polish_tree.event, status=status, body=[programme(session())])
        data = read(client, EVENT)
        event = only(data, "Event")

        assert event["eventStatus"] == f"https://schema.org/{told}"
        assert event["subEvent"][0]["eventStatus"] == event["eventStatus"]
        assert faults(graph_of(data)) == []

    @pytest.mark.parametrize(
        ("attendance", "told", "places"),
        [
            ("offline", "OfflineEventAttendanceMode", ["Place"]),
            ("online", "OnlineEventAttendanceMode", ["VirtualLocation"]),
            ("mixed", "MixedEventAttendanceMode", ["Place", "VirtualLocation"]),
        ],
    )
    def test_says_how_one_takes_part(self, client, polish_tree, publish, attendance, told, places):
        publish(
            polish_tree.event,
            attendance=attendance,
            online_url="https://meet.example/forum",
            body=[programme(session(room="Sala"))],
        )
        data = read(client, EVENT)
        event = only(data, "Event")

        assert event["eventAttendanceMode"] == f"https://schema.org/{told}"
        where = [{"@id": one["@id"]} for one in data["@graph"] if one["@type"] in places]
        assert event["location"] == where
        assert len(event["location"]) == len(event["subEvent"][0]["location"]) == len(places)
        if "VirtualLocation" in places:
            assert only(data, "VirtualLocation")["url"] == "https://meet.example/forum"
        assert faults(graph_of(data)) == []

    def test_has_the_town_of_its_venue_where_no_address_is_known(self, client, polish_tree):
        assert only(read(client, EVENT), "Place")["address"] == "Solpark Kleszczów"


class TestAssociation:
    def test_tells_its_register_data(self, client, rich_tree):
        polish, english = (
            only(read(client, path), "Organization") for path in ("/pl/kontakt/", "/en/kontakt/")
        )

        assert polish["@id"] == english["@id"] == f"{HOST}/#organization"
        assert polish["name"] == "Klaster Obszaru Nowej Energii"
        assert polish["alternateName"] == ["New Energy Area Cluster"]
        assert english["alternateName"] == ["Klaster Obszaru Nowej Energii"]
        assert polish["taxID"] == "7692252507"
        assert polish["vatID"] == "PL7692252507"
        assert [(one["propertyID"], one["value"]) for one in polish["identifier"]] == [
            ("REGON", "540869122"),
            ("KRS", "0001149189"),
        ]
        assert polish["contactPoint"] == {
            "@type": "ContactPoint",
            "url": f"{HOST}/pl/kontakt/",
            "telephone": "+48607444242",
            "email": "kontakt@example.org",
            "availableLanguage": ["pl", "en"],
        }
        assert polish["sameAs"] == ["https://facebook.example/klaster"]
        assert [polish["url"], english["url"]] == [f"{HOST}/pl/", f"{HOST}/en/"]

    def test_numbers_are_told_without_what_editors_put_between(self, client, polish_tree):
        PortalSettings.objects.update(nip="769-225-25-07", regon="540 869 122")
        told = only(read(client, "/pl/"), "Organization")

        assert told["taxID"] == "7692252507"
        assert told["identifier"][0]["value"] == "540869122"

    def test_nothing_is_invented_where_nothing_is_known(self, client, polish_tree):
        PortalSettings.objects.all().delete()
        data = read(client, "/pl/")

        assert only(data, "Organization").keys() == {
            *("@type", "@id", "name", "url", "logo"),
        }
        assert only(data, "Organization")["name"] == "Portal"
        assert faults(graph_of(data)) == []

    def test_the_logo_is_there_and_as_large_as_it_says(self, client, polish_tree):
        logo = only(read(client, "/pl/"), "Organization")["logo"]
        with Image.open(finders.find(logo["url"].removeprefix(f"{HOST}/static/"))) as picture:
            assert picture.size == (logo["width"]["value"], logo["height"]["value"])

    @pytest.mark.parametrize("path", ["/pl/", "/en/"])
    def test_the_portal_says_how_it_is_searched(self, client, tree, path):
        site = only(read(client, path), "WebSite")
        template = site["potentialAction"]["target"]["urlTemplate"]

        assert site["@id"] == f"{HOST}{path}#website"
        assert site["inLanguage"] == path.strip("/")
        assert template.endswith("?q={search_term_string}")
        assert client.get(template.replace("{search_term_string}", "strefa")).status_code == 200


class TestLists:
    def test_news_are_told_in_their_order(self, client, tree):
        page = only(read(client, "/pl/aktualnosci/"), "CollectionPage")

        assert [
            (one["position"], one["name"], one["url"])
            for one in page["mainEntity"]["itemListElement"]
        ] == [(1, "Nowa strefa", HOST + NEWS)]

    def test_a_later_page_goes_on_counting(self, client, polish_tree):
        factories.NewsPageFactory.create_batch(10, parent=polish_tree.news_index)
        page = only(read(client, "/pl/aktualnosci/?page=2"), "CollectionPage")

        assert page["@id"] == f"{HOST}/pl/aktualnosci/?page=2"
        assert [one["position"] for one in page["mainEntity"]["itemListElement"]] == [11]
        assert "workTranslation" not in page

    def test_an_empty_list_is_none(self, client, empty_index):
        page = only(read(client, "/pl/aktualnosci/"), "CollectionPage")

        assert "mainEntity" not in page

    def test_a_person_has_a_profile(self, client, rich_tree):
        data = read(client, "/en/ludzie/?person=anna-przykladowa")
        page, who = only(data, "ProfilePage"), only(data, "Person")

        assert page["mainEntity"] == {"@id": who["@id"]}
        assert page["name"] == who["name"] == "Anna Przykładowa"
        assert who["jobTitle"] == "spokeswoman"
        assert who["image"]["contentUrl"].endswith(".jpg")

    def test_the_glossary_is_a_set_of_terms(self, client, rich_tree):
        html = client.get("/en/slowniczek/").content.decode()
        (term,) = only(script_of(html), "DefinedTermSet")["hasDefinedTerm"]

        assert term["name"] == "industrial zone"
        assert term["description"] == "A place."
        assert f'id="{term["url"].partition("#")[2]}"' in html

    def test_breadcrumbs_lead_from_home_to_the_page(self, client, tree):
        steps = only(read(client, NEWS), "BreadcrumbList")["itemListElement"]

        assert [(one["position"], one["name"], one["item"]["@id"]) for one in steps] == [
            (1, "Strona główna", f"{HOST}/pl/"),
            (2, "Aktualności", f"{HOST}/pl/aktualnosci/"),
            (3, "Nowa strefa", HOST + NEWS),
        ]
        assert "BreadcrumbList" not in {one["@type"] for one in read(client, "/pl/")["@graph"]}


class TestWhatIsNotTold:
    def test_a_preview_tells_nothing(self, polish_tree, publish):
        polish_tree.news.title = "Nikt jeszcze nie wie"
        response = polish_tree.news.make_preview_request()

        assert response.status_code == 200
        assert script_of(response.render().content) is None

    @pytest.mark.parametrize("path", [NEWS, EVENT])
    def test_nor_does_the_question_for_a_password(self, client, tree, path):
        PageViewRestriction.objects.create(
            page=tree.home, restriction_type="password", password="sezam"
        )
        response = client.get(path)

        assert 'name="password"' in response.content.decode()
        assert script_of(response.content) is None

    def test_a_private_translation_is_not_named(self, client, tree):
        PageViewRestriction.objects.create(page=tree.english(tree.news), restriction_type="login")
        article = only(read(client, NEWS), "NewsArticle")

        assert "workTranslation" not in article
        assert "EN Nowa strefa" not in json.dumps(article)

    def test_nor_is_a_draft(self, client, tree):
        tree.english(tree.news).unpublish()

        assert "workTranslation" not in only(read(client, NEWS), "NewsArticle")

    def test_a_copy_that_waits_tells_of_its_original(self, client, polish_tree, english):
        for page in (polish_tree.home, polish_tree.news_index, polish_tree.news):
            page.copy_for_translation(english, alias=page == polish_tree.news)
        english.refresh_from_db()
        for page in (polish_tree.home, polish_tree.news_index):
            page.get_translation(english).specific.save_revision().publish()
        path = polish_tree.news.get_translation(english).get_url()
        data = read(client, path)
        article = only(data, "NewsArticle")

        original = only(read(client, NEWS), "NewsArticle")
        # Whether the original is open to everybody is not known here.
        assert article == {k: v for k, v in original.items() if k != "isAccessibleForFree"}
        assert article["inLanguage"] == only(data, "WebSite")["inLanguage"] == "pl"
        assert article["articleSection"] == "Energia"
        assert "BreadcrumbList" not in {one["@type"] for one in data["@graph"]}

    def test_pages_of_the_search_and_errors_tell_nothing(self, client, tree):
        for path in ("/pl/szukaj/?q=strefa", "/pl/nie-ma/"):
            assert script_of(client.get(path).content) is None

    def test_it_asks_nothing_that_the_page_does_not_ask(self, client, rich_tree, monkeypatch):
        paths = both_languages(rich_tree)
        told = [queries(client, path) for path in paths]
        monkeypatch.setattr("portal.templatetags.structured_data.things_around", lambda context: [])

        assert told == [queries(client, path) for path in paths]


def test_what_is_empty_is_left_out():
    nothing = things.Organization(name="Klaster", email="", sameAs=[], legalName=None)

    assert script_of(script([nothing]))["@graph"] == [{"@type": "Organization", "name": "Klaster"}]
    assert script([]) == ""
