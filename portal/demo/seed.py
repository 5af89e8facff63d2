"""Makes the whole demo in one transaction: all of it, or nothing."""

import json
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.db import transaction
from django.db.models import Model
from django.utils import timezone, translation
from wagtail.contrib.redirects.models import Redirect
from wagtail.fields import StreamField
from wagtail.models import Locale, Page, Site
from wagtail.users.models import UserProfile
from wagtail_localize.fields import get_translatable_fields

from home.models import HomePage
from portal.demo.content import PAGES
from portal.demo.page import DemoPage, Library
from portal.demo.pictures import draw_all
from portal.demo.shared import fill_settings, make_library
from portal.demo.text import T, dictionary, in_polish
from portal.demo.translate import translate
from portal.roles import EDITOR, PUBLISHER, TRANSLATOR

ADMIN, PASSWORD = "admin", "portal-demo"
# Somebody of each role, in the group that a migration has made.
MEMBERS = {"redaktor": EDITOR.name, "tlumacz": TRANSLATOR.name, "wydawca": PUBLISHER.name}


def is_seeded() -> bool:
    """Whether there is a home page. Whatever else an editor has deleted stays deleted."""
    return HomePage.objects.exists()


def seed(*, with_accounts: bool) -> None:
    """Make the demo content, and the demo's accounts if wanted."""
    drawings = dict(draw_all())  # before the transaction: drawing takes seconds
    with translation.override("pl"), transaction.atomic():
        if is_seeded():
            return
        user = make_admin() if with_accounts else None
        if with_accounts:
            make_members()
        polish, english = (
            Locale.objects.get_or_create(language_code=code)[0] for code in ("pl", "en")
        )
        library = make_library(timezone.localdate(), drawings, user)
        bodies = plant(library, polish, user)
        settle_site(library)
        fill_settings(Site.objects.get(is_default_site=True), library)
        for page in PAGES:
            publish(page, bodies.get(page.key), library, user)
        for page in PAGES:
            if page.translated:
                to_english(page, bodies.get(page.key), library, english, user)
        for page in PAGES:
            if page.later:
                polish_page = fresh(page, library)
                page.later(polish_page, library)
                polish_page.save_revision(user=user, log_action=True).publish(user=user)
    # From the Polish slugs that the English pages had for a moment, where nobody ever read them.
    Redirect.objects.filter(automatically_created=True).delete()


def make_admin():
    """The demo's superuser, as it is if there is one of that name."""
    User = get_user_model()
    user = User.objects.filter(username=ADMIN).first()
    if user is None:
        user = User.objects.create_superuser(ADMIN, "admin@example.org", PASSWORD)
        speak_polish(user)
    return user


def make_members() -> None:
    """Make the demo's account of each role; one that is there stays as it is."""
    User = get_user_model()
    for name, role in MEMBERS.items():
        if User.objects.filter(username=name).exists():
            continue
        user = User.objects.create_user(name, f"{name}@example.org", PASSWORD)
        user.groups.set(Group.objects.filter(name=role))
        speak_polish(user)


def speak_polish(user) -> None:
    profile = UserProfile.get_for_user(user)
    profile.preferred_language = "pl"
    profile.save()


def plant(library: Library, locale: Locale, user) -> dict[str, list]:
    """Make every Polish page as a draft without its story; return the stories.

    Stories lead to other pages, so they are told when all of these exist.
    """
    for page in PAGES:
        fields = in_polish(all_fields(page, library))
        form_fields = fields.pop("form_fields", [])
        for name in fields.keys() & stream_fields(page.model):
            fields[name] = story_json(fields[name])
        draft = page.model(
            locale=locale, owner=user, live=False, show_in_menus=page.in_menus, **fields
        )
        if form_fields:
            relation = page.model._meta.get_field("form_fields").related_model
            draft.form_fields = [
                relation(locale=locale, sort_order=number, **field)
                for number, field in enumerate(form_fields)
            ]
        parent = library.pages[page.parent] if page.parent else Page.get_first_root_node()
        library.pages[page.key] = parent.add_child(instance=draft)
    return {page.key: page.body(library) for page in PAGES if page.body}


def all_fields(page: DemoPage, library: Library) -> dict:
    return {"title": page.title, "slug": page.slug, **page.fields(library)}


def fresh(page: DemoPage, library: Library) -> Page:
    """The Polish page as it is in the database: its children were counted there meanwhile."""
    return page.model.objects.get(pk=library.pages[page.key].pk)


def settle_site(library: Library) -> None:
    """Show the Polish home page at the site's root, and take Wagtail's welcome page away."""
    site = Site.objects.filter(is_default_site=True).first()
    if site is None:
        site = Site(hostname="localhost", port=80, is_default_site=True)
    site.root_page = library.pages["home"]
    site.site_name = site.site_name or "Portal ONE"
    site.save()
    for welcome in Page.get_first_root_node().get_children().exact_type(Page):
        welcome.delete()


def publish(page: DemoPage, body: list | None, library: Library, user) -> None:
    """Publish the Polish page, with its story."""
    polish_page = fresh(page, library)
    for name, value in page.links(library).items():
        setattr(polish_page, name, value)
    if body:
        polish_page.body = story_json(in_polish(body))
    for name in stream_fields(page.model):
        # Read it once: a story is stored as it was given unless somebody has looked at it, and
        # wagtail-localize overlooks items of lists that have no ids yet.
        list(getattr(polish_page, name))
    polish_page.save_revision(user=user, log_action=True).publish(user=user)
    library.pages[page.key] = fresh(page, library)


def stream_fields(model: type[Page]) -> set[str]:
    return {field.name for field in model._meta.fields if isinstance(field, StreamField)}


def story_json(story: list[tuple[str, Any]]) -> str:
    """`story` as a StreamField stores it; what a block does not state gets the block's default."""

    def encoded(value):
        return value.pk if isinstance(value, Model) else value.isoformat()

    blocks = [{"type": kind, "value": value} for kind, value in story]
    return json.dumps(blocks, default=encoded)


def to_english(page: DemoPage, body: list | None, library: Library, locale: Locale, user) -> None:
    """Publish the English page. Fields that are the same in both languages are overridden."""
    fields = all_fields(page, library)
    synchronised = {
        field.field_name
        for field in get_translatable_fields(page.model)
        if not field.is_translated(None)
    }
    overrides = {
        name: text.en
        for name, text in fields.items()
        if name in synchronised and isinstance(text, T)
    }
    texts = {name: text for name, text in fields.items() if name not in overrides}
    translate(fresh(page, library), dictionary([texts, body]), overrides, locale, user)
