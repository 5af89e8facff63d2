"""The form of each block, as docs/api.md promises it, and of one that nobody has thought of."""

import datetime
import json

import pytest
from django.http import HttpRequest
from django.utils import timezone
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock
from wagtail.models import PageViewRestriction

from portal.api.blocks import told
from portal.api.stories import Stories
from portal.blocks import StoryBlock
from portal.blocks.quote import PersonChooserBlock
from portal.models import PortalDocument
from tests import factories
from tests.stories import (
    block,
    chart,
    item,
    long_story,
    programme,
    quote,
    region_map,
    session,
    table,
)


@pytest.fixture
def forms(tree, client, publish):
    """Publishes a story and gives the forms of its blocks: forms([…], page)."""

    def tell(story: list[dict], page=None) -> list[dict]:
        page = publish(page or tree.news, body=json.dumps(story))
        return client.get(f"/api/v2/pages/{page.pk}/").json()["body"]

    return tell


def value(forms, *story, **kwargs):
    (told_block,) = forms(list(story), **kwargs)
    return told_block["value"]


def paragraph(html: str) -> dict:
    return block("paragraph", html)


def test_each_block_keeps_its_type_and_identity(forms):
    story = long_story()
    told_story = forms(story)

    assert [(each["type"], each["id"]) for each in told_story] == [
        (each["type"], each["id"]) for each in story
    ]


def test_a_heading_has_level_and_anchor(forms):
    told_story = forms([block("heading", {"text": "Śródtytuł", "level": "h3"})] * 2)

    assert told_story[0]["value"] == {"text": "Śródtytuł", "level": 2, "anchor": "srodtytul"}
    assert told_story[1]["value"] == {"text": "Śródtytuł", "level": 3, "anchor": "srodtytul-2"}


def test_links_of_a_paragraph_are_absolute(tree, forms):
    document = PortalDocument.objects.create(title="Umowa", file="umowa.pdf")
    told_value = value(
        forms,
        paragraph(
            f'<p>Por. <a linktype="page" id="{tree.mission.pk}">misja</a>, '
            f'<a linktype="document" id="{document.pk}">umowa</a>, <a href="/pl/kontakt/">tu</a>, '
            f'<a href="#nizej">niżej</a>, <a href="mailto:a@example.org">list</a></p><p>Dalej</p>'
        ),
    )

    base = "http://testserver/pl/aktualnosci/nowa-strefa/"
    for href in (
        "http://testserver/pl/misja/",
        f"http://testserver/documents/{document.pk}/umowa.pdf",
        "http://testserver/pl/kontakt/",
        f"{base}#nizej",
        "mailto:a@example.org",
    ):
        assert f'href="{href}"' in told_value["html"]
    assert told_value["text"] == "Por. misja, umowa, tu, niżej, list\nDalej"


@pytest.mark.parametrize(
    "link",
    ['<a href="javascript:alert(1)">x</a>', '<a linktype="page" id="99999">x</a>', "<a>x</a>"],
)
def test_what_leads_nowhere_is_text(forms, link):
    assert value(forms, paragraph(f"<p>a {link}</p>"))["html"] == "<p>a x</p>"


def test_links_to_closed_and_unpublished_pages_are_text(tree, forms):
    PageViewRestriction.objects.create(
        page=tree.mission, restriction_type=PageViewRestriction.LOGIN
    )
    draft = factories.StandardPageFactory(parent=tree.home, title="Tajne", live=False)
    links = "".join(f'<a linktype="page" id="{pk}">x</a>' for pk in (tree.mission.pk, draft.pk))

    assert value(forms, paragraph(f"<p>{links}</p>"))["html"] == "<p>xx</p>"
    cards = [item({"title": "T", "page": pk}) for pk in (tree.mission.pk, draft.pk)]
    told_cards = value(forms, block("link_cards", {"cards": cards}))["cards"]
    assert [card["href"] for card in told_cards] == ["", ""]


