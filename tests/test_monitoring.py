"""What those who run the portal see of it: health, logs, figures, slow questions, errors."""

import json
import logging
import re
import shutil
from io import StringIO
from unittest import mock

import pytest
from django.core.files.storage import default_storage
from django.db import DatabaseError, InterfaceError, OperationalError, connection
from django.test import Client, override_settings
from django_guid.log_filters import CorrelationId
from prometheus_client.parser import text_string_to_metric_families

from portal.editions import current
from portal.monitoring import health, metrics, slow_queries
from portal.monitoring.logs import formatter
from portal.queue.state import QueueState


@pytest.fixture
def of_another(client):
    """A client that shows errors as a browser does."""
    client.raise_request_exception = False
    return client


@pytest.mark.django_db
class TestHealth:
    def ready(self, client):
        response = client.get("/healthz/ready")
        return response.status_code, response.json()

    def test_all_is_well(self, client):
        status, told = self.ready(client)

        assert status == 200
        assert told["ready"] is told["well"] is True
        assert set(told["parts"]) == {check.name for check in health.CHECKS}
        assert set(told["parts"].values()) == {"up"}

    def test_without_its_database_nobody_is_sent_here(self, client):
        with mock.patch.object(connection, "cursor", side_effect=DatabaseError("password=secret")):
            response = client.get("/healthz/ready")

        assert response.status_code == 503
        assert response.json()["parts"]["database"] == "down"
        assert "secret" not in response.content.decode()

    def test_nor_before_its_migrations_are_applied(self, client, monkeypatch):
        monkeypatch.setattr(health, "_is_migrated", False)
        with mock.patch.object(
            health.MigrationExecutor, "migration_plan", return_value=["one to come"]
        ):
            status, told = self.ready(client)

        assert status == 503
        assert told["parts"]["migrations"] == "down"
        assert self.ready(client)[0] == 200

    def test_without_its_cache_it_serves_readers_still(self, client, settings):
        settings.CACHES = {
            alias: {
                "BACKEND": "portal.redis_cache.RedisCache",
                "LOCATION": "redis://127.0.0.1:1/0",
                "KEY_PREFIX": alias,
            }
            for alias in settings.CACHES
        }

        status, told = self.ready(client)

        assert status == 200
        assert told["well"] is False
        assert told["parts"]["cache"] == "down"

    def test_nor_without_a_worker(self, client, monkeypatch):
        state = QueueState(1, 0, 0, 0, health.LONGEST_WAIT + 1)
        monkeypatch.setattr(health, "queue_state", lambda: state)

        status, told = self.ready(client)

        assert status == 200
        assert told["parts"]["queue"] == "down"

    @pytest.mark.parametrize("fault", ["full", "read-only", "away"])
    def test_nor_does_it_end_with_the_place_for_files(self, client, monkeypatch, fault):
        if fault == "full":
            monkeypatch.setattr(
                shutil, "disk_usage", lambda path: mock.Mock(free=health.BYTES_FREE - 1)
            )
        elif fault == "read-only":
            monkeypatch.setattr(health.os, "access", lambda path, mode: False)
        else:
            # A storage elsewhere, as S3.
            elsewhere = mock.Mock(exists=mock.Mock(side_effect=OSError("no route")))
            monkeypatch.setattr(health, "default_storage", elsewhere)

        status, told = self.ready(client)

        assert status == 200
        assert told["parts"]["storage"] == "down"

    def test_the_folder_for_files_is_made_by_the_first_upload(self, client, settings, tmp_path):
        settings.MEDIA_ROOT = tmp_path / "not" / "there"
        assert str(default_storage.location).endswith("there")

        assert self.ready(client)[1]["parts"]["storage"] == "up"

    @pytest.mark.parametrize("path", ["/healthz/live", "/healthz/ready"])
    def test_nobody_keeps_it(self, client, path):
        assert "no-store" in client.get(path)["Cache-Control"]
        assert client.post(path).status_code == 405


def gone(*args, **kwargs):
    raise OperationalError("connection refused for user portal")


