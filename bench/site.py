"""A portal with the demo and as many news as wanted, in a folder and a database of its own."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict, make_conninfo

HOST = "localhost"


def environment(folder: Path, database: str, cache: str) -> dict[str, str]:
    """What makes production's settings run in `folder`: no TLS, no limit, no page cache."""
    return {
        "DJANGO_SETTINGS_MODULE": "portal.settings.production",
        "SECRET_KEY": "of-the-bench-only-and-therefore-no-secret-at-all-to-anybody",
        "ALLOWED_HOSTS": HOST,
        "BASE_URL": f"http://{HOST}",
        "SECURE_SSL_REDIRECT": "false",
        "DATABASE_URL": database,
        "CACHE_URL": cache,
        "MEDIA_ROOT": str(folder / "media"),
        "STATIC_ROOT": str(folder / "static"),
        "EMAIL_URL": "dummymail://",
        # A page is measured, not what is done beside it.
        "QUEUE_IN_PROCESS": "0",
        **dict.fromkeys(("API_RATE", "SEARCH_RATE", "SUGGESTIONS_RATE", "CONTACT_RATE"), ""),
        "LOG_LEVEL": "WARNING",
        "PORTAL_PAGE_CACHE": "0",
        # A service that a developer's .env names is not asked for translations.
        "DEEPL_AUTH_KEY": "",
        "LIBRETRANSLATE_URL": "",
        "WEBSUB_HUB": "",
    }


@contextmanager
def postgres(address: str) -> Iterator[str]:
    """An empty database at `address`, dropped in the end; its name has to say "bench"."""
    name = conninfo_to_dict(address).get("dbname", "")
    if "bench" not in name:
        raise SystemExit(f"POSTGRES_URL names the database {name!r}: one with “bench” is wanted.")

    def run(command: str) -> None:
        with psycopg.connect(make_conninfo(address, dbname="postgres"), autocommit=True) as server:
            server.execute(sql.SQL(command).format(sql.Identifier(name)))

    run("DROP DATABASE IF EXISTS {} WITH (FORCE)")
    run("CREATE DATABASE {}")
    try:
        yield address
    finally:
        run("DROP DATABASE IF EXISTS {} WITH (FORCE)")


def make() -> None:
    """The demo, in the database that the environment names; its caches are emptied."""
    from django.core.management import call_command

    from bench.visits import forget
    from portal.queue.worker import work_off

    forget()
    call_command("migrate", verbosity=0)
    call_command("seed_demo", force=True, verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    # Its pictures.
    work_off()


def grow(news: int) -> None:
    """Add news until there are as many in each language; the demo itself has a few."""
    from django.db import connection

    from news.models import NewsPage
    from portal.demo.many import add_news
    from portal.queue.worker import work_off

    missing = news - NewsPage.objects.live().filter(locale__language_code="pl").count()
    if missing > 0:
        add_news(missing, show_progress=False)
        work_off()
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            # As autovacuum does, within a minute or so.
            cursor.execute("VACUUM ANALYZE")
