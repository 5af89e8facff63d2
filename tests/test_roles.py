"""Who may do what: somebody of each role logs in and tries it (decision 0014)."""

import importlib
import re
from collections.abc import Callable
from io import BytesIO

import polib
import pytest
from bs4 import BeautifulSoup
from django.apps import apps
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.contrib.forms.models import FormSubmission
from wagtail.models import (
    Collection,
    GroupApprovalTask,
    GroupPagePermission,
    Locale,
    Page,
    PageViewRestriction,
    Site,
    Task,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)
from wagtail.users.models import UserProfile
from wagtail_localize.models import StringTranslation, Translation, TranslationSource

from home.models import StandardPage
from news.models import Category
from portal import roles
from portal.models import PortalDocument
from tests import factories
from tests.translating import fill, start_translation

EDITOR, TRANSLATOR, PUBLISHER = "Redaktor", "Tłumacz", "Wydawca"
EVERYBODY = {EDITOR, TRANSLATOR, PUBLISHER}
NOBODY: set[str] = set()


def member(role: str, name: str = "", language: str = "pl"):
    """Somebody of the role."""
    name = name or role.lower()
    user = get_user_model().objects.create_user(name, f"{name}@example.org", "portal-demo")
    user.groups.add(Group.objects.get(name=role))
    profile = UserProfile.get_for_user(user)
    profile.preferred_language = language
    profile.save()
    return user


def logged_in(user) -> Client:
    client = Client()
    assert client.login(username=user.username, password="portal-demo")
    return client


def is_refused(response) -> bool:
    """Whether the admin sent the user away, as it does: back to its start."""
    if response.status_code in (403, 404, 405):
        return True
    return response.status_code == 302 and response.url == "/admin/"


def page_url(name: str, page: Page, *args) -> str:
    return reverse(f"wagtailadmin_pages:{name}", args=[page.pk, *args])


def localize_url(name: str, *args) -> str:
    return reverse(f"wagtail_localize:{name}", args=args)


def translation_of(page: Page) -> Translation:
    return Translation.objects.get(source__object_id=page.translation_key)


@pytest.fixture
def site(tree, django_capture_on_commit_callbacks):
    """The tree, with drafts, and with an English page that is nobody's translation."""
    tree.polish_draft = factories.NewsPageFactory(
        parent=tree.news_index, title="Szkic", slug="szkic", live=False
    )
    tree.english_news = tree.english(tree.news)
    tree.english_index = tree.english(tree.news_index)
    tree.only_english = tree.english(tree.home).add_child(
        instance=StandardPage(
            title="Only here", slug="only-here", lead="Written in English.", live=False
        )
    )
    tree.stopped = tree.english(tree.mission)
    Translation.objects.filter(source__object_id=tree.stopped.translation_key).update(enabled=False)
    start_translation(tree.polish_draft)
    tree.english_draft = tree.english(tree.polish_draft)
    return tree


