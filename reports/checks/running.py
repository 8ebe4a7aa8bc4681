"""Running the checks over a report. Reads only; the number of queries is the same however long the report is."""

from collections.abc import Iterable

from reports.checks.material import Material
from reports.checks.problem import Level, Problem
from reports.checks.registry import CHECKS, Check
from reports.content.loading import load, load_all
from reports.models import Report
from reports.rights.access import report_before


def check_report(report: Report, language: str | None = None) -> list[Problem]:
    """All that the checks find, in the order of their table. With a language only texts in that language are read.

    The messages are in the language that is active.
    """
    before = report_before(report)
    content, *previous = load_all([report, *filter(None, [before])])
    material = Material(content, previous[0] if previous else None, language)
    return run(CHECKS, material)


def blocking_problems(report: Report) -> list[Problem]:
    """The errors alone: what must be put right before the report can go on its way to the signature."""
    return run([check for check in CHECKS if check.level is Level.ERROR], Material(load(report)))


def run(checks: Iterable[Check], material: Material) -> list[Problem]:
    section_of = {
        one.name: section.key
        for section in material.content.sections
        for entry in section.entries
        for one in (entry, *entry.parts)
    }
    return [
        Problem(
            check=check.name,
            level=check.level,
            question=finding.entry.name if finding.entry else "",
            section=section_of[finding.entry.name] if finding.entry else "",
            language=finding.language,
            message=finding.message,
            excerpt=finding.excerpt,
            entry=finding.entry,
        )
        for check in checks
        for finding in check.find(material)
    ]
