"""How a document of a search corpus becomes a page of this portal (SEARCH_EVALUATION_PAGE)."""

from django.utils.html import escape

from home.models import StandardPage


def page(title: str, body: str) -> StandardPage:
    """A page with this title and this text, not saved. A line of `body` is a paragraph."""
    story = "".join(f"<p>{escape(line)}</p>" for line in body.splitlines() if line.strip())
    return StandardPage(
        title=title[:255], lead="", body=[{"type": "paragraph", "value": story}] if story else []
    )
