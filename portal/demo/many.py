"""Generated news, as many as one likes, for work on scale: lists, search, caches.

They are inserted in bulk, because a thousand pages saved one by one take minutes. What saving
does besides is done here too: places in the tree, revisions, search index, reference index, the
state of each page in its other language. The pages of a pair are translations of one another, but
no translator's work is kept for them.
"""

import datetime
import json
import random
import re
import uuid

from anyascii import anyascii
from django.contrib.contenttypes.models import ContentType
from django.db import connection, router, transaction
from django.db.models import CharField, F, OuterRef, Subquery
from django.db.models.functions import Cast
from django.utils import timezone, translation
from django.utils.text import slugify
from modelsearch.backends import get_search_backends
from tqdm import tqdm
from wagtail.models import Locale, Page, ReferenceIndex, Revision

from news.models import Category, NewsIndexPage, NewsPage
from portal.demo.sentences import Story, make_story
from portal.demo.text import DemoError
from portal.models import PortalImage
from portal.newsroom.states import refresh

BATCH = 50
YEARS = 6


def add_news(count: int, *, show_progress: bool = True) -> None:
    """Add `count` news in both languages, all or none. Each run adds others.

    Raises DemoError where there is no list of news in both languages, or no category.
    """
    with (
        translation.override("pl"),
        transaction.atomic(),
        tqdm(total=count, unit=" news", disable=not show_progress) as progress,
    ):
        lists = [NewsList(language) for language in ("pl", "en")]
        categories, pictures = list(Category.objects.all()), list(PortalImage.objects.all())
        if not categories:
            raise DemoError("There is no category to put the news into.")
        first = 1 + max(news_list.last_number() for news_list in lists)
        numbers = range(first, first + count)
        for start in range(0, count, BATCH):
            batch = numbers[start : start + BATCH]
            pairs = [make_pair(number, lists, categories, pictures) for number in batch]
            insert([page for pair in pairs for page in pair])
            progress.update(len(batch))
            refresh(pair[0].translation_key for pair in pairs)
        for news_list in lists:
            Page.objects.filter(pk=news_list.page.pk).update(numchild=F("numchild") + count)
    with connection.cursor() as cursor:
        # The database plans its queries for as many rows as it last counted.
        cursor.execute("ANALYZE")


class NewsList:
    """The list of news in one language, and the free places below it in treebeard's tree."""

    def __init__(self, language: str) -> None:
        lists = NewsIndexPage.objects.filter(locale__language_code=language).live()
        # Locked, so that nobody else takes the same places meanwhile.
        self.page = lists.select_for_update(of=("page_ptr",)).first()
        if self.page is None:
            raise DemoError(f"There is no list of news in {language!r} to add to.")
        self.language = language
        self.locale = Locale.objects.get_for_language(language)
        last = self.page.get_last_child()
        self.step = last._get_lastpos_in_path() if last else 0

    def last_number(self) -> int:
        """The highest number that a slug below ends in: later ones make slugs that never meet."""
        slugs = self.page.get_children().values_list("slug", flat=True)
        numbers = (re.search(r"-(\d+)$", slug) for slug in slugs)
        return max((int(number[1]) for number in numbers if number), default=0)

    def place(self, page: NewsPage) -> NewsPage:
        """`page` as the last child, published on its date."""
        self.step += 1
        page.depth, page.numchild = self.page.depth + 1, 0
        page.path = NewsPage._get_path(self.page.path, page.depth, self.step)
        page.set_url_path(self.page)
        page.live = True
        page.first_published_at = timezone.make_aware(
            datetime.datetime.combine(page.date, datetime.time(9))
        )
        page.last_published_at = page.latest_revision_created_at = page.first_published_at
        return page


def make_pair(
    number: int,
    lists: list[NewsList],
    categories: list[Category],
    pictures: list[PortalImage],
) -> list[NewsPage]:
    """News item `number` in the language of each list; not in the database yet."""
    dice, story = dice_and_story(number)
    facts = {
        "date": timezone.localdate() - datetime.timedelta(dice.randrange(365 * YEARS)),
        "category": dice.choice(categories),
        "picture": dice.choice([None, *pictures]),
        "translation_key": uuid.uuid4(),
    }
    block_ids = [str(uuid.uuid4()) for _ in story.body]
    return [
        news_list.place(NewsPage(**facts, **texts(story, news_list, number, block_ids)))
        for news_list in lists
    ]


def dice_and_story(number: int) -> tuple[random.Random, Story]:
    dice = random.Random(number)  # noqa: S311 - varied sentences, not a secret
    return dice, make_story(dice)


def texts(story: Story, news_list: NewsList, number: int, block_ids: list[str]) -> dict:
    """The fields of a page that differ between the languages."""
    language = news_list.language
    title = getattr(story.title, language)
    return {
        "locale": news_list.locale,
        "title": title,
        "draft_title": title,
        "slug": f"{slugify(anyascii(title))}-{number}",
        "lead": getattr(story.lead, language),
        "body": json.dumps(
            [
                {"id": block_id, "type": kind, "value": value}
                for block_id, (kind, value) in zip(block_ids, story.blocks(language), strict=True)
            ]
        ),
    }


def insert(pages: list[NewsPage]) -> None:
    """Write pages with their revisions, and into the indexes of search and of references."""
    columns = [field.attname for field in Page._meta.concrete_fields]
    rows = [Page(**{name: getattr(page, name) for name in columns}) for page in pages]
    Page.objects.bulk_create(rows)
    for page, row in zip(pages, rows, strict=True):
        page.pk = page.id = page.page_ptr_id = row.pk
    # Only the rows of NewsPage: those of Page are there. As Model.save_base() does it for one.
    NewsPage._base_manager._insert(
        pages, fields=NewsPage._meta.local_concrete_fields, using=router.db_for_write(NewsPage)
    )
    add_revisions(pages)
    for backend in get_search_backends(with_auto_update=True):
        backend.add_bulk(NewsPage, pages)
    add_references(pages)


def add_revisions(pages: list[NewsPage]) -> None:
    base = ContentType.objects.get_for_model(Page)
    Revision.objects.bulk_create(
        Revision(
            content_type_id=page.content_type_id,
            base_content_type=base,
            object_id=str(page.pk),
            created_at=page.last_published_at,
            object_str=str(page),
            content=page.serializable_data(),
        )
        for page in pages
    )
    of_page = Revision.objects.filter(
        base_content_type=base, object_id=Cast(OuterRef("pk"), CharField())
    ).values("pk")
    Page.objects.filter(pk__in=[page.pk for page in pages]).update(
        latest_revision=Subquery(of_page), live_revision=Subquery(of_page)
    )


def add_references(pages: list[NewsPage]) -> None:
    """What `ReferenceIndex.create_or_update_for_object` writes for pages that have no rows yet."""
    own_type, base = (ContentType.objects.get_for_model(model) for model in (NewsPage, Page))
    ReferenceIndex.objects.bulk_create(
        ReferenceIndex(
            content_type=own_type,
            base_content_type=base,
            object_id=page.pk,
            to_content_type_id=to_type,
            to_object_id=to_id,
            model_path=model_path,
            content_path=content_path,
            content_path_hash=ReferenceIndex._get_content_path_hash(content_path),
        )
        for page in pages
        for to_type, to_id, model_path, content_path in set(
            ReferenceIndex._extract_references_from_object(page)
        )
    )
