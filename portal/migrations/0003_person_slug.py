from itertools import chain, count

from anyascii import anyascii
from django.db import migrations, models
from django.utils.text import slugify


def name_in_addresses(apps, schema_editor):
    """Give everybody a slug, numbered where names repeat; the next migration makes it unique."""
    people = apps.get_model("portal", "Person")._base_manager.using(schema_editor.connection.alias)
    taken = set()
    for person in people.order_by("pk"):
        base = slugify(anyascii(person.name))[:144].strip("-") or "person"
        candidates = chain([base], (f"{base}-{number}" for number in count(2)))
        slug = next(slug for slug in candidates if slug not in taken)
        taken.add(slug)
        people.filter(pk=person.pk).update(slug=slug)


class Migration(migrations.Migration):

    dependencies = [
        ('portal', '0002_shared_facts'),
    ]

    operations = [
        migrations.AddField(
            model_name='person',
            name='slug',
            field=models.CharField(default='', max_length=150),
            preserve_default=False,
        ),
        migrations.RunPython(name_in_addresses, migrations.RunPython.noop),
    ]
