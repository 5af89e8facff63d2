import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.production")
application = get_wsgi_application()
if settings.QUEUE_IN_PROCESS:
    # Models are there only now.
    from portal.queue.worker import start_in_process

    start_in_process()
