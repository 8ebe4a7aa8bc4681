"""Who has never logged in."""

import pytest
from django.utils import timezone

from forum.models import User
from forum.roles import Role
from tests.factories.forum import CountryFactory, InvitationFactory, MembershipFactory, UserFactory, WorkingGroupFactory
from tests.roadmaps.page import Page

pytestmark = pytest.mark.django_db
PAGE = "/en/desk/never-logged-in/"


@pytest.fixture
def client(client_for):
    return client_for(UserFactory(secretariat=True))


def rows(client, page=1):
    return Page(client.get(f"{PAGE}?page={page}")).texts("tbody tr")


def test_open_invitations_and_unused_accounts_stand_there_by_country(client):
    france, chile = CountryFactory(france=True), CountryFactory(chile=True)
    day = f"{timezone.localtime():%-d %B %Y}"
    InvitationFactory(country=france, name="Expired", email="e@example.org", expired=True)
    InvitationFactory(country=chile, name="Open", email="o@example.org")
    InvitationFactory(country=chile, cancelled=True)
    InvitationFactory(country=None, role=Role.ADMINISTRATOR, name="Root", email="r@example.org")
    group = WorkingGroupFactory(country=france)
    User.objects.update(last_login=timezone.now())
    UserFactory(name="Unused", email="u@example.org", holds=(Role.GROUP_CHAIR, france, group))
    UserFactory(focal_point_of=france, is_active=False)
    UserFactory(focal_point_of=france, last_login=timezone.now())
    MembershipFactory(country=france, ended=True)

    page = Page(client.get(PAGE))
    assert page.texts("tbody tr") == [
        f"Root r@example.org Alliance 8.7 Administrator sent on {day}",
        f"Open o@example.org Chile Observer sent on {day} Send again Open, observer",
        f"Expired e@example.org France Observer sent on {day} expired Send again Expired, observer",
        f"Unused u@example.org France Working group chair {group} has an account",
    ]
    assert page.links("tbody a") == [f"/en/people/{code}/" for code in ("alliance", "CHL", "FRA", "FRA")]
    [again, _other] = page.actions("tbody form")
    assert client.post(again).status_code == 302


def test_without_anybody_it_says_so(client):
    User.objects.update(last_login=timezone.now())
    assert "Everybody has been here" in Page(client.get(PAGE)).text


def test_it_goes_on_in_pages(client, monkeypatch):
    monkeypatch.setattr("pathfinder.desk.absent.PEOPLE_A_PAGE", 1)
    User.objects.update(last_login=timezone.now())
    for _each in range(2):
        InvitationFactory()
    assert [len(rows(client, page)) for page in (1, 2)] == [1, 1]


@pytest.mark.parametrize("count", [1, 3])
def test_it_takes_the_same_queries_for_every_number(client, count, django_assert_num_queries):
    User.objects.update(last_login=timezone.now())
    for _each in range(count):
        InvitationFactory()
        MembershipFactory()
    with django_assert_num_queries(7):  # session, user, memberships, how many, which, invitations, roles
        assert len(rows(client)) == 2 * count
