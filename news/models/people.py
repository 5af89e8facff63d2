from django.core.validators import slug_re
from django.db import models
from django.db.models import prefetch_related_objects
from django.http import Http404, HttpRequest
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page
from wagtail.search import index

from news import statements
from portal.collation import surname_key
from portal.models import BasePage, Person
from portal.pagination import NearestPaginator
from portal.shown import Shown
from portal.structured_data.around import Around
from portal.structured_data.pages import web_page
from portal.structured_data.stories import person as told_person
from portal.structured_data.things import CollectionPage, ItemList, ListItem, ProfilePage, Thing


class PeoplePage(BasePage):
    """Everybody who is quoted or speaks on the portal, with the latest of what they said.

    With `?person=` everything that one of them said.
    """

    PEOPLE_PER_PAGE = 30
    LATEST = 3
    MENTIONS_PER_PAGE = 10

    lead = models.TextField(gettext_lazy("lead"), max_length=400, blank=True)

    content_panels = [*Page.content_panels, FieldPanel("lead")]
    search_fields = [*Page.search_fields, index.SearchField("lead")]

    api_fields = ["lead"]
    parent_page_types = ["home.HomePage"]
    subpage_types = []
    max_count_per_parent = 1
    template = "news/people_page.html"
    shows = ("pages", "shown", "person", "mentions")
    page_description = gettext_lazy(
        "Everybody who is quoted or speaks in a programme, with what they said. "
        "It fills itself from the stories."
    )

    class Meta:
        verbose_name = gettext_lazy("list of people")
        verbose_name_plural = gettext_lazy("lists of people")

    def shown_in(self, request: HttpRequest) -> dict:
        """The people by `?page=`, or the mentions of `?person=` by `?page=`.

        Whom no reader can meet on any page is not found, in the register or not.
        """
        slug = request.GET.get("person")
        shown = self.one(slug, request) if slug else self.everybody(request)
        return {"shown": Shown(number=shown["pages"].number)} | shown

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
        counts = statements.counts_of(person)
        if not counts:
            raise Http404("nobody whom a reader can meet")
        rows = statements.of_person(person, self.locale_id)
        paginator = NearestPaginator(rows, self.MENTIONS_PER_PAGE)
        paginator.count = counts.get(self.locale_id, 0)
        page = paginator.get_page(request.GET.get("page"))
        mentions = statements.read(page, {str(person.pk): person})
        shown = Shown(
            choices={"person": slug},
            number=page.number,
            name=f"{person.name} – {self.seo_title or self.title}",
            description=told_of(person),
            locales=frozenset(counts),
        )
        return {"person": person, "pages": page, "mentions": mentions, "shown": shown}

    def structured_data(self, around: Around) -> list[Thing]:
        if who := around.shown.get("person"):
            told = told_person(around, who, with_portrait=True)
            facts = {"name": who.name, "description": None, "mainEntity": told.reference}
            return [web_page(around, ProfilePage, **facts), told]
        shown = around.shown["pages"]
        people = [told_person(around, speaker.person) for speaker in shown]
        items = [
            ListItem(position=position, item=told.reference)
            for position, told in enumerate(people, start=shown.start_index())
        ]
        everybody = ItemList(itemListElement=items) if items else None
        return [web_page(around, CollectionPage, mainEntity=everybody), *people]


def told_of(person: Person) -> str:
    """What a search engine says of the page of `person`."""
    described = ", ".join(filter(None, [person.role, person.organisation]))
    told = _("Statements and talks: where they are quoted and where they speak.")
    return f"{capfirst(described)}. {told}" if described else told