# What is looked at: where, and who may.
GETS: list[tuple[str, Callable[..., str], set[str]]] = [
    ("the dashboard", lambda s: "/admin/", EVERYBODY),
    # Polish pages
    ("list Polish pages", lambda s: reverse("wagtailadmin_explore", args=[s.home.pk]), EVERYBODY),
    ("edit a Polish page", lambda s: page_url("edit", s.news), {EDITOR, PUBLISHER}),
    ("see a Polish draft", lambda s: page_url("view_draft", s.news), {EDITOR, PUBLISHER}),
    ("its history", lambda s: page_url("history", s.news), {EDITOR, PUBLISHER}),
    (
        "the history of a translation",
        lambda s: page_url("history", s.english_news),
        {TRANSLATOR, PUBLISHER},
    ),
    ("the state of all translations", lambda s: reverse("newsroom_report"), EVERYBODY),
    (
        "write a news item",
        lambda s: reverse("wagtailadmin_pages:add", args=["news", "newspage", s.news_index.pk]),
        {EDITOR, PUBLISHER},
    ),
    ("copy a Polish page", lambda s: page_url("copy", s.news), {EDITOR, PUBLISHER}),
    ("delete a Polish draft", lambda s: page_url("delete", s.polish_draft), {EDITOR, PUBLISHER}),
    ("move a Polish draft", lambda s: page_url("move", s.polish_draft), {EDITOR, PUBLISHER}),
    ("delete a live Polish page", lambda s: page_url("delete", s.news), {PUBLISHER}),
    ("move a live Polish page", lambda s: page_url("move", s.news), {PUBLISHER}),
    ("unpublish a Polish page", lambda s: page_url("unpublish", s.news), {PUBLISHER}),
    (
        "restrict a Polish page",
        lambda s: reverse("wagtailadmin_pages:set_privacy", args=[s.news.pk]),
        {PUBLISHER},
    ),
    # English pages
    (
        "list English pages",
        lambda s: reverse("wagtailadmin_explore", args=[s.english_index.pk]),
        EVERYBODY,
    ),
    ("edit a translation", lambda s: page_url("edit", s.english_news), {TRANSLATOR, PUBLISHER}),
    ("see its draft", lambda s: page_url("view_draft", s.english_news), {TRANSLATOR, PUBLISHER}),
    ("edit an English page of its own", lambda s: page_url("edit", s.only_english), {PUBLISHER}),
    ("edit a stopped translation", lambda s: page_url("edit", s.stopped), {PUBLISHER}),
    (
        "write an English page",
        lambda s: reverse("wagtailadmin_pages:add", args=["news", "newspage", s.english_index.pk]),
        {PUBLISHER},
    ),
    ("copy a translation", lambda s: page_url("copy", s.english_news), {PUBLISHER}),
    ("delete a translation", lambda s: page_url("delete", s.english_news), {PUBLISHER}),
    ("delete a translated draft", lambda s: page_url("delete", s.english_draft), {PUBLISHER}),
    ("move a translation", lambda s: page_url("move", s.english_news), {PUBLISHER}),
    ("unpublish a translation", lambda s: page_url("unpublish", s.english_news), {PUBLISHER}),
    # wagtail-localize
    (
        "begin a translation",
        lambda s: localize_url("submit_page_translation", s.news.pk),
        {TRANSLATOR, PUBLISHER},
    ),
    (
        "take a PO file",
        lambda s: localize_url("download_pofile", translation_of(s.news).pk),
        {TRANSLATOR, PUBLISHER},
    ),
    (
        "preview a translation",
        lambda s: localize_url("preview_translation", translation_of(s.news).pk),
        {TRANSLATOR, PUBLISHER},
    ),
    (
        "synchronise translations",
        lambda s: localize_url("update_translations", translation_of(s.news).source_id),
        {TRANSLATOR, PUBLISHER},
    ),
    (
        "make a translation a copy",
        lambda s: localize_url("convert_to_alias", s.english_news.pk),
        {PUBLISHER},
    ),
    ("the report of translations", lambda s: localize_url("translations_report"), EVERYBODY),
    # Shared facts
    ("list people", lambda s: reverse("wagtailsnippets_portal_person:list"), EVERYBODY),
    ("add a person", lambda s: reverse("wagtailsnippets_portal_person:add"), {EDITOR, PUBLISHER}),
    (
        "change a person",
        lambda s: reverse("wagtailsnippets_portal_person:edit", args=[s.person.pk]),
        {EDITOR, PUBLISHER},
    ),
    (
        "delete a person",
        lambda s: reverse("wagtailsnippets_portal_person:delete", args=[s.person.pk]),
        {PUBLISHER},
    ),
    ("list categories", lambda s: reverse("wagtailsnippets_news_category:list"), EVERYBODY),
    (
        "change a category",
        lambda s: reverse("wagtailsnippets_news_category:edit", args=[s.category.pk]),
        {EDITOR, PUBLISHER},
    ),
    (
        "delete a category",
        lambda s: reverse("wagtailsnippets_news_category:delete", args=[s.category.pk]),
        {PUBLISHER},
    ),
    ("add a picture", lambda s: reverse("wagtailimages:add_multiple"), {EDITOR, PUBLISHER}),
    (
        "change a picture",
        lambda s: reverse("wagtailimages:edit", args=[s.picture.pk]),
        {EDITOR, PUBLISHER},
    ),
    ("choose a picture", lambda s: reverse("wagtailimages_chooser:choose"), EVERYBODY),
    ("add a document", lambda s: reverse("wagtaildocs:add_multiple"), {EDITOR, PUBLISHER}),
    (
        "change a document",
        lambda s: reverse("wagtaildocs:edit", args=[s.document.pk]),
        {EDITOR, PUBLISHER},
    ),
    ("choose a document", lambda s: reverse("wagtaildocs_chooser:choose"), EVERYBODY),
    ("collections", lambda s: reverse("wagtailadmin_collections:index"), {PUBLISHER}),
    # The site
    (
        "the association's data",
        lambda s: reverse("wagtailsettings:edit", args=["portal", "portalsettings", s.site.pk]),
        {PUBLISHER},
    ),
    ("redirects", lambda s: reverse("wagtailredirects:index"), {EDITOR, PUBLISHER}),
    ("report: addresses not found", lambda s: reverse("missed_addresses"), {EDITOR, PUBLISHER}),
    ("promotions", lambda s: reverse("wagtailsearchpromotions:index"), {EDITOR, PUBLISHER}),
    (
        "Polish messages",
        lambda s: reverse("wagtailforms:list_submissions", args=[s.contact.pk]),
        {EDITOR, PUBLISHER},
    ),
    (
        "English messages",
        lambda s: reverse("wagtailforms:list_submissions", args=[s.english(s.contact).pk]),
        {PUBLISHER},
    ),
    ("report: history", lambda s: reverse("wagtailadmin_reports:site_history"), EVERYBODY),
    ("report: translations", lambda s: reverse("newsroom_report"), EVERYBODY),
    ("report: locked pages", lambda s: reverse("wagtailadmin_reports:locked_pages"), {PUBLISHER}),
    (
        "report: checks",
        lambda s: reverse("wagtailadmin_reports:workflow"),
        {EDITOR, PUBLISHER},
    ),
    (
        "report: old pages",
        lambda s: reverse("wagtailadmin_reports:aging_pages"),
        {EDITOR, PUBLISHER},
    ),
    # Administration
    ("users", lambda s: reverse("wagtailusers_users:index"), NOBODY),
    ("groups", lambda s: reverse("wagtailusers_groups:index"), NOBODY),
    ("sites", lambda s: reverse("wagtailsites:index"), NOBODY),
    ("languages", lambda s: reverse("wagtaillocales:index"), NOBODY),
    ("workflows", lambda s: reverse("wagtailadmin_workflows:index"), NOBODY),
    ("tasks", lambda s: reverse("wagtailadmin_workflows:task_index"), NOBODY),
]


@pytest.fixture
def full_site(site):
    """The site with something of everything."""
    site.person = factories.PersonFactory()
    site.category = Category.objects.first() or factories.CategoryFactory()
    site.picture = factories.ImageFactory(collection=Collection.get_first_root_node())
    site.document = PortalDocument.objects.create(
        title="Statut", file=SimpleUploadedFile("statut.txt", b"Statut")
    )
    site.site = Site.objects.get()
    return site


