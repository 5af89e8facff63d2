"""Shared facts: one row for both languages, nowhere a gap, and sound numbers."""

from io import BytesIO

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation
from PIL import Image
from wagtail.documents.forms import get_document_form
from wagtail.images.forms import get_image_form
from wagtail.images.tests.utils import get_test_image_file_jpeg
from wagtail.models import Site
from wagtail.test.utils.form_data import querydict_from_html
from wagtail.users.models import UserProfile

from news.models import Category
from portal import validators
from portal.models import GlossaryTerm, Person, PortalDocument, PortalImage, PortalSettings
from tests import factories
from tests.stories import item, programme, quote, session

LANGUAGES = ["pl", "en"]
REQUIRED = [
    (Person, "role"),
    (Category, "name"),
    (GlossaryTerm, "term"),
    (PortalImage, "description"),
    (PortalSettings, "registered_name"),
    (PortalSettings, "name"),
    (PortalSettings, "tagline"),
]
OPTIONAL = [
    (Person, "organisation"),
    (GlossaryTerm, "definition"),
    (PortalImage, "credit"),
    (PortalSettings, "rights_notice"),
]


def wrong_fields(fact) -> set[str]:
    """The fields that keep `fact` from being saved in the admin."""
    try:
        fact.full_clean()
    except ValidationError as error:
        return set(error.error_dict)
    return set()


class TestBothLanguages:
    @pytest.mark.parametrize("missing", LANGUAGES)
    @pytest.mark.parametrize(("model", "name"), REQUIRED)
    def test_a_reader_of_either_finds_it(self, db, model, name, missing):
        fact = model(**{f"{name}_{code}": "x" for code in LANGUAGES if code != missing})

        wrong = {field for field in wrong_fields(fact) if field.startswith(f"{name}_")}
        assert wrong == {f"{name}_{missing}"}

    def test_what_is_missing_is_told_once(self, db):
        with pytest.raises(ValidationError) as refused:
            Person(name="Jan", role_pl="wójt").full_clean()

        assert len(refused.value.message_dict["role_en"]) == 1

    @pytest.mark.parametrize("missing", LANGUAGES)
    @pytest.mark.parametrize(("model", "name"), OPTIONAL)
    def test_what_may_be_left_out_is_not_left_out_in_one_only(self, db, model, name, missing):
        fact = model(**{f"{name}_{code}": "x" for code in LANGUAGES if code != missing})

        wrong = {field for field in wrong_fields(fact) if field.startswith(f"{name}_")}
        assert wrong == {f"{name}_{missing}"}

    @pytest.mark.parametrize("values", [("", ""), ("x", "y")], ids=["neither", "both"])
    @pytest.mark.parametrize(("model", "name"), OPTIONAL)
    def test_what_may_be_left_out_may_be_given_in_both_or_neither(self, db, model, name, values):
        fact = model(**dict(zip((f"{name}_pl", f"{name}_en"), values, strict=True)))

        assert not {field for field in wrong_fields(fact) if field.startswith(f"{name}_")}

    @pytest.mark.parametrize("active", LANGUAGES)
    def test_a_complete_person_is_accepted_whatever_language_is_active(self, db, active):
        with translation.override(active):
            assert wrong_fields(factories.PersonFactory.build()) == set()

    @pytest.mark.parametrize(("active", "role"), [("pl", "rzeczniczka"), ("en", "spokeswoman")])
    def test_a_fact_reads_in_the_active_language(self, active, role):
        with translation.override(active):
            assert factories.PersonFactory.build().role == role

    def test_a_gap_is_empty_rather_than_in_the_other_language(self):
        with translation.override("en"):
            assert not Person(role_pl="rzeczniczka").role

    @pytest.mark.parametrize(("active", "name"), [("pl", "Energia"), ("en", "Energy")])
    def test_a_category_is_called_by_its_name_in_the_active_language(self, active, name):
        with translation.override(active):
            assert str(factories.CategoryFactory.build()) == name

    @pytest.mark.parametrize(
        ("active", "alt"), [("pl", "Warstwy ziemi"), ("en", "Layers of earth")]
    )
    def test_a_picture_is_described_in_the_active_language(self, active, alt):
        with translation.override(active):
            assert factories.ImageFactory.build().default_alt_text == alt


