"""The day until which the forum answers: set with the sending, told, and reminded of before and after."""

from datetime import date, timedelta

import pytest
from django.utils.timezone import localdate

from notices.models import Notice
from reports.models import ForumAnswer, Report, Snapshot, StageChange
from reports.signoff.review_reminders import remind_chairs
from reports.stages import Stage
from tests.reports.way import REASON, Way

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]
STAGE = "/en/reports/FRA/2023/stage/"
SEND = f"{STAGE}send-to-forum/"
DUE = date(2031, 7, 20)
"""Far enough to be no day of the past for long."""


@pytest.fixture
def way() -> Way:
    """With the forum since the first of July, until the twentieth; group 1 has answered."""
    way = Way()
    way.do("send_to_forum", forum_due_on=DUE)
    Snapshot.objects.update(taken_at="2031-07-01T09:00Z")
    way.answer(1)
    Notice.objects.all().delete()
    return way


def told() -> list[tuple[str, str]]:
    return list(Notice.objects.order_by("pk").values_list("to__name", "subject"))


def test_chairs_who_have_not_answered_are_reminded_once_for_each_day(way):
    days = (12, 13, 14, 19, 20, 21, 27, 28, 29)
    assert {day: remind_chairs(date(2031, 7, day)) for day in days} == {
        12: 0,
        13: 1,
        14: 0,
        19: 1,
        20: 0,
        21: 1,
        27: 1,
        28: 0,
        29: 0,
    }
    assert told() == [
        ("Chair 2", "France 2023: your working group’s answer is due on 20 July 2031"),
        ("Chair 2", "France 2023: your working group’s answer is due on 20 July 2031"),
        ("Chair 2", "France 2023: your working group’s answer is late"),
        ("Chair 2", "France 2023: your working group’s answer is late"),
    ]


def test_nobody_is_reminded_once_all_have_answered_or_the_review_is_closed(way):
    way.answer(2)
    Notice.objects.all().delete()
    assert remind_chairs(DUE + timedelta(days=1)) == 0
    ForumAnswer.objects.all().delete()
    way.do("ask_changes", comment=REASON)
    Notice.objects.all().delete()
    assert (remind_chairs(DUE + timedelta(days=7)), told()) == (0, [])


def test_a_forum_without_a_day_is_reminded_of_nothing():
    way = Way().to(Stage.FORUM_REVIEW)
    assert (way.report.forum_due_on, remind_chairs(date(2040, 1, 1))) == (None, 0)


def test_the_day_is_chosen_with_the_sending_and_told_to_the_groups(client_for):
    way = Way()
    assert client_for(way.focal_point).post(SEND, {"forum_due_on": "2031-07-20"}).status_code == 302
    assert Report.objects.get().forum_due_on == DUE
    assert ["Please answer by 20 July 2031." in notice.body for notice in Notice.objects.order_by("pk")] == [True, True]
    assert "The forum answers until 20 July 2031." in client_for(way.focal_point).get(STAGE).content.decode()
    page = client_for(way.chairs[0]).get("/en/reports/FRA/2023/review/").content.decode()
    assert "Please answer by 20 July 2031." in page


def test_a_new_round_has_a_day_of_its_own_and_its_mail_says_what_is_new(way):
    way.do("ask_changes", comment=REASON)
    way.do("send_to_forum", comment="Group 2 has a new chair.")
    assert Report.objects.get().forum_due_on is None
    body = Notice.objects.filter(kind="reports.review_asked").order_by("pk").last().body
    assert ("The forum had an earlier text" in body, "Group 2 has a new chair." in body) == (True, True)


@pytest.mark.parametrize(
    ("day", "message"),
    [("2020-01-01", "Choose a day that is not over."), ("soon", "Enter a valid date.")],
)
def test_a_day_that_is_over_or_none_is_refused_and_nothing_is_sent(client_for, day, message):
    way = Way()
    response = client_for(way.focal_point).post(SEND, {"forum_due_on": day})
    html = response.content.decode()
    assert (response.status_code, message in html, f'value="{day}"' in html) == (422, True, True)
    assert StageChange.objects.count() == 0


def test_today_is_not_over(client_for):
    assert client_for(Way().focal_point).post(SEND, {"forum_due_on": str(localdate())}).status_code == 302


def test_a_group_without_a_chair_is_named_with_the_way_to_name_one(client_for):
    way = Way()
    way.chairs[1].memberships.update(until="2020-12-31")
    address = f'href="/en/people/FRA/invite/?role=group_chair&amp;group={way.groups[1].pk}"'
    html = client_for(way.focal_point).get(STAGE).content.decode()
    assert (address in html, html.count("Name a chair")) == (True, 1)
    way.do("send_to_forum")
    assert address in client_for(way.focal_point).get(STAGE).content.decode()
    assert "Name a chair" not in client_for(way.people["reviewer"]).get(STAGE).content.decode()