@pytest.mark.parametrize("role", sorted(EVERYBODY))
def test_the_dashboard_and_the_lists_lead_to_no_closed_door(site, role):
    client = logged_in(member(role))
    pages = [reverse("wagtailadmin_explore", args=[p.pk]) for p in (site.home, site.english_index)]
    found = {
        link["href"]
        for url in ["/admin/", *pages]
        for link in BeautifulSoup(client.get(url).content, "html.parser").select("a[href]")
        # Wagtail shows whoever sees a page where it is used and that there is a draft.
        if re.match("/admin/(?!logout/|bulk/)(?!.*/(usage|view_draft)/)", link["href"])
    }

    assert [url for url in sorted(found) if is_refused(client.get(url))] == []


@pytest.mark.parametrize("role", sorted(EVERYBODY))
def test_what_is_looked_at(full_site, role):
    client = logged_in(member(role))

    wrong = [
        f"{name}: {response.status_code} {response.get('Location', '')}"
        for name, url, allowed in GETS
        if is_refused(response := client.get(url(full_site))) == (role in allowed)
    ]

    assert wrong == []


def submit_form(client: Client, url: str, **values):
    """Post the form of the page at `url`, with `values` instead of what stands in it."""
    html = BeautifulSoup(client.get(url).content, "html.parser")
    form = html.select_one("[data-edit-form]")
    data = {"body-count": "0"}  # what a story without blocks posts
    for control in form.select("input[name], textarea[name], select[name]"):
        if control.get("type") in ("checkbox", "radio") and not control.has_attr("checked"):
            continue
        if control.name == "select":
            chosen = control.select_one("option[selected]")
            data[control["name"]] = chosen.get("value", "") if chosen else ""
        elif control.name == "textarea":
            data[control["name"]] = control.text.removeprefix("\n")
        elif control.get("type") not in ("submit", "button", "file"):
            data[control["name"]] = control.get("value", "")
    return client.post(url, {**data, **values})


def messages_of(response) -> str:
    html = BeautifulSoup(response.content, "html.parser")
    return " ".join(item.get_text(" ", strip=True) for item in html.select(".messages li"))


