"""Who does what on the portal: three groups and their rights, in one table.

A migration makes the groups and gives them what stands here; a tree that begins later – somebody
makes the first home page – gets its part as it begins (`settle`). Neither takes anything away, and
neither comes back to what an administrator has changed since; `manage.py set_roles` does, if it is
asked to (decision 0014).

All functions take the registry of apps, as a migration must not use the models of today.
"""

from dataclasses import dataclass, field

from django.apps import apps as current_apps
from django.db.models.signals import post_save

READ = ("view",)
WRITE = ("add", "change", "lock")
TRANSLATE = ("translate",)
EVERYTHING = ("add", "change", "bulk_delete", "lock", "publish", "unlock")


@dataclass(frozen=True)
class Role:
    """A group: what it may do in the tree of each language, with which models, with files.

    `models` and `files` name a model and the actions on it; files are in collections, and the
    right holds for all of these.
    """

    name: str
    trees: dict[str, tuple[str, ...]]
    models: dict[str, tuple[str, ...]] = field(default_factory=dict)
    files: dict[str, tuple[str, ...]] = field(default_factory=dict)


EDITOR = Role(
    "Redaktor",
    trees={"pl": WRITE, "en": READ},
    models={
        "wagtailadmin.admin": ("access",),
        "portal.person": ("add", "change"),
        "news.category": ("add", "change"),
        "portal.glossaryterm": ("add", "change"),
        "wagtailsearchpromotions.searchpromotion": ("add", "change", "delete"),
        "wagtailredirects.redirect": ("add", "change", "delete"),
    },
    files={
        "wagtailimages.image": ("add", "change", "choose"),
        "wagtaildocs.document": ("add", "change", "choose"),
    },
)
TRANSLATOR = Role(
    "Tłumacz",
    trees={"pl": READ, "en": TRANSLATE},
    models={
        "wagtailadmin.admin": ("access",),
        "wagtail_localize.translation": ("submit",),
        # Which words a translation uses is a translator's business; who somebody is, is not.
        "portal.glossaryterm": ("add", "change"),
        "portal.person": ("view",),
        "news.category": ("view",),
    },
    files={"wagtailimages.image": ("choose",), "wagtaildocs.document": ("choose",)},
)
PUBLISHER = Role(
    "Wydawca",
    trees={"pl": EVERYTHING, "en": EVERYTHING},
    models={
        "wagtailadmin.admin": ("access",),
        "wagtail_localize.translation": ("submit",),
        "portal.person": ("add", "change", "delete"),
        "news.category": ("add", "change", "delete"),
        "portal.glossaryterm": ("add", "change", "delete"),
        "portal.portalsettings": ("change",),
        # Whoever asks for their data, or wants them erased, is answered by a publisher.
        "wagtailforms.formsubmission": ("view", "delete"),
        "wagtailsearchpromotions.searchpromotion": ("add", "change", "delete"),
        "wagtailredirects.redirect": ("add", "change", "delete"),
    },
    files={
        "wagtailimages.image": ("add", "change", "choose"),
        "wagtaildocs.document": ("add", "change", "choose"),
        "wagtailcore.collection": ("add", "change", "delete"),
    },
)
ROLES = (EDITOR, TRANSLATOR, PUBLISHER)

# What the workflow of each tree is called: a name that administrators may change.
WORKFLOWS = {"pl": "Sprawdź przed publikacją (PL)", "en": "Sprawdź przed publikacją (EN)"}


def find_permission(apps, model: str, action: str):
    """The permission of `action` on `model` ("app.model"), made if Django has not made it yet.

    None if there is no such model: an app that was taken out, or comes later.
    """
    app, name = model.split(".")
    ContentType = apps.get_model("contenttypes", "ContentType")
    kind = ContentType.objects.filter(app_label=app, model=name).first()
    called = name
    try:
        called = apps.get_model(app, name)._meta.verbose_name_raw
    except LookupError:
        if kind is None:
            return None
    kind = kind or ContentType.objects.create(app_label=app, model=name)
    return apps.get_model("auth", "Permission").objects.get_or_create(
        content_type=kind,
        codename=f"{action}_{name}",
        defaults={"name": f"Can {action} {called}"},
    )[0]


