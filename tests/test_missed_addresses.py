"""Addresses not found: what is counted, what is not, and what editors see of it."""

import datetime

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.db import OperationalError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import PageViewRestriction
from wagtail.users.models import UserProfile

from portal.models import MissedAddress
from portal.redirecting import missed
from portal.redirecting.guessing import Guesser
from portal.redirecting.missed import countable
from tests import factories

REPORT = "/admin/reports/missed/"
BROWSER = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"


@pytest.fixture(autouse=True)
def _quiet_minute(monkeypatch):
    monkeypatch.setattr(missed, "_minute", (0, 0))


@pytest.fixture
def reader() -> Client:
    return Client(headers={"User-Agent": BROWSER})


def counted() -> dict[str, int]:
    return dict(MissedAddress.objects.values_list("path", "hits"))


def row(path: str, hits: int = 1, *, days: int = 0, **values) -> MissedAddress:
    day = timezone.localdate() - datetime.timedelta(days=days)
    return MissedAddress.objects.create(path=path, hits=hits, day=day, **values)


def member(*groups: str) -> Client:
    user = get_user_model().objects.create_user("osoba", "o@example.org", "x")
    user.groups.set(Group.objects.filter(name__in=groups))
    client = Client()
    client.force_login(user)
    return client


class TestCounting:
    @pytest.mark.parametrize(
        "path",
        ["/pl/nie-ma/", "/en/nothing/here/", "/stara-strona", "/wp-content/uploads/2019/a.pdf"],
    )
    def test_what_is_not_found_is_counted(self, reader, polish_tree, path):
        for _time in range(3):
            assert reader.get(path).status_code == 404

        assert counted() == {path.rstrip("/"): 3}

    def test_spellings_of_one_address_are_one(self, reader, polish_tree):
        for path in (
            "/pl/Łąka",
            "/pl/%C5%81%C4%85ka/",
            "/pl/%c5%81%c4%85ka?a=b",
            "/pl/Łąka;jsessionid=1",
        ):
            reader.get(path)

        assert counted() == {"/pl/Łąka": 4}

    def test_no_query_is_kept(self, reader, polish_tree):
        reader.get("/pl/nie-ma/?email=jan@example.org&q=tajne")

        stored = str(list(MissedAddress.objects.values()))
        assert "jan" not in stored
        assert "tajne" not in stored

    def test_nothing_is_kept_of_who_asked(self, polish_tree):
        Client(headers={"User-Agent": BROWSER}, REMOTE_ADDR="203.0.113.9").get("/pl/nie-ma/")

        stored = MissedAddress.objects.values().get()
        assert set(stored) == {"id", "day", "path", "hits", "linked_from", "is_set_aside"}
        assert "203.0.113.9" not in str(stored)
        assert "Mozilla" not in str(stored)

    @pytest.mark.parametrize("method", ["head", "post", "put", "options"])
    def test_only_what_is_read(self, reader, polish_tree, method):
        getattr(reader, method)("/pl/nie-ma/")
        assert not counted()

    @pytest.mark.parametrize(
        "agent", ["", "Googlebot/2.1", "curl/8", "python-requests/2", "GPTBot"]
    )
    def test_no_robots(self, polish_tree, agent):
        Client(headers={"User-Agent": agent}).get("/pl/nie-ma/")
        assert not counted()

    def test_nobody_who_works_here(self, admin_client, polish_tree):
        admin_client.get("/pl/nie-ma/", headers={"User-Agent": BROWSER})
        assert not counted()

    @pytest.mark.parametrize(
        "path",
        [
            "/wp-login.php",
            "/.env",
            "/.git/config",
            "/pl/.aws/credentials",
            "/wp-admin/",
            "/wp-json/wp/v2/users",
            "/cgi-bin/luci",
            "/vendor/phpunit/x",
            "/index.php/x",
            "/backup.sql",
            "/db.tar.gz",
            "/phpmyadmin/",
            "/actuator/health",
            "/favicon.ico",
            "/apple-touch-icon-120x120.png",
            "/static/js/app.js",
            "/static/img/share.jpg",
            "/admin/x/",
            "/a/<script>alert(1)</script>",
            "/a/'or'1'='1",
            "/a/../../etc/passwd",
            "//evil.example/x",
            "/a%00b",
            "/a%0d%0aSet-Cookie",
            "/%FF%FE\ufffd",
            "/" + "a" * 300,
            "/" + "ą" * 201,
            "/",
        ],
    )
    def test_no_scanners(self, path):
        assert countable(path) is None

    @pytest.mark.parametrize(
        "path",
        [
            "/pl/jan.kowalski@example.org",
            "/pl/jan.kowalski%40example.org",
            "/tel/607444242",
            "/tel/+48-607-444-242",
            "/tel/607%20444%20242",
            "/konto/12345678901",
            "/x/ABC123456",
            "/reset/c3fhx2-4f0a9c2b7d1e8f6a5b4c3d2e1f00",
            "/sesja/9f86d081884c7d659a2feaa0c55ad015",
        ],
    )
    def test_nothing_that_may_be_somebodys(self, path):
        assert countable(path) is None

    @pytest.mark.parametrize(
        "path",
        [
            "/2025/07/05/1234-nowa-strefa",
            "/aktualnosci/2025-07-05-10-lat-klastra",
            "/ustawa-2021-2027",
            "/aktualnosci/123456",
            "/o-nas.html",
            "/pl/zrównoważony-rozwój",
            "/konstantynopolitanczykowianeczka",
        ],
    )
    def test_but_what_a_site_has(self, path):
        assert countable(path) == path

    def test_a_redirect_is_no_miss(self, reader, polish_tree):
        Redirect.objects.create(old_path="/stara", redirect_page=polish_tree.news)
        assert reader.get("/stara/").status_code == 301
        assert not counted()

    def test_nor_what_a_page_itself_does_not_find(self, reader, polish_tree):
        assert reader.get("/pl/aktualnosci/?category=nie-ma").status_code == 404
        assert not counted()

    def test_a_redirect_to_a_draft_is_one(self, reader, polish_tree):
        draft = factories.NewsPageFactory(parent=polish_tree.news_index, title="Szkic", live=False)
        Redirect.objects.create(old_path="/stara", redirect_page=draft)
        reader.get("/stara/")
        assert counted() == {"/stara": 1}

    @pytest.mark.parametrize(
        ("referrer", "kept"),
        [
            ("http://testserver/pl/misja/?q=tajne#x", "/pl/misja"),
            ("http://testserver/pl/jan@example.org/", ""),
            ("https://www.Example.com/kto/pytal?kogo=x", "www.example.com"),
            ("https://jan:haslo@example.com/x", "example.com"),
            ("http://203.0.113.9/x", ""),
            ("http://[2001:db8::1]/x", ""),
            ("http://localhost/x", ""),
            ("http://[", ""),
            ("javascript:alert(1)", ""),
            ("https://xn--d1acufc.xn--p1ai/", "xn--d1acufc.xn--p1ai"),
            ("", ""),
        ],
    )
    def test_where_the_link_stands(self, reader, polish_tree, referrer, kept):
        reader.get("/pl/nie-ma/", headers={"Referer": referrer})
        assert MissedAddress.objects.get().linked_from == kept

    def test_a_later_reader_without_a_link_does_not_wipe_it(self, reader, polish_tree):
        reader.get("/pl/nie-ma/", headers={"Referer": "https://example.com/"})
        reader.get("/pl/nie-ma/")
        assert MissedAddress.objects.get().linked_from == "example.com"


