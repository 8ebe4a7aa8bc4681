"""The contributors at the end of a report: the groups and organisations whose words are in it. No persons."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db import transaction

from forum.access import require
from forum.models import User
from journal.record import record
from reports.answers.attribution import Side
from reports.answers.locking import hold_draft
from reports.content.entries import QuestionEntry, ReportContent
from reports.contributions.fragments import Contribution
from reports.contributions.ledger import Ledger
from reports.models import Report
from reports.rights.permissions import can


@transaction.atomic
def print_contributors(*, report: Report, printed: bool, by: User) -> bool:
    """Have the contributors printed, or leave them out. Whether that changed anything."""
    require(can(by, "print_contributors", report))
    hold_draft(report)
    rows = Report.objects.filter(pk=report.pk, prints_contributors=not printed)
    if not rows.update(prints_contributors=printed):
        return False
    report.prints_contributors = printed
    action = "contributors.printed" if printed else "contributors.left_out"
    record(action, by=by, target=report, country=report.country.code)
    return True


def contributors(content: ReportContent) -> list[dict[str, Any]]:
    """As data: each group and organisation whose words are in the report, with the numbers of the questions.

    Groups come first, in their order. Words from a file speak for nobody and are not among them.
    """
    asked = {one.name for section in content.sections for entry in section.asked for one in (entry, *entry.parts)}
    mine = [one for one in Ledger(content).contributions() if one.is_in_the_report and one.side != Side()]
    found: dict[Side, list[Contribution]] = defaultdict(list)
    for one in mine:
        if one.entry.name in asked:
            found[one.side].append(one)
    rows = sorted(found.values(), key=lambda these: order(these[0]))
    return [
        {
            "group": dict(these[0].group.name) if these[0].group else None,
            "organisation": dict(these[0].organisation.name) if these[0].organisation else None,
            "answers": numbers(content, (one.entry for one in these)),
        }
        for these in rows
    ]


def order(one: Contribution) -> tuple:
    group = one.group
    return (0, group.position, group.pk) if group else (1, 0, 0), one.side.organisation or 0


def numbers(content: ReportContent, entries: Iterable[QuestionEntry]) -> list[int]:
    """The numbers of these questions; a field of a next step has that of its question."""
    parents = {id(part): entry for section in content.sections for entry in section.entries for part in entry.parts}
    return sorted({number for entry in entries if (number := parents.get(id(entry), entry).number)})
