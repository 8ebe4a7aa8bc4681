"""The one way into the journal."""

from django.db import models

from journal.actions import SENTENCES, UnknownAction
from journal.models import Entry


def record(action: str, *, by, target: models.Model, country: str = "", on_behalf_of=None, **data) -> Entry:
    """Write that `by` (a user; None is the system) did `action` to `target`. Call it in the act's transaction.

    `on_behalf_of` is for whom it was done, where that is somebody else. An act that leads from one state to another
    says so as {"from": …, "to": …} in `data`, in values that journal.actions.register_words gives words for.
    """
    if action not in SENTENCES:
        raise UnknownAction(action)
    return Entry.objects.create(
        action=action,
        actor=by,
        actor_name=str(by) if by else "",
        on_behalf=str(on_behalf_of)[:200] if on_behalf_of else "",
        country=country,
        target_type=target._meta.label_lower,
        target_id=str(target.pk),
        target_label=str(target)[:300],
        data=data,
    )
