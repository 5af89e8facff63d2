from django.db import migrations, models

import portal.models.edition


class Migration(migrations.Migration):
    dependencies = [
        ("portal", "0013_page_depth_index"),
    ]

    operations = [
        migrations.AddField(
            model_name="editiontoken",
            name="withdrawal",
            field=models.CharField(default=portal.models.edition.random_token, max_length=36),
        ),
    ]
