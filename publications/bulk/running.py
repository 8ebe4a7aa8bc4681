"""The work of the queue: the next file of an export, and the ZIP after the last one.

Progress is compared and set: a file counts once although two workers made it, and a cancelled export stays cancelled.
"""

import logging
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django_tasks import task

from bilingual.languages import LANGUAGES
from forum.models import User
from publications.building import parse_languages
from publications.bulk import parts
from publications.bulk.index import index_of
from publications.export import ExportError, make_export, record_export
from publications.models import BulkExport, Wanted
from publications.pdf import PdfUnavailable
from publications.word import WordFailed
from reports.models import Report
from reports.rights.permissions import can

log = logging.getLogger(__name__)
State = BulkExport.State


@task()
def make_next_file(job: int) -> None:
    """Make the next file and ask for the one after it, or the ZIP: between two of them the queue sees to what waits."""
    here = BulkExport.objects.filter(pk=job)
    here.filter(state=State.QUEUED).update(state=State.RUNNING, heartbeat_at=timezone.now())
    running = here.filter(state=State.RUNNING).select_related("by").first()
    if running is None:
        return
    with translation.override(running.by.language):
        if running.tried < running.total:
            make_file(running, running.wanted[running.tried])
        else:
            finish(running)


def make_file(job: BulkExport, wanted: Wanted) -> None:
    """Make one file, or note why there is none, and go on; unless somebody else has gone on already, or cancelled."""
    attempt = try_to_make(wanted, job.by)
    if attempt.content is not None:
        parts.keep(job.pk, job.tried, attempt.content)
    failed = job.failed
    if attempt.reason:
        failed = [*failed, {"number": job.tried, "name": attempt.name, "reason": attempt.reason}]
    with transaction.atomic():
        here = BulkExport.objects.filter(pk=job.pk, state=State.RUNNING, tried=job.tried)
        if here.update(tried=job.tried + 1, failed=failed, heartbeat_at=timezone.now()):
            if attempt.report:
                record_export(attempt.report, wanted.language, wanted.format, by=job.by)
            make_next_file.enqueue(job.pk)
            return
    if BulkExport.objects.filter(pk=job.pk, state=State.CANCELLED).exists():
        parts.throw_away(job.pk)


@dataclass(frozen=True)
class Attempt:
    """A file, or why there is none."""

    name: str
    report: Report | None = None
    content: bytes | None = None
    reason: str = ""


def try_to_make(wanted: Wanted, by: User) -> Attempt:
    report = Report.objects.select_related("country", "campaign", "roadmap").filter(pk=wanted.report).first()
    if report is None:
        return Attempt(f"{wanted.report}.{wanted.format}", reason=_("This report is no longer there."))
    name = name_of(report, wanted)
    if not (verdict := can(by, "export", report)):
        return Attempt(name, reason=verdict.reason)
    foreign = [code for code in parse_languages(wanted.language) if code not in report.country.languages]
    if foreign:
        spoken = ", ".join(str(LANGUAGES[code].called) for code in foreign)
        return Attempt(name, reason=_("This country does not report in %(language)s.") % {"language": spoken})
    try:
        made = make_export(report, wanted.language, wanted.format)
    except (ExportError, PdfUnavailable, WordFailed) as error:
        return Attempt(name, reason=str(error))
    except Exception:
        log.exception("%s of a bulk export could not be made", name)
        return Attempt(name, reason=_("Something is wrong on our side; it has been written down in the log."))
    return Attempt(name, report, made.content)


def name_of(report: Report, wanted: Wanted) -> str:
    """FRA-2023-fr.pdf, FRA-2023-v2-fr-en.docx"""
    version = f"-v{report.version}" if report.version > 1 else ""
    languages = wanted.language.replace("+", "-")
    return f"{report.country.code}-{report.campaign.year}{version}-{languages}.{wanted.format}"


def finish(job: BulkExport) -> None:
    """Pack what was made. An export of which nothing could be made has failed, and has no file."""
    failed = {one["number"] for one in job.failed}
    numbers = [number for number in range(job.total) if number not in failed]
    reports = Report.objects.select_related("country", "campaign").in_bulk(job.selection["reports"])
    wanted = job.wanted
    names = {
        number: name_of(reports[wanted[number].report], wanted[number])
        for number in numbers
        if wanted[number].report in reports
    }
    lost = [
        {"number": number, "name": names[number], "reason": _("The finished file is no longer there.")}
        for number in parts.missing(job.pk, list(names))
    ]
    for one in lost:
        del names[one["number"]]
    job.failed = job.failed + lost
    running = BulkExport.objects.filter(pk=job.pk, state=State.RUNNING, tried=job.total)
    now = timezone.now()
    if names:
        index = index_of(job, names, reports)
        packed = parts.pack(job.pk, names, *index)
        running.update(state=State.DONE, file=packed, failed=job.failed, finished_at=now, heartbeat_at=now)
    else:
        running.update(state=State.FAILED, failed=job.failed, finished_at=now, heartbeat_at=now)
    parts.throw_away(job.pk)
