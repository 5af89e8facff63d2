"""What a start of the portal says about its search."""

from django.core.checks import CheckMessage, Warning, register
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError

MADE_BY_OTHERS = "search.W001"


@register()
def index_is_made_by_these_analysers(app_configs, **kwargs) -> list[CheckMessage]:
    """Warn where words would be looked for under other keys than they were kept under.

    It asks the database, which Django's checks seldom do: only so is it seen by whoever starts the
    portal. Where there is no database yet, there is no index to warn of.
    """
    from search.backends.documents import analysers, made_by
    from search.models import Entry

    try:
        is_old = Entry.objects.exclude(made_by=made_by()).exists()
    except (DatabaseError, ImproperlyConfigured):
        return []
    if not is_old:
        return []
    return [
        Warning(
            f"The search index was made by other analysers or rules than there are now"
            f" ({analysers()}): words may not be found.",
            hint="Run: manage.py update_index",
            id=MADE_BY_OTHERS,
        )
    ]
