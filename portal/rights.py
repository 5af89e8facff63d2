"""What a permission in the page tree allows, beyond what Wagtail knows.

Two permissions more can be given to a group for a page and all below it, in the same table of its
form: "see" (the pages are listed) and "translate" (their translations are edited, nothing else).
Who may do what with them is decided in one place, `PagePermissions`; every view, button and menu
of Wagtail and wagtail-localize asks it. `connect()` is called once, when the app is ready.
"""

from posixpath import commonprefix

from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.models import AbstractPage, Locale, Page, PagePermissionTester
from wagtail.models.pages import PAGE_PERMISSION_TYPES
from wagtail.permission_policies.pages import PagePermissionPolicy
from wagtail.permissions import register_permission_policy
from wagtail_localize.models import Translation

VIEW, TRANSLATE = "view", "translate"

OWN_TYPES = [
    (TRANSLATE, _("Translate"), _("Edit translations, but no other pages")),
    (VIEW, _("See"), _("See pages in lists")),
]
# Whoever has one of these has pages to look at; Wagtail asks for all of them when it means that.
EXPLORING = {"add", "change", "publish", "lock", "unlock", "bulk_delete"}


class PagePolicy(PagePermissionPolicy):
    """Wagtail's policy, in which "see" and "translate" are reasons to list a page."""

    # wagtail-localize asks Wagtail's own policy, which knows neither, and would keep its answer.
    _explorable_root_instance_cache_name = "_explorable_root_of_portal"

    def _get_permission_codenames(self, actions):
        if set(actions) >= EXPLORING:
            actions = {*actions, VIEW, TRANSLATE}
        return super()._get_permission_codenames(actions)

    def explorable_instances(self, user):
        return self.model._default_manager.filter(explorable(user))


def explorable(user, prefix: str = "") -> Q:
    """That `user` may see a page in lists; `prefix` leads to the page, as "original__".

    Wagtail names each permission of each group in it, and its lists ask whether a page is among all
    of these, which with many pages costs more than the list itself (seen in 8.0.1).
    """
    if not user.is_active:
        return Q(pk__in=[])
    if user.is_superuser:
        return Q()
    policy = PagePolicy(Page)
    permitted = {permission.page for permission in policy.get_cached_permissions_for_user(user)}
    if not permitted:
        return Q(pk__in=[])
    # Those above are on the way there, from the last that is above all of them.
    above = {path for page in permitted for path in paths_above(page)}
    common = commonprefix([page.path[: -Page.steplen] for page in permitted])
    start = len(common) - len(common) % Page.steplen
    seen = Q(**{f"{prefix}path__in": [path for path in above if len(path) >= start]})
    for page in set(policy.instances_with_direct_explore_permission(user)):
        seen |= Q(**{f"{prefix}path__startswith": page.path})
    return seen


def paths_above(page: Page) -> list[str]:
    return [page.path[:end] for end in range(page.steplen, len(page.path), page.steplen)]


class PagePermissions(PagePermissionTester):
    """What `user` may do with `page`; who may only translate, edits translations and no more."""

    def can_edit(self) -> bool:
        return self.may_translate() or self.can_edit_freely()

    def can_edit_freely(self) -> bool:
        """Whether `user` may edit the page itself, be it a translation or not."""
        return super().can_edit()

    def may_translate(self) -> bool:
        """Whether `user` edits the page as a translator: a translation that nobody stopped."""
        return (
            self.user.is_active
            and not self.user.is_superuser
            and TRANSLATE in self.permissions
            and self.page.translation_key in translated_keys(self.user, self.page.locale_id)
        )

    def can_view_revisions(self) -> bool:
        """As the history itself decides: who may only see a page is not sent to a closed door."""
        return super().can_view_revisions() and (self.can_edit() or self.can_publish())

    def can_delete(self, ignore_bulk: bool = False) -> bool:
        """As Wagtail decides; from what the page itself says, where that is enough.

        Wagtail asks the database what is live, or somebody else's, among the page and all below it,
        for two buttons of each row of a list (seen in 8.0.1).
        """
        if not self.user.is_active or self.user.is_superuser or self.page_is_root:
            return super().can_delete(ignore_bulk)
        if not {"change", "add"} & self.permissions or self._stays():
            return False
        return self.page.is_leaf() or super().can_delete(ignore_bulk)

    def _stays(self) -> bool:
        """Whether the page itself, whatever is below it, is none that `user` may delete."""
        if self.page.live and "publish" not in self.permissions:
            return True
        return "change" not in self.permissions and self.page.owner_id != self.user.pk

    # A copy is a page of its own, and nobody's translation.
    def can_copy(self) -> bool:
        return self.can_edit_freely()


def translated_keys(user, locale_id: int) -> set:
    """The keys of all pages that are translated into the locale, asked once for each request."""
    known = user.__dict__.setdefault("_translated_keys", {})
    if locale_id not in known:
        translations = Translation.objects.filter(target_locale_id=locale_id, enabled=True)
        known[locale_id] = set(translations.values_list("source__object_id", flat=True))
    return known[locale_id]


def languages_to_translate_into(user) -> set[int]:
    """Ids of the locales in whose trees `user` may begin a page or its translation."""
    permissions = PagePolicy(Page).get_all_permissions_for_user(user)
    codenames = [f"{action}_page" for action in (TRANSLATE, "add")]
    pages = permissions.filter(permission__codename__in=codenames)
    if pages.filter(page__depth=1).exists():  # above all trees
        return set(Locale.objects.values_list("pk", flat=True))
    return set(pages.values_list("page__locale_id", flat=True))


def connect() -> None:
    """Make the two permissions known. Called from PortalConfig.ready()."""
    known = {codename for codename, *_labels in PAGE_PERMISSION_TYPES}
    PAGE_PERMISSION_TYPES.extend(kind for kind in OWN_TYPES if kind[0] not in known)
    register_permission_policy(AbstractPage, PagePolicy(Page))
