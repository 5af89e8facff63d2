"""The queue: what fails is tried again, what a dead worker leaves is taken up, nothing is told."""

import datetime
import logging
import smtplib
import subprocess
import sys
from datetime import timedelta
from importlib import import_module
from pkgutil import walk_packages

import pytest
import requests
from django.apps import apps
from django.conf import settings as django_settings
from django.contrib.auth.models import Group
from django.core import mail
from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.db import OperationalError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks.base import Task
from django_tasks_db.models import DBTaskResult, get_date_max

from portal.mail import deliver
from portal.models import EditionToken
from portal.queue import leases
from portal.queue.pruning import KEEP_DONE, KEEP_FAILED, prune
from portal.queue.report import NAMES
from portal.queue.retrying import (
    LATER,
    LONGEST_DELAY,
    MOST_LOST,
    PATIENCE,
    PATIENCE_OF,
    delay,
    may_pass,
)
from portal.queue.state import queue_state
from portal.queue.worker import Worker
from portal.settings import base
from tests import queue_tasks

READY, RUNNING, FAILED, SUCCESSFUL = TaskResultStatus


@pytest.fixture(autouse=True)
def queue(settings, db):
    """The queue of production, and mail through it into memory."""
    settings.TASKS = base.TASKS
    settings.EMAIL_BACKEND = base.EMAIL_BACKEND
    queue_tasks.errors.clear()


def row() -> DBTaskResult:
    return DBTaskResult.objects.get()


def work() -> None:
    """Do the next task that is due, as a worker does."""
    worker = Worker()
    taken = leases.take(worker.name)
    assert taken is not None, "nothing is due"
    worker.work(taken)


def refused(code: int) -> smtplib.SMTPRecipientsRefused:
    return smtplib.SMTPRecipientsRefused({"jan@example.org": (code, b"jan@example.org: no")})


class TestWork:
    def test_what_is_enqueued_waits_until_a_worker_does_it(self, tmp_path):
        queue_tasks.remember.enqueue(str(tmp_path), "one")

        assert (row().status, list(tmp_path.iterdir())) == (READY, [])
        work()
        assert (row().status, len(list(tmp_path.iterdir()))) == (SUCCESSFUL, 1)

    def test_what_is_rolled_back_was_never_enqueued(self, tmp_path):
        with transaction.atomic():
            queue_tasks.remember.enqueue(str(tmp_path), "one")
            transaction.set_rollback(True)

        assert not DBTaskResult.objects.exists()

    def test_what_is_done_keeps_nothing_of_what_it_was_given(self, tmp_path):
        queue_tasks.remember.enqueue(str(tmp_path), "one")
        work()

        assert row().args_kwargs == {"args": [], "kwargs": {}}

    def test_the_most_urgent_task_goes_first(self, tmp_path):
        queue_tasks.remember.using(priority=-10).enqueue(str(tmp_path), "picture")
        queue_tasks.remember.using(priority=50).enqueue(str(tmp_path), "mail")
        work()

        assert [file.name.partition("-")[0] for file in tmp_path.iterdir()] == ["mail"]

    def test_mail_is_more_urgent_than_anything_and_pictures_are_least(self):
        from portal.pictures import make_in_background

        assert deliver.priority > 0 > make_in_background.priority > LATER

    def test_a_task_may_ask_which_attempt_it_is(self, tmp_path):
        queue_tasks.tell_attempt.enqueue(str(tmp_path))
        work()

        assert (tmp_path / "attempt-1").exists()
        assert row().return_value == 1

    def test_two_workers_never_get_the_same(self, tmp_path):
        queue_tasks.remember.enqueue(str(tmp_path), "one")

        assert leases.take("first") is not None
        assert leases.take("second") is None

    def test_whoever_is_told_to_end_at_once_gives_the_task_back(self):
        queue_tasks.end_at_once.enqueue()

        with pytest.raises(SystemExit):
            work()
        assert row().status == READY

    def test_a_task_that_is_no_more_fails_and_says_so(self, caplog):
        queue_tasks.fail_if_told.enqueue()
        DBTaskResult.objects.update(task_path="news.websub.gone")
        work()

        assert row().status == FAILED
        assert "ImportError" in row().exception_class_path

    def test_until_empty_ends_when_nothing_is_due(self, tmp_path):
        queue_tasks.remember.enqueue(str(tmp_path), "now")
        tomorrow = timezone.now() + timedelta(days=1)
        queue_tasks.remember.using(run_after=tomorrow).enqueue(str(tmp_path), "later")
        worker = Worker()

        assert worker.run(until_empty=True) == 1
        assert DBTaskResult.objects.filter(status=READY).count() == 1

    def test_it_moves_no_edition(self, tmp_path):
        before = EditionToken.objects.values().get()
        queue_tasks.remember.enqueue(str(tmp_path), "one")
        work()
        DBTaskResult.objects.all().delete()

        assert EditionToken.objects.values().get() == before


