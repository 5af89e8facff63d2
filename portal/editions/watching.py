"""The triggers by which the database moves the edition on.

Signals of Django would miss `QuerySet.update()`, bulk operations, raw SQL and other programs; and
what a signal notes down after the commit is lost if the process ends just then. A trigger misses
nothing and is part of the transaction: whoever sees the change sees the new edition, and nobody
before.

The token is a random one, not a number: a database that was restored from a copy, or a transaction
that was rolled back, is the edition again that it was.
"""

from collections.abc import Iterator

from django.apps import apps
from django.db import connections, router
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Model
from django.db.models.signals import post_migrate, pre_migrate

from portal.models import EditionToken

# No reader sees anything of these. Every other table is watched, those of new models, too.
UNSEEN_APPS = frozenset(
    {
        "auth",
        "contenttypes",
        "django_tasks_database",
        "sessions",
        "taggit",
        # Segments and drafts; what readers see of them is in pages and in portal.TranslationState.
        "wagtail_localize",
        "wagtailadmin",
        "wagtailforms",
        # Stock tables of what the portal has its own models for.
        "wagtaildocs",
        "wagtailimages",
        "wagtailsearch",
        "wagtailusers",
    }
)
UNSEEN = frozenset(
    {
        "home.Consent",
        "home.Receipt",
        "news.ImportedNews",
        "news.UnfinishedFile",
        "portal.EditionToken",
        "portal.MissedAddress",
        "portal.PublishingCheck",
        "portal.PublishingCheck_groups",
        "portal.User",
        "portal.User_groups",
        "portal.User_user_permissions",
        "search.AttachmentText",
        "search.DailyQuery",
        "search.Posting",
        "search.Rebuild",
        "search.Term",
        "wagtailcore.APIToken",
        "wagtailcore.Comment",
        "wagtailcore.CommentReply",
        "wagtailcore.GroupApprovalTask",
        "wagtailcore.GroupApprovalTask_groups",
        "wagtailcore.GroupCollectionPermission",
        "wagtailcore.GroupPagePermission",
        "wagtailcore.GroupSitePermission",
        "wagtailcore.ModelLogEntry",
        "wagtailcore.PageLogEntry",
        "wagtailcore.PageSubscription",
        "wagtailcore.Revision",
        "wagtailcore.Task",
        "wagtailcore.TaskState",
        "wagtailcore.UploadedFile",
        "wagtailcore.Workflow",
        "wagtailcore.WorkflowContentType",
        "wagtailcore.WorkflowPage",
        "wagtailcore.WorkflowState",
        "wagtailcore.WorkflowTask",
        "wagtailsearchpromotions.QueryDailyHits",
    }
)
# Columns that tell of a page's draft and of who works on it: an editor who types moves nothing on.
UNSEEN_COLUMNS = {
    "wagtailcore.Page": {
        "draft_title",
        "has_unpublished_changes",
        "latest_revision_id",
        "latest_revision_created_at",
        "locked",
        "locked_at",
        "locked_by_id",
        "owner_id",
    },
}

# What takes from readers what they could read, and in which case it does. A page that moves may
# come to a place that is closed; closing one closes all below it.
WITHDRAWS = {
    "wagtailcore.Page": {
        "DELETE": "OLD.live",
        "UPDATE": "OLD.live AND (NOT NEW.live OR OLD.url_path <> NEW.url_path)",
    },
    "wagtailcore.PageViewRestriction": {"INSERT": "TRUE", "UPDATE": "TRUE"},
    "portal.Person": {"DELETE": "TRUE"},
}

NAME = "portal_edition"
MOVE = {
    "sqlite": "UPDATE portal_editiontoken SET {column} = lower(hex(randomblob(16)));",
    "postgresql": "UPDATE portal_editiontoken SET {column} = gen_random_uuid()::text;",
}


def watched_models() -> Iterator[type[Model]]:
    for model in apps.get_models(include_auto_created=True):
        meta = model._meta
        if meta.proxy or not meta.managed or meta.app_label in UNSEEN_APPS:
            continue
        if meta.label not in UNSEEN:
            yield model


def seen_columns(model: type[Model]) -> list[str]:
    unseen = UNSEEN_COLUMNS.get(model._meta.label, set())
    return [
        field.column for field in model._meta.local_concrete_fields if field.column not in unseen
    ]


