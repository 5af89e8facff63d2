"""Production starts only when it has been told what is particular to it."""

import json
import os
import re
import subprocess
import sys

import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from portal.settings.rates import rate

REQUIRED = {
    "SECRET_KEY": "a-key-of-this-installation-only",
    "ALLOWED_HOSTS": "portal.example.org",
    "DATABASE_URL": "postgres://portal:secret@localhost:5432/portal",
}


def start(code: str = "import portal.settings.production", **environment: str):
    """Run `code` in a Python of its own, with nothing in its environment but `environment`."""
    return subprocess.run(
        [sys.executable, "-c", code],
        cwd=settings.BASE_DIR,
        # Empty values rather than none: a developer's own .env must not fill them in.
        env={"PATH": os.environ["PATH"], **dict.fromkeys(REQUIRED, ""), **environment},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("missing", REQUIRED)
def test_production_does_not_start_without(missing):
    present = {name: value for name, value in REQUIRED.items() if name != missing}

    assert start(**present).returncode != 0


@pytest.mark.parametrize("missing", REQUIRED)
def test_production_says_which_variable_is_missing(missing):
    present = {name: value for name, value in REQUIRED.items() if name != missing}

    *_, message = start(**present).stderr.partition("ImproperlyConfigured")

    assert [name for name in REQUIRED if name in message] == [missing]


def test_host_names_that_are_none_count_as_missing():
    assert "ALLOWED_HOSTS: " in start(**{**REQUIRED, "ALLOWED_HOSTS": " , "}).stderr


def test_production_names_all_that_is_missing_at_once():
    *_, message = start().stderr.partition("ImproperlyConfigured")

    assert all(name in message for name in REQUIRED)


def test_production_starts_when_it_has_them():
    code = (
        "import os, django; os.environ['DJANGO_SETTINGS_MODULE'] = 'portal.settings.production';"
        "django.setup(); from django.conf import settings;"
        "print(settings.DEBUG, settings.ALLOWED_HOSTS, settings.BASE_URL)"
    )

    started = start(code, **REQUIRED)

    assert started.stdout.strip() == ("False ['portal.example.org'] https://portal.example.org"), (
        started.stderr
    )


def test_hosts_may_be_written_with_spaces():
    code = "import portal.settings.production as settings; print(settings.ALLOWED_HOSTS)"

    started = start(code, **{**REQUIRED, "ALLOWED_HOSTS": "a.example.org, b.example.org,"})

    assert started.stdout.strip() == "['a.example.org', 'b.example.org']", started.stderr


ASK = (
    "import os, django; os.environ['DJANGO_SETTINGS_MODULE'] = 'portal.settings.production';"
    "django.setup(); from django.test import Client;"
    "ask = lambda **headers: Client().get('/healthz/live', HTTP_HOST='portal.example.org',"
    " **headers);"
    "plain, tls = ask(), ask(HTTP_X_FORWARDED_PROTO='https');"
    "print(plain.status_code, tls.status_code, tls.headers.get('Strict-Transport-Security'))"
)


@pytest.mark.parametrize(
    ("environment", "said"),
    [
        pytest.param({}, "301 200 max-age=31536000", id="the proxy is believed"),
        pytest.param({"TRUSTED_PROXIES": "0"}, "301 301 None", id="without one nobody is"),
        pytest.param(
            {
                "SECURE_HSTS_SECONDS": "60",
                "SECURE_HSTS_INCLUDE_SUBDOMAINS": "true",
                "SECURE_HSTS_PRELOAD": "true",
            },
            "301 200 max-age=60; includeSubDomains; preload",
            id="other hosts as well",
        ),
    ],
)
def test_production_speaks_https(environment, said):
    started = start(ASK, **REQUIRED, **environment)

    assert started.stdout.strip() == said, started.stderr


def test_one_setting_says_how_many_proxies_are_believed():
    code = (
        "import portal.settings.production as settings;"
        "print(settings.REST_FRAMEWORK, settings.SECURE_PROXY_SSL_HEADER)"
    )

    started = start(code, **REQUIRED, TRUSTED_PROXIES="2")

    assert started.stdout.strip() == "{'NUM_PROXIES': 2} ('HTTP_X_FORWARDED_PROTO', 'https')"


@pytest.mark.parametrize(
    "value", ["abc", "120", "0/min", "-1/min", "1.5/min", "10/fortnight", "/s"]
)
def test_nothing_starts_with_a_rate_that_is_none(value):
    with pytest.raises(ImproperlyConfigured, match=r"SEARCH_RATE: .* is no rate"):
        rate("SEARCH_RATE", value)


@pytest.mark.parametrize("value", ["", "1/s", "120/min", "30/hour", "1000/day"])
def test_a_rate_may_be_left_out(value):
    assert rate("SEARCH_RATE", f" {value} ") == value


def test_production_says_which_rate_is_none():
    started = start(**REQUIRED, CONTACT_RATE="often")

    assert "ImproperlyConfigured: CONTACT_RATE: 'often' is no rate" in started.stderr


def test_production_logs_lines_of_json():
    code = (
        "import os, django; os.environ['DJANGO_SETTINGS_MODULE'] = 'portal.settings.production';"
        "django.setup(); import logging;"
        "logging.getLogger('django.request').warning('said', extra={'request': 'not shown'});"
        "logging.getLogger('portal.x').debug('not shown')"
    )

    started = start(code, **REQUIRED)

    (line,) = [json.loads(line) for line in started.stderr.splitlines()]
    assert (line["logger"], line["level"], line["message"]) == ("django.request", "WARNING", "said")
    assert set(line) == {"logger", "level", "message", "time", "process", "request_id"}


def test_production_starts_with_a_sentry_and_not_with_what_is_none():
    code = "import portal.settings.production, sentry_sdk; print(sentry_sdk.is_initialized())"

    right = start(code, **REQUIRED, SENTRY_DSN="https://key@sentry.example.org/1")
    wrong = start(code, **REQUIRED, SENTRY_DSN="sentry.example.org")

    assert right.stdout.strip() == "True", right.stderr
    assert wrong.returncode == 1
    assert "DSN" in wrong.stderr.splitlines()[-1]


def test_the_example_environment_lists_what_production_reads():
    example = (settings.BASE_DIR / ".env.example").read_text()
    listed = set(re.findall(r"^(?:# )?([A-Z_]+)=", example, re.MULTILINE))
    sources = (settings.BASE_DIR / f"portal/settings/{name}.py" for name in ("base", "production"))
    read = {
        name
        for source in sources
        for name in re.findall(r'\benv\.\w+\(\s*"([A-Z_]+)"', source.read_text())
    }

    assert read - listed == set()