class TestRetries:
    @pytest.mark.parametrize(
        "error",
        [
            ConnectionRefusedError(),
            TimeoutError(),
            smtplib.SMTPServerDisconnected(),
            smtplib.SMTPAuthenticationError(535, b"no"),
            smtplib.SMTPDataError(451, b"later"),
            refused(450),
            requests.ConnectionError(),
            OperationalError("database is locked"),
        ],
        ids=lambda error: type(error).__name__,
    )
    def test_what_may_pass_is_tried_again(self, error):
        queue_tasks.errors.append(error)
        queue_tasks.fail_if_told.enqueue()
        work()

        waits = row()
        assert waits.status == READY
        assert 29 < (waits.run_after - timezone.now()).total_seconds() < 31
        assert leases.take("too soon") is None
        DBTaskResult.objects.update(run_after=timezone.now())
        work()
        assert (row().status, row().exception_class_path) == (SUCCESSFUL, "")

    @pytest.mark.parametrize(
        "error",
        [
            ValueError(), FileNotFoundError(), refused(550),
            smtplib.SMTPDataError(554, b"spam"), smtplib.SMTPSenderRefused(550, b"no", "a@b"),
        ],
        ids=lambda error: type(error).__name__,
    )  # fmt: skip
    def test_what_does_not_pass_is_failed_at_once(self, error):
        queue_tasks.errors.append(error)
        queue_tasks.fail_if_told.enqueue()
        work()

        assert row().status == FAILED
        assert type(error).__name__ in row().exception_class_path

    def test_one_recipient_who_may_be_reached_later_is_worth_it(self):
        codes = {"a@example.org": (550, b""), "b@example.org": (450, b"")}

        assert may_pass(smtplib.SMTPRecipientsRefused(codes))

    def test_each_delay_is_twice_as_long_up_to_a_quarter_of_an_hour(self):
        delays = [delay(number).total_seconds() for number in range(8)]

        assert delays == [0, 30, 60, 120, 240, 480, 900, 900]
        assert delay(10_000) == LONGEST_DELAY

    @pytest.mark.parametrize(
        ("path", "patience"),
        [("tests.queue_tasks.fail_if_told", PATIENCE), ("portal.mail.deliver", timedelta(days=5))],
    )
    def test_after_its_patience_it_is_failed(self, path, patience, monkeypatch):
        monkeypatch.setitem(PATIENCE_OF, "tests.queue_tasks.fail_if_told", patience)
        outcomes = []
        for age in (patience - timedelta(hours=1), patience):
            queue_tasks.errors.append(ConnectionRefusedError())
            queue_tasks.fail_if_told.enqueue()
            DBTaskResult.objects.update(enqueued_at=timezone.now() - age)
            work()
            outcomes.append(row().status)
            DBTaskResult.objects.all().delete()

        assert outcomes == [READY, FAILED]

    def test_what_has_failed_lets_everything_else_go_first(self):
        queue_tasks.errors.append(ConnectionRefusedError())
        queue_tasks.fail_if_told.using(priority=50).enqueue()
        work()

        assert row().priority == LATER

    def test_the_log_says_nothing_of_what_the_mail_server_said(self, caplog):
        queue_tasks.errors.extend([refused(450), refused(550)])
        queue_tasks.fail_if_told.enqueue()
        queue_tasks.fail_if_told.enqueue()
        with caplog.at_level(logging.INFO):
            work()
            work()

        assert "SMTPRecipientsRefused" in caplog.text
        assert "jan@example.org" not in caplog.text

    def test_a_mistake_is_logged_with_its_place(self, caplog):
        queue_tasks.errors.append(ValueError("na próbę"))
        queue_tasks.fail_if_told.enqueue()
        work()

        assert "queue_tasks.py" in caplog.text


