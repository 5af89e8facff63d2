"""Every page type answers readers, and only as it should."""

import pytest
from django.test import Client

from portal.models import PortalSettings


@pytest.mark.parametrize(
    "path",
    [
        "/pl/",
        "/pl/misja/",
        "/pl/ochrona-danych/",
        "/pl/kontakt/",
        "/pl/aktualnosci/",
        "/pl/aktualnosci/nowa-strefa/",
        "/pl/wydarzenia/",
        "/pl/wydarzenia/forum/",
        "/pl/szukaj/",
        "/en/",
        "/en/mission/",
        "/en/ochrona-danych/",
        "/en/contact/",
        "/en/news/",
        "/en/news/nowa-strefa/",
        "/en/events/",
        "/en/events/forum/",
        "/en/search/",
    ],
)
def test_every_page_type_renders_in_both_languages(client, tree, path):
    response = client.get(path)

    assert response.status_code == 200
    html = response.content.decode()
    assert f'<html lang="{path[1:3]}"' in html
    assert html.count("<h1") == 1


def test_only_a_page_with_a_form_takes_anything(client, polish_tree):
    assert client.post("/pl/misja/").status_code == 405
    assert client.post("/pl/kontakt/").status_code == 422


@pytest.mark.parametrize(
    ("path", "words"),
    [("/pl/misja/", "Ta strona niczego nie przyjmuje"), ("/en/mission/", "takes nothing")],
)
def test_what_takes_nothing_says_so_in_the_readers_language(client, tree, path, words):
    response = client.post(path)

    assert (response.status_code, response["Allow"]) == (405, "GET, HEAD, OPTIONS")
    assert words in response.content.decode()


@pytest.mark.parametrize("path", ["/", "/robots.txt", "/healthz/live", "/pl/szukaj/"])
def test_nothing_else_asks_a_stranger_for_a_token(polish_tree, path):
    assert Client(enforce_csrf_checks=True).post(path).status_code == 405


def test_a_form_without_its_token_is_refused_in_the_readers_language(polish_tree):
    response = Client(enforce_csrf_checks=True).post(
        "/admin/login/", {"username": "x"}, headers={"accept-language": "pl"}
    )

    html = response.content.decode()
    assert response.status_code == 403
    assert '<html lang="pl">' in html
    assert "otwórz go jeszcze raz" in html
    assert "DEBUG" not in html


def test_the_only_login_is_that_of_the_admin(client, polish_tree):
    assert client.get("/pl/_util/login/")["Location"] == "/admin/login/"


def test_a_portal_without_its_data_has_a_name_nevertheless(client, polish_tree):
    PortalSettings.objects.all().delete()

    html = client.get("/pl/").content.decode()
    assert "Portal</title>" in html
    assert "None" not in html


@pytest.mark.parametrize(
    ("path", "content_type"), [("/robots.txt", "text/plain"), ("/healthz/live", "text/plain")]
)
def test_machines_files_need_no_language(client, path, content_type):
    response = client.get(path)

    assert response.status_code == 200
    assert response["Content-Type"].startswith(content_type)
