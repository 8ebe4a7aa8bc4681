"""Taking back a corrected version that was opened by mistake, as long as nothing was done in it.

Nothing is lost: the version holds copies alone, the reason for opening it moves to the version that stands again, and
the journal keeps every act. Where anything was done since, it is refused, and the version stays to be gone on with.
"""

from django.db import transaction
from django.utils.translation import gettext as _

from forum.access import ALLOWED, Verdict, denied, require
from forum.models import User
from journal.models import Entry
from journal.queries import history_of
from journal.record import record
from reports.answers import documents
from reports.answers.locking import hold
from reports.answers.news import report_changed
from reports.assignments.actions import end_assignment
from reports.models import Assignment, Report, StageChange
from reports.rights.permissions import can
from reports.signoff.notices import tell_of_correction_taken_back
from reports.signoff.snapshots import freeze
from reports.signoff.workflow import ReasonMissing
from reports.stages import CORRECTION_TAKEN_BACK, Stage

OPENED = "report.correct"
CHANGE_NOTHING = frozenset(
    {"report.exported", "report.reminded", "report.announced", "report.due_changed", "message.sent", "note.written"}
)
"""Acts on a report that leave it as it is."""


def done_since(correction: Report) -> list[Entry]:
    """What was done in a corrected version after it was opened, the latest first."""
    entries = history_of(correction)
    opened = entries.filter(action=OPENED).order_by("pk").first()
    if opened is None:
        return list(entries.order_by("-pk"))
    return list(entries.filter(pk__gt=opened.pk).exclude(action__in=CHANGE_NOTHING).order_by("-pk"))


def version_before(correction: Report) -> Report | None:
    """The signed version that would stand again."""
    versions = Report.objects.select_related("country", "campaign", "roadmap")
    return versions.filter(
        country=correction.country_id, campaign=correction.campaign_id, version=correction.version - 1
    ).first()


def is_untouched(correction: Report, before: Report | None) -> Verdict:
    """Whether nothing was done in it; the journal is asked, and the answers are compared."""
    if before is None:
        return denied(_("This is the first version of the report: there is no correction to take back."))
    untouched = not done_since(correction) and not correction.imports.exists()
    if untouched and freeze(correction)["answers"] == freeze(before)["answers"]:
        return ALLOWED
    return denied(_("Something has been done in this version since it was opened: it stays, so that nothing is lost."))


@transaction.atomic
def take_back_correction(*, report: Report, comment: str, by: User) -> Report:
    """Take back a corrected version; gives the one that stands again. Raises Forbidden, ReasonMissing."""
    current = hold(report)
    require(can(by, "take_back_correction", current))
    written = documents.close(current)  # what somebody writes in it at this moment is something that was done
    current = hold(report, to_delete=True)  # no text waits for the report any more
    before = version_before(current)
    require(is_untouched(current, before))
    comment = comment.strip()
    if not comment:
        raise ReasonMissing
    for assignment in Assignment.objects.open().filter(report=current).order_by("pk"):
        assignment.report = current
        end_assignment(assignment=assignment, by=by)
    key, number = current.pk, current.version
    for history in (current.stage_changes, current.messages, current.notes):
        history.update(report=before)
    report_changed(key)
    current.delete()
    documents.throw_away(written)
    if before.superseded_at is not None:
        Report.objects.filter(pk=before.pk, stage=Stage.SUBMITTED).update(superseded_at=None)
        before.superseded_at = None
    StageChange.objects.create(
        report=before,
        transition=CORRECTION_TAKEN_BACK,
        from_stage=Stage.DRAFT,
        to_stage=before.stage,
        by=by,
        by_name=str(by),
        on_behalf_of=before.country,
        comment=comment,
    )
    record(
        "report.correction_taken_back",
        by=by,
        target=before,
        country=before.country.code,
        on_behalf_of=before.country,
        version=number,
        taken_back=key,
    )
    tell_of_correction_taken_back(before, number=number, by=by, comment=comment)
    return before
