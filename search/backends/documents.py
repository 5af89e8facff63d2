"""What of an object goes into the index, and how much each part says about it."""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from contextlib import nullcontext
from dataclasses import dataclass, field
from functools import cache, cached_property, lru_cache

from django.conf import settings
from django.db.models import Manager, Model
from django.utils.translation import override
from modelsearch.index import AutocompleteField, RelatedFields, SearchField, get_indexed_models

from search.backends import weights
from search.models import Term
from search.morphology import (
    LONGEST_KEY,
    RULES,
    Key,
    analyser,
    fold,
    folded,
    plain_words,
    tokens,
)

LONGEST_TITLE = 200
# Characters of all texts of an object. A pasted data dump is cut, not refused.
LONGEST_TEXT = 500_000

# --- languages ---------------------------------------------------------------------------------


def languages() -> list[str]:
    """The languages that readers search in."""
    available = getattr(settings, "WAGTAIL_CONTENT_LANGUAGES", settings.LANGUAGES)
    return [code for code, _name in available]


def languages_of(instances: Iterable[Model]) -> dict[object, str]:
    """The language of each of `instances`, all of one model, by its locale; one query at most."""
    spoken = {getattr(instance, "locale_id", None) for instance in instances} - {None}
    if not spoken:
        return {}
    locale = next(iter(instances))._meta.get_field("locale").related_model
    return dict(locale._default_manager.filter(pk__in=spoken).values_list("pk", "language_code"))


def analysers() -> str:
    """Which analysers make the index, in words: "pl: morfeusz2 …; en: snowball …"."""
    return "; ".join(f"{language}: {analyser(language).name}" for language in languages())


@cache
def made_by() -> str:
    """Short for all that an index depends on besides what is indexed."""
    fields = sorted(
        f"{model._meta.label} {path} {type(searched).__name__} {getattr(searched, 'boost', None)}"
        for model in get_indexed_models()
        for path, searched in _paths(model.get_search_fields())
    )
    described = "; ".join([analysers(), f"rules {RULES}", *fields])
    return hashlib.sha256(described.encode()).hexdigest()[:40]


# --- fields ------------------------------------------------------------------------------------

ATTACHMENTS = "attachments"


@cache
def field_bits() -> dict[str, int]:
    """For each field that a model is searched by, its bit; related ones as "authors__name".

    A database's integers have 63 bits to spare; should there be more fields, the last share one.
    """
    names = {ATTACHMENTS}
    for model in get_indexed_models():
        names.update(path for path, _searched in _paths(model.get_search_fields()))
    return {name: 1 << min(place, 62) for place, name in enumerate(sorted(names))}


def completing_bits(model: type[Model]) -> int:
    """The bits of the fields that complete a beginning, in objects of `model` or of its children:
    a search among all pages completes what only one page type has, as stock Wagtail does.
    """
    bits = field_bits()
    names = {
        path
        for indexed in get_indexed_models()
        if issubclass(indexed, model)
        for path, searched in _paths(indexed.get_search_fields())
        if isinstance(searched, AutocompleteField)
    }
    return sum({bits[name] for name in names})


def _paths(fields: Iterable, prefix: str = "") -> Iterator[tuple[str, object]]:
    for searched in fields:
        if isinstance(searched, RelatedFields):
            yield from _paths(searched.fields, f"{prefix}{searched.field_name}__")
        elif isinstance(searched, SearchField | AutocompleteField):
            yield prefix + searched.field_name, searched


@dataclass(frozen=True, slots=True)
class Text:
    """What one field of an object says."""

    field: str
    text: str
    boost: float = 1.0
    names: bool = False
    """Whether it is what the object is called, rather than what it tells."""
    completes: bool = False
    """Whether its beginnings are looked for."""
    searched: bool = True


def texts(instance: Model) -> Iterator[Text]:
    """The texts of all fields in the `search_fields` of an object's model."""
    yield from _texts(instance, instance.get_search_fields())


def _texts(instance: Model, fields: Iterable, prefix: str = "") -> Iterator[Text]:
    completing = {f.field_name for f in fields if isinstance(f, AutocompleteField)}
    searching = {f.field_name for f in fields if isinstance(f, SearchField)}
    for searched in fields:
        name = searched.field_name
        if isinstance(searched, RelatedFields):
            for related in _related(instance, searched):
                yield from _texts(related, searched.fields, f"{prefix}{name}__")
        elif isinstance(searched, SearchField) or (
            isinstance(searched, AutocompleteField) and name not in searching
        ):
            yield Text(
                field=prefix + name,
                text=_plain(searched.get_value(instance))[:LONGEST_TEXT],
                boost=getattr(searched, "boost", None) or 1.0,
                # What editors look things up by is what they are called.
                names=not prefix and (name == "title" or name in completing),
                completes=name in completing,
                searched=isinstance(searched, SearchField),
            )


