"""Files that were read, without the process in which the product reads them: quickly, and with faults as they are."""

from forum.models import User
from reports.content.entries import ReportContent
from reports.content.loading import load
from reports.importing.apart import plan_file
from reports.importing.apply import keep_file
from reports.importing.frame import frame_of
from reports.importing.plan import Plan
from reports.models import Report, ReportImport, WordReturn
from reports.word.apart import answers_in, reference_in
from reports.word.findings import Found
from reports.word.reading import SentOut
from reports.word.sending import copy_of, keep_return
from roadmaps.naming import names_of


def planned(report: Report, content: bytes, filename: str = "rapport.md", language: str = "fr") -> Plan:
    return Plan.from_json(plan_file(filename, content, frame_of(load(report), language)))


def kept_file(
    report: Report, content: bytes, filename: str = "rapport.md", language: str = "fr", by: User | None = None
) -> ReportImport:
    return keep_file(report=report, plan=planned(report, content, filename, language), content=content, by=by)


def kept_return(content: ReportContent, file: bytes, filename: str, by: User) -> WordReturn:
    copy = copy_of(reference_in(filename, file)["reference"], content.report)
    known = names_of(item for item in content.items if item.retired_on is None)
    found = answers_in(filename, file, SentOut(copy.language, copy.texts, copy.around), known)
    return keep_return(copy=copy, found=Found.from_json(found), filename=filename, file=file, by=by)
