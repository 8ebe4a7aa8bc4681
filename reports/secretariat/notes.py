"""Internal notes of the secretariat about a report, and "checked" of the text that a country has signed."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from forum.access import require
from forum.models import User
from journal.record import record
from reports.models import Note, Report, Snapshot
from reports.rights.permissions import can
from reports.signoff.statuses import HANDED_IN


def notes_of(report: Report) -> QuerySet[Note]:
    """Of all versions of the report, the newest first."""
    place = {"report__country": report.country_id, "report__campaign": report.campaign_id}
    return Note.objects.filter(**place).select_related("written_by", "report", "checked").order_by("-pk")


def text_to_check(report: Report) -> Snapshot | None:
    """The signed text as it stands now; None while there is none."""
    if report.stage not in HANDED_IN:
        return None
    return report.snapshots.filter(occasion=Snapshot.Occasion.SUBMISSION).order_by("-number").first()


def check_of(report: Report) -> Note | None:
    """Who marked the signed text as checked, and when."""
    text = text_to_check(report)
    return text.checks.select_related("written_by", "report").order_by("-pk").first() if text else None


@transaction.atomic
def write_note(*, report: Report, body: str, by: User) -> Note:
    """Keep a note. Raises Forbidden, ValidationError."""
    require(can(by, "write_note", report))
    if not (body := body.strip()):
        raise ValidationError(_("Write the note."))
    record("note.written", by=by, target=report, country=report.country.code)
    return Note.objects.create(report=report, body=body, written_by=by)


@transaction.atomic
def mark_checked(*, report: Report, sha256: str, by: User) -> Note:
    """Say that the signed text was checked; `sha256` is that of the text looked at.

    Raises Forbidden, ValidationError.
    """
    require(can(by, "write_note", report))
    text = text_to_check(report)
    if text is None or text.sha256 != sha256:
        raise ValidationError(_("Another text has been signed since, or the report was returned: look at it again."))
    record("note.checked", by=by, target=report, country=report.country.code, version=report.version)
    return Note.objects.create(report=report, checked=text, written_by=by)
