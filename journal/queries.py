"""Reading the journal."""

from collections.abc import Iterable

from django.db import models

from journal.models import Entry


def history_of(target: models.Model) -> models.QuerySet[Entry]:
    """All that was done to one object, newest first."""
    return Entry.objects.filter(target_type=target._meta.label_lower, target_id=str(target.pk))


def history_of_all(model: type[models.Model], keys: Iterable[int]) -> models.QuerySet[Entry]:
    """The same for several objects of a kind, by their keys."""
    return Entry.objects.filter(target_type=model._meta.label_lower, target_id__in=[str(key) for key in keys])


def recent_in(country: str) -> models.QuerySet[Entry]:
    """All that was done in one country, newest first."""
    return Entry.objects.filter(country=country)


def latest_acts(entries: models.QuerySet[Entry], count: int) -> list[Entry]:
    """The latest of these acts. The same one done again and again by one person stands there once."""
    latest: list[Entry] = []
    for entry in entries[: count * 20]:
        if not latest or (entry.action, entry.actor_id) != (latest[-1].action, latest[-1].actor_id):
            latest.append(entry)
    return latest[:count]
