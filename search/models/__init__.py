from search.models.index import Entry, Posting, Rebuild, Term

__all__ = ["Entry", "Posting", "Rebuild", "Term"]
