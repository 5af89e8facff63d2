"""What all endpoints of the API have in common, and pages."""

from collections.abc import Iterable
from functools import cached_property

from django.core.exceptions import FieldDoesNotExist
from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import redirect
from django.utils import translation
from django.utils.cache import patch_cache_control
from django.utils.decorators import method_decorator
from django.views.decorators.http import conditional_page
from rest_framework.exceptions import APIException
from rest_framework.negotiation import BaseContentNegotiation
from rest_framework.renderers import JSONRenderer
from rest_framework.response import Response
from wagtail.api.v2 import serializers, views
from wagtail.api.v2.utils import BadRequestError
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page, Site

from portal.alternates import alternates_by_key
from portal.api import fields, filters
from portal.api.facts import LANGUAGES, bilingual_fields
from portal.api.public import public_pages
from portal.api.stories import Stories
from portal.api.throttling import ReaderThrottle
from portal.views import specific

KEEP_SECONDS = 60
# What costs a picture in several sizes, or many: a listing with it is shorter.
COSTLY = frozenset(["picture", "portrait", "renditions"])


class OnlyJSON(BaseContentNegotiation):
    """There is nothing else to choose: a browser, too, gets JSON."""

    def select_parser(self, request, parsers):
        return None

    def select_renderer(self, request, renderers, format_suffix=None):
        return renderers[0], renderers[0].media_type


@method_decorator(conditional_page, name="dispatch")
class ReadOnly:
    """Read by anybody, from anywhere, as JSON; kept for a minute, validated by ETag.

    Nobody is asked who they are, so that an editor's session neither shows more nor sets a cookie.
    Messages are in English, whatever the reader's browser prefers.
    """

    http_method_names = ["get", "head", "options"]
    authentication_classes = []
    permission_classes = []
    throttle_classes = [ReaderThrottle]
    renderer_classes = [JSONRenderer]
    content_negotiation_class = OnlyJSON
    metadata_class = None

    def dispatch(self, request, *args, **kwargs):
        with translation.override("en"):
            return super().dispatch(request, *args, **kwargs)

    def initial(self, request, *args, **kwargs):
        super().initial(request, *args, **kwargs)
        filters.refuse_absurd(request)

    def handle_exception(self, exc):
        if isinstance(exc, BadRequestError):
            return Response({"message": str(exc)}, status=400)
        if isinstance(exc, Http404):
            return Response({"message": "not found"}, status=404)
        response = super().handle_exception(exc)
        if isinstance(exc, APIException):
            response.data = {"message": str(exc.detail)}
        return response

    def options(self, request, *args, **kwargs):
        return Response(status=204)

    def finalize_response(self, request, response, *args, **kwargs):
        response = super().finalize_response(request, response, *args, **kwargs)
        if response.status_code in (200, 302):
            patch_cache_control(response, public=True, max_age=KEEP_SECONDS)
        else:
            patch_cache_control(response, no_store=True)
        return response

    def get_renderer_context(self):
        # Without the indentation of Wagtail's, a third of the whole.
        return super().get_renderer_context() | {"indent": None}


class Serializer(serializers.BaseSerializer):
    detail_url = fields.DetailUrlField()


class Endpoint(ReadOnly, views.BaseAPIViewSet):
    """A listing, `find/` and details of one kind of thing."""

    base_serializer_class = Serializer
    pagination_class = filters.Pagination
    filter_backends = [filters.FieldsFilter, filters.OrderingFilter, filters.FactSearchFilter]
    known_query_parameters = frozenset(["limit", "offset", "fields", "order", "search", "locale"])
    detail_query_parameters = frozenset(["fields", "locale"])
    # Columns that a listing is filtered and sorted by.
    columns: tuple[str, ...] = ("id",)

    @classmethod
    def get_available_fields(cls, model, db_fields_only=False):
        available = super().get_available_fields(model, db_fields_only)
        return [name for name in available if name in cls.columns] if db_fields_only else available

    @classmethod
    def get_field_serializer_overrides(cls, model):
        overrides = {name: fields.BilingualField() for name in bilingual_fields(model)}
        for name in cls.get_available_fields(model):
            try:
                field = model._meta.get_field(name)
            except FieldDoesNotExist:
                continue
            if isinstance(field, StreamField):
                overrides[name] = fields.StoryField()
            elif isinstance(field, RichTextField):
                overrides[name] = fields.FinishedTextField()
        return overrides | super().get_field_serializer_overrides(model)

    def fact_languages(self) -> Iterable[str]:
        """In which languages shared facts are told."""
        code = filters.language(self.request)
        return (code,) if code else LANGUAGES

    def refuse_parameters(self, known: Iterable[str]) -> None:
        if unknown := self.request.GET.keys() - set(known):
            names = ", ".join(filters.shown(name) for name in sorted(unknown))
            raise BadRequestError(f"unknown parameter: {names}")

    def get_queryset(self) -> QuerySet:
        # A read-only property of the class in Wagtail; asked again here for each request.
        return super().get_queryset()

    def fetch_with(self, queryset: QuerySet, names: Iterable[str]) -> QuerySet:
        """`queryset` with what the fields `names` show, in a query for each kind of thing."""
        return queryset

    def listing_view(self, request):
        queryset = self.get_queryset()
        self.check_query_parameters(queryset)
        serializer_class = self.get_serializer_class()
        names = serializer_class.Meta.fields
        self.refuse_costly(queryset.model, names)
        queryset = self.filter_queryset(self.fetch_with(queryset, names))
        self.shown = list(self.paginate_queryset(queryset))
        self.shown_fields = names
        serializer = serializer_class(self.shown, many=True, context=self.get_serializer_context())
        return self.get_paginated_response(serializer.data)

    def refuse_costly(self, model, names: Iterable[str]) -> None:
        stories = {
            field.name for field in model._meta.get_fields() if isinstance(field, StreamField)
        }
        costly = sorted(set(names) & (stories | COSTLY))
        limit = self.request.GET.get("limit", "")
        if costly and limit and filters.key(limit, "limit") > filters.MOST_STORIES:
            raise BadRequestError(
                f"limit cannot be higher than {filters.MOST_STORIES} with {', '.join(costly)}"
            )

    def detail_view(self, request, pk):
        self.refuse_parameters(self.detail_query_parameters)
        if int(pk) > filters.GREATEST_KEY:
            raise Http404
        found = self.get_object()
        serializer_class = self.get_serializer_class()
        self.shown, self.shown_fields = [found], serializer_class.Meta.fields
        serializer = serializer_class(found, context=self.get_serializer_context())
        return Response(serializer.data)

    def find_view(self, request):
        """Redirects to what `?id=` (of pages: `?html_path=`) names."""
        self.refuse_parameters(self.find_query_parameters | self.detail_query_parameters)
        filters.language(request)
        found = self.find_object(self.get_queryset(), request)
        if found is None:
            raise Http404
        path = request.wagtailapi_router.get_object_detail_urlpath(self.model, found.pk)
        query = request.GET.copy()
        for name in self.find_query_parameters:
            query.pop(name, None)
        return redirect(f"{path}?{query.urlencode()}" if query else path)

    def find_object(self, queryset, request):
        if "id" not in request.GET:
            raise BadRequestError(
                f"one of these is needed: {', '.join(sorted(self.find_query_parameters))}"
            )
        return queryset.filter(pk=filters.key(request.GET["id"], "id")).first()


