"""Drafts by a machine through wagtail-localize's translators, asked over HTTP; no network."""

import datetime
import json
import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs

import pytest
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import translation as languages
from wagtail_localize.models import StringTranslation, Translation

from portal.localize import OpenTexts, open_texts
from portal.models import GlossaryTerm, TranslationState
from portal.newsroom.translating.confirming import confirm
from portal.newsroom.translating.drafting import draft
from portal.newsroom.translating.gate import what_is_open
from portal.newsroom.translating.machine import DeepL, Libre, batches
from portal.newsroom.translating.places import texts_of
from tests.stories import block
from tests.translating import fill, start_translation, submit, translate

pytestmark = pytest.mark.django_db


class Service:
    """A translation service on this machine: answers as `answer` says, remembers the questions."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, str, dict]] = []
        self.answer: Callable[[list[str]], tuple[int, object]] = self.in_english
        self.glossaries: list[dict] = []
        self.glossary_status = 200
        self.url = ""

    @staticmethod
    def in_english(texts: list[str]) -> tuple[int, object]:
        return 200, [f"MT {text}" for text in texts]

    def reply(self, method: str, path: str, body: bytes) -> tuple[int, object]:
        if path.startswith("/v2/glossaries"):
            return self.keep_glossary(method, path, body)
        if path == "/translate":
            data = json.loads(body)
            self.asked.append((method, path, data))
            status, answer = self.answer(data["q"])
            return status, {"translatedText": answer} if isinstance(answer, list) else answer
        data = parse_qs(body.decode())
        self.asked.append((method, path, data))
        status, answer = self.answer(data["text"])
        if isinstance(answer, list):
            answer = {"translations": [{"text": text} for text in answer]}
        return status, answer

    def keep_glossary(self, method: str, path: str, body: bytes) -> tuple[int, object]:
        data = json.loads(body) if body else {}
        self.asked.append((method, path, data))
        if method == "GET":
            return self.glossary_status, {"glossaries": self.glossaries}
        if method == "DELETE":
            number = path.rpartition("/")[2]
            self.glossaries = [g for g in self.glossaries if g["glossary_id"] != number]
            return 204, {}
        made = {"glossary_id": f"id{len(self.asked)}", **data}
        self.glossaries.append(made)
        return 201, made

    def translations(self) -> list[dict]:
        return [data for _method, path, data in self.asked if "translate" in path]


@pytest.fixture
def service():
    fake = Service()

    class Handler(BaseHTTPRequestHandler):
        def handle_any(self):
            length = int(self.headers.get("Content-Length") or 0)
            status, answer = fake.reply(self.command, self.path, self.rfile.read(length))
            body = answer if isinstance(answer, bytes) else json.dumps(answer).encode()
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        do_GET = do_POST = do_DELETE = handle_any

        def log_message(self, *args):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    fake.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    cache.clear()
    yield fake
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def deepl(service, settings):
    options = {"AUTH_KEY": "not-a-key", "SERVER": service.url, "TIMEOUT": 5}
    settings.WAGTAILLOCALIZE_MACHINE_TRANSLATOR = {
        "CLASS": "portal.newsroom.translating.machine.DeepL",
        "OPTIONS": options,
    }
    return DeepL(options)


@pytest.fixture
def libre(service, settings):
    options = {"LIBRETRANSLATE_URL": f"{service.url}/", "API_KEY": "", "TIMEOUT": 5}
    return Libre(options)


def story(*texts: str) -> list:
    return [block("paragraph", f"<p>{text}</p>") for text in texts]


@pytest.fixture
def work(polish_tree, english) -> Translation:
    """A page in work, no text of it translated."""
    translate(polish_tree.home)
    translate(polish_tree.news_index)
    page = polish_tree.news
    page.lead = "Lead tylko tej strony."
    page.body = json.dumps(
        story("Pierwszy <b>akapit</b> & więcej.", '<a href="/x">Link</a> dalej.')
    )
    page.save_revision().publish()
    return start_translation(page)


def kinds(translation: Translation) -> set[str]:
    return {text.kind for text in texts_of([translation])}


class TestDeepL:
    def test_drafts_what_is_missing_and_labels_it(self, work, deepl, service, admin_user):
        result = draft(work, admin_user, deepl)
        texts = texts_of([work])
        assert (result.written, result.left, result.failure) == (len(texts), 0, "")
        assert {text.kind for text in texts} == {"machine"}
        assert {text.tool for text in texts} == {"DeepL"}
        assert open_texts(work) == OpenTexts(unconfirmed=len(texts))
        row = TranslationState.objects.get(translation_key=work.source.object_id)
        assert row.unconfirmed == len(texts)
        asked = service.translations()[0]
        assert asked["target_lang"] == ["EN-GB"]
        assert '<a id="a1">Link</a> dalej.' in asked["text"]

    def test_what_people_wrote_is_left_alone_and_not_sent(self, work, deepl, service, admin_user):
        fill(work, only="lead")
        draft(work, admin_user, deepl)
        assert "Lead tylko tej strony." not in service.translations()[0]["text"]
        assert StringTranslation.objects.get(
            context__object_id=work.source.object_id, context__path="lead"
        ).data.startswith("EN ")

    def test_sends_no_more_than_fifty_texts_at_once(self, work, deepl, service, admin_user):
        page = work.source.get_source_instance()
        page.body = json.dumps(story(*(f"Zdanie numer {n} tej strony." for n in range(120))))
        page.save_revision().publish()
        work.refresh_from_db()
        result = draft(work, admin_user, deepl)
        sizes = [len(asked["text"]) for asked in service.translations()]
        assert result.left == 0
        assert max(sizes) == 50
        assert sum(sizes) == result.written

    def test_keeps_what_came_before_a_failure(self, work, deepl, service, admin_user):
        deepl.most_texts = 1
        answers = iter([(200, ["MT one"]), (456, {"message": "Quota exceeded"})])
        service.answer = lambda texts: next(answers)
        result = draft(work, admin_user, deepl)
        assert result.written == 1
        assert "wyczerpany" in result.failure
        assert open_texts(work).unconfirmed == 1
        assert result.left == open_texts(work).missing

    def test_a_text_that_is_not_taken_leaves_the_others(self, work, deepl, service, admin_user):
        def answer(texts):
            if "Lead tylko tej strony." in texts:
                return 413, {}
            return Service.in_english(texts)

        service.answer = answer
        result = draft(work, admin_user, deepl)
        assert result.left == 1
        assert result.failure

    def test_a_service_that_takes_nothing_is_not_asked_for_ever(
        self, work, deepl, service, admin_user
    ):
        page = work.source.get_source_instance()
        page.body = json.dumps(story(*(f"Zdanie numer {n} tej strony." for n in range(60))))
        page.save_revision().publish()
        service.answer = lambda texts: (400, {})
        assert draft(work, admin_user, deepl).written == 0
        assert len(service.asked) <= 12

    @pytest.mark.parametrize(
        ("status", "answer", "words"),
        [
            (403, {"message": "Forbidden"}, "key"),
            (456, {"message": "Quota exceeded"}, "allowance"),
            (429, {}, "too much to do"),
            (500, {}, "an error of its own"),
            (200, b"<html>hotel wifi</html>", "cannot be used"),
            (200, {"something": "else"}, "cannot be used"),
            (200, ["only one"], "cannot be used"),
        ],
    )
    def test_every_failure_is_told(self, work, deepl, service, admin_client, status, answer, words):
        service.answer = lambda texts: (status, answer)
        url = reverse("wagtail_localize:machine_translate", args=[work.pk])
        with languages.override("en"):
            response = admin_client.post(url, follow=True, headers={"Accept-Language": "en"})
            assert response.status_code == 200
            result = draft(work, response.wsgi_request.user, deepl)
        assert words in result.failure
        told = [str(message) for message in response.context["messages"]]
        assert any("DeepL" in message for message in told)
        assert open_texts(work).unconfirmed == 0

    def test_nobody_answers(self, work, deepl, admin_user):
        deepl.options["SERVER"] = "http://127.0.0.1:1"
        with languages.override("en"):
            assert "cannot be reached" in draft(work, admin_user, deepl).failure

    def test_too_slow(self, work, deepl, service, admin_user):
        release = threading.Event()
        service.answer = lambda texts: (release.wait(5), (200, []))[1]
        deepl.options["TIMEOUT"] = 1
        with languages.override("en"):
            assert "in time" in draft(work, admin_user, deepl).failure
        release.set()

    def test_what_it_breaks_is_marked(self, work, deepl, service, admin_user):
        service.answer = lambda texts: (200, [f'<a id="a9">{text}</a>' for text in texts])
        draft(work, admin_user, deepl)
        assert open_texts(work).faulty == len(texts_of([work]))

    def test_costs_as_many_queries_for_many_texts(
        self, work, deepl, admin_user, django_assert_max_num_queries
    ):
        with django_assert_max_num_queries(40):
            draft(work, admin_user, deepl)


class TestGlossaryAtDeepL:
    @pytest.fixture
    def term(self) -> GlossaryTerm:
        return GlossaryTerm.objects.create(
            term_pl="klaster", term_en="cluster", definition_pl="x", definition_en="x",
            synonyms_pl="zrzeszenie", synonyms_en="",
        )  # fmt: skip

    def test_is_made_once_and_used(self, work, deepl, service, admin_user, term):
        deepl.most_texts = 1
        draft(work, admin_user, deepl)
        posts = [data for method, path, data in service.asked
                 if (method, path) == ("POST", "/v2/glossaries")]  # fmt: skip
        assert [post["entries"] for post in posts] == ["klaster\tcluster\nzrzeszenie\tcluster"]
        made = service.glossaries[0]["glossary_id"]
        assert {asked["glossary_id"][0] for asked in service.translations()} == {made}

    def test_is_found_again_by_another_process(self, work, deepl, service, admin_user, term):
        draft(work, admin_user, deepl)
        StringTranslation.objects.filter(translation_type="machine").delete()
        cache.clear()
        draft(work, admin_user, deepl)
        assert len(service.glossaries) == 1
        assert len({asked["glossary_id"][0] for asked in service.translations()}) == 1

    def test_is_renewed_with_the_terms(self, work, deepl, service, admin_user, term):
        draft(work, admin_user, deepl)
        StringTranslation.objects.filter(translation_type="machine").delete()
        term.term_en = "business cluster"
        term.save()
        draft(work, admin_user, deepl)
        assert [g["entries"] for g in service.glossaries] == [
            "klaster\tbusiness cluster\nzrzeszenie\tbusiness cluster"
        ]

    def test_does_without_where_that_fails(self, work, deepl, service, admin_user, term):
        service.glossary_status = 500
        assert draft(work, admin_user, deepl).left == 0
        assert "glossary_id" not in service.translations()[0]

    def test_does_without_one_that_was_deleted_there(self, work, deepl, service, admin_user, term):
        first = iter([(404, {"message": "glossary not found"})])
        service.answer = lambda texts: next(first, None) or Service.in_english(texts)
        assert draft(work, admin_user, deepl).left == 0
        assert "glossary_id" not in service.translations()[1]

    def test_those_named_in_the_settings_come_first(self, work, deepl, service, admin_user, term):
        deepl.options["GLOSSARY_IDS"] = {("PL", "EN"): "own"}
        draft(work, admin_user, deepl)
        assert service.translations()[0]["glossary_id"] == ["own"]
        assert not service.glossaries


class TestLibre:
    def test_drafts(self, work, libre, service, admin_user):
        assert draft(work, admin_user, libre).left == 0
        assert {text.tool for text in texts_of([work])} == {"LibreTranslate"}
        assert service.translations()[0]["format"] == "html"

    @pytest.mark.parametrize("answer", [[1], "text", b"?", {"error": "x"}])
    def test_nonsense_is_told(self, work, libre, service, admin_user, answer):
        service.answer = lambda texts: (200, answer)
        assert draft(work, admin_user, libre).failure


def test_batches_hold_no_more_than_a_service_takes():
    from wagtail_localize.strings import StringValue

    strings = [StringValue("x" * length) for length in (4, 4, 4, 20, 1, 1, 1)]
    found = [[len(s.data) for s in batch] for batch in batches(strings, 2, 10)]
    assert found == [[4, 4], [4], [20], [1, 1], [1]]


class TestAddresses:
    def test_without_a_service_there_is_none(self, work, admin_client):
        url = reverse("wagtail_localize:machine_translate", args=[work.pk])
        assert admin_client.post(url).status_code == 404
        assert admin_client.get(url).status_code == 405

    def test_only_who_may_edit_the_page(self, work, deepl, client, django_user_model):
        user = django_user_model.objects.create_user("x", password="x", is_staff=True)
        from django.contrib.auth.models import Permission

        user.user_permissions.add(Permission.objects.get(codename="access_admin"))
        client.force_login(user)
        for name in ("wagtail_localize:machine_translate", "confirm_texts",
                     "wagtail_localize:upload_pofile"):  # fmt: skip
            response = client.post(reverse(name, args=[work.pk]))
            assert response.status_code == 302
            assert response.url == reverse("wagtailadmin_home")
        assert open_texts(work).unconfirmed == 0

    def test_a_locked_page_is_left_alone(self, work, deepl, admin_client):
        page = work.get_target_instance()
        page.locked = True
        page.save()
        admin_client.post(reverse("wagtail_localize:machine_translate", args=[work.pk]))
        assert open_texts(work).unconfirmed == 0

    def test_updating_with_a_machine_tells_what_failed(
        self, work, deepl, service, admin_client, publish
    ):
        service.answer = lambda texts: (456, {})
        url = reverse("wagtail_localize:update_translations", args=[work.source_id])
        response = admin_client.post(
            url, {"use_machine_translation": "on", "publish_translations": "on"}, follow=True
        )
        told = " ".join(str(message) for message in response.context["messages"])
        assert "DeepL" in told
        assert what_is_open(open_texts(work)) in told
        assert not work.get_target_instance().live


class TestGate:
    @pytest.fixture
    def drafted(self, work, deepl, admin_user) -> Translation:
        draft(work, admin_user, deepl)
        return work

    def test_nobody_publishes_what_only_a_machine_wrote(self, drafted, admin_client, admin_user):
        page = drafted.get_target_instance()
        with pytest.raises(ValidationError):
            drafted.save_target(publish=True)
        page.get_latest_revision().publish()
        edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
        response = admin_client.post(edit, {"action": "publish"}, follow=True)
        told = " ".join(str(message) for message in response.context["messages"])
        assert what_is_open(open_texts(drafted)) in told
        url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
        admin_client.post(f"{url}?id={page.pk}")
        page.refresh_from_db()
        assert not page.live

    def test_once_confirmed_it_is_published(self, drafted, admin_client, admin_user, client):
        texts = texts_of([drafted])
        url = reverse("confirm_texts", args=[drafted.pk])
        answer = admin_client.post(
            url, {"texts": str(texts[0].written_id)}, headers={"Accept": "application/json"}
        )
        assert answer.json() == {"confirmed": 1, "left": len(texts) - 1}
        admin_client.post(url, {"texts": ",".join(str(text.written_id) for text in texts)})
        assert not open_texts(drafted)
        assert kinds(drafted) == {"manual"}
        written = StringTranslation.objects.get(pk=texts[0].written_id)
        assert (written.last_translated_by, written.tool_name) == (admin_user, "DeepL")
        row = TranslationState.objects.get(translation_key=drafted.source.object_id)
        assert row.unconfirmed == 0

    @pytest.mark.parametrize("texts", ["", "x", "0", "99999999999999999999", "-1,²", "1" * 5000])
    def test_nonsense_confirms_nothing(self, drafted, admin_client, texts):
        url = reverse("confirm_texts", args=[drafted.pk])
        assert admin_client.post(url, {"texts": texts}).status_code == 302
        assert open_texts(drafted).unconfirmed

    def test_texts_of_another_page_stay_unconfirmed(self, drafted, polish_tree, admin_user):
        other = submit(polish_tree.mission)
        numbers = [text.written_id for text in texts_of([drafted])]
        assert confirm(other, numbers, admin_user) == 0
        assert open_texts(drafted).unconfirmed

    def test_writing_it_anew_in_the_editor_confirms(self, drafted, admin_client):
        text = texts_of([drafted])[0]
        url = reverse("wagtail_localize:edit_string_translation",
                      args=[drafted.pk, text.segment_id])  # fmt: skip
        admin_client.put(
            url,
            b'--x\r\nContent-Disposition: form-data; name="value"\r\n\r\nOwn words\r\n--x--\r\n',
            content_type="multipart/form-data; boundary=x",
        )
        assert open_texts(drafted).unconfirmed == len(texts_of([drafted])) - 1

    def test_a_live_page_stays_as_it_was(self, tree, deepl, publish, admin_user):
        publish(tree.news, title="Zupełnie inny tytuł niż dotąd")
        translation = Translation.objects.get(source__object_id=tree.news.translation_key)
        draft(translation, admin_user, deepl)
        publish(tree.news)
        assert tree.english(tree.news).title == "EN Nowa strefa"

    @pytest.mark.parametrize(
        ("count", "words"),
        [(1, "1 tekst czeka"), (2, "2 teksty czekają"), (5, "5 tekstów czeka"),
         (22, "22 teksty czekają")],
    )  # fmt: skip
    def test_polish_counts(self, count, words):
        assert words in what_is_open(OpenTexts(unconfirmed=count))


class TestMemory:
    def test_a_sentence_translated_elsewhere_is_suggested(self, polish_tree, english):
        translate(polish_tree.home)
        translate(polish_tree.news_index)
        translation = submit(polish_tree.mission)
        lead = next(t for t in texts_of([translation]) if t.place.path == "lead")
        assert lead.place.source == "Zdanie, które mówi wszystko."
        assert (lead.data, lead.kind) == ("EN Zdanie, które mówi wszystko.", "machine")
        assert open_texts(translation).unconfirmed == 1

    def test_after_a_change_of_the_original_too(self, tree, publish):
        publish(tree.mission, lead="Całkiem nowe zdanie o sprawie.")
        translation = Translation.objects.get(source__object_id=tree.mission.translation_key)
        fill(translation)
        publish(tree.news, lead="Całkiem nowe zdanie o sprawie.")
        news = Translation.objects.get(source__object_id=tree.news.translation_key)
        assert open_texts(news) == OpenTexts(unconfirmed=1)

    def test_the_latest_translation_by_a_person_counts(self, tree, publish, admin_user):
        said = "Zdanie raz jeszcze inne."
        for page, words in ((tree.mission, "Older"), (tree.event, "Newer")):
            publish(page, lead=said)
            translation = Translation.objects.get(source__object_id=page.translation_key)
            fill(translation)
            written = StringTranslation.objects.get(
                context__object_id=page.translation_key, translation_of__data=said
            )
            written.data = words
            written.save()
        publish(tree.people, lead=said)
        people = Translation.objects.get(source__object_id=tree.people.translation_key)
        assert "Newer" in {text.data for text in texts_of([people])}

    def test_few_words_are_taken_from_like_places_only(self, tree, publish):
        publish(tree.mission, lead="Razem")
        fill(Translation.objects.get(source__object_id=tree.mission.translation_key))
        publish(tree.privacy, title="Razem")
        privacy = Translation.objects.get(source__object_id=tree.privacy.translation_key)
        assert open_texts(privacy) == OpenTexts(missing=1)
        publish(tree.privacy, title="Ochrona danych", lead="Razem")
        assert open_texts(privacy) == OpenTexts(unconfirmed=1)

    def test_a_machine_s_words_are_not_remembered(self, tree, publish):
        publish(tree.mission, lead="Tylko maszyna to przełożyła.")
        mission = Translation.objects.get(source__object_id=tree.mission.translation_key)
        fill(mission)
        StringTranslation.objects.filter(data__contains="Tylko maszyna").update(
            translation_type="machine"
        )
        publish(tree.news, lead="Tylko maszyna to przełożyła.")
        news = Translation.objects.get(source__object_id=tree.news.translation_key)
        assert open_texts(news) == OpenTexts(missing=1)

    def test_says_where_it_is_from(self, polish_tree, english):
        translate(polish_tree.home)
        translation = submit(polish_tree.mission)
        lead = next(t for t in texts_of([translation]) if t.place.path == "lead")
        written = StringTranslation.objects.get(pk=lead.written_id)
        assert written.get_comment().startswith("Wzięte z innej strony")

    @pytest.mark.parametrize(
        ("language", "said"),
        [
            ("pl", "Przetłumaczono ręcznie dnia 26 listopada 2026"),
            ("en", "Translated manually on 26 November 2026"),
        ],
    )
    def test_says_when_in_the_language_of_the_reader(self, tree, language, said):
        written = StringTranslation.objects.first()
        written.updated_at = datetime.datetime(2026, 11, 26, 12, tzinfo=datetime.UTC)
        with languages.override(language):
            assert written.get_comment() == said


class TestLimits:
    def put(self, translation, path: str, data: str) -> StringTranslation:
        text = next(t for t in texts_of([translation]) if path in t.place.path)
        return StringTranslation.objects.update_or_create(
            translation_of_id=text.place.string_id,
            context_id=text.place.context_id,
            locale_id=text.place.locale_id,
            defaults={"data": data, "translation_type": "manual", "has_error": False,
                      "field_error": ""},
        )[0]  # fmt: skip

    def test_a_lead_that_is_too_long_is_told_beside_it(self, work):
        fill(work)
        written = self.put(work, "lead", "x" * 601)
        assert "601" in written.get_error()
        assert "600" in written.get_error()
        assert open_texts(work) == OpenTexts(faulty=1)
        with pytest.raises(ValidationError):
            work.save_target(publish=True)
        assert not self.put(work, "lead", "x" * 600).get_error()
        assert not open_texts(work)

    def test_markup_does_not_count(self, work):
        assert not self.put(work, "lead", "&amp;" * 600).get_error()

    def test_blocks_have_limits_too(self, work):
        page = work.source.get_source_instance()
        page.body = json.dumps([block("heading", {"text": "Nagłówek tu", "level": "h2"})])
        page.save_revision().publish()
        work.refresh_from_db()
        assert "161" in self.put(work, "body", "x" * 161).get_error()

    def test_a_machine_is_told_too(self, work, deepl, service, admin_user):
        service.answer = lambda texts: (200, ["x" * 700 for _ in texts])
        draft(work, admin_user, deepl)
        assert open_texts(work).faulty == 2  # title and lead; a paragraph has no limit


def test_the_editor_names_the_items_of_a_list(polish_tree, english, admin_client):
    from portal.newsroom.translating.editor import what_to_show
    from tests.stories import programme, session

    page = polish_tree.event
    page.body = [programme(session("Otwarcie obrad"), session("Drugi punkt obrad"))]
    page.save_revision().publish()
    translate(polish_tree.home)
    translate(polish_tree.event_index)
    shown = what_to_show(start_translation(page))
    found = [text["label"] for text in shown["texts"].values() if text["label"]]
    assert len(set(found)) == len(found)
    assert [label for label in found if " 1" in label]
    assert [label for label in found if " 2" in label]


def test_the_editor_is_told_the_terms_in_any_form(work, admin_client):
    GlossaryTerm.objects.create(
        term_pl="akapit", term_en="paragraph", definition_pl="Ustęp.", definition_en="A passage."
    )
    page = work.get_target_instance()
    response = admin_client.get(reverse("wagtailadmin_pages:edit", args=[page.pk]))
    html = response.content.decode()
    assert '"word": "paragraph"' in html
    assert "translating.js" in html


@pytest.mark.parametrize("count", [2, 30])
def test_the_editor_s_extras_cost_the_same_however_long_the_page(
    work, count, django_assert_max_num_queries
):
    from portal.newsroom.translating.editor import what_to_show

    page = work.source.get_source_instance()
    page.body = json.dumps(story(*(f"Zdanie numer {n} tej strony." for n in range(count))))
    page.save_revision().publish()
    translation = Translation.objects.select_related("source__locale", "target_locale").get(
        pk=work.pk
    )
    what_to_show(translation)
    with django_assert_max_num_queries(4):
        what_to_show(translation)
