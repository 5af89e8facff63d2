"""What a screen reader makes of a page: headings, landmarks, names, languages, errors."""

import pytest
from playwright.sync_api import Page

from tests.e2e import content
from tests.e2e.measures import measure

# Words in the other language and where they are said. An English page of these tests has Polish
# words behind "EN ", which count as translated.
FOREIGN = {
    "pl": {
        "English": "home",
        "This page is not available in English yet": "without translation",
        "The nearest page in English": "without translation",
        "Home page in English": "404",
    },
    "en": {
        "polski": "home",
        "Czas na zmianę.": "news with every block",
        content.ONLY_POLISH_NOTICE: "home",
        "Strona główna po polsku": "404",
    },
}


@pytest.fixture
def page(new_context) -> Page:
    return new_context(viewport={"width": 1280, "height": 800}).new_page()


@pytest.mark.parametrize("width", [360, 1280])
def test_each_page_is_built_as_it_is_announced(page, width):
    page.set_viewport_size({"width": width, "height": 800})
    found = []
    for view in content.views():
        content.open_view(page, view)
        built = measure(page, "structure")
        found += [f"{view}: {problem}" for problem in built["problems"]]
        if built["language"] != view.language:
            found.append(f"{view}: its language is {built['language']!r}")

    assert not found, "\n" + "\n".join(found)


def test_the_title_tells_one_state_of_a_page_from_another(page):
    """A filter, a page of a list, a query, errors: whoever has several tabs open can tell them.

    Only the thanks may be the contact page again.
    """
    found = []
    for language in ("pl", "en"):
        titles = {}
        for view in content.views():
            if view.language == language and view.name != "contact, sent":
                content.open_view(page, view)
                titles.setdefault(page.title(), set()).add(view.name)
        found += [
            f"{title!r}: {sorted(names)}" for title, names in titles.items() if len(names) > 1
        ]

    assert not found, "\n" + "\n".join(found)


def test_every_phrase_in_the_other_language_says_so(page):
    found, heard = [], set()
    for view in content.views():
        content.open_view(page, view)
        other = {"pl": "en", "en": "pl"}[view.language]
        for phrase, where in FOREIGN[view.language].items():
            languages = measure(page, "languages_of", phrase)
            if languages and view.name == where:
                heard.add(phrase)
            if set(languages) - {other}:
                found.append(f"{view}: {phrase!r} is announced as {languages}")
        found += [f"{view}: {link}" for link in measure(page, "unannounced_links")]

    assert not found, "\n" + "\n".join(found)
    assert heard == {phrase for phrases in FOREIGN.values() for phrase in phrases}


@pytest.mark.parametrize("language", ["pl", "en"])
def test_errors_are_tied_to_their_fields_and_announced(page, language):
    (view,) = (
        view
        for view in content.views()
        if (view.name, view.language) == (content.WITH_ERRORS, language)
    )
    content.open_view(page, view)
    wrong = measure(page, "wrong_fields")
    assert len(wrong) >= 4
    for field in wrong:
        assert field["invalid"] == "true", field
        assert any(field["described"]), field
    summary = measure(page, "error_summary")
    assert summary is not None, "nothing announces that the form was not sent"
    assert {field["name"] for field in wrong} <= set(summary["links"])


def test_the_measure_would_tell(page):
    """What passes every page would measure nothing."""
    page.set_content(
        "<h1>one</h1><h3>skipped</h3><h1 id=twice>two</h1><nav id=twice></nav><nav></nav>"
        "<input><img src='data:,'><svg></svg><a href=/></a><p aria-describedby=none>x"
    )
    problems = "\n".join(measure(page, "structure")["problems"])
    for problem in (
        "2 headings of level 1",
        "heading of level 3 after 1",
        "landmarks alike: navigation",
        "no landmark main",
        "id twice: twice",
        "no alt",
        "a drawing neither",
        "a field without a label",
        "says nothing",
        "aria-describedby names nothing",
    ):
        assert problem in problems
