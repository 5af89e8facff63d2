"""Content checks: what the server finds, where it says so, and to whom."""

import json
import re

import pytest
from django.utils import translation
from wagtail.models import Page
from wagtail.users.models import UserProfile

from portal.checks import ALONE, ALT, CHECKS, LINK, LONG_LEAD, LONGEST_LEAD, QUOTED, findings_of
from portal.models import PortalImage
from tests import factories
from tests.stories import block, item, quote


@pytest.fixture
def news(polish_tree):
    return polish_tree.news


def findings(page, *blocks, **values) -> dict:
    for name, value in values.items():
        setattr(page, name, value)
    if blocks:
        page.body = json.dumps(blocks)
    return {where: found for where, found in findings_of(page).items() if found}


def link(pk) -> dict:
    return block("paragraph", f'<p>Zob. <a linktype="page" id="{pk}">tu</a>.</p>')


def test_a_sound_page_has_no_findings(news):
    assert findings(news, quote(factories.PersonFactory()), lead="x" * LONGEST_LEAD) == {}


def test_a_long_lead(news):
    assert findings(news, lead="x" * (LONGEST_LEAD + 1)) == {"lead": [LONG_LEAD]}


class TestQuotes:
    @pytest.mark.parametrize("mark", ["„", "”", "“", '"', "«", "»"])
    def test_a_paraphrase_has_no_quotation_marks(self, news, mark):
        said = quote(factories.PersonFactory(), f"Mówił o {mark}zmianie.", kind="paraphrase")
        assert findings(news, said) == {0: [QUOTED]}

    def test_verbatim_words_may(self, news):
        assert findings(news, quote(factories.PersonFactory(), "To „zmiana”.")) == {}

    def test_an_apostrophe_is_no_quotation_mark(self, news):
        assert (
            findings(news, quote(factories.PersonFactory(), "McDonald's", kind="paraphrase")) == {}
        )

    def test_an_empty_quote_is_left_to_the_form(self, news):
        assert (
            findings(news, block("quote", {"kind": "paraphrase", "text": "", "person": None})) == {}
        )


class TestHeadings:
    @pytest.mark.parametrize(
        ("levels", "found"),
        [
            (["h2", "h3", "h3", "h2"], {}),
            (["h3", "h3", "h2"], {0: [ALONE]}),
            (["h3"], {0: [ALONE]}),
            ([], {}),
        ],
    )
    def test_a_subsection_needs_a_section(self, news, levels, found):
        headings = [block("heading", {"text": level, "level": level}) for level in levels]
        assert findings(news, *headings, block("paragraph", "<p>x</p>")) == found


class TestPictures:
    @pytest.fixture(params=["description_pl", "description_en"])
    def half(self, request, db) -> PortalImage:
        image = factories.ImageFactory()
        # Neither the form nor the demo leaves it out; an import or a script may.
        PortalImage.objects.filter(pk=image.pk).update(**{request.param: " "})
        return PortalImage.objects.get(pk=image.pk)

    def test_the_main_one(self, news, half):
        assert findings(news, picture=half) == {"picture": [ALT]}

    def test_in_the_story(self, news, half):
        whole = factories.ImageFactory()
        pictures = [item({"picture": picture.pk}) for picture in (whole, half)]
        assert findings(
            news,
            block("picture", {"picture": whole.pk}),
            block("picture", {"picture": half.pk}),
            block("gallery", {"title": "G", "pictures": pictures}),
            block("picture", {"picture": None}),
        ) == {1: [ALT], 2: [ALT]}


