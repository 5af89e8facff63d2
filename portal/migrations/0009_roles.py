from django.db import migrations

from portal import roles

STOCK = ("Editors", "Moderators")


def make_roles(apps, schema_editor):
    """Three groups with their rights, a workflow for each tree; Wagtail's own where nobody is in them.

    Who is in one of Wagtail's groups keeps it with all its rights, and who could approve still may.
    """
    remaining = remove_unused(apps)
    roles.make_groups(apps)
    roles.make_workflows(apps, approvers=approvers_so_far(apps, remaining))
    for home in roles.homes(apps):
        roles.settle(apps, home)


def remove_unused(apps):
    """Delete Wagtail's groups that hold nobody and guard nothing; return those that stay."""
    remaining = []
    for group in apps.get_model("auth", "Group").objects.filter(name__in=STOCK):
        if is_used(group):
            remaining.append(group)
            continue
        remove_workflow_of(apps, group)
        group.delete()
    return remaining


def is_used(group):
    return (
        group.user_set.exists()
        or group.pageviewrestriction_set.exists()
        or group.collectionviewrestriction_set.exists()
    )


def remove_workflow_of(apps, group):
    """Delete the workflow that only `group` decides in, unless a page has ever been through it."""
    Workflow = apps.get_model("wagtailcore", "Workflow")
    for task in apps.get_model("wagtailcore", "GroupApprovalTask").objects.filter(groups=group):
        if task.groups.count() > 1:
            continue
        workflows = Workflow.objects.filter(workflow_tasks__task_id=task.pk)
        if workflows.filter(workflow_states__isnull=False).exists():
            continue
        if any(workflow.workflow_tasks.count() > 1 for workflow in workflows):
            continue
        workflows.delete()
        task.delete()


def approvers_so_far(apps, groups):
    """Those of `groups` that decide in a workflow."""
    tasks = apps.get_model("wagtailcore", "GroupApprovalTask").objects.filter(active=True)
    return [group for group in groups if tasks.filter(groups=group).exists()]


class Migration(migrations.Migration):

    dependencies = [
        ("portal", "0008_publishing_check"),
        ("news", "0003_people_page"),
        ("wagtailadmin", "0001_create_admin_access_permissions"),
        ("wagtailcore", "0098_apitoken"),
        ("wagtaildocs", "0014_alter_document_file_size"),
        ("wagtailimages", "0027_image_description"),
        ("wagtail_localize", "0006_create_submit_translation_permission"),
        ("wagtailredirects", "0008_add_verbose_name_plural"),
        ("wagtailsearchpromotions", "0008_query_verbose_name"),
    ]

    operations = [
        # Not taken away again: people may be in the groups.
        migrations.RunPython(make_roles, migrations.RunPython.noop),
    ]