class TestWhatIsDone:
    """Past the buttons: what somebody posts who knows the address."""

    def posted(self, role, url, data=None, **extra):
        return logged_in(member(role)).post(url, data or {}, **extra)

    @pytest.mark.parametrize("role", [EDITOR, TRANSLATOR])
    @pytest.mark.parametrize("action", ["unpublish", "delete"])
    def test_only_a_publisher_takes_live_pages_away(self, site, role, action):
        client = logged_in(member(role))
        for page in (site.news, site.english_news):
            assert is_refused(client.post(page_url(action, page)))
            page.refresh_from_db()
            assert page.live

    def test_a_publisher_does(self, site):
        client = logged_in(member(PUBLISHER))
        for page in (site.news, site.english_news):
            client.post(page_url("unpublish", page))
            page.refresh_from_db()
            assert not page.live

    def test_an_editor_who_asks_to_publish_saves_a_draft(self, site):
        client = logged_in(member(EDITOR))
        submit_form(
            client, page_url("edit", site.news), **{"title": "Zmieniony", "action-publish": "1"}
        )
        site.news.refresh_from_db()
        assert (site.news.title, site.news.draft_title) == ("Nowa strefa", "Zmieniony")

    def test_a_translator_who_asks_to_publish_is_sent_away(self, site):
        response = self.posted(
            TRANSLATOR, page_url("edit", site.english_draft), {"action": "publish"}
        )
        fill(translation_of(site.polish_draft))
        again = logged_in(get_user_model().objects.get()).post(
            page_url("edit", site.english_draft), {"action": "publish"}
        )
        site.english_draft.refresh_from_db()
        assert response.status_code == 302
        assert is_refused(again)
        assert not site.english_draft.live

    @pytest.mark.parametrize("role", [EDITOR, TRANSLATOR])
    @pytest.mark.parametrize("action", ["publish", "unpublish", "delete"])
    def test_nor_many_at_once(self, site, role, action):
        url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", action])
        pages = [site.news.pk, site.english_news.pk, site.english_draft.pk]
        before = list(Page.objects.order_by("pk").values_list("pk", "live"))
        self.posted(role, f"{url}?{'&'.join(f'id={pk}' for pk in pages)}")
        assert list(Page.objects.order_by("pk").values_list("pk", "live")) == before

    def test_a_translator_says_of_no_page_that_it_is_still_true(self, site):
        url = reverse("page_reviewed", args=[site.english_news.pk])
        assert is_refused(self.posted(TRANSLATOR, url))
        assert Page.objects.get(pk=site.english_news.pk).specific.review_on is None

    def test_a_translator_copies_nothing(self, site):
        count = Page.objects.count()
        response = self.posted(
            TRANSLATOR,
            page_url("copy", site.english_news),
            {
                "new_title": "Copy",
                "new_slug": "copy",
                "new_parent_page": site.english_index.pk,
                "publish_copies": "",
            },
        )
        assert is_refused(response)
        assert Page.objects.count() == count

    def test_a_translator_writes_a_text(self, site):
        translation = translation_of(site.polish_draft)
        segment = translation.source.stringsegment_set.get(context__path="title")
        url = localize_url("edit_string_translation", translation.pk, segment.pk)
        client = logged_in(member(TRANSLATOR))
        response = client.put(url, "value=Draft", content_type="application/x-www-form-urlencoded")
        assert response.status_code == 201
        assert StringTranslation.objects.get(context=segment.context).data == "Draft"

    @pytest.mark.parametrize("role", [EDITOR])
    def test_an_editor_writes_none(self, site, role):
        translation = translation_of(site.polish_draft)
        segment = translation.source.stringsegment_set.get(context__path="title")
        url = localize_url("edit_string_translation", translation.pk, segment.pk)
        client = logged_in(member(role))
        response = client.put(url, "value=Draft", content_type="application/x-www-form-urlencoded")
        assert is_refused(response)
        assert not StringTranslation.objects.filter(context=segment.context).exists()

    @pytest.mark.parametrize(
        ("role", "may"), [(EDITOR, False), (TRANSLATOR, True), (PUBLISHER, True)]
    )
    def test_who_brings_a_po_file(self, site, role, may):
        translation = translation_of(site.polish_draft)
        po: polib.POFile = translation.export_po()
        for entry in po:
            entry.msgstr = f"EN {entry.msgid}"
        response = self.posted(
            role,
            localize_url("upload_pofile", translation.pk),
            {"file": BytesIO(str(po).encode()), "next": page_url("edit", site.english_draft)},
        )
        assert is_refused(response) is not may
        assert StringTranslation.objects.filter(data="EN Szkic").exists() is may

    @pytest.mark.parametrize(
        ("role", "may"), [(EDITOR, False), (TRANSLATOR, False), (PUBLISHER, True)]
    )
    def test_who_stops_a_translation(self, site, role, may):
        translation = translation_of(site.news)
        self.posted(role, localize_url("stop_translation", translation.pk))
        translation.refresh_from_db()
        assert translation.enabled is not may

    @pytest.mark.parametrize(
        ("role", "may"), [(EDITOR, False), (TRANSLATOR, False), (PUBLISHER, True)]
    )
    def test_who_goes_on_with_one_that_was_stopped(self, site, role, may):
        self.posted(role, page_url("edit", site.stopped), {"localize-restart-translation": "1"})
        assert translation_of(site.mission).enabled is may

    @pytest.mark.parametrize(
        ("role", "may"), [(EDITOR, False), (TRANSLATOR, False), (PUBLISHER, True)]
    )
    def test_who_makes_a_translation_a_copy(self, site, role, may):
        self.posted(role, localize_url("convert_to_alias", site.english_draft.pk))
        site.english_draft.refresh_from_db()
        assert bool(site.english_draft.alias_of_id) is may

    @pytest.mark.parametrize(
        ("role", "may"), [(EDITOR, False), (TRANSLATOR, True), (PUBLISHER, True)]
    )
    def test_who_begins_a_translation(self, site, english, role, may):
        page = factories.NewsPageFactory(parent=site.news_index, title="Nowość", slug="nowosc")
        self.posted(
            role, localize_url("submit_page_translation", page.pk), {"locales": [english.pk]}
        )
        assert page.has_translation(english) is may

    @pytest.mark.parametrize(("role", "may"), [(TRANSLATOR, False), (PUBLISHER, True)])
    def test_who_translates_into_polish(self, site, polish, role, may):
        self.posted(
            role,
            localize_url("submit_page_translation", site.only_english.pk),
            {"locales": [polish.pk]},
        )
        assert site.only_english.has_translation(polish) is may

    @pytest.mark.parametrize("locales", [["x"], ["999999"], [""], ["١"]])
    def test_nonsense_is_no_language(self, site, locales):
        count = Page.objects.count()
        url = localize_url("submit_page_translation", site.news.pk)
        assert self.posted(TRANSLATOR, url, {"locales": locales}).status_code in (200, 302)
        assert Page.objects.count() == count

    @pytest.mark.parametrize(("role", "may"), [(TRANSLATOR, False), (PUBLISHER, True)])
    def test_who_publishes_while_synchronising(
        self, site, role, may, django_capture_on_commit_callbacks
    ):
        translation = translation_of(site.polish_draft)
        fill(translation)
        with django_capture_on_commit_callbacks(execute=True):
            self.posted(
                role,
                localize_url("update_translations", translation.source_id),
                {"publish_translations": "on"},
            )
        site.english_draft.refresh_from_db()
        assert site.english_draft.live is may

    def test_a_translator_synchronises_without_publishing(self, site):
        source = TranslationSource.objects.get(object_id=site.news.translation_key)
        response = self.posted(TRANSLATOR, localize_url("update_translations", source.pk))
        assert not is_refused(response)

    @pytest.mark.parametrize("name", ["stop_translation", "upload_pofile", "machine_translate"])
    def test_what_is_not_there_is_404(self, site, name):
        assert self.posted(PUBLISHER, localize_url(name, 999_999)).status_code == 404

    def test_who_is_not_logged_in_is_asked_to(self, site, client):
        for url in (
            localize_url("stop_translation", translation_of(site.news).pk),
            reverse("portal_hand_in", args=[site.english_draft.pk]),
            reverse("portal_withdraw", args=[site.english_draft.pk]),
        ):
            assert client.post(url).url.startswith("/admin/login/")


