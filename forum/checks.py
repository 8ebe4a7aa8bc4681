"""What a site that countries rely on should not be run on: `manage.py check --deploy`."""

from pathlib import Path

from django.conf import settings
from django.core.checks import CheckMessage, Tags, Warning, register
from django.db import connection

from forum.models import Country


@register(Tags.compatibility, deploy=True)
def countries_on_sqlite(**kwargs) -> list[CheckMessage]:
    """Of a database that is not there yet nothing is said, and none is made by asking."""
    if connection.vendor != "sqlite" or settings.DEMONSTRATION or not is_made():
        return []
    number = Country.objects.count()
    said = f"{number} countries share an SQLite database: one process serves them all."
    hint = "Set DATABASE_URL to a PostgreSQL database. SQLite is for a trial, or for one country."
    return [Warning(said, hint=hint, id="forum.W001")] if number > 1 else []


def is_made() -> bool:
    is_there = connection.is_in_memory_db() or Path(connection.settings_dict["NAME"]).exists()
    return is_there and Country._meta.db_table in connection.introspection.table_names()
