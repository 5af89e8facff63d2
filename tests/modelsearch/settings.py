"""A project of nothing but modelsearch's own test models and a backend, ours by default.

`DATABASE_URL` names the database, `MODELSEARCH_BACKEND` the backend.
"""

import secrets

import environ

env = environ.Env()

SECRET_KEY = "only for this test-suite"
DATABASES = {
    "default": env.db_url_config(env.str("DATABASE_URL", default="") or "sqlite://:memory:")
}
POSTGRESQL = DATABASES["default"]["ENGINE"] == "django.db.backends.postgresql"
# Each run has a database of its own: several may run at once. That of SQLite is in memory anyway.
if POSTGRESQL:
    DATABASES["default"]["TEST"] = {"NAME": f"test_modelsearch_{secrets.token_hex(4)}"}
DEFAULT_AUTO_FIELD = "django.db.models.AutoField"
INSTALLED_APPS = [
    "modelsearch.test.testapp",
    "tests.modelsearch.apps.IndexOnly",
    "modelsearch",
    "taggit",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    # Upstream's own backend for PostgreSQL asks for it.
    *(["django.contrib.postgres"] if POSTGRESQL else []),
]
LANGUAGE_CODE = "en"
LANGUAGES = [("pl", "Polish"), ("en", "English")]
USE_TZ = True
OURS = "search.backends"
MODELSEARCH_BACKENDS = {"default": {"BACKEND": env.str("MODELSEARCH_BACKEND", default=OURS)}}
