"""Pages by the ten thousand, as rows of the tree: all that a sitemap or a report asks about."""

import uuid

from django.contrib.contenttypes.models import ContentType
from django.utils import timezone
from wagtail.models import Page

from news.models import NewsPage


def add_rows(polish_list: Page, pairs: int) -> int:
    """Add live news below the list in both languages; return how many pages that makes.

    They have no row of their own type, so that nobody can read them.
    """
    kind = ContentType.objects.get_for_model(NewsPage)
    lists = Page.objects.filter(translation_key=polish_list.translation_key).select_related(
        "locale"
    )
    taken = max(parent.numchild for parent in lists)
    pages = [
        Page(
            title=f"{parent.locale} {number}",
            slug=f"row-{number}",
            url_path=f"{parent.url_path}row-{number}/",
            path=Page._get_path(parent.path, parent.depth + 1, number),
            depth=parent.depth + 1,
            translation_key=key,
            locale=parent.locale,
            content_type=kind,
            last_published_at=timezone.now(),
        )
        for number, key in ((taken + 10 + pair, uuid.uuid4()) for pair in range(pairs))
        for parent in lists
    ]
    Page.objects.bulk_create(pages, batch_size=500)
    lists.update(numchild=taken + 10 + pairs)
    return len(pages)
