"""Redirects: of themselves in both trees, by editors, out of files; what is refused and why."""

import io
import zipfile

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from openpyxl import Workbook
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, Site
from wagtail_localize.models import Translation

from portal.redirecting.addresses import canonical, spellings
from tests import factories
from tests.translating import override, translate

ADD = "/admin/redirects/add/"
IMPORT = "/admin/redirects/import/"
PROCESS = "/admin/redirects/import/process/"


@pytest.fixture(autouse=True)
def _on_this_host(settings):
    settings.BASE_URL = "https://portal.example.org"


def got(client, path: str) -> tuple[int, str]:
    response = client.get(path)
    return response.status_code, response.headers.get("Location", "")


def redirect(old_path: str, page=None, link: str = "", **values) -> Redirect:
    return Redirect.objects.create(
        old_path=old_path, redirect_page=page, redirect_link=link, **values
    )


def add(client, old_path: str, page=None, link: str = "", **more):
    return client.post(
        ADD,
        {
            "old_path": old_path,
            "redirect_page": page.pk if page else "",
            "redirect_link": link,
            "is_permanent": "on",
            **more,
        },
    )


def errors(response) -> str:
    assert response.status_code == 200
    return " ".join(response.context["form"].errors.as_text().split())


def member(*groups: str) -> Client:
    user = get_user_model().objects.create_user("osoba", "o@example.org", "x")
    user.groups.set(Group.objects.filter(name__in=groups))
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def commits(django_capture_on_commit_callbacks):
    return lambda: django_capture_on_commit_callbacks(execute=True)


class TestOfThemselves:
    """Wagtail makes them; that it does so in both trees is what is tested."""

    @pytest.mark.parametrize("language", ["pl", "en"])
    def test_a_changed_slug_leads_on_page_and_file(self, client, tree, publish, language):
        event = tree.event if language == "pl" else tree.english(tree.event)
        before, file = event.url, event.calendar_name()
        publish(event, slug="inny-adres")

        assert got(client, before) == (301, event.url)
        assert got(client, before + file) == (301, event.url + file)
        assert client.get(event.url + file)["Content-Type"].startswith("text/calendar")

    @pytest.mark.parametrize("language", ["pl", "en"])
    def test_pages_below_come_along(self, client, tree, publish, language):
        index, news = tree.news_index, tree.news
        if language == "en":
            index, news = tree.english(index), tree.english(news)
        before = news.url
        publish(index, slug="inny-dzial")

        assert got(client, before) == (301, Page.objects.get(pk=news.pk).specific.url)

    @pytest.mark.parametrize("language", ["pl", "en"])
    def test_a_moved_page_leads_on_with_those_below(self, client, tree, commits, language):
        index, news, target = tree.news_index, tree.news, tree.mission
        if language == "en":
            index, news, target = map(tree.english, (index, news, target))
        before = news.url
        with commits():
            index.move(target, pos="last-child")

        now = Page.objects.get(pk=news.pk).specific.url
        assert now != before
        assert got(client, before) == (301, now)

    def test_both_trees_moved_together_lead_on(self, admin_client, client, tree, commits):
        news, english = tree.news, tree.english(tree.news)
        target = factories.NewsIndexPageFactory(parent=tree.home, slug="archiwum", title="Dawne")
        translate(target, slug="archive")
        olds = news.url, english.url
        with commits():
            response = admin_client.post(
                reverse("wagtailadmin_pages:move_confirm", args=[news.pk, target.pk]),
                {"also": [english.pk]},
            )
        assert response.status_code == 302

        for page, old in zip((news, english), olds, strict=True):
            now = Page.objects.get(pk=page.pk).specific.url
            assert now != old
            assert got(client, old) == (301, now)

    def test_a_copy_that_waits_for_its_translation_leads_on(self, client, polish_tree, english):
        polish_tree.home.copy_for_translation(english, alias=True)
        alias = polish_tree.mission.copy_for_translation(english, alias=True)
        old = alias.url
        assert got(client, old)[0] == 200
        target = polish_tree.news_index.copy_for_translation(english, alias=True)
        alias.move(target, pos="last-child")

        assert got(client, old) == (301, Page.objects.get(pk=alias.pk).specific.url)

    def test_a_slug_changed_in_the_translation_editor_leads_on(self, client, tree, commits):
        english = tree.english(tree.news)
        old = english.url
        translation = Translation.objects.get(
            source__object_id=tree.news.translation_key, target_locale__language_code="en"
        )
        override(translation, "slug", "new-zone")
        with commits():
            translation.save_target(publish=True)

        now = Page.objects.get(pk=english.pk).specific.url
        assert now.endswith("/new-zone/")
        assert got(client, old) == (301, now)

    def test_a_slug_that_follows_the_original_leads_on(self, client, tree, publish):
        english = tree.english(tree.news)
        olds = tree.news.url, english.url
        publish(tree.news, slug="zupelnie-inny")

        now = Page.objects.get(pk=english.pk).specific.url
        assert now.endswith("/zupelnie-inny/")
        assert got(client, olds[0]) == (301, tree.news.url)
        assert got(client, olds[1]) == (301, now)

    def test_there_and_back_is_no_circle(self, client, tree, publish):
        first = tree.news.url
        second = publish(tree.news, slug="drugi").url
        publish(tree.news, slug="nowa-strefa")

        assert got(client, first)[0] == 200
        assert got(client, second) == (301, first)

    def test_a_browser_asks_again(self, client, tree, publish):
        """Kept for ever, the first of two redirects there and back would make a circle."""
        first = tree.news.url
        publish(tree.news, slug="drugi")

        assert client.get(first)["Cache-Control"] == "no-cache"

    def test_three_addresses_lead_to_the_last_at_once(self, client, tree, publish):
        first = tree.news.url
        second = publish(tree.news, slug="drugi").url
        third = publish(tree.news, slug="trzeci").url

        assert got(client, first) == got(client, second) == (301, third)

    def test_a_new_page_takes_the_old_address(self, client, tree, publish):
        old = tree.news_index.url
        publish(tree.news_index, slug="archiwum")
        factories.NewsIndexPageFactory(parent=tree.home, slug="aktualnosci", title="Nowe")

        assert got(client, old)[0] == 200
        # What the new page itself does not find is not found, whatever was here before.
        assert got(client, f"{old}?category=nie-ma")[0] == 404