def _related(instance: Model, searched: RelatedFields) -> Iterable[Model]:
    value = searched.get_value(instance)
    if value is None:
        return []
    return value.all() if isinstance(value, Manager) else [value() if callable(value) else value]


def _plain(value) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, dict):
        value = value.values()
    if isinstance(value, Iterable):
        return "\n".join(filter(None, (_plain(item) for item in value)))
    return str(value)


# --- documents ---------------------------------------------------------------------------------


@dataclass(slots=True)
class Occurrences:
    """How often a term stands in the fields of a document, weighted."""

    in_title: float = 0.0
    in_text: float = 0.0
    fields: int = 0


@dataclass
class Document:
    """An object as the index sees it."""

    instance: Model
    language: str = ""
    """The one that it is written in; empty for what is one thing in all languages."""
    attached: list[tuple[str, str]] = field(default_factory=list)
    """Title and text of each file that is attached to it."""

    @cached_property
    def texts(self) -> list[Text]:
        attached = (
            Text(ATTACHMENTS, f"{title}\n{text}"[:LONGEST_TEXT], weights.ATTACHMENT)
            for title, text in self.attached
        )
        # What is told in the active language is told in that of the page.
        with override(self.language) if self.language else nullcontext():
            return [text for text in (*texts(self.instance), *attached) if text.text]

    @property
    def title(self) -> str:
        """What it is called, by folded words."""
        named = next((text.text for text in self.texts if text.names and text.searched), "")
        return title_key(named)

    @property
    def text(self) -> str:
        """What it tells, for excerpts: one paragraph to a line."""
        return "\n".join(text.text for text in self.texts if not text.names and text.searched)

    @property
    def phrases(self) -> str:
        """All its words, folded, a space around each; fields are kept apart."""
        fields = (folded(self._spoken[text.text]) for text in self.texts if text.searched)
        return " " + " | ".join(fields) + " "

    @cached_property
    def digest(self) -> str:
        """Of all that goes in: another one means that the index has to be written anew."""
        parts = [made_by(), self.language]
        for text in self.texts:
            parts += [text.field, repr((text.boost, text.names, text.completes, text.searched))]
            parts.append(text.text)
        return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:40]

    def terms(self) -> dict[tuple[str, Key], tuple[int, int]]:
        """For each language and key, weight and fields. `Term.WORD` keys of words that complete
        nothing have no weight: they are known to the vocabulary only.
        """
        bits = field_bits()
        found: dict[tuple[str, Key], tuple[int, int]] = {}
        for language in [self.language] if self.language else languages():
            counted: dict[Key, Occurrences] = defaultdict(Occurrences)
            completing: dict[Key, int] = defaultdict(int)
            for text in self.texts:
                self._count(text, bits[text.field], language, counted, completing)
            for key, seen in counted.items():
                found[language, key] = weights.weight(seen.in_title, seen.in_text), seen.fields
            for key, fields in completing.items():
                found[language, key] = (weights.FULL if fields else 0), fields
        return found

    def _count(self, text: Text, bit: int, language: str, counted, completing) -> None:
        spoken = self._spoken[text.text]
        if text.names:
            usual, counts = weights.USUAL_TITLE, weights.TITLE_LENGTH_COUNTS
        else:
            usual, counts = weights.USUAL_TEXT, weights.TEXT_LENGTH_COUNTS
        worth = text.boost / weights.length_norm(len(spoken), usual, counts)
        keys_of = analyser(language).keys_of_token
        for token, times in Counter(spoken).items():
            for key in _words_of(token):
                completing[key] |= bit if text.completes else 0
            if not text.searched:
                continue
            share = worth * times
            for key in keys_of(token):
                seen = counted[key]
                seen.fields |= bit
                if text.names:
                    seen.in_title += share
                else:
                    seen.in_text += share

    @cached_property
    def _spoken(self) -> dict[str, list[str]]:
        """The tokens of each text."""
        return {text.text: tokens(text.text) for text in self.texts}


# What depends on nothing but the word is worked out once.
@lru_cache(maxsize=50_000)
def _words_of(token: str) -> tuple[Key, ...]:
    return tuple((Term.WORD, word[:LONGEST_KEY]) for word in plain_words(token))


def title_key(text: str) -> str:
    """A whole title as it is compared: its folded words."""
    return folded(tokens(text))[:LONGEST_TITLE]


def folded_key(key: Key) -> str:
    """A key as somebody types it who has no diacritics."""
    return fold(key[1])[:LONGEST_KEY]
