"""What a start of the portal says about its search."""

from django.core.checks import CheckMessage, Warning, register
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError

MADE_BY_OTHERS = "search.W001"
EMPTY = "search.W002"
HINT = "Run: manage.py update_index"


@register()
def index_is_made_by_these_analysers(app_configs, **kwargs) -> list[CheckMessage]:
    """Warn where words would be looked for under other keys than they were kept under.

    It asks the database, which Django's checks seldom do: only so is it seen by whoever starts the
    portal. Where there is no database yet, there is no index to warn of.
    """
    from search.backends.documents import analysers
    from search.models import Rebuild

    try:
        if is_empty():
            return [Warning("The search index is empty.", hint=HINT, id=EMPTY)]
        if is_made_by_others():
            known = Rebuild.objects.order_by("-pk").values_list("analysers", flat=True).first()
            return [
                Warning(
                    "The search index was made by other analysers or rules"
                    f"{f' ({known})' if known else ''} than there are now ({analysers()}):"
                    " words may not be found.",
                    hint=HINT,
                    id=MADE_BY_OTHERS,
                )
            ]
    except (DatabaseError, ImproperlyConfigured):
        pass
    return []


def is_empty() -> bool:
    """Whether nothing is in the index, though there are pages."""
    from wagtail.models import Page

    from search.models import Entry

    return not Entry.objects.exists() and Page.objects.filter(depth__gt=1).exists()


def is_made_by_others() -> bool:
    """Whether part of the index was made by other analysers, rules or fields."""
    from search.backends.documents import made_by
    from search.models import Entry

    return Entry.objects.exclude(made_by=made_by()).exists()
