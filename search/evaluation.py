"""Measuring the search on a corpus, in a scratch database, through the code that readers use."""

import json
import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction
from django.utils.module_loading import import_string
from wagtail.models import Locale, Page
from wagtail.search.backends import get_search_backend

from search.backends.documents import languages
from search.finding import find, readable_pages, suggest

MOST_ANSWERS = 50
MODES = ("search", "autocomplete")
CHUNK = 500


@dataclass(frozen=True)
class CorpusDocument:
    id: str
    lang: str
    title: str
    body: str


@dataclass(frozen=True)
class CorpusQuery:
    qid: str
    lang: str
    query: str
    mode: str = "search"


@dataclass
class Measured:
    """Documents and queries of one run, and the seconds that they took."""

    documents: int = 0
    indexing: float = 0.0
    queries: list[float] = field(default_factory=list)
    answers: dict[str, list[str]] = field(default_factory=dict)

    @property
    def documents_per_second(self) -> float:
        return self.documents / self.indexing if self.indexing else 0.0

    def milliseconds(self, share: float) -> float:
        """The time of a query that `share` of all (0 … 1) do not exceed."""
        if not self.queries:
            return 0.0
        ordered = sorted(self.queries)
        return 1000 * ordered[min(len(ordered) - 1, int(share * len(ordered)))]


class Unusable(ValueError):
    """A corpus or a file of queries that cannot be measured with; it says where and why."""


def read_corpus(path: Path) -> list[CorpusDocument]:
    """The documents of a .jsonl file, one object with id, lang, title and body to a line.

    Raises OSError where the file cannot be read, Unusable where it is not of that form.
    """
    documents: dict[str, CorpusDocument] = {}
    # By line feeds alone: a text may have other signs that divide lines.
    for number, line in enumerate(_text(path).split("\n"), start=1):
        if not line.strip():
            continue
        where = f"{path}, line {number}"
        read = _object(line, where)
        document = CorpusDocument(
            *(_field(read, name, where) for name in ("id", "lang", "title", "body"))
        )
        if document.id in documents:
            raise Unusable(f"{where}: there is another document {document.id}")
        documents[document.id] = document
    if not documents:
        raise Unusable(f"{path}: no documents")
    return list(documents.values())


def read_queries(path: Path) -> list[CorpusQuery]:
    """The queries of a .json file: `{"queries": [{"qid", "lang", "query", "mode"}, …]}`.

    Raises as `read_corpus` does.
    """
    found = _object(_text(path), str(path)).get("queries")
    if not isinstance(found, list):
        raise Unusable(f'{path}: no list of "queries"')
    queries: dict[str, CorpusQuery] = {}
    for number, read in enumerate(found, start=1):
        where = f"{path}, query {number}"
        if not isinstance(read, dict):
            raise Unusable(f"{where}: no object")
        mode = read.get("mode", "search")
        if mode not in MODES:
            raise Unusable(f"{where}: mode {mode!r} is none of {', '.join(MODES)}")
        query = CorpusQuery(*(_field(read, name, where) for name in ("qid", "lang", "query")), mode)
        if query.qid in queries:
            raise Unusable(f"{where}: there is another query {query.qid}")
        queries[query.qid] = query
    return list(queries.values())


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise Unusable(f"{path}: not UTF-8 ({error.reason} at byte {error.start})") from error


def _object(text: str, where: str) -> dict:
    try:
        read = json.loads(text)
    except ValueError as error:
        raise Unusable(f"{where}: {error}") from error
    if not isinstance(read, dict):
        raise Unusable(f"{where}: no object")
    return read


def _field(read: dict, name: str, where: str) -> str:
    value = read.get(name)
    if not isinstance(value, str):
        raise Unusable(f"{where}: {name} is missing or no text")
    if name == "lang" and value not in languages():
        raise Unusable(f"{where}: this site has no language {value!r} ({', '.join(languages())})")
    # What no database takes is no part of a text.
    return re.sub("[\\x00\ud800-\udfff]", " ", value)


@contextmanager
def scratch_database(folder: Path) -> Iterator[None]:
    """An empty database of the configured kind in the place of the site's, which is not touched."""
    if connection.vendor == "sqlite":
        name = str(folder / "evaluation.sqlite3")
    else:
        name = f"{connection.settings_dict['NAME']}_evaluation_{folder.name}"[:63]
    own_name = connection.settings_dict["NAME"]
    connection.settings_dict["TEST"] |= {"NAME": name}
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    try:
        yield
    finally:
        connection.creation.destroy_test_db(own_name, verbosity=0)


