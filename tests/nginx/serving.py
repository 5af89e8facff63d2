"""Starts Debian's nginx and the app server with the files of deploy/, anywhere, as any user.

Only `places.conf` is written anew: it says where things are, so it differs on each machine.
Everything else is read as it is shipped. Tests and `bench/` use this.
"""

import contextlib
import getpass
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
DEPLOY = ROOT / "deploy"
MISSING = (
    "nginx or its modules are not installed. On Debian: apt-get install nginx"
    " libnginx-mod-http-brotli-filter libnginx-mod-http-brotli-static"
)
# Where Debian puts the modules, and the lines that load them.
MODULES = Path("/usr/share/nginx/modules-available")
NEEDED = ("mod-http-brotli-filter.conf", "mod-http-brotli-static.conf")
PATIENCE = 60  # seconds, until something that was started answers


def find_nginx() -> str | None:
    """The nginx of this machine, if it has the modules that the configuration needs."""
    nginx = shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
    return nginx if nginx and all((MODULES / name).exists() for name in NEEDED) else None


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for(address: tuple[str, int] | str, process: subprocess.Popen) -> None:
    """Until somebody listens at `address`, a port or the path of a socket."""
    family = socket.AF_UNIX if isinstance(address, str) else socket.AF_INET
    for _ in range(PATIENCE * 20):
        with socket.socket(family) as probe:
            if probe.connect_ex(address) == 0:
                return
        if process.poll() is not None:
            break
        time.sleep(0.05)
    raise RuntimeError(f"{process.args} does not answer at {address}")


@dataclass
class Nginx:
    port: int
    folder: Path

    @property
    def edition(self) -> Path:
        """What EDITION_LINK of the app has to be."""
        return self.folder / "edition"


def places(folder: Path, app: str, kept: int, static: Path, media: Path) -> str:
    """`places.conf` with everything below `folder`, in front of the app at `app`."""
    shipped = (DEPLOY / "nginx" / "places.conf").read_text()
    for there, here in {
        "unix:/run/portal/app.sock": app,
        "127.0.0.1:8010": f"127.0.0.1:{kept}",
        "/var/lib/portal/static": static,
        "/var/lib/portal/media": media,
        "/run/portal/edition": folder / "edition",
        "/etc/nginx/portal/pages": DEPLOY / "nginx" / "pages",
        "/var/cache/portal-answers": folder / "answers",
        "/var/cache/portal-kept": folder / "kept",
        "/var/log/nginx/portal-error.log": folder / "portal-error.log",
    }.items():
        assert there in shipped, f"places.conf no longer names {there}"
        # In quotes: a checkout may lie in a folder with a space in its name.
        shipped = shipped.replace(there, f'"{here}"')
    return shipped


def configure(folder: Path, port: int, **where) -> Path:
    """An nginx.conf in `folder` that does with the shipped files what Debian's does."""
    shipped = folder / "portal"
    shipped.mkdir(parents=True)
    for file in (DEPLOY / "nginx").glob("*.conf"):
        if file.name != "places.conf":
            (shipped / file.name).symlink_to(file)
    (shipped / "places.conf").write_text(places(folder, kept=free_port(), **where))
    # nginx that root starts gives its work to somebody who may not look into a temporary folder.
    user = f"user {getpass.getuser()};" if os.geteuid() == 0 else ""
    main = folder / "nginx.conf"
    main.write_text(
        "\n".join(
            [
                *(f"include {MODULES / name};" for name in NEEDED),
                user,
                "worker_processes 1;",
                f'pid "{folder}/nginx.pid";',
                "events { worker_connections 512; }",
                "http {",
                "include /etc/nginx/mime.types;",
                "default_type application/octet-stream;",
                "sendfile on; tcp_nopush on;",
                *(
                    f'{kind}_temp_path "{folder}/{kind}";'
                    for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
                ),
                "include portal/portal.conf;",
                "include portal/places.conf;",
                f"server {{ listen 127.0.0.1:{port}; server_name localhost;",
                f'access_log "{folder}/access.log" portal;',
                f'error_log "{folder}/portal-error.log" crit;',
                "include portal/server.conf; }",
                "}",
            ]
        )
    )
    return main


@contextlib.contextmanager
def nginx(folder: Path, *, app: str, static: Path, media: Path) -> Iterator[Nginx]:
    """nginx in front of `app`, "127.0.0.1:8000" or "unix:/path", with the shipped configuration."""
    port = free_port()
    main = configure(folder, port, app=app, static=static, media=media)
    command = [find_nginx(), "-c", main, "-e", folder / "error.log"]
    process = subprocess.Popen([*command, "-g", "daemon off;"])
    try:
        wait_for(("127.0.0.1", port), process)
        yield Nginx(port, folder)
    finally:
        process.terminate()
        process.wait()


@contextlib.contextmanager
def app_server(socket_path: Path, **environment: str) -> Iterator[subprocess.Popen]:
    """The portal on a socket, as the shipped gunicorn.conf.py runs it."""
    process = subprocess.Popen(
        [sys.executable, "-m", "gunicorn", "--config", DEPLOY / "gunicorn.conf.py"],
        cwd=ROOT,
        env={**os.environ, "APP_BIND": f"unix:{socket_path}", **environment},
    )
    try:
        wait_for(str(socket_path), process)
        # It takes what comes before it can answer, until its processes have read all modules.
        with socket.socket(socket.AF_UNIX) as probe:
            probe.settimeout(PATIENCE)
            probe.connect(str(socket_path))
            probe.sendall(b"GET /healthz/live HTTP/1.0\r\nHost: localhost\r\n\r\n")
            probe.recv(1)
        yield process
    finally:
        process.terminate()
        process.wait()
