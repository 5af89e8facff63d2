"""Categories of news in the read API."""

from news.models import Category
from portal.api.views import Endpoint


class Categories(Endpoint):
    model = Category
    body_fields = ["id", "slug", "name"]
    listing_default_fields = ["id", "type", "detail_url", "slug", "name"]
    nested_default_fields = listing_default_fields
    columns = ("id", "slug")

    def get_queryset(self):
        return Category.objects.order_by("slug")
