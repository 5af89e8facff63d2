"""The admin is wholly in Polish: what Wagtail's own catalogues lack stands in locale/upstream/."""

import re
from collections.abc import Iterator
from pathlib import Path

import django
import polib
import pytest
from django.apps import apps
from django.conf import settings

UPSTREAM = settings.BASE_DIR / "locale" / "upstream"
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w+\}")

Key = tuple[str | None, str]


def catalogue(folder: Path, language: str, domain: str) -> list[polib.POEntry]:
    """The entries in use of one catalogue; none where there is no such file."""
    file = folder / language / "LC_MESSAGES" / f"{domain}.po"
    if not file.exists():
        return []
    return [entry for entry in polib.pofile(str(file)) if not entry.obsolete and not entry.fuzzy]


def folders() -> Iterator[Path]:
    """Where Django looks for the catalogues of everything that is installed."""
    yield Path(django.__file__).parent / "conf" / "locale"
    yield from (Path(app.path) / "locale" for app in apps.get_app_configs())


def is_translated(entry: polib.POEntry) -> bool:
    return bool(entry.msgstr or (entry.msgstr_plural and all(entry.msgstr_plural.values())))


def key(entry: polib.POEntry) -> Key:
    return entry.msgctxt, entry.msgid


def said_upstream(domain: str) -> set[Key]:
    return {key(entry) for folder in folders() for entry in catalogue(folder, "en", domain)}


@pytest.mark.parametrize("domain", ["django", "djangojs"])
def test_every_string_of_the_admin_has_its_polish(domain):
    polish = {
        key(entry)
        for folder in [*folders(), UPSTREAM]
        for entry in catalogue(folder, "pl", domain)
        if is_translated(entry)
    }

    assert said_upstream(domain)
    assert sorted(said_upstream(domain) - polish, key=str) == []


@pytest.mark.parametrize("domain", ["django", "djangojs"])
def test_no_polish_of_ours_has_outlived_its_string(domain):
    ours = {key(entry) for entry in catalogue(UPSTREAM, "pl", domain)}

    assert ours
    assert sorted(ours - said_upstream(domain), key=str) == []


@pytest.mark.parametrize("domain", ["django", "djangojs"])
def test_our_polish_names_no_value_that_is_not_given(domain):
    """A placeholder may be left out (Polish would have to inflect it), but none invented."""
    invented = [
        entry.msgid
        for entry in catalogue(UPSTREAM, "pl", domain)
        for text in [entry.msgstr, *entry.msgstr_plural.values()]
        if not set(PLACEHOLDER.findall(text))
        <= set(PLACEHOLDER.findall(entry.msgid + entry.msgid_plural))
    ]

    assert invented == []


def test_the_login_asks_for_the_password_in_polish(client, db):
    html = client.get("/admin/login/", headers={"accept-language": "pl"}).content.decode()

    assert "Hasło" in html
    assert "Password" not in html


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("pl", "Zaloguj się do portalu: Klaster Obszaru Nowej Energii"),
        ("en", "Sign in to New Energy Area Cluster"),
    ],
)
def test_the_login_says_where_one_logs_in(client, polish_tree, language, words):
    html = client.get("/admin/login/", headers={"accept-language": language}).content.decode()

    assert f"<h1>{words}</h1>" in html
    assert "do Wagtaila" not in html
