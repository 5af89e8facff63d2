"""Fields of pages and facts in the API, where Wagtail's own would say too much or too little."""

from django.http import HttpRequest
from rest_framework.fields import Field
from wagtail.models import Page

from portal.addresses import absolute_url
from portal.api.facts import in_languages, renditions


class WholeField(Field):
    """Told of the whole object, not of one of its attributes."""

    def __init__(self, **kwargs):
        super().__init__(read_only=True, source="*", **kwargs)

    @property
    def request(self) -> HttpRequest:
        return self.context["request"]


class BilingualField(WholeField):
    """A fact in both languages, or in that of `?locale=` only: {"pl": …, "en": …}."""

    def __init__(self, column: str = "", **kwargs):
        self.column = column
        super().__init__(**kwargs)

    def to_representation(self, fact) -> dict[str, str]:
        column = self.column or self.field_name
        return in_languages(fact, column, self.context["view"].fact_languages())


class StoryField(WholeField):
    def to_representation(self, page) -> list:
        return self.context["view"].stories.blocks(page, self.field_name)


class FinishedTextField(WholeField):
    """Rich text as {"html", "text"}."""

    def to_representation(self, page) -> dict[str, str]:
        return self.context["view"].stories.rich_text(page, self.field_name)


class HtmlUrlField(WholeField):
    def to_representation(self, page: Page) -> str:
        return absolute_url(self.request, page.get_url(self.request))


class MarkdownUrlField(HtmlUrlField):
    def to_representation(self, page: Page) -> str:
        return super().to_representation(page) + "index.md"


class AlternatesField(WholeField):
    """The page in every language that it can be read in, itself included, by language."""

    def to_representation(self, page: Page) -> dict[str, dict]:
        return {
            code: {
                "id": other.pk,
                "html_url": absolute_url(self.request, other.get_url(self.request)),
            }
            for code, other in self.context["view"].alternates[page.translation_key].items()
        }


class DetailUrlField(WholeField):
    def to_representation(self, instance) -> str | None:
        router = self.context["router"]
        path = router.get_object_detail_urlpath(type(instance), instance.pk)
        return absolute_url(self.request, path) if path else None


class LinkedPageField(Field):
    """A page that readers can open, as {"id", "title", "html_url"}."""

    def __init__(self, **kwargs):
        super().__init__(read_only=True, **kwargs)

    def to_representation(self, page: Page) -> dict:
        request = self.context["request"]
        url = absolute_url(request, page.get_url(request))
        return {"id": page.pk, "title": page.title, "html_url": url}


class RenditionsField(WholeField):
    def to_representation(self, picture) -> list[dict]:
        return renditions(picture, self.request)


class SynonymsField(WholeField):
    """Other words for a term, a list in each language."""

    def to_representation(self, term) -> dict[str, list[str]]:
        return {code: term.synonyms_in(code) for code in self.context["view"].fact_languages()}


class DownloadUrlField(WholeField):
    def to_representation(self, document) -> str:
        return absolute_url(self.request, document.url)


class SizeField(WholeField):
    def to_representation(self, document) -> int | None:
        return document.get_file_size()
