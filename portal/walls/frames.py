"""What other sites give to be shown in a page: frames of those that our policy names, only."""

from urllib.parse import urlsplit

from bs4 import BeautifulSoup
from django.conf import settings


def can_be_framed(html: str) -> bool:
    """Whether browsers will show all of `html`: frames of FRAME_SOURCES, and no scripts."""
    parsed = BeautifulSoup(html, "html.parser")
    frames = [urlsplit(frame.get("src", "")) for frame in parsed.find_all("iframe")]
    return (
        bool(frames)
        and parsed.find("script") is None
        and all(f"{frame.scheme}://{frame.netloc}" in settings.FRAME_SOURCES for frame in frames)
    )
