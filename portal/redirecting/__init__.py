"""Old addresses and the way from them: redirects, their import, and what readers do not find.

addresses.py   how an address is written, and under which spellings it is looked up
answering.py   the redirect that answers a request; middleware.py asks it instead of a 404
rules.py       where an address leads, and why one is refused
forms.py       the form of one redirect and those of the import
tables.py      a file of redirects as a table: encodings, separators, limits
importing.py   the rows of a table judged and saved, all or none
views.py       the screens of Wagtail that are different here
missed.py      counting the addresses that readers do not find, without personal data
guessing.py    which page they may have meant
report.py      the report of them; hooks.py registers all of it
"""
