"""PO files of a page and of a whole language: what goes in, what comes back, what is said of it."""

import json
import uuid

import polib
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail_localize.models import StringTranslation, Translation

from portal.localize import OpenTexts, open_texts
from portal.newsroom.translating.matching import Verdict, match
from portal.newsroom.translating.places import texts_of
from portal.newsroom.translating.po import Unreadable, read, split_context
from portal.newsroom.translating.po_views import as_csv
from tests import factories
from tests.stories import block
from tests.translating import fill, start_translation, translate

pytestmark = pytest.mark.django_db


@pytest.fixture
def work(polish_tree, english) -> Translation:
    translate(polish_tree.home)
    translate(polish_tree.news_index)
    page = polish_tree.news
    page.lead = "Lead tylko tej strony."
    page.body = json.dumps([block("paragraph", '<p><a href="/x">Link</a> dalej.</p>')])
    page.save_revision().publish()
    return start_translation(page)


def file(po: polib.POFile | str | bytes) -> SimpleUploadedFile:
    content = po if isinstance(po, bytes) else str(po).encode()
    return SimpleUploadedFile("x.po", content)


def entry(msgid: str, msgstr: str, msgctxt: str | None = None, **kwargs) -> polib.POEntry:
    return polib.POEntry(msgid=msgid, msgstr=msgstr, msgctxt=msgctxt, **kwargs)


def po_of(*entries: polib.POEntry, language: str = "en") -> polib.POFile:
    po = polib.POFile()
    po.metadata = {"Content-Type": "text/plain; charset=utf-8", "Language": language}
    po.extend(entries)
    return po


def upload(client, translation: Translation, po) -> list[str]:
    url = reverse("wagtail_localize:upload_pofile", args=[translation.pk])
    response = client.post(url, {"file": file(po)}, follow=True)
    assert response.status_code == 200
    return [str(message) for message in response.context["messages"]]


def verdicts(translation: Translation, *entries: polib.POEntry) -> list[str]:
    key = translation.source.object_id
    result = match(po_of(*entries), texts_of([translation]), {key: "Strona"}, only=key)
    return [line.verdict for line in result.lines]


def download(client, translation: Translation) -> polib.POFile:
    url = reverse("wagtail_localize:download_pofile", args=[translation.pk])
    response = client.get(url)
    assert response["Content-Type"] == "text/x-gettext-translation"
    return polib.pofile("\n" + response.content.decode())


