"""Along which version of the roadmap a report is written. One in which nothing was written yet may change over to the
version that a report opened today would get."""

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from forum.access import Forbidden, require
from forum.models import User
from journal.record import record
from reports.answers import documents
from reports.answers.locking import hold
from reports.answers.opening import ask_about
from reports.models import Occurrence, Report, Slot
from reports.rights.permissions import can
from roadmaps.models import Roadmap
from roadmaps.queries import roadmap_for

Source = Occurrence.Source
IN_SLOTS = ("answers", "threads", "proposals", "voices", "assignments")


def newer_roadmap(report: Report) -> Roadmap | None:
    """The version in force that a report opened now would be written along, if it is another one. One query."""
    found = roadmap_for(report.country, report.campaign.period_end)
    return found if found and found.pk != report.roadmap_id else None


def why_it_stays(report: Report) -> str:
    """Why the report stays on its version; "" while nothing is in it but what opening it made. Four queries at most."""
    something = Q()
    for name in IN_SLOTS:
        something |= Q(**{f"{name}__isnull": False})
    touched = (
        Slot.objects.filter(something, report=report),
        report.occurrences.filter(source=Source.NEXT_STEP),
        report.imports.all(),
        report.word_copies.all(),
    )
    if any(rows.exists() for rows in touched):
        return _("Something has been written or handed out in this report: it stays on its version of the roadmap.")
    return ""


@transaction.atomic
def move_to_roadmap(*, report: Report, roadmap: Roadmap, by: User | None) -> Report:
    """Write the report along this version instead. Raises Forbidden, also where a newer one has come into force."""
    current = hold(report)
    require(can(by, "move_to_roadmap", current))
    documents.close(current)  # what somebody writes at this moment is something that was written
    if reason := why_it_stays(current):
        raise Forbidden(reason)
    if newer_roadmap(current) != roadmap:
        raise Forbidden(_("Another version of the roadmap is in force by now. Look at it again."))
    before = current.roadmap
    Report.objects.filter(pk=current.pk).update(roadmap=roadmap)
    current.roadmap = roadmap
    priorities = current.occurrences.filter(source=Source.PRIORITY)
    emptied = documents.of(current.texts.filter(slot__occurrence__in=priorities))
    priorities.delete()
    documents.throw_away(emptied)
    ask_about(current)
    documents.open_again(current)
    versions = {"before": before.version, "after": roadmap.version}
    record("report.moved_to_roadmap", by=by, target=current, country=current.country.code, **versions)
    return current
