"""Every page type answers readers, and only as it should."""

from unittest import mock

import pytest
from django.db import DatabaseError, connection

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
    assert f'<html lang="{path[1:3]}">' in html
    assert html.count("<h1") == 1


def test_only_a_page_with_a_form_takes_anything(client, polish_tree):
    assert client.post("/pl/misja/").status_code == 405
    assert client.post("/pl/kontakt/").status_code == 422


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


def test_readiness_asks_the_database(client, db):
    assert client.get("/healthz/ready").status_code == 200
    with mock.patch.object(connection, "cursor", side_effect=DatabaseError):
        assert client.get("/healthz/ready").status_code == 503