class TestOnePage:
    def test_out_and_in(self, work, admin_client, admin_user):
        po = download(admin_client, work)
        assert po.metadata["Language"] == "en"
        assert {e.msgid for e in po} >= {"Nowa strefa", '<a id="a1">Link</a> dalej.'}
        assert all(e.comment for e in po)
        for e in po:
            e.msgstr = f"EN {e.msgid}"
        assert "przyjęto" in upload(admin_client, work, po)[0]
        assert not open_texts(work)
        written = StringTranslation.objects.filter(context__object_id=work.source.object_id)
        assert {one.translation_type for one in written} == {"manual"}
        assert {one.last_translated_by for one in written} == {admin_user}
        work.get_target_instance().refresh_from_db()
        assert work.get_target_instance().draft_title == "EN Nowa strefa"

    def test_a_file_of_wagtail_localize_s_own(self, work, admin_client):
        fill(work)
        po = work.export_po()
        StringTranslation.objects.filter(context__object_id=work.source.object_id).delete()
        upload(admin_client, work, po)
        assert not open_texts(work)

    def test_one_of_another_database(self, work, admin_client):
        fill(work)
        po = work.export_po()
        StringTranslation.objects.filter(context__object_id=work.source.object_id).delete()
        po.metadata["X-WagtailLocalize-TranslationID"] = str(uuid.uuid4())
        for e in po:
            e.msgctxt = e.msgctxt.replace("body.", f"body.{uuid.uuid4()}.")
        upload(admin_client, work, po)
        assert not open_texts(work)

    def test_what_a_machine_wrote_is_fuzzy_and_comes_back_so(self, work, admin_client):
        fill(work)
        StringTranslation.objects.filter(context__object_id=work.source.object_id).update(
            translation_type="machine"
        )
        po = download(admin_client, work)
        assert all(e.fuzzy for e in po)
        upload(admin_client, work, po)
        assert open_texts(work).unconfirmed == len(po)
        # Who has looked at them takes the mark away.
        for e in po:
            e.flags = []
        upload(admin_client, work, po)
        assert not open_texts(work)

    def test_what_was_not_taken_is_reported(self, work, admin_client):
        po = po_of(
            entry("Nowa strefa", "New zone", "title"),
            entry("Nieznany tekst", "Unknown text", "body.nowhere"),
            entry("=FORMULA()", "=1+1"),
        )
        url = reverse("wagtail_localize:upload_pofile", args=[work.pk])
        response = admin_client.post(url, {"file": file(po)})
        html = response.content.decode()
        assert "Nieznany tekst" in html
        assert "żadna strona nie ma takiego tekstu" in html
        assert "po-report.csv" in html
        assert open_texts(work).missing == len(texts_of([work])) - 1

    @pytest.mark.parametrize(
        ("content", "words"),
        [
            (b"", "pusty"),
            (b"  \n\n", "pusty"),
            (b"\x00\x01\x02PNG" * 100, "plik tekstowy"),
            (b"\xff\xfe\x00\xd8", "PO"),
            ("zwykły tekst\ndrugi".encode(), "wiersza 1"),
            (b"/etc/passwd", "PO"),
            (b'msgid ""\nmsgstr ""\n"Language: pl\\n"\n', "żadnych tekst"),
            (b'msgid "a"\nmsgstr "\xb1"\n', "plik tekstowy"),
            (b"x" * (5 * 1024 * 1024 + 1), "za duży"),
        ],
    )  # fmt: skip
    def test_what_is_no_po_file_is_told(self, work, admin_client, content, words):
        if not content:
            url = reverse("wagtail_localize:upload_pofile", args=[work.pk])
            response = admin_client.post(url, follow=True)
            assert "Wybierz" in str(next(iter(response.context["messages"])))
        assert words in upload(admin_client, work, content)[0]
        assert open_texts(work).missing == len(texts_of([work]))

    def test_polish_files_of_old_programs(self):
        content = (
            'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=ISO-8859-2\\n"\n\n'
            'msgid "Zażółć"\nmsgstr "Yellow"\n'
        )
        assert [e.msgid for e in read(file(content.encode("iso-8859-2")))] == ["Zażółć"]
        assert [e.msgid for e in read(file(content.encode("utf-16")))] == ["Zażółć"]
        with pytest.raises(Unreadable):
            read(file(content.replace("ISO-8859-2", "rot13").encode("iso-8859-2")))

    def test_the_other_language_is_refused(self, work, admin_client):
        po = po_of(entry("Nowa strefa", "New zone", "title"), language="pl_PL")
        assert "inny język (pl)" in upload(admin_client, work, po)[0]
        assert open_texts(work).missing == len(texts_of([work]))


