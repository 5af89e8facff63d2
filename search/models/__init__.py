"""What the search keeps besides Wagtail's own tables."""

from search.models.attachments import AttachmentText
from search.models.index import Entry, Posting, Rebuild, Term
from search.models.statistics import DailyQuery

__all__ = ["AttachmentText", "DailyQuery", "Entry", "Posting", "Rebuild", "Term"]
