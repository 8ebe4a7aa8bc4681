"""For whom somebody writes: the working group and the organisation that they speak for, noted while it is known."""

from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import datetime
from typing import NamedTuple

from django.db.models import Value
from django.db.models.functions import Greatest

from forum.access import memberships
from forum.models import Membership, User
from forum.roles import COORDINATORS
from reports.content.entries import QuestionEntry
from reports.content.places import Place
from reports.models import Answer, Assignment, Channel, Report, Slot, Voice
from reports.rights.writers import assignments_of


class Side(NamedTuple):
    """A working group and an organisation, by primary key; None where there is none, or none can be told."""

    group: int | None = None
    organisation: int | None = None


def side_of(held: Sequence[Membership], assigned: Collection[int] = ()) -> Side:
    """For whom a person speaks who holds these memberships of the country, where the place is assigned to these groups.

    For the group to which it is assigned; else for their only group, unless they lead the report. Of several it cannot
    be told.
    """
    grouped = [one for one in held if one.working_group_id]
    chosen = [one for one in grouped if one.working_group_id in assigned]
    if not chosen and not any(one.role in COORDINATORS for one in held):
        chosen = grouped
    group = only(one.working_group_id for one in chosen)
    speaking = [one for one in chosen if one.working_group_id == group] if group else held
    return Side(group, only(one.organisation_id for one in speaking if one.organisation_id))


def only(keys: Iterable[int | None]) -> int | None:
    found = set(keys)
    return found.pop() if len(found) == 1 else None


def side_today(user: User, report: Report, covers: Callable[[Assignment], bool]) -> Side | None:
    """The same for today, in a place that these assignments cover; None for who has no role in the country."""
    held = [one for one in memberships(user) if one.country_id == report.country_id]
    if not held:
        return None
    groups = {one.working_group_id for one in held if one.working_group_id}
    assigned = set()
    if len(groups) > 1 or (groups and any(one.role in COORDINATORS for one in held)):
        found = assignments_of(user, report)
        assigned = {one.group_id for one in found if one.group_id and covers(one)}
    return side_of(held, assigned)


def note_voice(answer: Answer, entry: QuestionEntry, user: User | None) -> None:
    """Note for whom an answer that somebody has just given here was given. What a file says, and what the secretariat
    fills in, speaks for nobody."""
    if user and answer.channel == Channel.BROWSER:
        note_voices(answer, entry, [user])


def note_voices(answer: Answer, entry: QuestionEntry, users: Iterable[User]) -> None:
    for user in users:
        side = side_today(user, entry.slot.report, lambda one: Place.of(one).covers(entry))
        note(user, entry.slot, answer.language, side, answer.changed_at)


def note_step_voice(slot: Slot, place: Place, user: User, at: datetime) -> None:
    """The same for who has just added or removed a next step: in the list that stands in `place`, about that step."""

    def covers(one: Assignment) -> bool:
        return (one.section, one.question or place.question) == (place.section, place.question)

    note(user, slot, "", side_today(user, slot.report, covers), at)


def note(user: User, slot: Slot, language: str, side: Side | None, at: datetime) -> None:
    if side is None:
        return
    voice = {"slot_id": slot.pk, "language": language, "user_id": user.pk}
    voice |= {"group_id": side.group, "organisation_id": side.organisation}
    if not Voice.objects.filter(**voice).update(last_at=Greatest("last_at", Value(at))):
        Voice.objects.bulk_create([Voice(**voice, first_at=at, last_at=at)], ignore_conflicts=True)
