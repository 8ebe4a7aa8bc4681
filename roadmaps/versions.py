"""The life of a version: begun as a copy, a draft, then put in force or discarded. What is in force stays so."""

from django.db import transaction

from forum.models import User
from roadmaps import fingerprints as marks
from roadmaps.actions import StaleRoadmap, hold_for, put_items, set_fields, tell
from roadmaps.changes import as_read, facts_of, items_of
from roadmaps.models import Roadmap
from roadmaps.replacing import propose


@transaction.atomic
def start_version(*, roadmap: Roadmap, by: User | None) -> Roadmap:
    """Copy a version that reports use, so that it can be changed. The copy is a draft."""
    current = hold_for("start_version", roadmap, by)
    copy = Roadmap.objects.create(country=current.country, version=current.version + 1, is_draft=True)
    set_fields(copy, {**facts_of(current), "adopted_on": None})
    propose(copy, put_items(copy, as_read(items_of(current))))
    tell("roadmap.started", by=by, roadmap=copy, copied_from=current.version)
    return copy


@transaction.atomic
def adopt_version(*, roadmap: Roadmap, by: User | None, seen: str | None = None) -> Roadmap:
    """Put a draft in force: reports that are opened from now on use it.

    With `seen`, the mark of the draft that somebody looked at, raises StaleRoadmap if it has changed since.
    """
    current = hold_draft("adopt_version", roadmap, by, seen)
    current.is_draft = False
    current.save(update_fields=["is_draft"])
    tell("roadmap.adopted", by=by, roadmap=current)
    return current


@transaction.atomic
def discard_version(*, roadmap: Roadmap, by: User | None, seen: str | None = None) -> None:
    """Delete a draft; the journal keeps its items. `seen` as in adopt_version."""
    current = hold_draft("discard_version", roadmap, by, seen)
    items = [[item.code, dict(item.title), item.details] for item in items_of(current)]
    tell("roadmap.discarded", by=by, roadmap=current, items=items)
    current.delete()


def hold_draft(act: str, roadmap: Roadmap, by: User | None, seen: str | None) -> Roadmap:
    current = hold_for(act, roadmap, by)
    if seen is not None and marks.of_whole(current, items_of(current)) != seen:
        raise StaleRoadmap(current)
    return current
