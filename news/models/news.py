from django.core.exceptions import ValidationError
from django.db import models
from django.http import Http404, HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.models import Page, PageManager
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField

from news.models.category import Category
from portal.models import BasePage, PicturedPage, ReadableQuerySet
from portal.pagination import NearestPaginator
from portal.reading import reading_minutes


class NewsIndexPage(BasePage):
    """All news of one language, newest first, by category and by year."""

    NEWS_PER_PAGE = 10

    lead = models.TextField(gettext_lazy("lead"), max_length=400, blank=True)

    content_panels = [*Page.content_panels, FieldPanel("lead")]
    search_fields = [*Page.search_fields, index.SearchField("lead")]

    parent_page_types = ["home.HomePage"]
    subpage_types = ["news.NewsPage"]
    max_count_per_parent = 1
    template = "news/news_index_page.html"
    page_description = gettext_lazy("The list of all news; news items are written under it.")

    class Meta:
        verbose_name = gettext_lazy("list of news")
        verbose_name_plural = gettext_lazy("lists of news")

    def news(self):
        """The news that readers find here, newest first."""
        in_language = NewsPage.objects.child_of(self).filter(locale=self.locale_id)
        return in_language.readable().order_by("-date", "-first_published_at")

    def get_context(self, request: HttpRequest, *args, **kwargs):
        """Add the news of `?category=` and `?year=`, a page of them by `?page=`.

        An unknown category or year is a 404; a page number that is none leads to the nearest.
        """
        context = super().get_context(request, *args, **kwargs)
        news = self.news()
        # What there is in any language may be asked for in each: the switcher keeps the filter,
        # and where this language has nothing of it the list is empty. Offered is what it has.
        facets = set(
            NewsPage.objects.readable()
            .order_by()
            .values_list("locale", "date__year", "category")
            .distinct()
        )
        every_category = Category.objects.all()
        category = chosen(request, "category", {item.slug: item for item in every_category})
        year = chosen(request, "year", {str(year): year for _locale, year, _category in facets})
        here = [facet for facet in facets if facet[0] == self.locale_id]
        years = {year for _locale, year, _category in here} | ({year} if year else set())
        years = sorted(years, reverse=True)
        offered = {category for _locale, _year, category in here}
        categories = [item for item in every_category if item.pk in offered or item == category]
        if category:
            news = news.filter(category=category)
        if year:
            news = news.filter(date__year=year)
        paginator = NearestPaginator(news.for_cards(), self.NEWS_PER_PAGE)
        page = paginator.get_page(request.GET.get("page"))
        context.update(
            news=page,
            shown={
                "category": category and category.slug,
                "year": year,
                "page": page.number if page.number > 1 else None,
            },
            categories=categories,
            category=category,
            years=years,
            year=year,
        )
        return context


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

    parent_page_types = ["news.NewsIndexPage"]
    subpage_types = []
    template = "news/news_page.html"
    page_description = gettext_lazy("A report: lead, story, quotes, programme, source.")

    class Meta:
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

    def get_context(self, request: HttpRequest, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        context["related"] = self.related()
        return context
