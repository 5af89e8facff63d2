"""Development: nothing to configure. The key below guards nothing but this machine's demo."""

from portal.settings.base import *  # noqa: F403
from portal.settings.base import env

# Off by default, so that what is seen is what a reader sees, error pages included.
DEBUG = env.bool("DEBUG", default=False)
SECRET_KEY = "development-only"  # noqa: S105 - production refuses to start without its own
ALLOWED_HOSTS = ["*"]
INTERNAL_IPS = ["127.0.0.1"]
EMAIL_DELIVERY_BACKEND = "django.core.mail.backends.console.EmailBackend"
# One process is enough: `make run` has no second terminal.
QUEUE_IN_PROCESS = env.bool("QUEUE_IN_PROCESS", default=True)
# Django itself hands out the media, as `runserver --insecure` does the static files.
SERVE_MEDIA = True
DEMO_CONTENT = True
STYLE_GUIDE = True

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
