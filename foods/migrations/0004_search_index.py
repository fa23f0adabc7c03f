"""The search index of foods, which the database keeps by itself (see `foods.search.schema`)."""

from django.db import migrations, models

from foods.search import schema


def install(apps, schema_editor):
    schema.install(schema_editor.connection)


def uninstall(apps, schema_editor):
    schema.uninstall(schema_editor.connection)


class Migration(migrations.Migration):

    dependencies = [
        ('foods', '0003_own_labels'),
    ]

    operations = [
        migrations.RunPython(install, uninstall),
    ]
