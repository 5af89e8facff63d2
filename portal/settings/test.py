"""Tests: fast hashing, mail in memory, files in a folder that the tests throw away."""

import tempfile

from portal.settings.base import *  # noqa: F403

SECRET_KEY = "tests-only"  # noqa: S105 - production refuses to start without its own
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
# A test asks as often as it likes.
API_RATE = SEARCH_RATE = SUGGESTIONS_RATE = CONTACT_RATE = ""
EMAIL_BACKEND = EMAIL_DELIVERY_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
_media = tempfile.TemporaryDirectory(prefix="portal-media-")  # removed when the process ends
MEDIA_ROOT = _media.name
# A Redis outlives a run and is shared by its workers. What it remembers (sites, which files a
# picture has) is only true beside this process's database and media folder, so its keys carry the
# folder's name.
for _cache in CACHES.values():  # noqa: F405
    _cache["KEY_PREFIX"] = f"{_cache.get('KEY_PREFIX', '')}{MEDIA_ROOT}"
    _cache["TIMEOUT"] = 3600
# Nothing goes on after a test.
TASKS = {
    **TASKS,  # noqa: F405
    "background": {"BACKEND": "portal.background.AfterCommitBackend"},
    "counting": TASKS["default"],  # noqa: F405
}
QUEUE_IN_PROCESS = False
SERVE_MEDIA = True
DEMO_CONTENT = True
STYLE_GUIDE = True
# No test asks a service that a developer's .env names.
WAGTAILLOCALIZE_MACHINE_TRANSLATOR = None
# … nor does one tell a hub what it has published.
WEBSUB_HUB = ""
