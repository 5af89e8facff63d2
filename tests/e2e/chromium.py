"""The Chromium of this machine; none is downloaded."""

import os
import shutil

ARGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
MISSING = (
    "No Chromium on this machine. Install it (Debian: apt-get install chromium) or name one in "
    "the variable CHROMIUM, for example CHROMIUM=/opt/chrome/chrome."
)


def find() -> str | None:
    """Its path: $CHROMIUM or the first known name on the PATH."""
    names = [os.environ.get("CHROMIUM", ""), "chromium", "chromium-browser", "google-chrome"]
    return next((path for name in names if name and (path := shutil.which(name))), None)
