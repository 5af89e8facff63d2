"""What holds everywhere. Each environment states only how it differs."""

from pathlib import Path

import environ
from django.utils.translation import gettext_lazy as _
from wagtail.embeds.oembed_providers import vimeo, youtube

from portal.settings.rates import rate

BASE_DIR = Path(__file__).resolve().parent.parent.parent
# Everything that the running portal writes (database, media, collected static files).
VAR_DIR = BASE_DIR / "var"

env = environ.Env()
environ.Env.read_env(BASE_DIR / ".env")

DEBUG = False

INSTALLED_APPS = [
    # First: Wagtail builds forms and API schemas from the models in other apps' ready(),
    # and must find the columns of both languages there already.
    "modeltranslation",
    "portal",
    "home",
    "news",
    "search",
    "wagtail_localize",
    "wagtail.contrib.forms",
    "wagtail.contrib.redirects",
    "wagtail.contrib.search_promotions",
    "wagtail.contrib.settings",
    "wagtail.contrib.typed_table_block",
    "wagtail.api.v2",
    "corsheaders",
    "wagtail.embeds",
    "wagtail.locales",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_filters",
    "django_guid",
    "django_tasks_db",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "django_guid.middleware.guid_middleware",
    "portal.monitoring.metrics.MetricsMiddleware",
    "portal.edition_link.EditionLinkMiddleware",
    "portal.walls.middleware.HostMiddleware",
    "portal.walls.middleware.HeadersMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "portal.middleware.ClosedToSearchEnginesMiddleware",
    "corsheaders.middleware.CorsMiddleware",
    "portal.page_cache.middleware.PageCacheMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "portal.middleware.LanguagePrefixMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "portal.redirecting.middleware.RedirectMiddleware",
]

ROOT_URLCONF = "portal.urls"
WSGI_APPLICATION = "portal.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

# Data -----------------------------------------------------------------------------------------

# An empty variable counts as absent: production then says so, instead of failing on its value.
_DATABASE_URL = env.str("DATABASE_URL", default="") or f"sqlite:///{VAR_DIR}/portal.sqlite3"
DATABASES = {"default": env.db_url_config(_DATABASE_URL)}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # Readers go on while an editor saves, and a second writer waits instead of failing.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }
    VAR_DIR.mkdir(exist_ok=True)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

_CACHE_URL = env.str("CACHE_URL", default="")


def _cache(prefix: str, memory: str = "", **more: object) -> dict[str, object]:
    """A part of the Redis, or else of the memory of each process."""
    cache = env.cache_url_config(_CACHE_URL or f"locmemcache://{memory}")
    if cache["BACKEND"].endswith(".RedisCache"):
        cache["BACKEND"] = "portal.redis_cache.RedisCache"
    return {**cache, "KEY_PREFIX": prefix, **more}


CACHES = {
    "default": _cache("portal"),
    # Which file a picture has in which size: never out of date, as its key names the file.
    "renditions": _cache("renditions", "renditions?max_entries=20000", TIMEOUT=None),
    # Whole answers for readers (portal.page_cache), some 80 kB each.
    "pages": _cache("pages", "pages?max_entries=400"),
    "sessions": _cache("sessions", "sessions"),
}
# A Redis that is emptied sends no editor to the login: the database has their sessions as well.
SESSION_ENGINE = f"django.contrib.sessions.backends.{'cached_db' if _CACHE_URL else 'db'}"
SESSION_CACHE_ALIAS = "sessions"
# Whether readers are answered with what is kept; off, every page is made anew for each of them.
PAGE_CACHE = env.bool("PORTAL_PAGE_CACHE", default=True)

# Where nginx on this machine looks for the present edition (decision 0027); empty: there is none.
EDITION_LINK = env.str("EDITION_LINK", default="")

STATIC_URL = "/static/"
STATIC_ROOT = env.path("STATIC_ROOT", default=str(VAR_DIR / "static"))
STATICFILES_DIRS = [BASE_DIR / "static"]
STATICFILES_FINDERS = [
    "portal.stylesheets.BundleFinder",
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
]
MEDIA_URL = "/media/"
MEDIA_ROOT = env.path("MEDIA_ROOT", default=str(VAR_DIR / "media"))
# Production has a web server for the media.
SERVE_MEDIA = False
# Where `manage.py backup` puts its archives: nowhere that a web server reads.
BACKUP_DIR = env.path("BACKUP_DIR", default=str(VAR_DIR / "backups"))