class PageSerializer(serializers.PageSerializer):
    detail_url = fields.DetailUrlField()
    html_url = fields.HtmlUrlField()
    markdown_url = fields.MarkdownUrlField()
    alternates = fields.AlternatesField()
    parent = fields.LinkedPageField(source="api_parent")


class Pages(Endpoint, views.PagesAPIViewSet):
    """Readable pages of both trees."""

    base_serializer_class = PageSerializer
    filter_backends = [
        filters.FieldsFilter,
        filters.ChildOfFilter,
        filters.AncestorOfFilter,
        filters.DescendantOfFilter,
        filters.OrderingFilter,
        filters.TranslationOfFilter,
        filters.LocaleFilter,
        filters.PageSearchFilter,
    ]
    known_query_parameters = Endpoint.known_query_parameters | {
        "type",
        "child_of",
        "ancestor_of",
        "descendant_of",
        "translation_of",
    }
    find_query_parameters = frozenset(["id", "html_path"])
    body_fields = ["id", "title"]
    meta_fields = [
        "type",
        "detail_url",
        "html_url",
        "markdown_url",
        "slug",
        "seo_title",
        "search_description",
        "show_in_menus",
        "first_published_at",
        "last_published_at",
        "locale",
        "alternates",
        "parent",
    ]
    listing_default_fields = [
        "id",
        "type",
        "detail_url",
        "html_url",
        "markdown_url",
        "title",
        "slug",
        "first_published_at",
        "last_published_at",
        "alternates",
    ]
    detail_only_fields = ["parent"]
    columns = (
        "id",
        "title",
        "slug",
        "show_in_menus",
        "first_published_at",
        "last_published_at",
        "date",
        "category",
        "start",
        "end",
        "status",
        "attendance",
    )

    def get_base_queryset(self) -> QuerySet[Page]:
        return public_pages()

    def get_root_page(self) -> Page:
        site = Site.find_for_request(self.request)
        if site is None or not public_pages().filter(pk=site.root_page_id).exists():
            raise BadRequestError("there is no home page")
        return site.root_page

    def get_queryset(self) -> QuerySet[Page]:
        return views.PagesAPIViewSet.get_queryset(self).order_by("id")

    def fetch_with(self, queryset, names):
        queryset = queryset.select_related("locale")
        related = set(getattr(queryset.model, "shown_with", ())) & set(names)
        queryset = queryset.select_related(*related) if related else queryset
        return queryset.prefetch_related("picture__renditions") if "picture" in names else queryset

    def get_object(self) -> Page:
        if not hasattr(self, "_found"):
            found = self.get_queryset().filter(pk=self.kwargs["pk"]).first()
            if found is None:
                raise Http404
            self._found = specific(found)
            self._found.api_parent = public_pages().filter(path=parent_path(found)).first()
        return self._found

    def find_object(self, queryset, request):
        if "html_path" not in request.GET:
            return super().find_object(queryset, request)
        path = "/" + request.GET["html_path"].strip("/") + "/"
        code, _slash, rest = path[1:].partition("/")
        for root in Site.get_site_root_paths():
            if root.language_code == code:
                return queryset.filter(url_path=root.root_path + rest).first()
        return None

    @cached_property
    def stories(self) -> Stories:
        return Stories(self.request, self.shown, self.shown_fields)

    @cached_property
    def alternates(self) -> dict:
        return alternates_by_key([page.translation_key for page in self.shown])


def parent_path(page: Page) -> str:
    return page.path[: -Page.steplen]
