"""The editors' handbook in the admin (portal.handbook)."""

import re
from urllib.parse import unquote

import pytest
from django.urls import reverse
from django.utils import translation
from django.utils.html import escape
from wagtail.users.models import UserProfile

from portal.handbook import DOCS, FILES, PICTURES, handbook

LANGUAGES = sorted(FILES)


@pytest.mark.parametrize("language", LANGUAGES)
class TestText:
    def test_it_has_a_title_and_chapters(self, language):
        book = handbook(language)
        assert book.title
        assert len(book.chapters) > 5
        assert "<h1" not in book.html

    def test_every_link_within_it_leads_somewhere(self, language):
        book = handbook(language)
        ids = re.findall(r'id="([^"]+)"', book.html)
        assert len(ids) == len(set(ids))
        # Browsers look for what an address says once its letters are no longer written as numbers.
        links = [unquote(link) for link in re.findall(r'<a href="([^"]+)"', book.html)]
        assert {link for link in links if link.startswith("#") and link[1:] not in ids} == set()
        assert [link for link in links if not re.match(r"#|https?://|mailto:|/", link)] == []

    def test_every_picture_is_there_and_says_what_it_shows(self, language):
        text = (DOCS / FILES[language]).read_text(encoding="utf-8")
        for alternative, source in re.findall(r"!\[([^\]]*)\]\(([^)]+)\)", text):
            assert len(alternative) > 10
            assert (DOCS / source).is_file(), source
            assert (DOCS / source).parent == PICTURES / language

    def test_no_picture_lies_about_unused(self, language):
        text = (DOCS / FILES[language]).read_text(encoding="utf-8")
        unused = [p.name for p in (PICTURES / language).glob("*.webp") if p.name not in text]
        assert unused == []


class TestInTheAdmin:
    @pytest.mark.parametrize("language", LANGUAGES)
    def test_it_is_read_in_the_language_of_the_admin(self, admin_client, admin_user, language):
        profile = UserProfile.get_for_user(admin_user)
        profile.preferred_language = language
        profile.save()
        with translation.override(language):
            book = handbook(language)
        page = admin_client.get(reverse("handbook")).content.decode()
        assert escape(book.title) in page
        assert f'href="#{book.chapters[0][0]}"' in page

    def test_the_help_menu_leads_to_it_and_to_nobody_else_s_site(self, admin_client):
        page = admin_client.get(reverse("wagtailadmin_home")).content.decode()
        assert reverse("handbook") in page
        assert "guide.wagtail.org" not in page
        assert "editor-guide" not in page

    @pytest.mark.django_db
    def test_strangers_are_asked_to_log_in(self, client):
        assert client.get(reverse("handbook")).status_code == 302

    @pytest.mark.parametrize("name", ["nothing.webp", "..%2f..%2fdesign.md", "..", "x.png"])
    def test_only_pictures_of_the_handbook_are_served(self, admin_client, name):
        answer = admin_client.get(f"{reverse('handbook')}pl/{name}", follow=True)
        assert answer.status_code == 404

    def test_a_picture_is_served(self, admin_client, tmp_path, monkeypatch):
        (tmp_path / "pl").mkdir()
        (tmp_path / "pl" / "panel.webp").write_bytes(b"RIFF")
        monkeypatch.setattr("portal.handbook.PICTURES", tmp_path)
        answer = admin_client.get(reverse("handbook_picture", args=["pl", "panel.webp"]))
        assert b"".join(answer.streaming_content) == b"RIFF"
        assert answer["Content-Type"] == "image/webp"