class TestDeadWorkers:
    @pytest.fixture
    def left(self) -> DBTaskResult:
        """A task that a worker has taken and never given back."""
        queue_tasks.fail_if_told.enqueue()
        return leases.take("worker-1")

    def silent(self) -> None:
        DBTaskResult.objects.update(started_at=timezone.now() - leases.LEASE)

    def test_who_lives_keeps_the_task(self, left):
        assert leases.take_up_lost() == 0

    def test_who_says_so_keeps_it_for_as_long_as_it_takes(self, left):
        self.silent()

        assert leases.renew(left)
        assert leases.take_up_lost() == 0

    def test_what_a_dead_one_left_is_done_by_another(self, left):
        self.silent()

        assert leases.take_up_lost() == 1
        work()
        assert row().status == SUCCESSFUL

    def test_it_is_taken_up_once(self, left):
        self.silent()

        assert [leases.take_up_lost(), leases.take_up_lost()] == [1, 0]

    def test_one_that_was_only_asleep_does_not_overwrite_what_another_has_done(self, left):
        self.silent()
        leases.take_up_lost()
        work()
        queue_tasks.errors.append(ValueError())

        Worker().work(left)

        assert row().status == SUCCESSFUL
        assert not leases.renew(left)

    def test_what_kills_every_worker_is_given_up_and_visible(self, left):
        for _death in range(MOST_LOST - 1):
            self.silent()
            leases.take_up_lost()
            DBTaskResult.objects.update(run_after=get_date_max())
            assert leases.take("next") is not None
        self.silent()
        leases.take_up_lost()

        assert (row().status, len(row().worker_ids)) == (FAILED, MOST_LOST)

    def test_the_first_death_costs_no_time_the_next_ones_do(self, left):
        self.silent()
        leases.take_up_lost()
        assert row().run_after <= timezone.now()
        leases.take("worker-2")
        self.silent()
        leases.take_up_lost()

        assert row().run_after > timezone.now()

    def test_failures_of_a_mail_server_are_no_deaths(self):
        queue_tasks.fail_if_told.enqueue()
        DBTaskResult.objects.update(worker_ids=["worker"] * 50)
        leases.take("worker-51")
        self.silent()
        leases.take_up_lost()

        assert row().status == READY


class TestForgetting:
    @pytest.mark.parametrize(
        ("status", "kept"), [(SUCCESSFUL, KEEP_DONE), (FAILED, KEEP_FAILED), (READY, None)]
    )
    def test_ended_tasks_are_kept_for_some_days(self, status, kept):
        queue_tasks.fail_if_told.enqueue()
        ended = timezone.now() - (kept or timedelta(days=1000))
        DBTaskResult.objects.update(status=status, finished_at=ended + timedelta(minutes=1))
        assert prune() == 0
        DBTaskResult.objects.update(finished_at=ended - timedelta(minutes=1))

        assert prune() == (1 if kept else 0)


class TestState:
    def test_of_an_empty_queue(self):
        state = queue_state()

        assert (state.waiting, state.retrying, state.running, state.failed) == (0, 0, 0, 0)
        assert state.oldest_waiting_seconds == 0

    def test_counts_what_waits_runs_and_failed_in_one_statement(self):
        for status in (READY, READY, READY, RUNNING, FAILED, SUCCESSFUL):
            queue_tasks.fail_if_told.enqueue()
            newest = DBTaskResult.objects.order_by("-enqueued_at").first()
            DBTaskResult.objects.filter(pk=newest.pk).update(status=status)
        waiting = list(DBTaskResult.objects.filter(status=READY).values_list("pk", flat=True))
        now = timezone.now()
        DBTaskResult.objects.update(enqueued_at=now - timedelta(seconds=100))
        DBTaskResult.objects.filter(pk=waiting[0]).update(run_after=now + timedelta(minutes=5))
        with CaptureQueriesContext(connection) as queries:
            state = queue_state()

        assert (state.waiting, state.retrying, state.running, state.failed) == (3, 1, 1, 1)
        assert 99 < state.oldest_waiting_seconds < 110
        assert len(queries) == 1

    def test_what_is_tried_again_later_is_not_late(self):
        queue_tasks.errors.append(ConnectionRefusedError())
        queue_tasks.fail_if_told.enqueue()
        DBTaskResult.objects.update(enqueued_at=timezone.now() - timedelta(hours=3))
        work()

        assert (queue_state().retrying, queue_state().oldest_waiting_seconds) == (1, 0)


