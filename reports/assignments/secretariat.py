"""The country's word that the Alliance secretariat may fill in its report, and taking it back."""

from django.db import transaction

from forum.access import require
from forum.models import User
from journal.record import record
from reports.answers import documents
from reports.models import Report
from reports.rights.permissions import can


@transaction.atomic
def let_secretariat_fill_in(*, report: Report, allowed: bool, by: User) -> None:
    """Allow it, or stop it. What is so already changes nothing."""
    require(can(by, "invite_secretariat", report))
    if not Report.objects.filter(pk=report.pk, secretariat_fills_in=not allowed).update(secretariat_fills_in=allowed):
        return
    report.secretariat_fills_in = allowed
    documents.rights_changed(report)
    action = "secretariat.allowed" if allowed else "secretariat.stopped"
    record(action, by=by, target=report, country=report.country.code)
