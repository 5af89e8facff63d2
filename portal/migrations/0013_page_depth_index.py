"""An index of pages by their depth, and within it by their place: not of our table, but of Wagtail's.

Wagtail looks the root of the tree up by its depth for each screen of the admin, and the page
chooser lists and counts what is one level below a page; both read all pages without it.
"""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("portal", "0012_edition"),
        ("wagtailcore", "0098_apitoken"),
    ]

    operations = [
        migrations.RunSQL(
            "CREATE INDEX portal_page_depth ON wagtailcore_page (depth, path)",
            "DROP INDEX portal_page_depth",
        )
    ]
