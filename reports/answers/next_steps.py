"""The repeating group of next steps: add, put in order, remove, bring back."""

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from bilingual.text import Text
from forum.access import require
from forum.models import Country, User
from journal.record import record
from reports.answers import documents
from reports.answers.attribution import note_step_voice
from reports.answers.locking import hold_draft
from reports.answers.opening import add_occurrence
from reports.content.places import place_of_steps
from reports.models import Occurrence, Report
from reports.rights.writers import writer
from roadmaps.models import NextStep

SOURCE = Occurrence.Source.NEXT_STEP


def allow(report: Report, by: User | None) -> dict[str, Country]:
    """What the journal adds where the secretariat acts for the country. Raises Forbidden for who may not."""
    if by is None:
        return {}
    person, place = writer(by, report), place_of_steps(report)
    require(person.may(steps=place))
    return {"on_behalf_of": report.country} if person.is_on_behalf(steps=place) else {}


@transaction.atomic
def add_next_step(*, report: Report, by: User | None, title: Text | None = None, from_file: bool = False) -> Occurrence:
    """A new, empty step at the end of the list."""
    behalf = allow(report, by)
    hold_draft(report)
    last = report.occurrences.filter(source=SOURCE).aggregate(last=Max("position"))["last"] or 0
    step = NextStep.objects.create(
        country=report.country, promised_in=report.campaign.year, position=last + 1, title=title or Text()
    )
    occurrence = add_occurrence(report, SOURCE, last + 1, next_step=step)
    note_act("next_step.added", occurrence, report, by, behalf, from_file)
    return occurrence


def note_act(
    action: str, occurrence: Occurrence, report: Report, by: User | None, behalf: dict[str, Country], from_file: bool
) -> None:
    """The line in the journal; and for whom it was done, unless a file says it, or the secretariat for the country."""
    country = report.country.code
    line = record(action, by=by, target=report, country=country, step=occurrence.identity, **behalf)
    if by and not from_file and not behalf:
        place = place_of_steps(report)
        note_step_voice(occurrence.slots.get(question=place.question), place, by, line.at)


@transaction.atomic
def move_next_step(*, occurrence: Occurrence, up: bool, by: User) -> None:
    """Change places with the step above or below; at the end of the list nothing happens."""
    report = occurrence.report
    behalf = allow(report, by)
    hold_draft(report)
    standing = list(report.occurrences.filter(source=SOURCE, removed_at=None).order_by("position", "pk"))
    index = next(i for i, other in enumerate(standing) if other.pk == occurrence.pk)
    target = index - 1 if up else index + 1
    if not 0 <= target < len(standing):
        return
    standing[index], standing[target] = standing[target], standing[index]
    number_steps(standing)
    record(
        "next_step.moved",
        by=by,
        target=report,
        country=report.country.code,
        step=occurrence.identity,
        position=target + 1,
        **behalf,
    )


def number_steps(standing: list[Occurrence]) -> None:
    for position, occurrence in enumerate(standing, start=1):
        if occurrence.position != position:
            Occurrence.objects.filter(pk=occurrence.pk).update(position=position)
            NextStep.objects.filter(pk=occurrence.next_step_id).update(position=position)


@transaction.atomic
def remove_next_step(*, occurrence: Occurrence, by: User | None, from_file: bool = False) -> None:
    """Take a step out of the report. Its answers stay, so that it can be brought back; nobody writes in them."""
    report = occurrence.report
    behalf = allow(report, by)
    hold_draft(report)
    now = timezone.now()
    if Occurrence.objects.filter(pk=occurrence.pk, removed_at=None).update(removed_at=now):
        NextStep.objects.filter(pk=occurrence.next_step_id).update(withdrawn_at=now)
        documents.close_step(occurrence)
        note_act("next_step.removed", occurrence, report, by, behalf, from_file)


@transaction.atomic
def bring_back_next_step(*, occurrence: Occurrence, by: User | None, from_file: bool = False) -> None:
    """Undo a removal: the step stands where it stood."""
    report = occurrence.report
    behalf = allow(report, by)
    hold_draft(report)
    if Occurrence.objects.filter(pk=occurrence.pk).exclude(removed_at=None).update(removed_at=None):
        NextStep.objects.filter(pk=occurrence.next_step_id).update(withdrawn_at=None)
        documents.open_step_again(occurrence)
        note_act("next_step.brought_back", occurrence, report, by, behalf, from_file)
