"""Who said what on which page, read from Wagtail's reference index (decision 0010).

The index has a row for every person chosen in a story, with the place of the block: who speaks
where is known before any story is read, and only those that are to be shown are read.
"""

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby

from django.contrib.contenttypes.models import ContentType
from django.db.models import (
    Case,
    Count,
    DateField,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    When,
    Window,
)
from django.db.models.functions import Cast, Coalesce, RowNumber, TruncDate
from django.utils import timezone
from wagtail.blocks import StreamValue, StructValue
from wagtail.models import Page, ReferenceIndex, get_page_models

from portal.models import Person, StoryPage
from portal.models.queryset import ReadableQuerySet

# Where the vocabulary of stories (portal.blocks) lets editors choose a person.
QUOTED = "body.quote.person"
SPOKE = "body.programme.sessions.item.speakers.item.person"

# By what is the same in every database.
NEWEST_FIRST = (F("day").desc(nulls_last=True), F("page_id").desc(), F("content_path").asc())


@dataclass(frozen=True)
class Mention:
    """A person in a story: quoted there, or speaking in a session of its programme."""

    person: Person
    page: Page
    date: datetime.date | None
    block_id: str
    quote: StructValue | None = None
    session: StructValue | None = None

    @property
    def said_on(self) -> datetime.date | None:
        """The day when it was said, where that is not the story's."""
        day = self.quote["date"] if self.quote else None
        return None if day == self.date else day

    @property
    def is_coming(self) -> bool:
        return self.date is not None and self.date > timezone.localdate()


@dataclass
class Speaker:
    """A person, how often they are quoted and speak, and the latest of it."""

    person: Person
    quotes: int
    sessions: int
    latest: list[Mention] = field(default_factory=list)

    @property
    def has_more(self) -> bool:
        return self.quotes + self.sessions > len(self.latest)


def mentions(locale_id: int | None = None) -> QuerySet[ReferenceIndex]:
    """The index's rows for people in stories that readers may see, in one language or in all."""
    page_type = ContentType.objects.get_for_model(Page)
    pages = ReadableQuerySet(Page).readable()
    if locale_id:
        pages = pages.filter(locale=locale_id)
    # The index keeps all keys as text, and not every model's is a number: CASE looks at the model
    # before it converts.
    page_id = Case(When(base_content_type=page_type, then=Cast("object_id", IntegerField())))
    return ReferenceIndex.objects.annotate(page_id=page_id).filter(
        base_content_type=page_type,
        to_content_type=ContentType.objects.get_for_model(Person),
        model_path__in=[QUOTED, SPOKE],
        page_id__in=pages.values("pk"),
    )


def with_day(rows: QuerySet[ReferenceIndex]) -> QuerySet[ReferenceIndex]:
    """`rows` with the `day` of each one's story: of the news, of the event, else of publication."""
    day = Coalesce(
        "newspage__date",
        TruncDate("eventpage__start"),
        TruncDate("first_published_at"),
        output_field=DateField(),
    )
    days = Page.objects.filter(pk=OuterRef("page_id")).order_by().annotate(day=day).values("day")
    return rows.annotate(day=Subquery(days))


def of_person(person: Person, locale_id: int | None = None) -> QuerySet[ReferenceIndex]:
    """The rows for one person, those of the newest stories first."""
    rows = mentions(locale_id).filter(to_object_id=str(person.pk))
    return with_day(rows).order_by(*NEWEST_FIRST)


def counts_of(person: Person) -> dict[int, int]:
    """How often `person` is met in each language in which they are, by the key of the language."""
    language = Page.objects.filter(pk=OuterRef("page_id")).order_by().values("locale")
    rows = mentions().filter(to_object_id=str(person.pk)).annotate(language=Subquery(language))
    return dict(rows.order_by().values_list("language").annotate(number=Count("pk")))


def speakers(locale_id: int) -> list[Speaker]:
    """Everybody who is quoted or speaks in a language, in no order. No story is read for it."""
    counts = (
        mentions(locale_id)
        .values_list("to_object_id")
        .annotate(
            quotes=Count("pk", filter=Q(model_path=QUOTED)),
            sessions=Count("pk", filter=Q(model_path=SPOKE)),
        )
    )
    found = {int(pk): numbers for pk, *numbers in counts}
    return [Speaker(person, *found[person.pk]) for person in Person.objects.filter(pk__in=found)]


def add_latest(shown: Iterable[Speaker], locale_id: int, number: int) -> None:
    """Give each of `shown` up to `number` of their latest quotes; of sessions where there is none.

    The database ranks them, so that as many stories are read as are shown.
    """
    by_key = {str(speaker.person.pk): speaker for speaker in shown}
    quoted = [key for key, speaker in by_key.items() if speaker.quotes]
    wanted = Q(to_object_id__in=quoted, model_path=QUOTED) | Q(
        to_object_id__in=by_key.keys() - quoted
    )
    rank = Window(RowNumber(), partition_by="to_object_id", order_by=NEWEST_FIRST)
    latest = with_day(mentions(locale_id).filter(wanted)).annotate(rank=rank)
    people = {key: speaker.person for key, speaker in by_key.items()}
    for mention in read(latest.filter(rank__lte=number).order_by(*NEWEST_FIRST), people):
        by_key[str(mention.person.pk)].latest.append(mention)


def read(rows: Iterable[ReferenceIndex], people: dict[str, Person]) -> list[Mention]:
    """What `rows` lead to, in their order; within a story in the story's own.

    `people` are those in the rows, by the keys of the index. Costs two queries, whatever the
    number of rows.
    """
    rows = list(rows)
    pages = Page.objects.in_bulk({row.page_id for row in rows})
    stories = bodies(pages)
    found = []
    for page_id, group in groupby(rows, key=lambda row: row.page_id):
        in_story = {row.content_path: row for row in group}
        for path, block_id, told in chosen_people(stories[page_id]):
            if row := in_story.get(path):
                person = people[row.to_object_id]
                found.append(Mention(person, pages[page_id], row.day, block_id, **told))
    return found


def bodies(page_ids: Iterable[int]) -> dict[int, StreamValue]:
    """The stories of pages of any type, in one query."""
    models = [model for model in get_page_models() if issubclass(model, StoryPage)]
    first, *others = (
        model.objects.filter(pk__in=page_ids).order_by().values_list("pk", "body")
        for model in models
    )
    return dict(first.union(*others, all=True))


def chosen_people(body: StreamValue) -> Iterator[tuple[str, str, dict]]:
    """(path in the index, id of the block, quote or session) for each person in a story, in order.

    From the story as it is stored: blocks would fetch their people one kind after the other.
    """
    blocks = body.stream_block.child_blocks
    session_block = blocks["programme"].child_blocks["sessions"].child_block
    for block_id, kind, value in identified(body.raw_data):
        if kind == "quote":
            quote = blocks["quote"].to_python({**value, "person": None})
            yield f"body.{block_id}.person", block_id, {"quote": quote}
        elif kind == "programme":
            for session_id, _kind, stored in identified(value.get("sessions")):
                session = session_block.to_python({**stored, "speakers": []})
                for speaker_id, _kind, _speaker in identified(stored.get("speakers")):
                    path = f"body.{block_id}.sessions.{session_id}.speakers.{speaker_id}.person"
                    yield path, block_id, {"session": session}


def identified(items: Iterable[dict] | None) -> Iterator[tuple[str, str, dict]]:
    """(id, kind, value) of stored blocks or items of a list. One without an id is in no index."""
    for item in items or ():
        if item.get("id"):
            yield item["id"], item["type"], item["value"]
