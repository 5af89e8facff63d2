from search.models.index import Entry, Posting, Rebuild, Term
from search.models.statistics import DailyQuery

__all__ = ["DailyQuery", "Entry", "Posting", "Rebuild", "Term"]
