from array import array
from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.core.validators import slug_re
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import format_lazy
from django.utils.translation import get_language, gettext_lazy, override, pgettext_lazy
from django.utils.translation import gettext as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin, re_path
from wagtail.models import Page, PageManager
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField

from news.feeds import FORMATS, FeedRequest, feed_response
from news.models.category import Category
from news.models.newest import Newest, in_this_order
from news.structured_data import news_things
from portal.editions import kept
from portal.models import BasePage, PicturedPage, ReadableQuerySet
from portal.pagination import NearestPaginator
from portal.reading import reading_minutes
from portal.shown import Shown
from portal.structured_data.around import Around
from portal.structured_data.pages import item_list, web_page
from portal.structured_data.things import CollectionPage, Thing


class NewsIndexPage(RoutablePageMixin, BasePage):
    """All news of one language, newest first, by category and by year; below it, their feeds."""

    NEWS_PER_PAGE = 10

    lead = models.TextField(gettext_lazy("lead"), max_length=400, blank=True)

    content_panels = [*Page.content_panels, FieldPanel("lead")]
    search_fields = [*Page.search_fields, index.SearchField("lead")]

    api_fields = ["lead"]
    parent_page_types = ["home.HomePage"]
    subpage_types = ["news.NewsPage"]
    max_count_per_parent = 1
    template = "news/news_index_page.html"
    shows = ("news", "shown", "categories", "category", "years", "year")
    page_description = gettext_lazy("The list of all news; news items are written under it.")

    class Meta:
        verbose_name = gettext_lazy("list of news")
        verbose_name_plural = gettext_lazy("lists of news")

    def newest(self, request: HttpRequest, **wanted) -> array:
        """The keys of the news that readers find here, newest first; of those only the ones that
        are as `wanted` (news.models.newest.Place)."""
        return newest(request).keys(above=self.path, locale=self.locale_id, **wanted)

    @staticmethod
    def read(keys: Iterable[int]):
        """The news with these `keys`, in no order."""
        return NewsPage.objects.live().filter(pk__in=keys)

    def shown_in(self, request: HttpRequest) -> dict:
        """The news of `?category=` and `?year=`, a page of them by `?page=`.

        An unknown category or year is a 404; a page number that is none leads to the nearest.
        """
        # What there is in any language may be asked for in each: the switcher keeps the filter,
        # and where this language has nothing of it the list is empty. Offered is what it has.
        facets = {(place.locale, place.year, place.category) for place in newest(request).places}
        every_category = Category.objects.all()
        category = chosen(request, "category", {item.slug: item for item in every_category})
        year = chosen(request, "year", {str(year): year for _locale, year, _category in facets})
        here = [facet for facet in facets if facet[0] == self.locale_id]
        years = {year for _locale, year, _category in here} | ({year} if year else set())
        years = sorted(years, reverse=True)
        offered = {category for _locale, _year, category in here}
        categories = [item for item in every_category if item.pk in offered or item == category]
        wanted = {"category": category and category.pk, "year": year}
        keys = self.newest(request, **{name: value for name, value in wanted.items() if value})
        page = NearestPaginator(keys, self.NEWS_PER_PAGE).get_page(request.GET.get("page"))
        page.object_list = cards(page.object_list)
        return {
            "news": page,
            "shown": Shown(
                choices={"category": category and category.slug, "year": year},
                number=page.number,
                words=tuple(str(item) for item in (category, year) if item),
                locales=frozenset(
                    locale
                    for locale, of_year, of_category in facets
                    if (year is None or of_year == year)
                    and (category is None or of_category == category.pk)
                )
                if category or year
                else None,
            ),
            "categories": categories,
            "category": category,
            "years": years,
            "year": year,
        }

    def structured_data(self, around: Around) -> list[Thing]:
        news = around.shown["news"]
        shown = item_list(around, news, news.start_index())
        return [web_page(around, CollectionPage, mainEntity=shown)]

    @re_path(
        format_lazy(
            r"^{}\.(?P<format>{})/?$", pgettext_lazy("name of a file", "feed"), "|".join(FORMATS)
        ),
        name="feed",
    )
    def feed(self, request: HttpRequest, format: str) -> HttpResponse:
        """The newest news, or those of `?category=`; a 404 if there is no such category."""
        slug = request.GET.get("category")
        # Not everything that can be typed may be asked of PostgreSQL (NUL).
        category = slug and slug_re.match(slug) and Category.objects.filter(slug=slug).first()
        if slug and not category:
            raise Http404("no such category")
        name = self.feed_name(format, get_language())
        return feed_response(FeedRequest(request, self, format, name, category or None))

    def feed_name(self, format: str, language: str) -> str:
        """Name of the file of a feed, below the page's own address, in `language`."""
        with override(language):
            return self.reverse_subpage("feed", kwargs={"format": format})

    def subscriptions(self) -> list[tuple[str, str]]:
        language = self.locale.language_code
        return [(kind.title, self.feed_name(name, language)) for name, kind in FORMATS.items()]

    def get_route_paths(self) -> list[str]:
        # Where the list has moved, Wagtail makes redirects for its feeds as well.
        feeds = [f"/{file}" for _name, file in self.subscriptions()]
        return [*super().get_route_paths(), *feeds]