class TestLimits:
    def test_rows_of_a_day(self, polish_tree, monkeypatch):
        monkeypatch.setattr(missed, "MOST_A_DAY", 3)
        for number in range(5):
            missed.count.call(f"/a/{number}", "")
        missed.count.call("/a/0", "")

        assert counted() == {"/a/0": 2, "/a/1": 1, "/a/2": 1}

    def test_counts_of_a_minute(self, reader, polish_tree, monkeypatch):
        monkeypatch.setattr(missed, "MOST_A_MINUTE", 2)
        for number in range(5):
            assert reader.get(f"/pl/nie-ma-{number}/").status_code == 404

        assert len(counted()) == 2

    def test_days(self, polish_tree, settings):
        settings.MISSED_ADDRESSES_DAYS = 30
        row("/dawna", days=30)
        row("/wczesniejsza", days=29)
        missed.count.call("/dzis", "")

        assert set(counted()) == {"/wczesniejsza", "/dzis"}

    def test_none(self, reader, polish_tree, settings, capsys):
        settings.MISSED_ADDRESSES_DAYS = 0
        row("/dawna")
        reader.get("/pl/nie-ma/")
        assert set(counted()) == {"/dawna"}
        call_command("purge_missed_addresses")
        assert not counted()
        assert "1 rows" in capsys.readouterr().out

    def test_a_database_that_fails_still_gives_the_page(
        self, reader, polish_tree, monkeypatch, caplog
    ):
        def fail(*args):
            raise OperationalError("database is locked: /pl/nie-ma")

        monkeypatch.setattr(missed, "_count", fail)
        response = reader.get("/pl/nie-ma/")

        assert response.status_code == 404
        assert response.content == reader.get("/pl/nie-ma/").content
        assert "was not counted: OperationalError" in caplog.text
        ours = [one.getMessage() for one in caplog.records if one.name == missed.__name__]
        assert "nie-ma" not in "".join(ours)

    def test_so_it_does_where_redirects_cannot_be_read(self, reader, polish_tree, monkeypatch):
        def fail(request):
            raise OperationalError("gone")

        monkeypatch.setattr("portal.redirecting.middleware.answer", fail)
        assert reader.get("/pl/nie-ma/").status_code == 404

    def test_it_waits_for_nobody(self, settings):
        assert missed.count.backend == "counting"


