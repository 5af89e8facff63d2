"""Upstream's own tests of a search backend hold on ours (tests/modelsearch/suite.py)."""

import os

from django.conf import settings

from tests.modelsearch.__main__ import BACKENDS, run


def test_the_cases_of_modelsearch_hold_on_our_backend():
    """All but the listed exceptions, each of which must still be one."""
    failed, report = run(BACKENDS[0])

    assert not failed, report[-20_000:]


def test_the_suite_uses_the_database_of_this_run():
    named = os.environ.get("DATABASE_URL", "")

    assert settings.DATABASES["default"]["ENGINE"].endswith("postgresql") == named.startswith(
        "postgres"
    )
