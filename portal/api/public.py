"""What everybody may read, whoever asks: a session of an editor changes nothing."""

from django.contrib.contenttypes.models import ContentType
from django.db.models import Case, IntegerField, Q, QuerySet, When
from django.db.models.functions import Cast
from django.http import HttpRequest
from wagtail.models import Collection, CollectionViewRestriction, Page, ReferenceIndex, Site

from portal.models import Person, PortalDocument, PortalImage, ReadableQuerySet


def public_pages() -> QuerySet[Page]:
    """Readable pages of the portal's trees; neither the root above them nor pages beside them."""
    trees = Q(pk__in=[])
    for root in Site.get_site_root_paths():
        trees |= Q(url_path__startswith=root.root_path)
    return ReadableQuerySet(Page).readable().filter(trees, depth__gt=1)


def used_on_public_pages(model) -> QuerySet:
    """Keys of those of `model` that readable pages show, by Wagtail's reference index.

    What has been put into the library for tomorrow's news belongs to a draft until then.
    """
    page_type = ContentType.objects.get_for_model(Page)
    used_type = ContentType.objects.get_for_model(model)
    # The index keeps all keys as text, and not every model's is a number: CASE looks at the model
    # before it converts.
    return (
        ReferenceIndex.objects.annotate(
            page_key=Case(
                When(base_content_type=page_type, then=Cast("object_id", IntegerField()))
            ),
            used_key=Case(
                When(to_content_type=used_type, then=Cast("to_object_id", IntegerField()))
            ),
        )
        .filter(
            base_content_type=page_type,
            to_content_type=used_type,
            page_key__in=ReadableQuerySet(Page).readable().values("pk"),
        )
        .values("used_key")
    )


def closed_collections() -> QuerySet[Collection]:
    """Collections that, or one above them, are not open to everybody."""
    closed = Q(pk__in=[])
    for path in CollectionViewRestriction.objects.values_list("collection__path", flat=True):
        closed |= Q(path__startswith=path)
    return Collection.objects.filter(closed)


def is_open(item: PortalImage | PortalDocument, request: HttpRequest) -> bool:
    """Whether a picture or document of a page is in a collection that is open to everybody."""
    if not hasattr(request, "_closed_collections"):
        closed = CollectionViewRestriction.objects.exists()
        found = closed_collections().values_list("pk", flat=True) if closed else ()
        request._closed_collections = set(found)
    return item.collection_id not in request._closed_collections


def public_people() -> QuerySet[Person]:
    """People whom a reader can meet in a quote or a programme."""
    return Person.objects.filter(pk__in=used_on_public_pages(Person))


def public_pictures() -> QuerySet[PortalImage]:
    """Pictures that readers see on pages or as portraits, but those of closed collections."""
    portraits = Person.objects.filter(pk__in=used_on_public_pages(Person), portrait__isnull=False)
    shown = Q(pk__in=used_on_public_pages(PortalImage)) | Q(pk__in=portraits.values("portrait"))
    return PortalImage.objects.filter(shown).exclude(collection__in=closed_collections())


def public_documents() -> QuerySet[PortalDocument]:
    """Documents that pages offer, but those of closed collections."""
    used = used_on_public_pages(PortalDocument)
    return PortalDocument.objects.filter(pk__in=used).exclude(collection__in=closed_collections())
