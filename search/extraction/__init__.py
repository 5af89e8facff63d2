"""The text of a file that somebody uploaded. Knows no Django.

`extract` hands the file to a process of its own (`child`), which reads it within limits and with
nothing else at hand. Whatever the file does to that process, the answer is an `Extraction`.
"""

from search.extraction.result import Extraction, Limits, Outcome
from search.extraction.sandbox import extract

__all__ = ["Extraction", "Limits", "Outcome", "extract"]
