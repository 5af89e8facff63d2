"""Pages and shared facts with sensible values, so that a test states only what it is about."""

import datetime

import factory
import wagtail_factories
from django.utils import timezone
from wagtail_factories import PageFactory

from home.models import (
    ContactFormField,
    ContactPage,
    GlossaryPage,
    HomePage,
    MissionPage,
    StandardPage,
)
from news.models import Category, EventIndexPage, EventPage, NewsIndexPage, NewsPage, PeoplePage
from portal.models import GlossaryTerm, Person, PortalImage


class ImageFactory(wagtail_factories.ImageFactory):
    description_pl = "Warstwy ziemi"
    description_en = "Layers of earth"

    class Meta:
        model = PortalImage


class PersonFactory(factory.django.DjangoModelFactory):
    name = "Anna Przykładowa"
    role_pl = "rzeczniczka"
    role_en = "spokeswoman"
    organisation_pl = "Klaster"
    organisation_en = "The Cluster"

    class Meta:
        model = Person


class CategoryFactory(factory.django.DjangoModelFactory):
    name_pl = "Energia"
    name_en = "Energy"
    slug = "energia"

    class Meta:
        model = Category
        django_get_or_create = ("slug",)


class GlossaryTermFactory(factory.django.DjangoModelFactory):
    term_pl = "strefa przemysłowa"
    term_en = "industrial zone"

    class Meta:
        model = GlossaryTerm


class StoryPageFactory(PageFactory):
    lead = "Zdanie, które mówi wszystko."

    class Meta:
        abstract = True


class HomePageFactory(StoryPageFactory):
    title = "Strona główna"
    slug = "home"

    class Meta:
        model = HomePage


class MissionPageFactory(StoryPageFactory):
    title = "Misja"
    show_in_menus = True

    class Meta:
        model = MissionPage


class StandardPageFactory(StoryPageFactory):
    title = "Strona"

    class Meta:
        model = StandardPage


class NewsIndexPageFactory(PageFactory):
    title = "Aktualności"
    show_in_menus = True

    class Meta:
        model = NewsIndexPage


class NewsPageFactory(StoryPageFactory):
    title = factory.Sequence(lambda n: f"Wiadomość {n}")
    date = datetime.date(2025, 7, 5)
    category = factory.SubFactory(CategoryFactory)

    class Meta:
        model = NewsPage


class EventIndexPageFactory(PageFactory):
    title = "Wydarzenia"
    show_in_menus = True

    class Meta:
        model = EventIndexPage


class PeoplePageFactory(PageFactory):
    title = "Ludzie"

    class Meta:
        model = PeoplePage


class GlossaryPageFactory(PageFactory):
    title = "Słowniczek"

    class Meta:
        model = GlossaryPage


def in_days(days: int, hour: int) -> datetime.datetime:
    """The full `hour` of local time, `days` from today."""
    day = timezone.localdate() + datetime.timedelta(days=days)
    return timezone.make_aware(datetime.datetime.combine(day, datetime.time(hour)))


class EventPageFactory(StoryPageFactory):
    title = factory.Sequence(lambda n: f"Wydarzenie {n}")
    start = factory.LazyFunction(lambda: in_days(30, 10))
    end = factory.LazyFunction(lambda: in_days(30, 15))
    venue = "Solpark Kleszczów"
    organisers = "Klaster\nGmina"

    class Meta:
        model = EventPage


class ContactPageFactory(PageFactory):
    title = "Kontakt"
    show_in_menus = True
    to_address = "biuro@example.org"
    subject = "Wiadomość z portalu"

    class Meta:
        model = ContactPage
        skip_postgeneration_save = True

    @factory.post_generation
    def form_fields(self, create, extracted, **kwargs):
        fields = [
            ("Imię i nazwisko", "singleline", True, "name"),
            ("Adres e-mail", "email", True, "email"),
            ("Organizacja", "singleline", False, "organization"),
            ("Wiadomość", "multiline", True, ""),
            ("Zgadzam się na przetwarzanie moich danych", "consent", True, ""),
        ]
        for number, (label, kind, required, autocomplete) in enumerate(fields):
            ContactFormField.objects.create(
                page=self,
                label=label,
                field_type=kind,
                required=required,
                autocomplete=autocomplete,
                sort_order=number,
                locale=self.locale,
            )
