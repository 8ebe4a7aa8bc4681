"""The table in which the limits on tries are counted (CACHES in the settings)."""

from django.core.management import call_command
from django.db import migrations


def make_table(apps, schema_editor):
    call_command("createcachetable", database=schema_editor.connection.alias, verbosity=0)


class Migration(migrations.Migration):
    dependencies = [("forum", "0002_more_roles")]
    operations = [migrations.RunPython(make_table, migrations.RunPython.noop)]
