"""One stylesheet and one script for readers, made of many files."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.management import call_command
from django.template.loader import render_to_string

from portal import stylesheets
from portal.stylesheets import IMPORT, INDEX, SOURCES, bundle, inline, script


def test_every_file_is_in_it_in_its_layer():
    text = bundle()

    assert "@import" not in text
    for path in SOURCES.rglob("*.css"):
        if path.name in {"index.css", "style_guide.css"}:
            continue
        rules = re.sub(r"/\*.*?\*/\n*", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
        assert re.sub(r"\n\s+", "\n", rules) in text, path


@pytest.mark.parametrize("folder", ["components", "blocks"])
def test_each_stands_in_the_layer_of_its_folder(folder):
    imported = {match["path"]: match["layer"] for match in IMPORT.finditer(INDEX.read_text())}

    for path in (SOURCES / folder).glob("*.css"):
        assert imported[f"{folder}/{path.name}"] == folder


def test_every_token_is_used():
    rules = "".join(path.read_text(encoding="utf-8") for path in SOURCES.rglob("*.css"))
    tokens = re.findall(r"^  (--[\w-]+):", (SOURCES / "tokens.css").read_text(), re.MULTILINE)

    assert [token for token in tokens if f"var({token})" not in rules] == []


def test_the_order_of_the_layers_comes_first():
    assert bundle().startswith("@layer tokens, base, layout, components, blocks, print;")


def test_an_import_that_leads_nowhere_is_an_error(tmp_path, monkeypatch):
    index = tmp_path / "index.css"
    index.write_text('@import url("nowhere.css") layer(base);')
    monkeypatch.setattr("portal.stylesheets.INDEX", index)

    with pytest.raises(FileNotFoundError):
        bundle()


@pytest.fixture
def var_dir(tmp_path, settings):
    settings.VAR_DIR = tmp_path / "var"
    finders.get_finder.cache_clear()
    yield settings.VAR_DIR
    finders.get_finder.cache_clear()


def test_is_found_like_any_static_file_and_follows_its_parts(var_dir, monkeypatch):
    found = finders.find("css/portal.css")
    assert Path(found).read_text(encoding="utf-8") == bundle()

    monkeypatch.setitem(stylesheets.BUNDLES, "css/portal.css", lambda: "changed")
    assert Path(finders.find("css/portal.css")).read_text(encoding="utf-8") == "changed"
    assert len(finders.find("css/portal.css", find_all=True)) == 1


def test_is_collected_for_production(var_dir, tmp_path, settings):
    settings.STATIC_ROOT = tmp_path / "static"
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"},
    }
    call_command("collectstatic", interactive=False, verbosity=0)

    (collected,) = (tmp_path / "static" / "css").glob("portal.*.css")
    fonts = re.findall(r'url\("(.*?woff2)"\)', collected.read_text(encoding="utf-8"))
    assert len(fonts) == 4
    assert all((collected.parent / font).resolve().exists() for font in fonts)


def test_in_the_head_its_fonts_stand_at_the_addresses_of_the_site():
    html = render_to_string("includes/look.html")
    (rules,) = re.findall(r"<style>(.*?)</style>", html, re.DOTALL)
    fonts = re.findall(r'url\("(.*?woff2)"\)', rules)

    assert rules == inline()
    assert len(fonts) == 4
    assert all(finders.find(font.removeprefix(settings.STATIC_URL)) for font in fonts)


def test_a_changed_part_shows_at_once_while_developing(settings, monkeypatch):
    settings.DEBUG = True
    monkeypatch.setattr("portal.stylesheets.bundle", lambda: "p { color: red }")

    assert inline() == "p { color: red }"


def test_a_page_is_spared_making_its_stylesheet(monkeypatch):
    kept = inline()
    monkeypatch.setattr("portal.stylesheets.bundle", lambda: "p { color: red }")

    assert inline() == kept


def test_the_scripts_of_every_page_are_one_and_see_no_names_of_each_other():
    text = script()

    assert text.startswith("{\n")
    assert text.endswith("}\n")
    for part in ("hidePopover", "aria-activedescendant"):
        assert part in text
    assert "//" not in text


def test_the_colour_around_the_page_is_the_tokens_deep_ground():
    tokens = (SOURCES / "tokens.css").read_text(encoding="utf-8")
    look = (settings.BASE_DIR / "templates/includes/look.html").read_text(encoding="utf-8")

    (light, dark) = re.search(r"--deep: light-dark\((#\w+), (#\w+)\)", tokens).groups()
    assert re.findall(r'theme-color" content="(#\w+)"', look) == [light, dark]
