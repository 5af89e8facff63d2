"""The Markdown twin of every public page, from the same blocks as the API (decision 0020).

CommonMark with the tables of GitHub. `told.py` says what a page tells, `blocks.py` writes it down.
"""