class TestTranslators:
    """A translator edits translations only, and the admin offers nothing else."""

    def test_a_list_offers_to_edit_translations_only(self, site):
        client = logged_in(member(TRANSLATOR))
        home = site.english(site.home)
        html = client.get(reverse("wagtailadmin_explore", args=[home.pk])).content.decode()
        assert page_url("edit", site.english_index) in html
        for page in (site.only_english, site.stopped):
            assert page_url("edit", page) not in html
        assert "add_subpage" not in html

    def test_a_list_of_polish_pages_offers_to_translate(self, site):
        client = logged_in(member(TRANSLATOR))
        factories.NewsPageFactory(parent=site.news_index, title="Nowość", slug="nowosc")
        html = client.get(
            reverse("wagtailadmin_explore", args=[site.news_index.pk])
        ).content.decode()
        assert "/admin/localize/submit/page/" in html
        assert page_url("edit", site.news) not in html

    def test_being_one_costs_no_query_for_each_page_of_a_list(self, site, admin_client):
        clients = {"admin": admin_client, TRANSLATOR: logged_in(member(TRANSLATOR))}
        url = reverse("wagtailadmin_explore", args=[site.english_index.pk])
        counts = {name: [] for name in clients}
        for number in (2, 12):
            while site.english_index.get_children().count() < number:
                start_translation(factories.NewsPageFactory(parent=site.news_index))
            for name, client in clients.items():
                client.get(url)
                with CaptureQueriesContext(connection) as queries:
                    client.get(url)
                counts[name].append(len(queries))
        growth = {name: after - before for name, (before, after) in counts.items()}
        assert growth == {"admin": 0, TRANSLATOR: 0}

    def test_somebody_in_two_groups_may_what_either_may(self, site):
        user = member(TRANSLATOR)
        user.groups.add(Group.objects.get(name=EDITOR))
        client = logged_in(user)
        assert client.get(page_url("edit", site.news)).status_code == 200
        assert client.get(page_url("edit", site.english_news)).status_code == 200
        assert is_refused(client.get(page_url("edit", site.only_english)))

    def test_somebody_who_left_may_nothing(self, site):
        user = member(TRANSLATOR)
        user.is_active = False
        assert not site.english_news.permissions_for_user(user).can_edit()

    def test_nobody_reads_messages_for_a_translation(self, site):
        FormSubmission.objects.create(page=site.english(site.contact), form_data={"text": "Secret"})
        html = logged_in(member(TRANSLATOR)).get("/admin/").content.decode()
        assert "/admin/forms/" not in html


@pytest.fixture
def mailed(settings, django_capture_on_commit_callbacks):
    """Does something and gives the mail that it sent, as {address: text}."""

    def during(action) -> dict[str, str]:
        mail.outbox.clear()
        with django_capture_on_commit_callbacks(execute=True):
            action()
        return {
            address: f"{message.subject}\n{message.body}"
            for message in mail.outbox
            for address in message.to
        }

    return during


def decide(client: Client, page: Page, action: str, comment: str = ""):
    state = page.specific.current_workflow_task_state
    url = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, action, state.pk])
    return client.post(url, {"comment": comment})


def fresh(page: Page) -> Page:
    return Page.objects.get(pk=page.pk).specific


class TestPolishCheck:
    def hand_in(self, client, page, **values):
        return submit_form(
            client, page_url("edit", page), **{"action-submit": "1", "title": "Nowe", **values}
        )

    def test_what_an_editor_hands_in_a_publisher_makes_live(self, site, mailed):
        editor, publisher = member(EDITOR), member(PUBLISHER)
        letters = mailed(lambda: self.hand_in(logged_in(editor), site.polish_draft))
        assert "Nowe" in letters[publisher.email]
        client = logged_in(publisher)
        assert "Nowe" in client.get("/admin/").content.decode()

        letters = mailed(lambda: decide(client, site.polish_draft, "approve"))

        page = fresh(site.polish_draft)
        assert (page.live, page.title) == (True, "Nowe")
        assert "Nowe" in letters[editor.email]

    def test_what_a_publisher_refuses_comes_back_with_a_word(self, site, mailed):
        editor, publisher = member(EDITOR), member(PUBLISHER)
        client = logged_in(editor)
        mailed(lambda: self.hand_in(client, site.polish_draft))

        letters = mailed(
            lambda: decide(logged_in(publisher), site.polish_draft, "reject", "Kto to mówi?")
        )

        assert "Kto to mówi?" in letters[editor.email]
        assert not fresh(site.polish_draft).live
        mailed(lambda: self.hand_in(client, site.polish_draft, title="Poprawione"))
        mailed(lambda: decide(logged_in(publisher), site.polish_draft, "approve"))
        assert fresh(site.polish_draft).title == "Poprawione"

    def test_an_editor_decides_nothing(self, site, mailed):
        client = logged_in(member(EDITOR))
        mailed(lambda: self.hand_in(client, site.polish_draft))
        assert is_refused(decide(client, site.polish_draft, "approve"))
        assert not fresh(site.polish_draft).live

    @pytest.mark.parametrize(
        ("language", "words"),
        [("pl", "została wysłana do akceptacji"), ("en", "has been submitted")],
    )
    def test_mail_speaks_the_language_of_whom_it_is_for(self, site, mailed, language, words):
        publisher = member(PUBLISHER, language=language)
        letters = mailed(lambda: self.hand_in(logged_in(member(EDITOR)), site.polish_draft))
        assert words in letters[publisher.email]


