"""Telling the countries that their report of a year is open: first as a preview, then sent; again only on purpose."""

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils import timezone

from bilingual.text import Text
from forum.access import require
from forum.models import User
from forum.permissions import can
from journal.record import record
from notices.writing import tell
from reports.models import Campaign, Report
from reports.signoff.due import is_handed_in, newest_versions
from reports.signoff.letters import Letter, coordinators, letter

KIND = "reports.announced"


@dataclass(frozen=True)
class Announcement:
    """A report, and the people who are told of it: today's focal points and deputies."""

    report: Report
    people: list[User] = field(default_factory=list)

    def letters(self, words: Text, by: User) -> list[Letter]:
        return [letter(KIND, person, about(self.report, words, by)) for person in self.people]


def about(report: Report, words: Text, by: User) -> dict[str, Any]:
    """What the mail speaks of, beside its reader; `words` is what the secretariat adds."""
    return {"report": report, "words": words, "sender": by}


def plan_announcements(campaign: Campaign) -> list[Announcement]:
    """The open reports of a campaign that no version of was submitted, by country; two queries."""
    people = coordinators()
    reports = [report for report in newest_versions(campaign) if not is_handed_in(report)]
    return [Announcement(report, people[report.country_id]) for report in reports]


@transaction.atomic
def announce(
    *, campaign: Campaign, first: Collection[int], again: Collection[int] = (), words: Text, by: User
) -> list[Announcement]:
    """Write to the people of these reports, by their keys: `first` to those not told so far, `again` in any case.

    Gives those that were written to. Raises Forbidden.
    """
    require(can(by, "run_campaigns", None))
    done = []
    for planned in plan_announcements(campaign):
        report, people = planned.report, planned.people
        rows = Report.objects.filter(pk=report.pk)
        if report.pk not in again:
            rows = rows.filter(announced_at=None)  # somebody else may announce in the same instant
        if not people or report.pk not in {*first, *again} or not rows.update(announced_at=timezone.now()):
            continue
        address = ("reports:overview", [report.country.code, report.campaign.year])
        tell(KIND, to=people, about=about(report, words, by), address=address, by=by)
        keys = [person.pk for person in people]
        record("report.announced", by=by, target=report, country=report.country.code, people=keys)
        done.append(planned)
    return done