class TestAnswers:
    def test_a_draft_is_not_found_until_it_is_published(self, client, polish_tree, publish):
        draft = factories.NewsPageFactory(
            parent=polish_tree.news_index, title="Z dawna", live=False
        )
        redirect("/wiadomosc/7", draft)

        assert got(client, "/wiadomosc/7/") == (404, "")
        publish(draft)
        assert got(client, "/wiadomosc/7/") == (301, draft.url)

    def test_the_same_at_the_root(self, client, polish_tree, publish):
        draft = factories.NewsPageFactory(
            parent=polish_tree.news_index, title="Z dawna", live=False
        )
        redirect("/?p=123", draft)

        # The choice of a language, not the draft.
        assert got(client, "/?p=123") == (302, "/pl/?p=123")
        publish(draft)
        assert got(client, "/?p=123") == (301, draft.url)
        assert got(client, "/?p=124") == (302, "/pl/?p=124")

    @pytest.mark.parametrize(
        "asked",
        [
            "/stare/%C5%82%C3%B3d%C5%BA",
            "/stare/%c5%82%c3%b3d%c5%ba/",
            "/stare/łódź/",
            "/Stare/ŁÓDŹ",
            "/stare/ło\u0301dz\u0301",
        ],
    )
    def test_an_address_has_many_spellings(self, client, polish_tree, asked):
        redirect(canonical("/stare/łódź/"), polish_tree.news)

        assert got(client, asked) == (301, polish_tree.news.url)

    def test_the_most_exact_one_answers(self, client, polish_tree):
        redirect("/stare", polish_tree.news)
        redirect("/stare?id=2", polish_tree.mission)
        redirect("/stare?id=2", polish_tree.contact, site=Site.objects.get())

        assert got(client, "/stare?id=2") == (301, polish_tree.contact.url)
        assert got(client, "/stare?id=3") == (301, f"{polish_tree.news.url}?id=3")

    def test_the_query_goes_along(self, client, polish_tree):
        redirect("/kanal.atom", polish_tree.news_index)
        redirect("/wybor", link="https://portal.example.org/pl/aktualnosci/?year=2025")
        redirect("/obcy", link="https://elsewhere.example.net/x")

        address = polish_tree.news_index.url
        assert got(client, "/kanal.atom?category=a") == (301, f"{address}?category=a")
        assert got(client, "/wybor?a=1") == (301, "/pl/aktualnosci/?year=2025")
        assert got(client, "/obcy?a=1") == (301, "https://elsewhere.example.net/x")

    def test_the_reader_stays_on_the_host_and_port_that_they_use(self, client, tree, settings):
        settings.BASE_URL = ""
        redirect("/plik", link="http://localhost/llms.txt")

        response = client.get("/plik", headers={"host": "localhost:8301"})
        assert response.headers["Location"] == "/llms.txt"

    def test_the_markdown_twin_moves_with_its_page(self, client, polish_tree, publish):
        old = polish_tree.news.url
        publish(polish_tree.news, slug="nowy-adres")

        status, where = got(client, f"{old}index.md")
        assert (status, where) == (301, "/pl/aktualnosci/nowy-adres/index.md")
        assert client.get(where).status_code == 200

    def test_it_never_leads_to_itself(self, client, polish_tree):
        redirect("/w-kolo", link="http://testserver/w-kolo/")

        assert got(client, "/w-kolo/")[0] == 404

    def test_nor_to_what_is_no_page(self, client, polish_tree):
        redirect("/zle", link="javascript:alert(1)")

        assert got(client, "/zle")[0] == 404

    def test_a_page_outside_the_site_is_not_found(self, client, polish_tree):
        outside = factories.PageFactory(parent=Page.get_first_root_node(), slug="poza")
        redirect("/a", outside, redirect_page_route_path="/x.ics")

        assert got(client, "/a")[0] == 404

    @pytest.mark.parametrize("path", ["/%00", "/pl/%00/", "/%FF%FE", "/" + "a" * 5000, "/%25%25"])
    def test_odd_addresses_are_not_found(self, client, polish_tree, path):
        assert got(client, path)[0] == 404

    def test_it_costs_one_query_more(self, client, polish_tree, django_assert_num_queries):
        for number in range(30):
            redirect(f"/pl/stare/{number}", polish_tree.news)
        got(client, "/pl/stare/1")

        # The others ask for the edition and look for a page.
        with django_assert_num_queries(3):
            assert got(client, "/pl/stare/2")[0] == 301


