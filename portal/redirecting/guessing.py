"""Which page the readers of an address that is not found may have meant."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches

from anyascii import anyascii
from django.conf import settings
from django.utils import translation
from django.utils.text import slugify
from wagtail.models import Page

from portal.models import ReadableQuerySet

# How alike two slugs must be: one letter in five may differ.
LIKENESS = 0.8
# Shorter words join too much; longer beginnings miss what is misspelt.
SHORTEST_WORD = 4
# Slugs compared with one address.
MOST_COMPARED = 300


@dataclass(frozen=True)
class Guess:
    page_id: int
    title: str


class Guesser:
    """Guesses among all pages that everybody can read, fetched in one query.

    The page that is called the same, wherever it stands; else the one whose slug is spelt most
    alike. One in the language of the address goes first.
    """

    def __init__(self) -> None:
        pages = ReadableQuerySet(model=Page).readable().filter(depth__gt=2)
        self.called: dict[tuple[str, str], Guess] = {}
        self.slugs: dict[str, set[str]] = defaultdict(set)
        for pk, slug, title, language in pages.values_list(
            "pk", "slug", "title", "locale__language_code"
        ):
            self.called[language, slug] = Guess(pk, title)
            for beginning in beginnings(slug):
                self.slugs[beginning].add(slug)
        self.languages = list(dict(settings.LANGUAGES))

    def guess(self, path: str) -> Guess | None:
        """The page that the canonical `path` may mean; None if none is like it."""
        last = path.rpartition("/")[2]
        slug = slugify(anyascii(last.partition(".")[0]))
        if not slug:
            return None
        near = sorted(set().union(*(self.slugs[one] for one in beginnings(slug))))
        alike = get_close_matches(slug, near[:MOST_COMPARED], n=1, cutoff=LIKENESS)
        own = translation.get_language_from_path(f"{path}/") or settings.LANGUAGE_CODE
        return next(
            (
                self.called[language, one]
                for one in [slug, *alike]
                for language in [own, *self.languages]
                if (language, one) in self.called
            ),
            None,
        )


def beginnings(slug: str) -> Iterable[str]:
    """How the longer words of `slug` begin; of a slug without any, its own beginning."""
    words = [word for word in slug.split("-") if len(word) >= SHORTEST_WORD]
    return {word[:SHORTEST_WORD] for word in words} or {slug[:SHORTEST_WORD]}