class TestLinks:
    def test_a_page_of_this_language(self, tree):
        english = tree.english(tree.news)
        assert findings(tree.news, link(tree.mission.pk)) == {}
        # Whoever wrote it in English may have chosen the Polish page: readers are led to theirs.
        assert findings(english, link(tree.mission.pk)) == {}

    def test_a_page_without_translation(self, tree):
        alone = factories.StandardPageFactory(parent=tree.home, title="Tylko tu")
        assert findings(tree.news, link(alone.pk)) == {}
        assert findings(tree.english(tree.news), link(alone.pk)) == {0: [LINK]}

    def test_a_draft(self, polish_tree, news):
        draft = factories.StandardPageFactory(parent=polish_tree.home, live=False)
        assert findings(news, link(draft.pk)) == {0: [LINK]}

    def test_a_page_that_is_gone(self, news):
        assert findings(news, link(99999)) == {0: [LINK]}
        assert findings(news, link("x")) == {0: [LINK]}

    def test_cards(self, polish_tree, news):
        draft = factories.StandardPageFactory(parent=polish_tree.home, live=False)
        cards = [
            item({"title": "A", "page": polish_tree.mission.pk}),
            item({"title": "B", "url": "https://example.org/"}),
        ]
        assert findings(news, block("link_cards", {"cards": cards})) == {}
        cards.append(item({"title": "C", "page": draft.pk}))
        assert findings(news, block("link_cards", {"cards": cards})) == {0: [LINK]}

    def test_many_links_are_two_queries(self, polish_tree, news, django_assert_num_queries):
        news.body = json.dumps([link(polish_tree.mission.pk), *[link(pk) for pk in range(5, 40)]])
        with django_assert_num_queries(2):
            findings_of(news)


class TestPage:
    """What the checker of Wagtail will meet."""

    @pytest.fixture
    def faulty(self, news, publish):
        said = quote(factories.PersonFactory(), "O „zmianie”.", kind="paraphrase")
        heading = block("heading", {"text": "Dalej", "level": "h3"})
        return publish(
            news,
            lead="x" * 400,
            body=json.dumps([block("paragraph", "<p>a</p>"), heading, said, link(99999)]),
        )

    def marks(self, response) -> list[str]:
        return re.findall(r'<(\w+)[^>]* data-check="([^"]+)"', response.content.decode())

    def test_an_editor_s_preview_is_marked(self, faulty):
        assert self.marks(faulty.make_preview_request()) == [
            ("p", LONG_LEAD),
            ("h2", ALONE),
            ("figure", QUOTED),
            ("div", LINK),
        ]

    def test_so_is_the_page_for_whoever_is_logged_in(self, faulty, admin_client):
        assert len(self.marks(admin_client.get(faulty.url))) == 4

    def test_readers_get_none(self, faulty, client):
        response = client.get(faulty.url)
        assert b"data-check" not in response.content

    def test_a_page_without_lead_and_story(self, polish_tree):
        response = polish_tree.contact.make_preview_request()
        assert response.status_code == 200
        assert self.marks(response) == []

    def test_a_copy_that_waits_is_not_judged(self, faulty, english):
        home = Page.objects.get(pk=faulty.pk).get_ancestors().get(depth=2)
        index = faulty.get_parent()
        home.specific.copy_for_translation(english, alias=True)
        index.specific.copy_for_translation(english, alias=True)
        copy = faulty.copy_for_translation(english, alias=True)
        assert self.marks(copy.make_preview_request()) == []


class TestEditor:
    @pytest.mark.parametrize(
        ("language", "name"), [("pl", "Lead jest za długi"), ("en", "The lead is too long")]
    )
    def test_the_panel_speaks_the_editor_s_language(
        self, news, admin_client, admin_user, language, name
    ):

        profile = UserProfile.get_for_user(admin_user)
        profile.preferred_language = language
        profile.save()
        page = admin_client.get(f"/admin/pages/{news.pk}/edit/").content.decode()
        found = re.search(r'<script id="checker-axe-configuration"[^>]*>(.*?)</script>', page)
        configuration = json.loads(found[1])
        assert set(CHECKS) < set(configuration["options"]["runOnly"])
        assert "heading-order" in configuration["options"]["runOnly"]
        rules = {rule["id"]: rule for rule in configuration["spec"]["rules"]}
        assert set(CHECKS) < set(rules)
        assert configuration["messages"][LONG_LEAD]["error_name"] == name
        assert "320" in configuration["messages"][LONG_LEAD]["help_text"]

    def test_every_check_is_said_in_polish(self):
        with translation.override("pl"):
            polish = [str(part) for check in CHECKS.values() for part in check]
        with translation.override("en"):
            english = [str(part) for check in CHECKS.values() for part in check]
        assert not set(polish) & set(english)
