"""The app server: `gunicorn --config deploy/gunicorn.conf.py` (decision 0027)."""

import os
import shutil
import tempfile

from prometheus_client import multiprocess

from portal.monitoring.logs import as_json

wsgi_app = "portal.wsgi:application"
# nginx' places.conf names the same address.
bind = os.environ.get("APP_BIND", "unix:/run/portal/app.sock")

# A process for each core; its threads wait for the database, for mail and for slow uploads.
workers = int(os.environ.get("APP_WORKERS", os.cpu_count() or 2))
worker_class = "gthread"
threads = 4

# A process that says nothing for so long is ended. (It is the process that has to be alive: a
# thread may take longer, such as a machine translation.)
timeout = 60
# On a reload or stop, whoever is served is served to the end, and work beside the requests is done.
graceful_timeout = 60
# A leak in any library stays small; not all processes start anew at once.
max_requests = 20_000
max_requests_jitter = 2_000

# What says that a process is alive is not written to a disk that may be busy.
worker_tmp_dir = "/dev/shm"  # noqa: S108 - gunicorn makes an unlinked file there
# nginx writes the log, without addresses of readers.
accesslog = None
# Its own lines look like those of the app.
logconfig_dict = as_json()
logconfig_dict["loggers"]["gunicorn.error"] = {"handlers": ["console"], "propagate": False}
# Where the processes write their figures, for any of them to tell all (portal/monitoring).
os.environ.setdefault("PROMETHEUS_MULTIPROC_DIR", tempfile.mkdtemp(prefix="portal-metrics-"))
# Nothing but signals steers it: no second socket in somebody's home.
control_socket_disable = True


def child_exit(server, worker):
    multiprocess.mark_process_dead(worker.pid)


def on_exit(server):
    shutil.rmtree(os.environ["PROMETHEUS_MULTIPROC_DIR"], ignore_errors=True)
