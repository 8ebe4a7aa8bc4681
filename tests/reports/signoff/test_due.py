"""When a report is due: the country's own date before the campaign's, changed later, and reminders before it."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from forum.access import Forbidden
from forum.roles import Role
from journal.models import Entry
from notices.models import Notice
from reports.models import Report
from reports.signoff.due import DUE, change_due, due_in_words
from reports.signoff.due_reminders import remind_before_due
from reports.stages import Stage
from tests.factories.forum import CountryFactory, UserFactory
from tests.factories.reports import CampaignFactory, ReportFactory
from tests.reports.way import Way

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]
OWN = date(2023, 10, 31)


@pytest.fixture
def editor(db):
    return UserFactory(secretariat=True, name="Editor")


@pytest.fixture
def report(db):
    report = ReportFactory(country=CountryFactory(france=True))
    UserFactory(name="Ada", focal_point_of=report.country)
    return report


def kinds():
    return list(Notice.objects.order_by("pk").values_list("kind", "subject"))


def test_the_date_of_the_country_goes_before_that_of_the_campaign(report, editor):
    assert change_due(report=report, due_on=OWN, by=editor)

    found = Report.objects.alias(day=DUE).get(day=OWN)
    assert (found, found.due, found.campaign.due_on) == (report, OWN, date(2023, 7, 31))
    assert kinds() == [("reports.due_changed", "The 2023 report of France is now due on 31 October 2023")]
    line = Entry.objects.get()
    assert (line.action, line.actor, line.country) == ("report.due_changed", editor, "FRA")
    assert line.data == {"due_on": "2023-10-31", "before": ""}


def test_without_a_change_nobody_is_told_and_a_correction_keeps_the_date(editor):
    way = Way().to(Stage.SUBMITTED)
    change_due(report=way.report, due_on=OWN, by=editor)
    Notice.objects.all().delete()

    assert not change_due(report=way.report, due_on=OWN, by=editor)

    assert (kinds(), way.do("correct", comment="A figure.").due) == ([], OWN)


@pytest.mark.parametrize("role", [Role.SECRETARIAT_VIEWER, Role.ADMINISTRATOR])
def test_only_the_secretariats_editors_change_it(report, role):
    with pytest.raises(Forbidden):
        change_due(report=report, due_on=OWN, by=UserFactory(holds=(role,)))


@pytest.mark.parametrize(
    ("stage", "words"),
    [
        (Stage.DRAFT, "late since 31 July 2023"),
        (Stage.SIGN_OFF, "late since 31 July 2023"),
        (Stage.SUBMITTED, "due on 31 July 2023"),
        (Stage.PUBLISHED, None),
    ],
)
def test_how_it_is_shown(stage, words):
    shown = due_in_words(ReportFactory(stage=stage), date(2023, 8, 1))

    assert (shown and shown.words) == words


def test_the_page_keeps_the_date_and_asks_about_one_that_has_passed(client_for, editor, report):
    client, address = client_for(editor), "/en/reports/FRA/2023/due/"
    later = timezone.localdate() + timedelta(days=90)

    assert client.post(address, {"due_on": "2023-10-31"}).status_code == 422
    assert client.post(address, {"due_on": str(later)}).status_code == 302
    assert Report.objects.get().due_on == later
    assert client.post(address, {"due_on": ""}).status_code == 302
    assert Report.objects.get().due_on is None


# --- reminders before it


@pytest.fixture
def early(db):
    """A report that is due in a hundred days."""
    due_on = timezone.localdate() + timedelta(days=100)
    campaign = CampaignFactory(year=timezone.localdate().year, due_on=due_on, opens_on=date(2020, 1, 1))
    report = ReportFactory(campaign=campaign)
    UserFactory(focal_point_of=report.country)
    return report


def reminded(report, *days_before):
    return [remind_before_due(report.due - timedelta(days=days)) for days in days_before]


def test_it_is_written_a_month_and_a_week_before_once_each(early):
    assert reminded(early, 31, 30, 29, 8, 7, 7, 0, -1) == [0, 1, 0, 0, 1, 0, 0, 0]
    assert [kind for kind, _subject in kinds()] == ["reports.due_soon"] * 2


def test_who_has_submitted_is_not_reminded(early):
    Report.objects.update(stage=Stage.SUBMITTED)

    assert reminded(early, 30, 7) == [0, 0]


def test_they_follow_the_date_of_the_country(early):
    Report.objects.update(due_on=early.due + timedelta(days=60))

    assert reminded(early, 30, 7) == [0, 0]
    assert reminded(Report.objects.get(), 30, 7) == [1, 1]
