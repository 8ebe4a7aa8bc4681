"""Reading the journal."""

from django.db import models

from journal.models import Entry


def history_of(target: models.Model) -> models.QuerySet[Entry]:
    """All that was done to one object, newest first."""
    return Entry.objects.filter(target_type=target._meta.label_lower, target_id=str(target.pk))


def recent_in(country: str) -> models.QuerySet[Entry]:
    """All that was done in one country, newest first."""
    return Entry.objects.filter(country=country)
