"""Shared facts: pictures, documents, people, the glossary, and whose portal this is."""

from django.http import Http404
from django.urls import path
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet
from wagtail.api.v2.utils import BadRequestError
from wagtail.models import Page, Site

from portal.addresses import absolute_url
from portal.api import fields, filters
from portal.api.facts import LANGUAGES, bilingual_fields, in_languages
from portal.api.public import (
    is_open,
    public_documents,
    public_pages,
    public_people,
    public_pictures,
)
from portal.api.views import Endpoint, ReadOnly, Serializer
from portal.models import GlossaryTerm, Person, PortalDocument, PortalImage, PortalSettings


class PictureSerializer(Serializer):
    alt = fields.BilingualField("description")
    renditions = fields.RenditionsField()

    def to_representation(self, picture: PortalImage) -> dict | None:
        """None of a picture of a page out of a closed collection, or of a portrait."""
        is_shown = is_open(picture, self.context["request"])
        return super().to_representation(picture) if is_shown else None


class Pictures(Endpoint):
    """Pictures that readers see. The original files are not given out: cameras write into them
    where they were."""

    model = PortalImage
    base_serializer_class = PictureSerializer
    body_fields = ["id", "alt", "credit", "width", "height", "renditions"]
    listing_default_fields = ["id", "type", "detail_url", "alt", "credit", "width", "height"]
    nested_default_fields = [*listing_default_fields, "renditions"]

    def get_queryset(self):
        return public_pictures().order_by("id")

    def fetch_with(self, queryset, names):
        return queryset.prefetch_related("renditions") if "renditions" in names else queryset


class DocumentSerializer(Serializer):
    download_url = fields.DownloadUrlField()
    size = fields.SizeField()


class Documents(Endpoint):
    model = PortalDocument
    base_serializer_class = DocumentSerializer
    body_fields = ["id", "title", "language", "file_extension", "size"]
    meta_fields = ["type", "detail_url", "download_url"]
    listing_default_fields = body_fields + meta_fields
    columns = ("id", "title", "language")

    def get_queryset(self):
        return public_documents().order_by("id")


class People(Endpoint):
    """Whom readers can meet on a page."""

    model = Person
    body_fields = ["id", "slug", "name", "role", "organisation", "portrait"]
    listing_default_fields = ["id", "type", "detail_url", "slug", "name", "role", "organisation"]
    nested_default_fields = listing_default_fields
    columns = ("id", "slug", "name")

    def get_queryset(self):
        return public_people().order_by("name", "id")

    def fetch_with(self, queryset, names):
        return (
            queryset.prefetch_related("portrait__renditions") if "portrait" in names else queryset
        )


class TermSerializer(Serializer):
    synonyms = fields.SynonymsField()


class Glossary(Endpoint):
    model = GlossaryTerm
    base_serializer_class = TermSerializer
    body_fields = ["id", "term", "definition", "synonyms"]
    listing_default_fields = ["id", "type", "detail_url", "term", "definition", "synonyms"]

    @classmethod
    def get_field_serializer_overrides(cls, model):
        overrides = super().get_field_serializer_overrides(model)
        return overrides | {"synonyms": fields.SynonymsField()}

    def get_queryset(self):
        return GlossaryTerm.objects.order_by("sorted_as", "id")


class Organisation(ReadOnly, GenericViewSet):
    """Who publishes the portal: one object."""

    model = PortalSettings
    plain_fields = ("street", "postcode", "city", "telephone", "email", "nip", "regon", "krs")

    @classmethod
    def get_urlpatterns(cls):
        return [path("", cls.as_view({"get": "detail_view"}), name="detail")]

    @classmethod
    def get_object_detail_urlpath(cls, model, pk, namespace=""):
        return None

    def detail_view(self, request):
        if unknown := request.GET.keys() - {"locale"}:
            raise BadRequestError(f"unknown parameter: {', '.join(map(filters.shown, unknown))}")
        code = filters.language(request)
        site = Site.find_for_request(request)
        if site is None:
            raise Http404
        whose = PortalSettings.for_site(site)
        languages = (code,) if code else LANGUAGES
        return Response(
            {
                name: in_languages(whose, name, languages)
                for name in bilingual_fields(PortalSettings)
            }
            | {name: getattr(whose, name) for name in self.plain_fields}
            | {
                "links": [{"name": str(name), "url": url} for name, url in whose.social_links],
                "privacy_page": self.addresses(whose.privacy_page, languages),
                "accessibility_page": self.addresses(whose.accessibility_page, languages),
            }
        )

    def addresses(self, chosen: Page | None, languages) -> dict[str, str]:
        """Where the page is read, by language; empty where it is not."""
        if chosen is None:
            return {}
        pages = public_pages().filter(translation_key=chosen.translation_key)
        return {
            page.locale.language_code: absolute_url(self.request, page.get_url(self.request))
            for page in pages.select_related("locale")
            if page.locale.language_code in languages
        }