class TestSpellings:
    def test_the_bare_root_is_none(self):
        assert spellings("/?p=1") == ["/?p=1"]

    def test_what_was_typed_with_a_space_is_found(self):
        assert canonical("/stary adres/") in spellings("/stary%20adres")


class TestForm:
    @pytest.mark.parametrize(
        "file", ["/en/events/calendar.ics", "/en/news/feed.atom", "/en/news/index.md"]
    )
    def test_files_are_known_in_the_language_of_their_page(self, admin_client, tree, file):
        add(admin_client, "/stary-plik", link=file)
        assert admin_client.get("/stary-plik").headers["Location"] == file

        assert "never be used" in errors(
            admin_client.post(
                ADD,
                {"old_path": file, "redirect_page": tree.contact.pk, "redirect_link": ""},
                headers={"accept-language": "en"},
            )
        )

    def test_it_takes_a_page(self, admin_client, client, polish_tree):
        assert add(admin_client, "/stara-strona/", polish_tree.news).status_code == 302
        assert got(client, "/stara-strona/") == (301, polish_tree.news.url)

    @pytest.mark.parametrize(
        "link",
        [
            "/pl/aktualnosci/nowa-strefa",
            "https://portal.example.org/pl/aktualnosci/nowa-strefa/",
            "http://localhost/pl/aktualnosci/nowa-strefa/",
        ],
    )
    def test_an_address_of_ours_becomes_its_page(self, admin_client, polish_tree, link):
        assert add(admin_client, "/stara", link=link).status_code == 302
        made = Redirect.objects.get()
        assert (made.redirect_page_id, made.redirect_link) == (polish_tree.news.pk, "")

    def test_the_file_of_a_page_stays_its_file(self, admin_client, client, polish_tree):
        file = polish_tree.event.url + polish_tree.event.calendar_name()
        add(admin_client, "/stary.ics", link=file)

        assert got(client, "/stary.ics") == (301, file)

    def test_a_list_with_its_filter_stays_an_address(self, admin_client, client, polish_tree):
        add(admin_client, "/stare", link="/pl/aktualnosci/?category=energia")

        assert got(client, "/stare") == (301, "/pl/aktualnosci/?category=energia")

    def test_our_search_is_a_place_to_go(self, admin_client, polish_tree):
        assert add(admin_client, "/stare", link="/pl/szukaj/?q=strefa").status_code == 302

    def test_another_site_is_taken_on_purpose(self, admin_client, client, polish_tree):
        add(admin_client, "/partner", link="https://example.com/a?b=c")

        assert got(client, "/partner") == (301, "https://example.com/a?b=c")

    def test_through_another_redirect_it_leads_to_its_end(self, admin_client, polish_tree):
        redirect("/srodek", polish_tree.news)
        add(admin_client, "/poczatek", link="/srodek/")

        assert Redirect.objects.get(old_path="/poczatek").redirect_page_id == polish_tree.news.pk

    @pytest.mark.parametrize(
        "link",
        [
            "/stara",
            "/stara/",
            "https://portal.example.org/stara/",
            "/stara?x=1",
            "/STARA",
            "/stara#a",
        ],
    )
    def test_itself_is_refused(self, admin_client, polish_tree, link):
        assert "prowadzi do siebie" in errors(add(admin_client, "/stara", link=link))

    def test_a_circle_is_refused(self, admin_client, polish_tree):
        redirect("/b", link="http://localhost/c")
        redirect("/c", link="http://localhost/a/")

        assert "błędne koło" in errors(add(admin_client, "/a", link="/b"))

    def test_one_that_an_edit_would_make_too(self, admin_client, polish_tree):
        first = redirect("/a", polish_tree.news)
        redirect("/b", link="http://localhost/a")

        response = admin_client.post(
            f"/admin/redirects/{first.pk}/", {"old_path": "/a", "redirect_link": "/b"}
        )
        assert "błędne koło" in errors(response)

    def test_the_page_at_the_address_itself_is_refused(self, admin_client, polish_tree):
        draft = factories.NewsPageFactory(parent=polish_tree.news_index, title="Szkic", live=False)

        assert "prowadzi do siebie" in errors(add(admin_client, draft.url, draft))

    @pytest.mark.parametrize(
        "old",
        ["/pl/aktualnosci/", "https://portal.example.org/pl/aktualnosci?x=1", "pl/aktualnosci"],
    )
    def test_where_a_page_stands_it_would_not_be_used(self, admin_client, polish_tree, old):
        assert "opublikowana strona" in errors(add(admin_client, old, polish_tree.mission))

    @pytest.mark.parametrize("old", ["/", "/robots.txt", "/admin/x", "/pl/szukaj", "/en/search/"])
    def test_nor_where_the_portal_answers(self, admin_client, polish_tree, old):
        assert "sam portal" in errors(add(admin_client, old, polish_tree.mission))

    def test_a_document_that_went_may_lead_on(self, admin_client, polish_tree):
        assert add(admin_client, "/documents/5/stary.pdf", polish_tree.news).status_code == 302

    def test_where_nothing_stands_is_no_place_to_go(self, admin_client, polish_tree):
        assert "nie ma opublikowanej strony" in errors(
            add(admin_client, "/stara", link="/pl/nie-ma/")
        )

    @pytest.mark.parametrize(
        "link",
        [
            "javascript:alert(1)",
            "JavaScript:alert(1)",
            "data:text/html,x",
            "ftp://example.org/x",
            "//example.com/x",
            "/\\example.com",
            "https:/example.com",
            "https://portal.example.org@example.com/",
            "http://[",
            "https://exa mple.com/",
            "www.example.org",
            "https://example.com/\x00",
            "/a\u202eb",
        ],
    )
    def test_what_is_no_address_is_refused(self, admin_client, polish_tree, link):
        said = errors(add(admin_client, "/stara", link=link))
        # Django's own field takes no NUL.
        assert "To nie jest adres" in said or ("\x00" in link and "redirect_link" in said)
        assert not Redirect.objects.exists()

    @pytest.mark.parametrize("old", ["javascript:alert(1)", "/a\\b", "/<script>", "mailto:a@b.pl"])
    def test_so_it_is_as_an_old_address(self, admin_client, polish_tree, old):
        assert "To nie jest adres" in errors(add(admin_client, old, polish_tree.news))

    def test_too_long_is_said(self, admin_client, polish_tree):
        assert "255" in errors(add(admin_client, "/" + "ą" * 300, polish_tree.news))

    def test_one_of_page_and_address(self, admin_client, polish_tree):
        assert "jedno z nich" in errors(add(admin_client, "/stara"))
        both = add(admin_client, "/stara", polish_tree.news, "https://example.com/")
        assert "jedno z nich" in errors(both)

    @pytest.mark.parametrize("of_one_site", [True, False])
    def test_a_second_one_is_refused(self, admin_client, polish_tree, of_one_site):
        redirect("/stara", polish_tree.news, site=Site.objects.get() if of_one_site else None)

        assert "jest już przekierowanie" in errors(
            add(admin_client, "/stara/", polish_tree.mission)
        )

    def test_it_can_be_saved_again_as_it_is(self, admin_client, polish_tree):
        made = redirect("/stara", polish_tree.news)
        response = admin_client.post(
            f"/admin/redirects/{made.pk}/",
            {"old_path": "/stara", "redirect_page": made.redirect_page_id},
        )
        assert response.status_code == 302
        made.refresh_from_db()
        assert not made.is_permanent

    def test_it_says_that_a_draft_waits(self, admin_client, polish_tree):
        draft = factories.NewsPageFactory(parent=polish_tree.news_index, title="Szkic", live=False)
        add(admin_client, "/stara", draft)

        assert "nie jest opublikowana" in admin_client.get("/admin/redirects/").content.decode()

    def test_it_begins_with_what_the_report_suggests(self, admin_client, polish_tree):
        html = admin_client.get(
            f"{ADD}?old_path=/stara&redirect_page={polish_tree.news.pk}"
        ).content
        form = BeautifulSoup(html, "html.parser")

        assert form.select_one("[name=old_path]")["value"] == "/stara"
        assert form.select_one("[name=redirect_page]")["value"] == str(polish_tree.news.pk)

    @pytest.mark.parametrize("page", ["x", "0", "999999999", "9" * 40, "-1", "²"])
    def test_and_does_not_mind_a_bad_one(self, admin_client, polish_tree, page):
        response = admin_client.get(ADD, {"old_path": "/a\x00", "redirect_page": page})
        assert response.status_code == 200


