"""The Markdown twin of a page says what the page says: read back by a parser that is not ours."""

import json
import re

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth import get_user_model
from markdown_it import MarkdownIt
from wagtail.models import PageViewRestriction

from news.models import EventPage, NewsPage
from portal.markdown.blocks import anything, markdown
from portal.markdown.text import from_html, inline, paragraphs
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
)
from tests.test_queries import queries

parser = MarkdownIt("commonmark").enable("table")


def html(text: str) -> BeautifulSoup:
    return BeautifulSoup(parser.render(text), "html.parser")


@pytest.fixture
def twin(client):
    """The twin of an address, as HTML of an independent parser."""

    def read(path: str) -> BeautifulSoup:
        response = client.get(path)
        assert response.status_code == 200, path
        assert response["Content-Type"] == "text/markdown; charset=utf-8"
        return html(response.content.decode())

    return read


def words(text: str) -> str:
    return " ".join(text.replace("\xa0", " ").split())


# Nothing that somebody wrote is markup ------------------------------------------------------------

HOSTILE = [
    "*a* _b_ **c**",
    "# nagłówek",
    "#nie",
    "1. pierwszy",
    "2025. rok",
    "3) trzeci",
    "- punkt",
    "+ plus",
    "> cytat",
    "`kod` ``x``",
    "<script>alert(1)</script>",
    "<b>x</b> &amp; &lt; &copy;",
    "[odnośnik](http://x) ![obraz](y)",
    "[a]: http://x",
    "| a | b |",
    "a\\b \\* \\",
    "===",
    "---",
    "~~~",
    "***",
    "~~a~~",
    "<http://x.example>",
    "http://x.example/_a_",
    "   wcięte",
    "koniec #",
    "a_b_c i 2*3*4",
    "„cytat” – myślnik …",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_what_somebody_wrote_is_read_back_as_it_was(text):
    soup = html(inline(text))

    assert words(soup.get_text()) == words(text)
    assert [tag.name for tag in soup.find_all()] == ["p"]


@pytest.mark.parametrize("text", HOSTILE)
def test_so_it_is_in_headings_lists_tables_and_rich_text(text):
    table = {
        "caption": text,
        "columns": [{"heading": text, "type": "text"}, {"heading": "b", "type": "number"}],
        "rows": [[text, text]],
    }
    told = html(markdown([{"type": "table", "value": table}]))
    assert [words(cell.get_text()) for cell in told.find_all("td")] == [words(text)] * 2
    assert words(told.find("th").get_text()) == words(text)

    heading = {"text": text, "level": 2, "anchor": ""}
    told = html(markdown([{"type": "heading", "value": heading}]))
    assert words(told.h2.get_text()) == words(text)
    assert len(told.find_all()) == 1

    told = html(from_html(str(BeautifulSoup("<p></p><ul><li></li></ul>", "html.parser"))))
    soup = BeautifulSoup("<p></p><ul><li></li></ul>", "html.parser")
    soup.p.string = soup.li.string = text
    told = html(from_html(str(soup)))
    assert [words(tag.get_text()) for tag in told.find_all(["p", "li"])] == [words(text)] * 2
    assert [tag.name for tag in told.find_all()] == ["p", "ul", "li"]


def test_lines_and_paragraphs_stay():
    soup = html(paragraphs("raz\n- dwa\n\n1. trzy\r\ncztery"))

    assert [p.get_text() for p in soup.find_all("p")] == ["raz\n- dwa", "1. trzy\ncztery"]
    assert len(soup.find_all("br")) == 2


@pytest.mark.parametrize(
    "href", ["https://a.example/b_(c)", "https://a.example/x y", "https://a.example/?a=1&b=_2_"]
)
def test_addresses_with_signs_of_markup_lead_there(href):
    told = html(from_html(f'<p><a href="{href.replace("&", "&amp;")}">tu</a></p>'))

    assert told.a.get_text() == "tu"
    expected = href.replace(" ", "%20").replace("(", "%28").replace(")", "%29")
    assert told.a["href"] == expected


# Pages --------------------------------------------------------------------------------------------


def rich(tree) -> list[dict]:
    document = PortalDocument.objects.create(title="Plan | 1", file="plan.pdf")
    person = factories.PersonFactory(name="Ewa *Nowak*")
    linked = f'<a linktype="page" id="{tree.mission.pk}">misja</a>'
    return [
        *long_story(),
        block("heading", {"text": "Dalej & *dalej*", "level": "h3"}),
        block("paragraph", f'<p>{linked} i <a href="https://a.example/_x_">tam</a></p>'),
        quote(person, "Pierwszy akapit.\n\nDrugi _akapit_.", kind="paraphrase", source="Źródło",
              source_url="https://zrodlo.example/a_b", date="2025-07-05"),
        programme(session("Panel | dwa", room="A*", summary="# nic"), title=""),
        block("documents", {"title": "", "documents": [item({"document": document.pk})]}),
    ]  # fmt: skip


def outline(soup: BeautifulSoup) -> list[tuple[str, str]]:
    return [
        (tag.name, words(tag.get_text()))
        for tag in soup.find_all(["h1", "h2", "h3"])
        # Of each session the page makes a heading, the twin an item of a list.
        if "session__title" not in tag.get("class", ())
    ]


def test_headings_and_links_of_a_story_are_those_of_the_page(tree, client, twin, publish):
    page = publish(tree.news, body=json.dumps(rich(tree)))
    shown = BeautifulSoup(client.get(page.url).content, "html.parser").main.article
    shown.select_one(".share-links").decompose()  # Ways to hand the page on, no part of it.
    told = twin(page.url + "index.md")

    assert outline(told) == outline(shown)
    links = {
        "http://testserver" + link["href"] if link["href"].startswith("/") else link["href"]
        for link in shown.find_all("a")
        # Ways within the portal that are no part of the story.
        if "?category=" not in link["href"] and "?person=" not in link["href"]
    }
    there = {link["href"] for link in told.find_all("a")}
    assert links <= there
    own = {link for link in there if link.endswith(("index.md", page.url))}
    assert there - links == own


def test_every_word_of_a_story_is_there(tree, client, twin, publish):
    page = publish(tree.news, body=json.dumps(rich(tree)))
    told = words(twin(page.url + "index.md").get_text())

    for text in (
        "Akapit o regionie.", "5–10 lat", "Miejsca pracy", "„Czas na zmianę.”", "Anna Przykładowa",
        "Drugi _akapit_.", "Ewa *Nowak*", "Panel | dwa", "A*", "# nic", "Podpis", "Plan | 1",
        "Naszymi słowami (omówienie)", "5 lipca 2025", "Energia",
    ):  # fmt: skip
        assert text in told, text


def test_tables_and_quotes_and_pictures_are_what_they_are(tree, twin, publish):
    page = publish(tree.news, body=json.dumps(rich(tree)), picture=factories.ImageFactory())
    told = twin(page.url + "index.md")

    assert [words(cell.get_text()) for cell in told.table.find_all("td")][:2] == [
        "Miejsca pracy",
        "1000",
    ]
    assert len(told.find_all("blockquote")) == 2
    assert {image["alt"] for image in told.find_all("img")} == {"Warstwy ziemi"}
    assert all(image["src"].startswith("http://testserver/media/") for image in told("img"))


@pytest.mark.parametrize("language", ["pl", "en"])
def test_every_page_has_a_twin_of_its_title(tree, client, twin, language):
    for page in tree.pages():
        page = page if language == "pl" else tree.english(page)
        told = twin(page.url + "index.md")
        assert len(told.find_all("h1")) == 1
        if page.depth > 2:
            assert told.h1.get_text() == page.title
        addresses = {link["href"] for link in told.find_all("a")}
        assert f"http://testserver{page.url}" in addresses
        other = tree.english(page).url if language == "pl" else None
        assert other is None or f"http://testserver{other}index.md" in addresses


def test_an_event_says_when_and_where(tree, twin, publish):
    publish(
        tree.event,
        status=EventPage.Status.CANCELLED,
        address="Sportowa 8, 97-410 Kleszczów",
        online_url="https://spotkanie.example/x_y",
    )
    told = words(twin("/pl/wydarzenia/forum/index.md").get_text())

    for text in ("Solpark Kleszczów", "Sportowa 8", "10:00–15:00", "Klaster; Gmina", "x_y"):
        assert text in told
    assert "kalendarz.ics" in told


def test_lists_lead_to_twins_part_by_part(tree, client, twin):
    for number in range(12):
        factories.NewsPageFactory(parent=tree.news_index, title=f"Nr {number}")
    told = twin("/pl/aktualnosci/index.md")
    further = told.find("a", href=re.compile("page=2"))["href"]
    second = twin(further.removeprefix("http://testserver"))

    news = "http://testserver/pl/aktualnosci/"
    first, rest = (
        {a["href"] for a in soup("a") if re.fullmatch(rf"{news}[\w-]+/index\.md", a["href"])}
        for soup in (told, second)
    )
    assert (len(first), len(rest), first & rest) == (10, 3, set())
    response = client.get("/pl/aktualnosci/index.md?page=2&x=1")
    assert response["Link"] == f'<{news}?page=2>; rel="canonical"'


def test_people_and_terms_are_there(tree, twin, publish):
    publish(tree.news, body=json.dumps(rich(tree)))
    factories.GlossaryTermFactory(definition_pl="Teren.", definition_en="Land.")

    people = twin("/pl/ludzie/index.md")
    link = people.find("a", string="Ewa *Nowak*")["href"].removeprefix("http://testserver")
    assert "Drugi _akapit_." in twin(link).blockquote.get_text()
    assert "industrial zone" in twin("/pl/slowniczek/index.md").get_text()


def test_contact_has_an_address_and_no_form(tree, twin):
    told = twin("/pl/kontakt/index.md").get_text()

    assert "kontakt@example.org" in told
    assert "769-225-25-07" in told
    assert "biuro@example.org" not in told
    assert "Wiadomość" not in told


def test_a_block_without_a_writer_is_written_by_its_parts():
    told = html(
        anything(
            {
                "title": "Wykres",
                "kind": "bar",
                "about": {"html": "<p>Co <b>rok</b></p>", "text": "Co rok"},
                "columns": None,
                "points": [{"label": "2024", "value": 1.5}, {"label": "2025", "value": 2}],
                "map": {"title": "Mapa", "url": "https://mapa.example/"},
                "shown": True,
            }
        )
    )

    assert [words(li.get_text(" ")) for li in told.find_all("li")] == ["2024 1.5", "2025 2"]
    assert told.strong.get_text() == "rok"
    assert told.a["href"] == "https://mapa.example/"
    assert "bar" not in told.get_text()


# Who gets it --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("accept", "is_markdown"),
    [
        ("text/markdown", True),
        ("TEXT/Markdown", True),
        ("text/markdown, text/html, */*", True),
        ("text/html, text/markdown;q=0.9", False),
        ("text/html;q=0.8, text/markdown", True),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", False),
        ("text/*", False),
        ("*/*", False),
        ("", False),
        ("text/markdown;q=0", False),
        ("nonsense;;;q=x", False),
    ],
)
def test_markdown_is_for_who_wants_it(tree, client, accept, is_markdown):
    response = client.get("/pl/misja/", headers={"accept": accept})

    assert response.status_code == 200
    assert response["Content-Type"].startswith("text/markdown") == is_markdown
    assert "Accept" in [name.strip() for name in response["Vary"].split(",")]
    assert not response.cookies


