"""The one way into the journal."""

from django.db import models

from journal.actions import SENTENCES, UnknownAction
from journal.models import Entry


def record(action: str, *, by, target: models.Model, country: str = "", **data) -> Entry:
    """Write that `by` (a user; None is the system) did `action` to `target`. Call it in the act's transaction."""
    if action not in SENTENCES:
        raise UnknownAction(action)
    return Entry.objects.create(
        action=action,
        actor=by,
        actor_name=str(by) if by else "",
        country=country,
        target_type=target._meta.label_lower,
        target_id=str(target.pk),
        target_label=str(target)[:300],
        data=data,
    )