class TestRoles:
    @pytest.mark.parametrize("group", ["Redaktor", "Wydawca"])
    def test_editors_and_publishers_make_change_and_delete(self, polish_tree, group):
        somebody = member(group)
        assert "/admin/redirects/" in somebody.get("/admin/").content.decode()
        assert add(somebody, "/stara", polish_tree.news).status_code == 302
        made = Redirect.objects.get()
        assert somebody.get(f"/admin/redirects/{made.pk}/").status_code == 200
        assert somebody.get(IMPORT).status_code == 200
        assert somebody.post(f"/admin/redirects/{made.pk}/delete/").status_code == 302
        assert not Redirect.objects.exists()

    def test_translators_do_not(self, polish_tree):
        somebody = member("Tłumacz")
        made = redirect("/stara", polish_tree.news)
        for path in (ADD, IMPORT, "/admin/redirects/", f"/admin/redirects/{made.pk}/"):
            assert got(somebody, path) == (302, "/admin/")
        assert got(somebody, "/admin/")[0] == 200
        assert add(somebody, "/inna", polish_tree.news).status_code == 302
        assert somebody.post(PROCESS, {"table": "x"}).status_code == 302
        assert Redirect.objects.count() == 1
        assert "/admin/redirects/" not in somebody.get("/admin/").content.decode()

    def test_readers_are_asked_to_log_in(self, client, polish_tree):
        assert client.get(ADD).url.startswith("/admin/login/")
        assert client.post(PROCESS).url.startswith("/admin/login/")