def permissions(apps, wanted: dict[str, tuple[str, ...]]) -> list:
    """The permissions of a table of models and actions; those of unknown models are left out."""
    found = [
        find_permission(apps, model, action)
        for model, actions in wanted.items()
        for action in actions
    ]
    return [permission for permission in found if permission]


def make_groups(apps, roles=ROLES) -> None:
    """Make the groups of `roles` where they are missing, and give them what the table says."""
    Group = apps.get_model("auth", "Group")
    GroupCollectionPermission = apps.get_model("wagtailcore", "GroupCollectionPermission")
    all_files = apps.get_model("wagtailcore", "Collection").objects.filter(depth=1).first()
    for role in roles:
        group, _made = Group.objects.get_or_create(name=role.name)
        group.permissions.add(*permissions(apps, role.models))
        if all_files is None:  # a database that was emptied
            continue
        for permission in permissions(apps, role.files):
            GroupCollectionPermission.objects.get_or_create(
                group=group, collection=all_files, permission=permission
            )


def make_workflows(apps, approvers=()) -> None:
    """Make the workflow of each tree: whatever it publishes, a publisher has seen before.

    `approvers` are groups that may approve besides the publishers. A workflow of that name is left
    as it is, whoever approves in it.
    """
    ContentType = apps.get_model("contenttypes", "ContentType")
    Check = apps.get_model("portal", "PublishingCheck")
    Workflow = apps.get_model("wagtailcore", "Workflow")
    publishers = apps.get_model("auth", "Group").objects.get(name=PUBLISHER.name)
    kind = ContentType.objects.get_or_create(app_label="portal", model="publishingcheck")[0]
    for name in WORKFLOWS.values():
        if Workflow.objects.filter(name=name).exists():
            continue
        check = Check.objects.create(name=name, content_type=kind)
        check.groups.set([publishers, *approvers])
        workflow = Workflow.objects.create(name=name)
        apps.get_model("wagtailcore", "WorkflowTask").objects.create(
            workflow=workflow, task_id=check.pk, sort_order=0
        )


def settle(apps, home) -> None:
    """Give each role its rights in the tree of `home`, and the tree the workflow of its language.

    A group that somebody deleted or renamed is passed over; so is a page that has a workflow.
    """
    language = home.locale.language_code
    Group = apps.get_model("auth", "Group")
    GroupPagePermission = apps.get_model("wagtailcore", "GroupPagePermission")
    for role in ROLES:
        group = Group.objects.filter(name=role.name).first()
        actions = role.trees.get(language, ())
        for permission in permissions(apps, {"wagtailcore.page": actions}) if group else ():
            GroupPagePermission.objects.get_or_create(
                group=group, page_id=home.pk, permission=permission
            )
    workflow = (
        apps.get_model("wagtailcore", "Workflow")
        .objects.filter(name=WORKFLOWS.get(language), active=True)
        .first()
    )
    if workflow:
        apps.get_model("wagtailcore", "WorkflowPage").objects.get_or_create(
            page_id=home.pk, defaults={"workflow": workflow}
        )


def homes(apps):
    """The page with which each tree begins: below the root, and no welcome page of Wagtail's."""
    pages = apps.get_model("wagtailcore", "Page").objects.filter(depth=2)
    return pages.exclude(content_type__app_label="wagtailcore").select_related("locale")


def reset(apps=current_apps) -> None:
    """Bring the groups back to the table: what is missing is given, whatever is beyond it taken.

    Who is in a group stays there; other groups and workflows are not touched.
    """
    names = [role.name for role in ROLES]
    for group in apps.get_model("auth", "Group").objects.filter(name__in=names):
        group.permissions.clear()
        group.page_permissions.all().delete()
        group.collection_permissions.all().delete()
    make_groups(apps)
    make_workflows(apps)
    for home in homes(apps):
        settle(apps, home)


def settle_new_tree(sender, instance, created: bool, raw: bool = False, **kwargs) -> None:
    """Settle the tree that begins with a page just made; a loaded fixture brings its own rights."""
    from wagtail.models import Page

    begun = created and not raw and issubclass(sender, Page) and sender is not Page
    if begun and instance.depth == 2:
        settle(current_apps, instance)


def connect() -> None:
    """Let every new tree have its roles. Called from PortalConfig.ready()."""
    post_save.connect(settle_new_tree, dispatch_uid="portal.roles.settle_new_tree")