class TestWithoutADatabase:
    """Whatever is asked for, the answer is a page in the language of the address."""

    @pytest.mark.parametrize(
        ("path", "words"),
        [
            ("/pl/", "Portal jest chwilowo niedostępny"),
            ("/en/", "The portal is not available just now"),
            ("/pl/szukaj/?q=strefa", "Portal jest chwilowo niedostępny"),
            ("/en/contact/", "The portal is not available just now"),
            ("/api/v2/pages/", "Portal jest chwilowo niedostępny"),
            ("/sitemap.xml", "Portal jest chwilowo niedostępny"),
        ],
    )
    def test_readers_are_asked_to_come_again(self, of_another, tree, path, words):
        with mock.patch.object(connection, "cursor", gone):
            response = of_another.get(path, headers={"accept-language": "pl"})

        assert response.status_code == 503
        assert response["Retry-After"] == "30"
        assert "no-cache" in response["Cache-Control"]
        html = response.content.decode()
        assert words in html.replace("\N{NO-BREAK SPACE}", " ")
        assert "refused" not in html
        assert not response.cookies

    def test_editors_are_told_to_keep_what_they_typed(self, of_another, db):
        typed = {"username": "a", "password": "b"}
        with mock.patch.object(connection, "cursor", gone):
            response = of_another.post("/admin/login/", typed, headers={"accept-language": "pl"})

        assert response.status_code == 503
        assert "nie zamykaj tej karty" in response.content.decode().replace("\xa0", " ")

    def test_what_was_read_before_can_be_read_still(self, client, tree, monkeypatch):
        before = client.get("/pl/misja/").content

        monkeypatch.setattr(current, "_read", lambda: None)

        with mock.patch.object(connection, "cursor", gone):
            response = client.get("/pl/misja/")
            assert response.status_code == 200
            assert response.content == before

    @pytest.mark.parametrize("error", [OperationalError, InterfaceError])
    def test_another_fault_is_not_one_that_passes(self, of_another, tree, monkeypatch, error):
        for raised, status in ((ValueError, 500), (error, 503)):
            monkeypatch.setattr("portal.views.find_page", mock.Mock(side_effect=raised))

            assert of_another.get("/pl/nie-ma/").status_code == status


class TestLogs:
    @pytest.fixture
    def lines(self):
        """Reads what was logged, each line as what it says."""
        stream = StringIO()
        handler = logging.StreamHandler(stream)
        handler.setFormatter(formatter())
        handler.addFilter(CorrelationId("request_id"))
        logging.getLogger().addHandler(handler)
        yield lambda: [json.loads(line) for line in stream.getvalue().splitlines()]
        logging.getLogger().removeHandler(handler)

    def test_an_error_is_one_line_with_the_number_that_its_page_shows(
        self, of_another, tree, monkeypatch, lines
    ):
        monkeypatch.setattr(
            "portal.views.find_page", mock.Mock(side_effect=ValueError("our fault"))
        )
        number = "f47ac10b58cc4372a5670e02b2c3d479"

        response = of_another.get("/pl/misja/?q=Jan+Kowalski", headers={"x-request-id": number})

        (line,) = [line for line in lines() if line["level"] == "ERROR"]
        assert line["request_id"] == number
        assert f"<code>{number[:8]}</code>" in response.content.decode()
        assert "ValueError: our fault" in line["exception"]
        assert line["logger"] == "django.request"
        assert re.match(r"\d{4}-\d\d-\d\dT.*\+00:00$", line["time"])
        assert "Kowalski" not in json.dumps(line)

    @pytest.mark.parametrize("given", ["", "x", "<script>", "a" * 5000, "né", "1\t2"])
    def test_a_number_that_is_none_is_replaced(self, of_another, db, lines, given):
        of_another.get("/pl/nie-ma/", headers={"x-request-id": given} if given else {})

        (line,) = [line for line in lines() if line["logger"] == "django.request"]
        assert re.fullmatch("[0-9a-f]{32}", line["request_id"])

    def test_readers_are_given_none(self, client, tree):
        assert "X-Request-ID" not in client.get("/pl/")


