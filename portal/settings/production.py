"""Production: everything secret or particular comes from the environment, or nothing starts."""

from django.core.exceptions import ImproperlyConfigured
from sentry_sdk.utils import BadDsn

from portal.monitoring import sentry
from portal.monitoring.logs import as_json
from portal.settings.base import *  # noqa: F403
from portal.settings.base import DATABASES, env

_REQUIRED = {
    "SECRET_KEY": "a long random string of this installation's own",
    "ALLOWED_HOSTS": "the host names that the portal answers to, separated by commas",
    "DATABASE_URL": "e.g. postgres://user:password@host:5432/name",
}
_missing = [name for name in _REQUIRED if not env.str(name, default="").strip(" ,")]
if _missing:
    raise ImproperlyConfigured(
        "Production does not start without these environment variables:\n"
        + "\n".join(f"  {name}: {_REQUIRED[name]}" for name in _missing)
    )

SECRET_KEY = env.str("SECRET_KEY")
ALLOWED_HOSTS = [host.strip() for host in env.list("ALLOWED_HOSTS") if host.strip()]
BASE_URL = env.str("BASE_URL", default="") or f"https://{ALLOWED_HOSTS[0].lstrip('.')}"
WAGTAILADMIN_BASE_URL = BASE_URL

# Workers keep their connections. (The development server has a thread for each request, and would
# leave a connection behind with each.)
DATABASES["default"].update(
    CONN_MAX_AGE=60,
    # A server may have gone away meanwhile, a file has not.
    CONN_HEALTH_CHECKS=DATABASES["default"]["ENGINE"] != "django.db.backends.sqlite3",
)

if DATABASES["default"]["ENGINE"] == "django.db.backends.postgresql":
    # Seconds: a server that is away without saying so must not hold all threads.
    DATABASES["default"].setdefault("OPTIONS", {}).setdefault("connect_timeout", 5)

STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"},
}
_EMAIL = env.email_url_config(env.str("EMAIL_URL", default="") or "smtp://localhost:25")
EMAIL_DELIVERY_BACKEND = _EMAIL.pop("EMAIL_BACKEND")
vars().update(_EMAIL)

TRUSTED_PROXIES = env.int("TRUSTED_PROXIES", default=1)
REST_FRAMEWORK = {"NUM_PROXIES": TRUSTED_PROXIES}

SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", default=True)
if TRUSTED_PROXIES:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = env.int("SECURE_HSTS_SECONDS", default=31_536_000)
# An association may have other hosts, which do not all speak TLS: that is for it to say.
SECURE_HSTS_INCLUDE_SUBDOMAINS = env.bool("SECURE_HSTS_INCLUDE_SUBDOMAINS", default=False)
SECURE_HSTS_PRELOAD = env.bool("SECURE_HSTS_PRELOAD", default=False)
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]

LOGGING = as_json(env.str("LOG_LEVEL", default="INFO"))
if SENTRY_DSN := env.str("SENTRY_DSN", default=""):
    try:
        sentry.start(SENTRY_DSN, env.str("SENTRY_ENVIRONMENT", default="production"))
    except BadDsn as error:
        raise ImproperlyConfigured(f"SENTRY_DSN is no address of a Sentry: {error}") from error