class TestEnglishCheck:
    """wagtail-localize's editor knows no workflow: handing in, taking back, deciding are ours."""

    @pytest.fixture
    def translator(self, site):
        return member(TRANSLATOR)

    @pytest.fixture
    def publisher(self, site):
        return member(PUBLISHER)

    def hand_in(self, user, page, follow=True):
        url = reverse("portal_hand_in", args=[page.pk])
        return logged_in(user).post(url, follow=follow)

    def panel(self, user, page):
        html = BeautifulSoup(logged_in(user).get(page_url("edit", page)).content, "html.parser")
        return html.select_one("#checking")

    def checked(self, site, user) -> Page:
        """A complete translation that waits for a publisher."""
        fill(translation_of(site.polish_draft))
        self.hand_in(user, site.english_draft)
        page = fresh(site.english_draft)
        assert page.workflow_in_progress
        return page

    def test_one_that_is_incomplete_is_not_handed_in(self, site, translator):
        response = self.hand_in(translator, site.english_draft)
        assert "1 tekst nie ma jeszcze tłumaczenia" in messages_of(response)
        assert not fresh(site.english_draft).workflow_in_progress

    def test_what_a_translator_hands_in_a_publisher_makes_live(
        self, site, translator, publisher, mailed
    ):
        fill(translation_of(site.polish_draft))
        letters = mailed(lambda: self.hand_in(translator, site.english_draft))
        assert "EN Szkic" in letters[publisher.email]
        client = logged_in(publisher)
        dashboard = BeautifulSoup(client.get("/admin/").content, "html.parser")
        assert "EN Szkic" in dashboard.select_one("#awaiting-review-section").get_text()
        assert not fresh(site.english_draft).live

        letters = mailed(lambda: decide(client, site.english_draft, "approve"))

        page = fresh(site.english_draft)
        assert (page.live, page.title) == (True, "EN Szkic")
        assert not page.has_unpublished_changes
        assert "EN Szkic" in letters[translator.email]

    def test_the_other_language_of_a_live_page_waits_unseen(
        self, site, translator, publisher, publish, mailed
    ):
        publish(site.news, title="Nowa strefa przemysłowa")
        fill(translation_of(site.news))
        mailed(lambda: self.hand_in(translator, site.english_news))
        page = fresh(site.english_news)
        assert (page.live, page.title) == (True, "EN Nowa strefa")
        assert page.has_unpublished_changes

        mailed(lambda: decide(logged_in(publisher), page, "approve"))

        assert fresh(page).title == "EN Nowa strefa przemysłowa"
        assert fresh(page).slug == site.english_news.slug

    def test_every_type_of_page_goes_this_way(self, tree, mailed):
        translator, publisher = member(TRANSLATOR), member(PUBLISHER)
        for page in map(tree.english, tree.pages()):
            before = (page.slug, page.url_path, page.title)
            self.hand_in(translator, page)
            mailed(lambda page=page: decide(logged_in(publisher), page, "approve"))
            after = fresh(page)
            assert (after.slug, after.url_path, after.title) == before
            assert after.live
            assert not after.workflow_in_progress
            assert not after.has_unpublished_changes
        contact = fresh(tree.english(tree.contact))
        assert contact.form_fields.count() == tree.contact.form_fields.count()

    def test_what_comes_back_says_why_and_is_handed_in_again(
        self, site, translator, publisher, mailed
    ):
        page = self.checked(site, translator)
        letters = mailed(lambda: decide(logged_in(publisher), page, "reject", "Zone or area?"))
        assert "Zone or area?" in letters[translator.email]
        panel = self.panel(translator, page)
        assert "Zone or area?" in panel.get_text()
        assert panel.select_one(f'form[action="{reverse("portal_hand_in", args=[page.pk])}"]')

        self.hand_in(translator, page)
        assert fresh(page).workflow_in_progress
        mailed(lambda: decide(logged_in(publisher), page, "approve"))
        assert fresh(page).live

    def test_while_it_is_checked_its_translator_changes_nothing(self, site, translator):
        page = self.checked(site, translator)
        translation = translation_of(site.polish_draft)
        segment = translation.source.stringsegment_set.get(context__path="title")
        client = logged_in(translator)
        url = localize_url("edit_string_translation", translation.pk, segment.pk)
        for method in (client.put, client.delete):
            assert is_refused(
                method(url, "value=Other", content_type="application/x-www-form-urlencoded")
            )
        po = BytesIO(str(translation.export_po()).encode())
        assert is_refused(client.post(localize_url("upload_pofile", translation.pk), {"file": po}))
        assert '"isLocked": true' in client.get(page_url("edit", page)).content.decode().replace(
            "&quot;", '"'
        )
        assert not Page.objects.get(pk=page.pk).locked

    def test_its_translator_takes_it_back(self, site, translator):
        page = self.checked(site, translator)
        withdraw = reverse("portal_withdraw", args=[page.pk])
        assert self.panel(translator, page).select_one(f'form[action="{withdraw}"]')
        client = logged_in(translator)
        client.post(withdraw)
        assert not fresh(page).workflow_in_progress
        assert "już zdecydował" in messages_of(client.post(withdraw, follow=True))

    def test_another_translator_does_not(self, site, translator):
        page = self.checked(site, translator)
        response = logged_in(member(TRANSLATOR, "inna")).post(
            reverse("portal_withdraw", args=[page.pk])
        )
        assert is_refused(response)
        assert fresh(page).workflow_in_progress

    def test_it_is_handed_in_once(self, site, translator):
        page = self.checked(site, translator)
        response = self.hand_in(translator, page)
        assert "nie można teraz przekazać do sprawdzenia" in messages_of(response)
        assert page.workflow_states.count() == 1

    def test_a_publisher_corrects_and_approves_what_it_says_then(
        self, site, translator, publisher, mailed
    ):
        page = self.checked(site, translator)
        translation = translation_of(site.polish_draft)
        segment = translation.source.stringsegment_set.get(context__path="title")
        logged_in(publisher).put(
            localize_url("edit_string_translation", translation.pk, segment.pk),
            "value=Draft",
            content_type="application/x-www-form-urlencoded",
        )
        names = {
            button["data-workflow-action-url"].split("/")[-3]
            for button in self.panel(publisher, page).select("[data-workflow-action-url]")
        }
        assert names == {"approve", "reject"}
        mailed(lambda: decide(logged_in(publisher), page, "approve"))
        assert fresh(page).title == "Draft"

    def test_one_with_a_text_missing_cannot_be_approved(self, site, translator, publisher):
        page = self.checked(site, translator)
        StringTranslation.objects.filter(data="EN Szkic").delete()
        assert is_refused(decide(logged_in(publisher), page, "approve"))
        assert not fresh(page).live
        assert not is_refused(decide(logged_in(publisher), page, "reject"))

    def test_a_correction_that_is_too_long_is_shown_beside_the_text(
        self, site, translator, publisher
    ):
        page = self.checked(site, translator)
        StringTranslation.objects.filter(data="EN Szkic").update(data="x" * 300)
        response = decide(logged_in(publisher), page, "approve")
        assert response.url == page_url("edit", page)
        assert StringTranslation.objects.get(data="x" * 300).has_error
        assert not fresh(page).live
        assert fresh(page).workflow_in_progress

    def test_it_comes_back_when_the_polish_text_changes(self, site, translator, publish, mailed):
        page = self.checked(site, translator)
        letters = mailed(lambda: publish(site.polish_draft, title="Inny szkic"))
        assert not fresh(page).workflow_in_progress
        assert translator.email in letters
        assert "zmienił" in self.panel(translator, page).get_text()

    def test_what_is_too_long_is_said_and_nothing_is_handed_in(self, site, translator):
        fill(translation_of(site.polish_draft))
        StringTranslation.objects.filter(data="EN Szkic").update(data="x" * 300)
        response = self.hand_in(translator, site.english_draft)
        assert "255" in messages_of(response)
        assert StringTranslation.objects.get(data="x" * 300).has_error
        assert not fresh(site.english_draft).workflow_in_progress

    @pytest.mark.parametrize("name", ["only_english", "stopped", "news"])
    def test_only_translations_are_handed_in(self, site, translator, name):
        page = getattr(site, name)
        assert is_refused(self.hand_in(translator, page, follow=False))
        assert not fresh(page).workflow_in_progress

    def test_an_editor_hands_no_translation_in(self, site):
        fill(translation_of(site.polish_draft))
        assert is_refused(self.hand_in(member(EDITOR), site.english_draft, follow=False))

    def test_looking_at_it_hands_nothing_in(self, site, translator):
        client = logged_in(translator)
        for name in ("portal_hand_in", "portal_withdraw"):
            assert client.get(reverse(name, args=[site.english_draft.pk])).status_code == 405
            assert is_refused(client.post(reverse(name, args=[999_999])))

    def test_without_a_workflow_it_is_said(self, site, translator):
        WorkflowPage.objects.all().delete()
        fill(translation_of(site.polish_draft))
        assert "nie można teraz" in messages_of(self.hand_in(translator, site.english_draft))
        assert self.panel(translator, site.english_draft) is None


