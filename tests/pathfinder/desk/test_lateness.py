"""Reminders to those who are late: the preview, the mails, once a day and report."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from forum.roles import Role
from journal.models import Entry
from notices.models import Notice
from reports.models import DueReminder, Report
from reports.signoff.letters import letter
from reports.signoff.overdue import KIND, plan_reminders, remind
from reports.stages import Stage
from tests.factories.forum import CountryFactory, MembershipFactory, UserFactory
from tests.factories.reports import AnswerFactory, CampaignFactory, ReportFactory

pytestmark = pytest.mark.django_db
PAGE = "/en/desk/reminders/"


@pytest.fixture
def editor(db):
    return UserFactory(secretariat=True, name="Editor")


@pytest.fixture
def report(db):
    """A late report, with an answer, a focal point who reads French and a deputy who reads English."""
    report = ReportFactory(country=CountryFactory(france=True))
    AnswerFactory(report=report)
    UserFactory(name="Ada", language="fr", focal_point_of=report.country)
    UserFactory(name="Bo", holds=(Role.DEPUTY, report.country))
    return report


def reasons(plan):
    return [(reminder.report.country.code, [str(one) for one in reminder.people], reminder.reason) for reminder in plan]


def test_the_focal_points_and_deputies_of_today_are_written_to(report, editor):
    MembershipFactory(country=report.country, ended=True)
    UserFactory(focal_point_of=report.country, is_active=False)
    UserFactory(holds=(Role.CONTRIBUTOR, report.country))

    remind(reports=[report], by=editor)

    assert [(one.kind, str(one.to), one.language, one.address) for one in Notice.objects.order_by("pk")] == [
        ("reports.late_reminder", "Ada", "fr", "/fr/reports/FRA/2023/"),
        ("reports.late_reminder", "Bo", "en", "/en/reports/FRA/2023/"),
    ]


def test_the_preview_is_what_is_sent(report, editor):
    (planned,) = plan_reminders([report])
    letters = planned.letters(editor)

    remind(reports=[report], by=editor)

    sent = [(one.language, one.subject, one.body) for one in Notice.objects.order_by("pk")]
    assert [(one.language, one.subject, one.body) for one in letters] == sent


def test_what_it_says(report, editor):
    (planned,) = plan_reminders([report])

    read = letter(KIND, planned.people[1], planned.about(editor))

    assert (read.subject, read.body) == (
        "The 2023 report of France is late",
        "Dear Bo,\n\n"
        "The 2023 report of France to Alliance 8.7 was due on 31 July 2023, and it has not been submitted yet. "
        "1 of 21 questions are answered.\n\n"
        "Please go on with it, or write to the secretariat if something keeps you from it. "
        "What is written so far is kept.\n\n"
        "Editor\nSecretariat of Alliance 8.7",
    )


def test_once_a_day_is_enough(report, editor):
    today = timezone.localdate()
    remind(reports=[report], by=editor)

    again = remind(reports=[report], by=UserFactory(secretariat=True))

    assert reasons(again) == [("FRA", [], "A reminder has been sent today already.")]
    assert (Notice.objects.count(), DueReminder.objects.count()) == (2, 1)

    remind(reports=[report], by=editor, today=today + timedelta(days=1))

    assert (Notice.objects.count(), DueReminder.objects.count()) == (4, 2)


def test_who_is_not_late_or_has_nobody_is_left_out_with_the_reason(report, editor):
    submitted = ReportFactory(stage=Stage.SUBMITTED)
    today = timezone.localdate()
    early = ReportFactory(campaign=CampaignFactory(year=2024, opens_on=today, due_on=today))
    alone = ReportFactory()

    plan = remind(reports=[report, submitted, early, alone], by=editor)

    assert reasons(plan) == [
        ("FRA", ["Ada", "Bo"], ""),
        (submitted.country.code, [], "This report is not late."),
        (early.country.code, [], "This report is not late."),
        (alone.country.code, [], "The country has neither a focal point nor a deputy to write to."),
    ]
    assert [row.report for row in DueReminder.objects.all()] == [report]


def test_the_journal_says_who_reminded_whom(report, editor):
    remind(reports=[report], by=editor)

    line = Entry.objects.get(action="report.reminded")
    people = [membership.user_id for membership in report.country.memberships.order_by("pk")]
    assert (line.actor, line.country, line.data) == (editor, "FRA", {"people": people})


# --- the page


def test_the_mails_are_shown_before_they_are_sent(client_for, editor, report):
    client = client_for(editor)

    html = client.get(f"{PAGE}?report={report.pk}").content.decode()

    assert re.findall(r"<summary>(To .*?)</summary>", html) == [
        f"To Ada ({report.country.memberships.order_by('pk')[0].user.email}), in French",
        f"To Bo ({report.country.memberships.order_by('pk')[1].user.email}), in English",
    ]
    assert ("Send 2 mails" in html, Notice.objects.count()) == (True, 0)

    response = client.post(PAGE, {"report": report.pk}, follow=True)

    assert ("2 mails are on their way." in response.content.decode(), Notice.objects.count()) == (True, 2)


def test_what_was_not_sent_is_said(client_for, editor, report):
    Report.objects.update(stage=Stage.SUBMITTED)

    html = client_for(editor).post(PAGE, {"report": report.pk}, follow=True).content.decode()

    assert ("FRA 2023: This report is not late." in html, Notice.objects.count()) == (True, 0)


@pytest.mark.parametrize("address", [PAGE, f"{PAGE}?report=x", f"{PAGE}?report=0"])
def test_without_a_report_it_leads_to_the_desk(client_for, editor, address):
    assert "No report is chosen" in client_for(editor).get(address).content.decode()


def test_a_viewer_sends_nothing(client_for, report):
    response = client_for(UserFactory(holds=(Role.SECRETARIAT_VIEWER,))).post(PAGE, {"report": report.pk})

    assert (response.status_code, Notice.objects.count()) == (403, 0)


@pytest.mark.parametrize("count", [1, 3])
def test_the_preview_takes_the_same_queries_for_every_number(client_for, editor, count, django_assert_num_queries):
    reports = [ReportFactory() for _each in range(count)]
    for one in reports:
        MembershipFactory(country=one.country)
    client = client_for(editor)

    # session, user, memberships; reports, coordinators, reminders of today, what was submitted, the content (7)
    with django_assert_num_queries(14):
        client.get(PAGE, {"report": [one.pk for one in reports]})