class TestMail:
    def letter(self, **changes) -> EmailMultiAlternatives:
        letter = EmailMultiAlternatives(
            **{
                "subject": "Pytanie o strefę",
                "body": "Dzień dobry,\nproszę o kontakt.",
                "from_email": "Portal <portal@example.org>",
                "to": ["biuro@example.org"],
                "cc": ["kopia@example.org"],
                "bcc": ["ukryta@example.org"],
                "reply_to": ["jan@żółw.pl"],
                "headers": {"Auto-Submitted": "auto-generated"},
            }
            | changes
        )
        letter.attach_alternative("<p>Dzień dobry</p>", "text/html")
        letter.attach("plan.bin", b"\x00\xff", "application/octet-stream")
        letter.attach("uwagi.txt", "Łódź", "text/plain")
        return letter

    def test_is_sent_by_the_worker_as_it_was_written(self):
        letter = self.letter()
        assert letter.send() == 1
        assert mail.outbox == []
        work()

        (sent,) = mail.outbox
        for name in ("subject", "body", "from_email", "to", "cc", "bcc", "reply_to"):
            assert getattr(sent, name) == getattr(letter, name)
        assert [tuple(part) for part in sent.alternatives] == [("<p>Dzień dobry</p>", "text/html")]
        assert [part.content for part in sent.attachments] == [b"\x00\xff", "Łódź"]
        assert sent.message()["Auto-Submitted"] == "auto-generated"

    def test_is_the_same_mail_however_often_it_is_sent(self):
        self.letter().send()
        message = row().args_kwargs["args"][0]
        deliver.func(message)
        deliver.func(message)

        first, second = (sent.message() for sent in mail.outbox)
        assert first["Message-ID"] == second["Message-ID"]
        assert first["Date"] == second["Date"]

    def test_keeps_an_identity_of_its_own(self):
        self.letter(headers={"message-id": "<own@example.org>"}).send()
        work()

        assert mail.outbox[0].message().get_all("Message-ID") == ["<own@example.org>"]

    def test_html_alone_stays_html(self):
        letter = EmailMessage("Temat", "<p>Tak</p>", to=["a@example.org"])
        letter.content_subtype = "html"
        letter.send()
        work()

        assert mail.outbox[0].message().get_content_type() == "text/html"

    @pytest.mark.parametrize(
        "changes",
        [{"subject": "Temat\nBcc: kto@example.org"}, {"headers": {"X-Y": "a\r\nBcc: b@c.org"}}],
    )
    def test_a_line_break_in_a_header_is_refused_when_it_is_sent(self, changes):
        with pytest.raises(mail.BadHeaderError):
            self.letter(**changes).send()

        assert not DBTaskResult.objects.exists()

    def test_without_recipients_there_is_nothing_to_send(self):
        assert EmailMessage("Temat", "Treść").send() == 0
        assert not DBTaskResult.objects.exists()

    def test_goes_out_if_and_only_if_what_it_tells_of_is_stored(self):
        with transaction.atomic():
            self.letter().send()
            transaction.set_rollback(True)

        assert not DBTaskResult.objects.exists()

    def test_of_a_server_that_is_down_for_a_day_is_not_lost(self, monkeypatch):
        self.letter().send()
        down = "django.core.mail.backends.locmem.EmailBackend.send_messages"
        with monkeypatch.context() as patched:
            patched.setattr(down, lambda self, messages: (_ for _ in ()).throw(OSError()))
            for _attempt in range(100):
                DBTaskResult.objects.update(run_after=timezone.now())
                work()
            DBTaskResult.objects.update(enqueued_at=timezone.now() - timedelta(days=1))
        assert (row().status, mail.outbox) == (READY, [])
        DBTaskResult.objects.update(run_after=timezone.now())
        work()

        assert [sent.subject for sent in mail.outbox] == ["Pytanie o strefę"]

    def test_a_forgotten_password_is_mailed_through_the_queue(self, client, django_user_model):
        django_user_model.objects.create_superuser("ola", "ola@example.org", "x")
        client.post("/admin/password_reset/", {"email": "ola@example.org"})

        assert (row().task_path, mail.outbox) == ("portal.mail.deliver", [])
        work()
        assert mail.outbox[0].to == ["ola@example.org"]

    def test_production_mails_by_what_email_url_names(self):
        code = (
            "import portal.settings.production as s;"
            "print(s.EMAIL_BACKEND, s.EMAIL_DELIVERY_BACKEND, s.EMAIL_HOST, s.EMAIL_USE_TLS)"
        )
        environment = {
            "SECRET_KEY": "x" * 60, "ALLOWED_HOSTS": "a.example.org",
            "DATABASE_URL": "postgres:///x", "EMAIL_URL": "smtp+tls://u:p@mail.example.org:587",
        }  # fmt: skip
        said = subprocess.run(
            [sys.executable, "-c", code],
            cwd=django_settings.BASE_DIR, env=environment,
            capture_output=True, text=True, check=True,
        ).stdout  # fmt: skip

        assert said.split() == [
            "portal.mail.QueuedMail", "django.core.mail.backends.smtp.EmailBackend",
            "mail.example.org", "True",
        ]  # fmt: skip


