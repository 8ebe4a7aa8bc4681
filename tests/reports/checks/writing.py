"""Writing answers into a report, and reading what one check finds in it."""

from reports.checks.running import check_report
from reports.models import Report
from richtext.build import doc, paragraph
from tests.factories.reports import AnswerFactory, entry_of


def write(report: Report, *blocks, key: str = "key_results", identity: str | None = None, language: str = "fr"):
    """A long answer of these blocks; a string is a paragraph."""
    entry = entry_of(report, key, identity)
    value = doc(*(paragraph(block) if isinstance(block, str) else block for block in blocks))
    return AnswerFactory(
        report=report,
        question=entry.key,
        occurrence=entry.occurrence,
        language=language,
        value=value,
        is_original=not entry.answers,
    )


def choose(report: Report, key: str, value, identity: str | None = None):
    """An answer that needs no translation."""
    entry = entry_of(report, key, identity)
    return AnswerFactory(report=report, question=key, occurrence=entry.occurrence, language="", value=value)


def found(report: Report, check: str, language: str | None = None) -> list[tuple[str, str, str]]:
    """Where, what and which words: all that the check finds."""
    return [
        (problem.question, problem.message, problem.excerpt)
        for problem in check_report(report, language)
        if problem.check == check
    ]
