from django.db import migrations

ACTIONS = ["add", "change", "delete"]


def let_editors_promote(apps, schema_editor):
    """As Wagtail does for pictures and documents: its two groups may from the beginning."""
    kind, _made = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label="wagtailsearchpromotions", model="searchpromotion"
    )
    Permission = apps.get_model("auth", "Permission")
    permissions = [
        Permission.objects.get_or_create(
            content_type=kind,
            codename=f"{action}_searchpromotion",
            defaults={"name": f"Can {action} search promotion"},
        )[0]
        for action in ACTIONS
    ]
    for group in apps.get_model("auth", "Group").objects.filter(name__in=["Editors", "Moderators"]):
        group.permissions.add(*permissions)


class Migration(migrations.Migration):

    dependencies = [
        ("portal", "0004_person_slug_is_unique"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("wagtailcore", "0002_initial_data"),
        ("wagtailsearchpromotions", "0008_query_verbose_name"),
    ]

    operations = [
        # Not taken away again: somebody may have given them on purpose.
        migrations.RunPython(let_editors_promote, migrations.RunPython.noop),
    ]
