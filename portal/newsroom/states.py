"""Computes the rows of TranslationState, for one page or for all, with the same few queries.

Where the truth comes from: pages say what readers can see; wagtail-localize's segments and their
translations say what is missing; the texts that were remembered when a translation was published
say what has changed since. An editor's decisions (`kept`, `publish_when_ready`) are left alone.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from django.conf import settings
from django.dispatch import Signal
from django.utils import timezone
from wagtail.models import Locale, Page
from wagtail_localize.models import StringSegment, StringTranslation, Translation, TranslationSource

from portal.models import State, TranslationState, UntranslatedTexts
from portal.newsroom.differences import Text, differences
from portal.newsroom.mixed import texts_of

# Sent with `rows`, queued ones that lack nothing any more (portal.newsroom.together).
became_ready = Signal()

# Keys of pages in one go: what SQLite takes in one condition, and little memory.
CHUNK = 500

# Fields that are computed here; the others are remembered or decided.
COMPUTED = [
    "original",
    "page",
    "state",
    "only_in",
    "missing",
    "unconfirmed",
    "changed",
    "stale_since",
    "changed_by",
    "untranslated",
    "published_texts",
]

_waiting: ContextVar[set[UUID] | None] = ContextVar("waiting", default=None)


@contextmanager
def in_one_go() -> Iterator[None]:
    """Within the block the rows are left as they are; afterwards they are refreshed together."""
    if _waiting.get() is not None:
        yield
        return
    token = _waiting.set(set())
    try:
        yield
    finally:
        keys = _waiting.get()
        _waiting.reset(token)
        refresh(keys)


def refresh(keys: Iterable[UUID]) -> None:
    """Compute the rows of the pages with these translation keys anew."""
    keys = {UUID(str(key)) for key in keys}
    if (waiting := _waiting.get()) is not None:
        waiting |= keys
        return
    ordered = sorted(keys)
    for start in range(0, len(ordered), CHUNK):
        refresh_chunk(ordered[start : start + CHUNK])


def refresh_all(say_progress: Callable[[int], None] = lambda done: None) -> int:
    """Compute every row anew, and drop those of pages that are gone; return how many pages."""
    keys = list(
        Page.objects.filter(depth__gt=1)
        .order_by("translation_key")
        .values_list("translation_key", flat=True)
        .distinct()
    )
    for start in range(0, len(keys), CHUNK):
        chunk = keys[start : start + CHUNK]
        refresh_chunk(chunk)
        say_progress(len(chunk))
    gone = TranslationState.objects.exclude(
        translation_key__in=Page.objects.filter(depth__gt=1).values("translation_key")
    )
    gone.delete()
    return len(keys)


class Written(NamedTuple):
    """What was written for a text of a place."""

    of: str
    data: str
    kind: str
    is_wrong: bool
    at: datetime
    locale_id: int
    context_id: int


@dataclass
class Known:
    """What the database says of the pages that are translations of one another."""

    pages: dict[int, Page] = field(default_factory=dict)  # by locale
    source: TranslationSource | None = None
    translations: dict[int, Translation] = field(default_factory=dict)  # by target locale
    # Of each text of the source: its place, its ids, itself.
    segments: list[tuple[str, int, int, str]] = field(default_factory=list)
    # By (string, context, locale).
    written: dict[tuple[int, int, int], Written] = field(default_factory=dict)
    rows: dict[int, TranslationState] = field(default_factory=dict)  # by locale
    untranslated: dict[int, int] = field(default_factory=dict)  # how many texts, by page


def refresh_chunk(keys: list[UUID]) -> None:
    locales = list(Locale.objects.all())
    made, changed, gone, ready = [], [], [], []
    for key, known in gather(keys).items():
        original = original_of(known, locales)
        for locale in locales:
            row = known.rows.pop(locale.pk, None)
            if original is None or locale.pk == original.locale_id:
                gone += [row.pk] if row else []
            elif row is None:
                row = TranslationState(translation_key=key, locale=locale)
                made.append(compute(row, original, known))
            else:
                before = computed_values(row)
                compute(row, original, known)
                changed += [row] if computed_values(row) != before else []
                ready += [row] if row.publish_when_ready and row.is_complete else []
    TranslationState.objects.filter(pk__in=gone).delete()
    TranslationState.objects.bulk_create(
        made,
        update_conflicts=True,
        unique_fields=["translation_key", "locale"],
        update_fields=COMPUTED,
    )
    TranslationState.objects.bulk_update(changed, COMPUTED, batch_size=100)
    if ready:
        became_ready.send(sender=TranslationState, rows=ready)


def computed_values(row: TranslationState) -> list:
    return [getattr(row, row._meta.get_field(name).attname) for name in COMPUTED]


def gather(keys: list[UUID]) -> dict[UUID, Known]:
    """Fetch all that is to be known of some pages, in seven queries and those of the locales."""
    known: dict[UUID, Known] = defaultdict(Known)
    pages = Page.objects.filter(translation_key__in=keys, depth__gt=1)
    for page in pages.select_related("live_revision").defer("live_revision__content"):
        known[page.translation_key].pages[page.locale_id] = page
    for row in TranslationState.objects.filter(translation_key__in=keys):
        known[row.translation_key].rows[row.locale_id] = row

    found = defaultdict(list)
    sources = TranslationSource.objects.filter(object_id__in=keys).defer("content_json")
    for source in sources.prefetch_related("translations"):
        found[source.object_id].append(source)
    for key, candidates in found.items():
        source = the_source(candidates, known[key])
        known[key].source = source
        known[key].translations = {t.target_locale_id: t for t in source.translations.all()}

    by_source = {one.source.pk: one for one in known.values() if one.source}
    segments = StringSegment.objects.filter(source_id__in=by_source).order_by("source_id", "order")
    for source_id, *segment in segments.values_list(
        "source_id", "context__path", "string_id", "context_id", "string__data"
    ):
        by_source[source_id].segments.append(tuple(segment))
    translations = StringTranslation.objects.filter(context__object_id__in=keys).values_list(
        "context__object_id", "translation_of_id", "translation_of__data", "data",
        "translation_type", "has_error", "updated_at", "locale_id", "context_id",
    )  # fmt: skip
    for key, string_id, *values in translations:
        written = Written(*values)
        known[key].written[string_id, written.context_id, written.locale_id] = written
    mixed = UntranslatedTexts.objects.filter(page__translation_key__in=keys)
    for key, page_id, texts in mixed.values_list("page__translation_key", "page_id", "texts"):
        known[key].untranslated[page_id] = len(texts)
    return known


def the_source(candidates: list[TranslationSource], known: Known) -> TranslationSource:
    """Of a page's sources that which is translated; both can be, one after the other."""

    def rank(source):
        translated = any(t.target_locale_id in known.pages for t in source.translations.all())
        return (source.locale_id in known.pages, translated, source.created_at.timestamp() * -1)

    return max(candidates, key=rank)


