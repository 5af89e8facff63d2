"""Readers leave nothing behind, load nothing from others; docs/privacy.md maps every table."""

import re
import time
from urllib.parse import urljoin, urlsplit

import pytest
from bs4 import BeautifulSoup
from django.apps import apps
from django.conf import settings
from django.contrib.auth import get_user_model
from django.test import Client
from wagtail.models import PageViewRestriction

from tests.test_contact import EMAIL, POLISH, filled_in
from tests.test_freshness_everywhere import ADDRESSES

MAP = (settings.BASE_DIR / "docs" / "privacy.md").read_text(encoding="utf-8")
ABOUT_PEOPLE = "### Tables that hold data about people"
ABOUT_NOBODY = "### Tables that hold none"


def named_below(heading: str) -> list[str]:
    section = re.split(r"^#", MAP.split(heading)[1], maxsplit=1, flags=re.M)[0]
    return re.findall(r"`(\w+\.\w+)`", section)


def says_who(field) -> bool:
    """Whether a column names an account, or holds an e-mail address."""
    is_account = field.related_model is get_user_model()
    return is_account or field.get_internal_type() == "EmailField" or "email" in field.name


class TestMap:
    def test_every_table_is_in_one_of_its_lists(self):
        tables = {
            model._meta.label
            for model in apps.get_models(include_auto_created=True)
            if model._meta.managed and not model._meta.proxy
        }

        assert tables - {*named_below(ABOUT_PEOPLE), *named_below(ABOUT_NOBODY)} == set()

    def test_no_table_is_there_twice(self):
        named = named_below(ABOUT_PEOPLE) + named_below(ABOUT_NOBODY)

        assert sorted(named) == sorted(set(named))

    def test_what_names_an_account_or_holds_addresses_is_about_people(self):
        """A column that says who did something, or an e-mail address, is never about nobody."""
        telling = {
            model._meta.label
            for model in apps.get_models(include_auto_created=True)
            if model._meta.managed
            if any(says_who(field) for field in model._meta.local_concrete_fields)
        }

        assert telling
        assert telling - set(named_below(ABOUT_PEOPLE)) == set()

    @pytest.mark.parametrize("kind", sorted(settings.FORGETTING))
    def test_what_is_forgotten_is_told(self, kind):
        told = MAP.split("## What is forgotten, and when")[1].split("\n## ")[0].lower()

        assert kind.split()[0] in told

    @pytest.mark.parametrize(
        "name",
        [
            "CONTACT_MESSAGES_DAYS",
            "SEARCH_STATISTICS_DAYS",
            "MISSED_ADDRESSES_DAYS",
            "AUDIT_LOG_DAYS",
        ],
    )
    def test_days_are_those_of_the_settings(self, name):
        row = re.search(rf"^\| [^|]+ \| `{name}` \| (\d+)", MAP, re.M)

        assert int(row[1]) == getattr(settings, name)

    def test_sessions_last_as_long_as_it_says(self):
        assert settings.SESSION_COOKIE_AGE == 14 * 24 * 60 * 60

    def test_links_within_lead_somewhere(self):
        headings = re.findall(r"^#+ (.+)$", MAP, re.M)
        anchors = {re.sub(r"[^\w -]", "", each).lower().replace(" ", "-") for each in headings}

        assert set(re.findall(r"\]\(#([^)]+)\)", MAP)) <= anchors


# Beyond the pages, feeds and files that tests of freshness read.
MORE = [
    "/",
    "/pl/szukaj/",
    "/pl/szukaj/?q=zzzzzz",
    "/en/search/?q=zone",
    "/pl/szukaj/podpowiedzi/?q=str",
    "/pl/kontakt/?sent=1",
    "/pl/nie-ma/",
    "/en/nothing/",
    "/nothing",
    "/robots.txt",
    "/sitemap-news.xml",
    "/api/v2/",
    "/api/v2/pages/",
    "/healthz/live",
    "/healthz/ready",
]
# What loads by itself: not links, which somebody has to follow.
LOADING = "img, source, script, iframe, video, audio, embed, object, link:not([rel=alternate])"


def loaded_from(page: BeautifulSoup, base: str) -> set[str]:
    """The hosts that a browser asks for something when it shows `page`."""
    found = set()
    for tag in page.select(LOADING):
        if tag.name == "link" and {"canonical", "next", "prev", "license", "hub"} & set(tag["rel"]):
            continue
        named = [tag.get(name) for name in ("src", "href", "data", "poster")]
        named += [each.split()[0] for each in tag.get("srcset", "").split(",") if each.strip()]
        found |= {urlsplit(urljoin(base, address)).netloc for address in named if address}
    styles = " ".join([style.text for style in page.select("style")])
    styles += " ".join(tag["style"] for tag in page.select("[style]"))
    found |= {
        urlsplit(urljoin(base, url)).netloc for url in re.findall(r"url\(['\"]?([^)'\"]+)", styles)
    }
    return found - {""}


class TestVisit:
    @pytest.mark.parametrize("path", [*ADDRESSES, *MORE])
    def test_no_answer_sets_a_cookie_or_loads_from_another_host(self, tree, path):
        reader = Client()
        response = reader.get(path)

        assert not response.cookies
        assert not reader.cookies
        if response.get("Content-Type", "").startswith("text/html"):
            page = BeautifulSoup(response.content, "html.parser")
            assert loaded_from(page, f"http://testserver{path}") <= {"testserver"}

    @pytest.mark.parametrize(
        "changes",
        [{}, {EMAIL: "jan"}, {"opened": str(int(time.time()))}, {"told": "x"}],
        ids=["sent", "refused", "trapped", "asked again"],
    )
    def test_a_message_sets_none(self, tree, changes):
        reader = Client()
        reader.post(POLISH, filled_in(**changes), follow=True)

        assert not reader.cookies

    def test_a_password_page_tells_apart_only_who_has_given_the_password(self, tree):
        """Without a cookie nobody could open it; what is not behind it sets none to the last."""
        PageViewRestriction.objects.create(
            page=tree.news, restriction_type=PageViewRestriction.PASSWORD, password="tajne"
        )
        reader = Client()
        path = tree.news.get_url()
        asked = reader.get(path)
        assert set(asked.cookies) <= {"csrftoken"}
        form = BeautifulSoup(asked.content, "html.parser").find("form", method="post")
        data = {each["name"]: each.get("value", "") for each in form.select("input[name]")}
        reader.post(form["action"], {**data, "password": "tajne"})

        assert set(reader.cookies) <= {"csrftoken", "sessionid"}
        for cookie in reader.cookies.values():
            assert cookie["samesite"] == "Lax"

    def test_production_sends_cookies_over_tls_only(self):
        assert (settings.SESSION_COOKIE_HTTPONLY, settings.SESSION_COOKIE_SAMESITE) == (True, "Lax")
        source = (settings.BASE_DIR / "portal" / "settings" / "production.py").read_text()
        assert "SESSION_COOKIE_SECURE = True" in source
        assert "CSRF_COOKIE_SECURE = True" in source
