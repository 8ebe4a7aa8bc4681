"""Files for the import wait in line (files.line): how one is handed in, read, and kept with its plan."""

from django.core.files.base import File
from django.urls import reverse
from django.utils.translation import gettext as _

from files.checks import Refused
from files.line import hand_in
from files.models import Upload
from forum.access import require
from forum.models import User
from reports.importing.apply import keep_file, make_plan
from reports.importing.plan import Plan
from reports.models import Report, ReportImport
from reports.rights.permissions import can

PURPOSE = "reports.import"


def hand_in_file(*, report: Report, filename: str, content: File, language: str, by: User) -> Upload:
    """Put a file into the line for this report. Raises Refused, forum.access.Forbidden."""
    require(can(by, "import", report))
    return hand_in(
        purpose=PURPOSE,
        about={"report": report.pk, "language": language},
        filename=filename,
        content=content,
        back=reverse("reports:import", args=[report.country.code, report.campaign.year]),
        by=by,
    )


def read(upload: Upload, content: bytes) -> Plan:
    language = upload.about["language"]
    return make_plan(report=report_of(upload), filename=upload.filename, content=content, language=language)


def keep(upload: Upload, content: bytes, plan: Plan) -> str:
    report = report_of(upload)
    kept = keep_file(report=report, plan=plan, content=content, by=upload.by)
    return reverse("reports:import_preview", args=[report.country.code, report.campaign.year, kept.pk])


def is_open(upload: Upload) -> bool:
    """Whether what was read can still be imported."""
    kept = ReportImport.objects.filter(report=upload.about["report"], sha256=upload.sha256, read_by=upload.by)
    return kept.filter(language=upload.about["language"], applied_at=None).exists()


def report_of(upload: Upload) -> Report:
    """The report that a file was handed in for. Raises Refused where it is gone meanwhile."""
    kept = Report.objects.select_related("country", "campaign", "roadmap").filter(pk=upload.about["report"]).first()
    if kept is None:
        raise Refused(_("This report is no longer there."))
    return kept
