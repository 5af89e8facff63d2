import django.db.models.deletion
from django.db import migrations, models

from search.backends.storage import STORAGES


class CreatePostings(migrations.CreateModel):
    """As a database keeps it best; as Django would where that is not known."""

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        kept = STORAGES.get(schema_editor.connection.vendor)
        if kept is None:
            return super().database_forwards(app_label, schema_editor, from_state, to_state)
        if self.allow_migrate_model(
            schema_editor.connection.alias, to_state.apps.get_model(app_label, self.name)
        ):
            schema_editor.execute(kept.create)


def create_index_of_beginnings(apps, schema_editor):
    kept = STORAGES.get(schema_editor.connection.vendor)
    if kept and kept.create_beginnings:
        schema_editor.execute(kept.create_beginnings)


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('contenttypes', '0002_remove_content_type_name'),
    ]

    operations = [
        migrations.CreateModel(
            name='AttachmentText',
            fields=[
                ('document_id', models.BigIntegerField(primary_key=True, serialize=False)),
                ('file_name', models.CharField(max_length=255)),
                ('file_hash', models.CharField(db_index=True, max_length=40)),
                ('outcome', models.CharField(max_length=16)),
                ('text', models.TextField(blank=True)),
                ('read_at', models.DateTimeField(auto_now=True)),
            ],
        ),
        CreatePostings(
            name='Posting',
            fields=[
                ('pk', models.CompositePrimaryKey('term', 'document', blank=True, editable=False, primary_key=True, serialize=False)),
                ('term', models.BigIntegerField()),
                ('document', models.BigIntegerField()),
                ('weight', models.IntegerField()),
                ('fields', models.BigIntegerField()),
            ],
            options={
                'db_table': 'search_posting',
            },
        ),
        migrations.CreateModel(
            name='Rebuild',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('made_by', models.CharField(max_length=40)),
                ('analysers', models.TextField()),
                ('started_at', models.DateTimeField(auto_now_add=True)),
                ('finished_at', models.DateTimeField(null=True)),
                ('model', models.CharField(blank=True, max_length=200)),
                ('last', models.CharField(blank=True, max_length=64)),
            ],
        ),
        migrations.CreateModel(
            name='DailyQuery',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField()),
                ('language', models.CharField(max_length=12)),
                ('query', models.CharField(max_length=60)),
                ('searches', models.PositiveIntegerField(default=1)),
                ('found', models.PositiveIntegerField()),
            ],
            options={
                'indexes': [models.Index(fields=['language', 'query', 'day'], name='search_daily_query_days')],
                'constraints': [models.UniqueConstraint(fields=('day', 'language', 'query'), name='search_daily_query')],
            },
        ),
        migrations.CreateModel(
            name='Entry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.BigIntegerField()),
                ('object_id', models.CharField(max_length=64)),
                ('language', models.CharField(blank=True, max_length=12)),
                ('title', models.CharField(blank=True, max_length=200)),
                ('words', models.TextField(blank=True)),
                ('text', models.TextField(blank=True)),
                ('terms', models.JSONField(default=list)),
                ('digest', models.CharField(max_length=40)),
                ('made_by', models.CharField(max_length=40)),
                ('content_type', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='contenttypes.contenttype')),
                ('space', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='contenttypes.contenttype')),
            ],
            options={
                'indexes': [models.Index(fields=['space', 'language'], name='search_entry_language'), models.Index(fields=['space', 'title'], name='search_entry_title'), models.Index(fields=['made_by'], name='search_entry_made_by')],
                'constraints': [models.UniqueConstraint(fields=('space', 'object_id'), name='search_entry_object'), models.UniqueConstraint(fields=('space', 'number'), name='search_entry_number')],
            },
        ),
        migrations.CreateModel(
            name='Term',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('language', models.CharField(max_length=12)),
                ('kind', models.CharField(max_length=1)),
                ('text', models.CharField(max_length=80)),
                ('folded', models.CharField(max_length=80)),
                ('space', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='contenttypes.contenttype')),
            ],
            options={
                'indexes': [models.Index(fields=['space', 'language', 'kind', 'folded'], name='search_term_folded')],
                'constraints': [models.UniqueConstraint(fields=('space', 'language', 'text', 'kind'), name='search_term_text')],
            },
        ),
        migrations.RunPython(create_index_of_beginnings, migrations.RunPython.noop),
    ]