def rows(client, query: str = "") -> list[list[str]]:
    response = client.get(REPORT + query)
    assert response.status_code == 200
    table = BeautifulSoup(response.content, "html.parser").select("table.listing tbody tr")
    return [[" ".join(cell.get_text(" ").split()) for cell in line.select("td")] for line in table]


def paths(client, query: str = "") -> list[str]:
    return [cells[0] for cells in rows(client, query)]


class TestReport:
    def test_the_most_missed_comes_first(self, admin_client, polish_tree):
        row("/rzadki", 1)
        row("/czesty", 2, days=1)
        row("/czesty", 7, linked_from="example.com")

        first, second = rows(admin_client)
        assert (first[0], first[2], first[4]) == ("/czesty", "9", "example.com")
        assert second[0] == "/rzadki"

    def test_languages(self, admin_client, polish_tree):
        row("/pl/a")
        row("/en/b")
        row("/c")

        assert [cells[1] for cells in rows(admin_client, "?ordering=path")] == [
            "",
            "angielski",
            "polski",
        ]
        assert paths(admin_client, "?language=en") == ["/en/b"]

    def test_where_the_link_stands(self, admin_client, polish_tree):
        row("/a", linked_from="/pl/misja")
        row("/b", linked_from="example.com")
        row("/c")

        assert paths(admin_client, "?linked=here") == ["/a"]
        assert paths(admin_client, "?linked=elsewhere") == ["/b"]

    def test_periods(self, admin_client, polish_tree):
        row("/a", days=30)
        row("/b", days=29)

        assert paths(admin_client) == ["/b"]
        assert set(paths(admin_client, "?period=90")) == {"/a", "/b"}
        assert paths(admin_client, "?period=x") == ["/b"]
        assert paths(admin_client, "?q=nic") == []

    @pytest.mark.parametrize("old", ["/Stara", "/stara"])
    def test_what_has_a_redirect_is_done(self, admin_client, polish_tree, old):
        row("/Stara")
        Redirect.objects.create(old_path=old, redirect_page=polish_tree.news)

        assert paths(admin_client) == []

    def test_what_has_a_page_by_now_is_said(self, admin_client, polish_tree):
        row("/pl/misja")

        (cells,) = rows(admin_client)
        assert "jest już strona" in cells[5]
        assert "Utwórz" not in cells[6]

    def test_a_redirect_is_made_in_two_clicks(self, admin_client, client, polish_tree):
        row("/stare/nowa-strefa.html")
        page = BeautifulSoup(admin_client.get(REPORT).content, "html.parser")
        link = page.find("a", string=lambda text: text and "Utwórz przekierowanie" in text) or next(
            a for a in page.select("td a") if "Utwórz przekierowanie" in a.get_text()
        )
        form = BeautifulSoup(admin_client.get(link["href"]).content, "html.parser")
        data = {
            name: form.select_one(f"[name={name}]").get("value", "")
            for name in ("old_path", "redirect_page")
        }
        assert (
            admin_client.post("/admin/redirects/add/", data | {"is_permanent": "on"}).status_code
            == 302
        )

        assert client.get("/stare/nowa-strefa.html").url == polish_tree.news.url
        assert paths(admin_client) == []

    def test_set_aside_and_taken_back(self, admin_client, polish_tree):
        row("/a", days=1)
        row("/a")
        form = {"path": "/a", "aside": "1", "next": REPORT}
        assert admin_client.post(f"{REPORT}aside/", form).url == REPORT
        assert paths(admin_client) == []
        assert paths(admin_client, "?is_set_aside=True") == ["/a"]
        admin_client.post(f"{REPORT}aside/", form | {"aside": "0"})
        assert paths(admin_client) == ["/a"]

    def test_what_is_set_aside_stays_so_on_other_days(self, admin_client, polish_tree):
        row("/a", days=1, is_set_aside=True)
        missed.count.call("/a", "")

        assert paths(admin_client) == []

    def test_setting_aside_leads_nowhere_else(self, admin_client, polish_tree):
        for where in ("https://evil.example/", "//evil.example"):
            answer = admin_client.post(f"{REPORT}aside/", {"path": "\x00", "next": where})
            assert answer.url == REPORT

    def test_addresses_are_shown_as_text(self, admin_client, polish_tree):
        row("/<script>alert(1)</script>", linked_from="<script>alert(2)")

        html = admin_client.get(REPORT).content.decode()
        assert "<script>alert(" not in html

    def test_sheets(self, admin_client, polish_tree):
        row("/stare/nowa-strefa")
        row("/x", linked_from="=cmd")

        sheet = admin_client.get(f"{REPORT}?export=csv").getvalue().decode().splitlines()
        assert sheet[0].startswith("Adres,Język,")
        assert "Nowa strefa" in sheet[1]
        assert "'=cmd" in sheet[2]
        assert admin_client.get(f"{REPORT}?export=xlsx").status_code == 200

    def test_more_rows_cost_no_more_queries(self, admin_client, polish_tree):
        row("/pl/stare/nowa-strefa")

        def count() -> int:
            with CaptureQueriesContext(connection) as captured:
                assert admin_client.get(REPORT).status_code == 200
            return len(captured)

        count()
        with_one = count()
        for number in range(60):
            row(f"/pl/stare/wiadomosc-{number}")
            factories.NewsPageFactory(parent=polish_tree.news_index)

        assert count() == with_one

    def test_in_english(self, polish_tree):
        user = get_user_model().objects.create_superuser("anna", "a@example.org", "x")
        UserProfile.objects.create(user=user, preferred_language="en")
        client = Client()
        client.force_login(user)
        row("/a")
        assert "Addresses not found" in client.get(REPORT).content.decode()


