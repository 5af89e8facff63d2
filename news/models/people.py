from django.core.validators import slug_re
from django.db import models
from django.db.models import prefetch_related_objects
from django.http import Http404, HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page
from wagtail.search import index

from news import statements
from portal.collation import surname_key
from portal.models import BasePage, Person
from portal.pagination import NearestPaginator


class PeoplePage(BasePage):
    """Everybody who is quoted or speaks on the portal, with the latest of what they said.

    With `?person=` everything that one of them said.
    """

    PEOPLE_PER_PAGE = 30
    LATEST = 3
    MENTIONS_PER_PAGE = 10

    lead = models.TextField(_("lead"), max_length=400, blank=True)

    content_panels = [*Page.content_panels, FieldPanel("lead")]
    search_fields = [*Page.search_fields, index.SearchField("lead")]

    parent_page_types = ["home.HomePage"]
    subpage_types = []
    max_count_per_parent = 1
    template = "news/people_page.html"
    page_description = _(
        "Everybody who is quoted or speaks in a programme, with what they said. "
        "It fills itself from the stories."
    )

    class Meta:
        verbose_name = _("list of people")
        verbose_name_plural = _("lists of people")

    def get_context(self, request: HttpRequest, *args, **kwargs):
        """Add the people by `?page=`, or the mentions of `?person=` by `?page=`.

        Whom no reader can meet on any page is not found, in the register or not.
        """
        context = super().get_context(request, *args, **kwargs)
        slug = request.GET.get("person")
        added = self.one(slug, request) if slug else self.everybody(request)
        page = added["pages"]
        shown = {"person": slug, "page": page.number if page.number > 1 else None}
        return context | added | {"shown": shown}

    def everybody(self, request: HttpRequest) -> dict:
        """A page of the people, by surname."""
        speakers = statements.speakers(self.locale_id)
        speakers.sort(key=lambda speaker: (surname_key(speaker.person.name), speaker.person.pk))
        page = NearestPaginator(speakers, self.PEOPLE_PER_PAGE).get_page(request.GET.get("page"))
        prefetch_related_objects([item.person for item in page], "portrait__renditions")
        statements.add_latest(page, self.locale_id, self.LATEST)
        return {"pages": page}

    def one(self, slug: str, request: HttpRequest) -> dict:
        """The person of `slug`, and a page of everything they said in this language.

        Who is to be read in the other language only has none here: the switcher keeps the person.
        """
        # Not everything that can be typed may be asked of PostgreSQL (NUL).
        person = slug_re.match(slug) and Person.objects.filter(slug=slug).first()
        if not person:
            raise Http404("no such person")
        rows = statements.of_person(person, self.locale_id)
        paginator = NearestPaginator(rows, self.MENTIONS_PER_PAGE)
        if not paginator.count and not statements.of_person(person).exists():
            raise Http404("nobody whom a reader can meet")
        page = paginator.get_page(request.GET.get("page"))
        mentions = statements.read(page, {str(person.pk): person})
        return {"person": person, "pages": page, "mentions": mentions}
