"""What the search keeps besides Wagtail's own tables."""

from search.models.attachments import AttachmentText
from search.models.index import Entry, Posting, Rebuild, Term

__all__ = ["AttachmentText", "Entry", "Posting", "Rebuild", "Term"]