def test_links_lead_to_the_language_of_the_page(tree, forms):
    link = paragraph(f'<p><a linktype="page" id="{tree.mission.pk}">m</a></p>')
    card = block("link_cards", {"cards": [item({"title": "T", "page": tree.mission.pk})]})
    told_story = forms([link, card], page=tree.english(tree.news))

    assert 'href="http://testserver/en/mission/"' in told_story[0]["value"]["html"]
    assert told_story[1]["value"]["cards"][0]["href"] == "http://testserver/en/mission/"


def test_a_quote_says_who_said_it_and_how(tree, forms):
    person = factories.PersonFactory()
    told_value = value(
        forms,
        quote(person, role_at_the_time="wójt", language="pl", date="2025-07-05"),
        page=tree.english(tree.news),
    )

    assert told_value["kind"] == "verbatim"
    assert told_value["role"] == "wójt"
    assert told_value["language"] == "pl"
    assert told_value["date"] == "2025-07-05"
    assert told_value["person"] == {
        "id": person.pk,
        "slug": "anna-przykladowa",
        "name": "Anna Przykładowa",
        "role": "spokeswoman",
        "organisation": "The Cluster",
    }


def test_a_programme_of_an_event_has_moments(tree, forms):
    start = tree.event.start
    day = timezone.localdate(start)
    told_value = value(
        forms,
        programme(
            session(start=datetime.time(11), end=datetime.time(12)),
            session("Potem", speakers=[item({"name": "Gość", "organisation": "skądś"})]),
        ),
        page=tree.event,
    )

    first, second = told_value["sessions"]
    assert told_value["date"] == day.isoformat()
    assert (first["start"], first["end"]) == ("11:00", "12:00")
    moment = datetime.datetime.fromisoformat(first["starts_at"])
    assert (moment.date(), moment.hour) == (day, 11)
    assert moment.utcoffset() == timezone.localtime(start).utcoffset()
    assert second["starts_at"] is None
    assert second["speakers"] == [{"name": "Gość", "affiliation": "skądś", "person": None}]


def test_a_programme_of_a_report_has_hours_only(forms):
    told_value = value(forms, programme(session(start=datetime.time(11))))

    assert told_value["date"] is None
    assert told_value["sessions"][0]["start"] == "11:00"
    assert told_value["sessions"][0]["starts_at"] is None


def test_a_table_has_columns_and_rows(forms):
    assert value(forms, table()) == {
        "caption": "Liczby",
        "columns": [{"heading": "Co", "type": "text"}, {"heading": "Ile", "type": "number"}],
        "rows": [["Miejsca pracy", "1000"], ["Gminy", "2"]],
    }


def test_a_chart_is_told_by_its_numbers(forms):
    assert value(forms, chart("line")) == {
        "title": "Firmy",
        "kind": "line",
        "unit": "tys.",
        "heading": "Rok",
        "columns": ["Firmy", "Miejsca pracy"],
        "rows": [
            {"label": "2023", "values": [12, 1234.5]},
            {"label": "2024", "values": [None, 1500]},
        ],
        "note": "",
        "source": "przykład",
    }


def test_a_map_is_told_by_its_places(forms):
    office, station = value(forms, region_map())["places"]
    # The middle of a town is not where the office is.
    assert (office["address"], office["latitude"]) == ("Główna 122, 97-410 Kleszczów", None)
    assert (station["latitude"], station["longitude"]) == (51.4065, 19.695)
    assert station["url"].startswith("https://www.openstreetmap.org/")


def test_a_picture_has_its_text_and_its_sizes(tree, forms):
    picture = factories.ImageFactory(
        credit_pl="A. B.", credit_en="A. B.", file__width=1000, file__height=500
    )
    story = block("picture", {"picture": picture.pk, "caption": "Podpis"})
    shown = value(forms, story)["picture"]

    assert (shown["alt"], shown["credit"]) == ("Warstwy ziemi", "A. B.")
    assert [one["width"] for one in shown["renditions"]] == [400, 800, 1000]
    assert shown["url"] == shown["renditions"][-1]["url"]
    assert shown["url"].startswith("http://testserver/media/")


def test_a_picture_speaks_the_language_of_the_page(tree, forms):
    story = block("picture", {"picture": factories.ImageFactory().pk, "caption": ""})
    shown = value(forms, story, page=tree.english(tree.news))["picture"]

    assert shown["alt"] == "Layers of earth"