class TestLibraryForms:
    def test_a_picture_needs_its_description_in_both_languages(self):
        fields = get_image_form(PortalImage).base_fields

        assert fields["description_pl"].required
        assert fields["description_en"].required

    @pytest.mark.parametrize("missing", LANGUAGES)
    def test_a_picture_cannot_be_uploaded_with_a_description_in_one_only(self, db, missing):
        descriptions = {f"description_{code}": "x" for code in LANGUAGES if code != missing}
        drawn = get_test_image_file_jpeg(size=(8, 8))

        form = get_image_form(PortalImage)(
            {"title": "Ziemia", "tags": "", **descriptions},
            {"file": SimpleUploadedFile("a.jpg", drawn.file.getvalue(), "image/jpeg")},
        )

        assert f"description_{missing}" in form.errors
        assert "file" not in form.errors

    @pytest.mark.parametrize("sound", [True, False])
    def test_a_damaged_picture_is_refused(self, admin_client, db, sound):
        file = BytesIO()
        Image.effect_noise((400, 300), 80).save(file, "PNG")
        content = file.getvalue() if sound else file.getvalue()[: len(file.getvalue()) // 2]
        response = admin_client.post(
            reverse("wagtailimages:add"),
            {
                "title": "Obraz", "description_pl": "Szum", "description_en": "Noise",
                "file": SimpleUploadedFile("obraz.png", content, "image/png"),
            },
        )  # fmt: skip

        assert (response.status_code == 302) == sound
        assert sound or "uszkodzony" in response.content.decode()

    def test_the_form_of_a_picture_asks_nothing_in_an_unnamed_language(self):
        assert {"description", "credit"} & set(get_image_form(PortalImage).base_fields) == set()

    def test_the_form_of_a_document_asks_for_its_language(self):
        assert get_document_form(PortalDocument).base_fields["language"].required

    def test_a_document_is_polish_unless_somebody_said_otherwise(self, db):
        assert PortalDocument().language == "pl"

    def test_a_document_is_in_a_language_of_the_portal(self, db):
        assert "language" in wrong_fields(PortalDocument(title="Plan", language="de"))


VALID = [
    (validators.validate_nip, "7692252507"),
    (validators.validate_nip, "769-225-25-07"),
    (validators.validate_regon, "540869122"),
    (validators.validate_regon, "12345678512347"),
    (validators.validate_krs, "0001149189"),
    (validators.validate_postcode, "97-410"),
    (validators.validate_telephone, "+48 607 444 242"),
    (validators.validate_telephone, "+48607444242"),
    (validators.validate_telephone, "+44 20 7946 0000"),
]
INVALID = [
    (validators.validate_nip, "7692252508"),
    (validators.validate_nip, "7692255207"),
    (validators.validate_nip, "769225250"),
    (validators.validate_nip, "769225250x"),
    (validators.validate_regon, "540869123"),
    (validators.validate_regon, "540896122"),
    (validators.validate_regon, "54086912"),
    (validators.validate_krs, "000114918"),
    (validators.validate_krs, "00011491890"),
    (validators.validate_krs, "000114918x"),
    (validators.validate_krs, "0001149189\n"),
    (validators.validate_nip, "000-000-00-00"),
    (validators.validate_regon, "000000000"),
    (validators.validate_krs, "0000000000"),
    (validators.validate_postcode, "97410"),
    (validators.validate_postcode, "97-41"),
    (validators.validate_postcode, "97-410\n"),
    (validators.validate_telephone, "607 444 242"),
    (validators.validate_telephone, "+48 607"),
    (validators.validate_telephone, "+48 607 444 242 zadzwoń"),
    (validators.validate_telephone, "+48 607 444 242\n"),
]


class TestNumbers:
    @pytest.mark.parametrize(("validate", "number"), VALID)
    def test_a_sound_one_is_accepted(self, validate, number):
        assert validate(number) is None

    @pytest.mark.parametrize(("validate", "number"), INVALID)
    def test_a_corrupted_one_is_refused(self, validate, number):
        with pytest.raises(ValidationError):
            validate(number)

    @pytest.mark.parametrize(
        ("field", "number"),
        [
            ("nip", "7692252508"),
            ("regon", "540869123"),
            ("krs", "114918"),
            ("postcode", "97410"),
            ("telephone", "607444242"),
            ("email", "biuro"),
        ],
    )
    def test_the_data_of_the_association_are_checked(self, db, field, number):
        assert field in wrong_fields(PortalSettings(**{field: number}))

    def test_the_telephone_is_called_without_spaces(self):
        assert PortalSettings(telephone="+48 607 444 242").telephone_uri == "tel:+48607444242"


@pytest.fixture
def admin_in(admin_client, admin_user):
    """A superuser's client whose admin is in the language that is named."""

    def choose(language: str):
        UserProfile.objects.update_or_create(
            user=admin_user, defaults={"preferred_language": language}
        )
        return admin_client

    return choose


@pytest.mark.parametrize("language", LANGUAGES)
class TestForms:
    """What an editor saves, whichever language the editor's own admin is in."""

    def test_a_person_is_saved_in_both_languages(self, admin_in, language):
        admin_in(language).post(
            reverse("wagtailsnippets_portal_person:add"),
            {
                "name": "Jan",
                "role_pl": "wójt",
                "role_en": "mayor",
                "organisation_pl": "Gmina",
                "organisation_en": "Municipality",
                "portrait": "",
            },
        )

        saved = Person.objects.values_list("role_pl", "role_en", "organisation_en").get()
        assert saved == ("wójt", "mayor", "Municipality")

    @pytest.mark.parametrize("missing", ["role_pl", "role_en"])
    def test_a_person_with_a_gap_is_not_saved(self, admin_in, language, missing):
        form = {"name": "Jan", "role_pl": "wójt", "role_en": "mayor", "portrait": "", missing: ""}

        response = admin_in(language).post(reverse("wagtailsnippets_portal_person:add"), form)

        assert response.status_code == 200
        assert not Person.objects.exists()

    def test_a_category_is_saved_in_both_languages(self, admin_in, language):
        admin_in(language).post(
            reverse("wagtailsnippets_news_category:add"),
            {"name_pl": "Woda", "name_en": "Water", "slug": "woda"},
        )

        assert Category.objects.values_list("name_pl", "name_en").get() == ("Woda", "Water")

    def test_the_data_of_the_association_are_saved_in_both_languages(
        self, polish_tree, admin_in, language
    ):
        client = admin_in(language)
        url = reverse(
            "wagtailsettings:edit", args=["portal", "portalsettings", Site.objects.get().pk]
        )
        form = next(
            form
            for index in range(9)
            if "tagline_pl" in (form := querydict_from_html(client.get(url).text, form_index=index))
        )

        form["tagline_pl"], form["tagline_en"] = "Nowa energia", "New energy"
        response = client.post(url, form)

        assert response.status_code == 302
        saved = PortalSettings.objects.values_list(
            "tagline_pl", "tagline_en", "name_pl", "name_en", "privacy_page"
        ).get()
        assert saved == (
            "Nowa energia",
            "New energy",
            "Klaster Obszaru Nowej Energii",
            "New Energy Area Cluster",
            polish_tree.privacy.pk,
        )


def rows(response) -> list[str]:
    """The rows of an admin listing, as text."""
    table = BeautifulSoup(response.content, "html.parser").select("main table tbody tr")
    return [" ".join(row.get_text(" ").split()) for row in table]


class TestListings:
    PEOPLE = "wagtailsnippets_portal_person:list"
    CATEGORIES = "wagtailsnippets_news_category:list"

    @pytest.fixture
    def people(self, db, django_capture_on_commit_callbacks):
        with django_capture_on_commit_callbacks(execute=True):
            return [
                factories.PersonFactory(),
                factories.PersonFactory(
                    name="Jan Kowalski",
                    role_pl="wójt",
                    role_en="mayor",
                    organisation_pl="Gmina",
                    organisation_en="Municipality",
                ),
            ]

    def test_shows_the_roles_of_people_in_both_languages(self, admin_client, people):
        first, second = rows(admin_client.get(reverse(self.PEOPLE)))

        assert "rzeczniczka spokeswoman" in first
        assert "wójt mayor" in second

    @pytest.mark.parametrize("query", ["kowal", "wójt", "mayor", "Municipality"])
    def test_finds_people_by_name_role_and_organisation(self, admin_client, people, query):
        (found,) = rows(admin_client.get(reverse(self.PEOPLE), {"q": query}))

        assert "Jan Kowalski" in found

    def test_filters_people_by_organisation(self, admin_client, people):
        (found,) = rows(admin_client.get(reverse(self.PEOPLE), {"organisation_pl": "Gmina"}))

        assert "Jan Kowalski" in found

    def test_counts_where_a_person_is_quoted_and_speaks(
        self, admin_in, polish_tree, publish, people
    ):
        anna, _ = people
        body = [quote(anna), programme(session(speakers=[item({"person": anna.pk})]))]
        publish(polish_tree.news, body=body)
        publish(polish_tree.event, body=[quote(anna)])

        first, second = rows(admin_in("en").get(reverse(self.PEOPLE)))

        assert "Used 2 times" in first
        assert "Used 0 times" in second

    def test_counts_the_news_of_a_category(self, admin_in, polish_tree):
        (energy,) = rows(admin_in("en").get(reverse(self.CATEGORIES)))

        assert "Used 1 time" in energy

    @pytest.mark.parametrize("query", ["", "kowal"])
    def test_filters_out_who_is_used(self, admin_client, polish_tree, publish, people, query):
        anna, _ = people
        publish(polish_tree.event, body=[quote(anna)])

        unused = {"usage_count_max": 0, "q": query}
        (found,) = rows(admin_client.get(reverse(self.PEOPLE), unused))

        assert "Jan Kowalski" in found

    @pytest.mark.parametrize("query", ["", "wod"])
    def test_filters_out_categories_that_are_used(
        self, admin_client, polish_tree, query, django_capture_on_commit_callbacks
    ):
        with django_capture_on_commit_callbacks(execute=True):
            factories.CategoryFactory(slug="woda", name_pl="Woda", name_en="Water")

        unused = {"usage_count_max": 0, "q": query}
        (found,) = rows(admin_client.get(reverse(self.CATEGORIES), unused))

        assert "Woda" in found

    @pytest.mark.parametrize("filters", [{"usage_count_min": "x"}, {"usage_count_max": "9" * 40}])
    def test_take_a_filter_that_is_none(self, admin_client, people, filters):
        assert admin_client.get(reverse(self.PEOPLE), filters).status_code == 200

    @pytest.mark.parametrize("query", ["energia", "Energ"])
    def test_finds_categories_by_name(
        self, admin_client, query, django_capture_on_commit_callbacks
    ):
        with django_capture_on_commit_callbacks(execute=True):
            factories.CategoryFactory()
            factories.CategoryFactory(slug="woda", name_pl="Woda", name_en="Water")

        (found,) = rows(admin_client.get(reverse(self.CATEGORIES), {"q": query}))

        assert "Energia" in found

    @pytest.mark.parametrize(
        ("listing", "make"),
        [
            (PEOPLE, lambda n: factories.PersonFactory(name=f"Anna {n}")),
            (
                CATEGORIES,
                lambda n: factories.CategoryFactory(slug=f"c{n}", name_pl=f"C{n}", name_en=f"C{n}"),
            ),
        ],
        ids=["people", "categories"],
    )
    def test_of_five_cost_no_more_queries_than_of_one(self, admin_client, listing, make):
        def queries() -> int:
            with CaptureQueriesContext(connection) as captured:
                shown.append(len(rows(admin_client.get(reverse(listing)))))
            return len(captured)

        shown = []
        make(0)
        queries()
        with_one = queries()
        for number in range(1, 5):
            make(number)

        assert queries() == with_one
        assert shown[-1] == 5


@pytest.mark.parametrize(
    ("written", "shown"),
    [("7692252507", "769-225-25-07"), ("769-225-25-07", "769-225-25-07"), ("", "")],
)
def test_a_tax_number_is_shown_as_offices_write_it(written, shown):
    assert PortalSettings(nip=written).nip_formatted == shown
