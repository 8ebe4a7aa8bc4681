"""Handing over: at once or from a day, to somebody who is here or who has to accept first."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from forum.accepting import accept
from forum.access import Forbidden
from forum.handing_over import hand_over, offer, waiting_in
from forum.invitations import cancel
from forum.models import Membership
from forum.roles import Role
from journal.models import Entry
from notices.models import Notice
from tests.factories.forum import LONG_AGO, CountryFactory, MembershipFactory, UserFactory

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def france():
    return CountryFactory(france=True)


@pytest.fixture
def held(france):
    return MembershipFactory(country=france, user__name="Ana")


@pytest.fixture
def successor(france):
    return UserFactory(name="Luc", holds=(Role.CONTRIBUTOR, france))


def today():
    return timezone.localdate()


def roles(user) -> list[tuple]:
    return sorted((one.role, one.since, one.until) for one in Membership.objects.filter(user=user).order_by("pk"))


def acts() -> list[str]:
    return [entry.action for entry in Entry.objects.order_by("pk")]


def test_the_focal_point_hands_over_at_once(held, successor):
    secretariat = UserFactory(secretariat=True)

    hand_over(outgoing=held, successor=successor, day=today(), stays_as="observer", by=held.user)

    assert roles(successor) == [("contributor", LONG_AGO, None), ("focal_point", today(), None)]
    assert roles(held.user) == [("focal_point", LONG_AGO, today() - DAY), ("observer", today(), None)]
    assert acts() == ["membership.given", "membership.ended", "membership.given", "handover.done"]
    notices = Notice.objects.order_by("pk")
    assert [(notice.kind, notice.to, notice.subject) for notice in notices] == [
        ("forum.handed_over", reader, "Luc becomes national focal point for France")
        for reader in (held.user, successor, secretariat)
    ]


def test_it_takes_effect_on_a_later_day(held, successor):
    day = today() + 30 * DAY
    hand_over(outgoing=held, successor=successor, day=day, by=held.user)
    assert roles(held.user) == [("focal_point", LONG_AGO, day - DAY)]
    assert roles(successor)[1] == ("focal_point", day, None)
    assert Membership.objects.current().get(role=Role.FOCAL_POINT).user == held.user


def test_a_role_that_began_today_ends_today(france, successor):
    held = MembershipFactory(country=france, since=today())
    hand_over(outgoing=held, successor=successor, day=today(), by=held.user)
    assert roles(held.user) == [("focal_point", today(), today())]


def test_the_secretariat_hands_over_for_somebody_absent_with_a_reason(held, successor):
    secretariat = UserFactory(secretariat=True, name="Alliance")
    with pytest.raises(ValidationError, match="Write why"):
        hand_over(outgoing=held, successor=successor, day=today(), by=secretariat)
    hand_over(outgoing=held, successor=successor, day=today(), reason="Left the ministry.", by=secretariat)
    entry = Entry.objects.get(action="handover.done")
    assert (entry.actor, entry.on_behalf, entry.data["reason"]) == (secretariat, str(held.user), "Left the ministry.")
    assert "Left the ministry." in Notice.objects.filter(to=held.user).get().body


@pytest.mark.parametrize("role", [Role.DEPUTY, Role.SECRETARIAT_VIEWER, Role.SIGNATORY])
def test_nobody_else_hands_over(held, successor, role, france):
    person = UserFactory(holds=(role,) if role == Role.SECRETARIAT_VIEWER else (role, france))
    with pytest.raises(Forbidden):
        hand_over(outgoing=held, successor=successor, day=today(), reason="x", by=person)


def test_nor_does_another_focal_point(held, successor, france):
    with pytest.raises(Forbidden):
        hand_over(outgoing=held, successor=successor, day=today(), reason="x", by=UserFactory(focal_point_of=france))


@pytest.mark.parametrize(
    "change,said",
    [
        ({"day": -1}, "This day is over"),
        ({"stays_as": "signatory"}, "one of the roles offered"),
        ({"successor": "self"}, "somebody else"),
    ],
)
def test_what_is_refused(held, successor, change, said):
    day = today() + change.get("day", 0) * DAY
    who = held.user if change.get("successor") else successor
    with pytest.raises(ValidationError, match=said):
        hand_over(outgoing=held, successor=who, day=day, stays_as=change.get("stays_as", ""), by=held.user)
    assert (roles(held.user), acts()) == ([("focal_point", LONG_AGO, None)], [])


def test_it_is_not_handed_over_twice(held, successor, france):
    by = held.user
    hand_over(outgoing=held, successor=successor, day=today(), by=by)
    with pytest.raises(ValidationError, match="has ended"):
        hand_over(outgoing=held, successor=UserFactory(holds=(Role.OBSERVER, france)), day=today(), by=by)


def test_an_invited_successor_takes_over_by_accepting(held, france):
    person = {"email": "luc@example.org", "name": "Luc", "language": "fr"}
    handover = offer(outgoing=held, **person, day=today(), stays_as="deputy", by=held.user)
    assert roles(held.user) == [("focal_point", LONG_AGO, None)]
    assert waiting_in(held) == handover
    successor = UserFactory(email="luc@example.org")

    accept(invitation=handover.invitation, by=successor)

    assert roles(successor) == [("focal_point", today(), None)]
    assert roles(held.user) == [("deputy", today(), None), ("focal_point", LONG_AGO, today() - DAY)]
    assert acts()[:3] == ["invitation.sent", "handover.offered", "invitation.accepted"]
    assert waiting_in(held) is None


def test_an_early_acceptance_waits_for_the_day(held):
    day = today() + 5 * DAY
    handover = offer(outgoing=held, email="luc@example.org", name="Luc", language="fr", day=day, by=held.user)
    successor = UserFactory(email="luc@example.org")
    accept(invitation=handover.invitation, by=successor)
    assert roles(successor) == [("focal_point", day, None)]


def test_one_handover_waits_at_a_time_and_is_cancelled_with_its_invitation(held, successor):
    handover = offer(outgoing=held, email="luc@example.org", name="Luc", language="fr", day=today(), by=held.user)
    with pytest.raises(ValidationError, match="already waits"):
        hand_over(outgoing=held, successor=successor, day=today(), by=held.user)
    cancel(invitation=handover.invitation, by=held.user)
    hand_over(outgoing=held, successor=successor, day=today(), by=held.user)
    assert roles(successor)[1][0] == "focal_point"


def test_a_successor_who_is_focal_point_already_goes_on(held, france):
    other = MembershipFactory(country=france)
    assert hand_over(outgoing=held, successor=other.user, day=today(), by=held.user) == other
    assert roles(held.user) == [("focal_point", LONG_AGO, today() - DAY)]
