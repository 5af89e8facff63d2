"""An edition is what all readers see, until something is published or the day ends (decision 0026).

What is made for readers is kept together with the edition that it was made in. The database moves
the edition on by itself whenever a row changes that readers see (`watching`), whoever changed it:
so nothing that is kept has to be looked for and thrown away, and nothing of it can be out of date.
"""

from portal.editions.current import Edition, edition_of, edition_seen_by, is_plain_reader
from portal.editions.shelf import address_of, kept

__all__ = [
    "Edition",
    "address_of",
    "edition_of",
    "edition_seen_by",
    "is_plain_reader",
    "kept",
]