# Accounts -------------------------------------------------------------------------------------

AUTH_USER_MODEL = "portal.User"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]

# Languages ------------------------------------------------------------------------------------

LANGUAGE_CODE = "pl"
LANGUAGES = [("pl", _("Polish")), ("en", _("English"))]
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
WAGTAILADMIN_PERMITTED_LANGUAGES = [("pl", "polski"), ("en", "English")]
# Our own words, then our own for what upstream says clumsily, wrongly or only in English.
LOCALE_PATHS = [BASE_DIR / "locale", BASE_DIR / "locale" / "upstream"]
FORMAT_MODULE_PATH = ["portal.formats"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/Warsaw"
WAGTAIL_USER_TIME_ZONES = ["Europe/Warsaw", "UTC"]

MODELTRANSLATION_DEFAULT_LANGUAGE = "pl"
# A missing English value is empty, never silently Polish; both are required where readers look.
MODELTRANSLATION_ENABLE_FALLBACKS = False

WAGTAIL_I18N_ENABLED = True
# A translation of a live page starts as a draft: nobody publishes Polish text under /en/ unawares.
WAGTAILLOCALIZE_SYNC_LIVE_STATUS_ON_TRANSLATE = False
WAGTAILLOCALIZE_DISABLE_ON_DELETE = True
# A service that drafts translations (decision 0018), None without one: DeepL, if there is a key …
WAGTAILLOCALIZE_MACHINE_TRANSLATOR = None
if _LIBRETRANSLATE_URL := env.str("LIBRETRANSLATE_URL", default=""):
    WAGTAILLOCALIZE_MACHINE_TRANSLATOR = {
        "CLASS": "portal.newsroom.translating.machine.Libre",
        "OPTIONS": {
            "LIBRETRANSLATE_URL": _LIBRETRANSLATE_URL,
            "API_KEY": env.str("LIBRETRANSLATE_API_KEY", default=""),
            "TIMEOUT": env.int("MACHINE_TRANSLATION_TIMEOUT", default=30),
        },
    }
if _DEEPL_AUTH_KEY := env.str("DEEPL_AUTH_KEY", default=""):
    WAGTAILLOCALIZE_MACHINE_TRANSLATOR = {
        "CLASS": "portal.newsroom.translating.machine.DeepL",
        "OPTIONS": {
            "AUTH_KEY": _DEEPL_AUTH_KEY,
            "FORMALITY": env.str("DEEPL_FORMALITY", default=""),
            # … with the portal's own glossary, or with those named here: PL-EN=<id>,EN-PL=<id>
            "GLOSSARY_IDS": {
                tuple(pair.upper().split("-")): glossary
                for pair, glossary in env.dict("DEEPL_GLOSSARY_IDS", default={}).items()
            },
            "SERVER": env.str("DEEPL_SERVER_URL", default=""),
            "TIMEOUT": env.int("MACHINE_TRANSLATION_TIMEOUT", default=30),
        },
    }

# Wagtail --------------------------------------------------------------------------------------

WAGTAIL_SITE_NAME = "ONE Portal"
# The public address, e.g. https://portal.example.org; empty: the one that the reader used.
BASE_URL = env.str("BASE_URL", default="")
# Off on a staging server: nothing of it is to be found.
SEARCH_ENGINES = env.bool("SEARCH_ENGINES", default=True)
WAGTAILADMIN_BASE_URL = BASE_URL or "http://localhost:8000"
WAGTAIL_ALLOW_UNICODE_SLUGS = False
WAGTAILADMIN_USER_LOGIN_FORM = "portal.accounts.PortalLoginForm"
WAGTAIL_PASSWORD_REQUIRED_TEMPLATE = "portal/password_required.html"  # noqa: S105 - a template
WAGTAIL_FRONTEND_LOGIN_URL = "/admin/login/"
WAGTAILIMAGES_IMAGE_MODEL = "portal.PortalImage"
WAGTAILIMAGES_IMAGE_FORM_BASE = "portal.uploads.PictureForm"
WAGTAILIMAGES_EXTENSIONS = ["avif", "gif", "jpg", "jpeg", "png", "webp"]
# As true to the drawings of the demo as WebP at 80 (PSNR 38–40 dB at 800 px), at 0.6 of its size.
WAGTAILIMAGES_AVIF_QUALITY = 50
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 20 * 1024 * 1024
WAGTAILDOCS_DOCUMENT_MODEL = "portal.PortalDocument"
# Each has its content checked (portal.document_files): a kind more is a check more.
WAGTAILDOCS_EXTENSIONS = ["csv", "docx", "odt", "ods", "pdf", "pptx", "txt", "xlsx", "zip"]
WAGTAILDOCS_MAX_UPLOAD_SIZE = 20 * 1024 * 1024
# Whatever is in a file, a browser saves it and opens it not in our name (portal.walls.media).
WAGTAILDOCS_INLINE_CONTENT_TYPES = []
WAGTAILDOCS_PASSWORD_REQUIRED_TEMPLATE = "portal/document_password_required.html"  # noqa: S105 - a template
# Wagtail's own tasks run at once, so that an editor finds what was just saved. What takes longer
# or needs another server (mail, sizes of pictures, the text of attached files, the pages that show
# a person) is a row of the database until it is done (decision 0032); counting what readers look
# for is worth none.
TASKS = {
    "default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"},
    "background": {"BACKEND": "django_tasks_db.DatabaseBackend"},
    "counting": {"BACKEND": "portal.background.ThreadBackend"},
}
# Whether a server does what is in the queue itself, in a thread; else `manage.py db_worker` does.
QUEUE_IN_PROCESS = env.bool("QUEUE_IN_PROCESS", default=False)
SEARCH_TASK_BACKEND = "background"
SEARCH_COUNTING_BACKEND = "counting"
WAGTAILSEARCH_BACKENDS = {
    "default": {
        "BACKEND": "search.backends",
        # What is found in the files that a page links to.
        "ATTACHED_TEXTS": "search.attachments.attached_texts",
    }
}
# Gives the page of results that is nearest to the one asked for.
SEARCH_PAGINATOR = "portal.pagination.NearestPaginator"
# What else the words of a query are called, in the language of the page and in the other one.
SEARCH_SYNONYMS = "portal.glossary.synonyms"
# Which words of a text are forms of one: the glossary asks.
WORD_FORMS = "search.forms.word_forms"
# For how long it is true which pages readers may find, and what was found.
SEARCH_KEPT = "portal.editions.kept"
# How `manage.py search_eval` makes a page of a title and a text.
SEARCH_EVALUATION_PAGE = "portal.demo.evaluation.page"
# For how many days the report for editors keeps what was searched for; 0 counts nothing.
SEARCH_STATISTICS_DAYS = env.int("SEARCH_STATISTICS_DAYS", default=365)
# For how many days the report for editors keeps addresses that readers did not find; 0 counts none.
MISSED_ADDRESSES_DAYS = env.int("MISSED_ADDRESSES_DAYS", default=90)
# For how many days messages of the contact form are kept; 0: until somebody deletes them.
CONTACT_MESSAGES_DAYS = env.int("CONTACT_MESSAGES_DAYS", default=365)
# For how many days the log says who did what in the admin; 0: for ever.
AUDIT_LOG_DAYS = env.int("AUDIT_LOG_DAYS", default=1095)
# What forgets data about people that were kept long enough (docs/privacy.md), each once a day.
FORGETTING = {
    "messages": "home.messages.purge",
    "searches": "search.statistics.purge",
    "missed addresses": "portal.redirecting.missed.purge",
    "sessions": "portal.privacy.forgetting.purge_sessions",
    "log entries": "portal.privacy.forgetting.purge_log",
}
# Who counts as a reader: no robot, nobody who works on the site.
IS_BY_READER = "search.statistics.is_by_reader"
# Which pages readers look for most, for the report of translations; empty: it does not say.
NEWSROOM_DEMAND = "search.demand.searches_by_page"
# A server that tells readers of feeds at once what is new (WebSub, decision 0024); empty: none.
WEBSUB_HUB = env.str("WEBSUB_HUB", default="")
# The admin calls no third party: no avatars from Gravatar, no look-up of new versions.
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAILAPI_DOCS_ENABLED = False
# How many proxies stand before the portal and say, one after the other, who asks
# (X-Forwarded-For) and whether it was by TLS: nobody else is believed. One in production.
TRUSTED_PROXIES = env.int("TRUSTED_PROXIES", default=0)
# The read API (decision 0020).
REST_FRAMEWORK = {"NUM_PROXIES": TRUSTED_PROXIES}
WAGTAILAPI_LIMIT_MAX = 100
# Finds the pages of a language for what was typed.
API_SEARCH = "search.finding.find"
# Any site's pages may read what is public anyway, without cookies: there are none.
CORS_URLS_REGEX = r"^/(api/.*|llms\.txt|.*\.(md|json|atom|rss|ics))$"
CORS_ALLOW_ALL_ORIGINS = True
CORS_ALLOW_HEADERS = ["accept", "content-type", "if-none-match", "if-modified-since"]
CORS_ALLOW_METHODS = ["GET", "HEAD", "OPTIONS"]
CORS_EXPOSE_HEADERS = ["ETag", "Link", "Retry-After"]
# A page with a long programme is a form of many fields.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000

