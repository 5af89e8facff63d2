from django.db import migrations

from portal import roles

REDIRECT = "wagtailredirects.redirect"


def let_editors_redirect(apps, schema_editor):
    """The group keeps whatever else it may; where an administrator removed it, it stays away."""
    for group in apps.get_model("auth", "Group").objects.filter(name=roles.EDITOR.name):
        rights = {REDIRECT: roles.EDITOR.models[REDIRECT]}
        group.permissions.add(*roles.permissions(apps, rights))


class Migration(migrations.Migration):

    dependencies = [
        ("portal", "0010_missed_address"),
        ("wagtailredirects", "0008_add_verbose_name_plural"),
    ]

    operations = [
        # Not taken away again: somebody may have given it on purpose.
        migrations.RunPython(let_editors_redirect, migrations.RunPython.noop),
    ]
