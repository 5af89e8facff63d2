"""What the search keeps besides Wagtail's own tables."""

from search.models.attachments import AttachmentText

__all__ = ["AttachmentText"]
