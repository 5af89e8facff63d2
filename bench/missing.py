class Missing(Exception):
    """A tool that a part needs is not there: its row says so instead of a figure."""