class Site:
    """A site of nothing but the corpus, under a root page for each language."""

    def __init__(self) -> None:
        self.page_of: Callable[[str, str], Page] = import_string(settings.SEARCH_EVALUATION_PAGE)
        self.roots: dict[str, Page] = {}
        self.ids: dict[int, str] = {}

    def load(self, documents: list[CorpusDocument]) -> list[Page]:
        """Pages of `documents`, without the index."""
        by_language: dict[str, list[CorpusDocument]] = {}
        for document in documents:
            by_language.setdefault(document.lang, []).append(document)
        pages = []
        with transaction.atomic():
            for language, those in by_language.items():
                pages += self._load(language, those)
        return pages

    def _root(self, language: str) -> Page:
        if language not in self.roots:
            locale, _made = Locale.objects.get_or_create(language_code=language)
            # No document of the corpus, so nothing that may be found.
            root = Page(title=language, slug=f"evaluation-{language}", locale=locale, live=False)
            Page.get_first_root_node().add_child(instance=root)
            self.roots[language] = root
        return self.roots[language]

    def _load(self, language: str, documents: list[CorpusDocument]) -> list[Page]:
        root = self._root(language)
        pages = [self.page_of(document.title, document.body) for document in documents]
        for page in pages:
            root.numchild += 1
            page.path = root._get_path(root.path, root.depth + 1, root.numchild)
            page.depth = root.depth + 1
            page.slug = f"d{root.numchild}"
            page.url_path = f"{root.url_path}{page.slug}/"
            page.locale = root.locale
            page.draft_title = page.title
            page.content_type = ContentType.objects.get_for_model(type(page))
        insert(pages)
        root.save(update_fields=["numchild"])
        self.ids |= {page.pk: document.id for page, document in zip(pages, documents, strict=True)}
        return pages


def insert(pages: list[Page]) -> None:
    """Write `pages` in bulk and without signals: nothing but the tables that they live in."""
    columns = [column.attname for column in Page._meta.concrete_fields]
    rows = Page.objects.bulk_create(
        Page(**{name: getattr(page, name) for name in columns}) for page in pages
    )
    for page, row in zip(pages, rows, strict=True):
        page.pk = page.id = row.pk
        page.save_base(raw=True, force_insert=True)


class Readers:
    """Searching as readers do, by the portal's own backend."""

    backend = "default"

    def found(self, query: CorpusQuery):
        results = suggest if query.mode == "autocomplete" else find
        return results(query.query, query.lang)


class Stock:
    """The same pages searched by Wagtail's own backend, to compare with."""

    backend = "wagtail.search.backends.database"

    def found(self, query: CorpusQuery):
        pages = readable_pages().filter(locale=Locale.objects.get(language_code=query.lang))
        search = pages.autocomplete if query.mode == "autocomplete" else pages.search
        # A quotation mark would be an error there (wagtail#13227).
        return search(query.query.replace('"', " "), backend=self.backend)


def index(pages: list[Page], backend_name: str = "default") -> float:
    """Put `pages` into the index of a backend; the seconds that took."""
    backend = get_search_backend(backend_name)
    started = time.perf_counter()
    for start in range(0, len(pages), CHUNK):
        backend.add_bulk(type(pages[0]), pages[start : start + CHUNK])
    return time.perf_counter() - started


def evaluate(
    corpus: list[CorpusDocument], queries: list[CorpusQuery], by: Readers | Stock | None = None
) -> Measured:
    """Load, index and ask, in the database that is configured now."""
    by = by or Readers()
    site, measured = Site(), Measured()
    for start in range(0, len(corpus), CHUNK):
        part = corpus[start : start + CHUNK]
        measured.indexing += index(site.load(part), by.backend)
        measured.documents += len(part)
    refresh()
    for query in queries:
        started = time.perf_counter()
        pages = by.found(query)[:MOST_ANSWERS]
        measured.answers[query.qid] = [site.ids[page.pk] for page in pages]
        measured.queries.append(time.perf_counter() - started)
    return measured


def refresh() -> None:
    """Let PostgreSQL see how much there is, as its autovacuum does by itself after a while."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")