def rights() -> dict[str, set]:
    """All that each group may, by the names of things."""
    return {
        group.name: {
            *group.permissions.values_list("content_type__app_label", "codename"),
            *group.page_permissions.values_list("page_id", "permission__codename"),
            *group.collection_permissions.values_list("collection_id", "permission__codename"),
        }
        for group in Group.objects.all()
    }


class TestGroups:
    def test_a_new_site_has_three(self, db):
        assert set(Group.objects.values_list("name", flat=True)) == EVERYBODY

    def test_no_tree_had_the_workflow_before_it_began(self, db):
        assert not WorkflowPage.objects.exists()
        assert set(Workflow.objects.values_list("name", flat=True)) == set(roles.WORKFLOWS.values())

    def test_each_tree_gets_its_roles_as_it_begins(self, polish_tree, english):
        assert not GroupPagePermission.objects.filter(page__locale=english).exists()
        home = polish_tree.home.copy_for_translation(english)
        for tree, language in ((polish_tree.home, "pl"), (home, "en")):
            given = GroupPagePermission.objects.filter(page_id=tree.pk).values_list(
                "group__name", "permission__codename"
            )
            assert set(given) == {
                (role.name, f"{action}_page")
                for role in roles.ROLES
                for action in role.trees[language]
            }
            assert tree.get_workflow().name == roles.WORKFLOWS[language]

    def test_a_group_that_was_deleted_stays_so(self, polish_tree, english):
        Group.objects.get(name=TRANSLATOR).delete()
        polish_tree.home.copy_for_translation(english)
        assert not Group.objects.filter(name=TRANSLATOR).exists()

    def test_a_third_language_is_nobodys(self, polish_tree):
        german = Locale.objects.create(language_code="de")
        home = polish_tree.home.copy_for_translation(german)
        assert not home.group_permissions.exists()

    def test_what_an_administrator_changes_stays(self, tree):
        group = Group.objects.get(name=EDITOR)
        group.permissions.clear()
        group.page_permissions.all().delete()
        before = rights()
        factories.NewsPageFactory(parent=tree.news_index).save_revision().publish()
        call_command("migrate", verbosity=0)
        assert rights() == before

    def test_until_the_table_is_asked_for(self, tree):
        before = rights()
        group = Group.objects.get(name=EDITOR)
        group.permissions.set(Permission.objects.filter(codename="add_user"))
        group.page_permissions.all().delete()
        Group.objects.get(name=PUBLISHER).delete()
        others = Group.objects.create(name="Goście")
        for _ in range(2):
            call_command("set_roles", verbosity=0)
            assert {name: rights()[name] for name in before} == before
        assert others.permissions.count() == 0

    def test_the_form_of_a_group_keeps_what_is_ours(self, tree, admin_client):
        group = Group.objects.get(name=TRANSLATOR)
        before = rights()
        url = reverse("wagtailusers_groups:edit", args=[group.pk])
        html = BeautifulSoup(admin_client.get(url).content, "html.parser")
        checked = html.select("#page-permissions-section input[checked]")
        assert {box["value"] for box in checked} == {"view_page", "translate_page"}
        data = {}
        for control in html.select("form input[name], form select[name]"):
            if control.get("type") in ("checkbox", "radio") and not control.has_attr("checked"):
                continue
            option = control.select_one("option[selected]")
            value = option["value"] if option else control.get("value", "")
            data.setdefault(control["name"], []).append(value)
        assert admin_client.post(url, data).status_code == 302
        assert rights() == before

    def test_an_unknown_model_is_passed_over(self, db):
        assert roles.find_permission(apps, "nowhere.nothing", "add") is None


