"""A news item that starts from a skeleton."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import translation

from news.models import NewsPage
from news.skeletons import SKELETONS
from portal.blocks import PROMPT, StoryBlock
from portal.wagtail_hooks import is_faulty
from tests import factories
from tests.stories import block, programme, quote, session

STORY = StoryBlock()


def address(tree, skeleton="meeting", index=None) -> str:
    return reverse("news_from_skeleton", args=[skeleton, (index or tree.news_index).pk])


class TestForm:
    def test_it_is_filled_in_and_saves_nothing(self, polish_tree, admin_client):
        before = NewsPage.objects.count()
        response = admin_client.get(address(polish_tree))
        assert response.status_code == 200
        page = response.content.decode()
        assert f'action="/admin/pages/add/news/newspage/{polish_tree.news_index.pk}/"' in page
        assert "Kto się spotkał" in page
        kinds = [child.block_type for child in response.context["form"].instance.body]
        assert kinds == ["heading", "paragraph", "heading", "quote", "programme", "picture"]
        assert NewsPage.objects.count() == before

    def test_it_speaks_the_language_of_the_list(self, tree, admin_client):
        def first(index):
            response = admin_client.get(address(tree, index=index))
            return response.context["form"].instance.body[0].value["text"]

        assert first(tree.news_index) == "Co ustalono"
        assert first(tree.english(tree.news_index)) == "What was decided"

    def test_a_skeleton_that_is_not_there(self, polish_tree, admin_client):
        assert admin_client.get(address(polish_tree, "nie-ma")).status_code == 404

    def test_a_page_that_is_not_there(self, polish_tree, admin_client):
        url = reverse("news_from_skeleton", args=["meeting", 99999])
        assert admin_client.get(url).status_code == 404

    def test_a_page_that_takes_no_news(self, polish_tree, admin_client):
        response = admin_client.get(address(polish_tree, index=polish_tree.mission))
        assert response.status_code == 302
        assert response.url == reverse("wagtailadmin_home")

    def test_whoever_may_not_add_is_refused(self, polish_tree, somebody):
        client = somebody(polish_tree.mission, "add_page")
        assert client.get(address(polish_tree)).status_code == 302


class TestOffer:
    def test_on_the_dashboard(self, polish_tree, somebody):
        client = somebody(polish_tree.news_index, "add_page")
        assert address(polish_tree) in client.get("/admin/").content.decode()

    def test_in_the_list_of_news(self, polish_tree, somebody):
        client = somebody(polish_tree.news_index, "add_page")
        page = client.get(f"/admin/pages/{polish_tree.news_index.pk}/").content.decode()
        assert address(polish_tree) in page
        assert "Dodaj stronę podrzędną" in page

    def test_nowhere_else(self, polish_tree, admin_client):
        page = admin_client.get(f"/admin/pages/{polish_tree.home.pk}/").content.decode()
        assert "/admin/news/start/" not in page

    def test_not_to_whoever_may_not_add(self, polish_tree, somebody):
        client = somebody(polish_tree.news_index, "change_page", "publish_page")
        assert address(polish_tree) not in client.get("/admin/").content.decode()
        page = client.get(f"/admin/pages/{polish_tree.news_index.pk}/")
        assert page.status_code == 200
        assert address(polish_tree) not in page.content.decode()

    def test_a_dashboard_without_news(self, db, admin_client):
        assert admin_client.get("/admin/").status_code == 200


@pytest.mark.parametrize("language", ["pl", "en"])
@pytest.mark.parametrize("skeleton", SKELETONS, ids=lambda skeleton: skeleton.name)
def test_a_skeleton_cannot_be_published_as_it_is(db, skeleton, language):
    with translation.override(language):
        story = STORY.normalize(skeleton.story())
    with pytest.raises(ValidationError) as refused:
        STORY.clean(story)
    kinds = [child.block_type for child in story]
    # Whatever is more than a heading asks to be written, and none of it is forgotten.
    assert [kinds[index] for index in sorted(refused.value.block_errors)] == [
        kind for kind in kinds if kind != "heading"
    ]


class TestPrompts:
    @pytest.fixture
    def blocks(self, db):
        person = factories.PersonFactory()
        return {
            "heading": block("heading", {"text": f"{PROMPT} Tytuł", "level": "h2"}),
            "paragraph": block("paragraph", f"<p>Gotowe.</p><ul><li>{PROMPT} Co dalej?</li></ul>"),
            "quote": quote(person, f"{PROMPT} Myśl"),
            "programme": programme(session(f"{PROMPT} Punkt")),
        }

    @pytest.mark.parametrize("kind", ["heading", "paragraph", "quote", "programme"])
    def test_is_refused(self, blocks, kind):
        fine = block("paragraph", "<p>Tekst.</p>")
        with pytest.raises(ValidationError) as refused:
            STORY.clean(STORY.to_python([fine, blocks[kind]]))
        assert list(refused.value.block_errors) == [1]

    def test_a_draft_may_have_it(self, blocks):
        story = STORY.to_python(list(blocks.values()))
        assert len(STORY.clean_deferred(story)) == 4

    def test_a_bulk_action_does_not_get_past_it(self, polish_tree, blocks):
        news = polish_tree.news
        assert not is_faulty(news)
        news.body = STORY.to_python([blocks["paragraph"]])
        news.save_revision()
        assert is_faulty(news)
