"""The mails that could not be sent: an administrator sees them and has them tried again."""

import re

import pytest
from django.core import mail
from django.utils import timezone

from forum.roles import Role
from journal.models import Entry
from notices.models import Notice
from notices.retry import given_up, try_again
from tests.factories.forum import UserFactory

pytestmark = pytest.mark.django_db
PAGE = "/en/desk/mails/"
ERROR = "SMTPServerDisconnected: please run connect() first"


@pytest.fixture
def administrator(db):
    return UserFactory(holds=(Role.ADMINISTRATOR,))


def notice(**fields):
    values = {"kind": "reports.assigned", "language": "en", "subject": "A part", "body": "…"}
    values |= {"due_at": None, "attempts": 8, "last_error": ERROR, "email": "ada@example.org"}
    return Notice.objects.create(**(values | fields))


@pytest.fixture
def failed(db):
    return notice(to=UserFactory(name="Ada", email="ada@example.org"))


def test_only_what_was_given_up_counts(failed):
    notice(sent_at=timezone.now(), last_error="")
    notice(due_at=timezone.now())
    notice(delivery="page", last_error="")
    assert list(given_up()) == [failed]


def test_who_what_when_and_why_stand_there(client_for, administrator, failed):
    notice(kind="forum.gone", email="bo@example.org", last_error="the account is closed")
    html = client_for(administrator).get(PAGE).content.decode()
    rows = re.findall(r"<tr>(.*?)</tr>", html.split("<tbody>")[1], re.DOTALL)
    cells = [
        [
            re.sub(r"\s+", " ", re.sub(r'<span class="desk-label">.*?</span>|<[^>]+>', " ", cell)).strip()
            for cell in re.findall(r"<t[hd].*?</t[hd]>", row, re.DOTALL)
        ]
        for row in rows
    ]
    assert [(who, kind, error) for who, kind, _when, error, _button in cells] == [
        ("bo@example.org", "forum.gone", "the account is closed"),
        (
            "Ada ada@example.org",
            "A part of a report is assigned to you or to your working group",
            ERROR,
        ),
    ]


def test_one_is_tried_again_and_sent(client_for, administrator, failed, run_tasks):
    other = notice(email="bo@example.org")
    response = client_for(administrator).post(PAGE, {"mail": failed.pk}, follow=True)
    assert "1 mail is tried again." in response.content.decode()

    run_tasks()

    assert [one.to for one in mail.outbox] == [["ada@example.org"]]
    failed.refresh_from_db()
    assert (bool(failed.sent_at), failed.attempts, failed.last_error) == (True, 1, "")
    assert list(given_up()) == [other]
    [entry] = Entry.objects.all()
    assert (entry.action, entry.actor, entry.data) == ("mails.tried_again", administrator, {"notices": [failed.pk]})


def test_all_of_the_page_are_tried_again_each_once(client_for, administrator, failed):
    mails = [failed.pk, notice().pk]
    client = client_for(administrator)

    first = client.post(PAGE, {"mail": mails}, follow=True).content.decode()
    second = client.post(PAGE, {"mail": [*mails, "x"]}, follow=True).content.decode()

    assert "2 mails are tried again." in first
    assert "0 mails are tried again." in second and "Every mail has gone out" in second
    assert try_again(mails) == []
    assert Entry.objects.count() == 1


def test_the_desk_counts_them_for_administrators(client_for, administrator, failed):
    link = f'<a href="{PAGE}">1 mail could not be sent</a>'
    assert link in client_for(administrator).get("/en/desk/").content.decode()
    assert PAGE not in client_for(UserFactory(secretariat=True)).get("/en/desk/").content.decode()
    Notice.objects.all().delete()
    assert PAGE not in client_for(administrator).get("/en/desk/").content.decode()


@pytest.mark.parametrize("role", [Role.SECRETARIAT, Role.SECRETARIAT_VIEWER])
def test_it_is_for_administrators(client_for, failed, role):
    client = client_for(UserFactory(holds=(role,)))
    assert [client.get(PAGE).status_code, client.post(PAGE, {"mail": failed.pk}).status_code] == [403, 403]
    assert list(given_up()) == [failed]


def test_a_long_list_goes_on_in_pages(client_for, administrator):
    for _each in range(51):
        notice()
    client = client_for(administrator)
    assert [len(client.get(f"{PAGE}?page={number}").context["lines"]) for number in (1, 2)] == [50, 1]


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_takes_the_same_queries_for_every_number(client_for, administrator, count, django_assert_num_queries):
    for _each in range(count):
        notice(to=UserFactory())
    client = client_for(administrator)
    with django_assert_num_queries(5):
        client.get(PAGE)
