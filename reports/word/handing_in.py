"""Word files that come back wait in line (files.line): how one is handed in, read, and kept with what it says."""

from django.core.files.base import File
from django.urls import reverse

from files.line import hand_in
from files.models import Upload
from forum.access import require
from forum.models import User
from reports.content.loading import load
from reports.importing.handing_in import report_of
from reports.models import Report, WordCopy, WordReturn
from reports.rights.permissions import can
from reports.word.findings import Found
from reports.word.sending import keep_return, read_back

PURPOSE = "reports.word"


def hand_in_return(*, report: Report, section: str, filename: str, content: File, by: User) -> Upload:
    """Put a file that came back into the line. Raises Refused, forum.access.Forbidden."""
    require(can(by, "suggest", report))
    return hand_in(
        purpose=PURPOSE,
        about={"report": report.pk},
        filename=filename,
        content=content,
        back=reverse("reports:word", args=[report.country.code, report.campaign.year, section]),
        by=by,
    )


def read(upload: Upload, content: bytes) -> tuple[WordCopy, Found]:
    return read_back(content=load(report_of(upload)), filename=upload.filename, file=content)


def keep(upload: Upload, content: bytes, read: tuple[WordCopy, Found]) -> str:
    copy, found = read
    kept = keep_return(copy=copy, found=found, filename=upload.filename, file=content, by=upload.by)
    report = copy.report
    return reverse("reports:word_preview", args=[report.country.code, report.campaign.year, kept.pk])


def is_open(upload: Upload) -> bool:
    """Whether something can still be proposed of what was read."""
    kept = WordReturn.objects.filter(copy__report=upload.about["report"], sha256=upload.sha256, read_by=upload.by)
    return kept.filter(sent_at=None).exists()