def test_a_picture_without_its_file_is_told_all_the_same(forms):
    picture = factories.ImageFactory()
    picture.file.storage.delete(picture.file.name)

    shown = value(forms, block("picture", {"picture": picture.pk, "caption": ""}))["picture"]
    assert (shown["url"], shown["renditions"]) == (None, [])


def test_what_was_deleted_leaves_no_hole(forms):
    documents = block("documents", {"title": "Pliki", "documents": [item({"document": 999})]})

    assert value(forms, documents) == {"title": "Pliki", "documents": [], "level": 2}
    assert value(forms, block("picture", {"picture": 999, "caption": ""}))["picture"] is None


class CityBlock(blocks.StructBlock):
    name = blocks.CharBlock()
    people = blocks.IntegerBlock()
    share = blocks.FloatBlock()
    price = blocks.DecimalBlock()
    since = blocks.DateBlock()
    is_big = blocks.BooleanBlock()
    kind = blocks.ChoiceBlock(choices=[("a", "A")])
    about = blocks.RichTextBlock()
    picture = ImageChooserBlock()
    mayor = PersonChooserBlock()
    paper = DocumentChooserBlock()
    page = blocks.PageChooserBlock()
    streets = blocks.ListBlock(blocks.CharBlock())
    parts = blocks.StreamBlock([("note", blocks.TextBlock())])
    raw = blocks.RawHTMLBlock()


def test_a_block_that_nobody_has_thought_of_is_told_by_its_parts(tree):
    picture, person = factories.ImageFactory(), factories.PersonFactory()
    document = PortalDocument.objects.create(title="Plan", file="plan.pdf")
    story = blocks.StreamBlock([("city", CityBlock())])
    stored = {
        "name": "Kleszczów",
        "people": 6000,
        "share": 0.5,
        "price": "1.25",
        "since": "2025-01-02",
        "is_big": False,
        "kind": "a",
        "about": "<p>O <b>nim</b></p>",
        "picture": picture.pk,
        "mayor": person.pk,
        "paper": document.pk,
        "page": tree.mission.pk,
        "streets": ["Główna"],
        "parts": [{"type": "note", "value": "tak", "id": "1"}],
        "raw": "<script>x</script>",
    }
    request = HttpRequest()
    request.META.update(SERVER_NAME="testserver", SERVER_PORT="80")
    page = tree.news
    page.body = blocks.StreamValue(
        story, [{"type": "city", "value": stored, "id": "c"}], is_lazy=True
    )
    ((city,),) = [Stories(request, [page], ["body"]).blocks(page, "body")]

    assert city["type"] == "city"
    told_value = city["value"]
    json.dumps(told_value)
    assert told_value["people"] == 6000
    assert told_value["price"] == 1.25
    assert told_value["since"] == "2025-01-02"
    assert told_value["about"]["text"] == "O nim"
    assert told_value["picture"]["alt"] == "Warstwy ziemi"
    assert told_value["mayor"]["name"] == "Anna Przykładowa"
    assert told_value["paper"]["url"].endswith("plan.pdf")
    assert told_value["page"] == "http://testserver/pl/misja/"
    assert told_value["streets"] == ["Główna"]
    assert told_value["parts"] == [{"type": "note", "id": "1", "value": "tak"}]


def test_nothing_is_told_of_what_is_no_text(tree):
    class Odd(blocks.FieldBlock):
        def get_prep_value(self, value):
            return {"secret": "x"}

    assert told(Odd(), object(), None) is None


def test_every_block_of_the_vocabulary_is_told(tree):
    """With its preview value, whatever other blocks are added."""
    request = HttpRequest()
    request.META.update(SERVER_NAME="testserver", SERVER_PORT="80")
    factories.ImageFactory()
    page = tree.news
    vocabulary = StoryBlock()
    page.body = blocks.StreamValue(
        vocabulary,
        [(name, child.get_preview_value()) for name, child in vocabulary.child_blocks.items()],
    )
    stories = Stories(request, [], [])
    teller = stories.teller(page)

    told_story = told(vocabulary, page.body, teller)

    assert [each["type"] for each in told_story] == list(vocabulary.child_blocks)
    json.dumps(told_story)
