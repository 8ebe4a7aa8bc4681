"""Opening a corrected version: who was at work goes on, and what was opened by mistake is taken back."""

from datetime import timedelta

import pytest
from django.utils import timezone

from forum.roles import Role
from journal.models import Entry
from notices.models import Notice
from reports.inviting import let_secretariat_fill_in
from reports.models import Assignment, Report
from reports.stages import Stage
from tests.factories.reports import AssignmentFactory
from tests.reports.way import REASON, Way

pytestmark = pytest.mark.django_db


@pytest.fixture
def way():
    return Way(groups=1).to(Stage.PUBLISHED)


# --- who was at work goes on


def test_what_is_still_assigned_stays_assigned_and_its_writers_are_told(way):
    report, today = way.report, timezone.localdate()
    contributor, group = way[Role.CONTRIBUTOR], way.groups[0]
    occurrence = report.occurrences.get(item__code="1")
    strand = report.roadmap.items.get(code="1.1")
    place = {"section": "progress", "question": "progress", "occurrence": occurrence, "item": strand}
    due = today + timedelta(days=9)
    AssignmentFactory(report=report, **place, group=group, user=None, due_on=due, note="Soon", remind_days=[3])
    AssignmentFactory(report=report, user=contributor, due_on=today - timedelta(days=1), assigned_by=way.focal_point)
    AssignmentFactory(report=report, section="national", done_at=timezone.now())
    AssignmentFactory(report=report, section="evaluation", ended_at=timezone.now())
    Notice.objects.all().delete()

    second = way.do("correct", comment=REASON)

    names = "section question occurrence item group user due_on note remind_days assigned_by"
    kept = Assignment.objects.filter(report=second).order_by("pk").values_list(*names.split())
    again = second.occurrences.get(item__code="1").pk
    assert list(kept) == [
        ("progress", "progress", again, strand.pk, group.pk, None, due, "Soon", [3], None),
        ("overall", "", None, None, None, contributor.pk, None, "", [7, 1], way.focal_point.pk),
    ]
    assert Assignment.objects.filter(report=report).count() == 4
    told = Notice.objects.filter(kind="reports.assigned").order_by("pk").values_list("to__name", flat=True)
    assert list(told) == ["Chair 1", "The contributor"]
    assert Entry.objects.filter(action="assignment.made", target_id=str(second.pk)).count() == 2


@pytest.mark.parametrize("allowed", [True, False])
def test_the_secretariat_goes_on_filling_in_where_it_was_allowed_to(way, allowed):
    let_secretariat_fill_in(report=way.report, allowed=allowed, by=way.focal_point)

    way.do("correct", comment=REASON)

    assert Report.objects.get(version=2).secretariat_fills_in is allowed