class TestVerdicts:
    def test_of_each_kind(self, work):
        assert verdicts(
            work,
            entry("Nowa strefa", "New zone", "title"),
            entry("Inny lead.", "Another lead.", "lead"),
            entry("Nie ma", "Not here"),
            entry('<a id="a1">Link</a> dalej.', '<a id="a7">Link</a>'),
        ) == [Verdict.TAKEN, Verdict.CHANGED, Verdict.UNKNOWN, Verdict.BROKEN]

    def test_empty_fuzzy_too_long(self, work):
        assert verdicts(
            work,
            entry("Nowa strefa", " ", "title"),
            entry("Lead tylko tej strony.", "x" * 601, "lead"),
            entry('<a id="a1">Link</a> dalej.', '<a id="a1">Link</a> on', flags=["fuzzy"]),
        ) == [Verdict.EMPTY, Verdict.TOO_LONG, Verdict.SUGGESTED]

    def test_plural_and_obsolete(self, work):
        found = verdicts(
            work,
            entry("Nowa strefa", "", "title", msgid_plural="x", msgstr_plural={0: "a", 1: "b"}),
            entry("Stare", "Old", obsolete=True),
        )
        assert found == [Verdict.PLURAL]

    def test_what_a_person_wrote_gives_way_to_its_own_place_only(self, work):
        fill(work)
        assert verdicts(work, entry("Nowa strefa", "Other", "title")) == [Verdict.TAKEN]
        assert verdicts(work, entry("Nowa strefa", "Other", "seo_title")) == [Verdict.KEPT]
        assert verdicts(work, entry("Nowa strefa", "EN Nowa strefa")) == [Verdict.SAME]
        fuzzy = entry("Nowa strefa", "Other", "title", flags=["fuzzy"])
        assert verdicts(work, fuzzy) == [Verdict.KEPT]

    def test_pages_of_others(self, work):
        result = match(po_of(entry("Nowa strefa", "New zone", "title")), texts_of([work]), {})
        assert [line.verdict for line in result.lines] == [Verdict.NOT_YOURS]
        assert not result.writings

    def test_the_same_words_twice(self, work):
        page = work.source.get_source_instance()
        page.body = json.dumps([block("paragraph", "<p>Przerwa na kawę.</p>") for _ in range(3)])
        page.save_revision().publish()
        result = match(
            po_of(entry("Przerwa na kawę.", "Break", "a"), entry("Przerwa na kawę.", "Rest", "b")),
            texts_of([work]),
            {work.source.object_id: "x"},
        )
        assert [writing.data for writing in result.writings] == ["Break", "Rest", "Rest"]


def test_contexts():
    key = uuid.uuid4()
    assert split_context(f"{key}:body.x") == (key, "body.x")
    assert split_context("body.x") == (None, "body.x")
    assert split_context("a:b") == (None, "a:b")
    assert split_context(None) == (None, "")


def test_a_report_runs_no_formulas(work):
    from base64 import b64decode

    key = work.source.object_id
    result = match(po_of(entry("=1+1", "@x")), texts_of([work]), {key: "x"})
    text = b64decode(as_csv(result.lines).partition(",")[2]).decode("utf-8-sig")
    assert ",'=1+1,'@x," in text


