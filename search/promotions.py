"""What editors want readers to see first for a query. (A stub until its models are there.)"""

from wagtail.models import Page


def promoted(text: str, language: str) -> list[tuple[Page, str]]:
    """Pages that editors promote for `text`, in `language`, each with their words about it."""
    return []
