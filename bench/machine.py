"""What the bench ran on, as far as others can compare it: no name of a host, no paths."""

import os
import platform
import re
import shutil
import sqlite3
import subprocess
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

PACKAGES = ("Django", "wagtail", "gunicorn", "psycopg", "redis")


def cpu() -> str:
    info = Path("/proc/cpuinfo")
    text = info.read_text(encoding="utf-8") if info.exists() else ""
    found = re.search(r"^model name\s*:\s*(.+)$", text, re.MULTILINE)
    return found[1] if found else platform.machine()


def version_of(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "none"


def said_by(*command: str) -> str:
    """The version that a program says it has, "none" where the program is not installed."""
    program = shutil.which(command[0]) or shutil.which(command[0], path="/usr/sbin")
    if not program:
        return "none"
    told = subprocess.run([program, *command[1:]], check=False, capture_output=True, text=True)
    found = re.search(r"\d+(\.\d+)+", told.stdout + told.stderr)
    return found[0] if found else "unknown"


def description() -> list[str]:
    packages = ", ".join(f"{name} {version_of(name)}" for name in PACKAGES)
    databases = (
        f"SQLite {sqlite3.sqlite_version}, PostgreSQL {said_by('psql', '--version')}, "
        f"Redis {said_by('redis-server', '--version')}"
    )
    return [
        f"{os.cpu_count()} cores, {cpu()}, {platform.system()}",
        f"Python {platform.python_version()}, {packages}",
        f"{databases}, nginx {said_by('nginx', '-v')}, wrk {said_by('wrk', '-v')}",
    ]