class TestWholeLanguage:
    URL = "po_files"

    def many(self, polish_tree, count: int) -> list[Translation]:
        return [
            start_translation(
                factories.NewsPageFactory(
                    parent=polish_tree.news_index,
                    title=f"Wiadomość numer {n}",
                    lead=f"O czym jest wiadomość {n}.",
                )
            )
            for n in range(count)
        ]

    def take_out(self, client) -> bytes:
        response = client.get(reverse(self.URL), {"download-direction": "pl:en"})
        assert response["Content-Disposition"] == 'attachment; filename="pl-en.po"'
        return response.content

    def bring_in(self, client, po, **data):
        return client.post(
            reverse(self.URL),
            {"upload-direction": "pl:en", "upload-file": file(po), **data},
        )

    def test_forty_pages_out_and_in(self, polish_tree, english, admin_client, admin_user):
        translate(polish_tree.home)
        translate(polish_tree.news_index)
        translations = self.many(polish_tree, 5)
        self.take_out(admin_client)  # fills the caches
        with CaptureQueriesContext(
            connection,
        ) as few:
            content = self.take_out(admin_client)
        for e in (po := polib.pofile("\n" + content.decode())):
            e.msgstr = f"EN {e.msgid}"
        with CaptureQueriesContext(connection) as few_in:
            assert self.bring_in(admin_client, po).status_code == 200
        assert not any(open_texts(one) for one in translations)
        translations = [
            start_translation(
                factories.NewsPageFactory(
                    parent=polish_tree.news_index,
                    title=f"Inna wiadomość numer {n}",
                    lead=f"O czym jest inna wiadomość {n}.",
                )
            )
            for n in range(40)
        ]
        with CaptureQueriesContext(connection) as many:
            content = self.take_out(admin_client)
        po = polib.pofile("\n" + content.decode())
        assert len({split_context(e.msgctxt)[0] for e in po}) >= 40
        for e in po:
            e.msgstr = f"EN {e.msgid}"
        with CaptureQueriesContext(connection) as many_in:
            response = self.bring_in(admin_client, po)
        assert response.status_code == 200
        assert not any(open_texts(one) for one in translations)
        print("queries out", len(few), len(many), "in", len(few_in), len(many_in))
        assert len(many) <= len(few)
        assert len(many_in) <= len(few_in) + 4

    def test_from_another_database(self, polish_tree, english, admin_client):
        translate(polish_tree.home)
        translate(polish_tree.news_index)
        one, other = self.many(polish_tree, 2)
        po = polib.pofile("\n" + self.take_out(admin_client).decode())
        for e in po:
            e.msgstr = f"EN {e.msgid}"
            e.msgctxt = f"{uuid.uuid4()}:{e.msgctxt.partition(':')[2]}"
        self.bring_in(admin_client, po)
        assert not open_texts(one)
        assert not open_texts(other)

    def test_only_checking_changes_nothing(self, work, admin_client):
        po = po_of(entry("Nowa strefa", "New zone", "title"))
        response = self.bring_in(admin_client, po, **{"upload-dry": "on"})
        assert "tylko sprawdzony" in response.content.decode()
        assert open_texts(work).missing == len(texts_of([work]))

    def test_all_that_is_translated_as_well(self, tree, admin_client):
        response = admin_client.get(
            reverse(self.URL), {"download-direction": "pl:en", "download-only_open": "on"}
        )
        assert "nie ma nic do przetłumaczenia" in response.content.decode()
        po = polib.pofile("\n" + self.take_out(admin_client).decode())
        assert {e.msgstr for e in po} >= {"EN Nowa strefa"}

    @pytest.mark.parametrize("direction", ["", "en:en", "x", "pl:de"])
    def test_a_direction_that_is_none(self, work, admin_client, direction):
        assert (
            admin_client.get(reverse(self.URL), {"download-direction": direction}).status_code
            == 200
        )
        response = admin_client.post(
            reverse(self.URL), {"upload-direction": direction, "upload-file": file("x")}
        )
        assert response.status_code == 422

    def test_without_a_file_and_with_rubbish(self, work, admin_client):
        response = admin_client.post(reverse(self.URL), {"upload-direction": "pl:en"})
        assert response.status_code == 422
        assert "Wybierz plik PO" in response.content.decode()
        response = self.bring_in(admin_client, b"\x00\x01")
        assert response.status_code == 422

    def test_before_anything_is_translated(self, polish_tree, admin_client):
        html = admin_client.get(reverse(self.URL)).content.decode()
        assert "Żadna strona nie jest jeszcze tłumaczona" in html

    def test_who_may_edit_no_page_may_not(self, work, client, django_user_model):
        from django.contrib.auth.models import Permission

        user = django_user_model.objects.create_user("x", password="x")
        user.user_permissions.add(Permission.objects.get(codename="access_admin"))
        client.force_login(user)
        response = client.get(reverse(self.URL))
        assert response.status_code == 302
        assert response.url == reverse("wagtailadmin_home")

    def test_who_may_edit_a_part_gets_and_gives_that_part(
        self, work, polish_tree, client, django_user_model
    ):
        from django.contrib.auth.models import Group, Permission
        from wagtail.models import GroupPagePermission

        other = start_translation(polish_tree.mission)
        group = Group.objects.create(name="g")
        group.permissions.add(Permission.objects.get(codename="access_admin"))
        GroupPagePermission.objects.create(
            group=group,
            page=work.get_target_instance(),
            permission=Permission.objects.get(
                codename="change_page", content_type__app_label="wagtailcore"
            ),
        )
        user = django_user_model.objects.create_user("y", password="y")
        user.groups.add(group)
        client.force_login(user)
        po = polib.pofile("\n" + self.take_out(client).decode())
        assert {split_context(e.msgctxt)[0] for e in po} == {work.source.object_id}
        key = other.source.object_id
        po = po_of(entry("Misja", "Mission", f"{key}:title"))
        before = open_texts(other)
        assert "nie możesz edytować" in self.bring_in(client, po).content.decode()
        assert open_texts(other) == before != OpenTexts()
