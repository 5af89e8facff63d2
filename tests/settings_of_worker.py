"""Settings of the workers that tests start: the queue of production, with mail in files."""

from portal.settings.base import TASKS as TASKS_OF_PRODUCTION
from portal.settings.test import *  # noqa: F403
from portal.settings.test import env

TASKS = TASKS_OF_PRODUCTION
EMAIL_BACKEND = "portal.mail.QueuedMail"
EMAIL_DELIVERY_BACKEND = "tests.queue_tasks.SlowFiles"
EMAIL_FILE_PATH = env.str("MAIL_FOLDER", default="")