# --- files --------------------------------------------------------------------------------------

ROWS = "/stara-łąka;/pl/aktualnosci/nowa-strefa/\r\n/druga;https://portal.example.org/pl/misja\r\n"


def upload(client, content: bytes | str, name: str = "adresy.csv"):
    if isinstance(content, str):
        content = content.encode()
    return client.post(IMPORT, {"file": SimpleUploadedFile(name, content)})


def go_on(client, response, **more):
    """Send the form about the columns as it stands, with `more`."""
    form = BeautifulSoup(response.content, "html.parser").select_one(f'form[action="{PROCESS}"]')
    assert form, errors(response)
    data = {
        field["name"]: field.get("value", "on" if field.get("type") == "checkbox" else "")
        for field in form.select("input")
        if field.get("type") != "checkbox" or field.has_attr("checked")
    }
    for field in form.select("select"):
        chosen = field.select_one("option[selected]")
        data[field["name"]] = chosen["value"] if chosen else ""
    return client.post(PROCESS, data | more)


def imported(client, content, name: str = "adresy.csv", **more):
    return go_on(client, upload(client, content, name), **more)


def refused(response) -> list[tuple[int, str]]:
    return [(row.number, row.error) for row in response.context["outcome"].wrong]


def pairs() -> dict[str, str]:
    return {
        one.old_path: one.redirect_page.specific.url if one.redirect_page else one.redirect_link
        for one in Redirect.objects.select_related("redirect_page")
    }


