"""No log repeats what may say something about a person."""

import io
import json
import logging
import logging.config
import subprocess
import sys

import pytest
from django.conf import settings

from portal.monitoring.logs import formatter
from portal.privacy.discretion import discreet, shortened
from tests.test_contact import EMAIL, NAME, POLISH, filled_in


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("203.0.113.77", "203.0.113.0"),
        ("2001:db8:1:2::3", "2001:db8:1::"),
        ("::ffff:203.0.113.77", "203.0.113.0"),
        ("127.0.0.1", "127.0.0.1"),
        ("::1", "::1"),
        ("", ""),
        ("unix:", "unix:"),
        ("999.1.1.1", "999.1.1.1"),
    ],
)
def test_an_address_is_told_as_its_network(address, told):
    assert shortened(address) == told


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("Not Found: /pl/jan.kowalski@example.org/", "Not Found: /pl/[e-mail]/"),
        ("to <jan+x@poczta.example.org>, 5", "to <[e-mail]>, 5"),
        ("x jan%40example.org y", "x [e-mail] y"),
        ("łucja@żółw.pl napisała", "[e-mail] napisała"),
        ("Not Found: /pl/szukaj/?q=Jan%20Kowalski", "Not Found: /pl/szukaj/?[query]"),
        ('"GET /pl/szukaj/?q=a&b=c HTTP/1.1" 200', '"GET /pl/szukaj/?[query] HTTP/1.1" 200'),
        ("call 607444242 or +48607444242", "call [number] or [number]"),
        ("PESEL 44051401359.", "PESEL [number]."),
        ("from 203.0.113.77:4711 came", "from 203.0.113.0:4711 came"),
        ("client: 2001:db8:1:2::3, server", "client: 2001:db8:1::, server"),
    ],
)
def test_what_may_be_personal_is_taken_out(line, told):
    assert discreet(line) == told


@pytest.mark.parametrize(
    "line",
    [
        "2026-11-27 04:19:20,123 WARNING django.request Not Found: /pl/aktualnosci/",
        "Task id=8d0a3a8f path=search.views.record state=SUCCEEDED",
        'File "/srv/portal/home/contact.py", line 312, in send_mail',
        "Wagtail 8.0.1 on Python 3.11.2: std::vector, 12:30:45",
        "What is wrong? Nothing = all.",
        "at 127.0.0.1:8010 and [::1]:80",
        "decorated with @task(backend='background')",
        "",
    ],
)
def test_what_an_operator_needs_stays(line):
    assert discreet(line) == line


def test_a_traceback_is_looked_through_too():
    handler = logging.StreamHandler(io.StringIO())
    handler.setFormatter(formatter())
    try:
        raise ValueError("Invalid address; only jan@example.org could be parsed")
    except ValueError:
        record = logging.LogRecord(
            "x", logging.ERROR, __file__, 1, "no mail to %s", ("a@example.org",), sys.exc_info()
        )
    told = handler.format(record)

    assert "Traceback" in told
    assert "ValueError: Invalid address; only [e-mail] could be parsed" in told
    assert json.loads(told)["message"] == "no mail to [e-mail]"
    assert "example.org" not in told


@pytest.fixture
def log():
    """All that is logged, at the level of production, before anything is taken out."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(formatter())
    root = logging.getLogger()
    level, root.level = root.level, logging.INFO
    root.addHandler(handler)
    yield stream.getvalue
    root.removeHandler(handler)
    root.level = level


class TestOfReaders:
    def test_a_search_says_no_word_of_it(self, polish_tree, client, log):
        client.get("/pl/szukaj/", {"q": "Kowalski"}, headers={"user-agent": "Firefox"})

        assert "Kowalski" not in log()

    def test_what_is_not_found_says_no_query(self, polish_tree, client, log):
        client.get("/pl/nie-ma/jan@example.org/?imie=Kowalski")

        assert "Not Found: /pl/nie-ma/[e-mail]/" in log()
        assert "Kowalski" not in log()

    @pytest.mark.parametrize("changes", [{}, {EMAIL: "kowalski@"}, {"website": "x"}])
    def test_a_message_says_no_word_of_it(self, polish_tree, client, log, changes):
        client.post(POLISH, filled_in(**{NAME: "Kowalski", **changes}))

        assert "kowalski" not in log().lower()
        assert "example.org" not in log()

    def test_a_mail_that_cannot_be_written_quotes_nobody(
        self, polish_tree, client, log, monkeypatch
    ):
        def fail(message, *args, **kwargs):
            raise ValueError("Invalid address; only jan@example.org could be parsed")

        monkeypatch.setattr("django.core.mail.EmailMessage.send", fail)
        client.post(POLISH, filled_in())

        assert "jan@example.org" not in log()


def test_production_writes_nothing_without_it():
    """What the settings say, asked of logging itself, in a process of their own."""
    told = subprocess.run(
        [sys.executable, "-c",
         "import portal.settings.production as s, logging, logging.config;"
         "logging.config.dictConfig(s.LOGGING);"
         "handlers = logging.getLogger().handlers;"
         "assert handlers;"
         "print({type(h.formatter).__name__ for h in handlers});"
         "logging.getLogger('x').error('Not Found: /pl/jan@example.org/?q=Kowalski');"
         "print(s.__dict__.get('ADMINS', []))"],
        cwd=settings.BASE_DIR, capture_output=True, text=True, check=True,
        env={"PATH": "/usr/bin:/bin", "SECRET_KEY": "x", "ALLOWED_HOSTS": "x.example.org",
             "DATABASE_URL": "postgres:///x"},
    )  # fmt: skip
    # Django would mail errors to ADMINS, with all that was posted.
    assert told.stdout.split("\n")[:2] == ["{'DiscreetFormatter'}", "[]"]
    assert "Not Found: /pl/[e-mail]/?[query]" in told.stderr
    assert "Kowalski" not in told.stderr
