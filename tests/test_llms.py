"""/llms.txt: where an assistant finds what."""

import re

import pytest
from markdown_it import MarkdownIt
from wagtail.models import PageViewRestriction

from tests import factories
from tests.test_queries import queries


@pytest.fixture
def read(client):
    """The file as it would be written now."""

    def ask() -> str:
        response = client.get("/llms.txt")
        assert response.status_code == 200
        return response.content.decode()

    return ask


def test_it_has_the_form_that_llmstxt_org_asks_for(tree, read):
    tokens = MarkdownIt("commonmark").parse(read())
    kinds = [token.type for token in tokens if token.level == 0 and token.nesting == 1]

    assert (tokens[0].type, tokens[0].tag) == ("heading_open", "h1")
    assert kinds[1] == "blockquote_open"
    first_section = kinds.index("heading_open", 1)
    assert "heading_open" not in kinds[1:first_section]
    # A list of links below each heading, and nothing else.
    assert set(kinds[first_section:]) == {"heading_open", "bullet_list_open"}
    for line in read().splitlines():
        if line.startswith("- "):
            assert re.match(r"- \[.+\]\(https?://\S+\)(: .+)?$", line), line


def test_every_address_in_it_answers(tree, client, read):
    addresses = re.findall(r"\]\(http://testserver(\S+)\)", read())

    assert "/pl/index.md" in addresses
    assert "/en/news/nowa-strefa/index.md" in addresses
    assert {"/pl/aktualnosci/kanal.atom", "/en/news/feed.json", "/en/events/calendar.ics"} <= set(
        addresses
    )
    assert "/sitemap.xml" in addresses
    for address in addresses:
        assert client.get(address).status_code == 200, address


def test_english_stands_first(tree, read):
    text = read()

    assert text.startswith("# New Energy Area Cluster / Klaster Obszaru Nowej Energii\n")
    assert text.index("## English") < text.index("## Polski")


def test_it_names_only_what_everybody_may_read(tree, read):
    factories.NewsPageFactory(parent=tree.news_index, title="Szkic", live=False)
    original = factories.StandardPageFactory(parent=tree.home, title="Kopia")
    original.create_alias(parent=tree.english(tree.home), update_slug="copy")
    PageViewRestriction.objects.create(
        page=tree.mission, restriction_type=PageViewRestriction.LOGIN
    )
    text = read()

    assert "Szkic" not in text
    assert "/en/copy/" not in text
    assert "/pl/misja/" not in text


def test_it_stays_short(tree, read, django_assert_num_queries, client):
    for number in range(40):
        factories.NewsPageFactory(parent=tree.news_index, title=f"Nr {number}")

    assert len(re.findall(r"/pl/aktualnosci/[\w-]+/", read())) == 10
    assert queries(client, "/llms.txt") <= 40
    with django_assert_num_queries(1):
        client.get("/llms.txt")


def test_what_somebody_wrote_is_no_markup(tree, read, publish):
    publish(tree.mission, title="Misja](http://zlo.example) *x*", lead="raz\n## Optional")

    assert "\n## Optional\n" in read()
    assert read().count("\n## Optional") == 1
    links = [
        child.attrs["href"]
        for token in MarkdownIt("commonmark").parse(read())
        for child in token.children or ()
        if child.type == "link_open"
    ]
    assert not any("zlo" in href for href in links)


def test_an_empty_portal_has_one_too(db, client):
    assert client.get("/llms.txt").content.decode().startswith("# ")


def test_it_depends_on_no_header_of_the_reader(tree, client):
    response = client.get("/llms.txt", headers={"accept-language": "pl"})

    assert response["Cache-Control"] == "public, no-cache"
    assert "Accept-Language" not in response["Vary"]
    assert not response.cookies
    assert client.post("/llms.txt").status_code == 405
