"""The versions of a report up to one of them: a correction goes on with what was said of the versions before it."""

from datetime import datetime

from reports.content.entries import ReportContent
from reports.models import Report, Slot


class Lineage:
    """Which versions there were, when each began, and what is the same in this one. One query for a correction."""

    def __init__(self, content: ReportContent) -> None:
        report = content.report
        earlier = Report.objects.filter(country=report.country_id, campaign=report.campaign_id)
        rows = earlier.filter(version__lt=report.version).order_by("version") if report.version > 1 else []
        self.versions = [*rows, report]
        self.keys = [version.pk for version in self.versions]
        self.here = {what(entry.slot): entry.slot.pk for entry in content.entries()}

    def number_at(self, at: datetime) -> int:
        """The version that was worked on then: copies keep the time at which they were written."""
        begun = [version for version in self.versions if version.opened_at <= at]
        return (begun or self.versions)[-1 if begun else 0].version

    def number_of(self, report: int) -> int:
        """The number of a version, by its key."""
        return self.versions[self.keys.index(report)].version

    def is_closed(self, report: int) -> bool:
        """Whether it is one of the versions before: nothing is decided in it any more."""
        return report != self.keys[-1]

    def slot(self, theirs: Slot) -> int | None:
        """The key of the same slot in this version; None where it is not in it any more."""
        return self.here.get(what(theirs))


def what(slot: Slot) -> tuple:
    occurrence = slot.occurrence
    return slot.question, *((occurrence.source, occurrence.item_id, occurrence.next_step_id) if occurrence else ())
