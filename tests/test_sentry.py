"""What a Sentry is told: in a process of its own, as its client changes Django for good."""

import json
import os
import subprocess
import sys

from django.conf import settings

# Sends a form to a portal without a database, and prints what a Sentry would have been told.
CODE = """
import json, os
from portal.monitoring import sentry
sentry.start("https://key@sentry.example.org/1", "test")

import sentry_sdk
from sentry_sdk.transport import Transport

class Noting(Transport):
    def capture_envelope(self, envelope):
        for item in envelope.items:
            print(json.dumps(item.payload.json))

client = sentry_sdk.get_client()
client.transport.kill()
client.transport = Noting()

os.environ["DJANGO_SETTINGS_MODULE"] = "portal.settings.test"
from django.core.wsgi import get_wsgi_application
application = get_wsgi_application()

from unittest import mock
from django.test import RequestFactory
who = {"cookie": "csrftoken=secret", "x-forwarded-for": "203.0.113.7", "user-agent": "Netscape"}
request = RequestFactory(headers=who).post("/pl/kontakt/?q=Kowalski", {"message": "Pesel 123"})
with mock.patch("portal.views.site_of", side_effect=ValueError("our fault")):
    application(request.environ, lambda *answer: None)
"""


def test_it_is_told_what_broke_and_nothing_of_who_was_served():
    started = subprocess.run(
        [sys.executable, "-c", CODE],
        cwd=settings.BASE_DIR,
        env={**os.environ, "DATABASE_URL": "postgres://nobody@127.0.0.1:1/nothing"},
        capture_output=True,
        text=True,
        check=False,
    )

    events = [json.loads(line) for line in started.stdout.splitlines()]
    (event,) = [event for event in events if "exception" in event]
    assert event["exception"]["values"][-1]["value"] == "our fault", started.stderr
    assert event["request"]["url"].endswith("/pl/kontakt/")
    said = json.dumps(event)
    for secret in ("Kowalski", "Pesel", "secret", "203.0.113.7", "127.0.0.1", "Netscape"):
        assert secret not in said
