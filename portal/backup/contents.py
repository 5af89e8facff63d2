"""What a database holds, asked of any connection: of a snapshot, or of the one in use.

In plain SQL and of what is there: its tables may be those of another release.
"""

import uuid

from django.apps import apps
from django.core.files.storage import Storage, default_storage
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import FileField

# Wagtail's migrations make a root and a page that welcomes.
INITIAL_PAGES = 2


def _rows(connection: BaseDatabaseWrapper, sql: str) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchall()


def tables(connection: BaseDatabaseWrapper) -> list[str]:
    with connection.cursor() as cursor:
        return sorted(connection.introspection.table_names(cursor))


def rows(connection: BaseDatabaseWrapper) -> dict[str, int]:
    """How many rows each table has."""
    quote = connection.ops.quote_name
    return {
        table: _rows(connection, f"SELECT count(*) FROM {quote(table)}")[0][0]
        for table in tables(connection)
    }


def migrations(connection: BaseDatabaseWrapper) -> dict[str, list[str]]:
    """The migrations that were applied, by app."""
    found: dict[str, list[str]] = {}
    if "django_migrations" in tables(connection):
        for app, name in _rows(connection, "SELECT app, name FROM django_migrations"):
            found.setdefault(app, []).append(name)
    return {app: sorted(found[app]) for app in sorted(found)}


def installation(connection: BaseDatabaseWrapper) -> str:
    """A name that each installation has of its own from its first migration on, and keeps when it
    is restored elsewhere: the key of the root of its pages. Empty where there is none."""
    if "wagtailcore_page" not in tables(connection):
        return ""
    found = _rows(connection, "SELECT translation_key FROM wagtailcore_page WHERE depth = 1")
    return uuid.UUID(str(found[0][0])).hex if found else ""


def file_fields(storage: Storage = default_storage) -> list[FileField]:
    """The fields that name files of the media, those of other libraries, too."""
    return [
        field
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy
        for field in model._meta.local_concrete_fields
        if isinstance(field, FileField) and field.storage == storage
    ]


def named_files(connection: BaseDatabaseWrapper) -> set[str]:
    """The files that the database names."""
    quote, present = connection.ops.quote_name, set(tables(connection))
    found = set()
    for field in file_fields():
        table = field.model._meta.db_table
        if table not in present:
            continue
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT * FROM {quote(table)} LIMIT 0")
            columns = {column[0] for column in cursor.description}
        if field.column in columns:
            sql = f"SELECT DISTINCT {quote(field.column)} FROM {quote(table)}"
            found.update(name for (name,) in _rows(connection, sql) if name)
    return found


def is_empty(connection: BaseDatabaseWrapper) -> bool:
    """Whether nobody has worked in it yet: there are no accounts, and no pages but the first."""
    most = {"portal_user": 0, "wagtailcore_page": INITIAL_PAGES}
    present = set(tables(connection)) & set(most)
    counted = {
        table: _rows(connection, f"SELECT count(*) FROM {connection.ops.quote_name(table)}")[0][0]
        for table in present
    }
    return all(count <= most[table] for table, count in counted.items())
