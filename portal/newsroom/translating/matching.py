"""Finds for each text of a PO file its place here, and says of each whether it was taken.

A file may come from another database, where pages have other keys and blocks other ids. So a text
is looked for at its place, then with its path on any page, then by its words alone.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from uuid import UUID

import polib
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from portal.newsroom.translating.limits import complaint, limit_of
from portal.newsroom.translating.places import Text
from portal.newsroom.translating.po import FUZZY, split_context
from portal.newsroom.translating.writing import MACHINE, MANUAL, Writing, fault_in, models_of


class Verdict(TextChoices):
    """What became of a text of the file."""

    TAKEN = "taken", _("taken")
    SUGGESTED = "suggested", _("taken, and waits for confirmation: it is marked as fuzzy")
    SAME = "same", _("was here already")
    EMPTY = "empty", _("not taken: it has no translation in the file")
    CHANGED = "changed", _("not taken: the original says something else by now")
    UNKNOWN = "unknown", _("not taken: no page has this text")
    NOT_YOURS = "not_yours", _("not taken: you may not edit this page, or it is locked")
    KEPT = "kept", _("not taken: this text is translated already, and the file's is uncertain")
    BROKEN = "broken", _("not taken: its markup is broken")
    TOO_LONG = "too_long", _("not taken: it is too long for its place")
    PLURAL = "plural", _("not taken: pages have no plural forms")


GOOD = (Verdict.TAKEN, Verdict.SUGGESTED, Verdict.SAME)


@dataclass(frozen=True)
class Line:
    """A line of the report."""

    verdict: Verdict
    source: str
    translation: str
    page: str
    # More of the reason: what is wrong with the markup, how much too long it is.
    detail: str = ""

    @property
    def is_good(self) -> bool:
        return self.verdict in GOOD


@dataclass
class Result:
    """What is to be stored, and the report."""

    lines: list[Line] = field(default_factory=list)
    writings: list[Writing] = field(default_factory=list)


@dataclass
class Index:
    """The texts of some pages, to be found by place, by path and by words; each is found once."""

    texts: Iterable[Text]

    def __post_init__(self) -> None:
        self.at: dict[tuple[UUID, str, str], list[Text]] = defaultdict(list)
        self.with_path: dict[tuple[str, str], list[Text]] = defaultdict(list)
        self.saying: dict[str, list[Text]] = defaultdict(list)
        # Where a text stands or stood: the path of a block is known by itself, "title" is not.
        self.paths: set[tuple[UUID | None, str]] = set()
        for text in self.texts:
            place = text.place
            self.at[place.key, place.path, place.source].append(text)
            self.with_path[place.path, place.source].append(text)
            self.saying[place.source].append(text)
            self.paths.add((place.key, place.path))
            if "." in place.path:
                self.paths.add((None, place.path))
        self.taken: set[int] = set()

    def find(self, known: dict, key) -> list[Text]:
        return [text for text in known.get(key, []) if text.segment_id not in self.taken]

    def take(self, texts: Iterable[Text]) -> None:
        self.taken |= {text.segment_id for text in texts}


def match(
    po: polib.POFile, texts: list[Text], titles: dict[UUID, str], only: UUID | None = None
) -> Result:
    """`texts` are all those of the direction; `titles` names the pages that may be changed.

    `only` is the page that a file of wagtail-localize's own is for. Nothing is stored yet.
    """
    result, index = Result(), Index(texts)
    models = models_of({text.place.key for text in texts})
    found: dict[int, tuple[list[Text], bool]] = {}
    entries = [entry for entry in po if not entry.obsolete]
    # The surest first: what stands at its place is not given away to a text of the same words.
    for number, entry in enumerate(entries):
        key, path = split_context(entry.msgctxt)
        if here := index.find(index.at, (key or only, path, entry.msgid)):
            index.take(here)
            found[number] = here, True
    for number, entry in enumerate(entries):
        _key, path = split_context(entry.msgctxt)
        if number not in found and (here := index.find(index.with_path, (path, entry.msgid))):
            index.take(here[:1])
            found[number] = here[:1], False
    rest: defaultdict[str, list[int]] = defaultdict(list)
    for number, entry in enumerate(entries):
        if number not in found:
            rest[entry.msgid].append(number)
    for words, numbers in rest.items():
        places = index.find(index.saying, words)
        for turn, number in enumerate(numbers):
            # As many entries as places: one for each, in their order. Fewer: the last for all.
            last = turn == len(numbers) - 1
            found[number] = (places[turn:] if last else places[turn : turn + 1]), False
    for number, entry in enumerate(entries):
        here, is_certain = found[number]
        judge(result, index, entry, here, is_certain, titles, models, only)
    return result


def judge(
    result: Result, index: Index, entry, here, is_certain: bool, titles, models, only
) -> None:
    """Add to `result` what becomes of `entry`, whose places are `here`."""
    if entry.msgid_plural:
        result.lines.append(line(Verdict.PLURAL, entry))
    elif not here:
        result.lines.append(line(why_unknown(index, entry, only), entry))
    else:
        refused = set()
        for text in here:
            verdict, detail = verdict_on(entry, text, is_certain, titles, models)
            if verdict in refused:
                continue  # said once, of however many places
            if verdict not in GOOD:
                refused.add(verdict)
            title = titles.get(text.place.key, "")
            result.lines.append(line(verdict, entry, title, detail))
            if verdict in (Verdict.TAKEN, Verdict.SUGGESTED):
                kind = MANUAL if verdict == Verdict.TAKEN else MACHINE
                result.writings.append(Writing(text.place, entry.msgstr, kind))


def why_unknown(index: Index, entry, only: UUID | None) -> Verdict:
    if not entry.msgstr.strip():
        return Verdict.EMPTY
    if entry.msgid in index.saying:
        return Verdict.SAME  # another entry of the file has given its translation
    key, path = split_context(entry.msgctxt)
    was_here = (key or only, path) in index.paths or (None, path) in index.paths
    return Verdict.CHANGED if was_here else Verdict.UNKNOWN


def verdict_on(entry, text: Text, is_certain: bool, titles, models) -> tuple[Verdict, str]:
    """What becomes of an entry at one place."""
    data, place = entry.msgstr, text.place
    is_fuzzy = FUZZY in entry.flags
    if not data.strip():
        return Verdict.EMPTY, ""
    if place.key not in titles:
        return Verdict.NOT_YOURS, ""
    if data == text.data and not text.is_wrong and (is_fuzzy or not text.is_unconfirmed):
        return Verdict.SAME, ""
    if fault := fault_in(place.source, data):
        return Verdict.BROKEN, fault
    if too_long := complaint(data, limit_of(models[place.key], place.field_path)):
        return Verdict.TOO_LONG, too_long
    by_a_person = not (text.is_missing or text.is_wrong or text.is_unconfirmed)
    if by_a_person and (is_fuzzy or not is_certain):
        # What is uncertain does not replace what a person has written.
        return Verdict.KEPT, ""
    return (Verdict.SUGGESTED if is_fuzzy else Verdict.TAKEN), ""


def line(verdict: Verdict, entry, page: str = "", detail: str = "") -> Line:
    return Line(verdict, entry.msgid, entry.msgstr, page, detail)


def counted(lines: Iterable[Line]) -> Iterator[tuple[str, int, bool]]:
    """How many lines of each verdict: its words, the number, whether it is good news."""
    lines = list(lines)
    for verdict in Verdict:
        if number := sum(one.verdict == verdict for one in lines):
            yield verdict.label, number, verdict in GOOD
