"""The shipped files as one installs them."""

import os
import re
import shutil
import subprocess
import sys

import pytest

from tests.nginx import serving
from tests.nginx.serving import DEPLOY

PAGES = DEPLOY / "nginx" / "pages"


@pytest.fixture
def installed(_nginx_is_there, tmp_path):
    """An nginx.conf that includes the shipped site.conf, and all of its folders."""
    portal = tmp_path / "portal"
    shutil.copytree(DEPLOY / "nginx", portal)
    subprocess.run(
        [shutil.which("openssl"), "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1",
         "-subj", "/CN=portal.example.org", "-keyout", tmp_path / "key.pem",
         "-out", tmp_path / "cert.pem"],
        check=True, capture_output=True,
    )  # fmt: skip
    here = {
        "/etc/letsencrypt/live/portal.example.org/fullchain.pem": tmp_path / "cert.pem",
        "/etc/letsencrypt/live/portal.example.org/privkey.pem": tmp_path / "key.pem",
        "/var/cache/portal-answers": tmp_path / "answers",
        "/var/cache/portal-kept": tmp_path / "kept",
        "/var/log/nginx/": f"{tmp_path}/",
        # An ordinary user may not listen at these.
        "listen 80": "listen 18080",
        "listen 443": "listen 18443",
        "listen [::]:80": "listen [::]:18080",
        "listen [::]:443": "listen [::]:18443",
    }
    for name in ("site.conf", "places.conf"):
        text = (portal / name).read_text()
        for there, where in here.items():
            text = text.replace(there, str(where))
        (portal / name).write_text(text)
    main = tmp_path / "nginx.conf"
    modules = "\n".join(f"include {serving.MODULES / name};" for name in serving.NEEDED)
    main.write_text(
        f"{modules}\npid {tmp_path}/nginx.pid;\nevents {{ }}\n"
        "http { include /etc/nginx/mime.types; include portal/site.conf; }"
    )
    return main


def test_nginx_takes_the_shipped_files_as_they_are_installed(installed):
    tried = subprocess.run(
        [serving.find_nginx(), "-t", "-c", installed, "-e", "stderr"],
        capture_output=True,
        text=True,
    )
    assert "syntax is ok" in tried.stderr, tried.stderr
    assert "[warn]" not in tried.stderr.replace('[warn] the "user" directive', ""), tried.stderr


def test_what_differs_from_machine_to_machine_stands_in_two_files_only():
    for file in (DEPLOY / "nginx").glob("*.conf"):
        if file.name not in ("places.conf", "site.conf"):
            rules = re.sub(r"#.*", "", file.read_text())
            assert not re.search(r"/(?:etc|var|run|srv)/|127\.0\.0\.1", rules), file.name


def test_the_app_listens_where_nginx_asks():
    places = (DEPLOY / "nginx" / "places.conf").read_text()
    server = (DEPLOY / "gunicorn.conf.py").read_text()
    assert "unix:/run/portal/app.sock" in places
    assert "unix:/run/portal/app.sock" in server


@pytest.mark.parametrize("page", sorted(PAGES.iterdir()), ids=lambda page: page.name)
def test_pages_of_nginx_name_files_of_ours_and_nobody_elses(page, tmp_path, settings):
    html = page.read_text()
    addresses = re.findall(r'(?:href|src)="([^"]+)"', html)
    assert addresses
    for address in addresses:
        name = address.removeprefix("/static/")
        # The stylesheet is put together from its parts.
        made = name == "css/portal.css"
        assert address == "/" or made or (settings.BASE_DIR / "static" / name).exists(), address


def test_gunicorn_takes_its_configuration():
    tried = subprocess.run(
        [sys.executable, "-m", "gunicorn", "--check-config", "--config",
         DEPLOY / "gunicorn.conf.py"],
        cwd=serving.ROOT, capture_output=True, text=True,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "portal.settings.dev"},
    )  # fmt: skip
    assert tried.returncode == 0, tried.stderr