class TestReport:
    @pytest.fixture
    def rows(self) -> dict[str, DBTaskResult]:
        """A mail that failed for good, one that waits for its next attempt, a done one."""
        for state in ("failed", "waits", "done"):
            body = f"Tajny list {state}"
            EmailMessage("Sekret", body, to=["jan@example.org"]).send()
        failed, waits, done = DBTaskResult.objects.order_by("enqueued_at")
        kind = {"exception_class_path": "smtplib.SMTPDataError", "traceback": "jan@example.org"}
        soon = timezone.now() + timedelta(minutes=5)
        for one, changes in [
            (failed, {"status": FAILED, "worker_ids": ["a", "b"], **kind}),
            (waits, {"run_after": soon, "priority": LATER, "worker_ids": ["a"], **kind}),
            (done, {"status": SUCCESSFUL, "finished_at": timezone.now()}),
        ]:
            DBTaskResult.objects.filter(pk=one.pk).update(**changes)
        return {"failed": failed, "waits": waits, "done": done}

    def test_tells_the_state_and_nothing_personal(self, rows, admin_client):
        html = admin_client.get(reverse("queue_report")).content.decode()

        assert html.count("SMTPDataError") == 2
        for secret in ("Sekret", "Tajny", "jan@example.org"):
            assert secret not in html

    def test_what_failed_comes_first(self, rows, admin_client):
        response = admin_client.get(reverse("queue_report"))

        statuses = [one.status for one in response.context["object_list"]]
        assert statuses == [FAILED, READY, SUCCESSFUL]

    def test_can_be_narrowed_to_what_failed(self, rows, admin_client):
        response = admin_client.get(reverse("queue_report_results"), {"status": "FAILED"})

        assert [one.pk for one in response.context["object_list"]] == [rows["failed"].pk]

    def test_any_number_of_tasks_costs_as_many_queries(self, rows, admin_client):
        def queries() -> int:
            with CaptureQueriesContext(connection) as captured:
                admin_client.get(reverse("queue_report"))
            return len(captured)

        queries()
        few = queries()
        for _more in range(10):
            queue_tasks.fail_if_told.enqueue()
        assert queries() == few

    @pytest.mark.parametrize("which", ["failed", "waits"])
    def test_a_task_is_tried_again_as_if_it_were_new(self, rows, admin_client, which):
        response = admin_client.post(reverse("queue_again"), {"id": rows[which].pk})

        assert response.status_code == 302
        again = DBTaskResult.objects.get(pk=rows[which].pk)
        assert (again.status, again.worker_ids, again.priority) == (READY, [], 0)
        work()
        assert mail.outbox[0].body == f"Tajny list {which}"

    def test_all_that_failed_are_tried_again(self, rows, admin_client):
        admin_client.post(reverse("queue_again"))

        assert queue_state().failed == 0

    @pytest.mark.parametrize("status", [RUNNING, SUCCESSFUL])
    def test_what_runs_or_is_done_is_left_alone(self, rows, admin_client, status):
        DBTaskResult.objects.filter(pk=rows["done"].pk).update(status=status)
        admin_client.post(reverse("queue_again"), {"id": rows["done"].pk})

        assert DBTaskResult.objects.get(pk=rows["done"].pk).status == status

    @pytest.mark.parametrize("key", ["", "x", "1", "\0"])
    def test_a_task_that_is_none_is_not_found(self, admin_client, key):
        assert admin_client.post(reverse("queue_again"), {"id": key}).status_code == 404

    def test_a_button_only_posts(self, admin_client):
        assert admin_client.get(reverse("queue_again")).status_code == 405

    def test_is_for_superusers_only(self, rows, client, django_user_model):
        publisher = django_user_model.objects.create_user("wanda", password="x")
        publisher.groups.add(Group.objects.get(name="Wydawca"))
        client.force_login(publisher)

        for name in ("queue_report", "queue_report_results"):
            assert client.get(reverse(name)).status_code in (302, 403)
        client.post(reverse("queue_again"))
        assert queue_state().failed == 1
        assert reverse("queue_report") not in client.get("/admin/").content.decode()

    def test_every_task_of_ours_has_a_name_in_words(self):
        found = set()
        for app in ("portal", "news", "home", "search"):
            package = import_module(app)
            for module in walk_packages(package.__path__, f"{app}."):
                # Settings may refuse to be read, and wsgi starts a portal.
                if {"migrations", "settings", "wsgi"} & set(module.name.split(".")):
                    continue
                for value in vars(import_module(module.name)).values():
                    if isinstance(value, Task) and value.backend == "background":
                        found.add(value.module_path)

        assert found == set(NAMES)
        assert apps.is_installed("django_tasks_db")
        assert datetime.timedelta() < leases.BEAT < leases.LEASE / 2
