"""What may be asked for, and refusals that say what is wrong with it. Never a 500."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.module_loading import import_string
from rest_framework.filters import BaseFilterBackend
from wagtail.api.v2 import filters
from wagtail.api.v2.pagination import WagtailPagination
from wagtail.api.v2.utils import BadRequestError
from wagtail.search.backends import get_search_backend

from portal.api.facts import LANGUAGES

LONGEST_VALUE = 500
LONGEST_SEARCH = 200
MOST_PARAMETERS = 20
# Behind it stands nothing, and databases have no number without an end.
GREATEST_KEY = 2**31 - 1
FARTHEST_OFFSET = 100_000
# Stories with all their pictures are many times the rest of a page.
MOST_STORIES = 20


def refuse_absurd(request: HttpRequest) -> None:
    """Refuse what nobody means: too many parameters, one twice, too long, with control characters.

    Raises BadRequestError.
    """
    query = request.GET
    if len(query) > MOST_PARAMETERS:
        raise BadRequestError(f"more than {MOST_PARAMETERS} parameters")
    for name, values in query.lists():
        if len(values) > 1:
            raise BadRequestError(f"parameter given more than once: {shown(name)}")
        text = values[0]
        if len(text) > LONGEST_VALUE:
            raise BadRequestError(f"{shown(name)} is longer than {LONGEST_VALUE} characters")
        if any(ord(sign) < 32 or 0xD800 <= ord(sign) < 0xE000 for sign in name + text):
            raise BadRequestError(f"control characters are not allowed in {shown(name)}")


def shown(text: str) -> str:
    """What somebody sent, fit to be repeated to them."""
    return "".join(sign if sign.isprintable() else "?" for sign in text[:60])


def key(value: str, name: str) -> int:
    """`value` as the id of something. Raises BadRequestError if it cannot be one."""
    if not (value.isascii() and value.isdecimal() and int(value[:11]) <= GREATEST_KEY):
        raise BadRequestError(f"{name} must be a positive integer")
    return int(value)


def language(request: HttpRequest) -> str | None:
    """The language of `?locale=`, None without it. Raises BadRequestError for another one."""
    code = request.GET.get("locale")
    if code is not None and code not in LANGUAGES:
        raise BadRequestError(f"locale must be one of: {', '.join(LANGUAGES)}")
    return code


class FieldsFilter(filters.FieldsFilter):
    """Wagtail's, for values that no field of the kind can have."""

    def filter_queryset(self, request, queryset, view):
        names = view.get_available_fields(queryset.model, db_fields_only=True)
        for name in names:
            if name in request.GET and queryset.model._meta.get_field(name).is_relation:
                key(request.GET[name], name)
        if "id" in request.GET:
            key(request.GET["id"], "id")
        try:
            return super().filter_queryset(request, queryset, view)
        except (ValidationError, ValueError, OverflowError) as error:
            raise BadRequestError("a filter has a value that its field cannot have") from error


class OrderingFilter(filters.OrderingFilter):
    """Wagtail's but for `random`, which no cache can keep."""

    def filter_queryset(self, request, queryset, view):
        order = request.GET.get("order", "").split(",")
        if "random" in order or any(name.startswith("--") for name in order):
            raise BadRequestError("order must be a list of fields, each perhaps with a minus")
        return super().filter_queryset(request, queryset, view)


class TreeFilter(BaseFilterBackend):
    """One of Wagtail's filters by a page: `parameter` names one that everybody can read."""

    parameter: str
    backend: type[BaseFilterBackend]

    def filter_queryset(self, request, queryset, view):
        if self.parameter in request.GET and request.GET[self.parameter] != "root":
            key(request.GET[self.parameter], self.parameter)
        return self.backend().filter_queryset(request, queryset, view)


class ChildOfFilter(TreeFilter):
    parameter, backend = "child_of", filters.ChildOfFilter


class AncestorOfFilter(TreeFilter):
    parameter, backend = "ancestor_of", filters.AncestorOfFilter

    def filter_queryset(self, request, queryset, view):
        if request.GET.get("ancestor_of") == "root":
            raise BadRequestError("ancestor_of must be a positive integer")
        return super().filter_queryset(request, queryset, view)


class DescendantOfFilter(TreeFilter):
    parameter, backend = "descendant_of", filters.DescendantOfFilter


class TranslationOfFilter(TreeFilter):
    parameter, backend = "translation_of", filters.TranslationOfFilter


class LocaleFilter(BaseFilterBackend):
    """Pages of one language."""

    def filter_queryset(self, request, queryset, view):
        code = language(request)
        return queryset.filter(locale__language_code=code) if code else queryset


def searched(request: HttpRequest) -> str | None:
    """What is searched for, None if nothing is. Raises BadRequestError."""
    text = request.GET.get("search")
    if text is None:
        return None
    if len(text) > LONGEST_SEARCH:
        raise BadRequestError(f"search is longer than {LONGEST_SEARCH} characters")
    if "order" in request.GET:
        raise BadRequestError("what is searched for stands in the order of relevance: leave order")
    return text


class PageSearchFilter(BaseFilterBackend):
    """As the portal's own search finds pages, in the forms of words of `?locale=`. The last one."""

    def filter_queryset(self, request, queryset, view):
        text = searched(request)
        if text is None:
            return queryset
        code = language(request)
        if code is None:
            raise BadRequestError("search needs locale: words have other forms in each language")
        model = queryset.model
        pages = model.objects.filter(pk__in=queryset.order_by().values("pk"))
        return import_string(settings.API_SEARCH)(text, code, pages)


class FactSearchFilter(BaseFilterBackend):
    """Finds shared facts by the words of either language. The last one."""

    def filter_queryset(self, request, queryset, view):
        text = searched(request)
        if text is None:
            return queryset
        found = queryset.model.objects.filter(pk__in=queryset.order_by().values("pk"))
        return get_search_backend().search(text, found)


class Pagination(WagtailPagination):
    """`?limit=` up to WAGTAILAPI_LIMIT_MAX, `?offset=` up to FARTHEST_OFFSET."""

    def paginate_queryset(self, queryset, request, view=None):
        for name in ("limit", "offset"):
            if name in request.GET:
                key(request.GET[name], name)
        if int(request.GET.get("offset", 0)) > FARTHEST_OFFSET:
            raise BadRequestError(f"offset cannot be higher than {FARTHEST_OFFSET}")
        return super().paginate_queryset(queryset, request, view)