@pytest.mark.django_db
class TestSlowQueries:
    def ask(self, settings, milliseconds):
        settings.SLOW_QUERY_MS = milliseconds
        with connection.cursor() as cursor:
            cursor.execute("SELECT %s", ["Jan Kowalski"])

    def test_are_logged_without_what_they_asked_for(self, settings, caplog, monkeypatch):
        clock = iter([10.0, 11.5])
        monkeypatch.setattr(slow_queries, "time", mock.Mock(monotonic=lambda: next(clock)))

        self.ask(settings, 500)

        assert caplog.messages == ["1500 ms: SELECT %s"]

    def test_others_are_not(self, settings, caplog):
        self.ask(settings, 60_000)

        assert not caplog.messages

    def test_every_connection_is_watched_once(self):
        assert connection.execute_wrappers.count(slow_queries.log_if_slow) == 1

        slow_queries.watch(connection)

        assert connection.execute_wrappers.count(slow_queries.log_if_slow) == 1


@pytest.mark.django_db
class TestMetrics:
    TOKEN = "a-token-of-this-test"

    @pytest.fixture
    def figures(self, settings):
        settings.METRICS_TOKEN = self.TOKEN
        client = Client()

        def read():
            response = client.get("/metrics", headers={"authorization": f"Bearer {self.TOKEN}"})
            assert response.status_code == 200
            families = text_string_to_metric_families(response.content.decode())
            return {
                (sample.name, *sorted(sample.labels.items())): sample.value
                for family in families
                for sample in family.samples
            }

        return read

    @pytest.mark.parametrize("given", [None, "", "Bearer", "Bearer wrong", "Basic x", "Bearer é"])
    def test_nobody_else_reads_them(self, client, settings, given):
        settings.METRICS_TOKEN = self.TOKEN

        headers = {} if given is None else {"authorization": given}
        assert client.get("/metrics", headers=headers).status_code == 404

    def test_without_a_token_there_are_none(self, client):
        assert client.get("/metrics", headers={"authorization": "Bearer "}).status_code == 404

    def test_requests_are_counted_by_what_they_were_for(self, figures, tree):
        def counted(area, method, status):
            return figures().get(
                (
                    "http_requests_total",
                    ("area", area),
                    ("method", method),
                    ("status", str(status)),
                ),
                0,
            )

        wanted = [("pages", "GET", 200), ("pages", "GET", 404), ("other", "other", 405)]
        before = [counted(*what) for what in wanted]
        with override_settings(METRICS_TOKEN=self.TOKEN):
            reader = Client()
            reader.get("/pl/")
            reader.get("/en/no-such-page/")
            reader.generic("BREW", "/robots.txt")

        assert [counted(*what) - b for what, b in zip(wanted, before, strict=True)] == [1, 1, 1]

    def test_parts_that_do_not_do_theirs_are_seen(self, figures, monkeypatch):
        assert figures()[("portal_part_up", ("part", "storage"))] == 1

        monkeypatch.setattr(shutil, "disk_usage", lambda path: mock.Mock(free=0))

        assert figures()[("portal_part_up", ("part", "storage"))] == 0

    def test_the_queue_is_seen(self, figures, monkeypatch):
        monkeypatch.setattr(metrics, "queue_state", lambda: QueueState(5, 2, 1, 3, 44.5))

        told = figures()

        assert told[("portal_queue_tasks", ("state", "waiting"))] == 5
        assert told[("portal_queue_tasks", ("state", "failed"))] == 3
        assert told[("portal_queue_oldest_seconds",)] == 44.5

    def test_without_a_database_the_rest_is_told(self, figures):
        with mock.patch.object(connection, "cursor", gone):
            told = figures()

        assert told[("portal_part_up", ("part", "database"))] == 0
        assert ("portal_queue_oldest_seconds",) not in told

    def test_areas_are_few_whatever_is_asked_for(self):
        asked = ["/pl/", "/plx/", "//", "/", "", "/admin", "/ADMIN/", "/%00/", "/documents/1/a.pdf"]

        assert {metrics.area_of(path) for path in asked} == {"pages", "other", "admin", "documents"}