# Walls (decision 0033) -------------------------------------------------------------------------

# How often one address may ask, "" for any number: a whole town hall may share an address.
API_RATE = rate("API_RATE", env.str("API_RATE", default="120/min"))
SEARCH_RATE = rate("SEARCH_RATE", env.str("SEARCH_RATE", default="120/min"))
SUGGESTIONS_RATE = rate("SUGGESTIONS_RATE", env.str("SUGGESTIONS_RATE", default="600/min"))
CONTACT_RATE = rate("CONTACT_RATE", env.str("CONTACT_RATE", default="30/hour"))
# Sites that may be shown in a frame once a reader asks for it; whose films editors may choose.
FRAME_SOURCES = [
    "https://www.youtube.com",
    "https://player.vimeo.com",
    "https://www.openstreetmap.org",
]
WAGTAILEMBEDS_FINDERS = [
    {"class": "wagtail.embeds.finders.oembed", "providers": [youtube, vimeo]},
]
# What no page of ours needs, nor a frame in it; films may fill the screen.
PERMISSIONS_POLICY = {
    **dict.fromkeys(
        (
            "accelerometer",
            "camera",
            "display-capture",
            "geolocation",
            "gyroscope",
            "hid",
            "magnetometer",
            "microphone",
            "midi",
            "payment",
            "screen-wake-lock",
            "serial",
            "usb",
            "xr-spatial-tracking",
        ),
        (),
    ),
    "fullscreen": ("self", *FRAME_SOURCES),
}
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
# What scripts of ours need not read, no script reads: Wagtail's find the token in the page.
SESSION_COOKIE_HTTPONLY = True
CSRF_COOKIE_HTTPONLY = True
# Lax: a link in a mail leads an editor into the admin, another site's form does not.
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"

