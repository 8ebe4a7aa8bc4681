"""Taking the names of a person out of the journal: the lines stay, with the keys, and remain readable."""

import re
from collections.abc import Iterable
from typing import Any

from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext as _

from journal.models import Entry, Erasure

NEUTRAL = re.compile(r"\berased person (\d+)\b")
"""What stands in place of a name; it is translated when it is shown."""


class AlreadyErased(Exception):
    """The names of this person were taken out before."""


@transaction.atomic
def erase_names(*, person: int, names: Iterable[str]) -> Erasure:
    """Put "erased person 7" in place of the names (and addresses) of the account with this key, wherever they stand."""
    try:
        with transaction.atomic():
            erasure = Erasure.objects.create(person=person)
    except IntegrityError:
        raise AlreadyErased from None
    change(Entry.objects.filter(actor_id=person), actor_name=str(erasure))
    sought = [re.escape(name) for name in sorted(set(names), key=len, reverse=True) if name.strip()]
    if sought:
        pattern = re.compile(rf"(?<!\w)(?:{'|'.join(sought)})(?!\w)", re.IGNORECASE)
        for entry in list(Entry.objects.order_by("pk").only("on_behalf", "target_label", "data").iterator()):
            old = {"on_behalf": entry.on_behalf, "target_label": entry.target_label, "data": entry.data}
            new = {field: without(value, pattern, str(erasure)) for field, value in old.items()}
            if new != old:
                change(Entry.objects.filter(pk=entry.pk), **new)
    Erasure.objects.filter(pk=erasure.pk).update(is_open=False)
    return erasure


def change(entries: models.QuerySet[Entry], **values) -> None:
    """What EntryQuerySet refuses to everybody else."""
    models.QuerySet.update(entries, **values)


def without(value: Any, pattern: re.Pattern, neutral: str) -> Any:
    """The same text, list or dictionary with the names replaced."""
    if isinstance(value, str):
        return pattern.sub(neutral, value)
    if isinstance(value, list):
        return [without(one, pattern, neutral) for one in value]
    if isinstance(value, dict):
        return {key: without(one, pattern, neutral) for key, one in value.items()}
    return value


def shown(text: str) -> str:
    """A text of the journal with its erased persons in the reader's language."""
    return NEUTRAL.sub(lambda found: _("erased person %(number)s") % {"number": found[1]}, text)