def test_both_ways_lead_to_the_same(tree, client):
    negotiated = client.get("/pl/misja/", headers={"accept": "text/markdown"})
    response = client.get("/pl/misja/index.md")

    assert negotiated.content == response.content
    assert response["Link"] == '<http://testserver/pl/misja/>; rel="canonical"'
    assert response["Cache-Control"] == "public, no-cache"
    assert response["Content-Language"] == "pl"
    again = client.get("/pl/misja/index.md", headers={"if-none-match": response["ETag"]})
    assert again.status_code == 304
    assert client.head("/pl/misja/index.md").status_code == 200
    assert client.post("/pl/misja/index.md").status_code == 405


@pytest.mark.parametrize("is_editor", [False, True])
@pytest.mark.parametrize("why", ["draft", "closed", "copy", "nowhere"])
def test_what_not_everybody_may_read_has_no_twin(tree, client, why, is_editor):
    if is_editor:
        client.force_login(get_user_model().objects.create_superuser("a", "a@example.org", "x"))
    page, path = tree.news, tree.news.url
    if why == "draft":
        page.unpublish()
    elif why == "closed":
        PageViewRestriction.objects.create(
            page=tree.news_index, restriction_type=PageViewRestriction.PASSWORD, password="x"
        )
    elif why == "copy":
        original = factories.NewsPageFactory(parent=tree.news_index, title="Kopia")
        page = original.create_alias(parent=tree.english(tree.news_index), update_slug="copy")
        path = page.url
    else:
        path = "/pl/aktualnosci/nie-ma/"

    assert client.get(f"{path}index.md").status_code == 404
    plain, asked = (client.get(path, headers={"accept": a}) for a in ("*/*", "text/markdown"))
    assert asked.status_code == plain.status_code
    assert asked["Content-Type"].startswith("text/html")
    assert 'type="text/markdown"' not in plain.content.decode()