def newest(request: HttpRequest) -> Newest:
    """The keys of all news that readers find, of every language."""
    return kept(request, "newest news", lambda: Newest(NewsPage.objects.readable()))


def cards(keys: Iterable[int]) -> list["NewsPage"]:
    """The news with these `keys`, in their order, with all that their cards show."""
    keys = list(keys)
    return in_this_order(keys, NewsIndexPage.read(keys).for_cards())


def chosen(request: HttpRequest, parameter: str, options: dict):
    """The option that `?parameter=` names; None where it is absent or empty.

    Raises Http404 where it names none, so that no address is invented.
    """
    value = request.GET.get(parameter)
    if not value:
        return None
    try:
        return options[value]
    except KeyError:
        raise Http404(f"no such {parameter}") from None


class NewsPage(PicturedPage):
    """A news item: lead, story, where it comes from."""

    RELATED = 3
    shown_with = ("category", "locale", *PicturedPage.shown_with)
    og_type = "article"

    date = models.DateField(gettext_lazy("date"), default=timezone.localdate, db_index=True)
    category = models.ForeignKey(
        Category,
        verbose_name=gettext_lazy("category"),
        on_delete=models.PROTECT,
        related_name="news",
    )
    source_publisher = models.CharField(
        gettext_lazy("publisher"),
        max_length=120,
        blank=True,
        help_text=gettext_lazy("Who reported it first, if it was not us."),
    )
    source_url = models.URLField(gettext_lazy("address"), blank=True)
    source_date = models.DateField(gettext_lazy("date of the source"), null=True, blank=True)

    objects = PageManager.from_queryset(ReadableQuerySet)()

    content_panels = [
        *Page.content_panels,
        FieldRowPanel([FieldPanel("date"), FieldPanel("category")]),
        FieldPanel("lead"),
        FieldPanel("picture"),
        FieldPanel("body"),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("source_publisher"), FieldPanel("source_date")]),
                FieldPanel("source_url"),
            ],
            heading=gettext_lazy("Source"),
        ),
    ]
    # What the search page tells and narrows down by.
    search_kind = ("news", gettext_lazy("News"))
    search_date = "date"
    search_category = "category"
    search_fields = [
        *PicturedPage.search_fields,
        index.SearchField("category_name"),
        index.FilterField("date"),
        index.FilterField("category"),
    ]
    override_translatable_fields = [
        *PicturedPage.override_translatable_fields,
        # A proper name; the same in both languages.
        SynchronizedField("source_publisher"),
    ]

    api_fields = [
        *PicturedPage.api_fields,
        "date",
        "category",
        "source_publisher",
        "source_url",
        "source_date",
    ]
    parent_page_types = ["news.NewsIndexPage"]
    subpage_types = []
    template = "news/news_page.html"
    page_description = gettext_lazy("A report: lead, story, quotes, programme, source.")

    class Meta:
        # The newest of a subject are found without looking at all of it.
        indexes = [models.Index(fields=["category", "date"], name="news_by_category_and_date")]
        verbose_name = gettext_lazy("news item")
        verbose_name_plural = gettext_lazy("news items")

    def clean(self) -> None:
        super().clean()
        if (self.source_url or self.source_date) and not self.source_publisher:
            raise ValidationError(
                {"source_publisher": _("A source needs the name of its publisher.")}
            )

    @classmethod
    def get_indexed_objects(cls):
        return super().get_indexed_objects().select_related("category", "locale")

    def category_name(self) -> str:
        """Of the category in the language of the page, whatever the active one is."""
        with override(self.locale.language_code):
            return self.category.name

    def og_properties(self) -> list[tuple[str, str]]:
        properties = [
            ("article:published_time", self.date.isoformat()),
            ("article:section", self.category_name()),
        ]
        if self.last_published_at:
            changed = timezone.localtime(self.last_published_at).isoformat(timespec="seconds")
            properties.append(("article:modified_time", changed))
        return properties

    def share_kicker(self) -> str:
        # In its editor a page may have neither yet.
        category = str(self.category) if self.category_id else ""
        return " · ".join(filter(None, [category, self.date and date_format(self.date)]))

    @property
    def reading_minutes(self) -> int:
        """How long lead and story take to read, in the language that they are in.

        Not for lists: people in quotes are fetched with the story that shows them.
        """
        written = self.alias_of if self.alias_of_id else self
        story = self.body.stream_block.get_searchable_content(self.body)
        return reading_minutes([self.lead, *story], written.locale.language_code)

    def related(self):
        """Up to RELATED other news of the same category and language, newest first."""
        return (
            NewsPage.objects.sibling_of(self, inclusive=False)
            .readable()
            .filter(category=self.category)
            .for_cards()
            .order_by("-date", "-first_published_at")[: self.RELATED]
        )

    def structured_data(self, around: Around) -> list[Thing]:
        return news_things(self, around)
