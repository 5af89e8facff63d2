"""Tests: fast hashing, mail in memory, files in a folder that the tests throw away."""

import os
import tempfile

from portal.settings.base import *  # noqa: F403

SECRET_KEY = "tests-only"  # noqa: S105 - production refuses to start without its own
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# Workers that share a Redis must not see each other's sites.
CACHES["default"]["KEY_PREFIX"] = os.environ.get("PYTEST_XDIST_WORKER", "")  # noqa: F405
MEDIA_ROOT = tempfile.mkdtemp(prefix="portal-media-")
SERVE_MEDIA = True
DEMO_CONTENT = True