def test_the_page_tells_of_its_twin(tree, client):
    def twin_of(path: str) -> str:
        soup = BeautifulSoup(client.get(path).content, "html.parser")
        return soup.find("link", type="text/markdown")["href"]

    assert twin_of("/pl/") == "http://testserver/pl/index.md"
    assert twin_of("/en/news/nowa-strefa/") == "http://testserver/en/news/nowa-strefa/index.md"
    listed = "/pl/aktualnosci/?category=energia"
    assert twin_of(listed) == "http://testserver/pl/aktualnosci/index.md?category=energia"


@pytest.mark.parametrize(
    ("path", "most"),
    [
        ("/pl/", 12),
        ("/pl/aktualnosci/", 12),
        ("/pl/wydarzenia/", 12),
        ("/pl/ludzie/", 12),
        ("/pl/slowniczek/", 10),
        ("/pl/kontakt/", 10),
    ],
)
def test_a_twin_costs_no_more_than_its_page(tree, client, path, most):
    assert queries(client, path + "index.md") <= most


def test_a_long_story_costs_what_its_kinds_of_blocks_cost(tree, client, publish):
    page = publish(tree.news, body=json.dumps(rich(tree) + rich(tree)))

    assert queries(client, page.url + "index.md") <= 20
    assert NewsPage.objects.count()


def test_charts_and_maps_are_tables_and_lists(tree, twin, publish):
    page = publish(tree.news, body=json.dumps([chart(), region_map()]))
    told = twin(page.url + "index.md")

    cells = [words(cell.get_text()) for cell in told.table.find_all("td")]
    assert cells == ["2023", "12", "1 234,5", "2024", "", "1 500"]
    assert "przykład" in told.get_text()
    (station,) = [link for link in told.find_all("a") if link.get_text() == "Dworzec"]
    assert station["href"].startswith("https://www.openstreetmap.org/")


def test_a_twin_is_found_by_the_name_of_a_file(tree, client):
    response = client.get("/pl/misja.md")
    assert (response.status_code, response["Location"]) == (
        301,
        "http://testserver/pl/misja/index.md",
    )
    assert client.get("/pl/nie-ma.md").status_code == 404


def test_what_was_negotiated_is_kept_by_no_cache_on_the_way(tree, client):
    response = client.get("/pl/misja/", headers={"accept": "text/markdown"})
    assert "private" in response["Cache-Control"]
    assert "public" not in response["Cache-Control"]
