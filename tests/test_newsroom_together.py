"""Publish together; unpublish, move and delete in both languages (decision 0017)."""

import datetime

import pytest
from django.contrib.auth.models import Group, Permission
from django.core import mail
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override as override_language
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import (
    GroupApprovalTask,
    GroupPagePermission,
    Page,
    PageLogEntry,
    Task,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield
from wagtail.users.models import UserProfile
from wagtail_localize.models import StringSegment, StringTranslation, Translation

from portal.models import TranslationState, User
from portal.newsroom import together
from tests import factories
from tests.translating import fill, start_translation, submit, translate

pytestmark = pytest.mark.django_db


@pytest.fixture
def commit(django_capture_on_commit_callbacks):
    return lambda: django_capture_on_commit_callbacks(execute=True)


@pytest.fixture
def site(polish_tree, english, commit):
    """Home, mission and list of news in both languages; the news itself a Polish draft."""
    with commit():
        for page in (polish_tree.home, polish_tree.mission, polish_tree.news_index):
            translate(page)
    polish_tree.news.unpublish()
    polish_tree.news.refresh_from_db()
    WorkflowPage.objects.all().delete()  # Wagtail's own, for everything
    return polish_tree


def state(page: Page) -> TranslationState:
    return TranslationState.objects.get(translation_key=page.translation_key)


def english_of(page: Page) -> Page:
    return Page.objects.get(translation_key=page.translation_key, locale__language_code="en")


def is_live(page: Page) -> bool:
    return Page.objects.get(pk=page.pk).live


def form_of(page, **values) -> dict:
    """What the editor's form sends; `values` are typed, or are the button."""
    return nested_form_data(
        {
            "title": page.title, "slug": page.slug, "date": page.date.isoformat(),
            "category": page.category_id or "", "lead": page.lead, "picture": "",
            "source_publisher": "", "source_date": "", "source_url": "",
            "body": streamfield([]), "comments": inline_formset([]), **values,
        }
    )  # fmt: skip


def edit(client, page, commit, **values) -> list[str]:
    """Post the editor's form; the messages afterwards."""
    url = reverse("wagtailadmin_pages:edit", args=[page.pk])
    with commit():
        response = client.post(url, form_of(page, **values), follow=True)
    assert response.status_code == 200
    form = response.context.get("form")
    assert not (form and form.errors), form.errors
    return said(response)


def said(response) -> list[str]:
    return [" ".join(str(message).split()) for message in response.context["messages"]]


def member(name: str, *, publishes: tuple[Page, ...] = (), edits: tuple[Page, ...] = ()) -> User:
    """An editor who may only do this, in these trees."""
    user = User.objects.create_user(name, f"{name}@example.org", "secret", first_name=name)
    group = Group.objects.create(name=name)
    group.permissions.add(permission("access_admin", "wagtailadmin"))
    user.groups.add(group)
    for pages, codenames in (
        (publishes, ("add_page", "change_page", "publish_page")),
        (edits, ("add_page", "change_page")),
    ):
        for page in pages:
            for codename in codenames:
                GroupPagePermission.objects.create(
                    group=group, page=page, permission=permission(codename)
                )
    return user


def permission(codename: str, app: str = "wagtailcore") -> Permission:
    return Permission.objects.get(codename=codename, content_type__app_label=app)


def log_in(client, user, language: str = "pl"):
    profile = UserProfile.get_for_user(user)
    profile.preferred_language = language
    profile.save()
    client.force_login(user)
    return client


def confirm_last(page: Page, commit) -> None:
    """The translator saves the text that is still missing."""
    with commit():
        fill(submit(Page.objects.get(pk=page.pk).specific))


class TestBothNow:
    def test_a_complete_translation_goes_along(self, site, admin_client, admin_user, commit):
        fill(start_translation(site.news))
        messages = edit(admin_client, site.news, commit, **{"action-publish": "both"})
        assert is_live(site.news)
        english = english_of(site.news)
        assert (english.live, english.title) == (True, "EN Nowa strefa")
        assert any("„EN Nowa strefa” (angielski) także została opublikowana" in m for m in messages)
        entry = PageLogEntry.objects.get(page=english.pk, action=together.LOG_ACTION)
        assert entry.user == admin_user
        assert not state(site.news).publish_when_ready

    def test_an_incomplete_one_holds_both_back(self, site, admin_client, commit):
        fill(start_translation(site.news), only="title")
        messages = edit(admin_client, site.news, commit, **{"action-publish": "both"})
        assert not is_live(site.news)
        assert not is_live(english_of(site.news))
        assert not state(site.news).publish_when_ready
        assert any("nic nie opublikowano" in m for m in messages)

    def test_a_text_that_was_changed_just_now_counts(self, site, admin_client, commit):
        fill(start_translation(site.news))
        messages = edit(
            admin_client, site.news, commit, title="Nowy tytuł", **{"action-publish": "both"}
        )
        assert not is_live(site.news)
        assert any("1 tekst" in m for m in messages)
        # The translator sees the text of the draft, and then both go out.
        assert StringSegment.objects.filter(string__data="Nowy tytuł").exists()
        confirm_last(site.news, commit)
        site.news.refresh_from_db()
        edit(admin_client, site.news, commit, **{"action-publish": "both"})
        assert english_of(site.news).title == "EN Nowy tytuł"
        assert english_of(site.news).live

    def test_what_only_a_machine_has_translated_is_not_complete(self, site, admin_client, commit):
        fill(start_translation(site.news))
        StringTranslation.objects.filter(context__object_id=site.news.translation_key).update(
            translation_type=StringTranslation.TRANSLATION_TYPE_MACHINE
        )
        edit(admin_client, site.news, commit, **{"action-publish": "both"})
        assert not is_live(site.news)

    def test_the_plain_button_leaves_the_other_language(self, site, admin_client, commit):
        fill(start_translation(site.news))
        messages = edit(admin_client, site.news, commit, **{"action-publish": "only"})
        assert is_live(site.news)
        assert not is_live(english_of(site.news))
        assert any("pozostaje szkicem" in m for m in messages)

    def test_only_who_may_publish_both_is_offered_both(self, site, client, commit):
        fill(start_translation(site.news))
        log_in(client, member("ola", publishes=(site.home,), edits=(english_of(site.home),)))
        url = reverse("wagtailadmin_pages:edit", args=[site.news.pk])
        assert b'value="both"' not in client.get(url).content
        messages = edit(client, site.news, commit, **{"action-publish": "both"})
        assert any("Nic nie opublikowano" in m for m in messages)
        assert not is_live(site.news)

    def test_a_translation_that_was_stopped_is_published_as_it_stands(
        self, site, admin_client, commit
    ):
        translation = start_translation(site.news)
        fill(translation)
        Translation.objects.filter(pk=translation.pk).update(enabled=False)
        english = english_of(site.news).specific
        english.title = "By hand"
        english.save_revision()
        edit(admin_client, site.news, commit, **{"action-publish": "both"})
        assert english_of(site.news).title == "By hand"
        assert english_of(site.news).live

    def test_one_that_was_stopped_and_is_live_is_not_said_to_go_along(
        self, site, admin_client, commit
    ):
        with commit():
            translate(site.news)
        Translation.objects.filter(source__object_id=site.news.translation_key).update(
            enabled=False
        )
        site.news.refresh_from_db()
        url = reverse("wagtailadmin_pages:edit", args=[site.news.pk])
        assert 'value="both"' not in admin_client.get(url).content.decode()
        messages = edit(
            admin_client, site.news, commit, title="Inaczej", **{"action-publish": "only"}
        )
        assert any("(angielski) pozostaje bez zmian" in m for m in messages), messages
        assert state(site.news).state == "stale"


class TestTheMenu:
    def buttons(self, client, page) -> dict[str, bool]:
        from bs4 import BeautifulSoup

        url = reverse("wagtailadmin_pages:edit", args=[page.pk])
        soup = BeautifulSoup(client.get(url).content, "html.parser")
        found = soup.select("[name=action-publish], [name=action-submit]")
        return {" ".join(b.get_text(" ").split()): b.has_attr("disabled") for b in found}

    def test_nothing_in_the_other_language_yet(self, site, admin_client):
        assert self.buttons(admin_client, site.news) == {
            "Opublikuj": False,
            "Opublikuj: polski teraz, angielski – gdy będzie gotowy": False,
        }

    def test_incomplete(self, site, admin_client):
        fill(start_translation(site.news), only="title")
        assert self.buttons(admin_client, site.news) == {
            "Opublikuj: tylko polski angielski: pozostaje szkicem": False,
            "Opublikuj: polski i angielski angielski: 1 tekst nie ma jeszcze tłumaczenia": True,
            "Opublikuj: polski teraz, angielski – gdy będzie gotowy": False,
        }

    def test_complete(self, site, admin_client):
        fill(start_translation(site.news))
        assert self.buttons(admin_client, site.news) == {
            "Opublikuj: tylko polski angielski: pozostaje szkicem": False,
            "Opublikuj: polski i angielski angielski: gotowy": False,
        }

    def test_with_a_date(self, site, admin_client):
        start_translation(site.news)
        site.news.go_live_at = timezone.now() + datetime.timedelta(days=1)
        site.news.save_revision()
        assert list(self.buttons(admin_client, site.news)) == [
            "Zaplanuj: tylko polski angielski: pozostaje szkicem",
            "Zaplanuj: polski i angielski angielski: 2 teksty nie mają jeszcze tłumaczenia",
        ]

    def test_in_english(self, site, admin_user, client):
        fill(start_translation(site.news))
        log_in(client, admin_user, "en")
        assert list(self.buttons(client, site.news)) == [
            "Publish: Polish only English: stays a draft",
            "Publish: Polish and English English: complete",
        ]


class TestWhenReady:
    def queue(self, site, client, commit, only="title"):
        fill(start_translation(site.news), only=only)
        return edit(client, site.news, commit, **{"action-publish": "when_ready"})

    def test_it_is_published_with_its_last_text(
        self, site, admin_client, admin_user, client, commit
    ):
        messages = self.queue(site, admin_client, commit)
        assert is_live(site.news)
        assert not is_live(english_of(site.news))
        assert any("gdy tylko będzie" in m and "1 tekst" in m for m in messages)

        ola = member("ola", edits=(site.home, english_of(site.home)))
        log_in(client, ola)
        page = reverse("wagtailadmin_pages:edit", args=[english_of(site.news).pk])
        assert any("Slug" in m and "Zlecenie: admin" in m for m in said(client.get(page)))
        translation = submit(site.news)
        segment = StringSegment.objects.get(source=translation.source, context__path="lead")
        url = reverse("wagtail_localize:edit_string_translation", args=[translation.pk, segment.pk])
        with commit():
            response = client.put(
                url, "value=In+English", content_type="application/x-www-form-urlencoded"
            )
        assert response.status_code in (200, 201)
        english = english_of(site.news)
        assert (english.live, english.specific.lead) == (True, "In English")
        entry = PageLogEntry.objects.get(page=english.pk, action=together.LOG_ACTION)
        assert entry.user == admin_user
        assert any("admin" in m and "została opublikowana" in m for m in said(client.get(page)))
        assert not any("admin" in m for m in said(client.get(page)))

    def test_nothing_is_begun_yet(self, site, admin_client, commit):
        edit(admin_client, site.news, commit, **{"action-publish": "when_ready"})
        with commit():
            translation = start_translation(site.news)
        assert not is_live(english_of(site.news))
        with commit():
            fill(translation)
        assert english_of(site.news).live

    def test_a_live_translation_takes_the_new_words_once(self, site, admin_client, commit):
        with commit():
            site.news.save_revision().publish()
            translate(site.news)
        edit(admin_client, site.news, commit, title="Inna", **{"action-publish": "when_ready"})
        assert english_of(site.news).title == "EN Nowa strefa"
        before = PageLogEntry.objects.filter(page=english_of(site.news).pk).count()
        confirm_last(site.news, commit)
        assert english_of(site.news).title == "EN Inna"
        new = PageLogEntry.objects.filter(page=english_of(site.news).pk).order_by("pk")[before:]
        assert [e.action for e in new].count(together.LOG_ACTION) == 1
        assert "wagtail.publish" not in [entry.action for entry in new]

    def test_it_can_be_taken_back(self, site, admin_client, commit):
        self.queue(site, admin_client, commit)
        url = reverse("unqueue_translation", args=[state(site.news).pk])
        assert admin_client.get(url).status_code == 405
        assert admin_client.post(url).status_code == 302
        confirm_last(site.news, commit)
        assert not is_live(english_of(site.news))
        assert admin_client.post(reverse("unqueue_translation", args=[0])).status_code == 404

    def test_only_who_may_publish_takes_it_back(self, site, admin_client, client, commit):
        self.queue(site, admin_client, commit)
        log_in(client, member("ola", edits=(site.home, english_of(site.home))))
        url = reverse("unqueue_translation", args=[state(site.news).pk])
        assert client.post(url).status_code == 403
        assert state(site.news).publish_when_ready

    def test_the_plain_button_takes_it_back_too(self, site, admin_client, commit):
        self.queue(site, admin_client, commit)
        edit(admin_client, site.news, commit, **{"action-publish": "only"})
        assert not state(site.news).publish_when_ready

    def test_who_has_lost_the_right_publishes_nothing(self, site, client, commit):
        ola = member("ola", publishes=(site.home, english_of(site.home)))
        log_in(client, ola)
        self.queue(site, client, commit)
        ola.is_active = False
        ola.save()
        confirm_last(site.news, commit)
        assert not is_live(english_of(site.news))
        assert state(site.news).publish_when_ready

    def test_a_title_that_is_too_long_is_told_beside_it(self, site, admin_client, commit):
        self.queue(site, admin_client, commit, only="lead")
        with commit():
            fill(submit(site.news))
            StringTranslation.objects.filter(context__path="title").delete()
        TranslationState.objects.update(publish_when_ready=False)
        title = StringSegment.objects.get(
            context__path="title", source__object_id=site.news.translation_key
        )
        row = state(site.news)
        page = english_of(site.news)
        Page.objects.filter(pk=page.pk).update(live=False)
        together.queue(row, User.objects.get(username="admin"))
        with commit():
            StringTranslation.objects.create(
                translation_of=title.string, context=title.context, locale=row.locale,
                data="Long " * 60,
            )  # fmt: skip
        assert not is_live(page)
        assert StringTranslation.objects.get(context=title.context).has_error
        assert state(site.news).publish_when_ready

    def test_a_deleted_one_is_not_published_when_made_anew(self, site, admin_client, commit):
        self.queue(site, admin_client, commit)
        english_of(site.news).delete()
        with commit():
            fill(start_translation(site.news))
        assert not is_live(english_of(site.news))


class TestAtADate:
    def schedule(self, site, client, commit, **values):
        at = timezone.localtime() + datetime.timedelta(hours=2)
        data = {"go_live_at": at.strftime("%Y-%m-%d %H:%M"), "action-publish": "both", **values}
        return edit(client, site.news, commit, **data)

    def at_the_date(self, commit):
        from wagtail.models import Revision

        past = timezone.now() - datetime.timedelta(minutes=1)
        for revision in Revision.objects.filter(approved_go_live_at__isnull=False):
            revision.approved_go_live_at = past
            revision.content["go_live_at"] = past.isoformat()
            revision.save()
        with commit():
            call_command("publish_scheduled")

    def test_both_go_live(self, site, admin_client, admin_user, commit):
        fill(start_translation(site.news))
        messages = self.schedule(site, admin_client, commit)
        assert not is_live(site.news)
        assert not is_live(english_of(site.news))
        assert any("razem z" in m for m in messages)
        self.at_the_date(commit)
        assert is_live(site.news)
        english = english_of(site.news)
        assert english.live
        assert english.go_live_at is None
        published = PageLogEntry.objects.filter(page=english.pk, action__contains="publish")
        assert [entry.action for entry in published] == [together.LOG_ACTION]
        assert not mail.outbox

    def test_also_if_the_date_was_there_when_it_was_translated(self, site, admin_client, commit):
        self.schedule(site, admin_client, commit)
        with commit():
            fill(start_translation(site.news))
        assert not is_live(english_of(site.news))
        self.at_the_date(commit)
        assert is_live(english_of(site.news))

    def test_a_translation_that_is_late(self, site, admin_client, admin_user, commit):
        fill(start_translation(site.news), only="title")
        messages = self.schedule(site, admin_client, commit)
        assert any("1 tekst" in m for m in messages)
        admin_user.email = "admin@example.org"
        admin_user.save()
        self.at_the_date(commit)
        assert is_live(site.news)
        assert not is_live(english_of(site.news))
        (letter,) = mail.outbox
        assert letter.to == ["admin@example.org"]
        assert "Nowa strefa" in letter.subject
        assert "1 tekst" in letter.body
        assert f"/admin/pages/{english_of(site.news).pk}/edit/" in letter.body
        confirm_last(site.news, commit)
        assert is_live(english_of(site.news))

    def test_the_letter_is_in_the_language_of_its_reader(self, site, admin_user, client, commit):
        log_in(client, admin_user, "en")
        admin_user.email = "admin@example.org"
        admin_user.save()
        self.schedule(site, client, commit)
        self.at_the_date(commit)
        (letter,) = mail.outbox
        assert "Nobody has begun to translate it." in letter.body
        assert "waits (English)" in letter.subject

    def test_what_is_live_already_goes_along_at_the_date_and_not_before(
        self, site, admin_client, commit
    ):
        with commit():
            translate(site.news)
        site.news.refresh_from_db()
        messages = self.schedule(site, admin_client, commit, title="Od jutra inaczej")
        assert any("razem z" in m for m in messages)
        with commit():
            together.go_along(state(site.news).pk)
        assert state(site.news).publish_when_ready
        self.at_the_date(commit)
        assert Page.objects.get(pk=site.news.pk).title == "Od jutra inaczej"
        assert state(site.news).publish_when_ready
        confirm_last(site.news, commit)
        row = state(site.news)
        assert (row.state, row.publish_when_ready) == ("current", False)

    def test_only_the_polish(self, site, admin_client, commit):
        fill(start_translation(site.news))
        self.schedule(site, admin_client, commit, **{"action-publish": "only"})
        self.at_the_date(commit)
        assert is_live(site.news)
        assert not is_live(english_of(site.news))


class TestApproval:
    @pytest.fixture
    def workflow(self, site):
        boss = member("boss", publishes=(site.home, english_of(site.home)))
        task = GroupApprovalTask.objects.create(name="Sprawdzenie")
        task.groups.add(boss.groups.first())
        workflow = Workflow.objects.create(name="Przed publikacją")
        WorkflowTask.objects.create(workflow=workflow, task=Task.objects.get(pk=task.pk))
        WorkflowPage.objects.create(workflow=workflow, page=site.home)
        return boss

    def approve(self, client, boss, page, commit):
        log_in(client, boss)
        return edit(
            client, page, commit,
            **{"action-workflow-action": "true", "workflow-action-name": "approve"},
        )  # fmt: skip

    def test_it_goes_along_with_what_is_approved(self, site, workflow, client, commit):
        fill(start_translation(site.news))
        log_in(client, member("ola", edits=(site.home, english_of(site.home))))
        messages = edit(client, site.news, commit, **{"action-submit": "both"})
        assert any("razem z" in m for m in messages)
        assert not is_live(site.news)
        self.approve(client, workflow, site.news, commit)
        assert is_live(site.news)
        english = english_of(site.news)
        assert english.live
        entry = PageLogEntry.objects.get(page=english.pk, action=together.LOG_ACTION)
        assert entry.user == workflow

    def test_who_approves_is_told_before(self, site, workflow, client, commit):
        fill(start_translation(site.news))
        log_in(client, member("ola", edits=(site.home, english_of(site.home))))
        edit(client, site.news, commit, **{"action-submit": "both"})
        log_in(client, workflow)
        url = reverse("wagtailadmin_pages:edit", args=[site.news.pk])
        assert any("razem z" in m and "ola" in m for m in said(client.get(url)))

    def test_who_submits_without_it_is_told_that_it_was_asked_for(
        self, site, workflow, client, commit
    ):
        fill(start_translation(site.news), only="title")
        log_in(client, workflow)
        edit(client, site.news, commit, **{"action-publish": "when_ready"})
        assert state(site.news).publish_when_ready
        log_in(client, member("ola", edits=(site.home, english_of(site.home))))
        messages = edit(client, site.news, commit, **{"action-submit": "true"})
        assert not state(site.news).publish_when_ready
        assert "Tłumaczenie nie ukaże się samoczynnie." in messages

    def test_without_being_asked_it_stays(self, site, workflow, client, commit):
        fill(start_translation(site.news))
        log_in(client, member("ola", edits=(site.home, english_of(site.home))))
        edit(client, site.news, commit, **{"action-submit": "true"})
        self.approve(client, workflow, site.news, commit)
        assert is_live(site.news)
        assert not is_live(english_of(site.news))

    def test_who_may_not_publish_it_cannot_let_it_go_by_approving(self, site, client, commit):
        boss = member("boss", publishes=(site.home,))
        task = GroupApprovalTask.objects.create(name="Sprawdzenie")
        task.groups.add(boss.groups.first())
        flow = Workflow.objects.create(name="Przed publikacją")
        WorkflowTask.objects.create(workflow=flow, task=Task.objects.get(pk=task.pk))
        WorkflowPage.objects.create(workflow=flow, page=site.home)
        fill(start_translation(site.news))
        log_in(client, member("ola", edits=(site.home, english_of(site.home))))
        edit(client, site.news, commit, **{"action-submit": "both"})
        self.approve(client, boss, site.news, commit)
        assert is_live(site.news)
        assert not is_live(english_of(site.news))


@pytest.fixture
def both(site, commit):
    """The news in both languages, live."""
    with commit():
        site.news.save_revision().publish()
        translate(site.news, slug="new-zone")
    site.news.refresh_from_db()
    return site


def confirm(client, view, *args, also=(), commit=None, follow=True, **data):
    url = reverse(f"wagtailadmin_pages:{view}", args=args)
    response = client.post(url, {"also": [page.pk for page in also], **data}, follow=follow)
    assert response.status_code == 200
    return said(response)


def boxes(response) -> dict[str, bool]:
    from bs4 import BeautifulSoup

    soup = BeautifulSoup(response.content, "html.parser")
    return {box["value"]: box.has_attr("checked") for box in soup.select("[name=also]")}


def bulk(client, action: str, pages, **data):
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", action])
    ids = "&".join(f"id={page.pk}" for page in pages)
    url = f"{url}?{ids}&next=/admin/"
    return client.post(url, data, follow=True) if data else client.get(url)


class TestUnpublish:
    def test_both(self, both, admin_client):
        english = english_of(both.news)
        url = reverse("wagtailadmin_pages:unpublish", args=[both.news.pk])
        assert boxes(admin_client.get(url)) == {str(english.pk): True}
        messages = confirm(admin_client, "unpublish", both.news.pk, also=[english])
        assert not is_live(both.news)
        assert not is_live(english)
        assert any("także wycofana" in m for m in messages)

    def test_only_the_polish(self, both, admin_client):
        confirm(admin_client, "unpublish", both.news.pk)
        assert not is_live(both.news)
        assert is_live(english_of(both.news))

    def test_from_the_english_the_polish_is_offered_but_not_suggested(self, both, admin_client):
        url = reverse("wagtailadmin_pages:unpublish", args=[english_of(both.news).pk])
        assert boxes(admin_client.get(url)) == {str(both.news.pk): False}

    def test_pages_below_in_both_trees(self, both, admin_client):
        index = english_of(both.news_index)
        url = reverse("wagtailadmin_pages:unpublish", args=[both.news_index.pk])
        assert "nad 1 opublikowaną stroną" in admin_client.get(url).text
        confirm(
            admin_client, "unpublish", both.news_index.pk, also=[index], include_descendants="on"
        )
        assert not is_live(english_of(both.news))
        assert not is_live(both.news)

    def test_nothing_is_half_done(self, both, client):
        english = english_of(both.news)
        log_in(client, member("ola", publishes=(both.home,), edits=(english_of(both.home),)))
        url = reverse("wagtailadmin_pages:unpublish", args=[both.news.pk])
        page = client.get(url)
        assert boxes(page) == {}
        assert "Nie możesz" in page.text
        messages = confirm(client, "unpublish", both.news.pk, also=[english])
        assert any("Nic nie zrobiono" in m for m in messages)
        assert is_live(both.news)
        assert is_live(english)

    def test_if_the_second_fails_the_first_is_undone(
        self, both, elsewhere, admin_client, monkeypatch
    ):
        def fail(*args, **kwargs):
            raise RuntimeError

        monkeypatch.setattr("portal.newsroom.trees.act", fail)
        for view, args in (
            ("unpublish", [both.news.pk]),
            ("move_confirm", [both.news.pk, elsewhere.pk]),
            ("delete", [both.news.pk]),
        ):
            with pytest.raises(RuntimeError):
                confirm(admin_client, view, *args, also=[english_of(both.news)])
        page = Page.objects.get(pk=both.news.pk)
        assert page.live
        assert page.get_parent().pk == both.news_index.pk

    def test_many(self, both, admin_client):
        english = english_of(both.news)
        assert boxes(bulk(admin_client, "unpublish", [both.news])) == {str(english.pk): True}
        bulk(admin_client, "unpublish", [both.news, both.mission], also=[english.pk])
        assert not is_live(english)
        assert not is_live(both.mission)
        assert is_live(english_of(both.mission))

    def test_a_stranger_is_not_touched(self, both, admin_client):
        confirm(admin_client, "unpublish", both.news.pk, also=[both.mission])
        assert is_live(both.mission)


@pytest.fixture
def elsewhere(both, commit):
    """A second list of news, in both languages."""
    index = factories.NewsIndexPageFactory(parent=both.home, slug="archiwum", title="Archiwum")
    with commit():
        translate(index, slug="archive")
    return index


class TestMove:
    def test_both(self, both, elsewhere, admin_client):
        english = english_of(both.news)
        old = english.url
        url = reverse("wagtailadmin_pages:move_confirm", args=[both.news.pk, elsewhere.pk])
        assert boxes(admin_client.get(url)) == {str(english.pk): True}
        messages = confirm(admin_client, "move_confirm", both.news.pk, elsewhere.pk, also=[english])
        assert english_of(both.news).get_parent().pk == english_of(elsewhere).pk
        assert Page.objects.get(pk=both.news.pk).get_parent().pk == elsewhere.pk
        assert english_of(both.news).slug == "new-zone"
        assert Redirect.objects.filter(old_path=old.rstrip("/")).exists()
        assert any("także przeniesiona" in m for m in messages)

    def test_only_the_polish(self, both, elsewhere, admin_client):
        confirm(admin_client, "move_confirm", both.news.pk, elsewhere.pk)
        assert english_of(both.news).get_parent().pk == english_of(both.news_index).pk

    def test_where_there_is_no_such_place(self, both, admin_client):
        index = factories.NewsIndexPageFactory(parent=both.home, slug="nowe", title="Nowe")
        url = reverse("wagtailadmin_pages:move_confirm", args=[both.news.pk, index.pk])
        page = admin_client.get(url)
        assert boxes(page) == {}
        assert "„Nowe” nie istnieje w tym języku" in page.text
        messages = confirm(
            admin_client, "move_confirm", both.news.pk, index.pk, also=[english_of(both.news)]
        )
        assert any("Nic nie zrobiono" in m for m in messages)
        assert Page.objects.get(pk=both.news.pk).get_parent().pk == both.news_index.pk

    def test_where_the_address_is_taken(self, both, elsewhere, admin_client):
        factories.NewsPageFactory(
            parent=english_of(elsewhere).specific,
            slug="new-zone",
            locale=english_of(both.news).locale,
        )
        url = reverse("wagtailadmin_pages:move_confirm", args=[both.news.pk, elsewhere.pk])
        assert "ma już taki adres" in admin_client.get(url).text

    def test_many(self, both, elsewhere, admin_client):
        english = english_of(both.news)
        assert boxes(bulk(admin_client, "move", [both.news])) == {str(english.pk): True}
        bulk(admin_client, "move", [both.news], chooser=elsewhere.pk, also=[english.pk])
        assert english_of(both.news).get_parent().pk == english_of(elsewhere).pk
        assert Page.objects.get(pk=both.news.pk).get_parent().pk == elsewhere.pk


class TestDelete:
    def test_both(self, both, admin_client):
        english = english_of(both.news)
        url = reverse("wagtailadmin_pages:delete", args=[both.news.pk])
        assert boxes(admin_client.get(url)) == {str(english.pk): False}
        messages = confirm(admin_client, "delete", both.news.pk, also=[english])
        assert not Page.objects.filter(pk__in=[both.news.pk, english.pk]).exists()
        assert not TranslationState.objects.filter(translation_key=english.translation_key)
        assert any("także usunięta" in m for m in messages)

    def test_the_english_alone_becomes_a_page_of_its_own(self, both, admin_client, commit):
        english = english_of(both.news)
        confirm(admin_client, "delete", both.news.pk)
        assert state(english).original_id == english.pk
        url = reverse("wagtailadmin_pages:edit", args=[english.pk])
        page = admin_client.get(url)
        assert "js-translation-editor" not in page.text
        assert "localize-restart-translation" not in page.text
        messages = edit(
            admin_client, english.specific, commit, title="My own", **{"action-publish": "1"}
        )
        assert english_of(english).title == "My own"
        assert any("została opublikowana" in m for m in messages)
        answer = admin_client.post(url, {"localize-restart-translation": "1"}, follow=True)
        assert answer.status_code == 200
        assert any("osobną stroną" in m for m in said(answer))

    def test_the_polish_alone_can_be_translated_anew(self, both, admin_client, commit, english):
        confirm(admin_client, "delete", english_of(both.news).pk)
        row = state(both.news)
        assert (row.state, row.only_in.language_code) == ("only", "pl")
        url = reverse("wagtail_localize:submit_page_translation", args=[both.news.pk])
        with commit():
            response = admin_client.post(url, {"locales": [english.pk]}, follow=True)
        assert response.status_code == 200
        assert "js-translation-editor" in response.text
        row = state(both.news)
        # What was translated once is remembered.
        assert (row.page_id, row.state) == (english_of(both.news).pk, "ready")

    def test_a_copy_that_waits_goes_with_it(self, polish_tree, english, admin_client):
        start_translation(polish_tree.news)
        copy = english_of(polish_tree.news_index)
        assert copy.alias_of_id == polish_tree.news_index.pk
        url = reverse("wagtailadmin_pages:delete", args=[polish_tree.news_index.pk])
        assert "kopia" in admin_client.get(url).text
        # There is a translation below it: it stays, but nobody reads Polish under /en/.
        confirm(admin_client, "delete", polish_tree.news_index.pk)
        copy.refresh_from_db()
        assert not copy.live
        english_of(polish_tree.news).delete()

    def test_a_copy_without_pages_below_is_deleted(self, polish_tree, english, admin_client):
        start_translation(polish_tree.news)
        english_of(polish_tree.news).delete()
        copy = english_of(polish_tree.news_index)
        confirm(admin_client, "delete", polish_tree.news_index.pk)
        assert not Page.objects.filter(pk=copy.pk).exists()

    def test_who_may_not_delete_the_english(self, both, client):
        log_in(client, member("ola", publishes=(both.home,), edits=(english_of(both.home),)))
        url = reverse("wagtailadmin_pages:delete", args=[both.news.pk])
        assert boxes(client.get(url)) == {}
        messages = confirm(client, "delete", both.news.pk, also=[english_of(both.news)])
        assert any("Nic nie zrobiono" in m for m in messages)
        assert Page.objects.filter(pk=both.news.pk).exists()

    def test_many(self, both, admin_client):
        english = english_of(both.news)
        assert boxes(bulk(admin_client, "delete", [both.news])) == {str(english.pk): False}
        bulk(admin_client, "delete", [both.news, both.mission], also=[english.pk])
        assert not Page.objects.filter(pk__in=[both.news.pk, english.pk, both.mission.pk]).exists()
        assert english_of(both.mission).live

    def test_in_english(self, both, admin_user, client):
        log_in(client, admin_user, "en")
        url = reverse("wagtailadmin_pages:delete", args=[both.news_index.pk])
        with override_language("en"):
            text = " ".join(client.get(url).text.split())
        assert "with 1 page below it" in text
        assert "What is not ticked stays, as a page of its own" in text
