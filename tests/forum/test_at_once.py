"""Two people at the same moment: each act happens once, on PostgreSQL and on a SQLite file alike."""

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.core.exceptions import ValidationError
from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.utils import timezone

from forum.accepting import accept, join
from forum.access import memberships
from forum.handing_over import hand_over
from forum.invitations import InvitationGone, invite
from forum.memberships import end_membership, give_role
from forum.models import Invitation, Membership, User
from forum.roles import Role
from tests.factories.forum import CountryFactory, InvitationFactory, MembershipFactory, UserFactory

pytestmark = pytest.mark.django_db(transaction=True)
several_times = pytest.mark.sampled("attempt", range(3))


@pytest.fixture
def at_once(transactional_db, tmp_path, monkeypatch):
    """at_once(*acts): start all at the same moment; what came of each, sorted. at_once(read) reads what there is then.

    The tests' SQLite database is in memory, where two connections do not wait for each other as they do with a file:
    the acts are tried on a copy of it in a file, as a site has one.
    """

    def run_all(*acts) -> list:
        start = Barrier(len(acts))

        def run(act):
            try:
                start.wait(10)
                return act() and "done"
            except (ValidationError, InvitationGone) as refusal:
                return type(refusal).__name__
            finally:
                connection.close()

        with ThreadPoolExecutor(len(acts)) as pool:
            return sorted(pool.map(run, acts))

    def act_on_a_file(*acts) -> list:
        path = tmp_path / "site.sqlite3"
        if not path.exists():
            copy = sqlite3.connect(path)
            connection.ensure_connection()
            connection.connection.backup(copy)
            copy.execute("PRAGMA journal_mode=WAL")  # as a site's has it by then: to change it takes the file alone
            copy.close()
        with monkeypatch.context() as patch:
            patch.setitem(connections.settings[DEFAULT_DB_ALIAS], "NAME", str(path))
            return run_all(*acts)

    return act_on_a_file if connection.vendor == "sqlite" else run_all


def counted(at_once, queryset) -> int:
    """How many there are where the acts were done."""
    found = []
    at_once(lambda: found.append(queryset.all().count()))
    return found[0]


def yesterday():
    return timezone.localdate() - timedelta(days=1)


@several_times
def test_two_focal_points_do_not_end_each_other(at_once, attempt):
    country = CountryFactory()
    first, second = (MembershipFactory(country=country) for _each in range(2))
    assert memberships(first.user) and memberships(second.user)  # both requests have read their roles by then
    came_of_it = at_once(
        lambda: end_membership(membership=second, last_day=yesterday(), by=first.user),
        lambda: end_membership(membership=first, last_day=yesterday(), by=second.user),
    )
    assert came_of_it == ["ValidationError", "done"]
    assert counted(at_once, Membership.objects.current().filter(role=Role.FOCAL_POINT)) == 1


@several_times
def test_two_clicks_accept_once(at_once, attempt):
    offer = InvitationFactory()
    person = UserFactory(email=offer.email)
    click = lambda: accept(invitation=offer, by=User.objects.get(pk=person.pk))  # noqa: E731
    assert at_once(click, click) == ["InvitationGone", "done"]
    assert counted(at_once, Membership.objects.filter(user=person)) == 1


@several_times
def test_two_clicks_make_one_account(at_once, attempt):
    offer = InvitationFactory(role=Role.SECRETARIAT, country=None)
    click = lambda: join(invitation=offer, name="Luc", language="en", password="correct horse")  # noqa: E731
    came_of_it = at_once(click, click)
    assert (came_of_it[-1], len(set(came_of_it))) == ("done", 2)
    assert counted(at_once, User.objects.filter(email=offer.email)) == 1


@several_times
def test_the_same_role_is_given_once(at_once, attempt):
    country = CountryFactory()
    give = {"role": Role.OBSERVER, "country": country, "user": UserFactory()}
    days = {"since": timezone.localdate(), "until": timezone.localdate() + timedelta(days=9)}
    click = lambda: give_role(**give, **days, by=None)  # noqa: E731
    assert at_once(click, click) == ["ValidationError", "done"]


@several_times
def test_the_same_person_is_invited_once(at_once, attempt):
    country = CountryFactory()
    person = {"email": "luc@example.org", "name": "Luc", "language": "en", "role": Role.OBSERVER}
    click = lambda: invite(**person, country=country, by=None)  # noqa: E731
    assert at_once(click, click) == ["ValidationError", "done"]
    assert counted(at_once, Invitation.objects.order_by("pk")) == 1


@several_times
def test_two_clicks_hand_over_once(at_once, attempt):
    country = CountryFactory()
    held = MembershipFactory(country=country)
    successors = [UserFactory(holds=(Role.OBSERVER, country)) for _each in range(2)]
    came_of_it = at_once(
        *(
            lambda successor=successor: hand_over(
                outgoing=held, successor=successor, day=timezone.localdate(), by=held.user
            )
            for successor in successors
        )
    )
    assert came_of_it == ["ValidationError", "done"]
    assert counted(at_once, Membership.objects.current().filter(role=Role.FOCAL_POINT)) == 1