def statements(model: type[Model], vendor: str) -> Iterator[str]:
    """The SQL of the triggers on the table of `model`."""
    table, columns = model._meta.db_table, seen_columns(model)
    withdraws = WITHDRAWS.get(model._meta.label, {})
    old, new = (", ".join(f'{row}."{column}"' for column in columns) for row in ("OLD", "NEW"))
    if vendor == "sqlite":
        move, withdraw = (MOVE[vendor].format(column=name) for name in ("token", "withdrawal"))
        changed = f"WHEN ({old}) IS NOT ({new})"
        for event, when in [("DELETE", ""), ("INSERT", ""), ("UPDATE", changed)]:
            yield (
                f'CREATE TRIGGER "{NAME}_{table}_{event.lower()}" AFTER {event} ON "{table}" '
                f"{when} BEGIN {move} END"
            )
        for event, when in withdraws.items():
            yield (
                f'CREATE TRIGGER "{NAME}_{table}_{event.lower()}_withdraws" AFTER {event} '
                f'ON "{table}" WHEN {when} BEGIN {withdraw} END'
            )
        return
    # Deferred: the one row of the edition is locked while a transaction commits, and not for as
    # long as it runs; so two editors never wait for each other, nor lock each other out.
    deferred = f'ON "{table}" DEFERRABLE INITIALLY DEFERRED FOR EACH ROW'
    execute = f"EXECUTE FUNCTION {NAME}_moves()"
    changed = f"WHEN (({old}) IS DISTINCT FROM ({new}))"
    yield f"CREATE CONSTRAINT TRIGGER {NAME} AFTER INSERT OR DELETE {deferred} {execute}"
    yield f"CREATE CONSTRAINT TRIGGER {NAME}_update AFTER UPDATE {deferred} {changed} {execute}"
    for event, when in withdraws.items():
        yield (
            f"CREATE CONSTRAINT TRIGGER {NAME}_{event.lower()}_withdraws AFTER {event} {deferred} "
            f"WHEN ({when}) EXECUTE FUNCTION {NAME}_withdraws()"
        )


# What the triggers of PostgreSQL call, and the column that it moves on.
FUNCTIONS = {f"{NAME}_moves": "token", f"{NAME}_withdraws": "withdrawal"}
# Once in a transaction is enough: each move of the same one would leave a dead row behind, which
# the next has to pass. All deferred triggers run in one statement, COMMIT, and so at one time;
# those that were made immediate (SET CONSTRAINTS) run in that of each change.
FUNCTION = """
CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE present text := pg_current_xact_id()::text || ' ' || statement_timestamp()::text;
BEGIN
  IF current_setting('{name}.called', true) IS DISTINCT FROM present THEN
    {move}
    PERFORM set_config('{name}.called', present, true);
  END IF;
  RETURN NULL;
END $$
"""


def has_its_columns(connection: BaseDatabaseWrapper) -> bool:
    """Whether the edition's row can be written: the database may be in an older state."""
    table = EditionToken._meta.db_table
    with connection.cursor() as cursor:
        if table not in connection.introspection.table_names(cursor):
            return False
        there = connection.introspection.get_table_description(cursor, table)
    columns = {field.column for field in EditionToken._meta.local_concrete_fields}
    return columns <= {column.name for column in there}


def stop_watching(using: str, **kwargs) -> None:
    """Before tables change: SQLite changes them by making them anew, without their triggers.

    Until they are there again, be it for ever as the migration fails, there is no edition, and
    servers that run meanwhile keep nothing.
    """
    connection = connections[using]
    with connection.cursor() as cursor:
        if EditionToken._meta.db_table in connection.introspection.table_names(cursor):
            # Not by the model, which may have columns that the table does not have yet.
            cursor.execute("DELETE FROM portal_editiontoken")
        if connection.vendor == "postgresql":
            for name in FUNCTIONS:
                cursor.execute(f"DROP FUNCTION IF EXISTS {name}() CASCADE")
            return
        cursor.execute(
            "SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE %s",
            [f"{NAME}_%"],
        )
        for (name,) in cursor.fetchall():
            cursor.execute(f'DROP TRIGGER "{name}"')


def start_watching(using: str, **kwargs) -> None:
    """After tables have changed: watch them all, and begin a new edition.

    What was withdrawn meanwhile, nobody has seen: so this counts as a withdrawal, too.
    """
    if not router.allow_migrate_model(using, EditionToken):
        return
    connection = connections[using]
    if not has_its_columns(connection):
        return
    present = set(connection.introspection.table_names())
    stop_watching(using)
    EditionToken.objects.using(using).update_or_create(pk=1)
    with connection.cursor() as cursor:
        moves = [MOVE[connection.vendor].format(column=column) for column in FUNCTIONS.values()]
        if connection.vendor == "postgresql":
            for name, move in zip(FUNCTIONS, moves, strict=True):
                cursor.execute(FUNCTION.format(name=name, move=move))
        for model in watched_models():
            if model._meta.db_table in present:
                for statement in statements(model, connection.vendor):
                    cursor.execute(statement)
        for move in moves:
            cursor.execute(move)


def connect(sender) -> None:
    pre_migrate.connect(stop_watching, sender=sender)
    post_migrate.connect(start_watching, sender=sender)