def original_of(known: Known, locales: list[Locale]) -> Page | None:
    """The page that the others are translations of."""
    own = {pk: page for pk, page in known.pages.items() if not page.alias_of_id}
    if known.source and known.source.locale_id in own and known.translations:
        return own[known.source.locale_id]
    preferred = [locale.pk for locale in locales if locale.language_code == settings.LANGUAGE_CODE]
    return next((own[pk] for pk in [*preferred, *own] if pk in own), None)


def compute(row: TranslationState, original: Page, known: Known) -> TranslationState:
    """Fill `row` in with what is true now."""
    page = known.pages.get(row.locale_id)
    page = page if page and not page.alias_of_id else None
    row.original, row.page = original, page
    translation = known.translations.get(row.locale_id)
    translated_here = bool(translation and translation.enabled)
    row.missing, row.unconfirmed = (
        count_open(known, row.locale_id) if translated_here and page else (0, 0)
    )
    row.untranslated = known.untranslated.get(page.pk, 0) if page else 0
    row.changed = count_changed(row, original, known, translated_here) if page else 0
    row.only_in_id, row.state = None, state_of(row, original, page)
    if row.state == State.ONLY:
        row.only_in_id = original.locale_id if original.live or not page else row.locale_id
    if row.state != State.STALE:
        row.stale_since = row.changed_by = None
    else:
        row.stale_since = row.stale_since or original.last_published_at or timezone.now()
        row.changed_by_id = original.live_revision.user_id if original.live_revision else None
    return row


def state_of(row: TranslationState, original: Page, page: Page | None) -> State:
    if page and page.live:
        if not original.live:
            return State.ONLY
        return State.STALE if row.changed else State.CURRENT
    if row.kept:
        return State.KEPT
    if page is None:
        return State.ONLY
    return State.READY if row.is_complete else State.IN_WORK


def count_open(known: Known, locale_id: int) -> tuple[int, int]:
    """How many texts nobody has translated, and how many only a machine."""
    missing = unconfirmed = 0
    for _path, string_id, context_id, _text in known.segments:
        written = known.written.get((string_id, context_id, locale_id))
        if written is None or written.is_wrong or not written.data.strip():
            missing += 1
        elif written.kind == StringTranslation.TRANSLATION_TYPE_MACHINE:
            unconfirmed += 1
    return missing, unconfirmed


def count_changed(
    row: TranslationState, original: Page, known: Known, translated_here: bool
) -> int:
    """How many texts differ from those that the live translation was made of."""
    if row.page is None or not row.page.live:
        return 0
    if row.published_texts is None:
        if not (known.segments and translated_here):
            return 0
        # Published before anybody remembered: what the memory of translations still tells.
        row.published_texts = remembered_texts(known, row.locale_id)
    return len(differences(map(tuple, row.published_texts), original_texts(known, original)))


def original_texts(known: Known, original: Page) -> list[Text]:
    if known.source and known.source.locale_id == original.locale_id:
        return [(path, text) for path, _string, _context, text in known.segments]
    return texts_of(original)


def remembered_texts(known: Known, locale_id: int) -> list[Text]:
    """What the original must have said when it was translated, as far as translations tell."""
    previous = defaultdict(list)
    for written in sorted(known.written.values(), key=lambda one: one.at):
        if written.locale_id == locale_id:
            previous[written.context_id].append(written.of)
    texts = []
    for path, string_id, context_id, text in known.segments:
        if (string_id, context_id, locale_id) in known.written:
            texts.append((path, text))
        elif previous[context_id]:
            texts.append((path, previous[context_id].pop()))
    return texts
