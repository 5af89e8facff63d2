"""What kinds of pages there are for readers, and which field tells when and about what a page is.

A page type says so itself, by names that this app gives a meaning:

    class NewsPage(Page):
        search_kind = ("news", _("News"))   # short name in addresses, name in the plural
        search_date = "date"                # a DateField or DateTimeField
        search_category = "category"        # a ForeignKey to something with a `slug`

Each may be left out. Types with the same short name are one kind; those that name none are `PAGES`.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from django.contrib.contenttypes.models import ContentType
from django.db.models import DateField, DateTimeField, F, IntegerField, Model, QuerySet, Value
from django.db.models.functions import Coalesce, ExtractYear, TruncDate
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, get_page_models

PAGES = ("page", _("Pages"))


@dataclass(frozen=True)
class Kind:
    """Page types that are one thing to readers."""

    slug: str
    name: str | Promise
    content_types: set[int] = field(default_factory=set)


def kinds() -> dict[str, Kind]:
    """Every kind by its short name."""
    models = get_page_models()
    # Known to Django since the first request; asks the database no more.
    types = ContentType.objects.get_for_models(*models, for_concrete_models=False)
    found: dict[str, Kind] = {}
    for model in models:
        slug, name = getattr(model, "search_kind", PAGES)
        found.setdefault(slug, Kind(slug, name)).content_types.add(types[model].pk)
    return found


def kinds_by_type() -> dict[int, Kind]:
    """The kind of each page type, by the id of its content type."""
    return {pk: kind for kind in kinds().values() for pk in kind.content_types}


def described(pages: QuerySet) -> QuerySet:
    """`pages` with `found_date`, `found_year` and `found_category` (a key), each perhaps None."""
    dates = [
        TruncDate(path) if isinstance(model._meta.get_field(name), DateTimeField) else F(path)
        for model, name, path in _declared("search_date")
    ]
    categories = [F(path) for _model, _name, path in _declared("search_category")]
    date = _first(dates, DateField())
    return pages.annotate(
        found_date=date,
        found_year=ExtractYear(date) if dates else Value(None, IntegerField()),
        found_category=_first(categories, IntegerField()),
    )


def _first(expressions: list, output_field):
    """The first of `expressions` that is not null."""
    if not expressions:
        return Value(None, output_field)
    if len(expressions) == 1:
        return expressions[0]
    return Coalesce(*expressions)


def category_model() -> type[Model] | None:
    """What pages are categorised by, None where nothing says so."""
    for model, name, _path in _declared("search_category"):
        return model._meta.get_field(name).related_model
    return None


def _declared(attribute: str) -> Iterator[tuple[type[Page], str, str]]:
    """Page types that declare `attribute`, the field that it names, and the way there from Page."""
    for model in get_page_models():
        if name := model.__dict__.get(attribute):
            chain = [model, *model._meta.get_base_chain(Page)[:-1]]
            path = "__".join(step._meta.model_name for step in reversed(chain))
            yield model, name, f"{path}__{name}"
