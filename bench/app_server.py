"""The app server that is shipped, running `bench.wsgi`: the one place that names it."""

import importlib.util
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bench.missing import Missing
from bench.trivial import ADDRESS

PORT = int(os.environ.get("PORT", "8110"))
ADDRESS_OF_SERVER = f"http://127.0.0.1:{PORT}"
CONFIGURATION = str(Path(__file__).parent.parent / "deploy" / "gunicorn.conf.py")
COMMAND = [sys.executable, "-m", "gunicorn", "--config", CONFIGURATION, "bench.wsgi:application"]
# One process: the other core is for who asks.
ENVIRONMENT = {"APP_BIND": f"127.0.0.1:{PORT}", "APP_WORKERS": "1", "PORTAL_PAGE_CACHE": "1"}


@contextmanager
def running(**environment: str) -> Iterator[str]:
    """The address of a running app server whose page cache is on."""
    if not importlib.util.find_spec("gunicorn"):
        raise Missing("gunicorn is not installed")
    with socket.socket() as probe:
        if probe.connect_ex(("127.0.0.1", PORT)) == 0:
            raise Missing(f"something else listens at port {PORT}: choose another one with PORT")
    variables = {**os.environ, **ENVIRONMENT, **environment}
    server = subprocess.Popen(COMMAND, env=variables)
    try:
        wait_for(ADDRESS_OF_SERVER + ADDRESS)
        yield ADDRESS_OF_SERVER
    finally:
        server.terminate()
        server.wait()


def wait_for(address: str, seconds: int = 60) -> None:
    """Until `address` answers, whatever it does."""
    request = urllib.request.Request(address, headers={"Host": "localhost"})  # noqa: S310 - http
    until = time.monotonic() + seconds
    while True:
        try:
            urllib.request.urlopen(request, timeout=20).close()  # noqa: S310 - http
        except urllib.error.HTTPError:
            return
        except OSError as error:
            if time.monotonic() > until:
                raise SystemExit(f"{address} does not answer: {error}") from error
            time.sleep(0.1)
        else:
            return