class TestGuesses:
    @pytest.fixture
    def guess(self):
        def titled(path):
            found = Guesser().guess(path)
            return found and found.title

        return titled

    @pytest.mark.parametrize(
        "path",
        [
            "/nowa-strefa",
            "/pl/stare/nowa-strefa",
            "/Nowa-Strefa.html",
            "/pl/aktualnosci/nowa-strefy",
            "/pl/nowaa-strefa",
            "/stare/Nowa Strefa",
        ],
    )
    def test_what_is_called_the_same_or_nearly(self, polish_tree, guess, path):
        assert guess(path) == "Nowa strefa"

    @pytest.mark.parametrize("path", ["/", "/%%%", "/zupelnie-co-innego", "/x", "/---"])
    def test_nothing_else(self, polish_tree, guess, path):
        assert guess(path) is None

    def test_in_the_language_of_the_address(self, tree, guess):
        assert guess("/en/old/nowa-strefa") == "EN Nowa strefa"
        assert guess("/pl/old/nowa-strefa") == "Nowa strefa"
        # The Polish list is called otherwise; better that one than none.
        assert guess("/en/aktualnosci") == "Aktualności"

    def test_no_draft_and_nothing_closed(self, polish_tree, guess):
        factories.NewsPageFactory(
            parent=polish_tree.news_index, title="Tajemnica", slug="tajemnica", live=False
        )
        PageViewRestriction.objects.create(page=polish_tree.mission, restriction_type="login")

        assert guess("/tajemnica") is None
        assert guess("/misja") is None

    def test_many_pages(self, polish_tree, monkeypatch):
        """A guess looks at what begins alike, not at everything."""
        guesser = Guesser()
        for number in range(20_000):
            guesser.slugs["wiad"].add(f"wiadomosc-{number}")
        began = timezone.now()
        guesser.guess("/pl/wiadomosc-o-strefie")
        assert timezone.now() - began < datetime.timedelta(seconds=1)


class TestPermissions:
    @pytest.mark.parametrize("group", ["Redaktor", "Wydawca"])
    def test_editors_and_publishers_see_it(self, polish_tree, group):
        row("/a")
        somebody = member(group)
        assert paths(somebody) == ["/a"]
        assert REPORT in somebody.get("/admin/").content.decode()
        assert somebody.post(f"{REPORT}aside/", {"path": "/a", "aside": "1"}).status_code == 302
        assert MissedAddress.objects.get().is_set_aside

    def test_translators_do_not(self, polish_tree):
        row("/a")
        somebody = member("Tłumacz")
        assert somebody.get(REPORT).url == "/admin/"
        assert somebody.get(f"{REPORT}?export=csv").url == "/admin/"
        assert REPORT not in somebody.get("/admin/").content.decode()
        somebody.post(f"{REPORT}aside/", {"path": "/a", "aside": "1"})
        assert not MissedAddress.objects.get().is_set_aside

    def test_readers_are_asked_to_log_in(self, client, polish_tree):
        for path in (REPORT, f"{REPORT}results/", f"{REPORT}aside/"):
            assert client.get(path).url.startswith("/admin/login/")
