from django.db import migrations

from portal import roles

MESSAGE = "wagtailforms.formsubmission"


def let_publishers_see_and_erase(apps, schema_editor):
    """The group keeps whatever else it may; where an administrator removed it, it stays away."""
    for group in apps.get_model("auth", "Group").objects.filter(name=roles.PUBLISHER.name):
        rights = {MESSAGE: roles.PUBLISHER.models[MESSAGE]}
        group.permissions.add(*roles.permissions(apps, rights))


class Migration(migrations.Migration):

    dependencies = [
        ("home", "0006_consent_and_information"),
        ("portal", "0011_editors_redirect"),
        ("wagtailforms", "0005_alter_formsubmission_form_data"),
    ]

    operations = [
        # Not taken away again: somebody may have given it on purpose.
        migrations.RunPython(let_publishers_see_and_erase, migrations.RunPython.noop),
    ]
