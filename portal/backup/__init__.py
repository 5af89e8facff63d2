"""One archive of database and media, and the way back (decision 0035).

The commands `backup` and `restore` say what is done here. No request asks anything of it.
"""


class BackupError(Exception):
    """Why no archive is made or restored: a sentence for whoever keeps the portal."""