class TestUpgrade:
    """The migration meets a portal that has been worked with."""

    @pytest.fixture
    def before(self, tree):
        """The tree as it was: Wagtail's groups and workflow, nothing of ours."""
        Group.objects.filter(name__in=EVERYBODY).delete()
        for workflow in Workflow.objects.all():
            workflow.tasks.delete()
            workflow.delete()
        root = Page.get_first_root_node()
        admin = Permission.objects.get(codename="access_admin")
        for name, actions in {
            "Editors": ["add", "change"],
            "Moderators": ["add", "change", "publish"],
        }.items():
            group = Group.objects.create(name=name)
            group.permissions.add(admin)
            for action in actions:
                GroupPagePermission.objects.create(group=group, page=root, permission_type=action)
        task = GroupApprovalTask.objects.create(name="Moderators approval")
        task.groups.add(Group.objects.get(name="Moderators"))
        workflow = Workflow.objects.create(name="Moderators approval")
        WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
        WorkflowPage.objects.create(workflow=workflow, page=root)
        return tree

    def migrate(self) -> None:
        importlib.import_module("portal.migrations.0009_roles").make_roles(apps, None)

    def test_three_groups_and_two_workflows_take_over(self, before):
        self.migrate()
        assert set(Group.objects.values_list("name", flat=True)) == EVERYBODY
        attached = WorkflowPage.objects.values_list("page__locale__language_code", "workflow__name")
        assert dict(attached) == roles.WORKFLOWS
        assert logged_in(member(EDITOR)).get(page_url("edit", before.news)).status_code == 200

    def test_running_it_again_changes_nothing(self, before):
        self.migrate()
        first = rights(), list(WorkflowPage.objects.values_list("pk", "workflow_id"))
        self.migrate()
        assert (rights(), list(WorkflowPage.objects.values_list("pk", "workflow_id"))) == first
        assert Workflow.objects.count() == Task.objects.count() == 2

    def test_who_is_in_a_group_of_wagtails_keeps_it(self, before):
        writer = member("Editors")
        self.migrate()
        assert set(Group.objects.values_list("name", flat=True)) == EVERYBODY | {"Editors"}
        client = logged_in(writer)
        for page in (before.news, before.english(before.news)):
            assert client.get(page_url("edit", page)).status_code == 200
        page = factories.NewsPageFactory(parent=before.news_index, title="Nowość", slug="nowosc")
        writer.user_permissions.add(Permission.objects.get(codename="submit_translation"))
        english = Locale.objects.get(language_code="en")
        client.post(localize_url("submit_page_translation", page.pk), {"locales": [english.pk]})
        assert page.has_translation(english)

    def test_who_could_approve_still_may(self, before, mailed):
        moderator = member("Moderators")
        self.migrate()
        draft = factories.NewsPageFactory(parent=before.news_index, title="Szkic", live=False)
        draft.save_revision()
        draft.get_workflow().start(draft, member(EDITOR))
        mailed(lambda: decide(logged_in(moderator), draft, "approve"))
        assert fresh(draft).live

    def test_a_page_in_the_middle_of_the_old_workflow_is_decided_there(self, before):
        before.news.save_revision()
        before.news.get_workflow().start(before.news, None)
        self.migrate()
        assert Workflow.objects.filter(name="Moderators approval").exists()
        assert fresh(before.news).workflow_in_progress

    def test_a_group_that_may_read_a_closed_page_stays(self, before):
        closed = PageViewRestriction.objects.create(
            page=before.news, restriction_type=PageViewRestriction.GROUPS
        )
        closed.groups.add(Group.objects.get(name="Editors"))
        self.migrate()
        assert Group.objects.filter(name="Editors").exists()

    def test_a_workflow_that_somebody_chose_for_a_tree_stays(self, before):
        own = Workflow.objects.create(name="Nasz obieg")
        WorkflowPage.objects.create(workflow=own, page=before.home)
        self.migrate()
        assert fresh(before.news).get_workflow() == own

    def test_a_group_called_so_already_gets_what_it_lacks(self, before):
        group = Group.objects.create(name=EDITOR)
        user = member(EDITOR)
        self.migrate()
        assert logged_in(user).get(page_url("edit", before.news)).status_code == 200
        assert group.page_permissions.count() == 4