# The contact form's honeypot (decision 0004): names that a form-filling robot takes for real.
HONEYPOT_ENABLED_DEFAULT = True
HONEYPOT_NAME_FIELD = "website"
HONEYPOT_TIME_FIELD = "opened"
HONEYPOT_TIME_INTERVAL = 3

# Whether `manage.py seed_demo` may put its content, and an account that everybody knows, here.
DEMO_CONTENT = False
# Whether the style guide is served, at /style-guide/.
STYLE_GUIDE = False

# What those who run the portal see of it --------------------------------------------------------

# nginx gives each request a number; a request that comes without one gets one here.
DJANGO_GUID = {
    "GUID_HEADER_NAME": "X-Request-ID",
    "UUID_FORMAT": "hex",
    # What is kept for everybody says nothing of the one who asked first.
    "RETURN_HEADER": False,
    "EXPOSE_HEADER": False,
}
# Who knows it may read the figures at /metrics; empty: nobody, and nothing is counted.
METRICS_TOKEN = env.str("METRICS_TOKEN", default="")
# Questions to the database that take so many milliseconds are logged; 0 logs none.
SLOW_QUERY_MS = env.int("SLOW_QUERY_MS", default=500)

# The rest -------------------------------------------------------------------------------------

# Mail goes through the queue; its worker hands it to the second of these.
EMAIL_BACKEND = "portal.mail.QueuedMail"
EMAIL_DELIVERY_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
# Seconds: a mail server that says nothing must not hold up everything else.
EMAIL_TIMEOUT = 30
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="portal@example.org")
CSRF_FAILURE_VIEW = "portal.views.csrf_failure"
