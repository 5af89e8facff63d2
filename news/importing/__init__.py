"""Brings the news of an old site along: `manage.py import_news` (decision 0013).

    readers: wordpress.py, feeds.py, pages.py   the old site's item, as it is written there
    blocks.py, markup.py, tables.py             its text as blocks of ours
    media.py, fetching.py                       its pictures and documents, if they are sound
    saving.py                                   a draft, its files and redirects: all or nothing
    report.py                                   what could not be placed, item by item

Everything that is read here was written by somebody else: it is bounded (limits.py), never run,
and nothing of it reaches the database that is not taken on purpose.
"""
