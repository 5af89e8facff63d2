"""The database search of Wagtail, for any query that somebody may type."""

from modelsearch.query import SearchQuery
from wagtail.search.backends import database


def clean_query(query: str | SearchQuery) -> str | SearchQuery:
    """`query` without what a database takes for syntax.

    A quotation mark is a syntax error in SQLite's FTS5 and would answer 500 (wagtail#13227,
    delete when fixed); NUL cannot be in a PostgreSQL string. A query that is no text was made by
    code and is left as it is.
    """
    if not isinstance(query, str):
        return query
    return " ".join(query.replace('"', " ").replace("\0", " ").split())


class CleanQueries:
    """For readers and, in the admin, for every listing and chooser."""

    def search(self, query, *args, **kwargs):
        return super().search(clean_query(query), *args, **kwargs)

    def autocomplete(self, query, *args, **kwargs):
        return super().autocomplete(clean_query(query), *args, **kwargs)


def SearchBackend(params: dict):
    """Wagtail's backend for the database in use, with cleaned queries."""
    kind = type(database.SearchBackend(params))
    return type(f"Clean{kind.__name__}", (CleanQueries, kind), {})(params)