def xlsx(*rows) -> bytes:
    book, file = Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(file)
    return file.getvalue()


class TestFiles:
    @pytest.mark.parametrize(
        "content",
        [
            ROWS.encode("utf-8"),
            ROWS.encode("utf-8-sig"),
            ROWS.encode("cp1250"),
            ROWS.encode("utf-16"),
            ROWS.replace(";", "\t").encode(),
            ROWS.replace(";", ",").replace("\r\n", "\n").encode(),
            ("Stary adres;Nowy adres\r\n" + ROWS).encode("cp1250"),
            '"/stara-łąka";"/pl/aktualnosci/nowa-strefa/"\r\n;\r\n/druga;/pl/misja/;\r\n'.encode(),
        ],
        ids=["utf-8", "bom", "cp1250", "utf-16", "tabs", "commas", "headings", "empty cells"],
    )
    def test_excel_writes_them_in_many_ways(self, admin_client, polish_tree, content):
        assert imported(admin_client, content).status_code == 302
        assert pairs() == {
            "/stara-łąka": polish_tree.news.url,
            "/druga": polish_tree.mission.url,
        }

    def test_xlsx(self, admin_client, polish_tree):
        file = xlsx(["Skąd", "Dokąd"], ["/stara", "/pl/misja/"], [None, None])

        assert imported(admin_client, file, "adresy.xlsx").status_code == 302
        assert pairs() == {"/stara": polish_tree.mission.url}

    def test_columns_are_found_by_their_names(self, admin_client, polish_tree):
        file = "Lp.;Nowy adres;Uwagi;Stary adres\n1;/pl/misja/;x;/stara\n"

        assert imported(admin_client, file).status_code == 302
        assert pairs() == {"/stara": polish_tree.mission.url}

    def test_or_chosen(self, admin_client, polish_tree):
        imported(admin_client, "A;B;C\nx;/pl/misja/;/stara\n", source="2", target="1")

        assert pairs() == {"/stara": polish_tree.mission.url}

    def test_but_not_the_same_twice(self, admin_client, polish_tree):
        response = imported(admin_client, ROWS, source="0", target="0")

        assert "dwie różne kolumny" in errors(response)

    def test_each_is_in_the_history(self, admin_client, polish_tree):
        imported(admin_client, ROWS)
        one = Redirect.objects.first()

        html = admin_client.get(f"/admin/redirects/{one.pk}/").content.decode()
        assert one.old_path in html
        assert one.is_permanent

    def test_temporary_and_for_one_site(self, admin_client, polish_tree):
        site = Site.objects.get()
        response = upload(admin_client, ROWS)
        table = response.context["form"].initial["table"]
        admin_client.post(PROCESS, {"table": table, "source": 0, "target": 1, "site": site.pk})

        assert set(Redirect.objects.values_list("site", "is_permanent")) == {(site.pk, False)}

    def test_nothing_is_imported_while_a_row_is_wrong(self, admin_client, polish_tree):
        redirect("/jest", polish_tree.news)
        file = "\n".join(
            [
                "z;do",
                "/dobra;/pl/misja/",
                "/jest;/pl/misja/",
                "/dobra/;/pl/kontakt/",
                "/pl/kontakt/;/pl/misja/",
                "/nigdzie;/pl/nie-ma/",
                "/a;/b",
                "/b;/a",
                "/c;javascript:alert(1)",
                "/d;",
                "/e;https://example.com/",
                "=1+1;/pl/misja/",
                "/f;/f",
            ]
        )
        response = imported(admin_client, file)

        said = dict(refused(response))
        assert list(said) == [3, 4, 5, 6, 7, 8, 9, 10, 11, 13]
        assert "jest już przekierowanie" in said[3]
        assert "w wierszu 2" in said[4]
        assert "opublikowana strona" in said[5]
        assert "nie ma opublikowanej strony" in said[6]
        assert "błędne koło" in said[7]
        assert "błędne koło" in said[8]
        assert "To nie jest adres" in said[9]
        assert "Brakuje" in said[10]
        assert "innej witrynie" in said[11]
        assert "do siebie" in said[13]
        assert list(pairs()) == ["/jest"]
        for error in said.values():
            assert error in BeautifulSoup(response.content, "html.parser").get_text()

    def test_rows_are_numbered_as_in_the_file(self, admin_client, polish_tree):
        response = imported(admin_client, "\n/a;/pl/misja/\n\n/b;/pl/nie-ma/\n")

        assert [number for number, _error in refused(response)] == [4]

    def test_the_others_are_imported_when_asked_for(self, admin_client, polish_tree):
        response = imported(admin_client, "/dobra;/pl/misja/\n/zla;/pl/nie-ma/\n")
        assert not pairs()
        go_on(admin_client, response)

        assert pairs() == {"/dobra": polish_tree.mission.url}

    def test_none_where_there_is_none_that_is_right(self, admin_client, polish_tree):
        response = imported(admin_client, "/zla;/pl/nie-ma/\n/zla2;x\n")

        assert "Tylko" not in response.content.decode()
        assert go_on(admin_client, response).status_code == 200
        assert not pairs()

    def test_other_sites_are_taken_when_it_is_said(self, admin_client, polish_tree):
        imported(admin_client, "/a;https://example.com/x\n", elsewhere="on")

        assert pairs() == {"/a": "https://example.com/x"}

    def test_rows_lead_on_to_rows(self, admin_client, polish_tree):
        imported(admin_client, "/a;/b\n/b;/c\n/c;/pl/misja/\n")

        assert set(pairs().values()) == {polish_tree.mission.url}

    def test_five_thousand_rows(self, admin_client, polish_tree, django_assert_max_num_queries):
        file = "z;do\n" + "".join(f"/stare/{n}.html;/pl/misja/\n" for n in range(5000))
        response = upload(admin_client, file)
        # SQLite takes some hundred rows at once.
        with django_assert_max_num_queries(150):
            assert go_on(admin_client, response).status_code == 302
        assert Redirect.objects.count() == 5000

    def test_wrong_rows_cost_no_queries(
        self, admin_client, polish_tree, django_assert_max_num_queries
    ):
        file = "".join(f"/stare/{n};/pl/nie-ma/{n}/\n" for n in range(1000))
        response = upload(admin_client, file)
        with django_assert_max_num_queries(40):
            response = go_on(admin_client, response)
        assert len(refused(response)) == 1000

    @pytest.mark.parametrize(
        ("content", "name", "said"),
        [
            (b"", "a.csv", "pusty"),
            (b"\r\n;\r\n", "a.csv", "pusty"),
            (b"z;do\r\n", "a.csv", "same nagłówki"),
            (b"/a\r\n/b\r\n", "a.csv", "jedną kolumnę"),
            (b"/a;/b\x00\r\n", "a.csv", "nie jest plik tekstowy"),
            (bytes(range(256)) * 4, "a.csv", "nie jest plik tekstowy"),
            (b"\xff\xfe/", "a.csv", "nie jest plik tekstowy"),
            (b"x", "a.exe", "nie jest plik CSV"),
            (b"x", "bez-nazwy", "nie jest plik CSV"),
            (b"x", "a.xlsx", "nie da się odczytać"),
            (b"PK\x05\x06" + b"\x00" * 18, "a.xlsx", "nie da się odczytać"),
            (b"/a;/b\n" * 10_001, "a.csv", "10000"),
            (b"/a;/b;" + b"x" * 1024 * 1024, "a.csv", "1 MB"),
            (b"/a;/" + b"x" * 3000, "a.csv", "dłuższa niż"),
            (b"/a;" * 30, "a.csv", "za dużo kolumn"),
            (b'/a;"' + b"x" * 200_000, "a.csv", "odczytać jako tabeli"),
        ],
    )
    def test_what_is_no_table_is_refused(self, admin_client, polish_tree, content, name, said):
        response = upload(admin_client, content, name)

        text = errors(response)
        assert said in text or (not content and "pusty" in text)
        assert not Redirect.objects.exists()

    def test_a_bomb_is_not_unpacked(self, admin_client, polish_tree):
        file = io.BytesIO()
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("xl/workbook.xml", b"0" * 50 * 1024 * 1024)
        assert "nie da się odczytać" in errors(upload(admin_client, file.getvalue(), "a.xlsx"))

    def test_a_formula_is_what_it_gave(self, admin_client, polish_tree):
        file = xlsx(["z", "do"], ['=HYPERLINK("https://evil.example")', "/pl/misja/"])

        assert refused(imported(admin_client, file, "a.xlsx"))
        assert not pairs()

    def test_cells_are_shown_as_text(self, admin_client, polish_tree):
        response = upload(admin_client, "/a;<script>alert(1)</script>\n")
        assert b"<script>alert(1)" not in response.content
        assert b"<script>alert(1)" not in go_on(admin_client, response).content

    @pytest.mark.parametrize("table", ["", "x", "x:y:z", "\x00"])
    def test_what_did_not_come_from_here_is_sent_back(self, admin_client, polish_tree, table):
        response = admin_client.post(PROCESS, {"table": table, "source": 0, "target": 1})

        assert (response.status_code, response.url) == (302, IMPORT)

    def test_only_by_post(self, admin_client, polish_tree):
        assert admin_client.get(PROCESS).status_code == 405

    def test_without_a_file(self, admin_client, polish_tree):
        assert "file" in admin_client.post(IMPORT).context["form"].errors
