"""Keeping a report as it is while something is done to it.

On PostgreSQL the row is locked until the transaction ends: whoever comes second waits, and sees what the first one did.
SQLite has one writer at a time, and a transaction here begins as a writer (settings).
"""

from django.utils.translation import gettext as _

from forum.access import Forbidden
from reports.models import Report
from reports.stages import EDITABLE


def hold(report: Report, *, to_delete: bool = False) -> Report:
    """The report as it stands now, kept from every other change of its stage and its answers; Forbidden for a corrected
    version that somebody took back meanwhile. One that is to be deleted is kept from whoever adds to it, too."""
    rows = Report.objects.select_for_update(no_key=not to_delete, of=("self",))
    held = rows.select_related("country", "campaign", "roadmap").filter(pk=report.pk).order_by("pk").first()
    if held is None:
        raise Forbidden(_("This version of the report has been taken back."))
    return held


def hold_draft(report: Report) -> None:
    """Keep a draft a draft until what is being written is saved; Forbidden where it has left that stage meanwhile.

    The page may have been opened, and the permission asked, when the report was still a draft.
    """
    stages = Report.objects.select_for_update(no_key=True).filter(pk=report.pk).order_by("pk")
    if stages.values_list("stage", flat=True).first() not in EDITABLE:
        raise Forbidden(_("This report is no longer a draft; its answers cannot be changed."))
