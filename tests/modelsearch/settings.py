"""A project of nothing but modelsearch's own test models and our backend."""

import environ

env = environ.Env()

SECRET_KEY = "only for this test-suite"
DATABASES = {"default": env.db_url("DATABASE_URL", default="sqlite://:memory:")}
DATABASES["default"]["TEST"] = (
    {} if DATABASES["default"]["ENGINE"].endswith("sqlite3") else {"NAME": "test_h_suite"}
)
DEFAULT_AUTO_FIELD = "django.db.models.AutoField"
INSTALLED_APPS = [
    "modelsearch.test.testapp",
    "search",
    "modelsearch",
    "taggit",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    *(["django.contrib.postgres"] if "postgres" in DATABASES["default"]["ENGINE"] else []),
]
LANGUAGE_CODE = "en"
LANGUAGES = [("pl", "Polish"), ("en", "English")]
USE_TZ = True
MODELSEARCH_BACKENDS = {"default": {"BACKEND": "search.backends"}}
