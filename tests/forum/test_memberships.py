"""Giving, changing and ending roles: what they refuse, what they write down, whom they tell."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from forum.access import Forbidden, roles_in
from forum.fingerprints import Stale, of_membership
from forum.handing_over import offer, waiting_in
from forum.memberships import change_membership, end_membership, ending_with, give_role
from forum.models import Invitation, Membership, User
from forum.queries import people_in
from forum.roles import Role
from journal.models import Entry
from notices.models import Notice
from tests.factories.forum import (
    LONG_AGO,
    CountryFactory,
    InvitationFactory,
    MembershipFactory,
    OrganisationFactory,
    UserFactory,
    WorkingGroupFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]


@pytest.fixture
def france():
    return CountryFactory(france=True)


@pytest.fixture
def focal_point(france):
    return UserFactory(focal_point_of=france, name="Ana")


def today():
    return timezone.localdate()


def acts():
    return [(entry.action, entry.country, entry.actor_name) for entry in Entry.objects.order_by("pk")]


def test_a_role_is_given_written_down_and_told(france, focal_point):
    group, ministry = WorkingGroupFactory(country=france), OrganisationFactory(country=france)
    person = UserFactory(name="Luc", language="fr")

    given = give_role(
        user=person, role=Role.GROUP_CHAIR, country=france, working_group=group, organisation=ministry, by=focal_point
    )

    held = Membership.objects.get(user=person)
    assert (given, held.role, held.working_group, held.organisation, held.since, held.until) == (
        held, "group_chair", group, ministry, today(), None,
    )  # fmt: skip
    assert acts() == [("membership.given", "FRA", "Ana")]
    (notice,) = Notice.objects.order_by("pk")
    assert (notice.kind, notice.to, notice.language, notice.address) == ("forum.role_given", person, "fr", "/fr/")


def test_who_may_not_give_a_role_is_told_so(france):
    deputy = UserFactory(holds=(Role.DEPUTY, france))
    with pytest.raises(Forbidden, match="does not include giving this one"):
        give_role(user=deputy, role=Role.FOCAL_POINT, country=france, by=deputy)
    assert acts() == []


def test_the_alliance_names_the_first_focal_point_and_no_second(france):
    secretariat = UserFactory(secretariat=True)
    give_role(user=UserFactory(), role=Role.FOCAL_POINT, country=france, by=secretariat)
    with pytest.raises(Forbidden, match="This country has a focal point"):
        give_role(user=UserFactory(), role=Role.FOCAL_POINT, country=france, by=secretariat)


@pytest.mark.parametrize(
    "role,group,organisation,field",
    [
        (Role.GROUP_CHAIR, None, None, "working_group"),
        (Role.TRANSLATOR, "own", None, "working_group"),
        (Role.CONTRIBUTOR, "foreign", None, "working_group"),
        (Role.CONTRIBUTOR, "retired", None, "working_group"),
        (Role.CONTRIBUTOR, None, "foreign", "organisation"),
        (Role.SECRETARIAT, None, None, "role"),
    ],
)
def test_what_does_not_belong_together(france, role, group, organisation, field):
    groups = {
        "own": WorkingGroupFactory(country=france),
        "foreign": WorkingGroupFactory(),
        "retired": WorkingGroupFactory(country=france, retired_on=today()),
    }
    with pytest.raises(ValidationError) as refusal:
        give_role(
            user=UserFactory(),
            role=role,
            country=france,
            working_group=groups.get(group),
            organisation=OrganisationFactory() if organisation else None,
            by=None,
        )
    assert (list(refusal.value.message_dict), Membership.objects.count()) == ([field], 0)


@pytest.mark.parametrize(
    "since,until,refused",
    [
        ("2026-01-01", None, True),
        ("2020-01-01", "2026-06-01", True),
        ("2026-12-31", "2027-06-01", True),
        ("2020-01-01", "2026-05-31", False),
        ("2027-01-01", None, False),
    ],
)
def test_the_same_role_is_not_held_twice_in_the_same_time(france, since, until, refused):
    held = MembershipFactory(
        country=france, role=Role.OBSERVER, since=date(2026, 6, 1), until=date(2026, 12, 31), user__name="Luc"
    )
    days = {"since": date.fromisoformat(since), "until": until and date.fromisoformat(until)}
    act = lambda: give_role(user=held.user, role=Role.OBSERVER, country=france, **days, by=None)  # noqa: E731
    if refused:
        with pytest.raises(ValidationError, match="Luc holds this role already in that time"):
            act()
    else:
        act()
    assert Membership.objects.count() == (1 if refused else 2)


def test_two_open_ended_ones_are_refused_by_the_database_too(france):
    held = MembershipFactory(country=france, role=Role.OBSERVER)
    with pytest.raises(IntegrityError), transaction.atomic():
        MembershipFactory(user=held.user, country=france, role=Role.OBSERVER)
    MembershipFactory(user=held.user, country=france, role=Role.OBSERVER, working_group=WorkingGroupFactory())
    alliance = MembershipFactory(secretariat=True)
    with pytest.raises(IntegrityError), transaction.atomic():
        MembershipFactory(user=alliance.user, secretariat=True)


def test_somebody_moves_to_another_group(france, focal_point):
    old, new = WorkingGroupFactory(country=france), WorkingGroupFactory(country=france)
    held = MembershipFactory(country=france, role=Role.CONTRIBUTOR, working_group=old)
    change = {"working_group": new, "organisation": None, "since": held.since, "until": None}

    change_membership(membership=held, **change, seen=of_membership(held), by=focal_point)

    assert Membership.objects.get(pk=held.pk).working_group == new
    (entry,) = Entry.objects.order_by("pk")
    assert (entry.action, entry.data) == ("membership.changed", {"changes": {"working_group": [str(old), str(new)]}})


def test_what_nobody_changed_is_not_written_down(france, focal_point):
    held = MembershipFactory(country=france, role=Role.OBSERVER)
    same = {"working_group": None, "organisation": None, "since": held.since, "until": None}
    change_membership(membership=held, **same, seen=of_membership(held), by=focal_point)
    assert acts() == []


def test_a_change_that_somebody_else_has_overtaken_is_refused(france, focal_point):
    held = MembershipFactory(country=france, role=Role.OBSERVER)
    seen = of_membership(held)
    ministry = OrganisationFactory(country=france)
    change = {"working_group": None, "since": held.since, "until": None, "by": focal_point}
    change_membership(membership=held, organisation=ministry, **change, seen=seen)
    with pytest.raises(Stale) as stale:
        change_membership(membership=held, organisation=None, **change, seen=seen)
    assert stale.value.current.organisation == ministry


def test_a_role_ends_stays_as_history_and_is_told(france, focal_point):
    held = MembershipFactory(country=france, role=Role.SIGNATORY)
    yesterday = today() - timedelta(days=1)

    end_membership(membership=held, last_day=yesterday, by=focal_point)

    assert Membership.objects.get(pk=held.pk).until == yesterday
    assert acts() == [("membership.ended", "FRA", "Ana")]
    assert [(notice.kind, notice.to) for notice in Notice.objects.order_by("pk")] == [("forum.role_ended", held.user)]
    with pytest.raises(ValidationError, match="This role has ended"):
        end_membership(membership=held, last_day=today(), by=focal_point)


@pytest.mark.parametrize("begins_in", [0, 5])
def test_a_role_given_by_mistake_ends_at_once_and_may_be_given_again(france, focal_point, begins_in):
    since = today() + timedelta(days=begins_in)
    wrong = UserFactory()
    given = give_role(user=wrong, role=Role.REVIEWER, country=france, since=since, by=focal_point)
    Notice.objects.all().delete()

    ended = end_membership(membership=given, last_day=today() - timedelta(days=1), by=focal_point)

    assert (ended.since, ended.until, ended.is_over, ended.is_to_come) == (since, since, True, False)
    assert roles_in(User.objects.get(pk=wrong.pk), france) == frozenset()
    assert Membership.objects.current().filter(user=wrong).count() == 0
    line = Entry.objects.get(action="membership.ended")
    assert line.data == {"last_day": str(since), "at_once": True}
    assert "This role has ended." in Notice.objects.get().body
    with pytest.raises(ValidationError, match="This role has ended"):
        end_membership(membership=ended, last_day=today(), by=focal_point)
    give_role(user=wrong, role=Role.REVIEWER, country=france, since=since, by=focal_point)
    assert people_in(france).ended == [ended]


def test_a_role_does_not_end_before_it_began_on_any_other_day(france, focal_point):
    given = give_role(user=UserFactory(), role=Role.REVIEWER, country=france, by=focal_point)
    with pytest.raises(ValidationError, match="cannot end before it began. You can end it immediately"):
        end_membership(membership=given, last_day=today() - timedelta(days=2), by=focal_point)


def test_a_focal_point_named_by_mistake_is_ended_at_once_while_there_is_another(france, focal_point):
    given = give_role(user=UserFactory(), role=Role.FOCAL_POINT, country=france, by=focal_point)
    own = Membership.objects.get(user=focal_point)
    end_membership(membership=given, last_day=today() - timedelta(days=1), by=focal_point)
    with pytest.raises(ValidationError, match="never without a focal point"):
        end_membership(membership=own, last_day=today(), by=focal_point)


def test_the_signatory_changes_at_any_time(france, focal_point):
    first = give_role(user=UserFactory(), role=Role.SIGNATORY, country=france, since=LONG_AGO, by=focal_point)
    end_membership(membership=first, last_day=today() - timedelta(days=1), by=focal_point)
    second = give_role(user=UserFactory(), role=Role.SIGNATORY, country=france, by=focal_point)
    assert list(Membership.objects.current().filter(role=Role.SIGNATORY)) == [second]
    assert Membership.objects.filter(role=Role.SIGNATORY).count() == 2


@pytest.mark.parametrize("days", [-1, 0, 30])
def test_the_last_focal_point_is_not_ended_but_hands_over(france, focal_point, days):
    held = Membership.objects.get(user=focal_point)
    with pytest.raises(ValidationError, match="never without a focal point. Hand over to a successor first"):
        end_membership(membership=held, last_day=today() + timedelta(days=days), by=focal_point)
    held.refresh_from_db()
    assert (held.until, acts()) == (None, [])


def test_nor_is_it_given_dates_that_leave_a_gap(france, focal_point):
    held = Membership.objects.get(user=focal_point)
    MembershipFactory(country=france, since=today() + timedelta(days=10))
    change = {"working_group": None, "organisation": None, "since": held.since, "seen": of_membership(held)}
    with pytest.raises(ValidationError, match="never without"):
        change_membership(membership=held, until=today() + timedelta(days=8), **change, by=focal_point)
    change_membership(membership=held, until=today() + timedelta(days=9), **change, by=focal_point)


def test_one_of_two_focal_points_may_go(france, focal_point):
    MembershipFactory(country=france)
    end_membership(membership=Membership.objects.get(user=focal_point), last_day=today(), by=focal_point)
    assert acts() == [("membership.ended", "FRA", "Ana")]


def test_the_alliance_keeps_an_administrator():
    administrator = UserFactory(holds=(Role.ADMINISTRATOR,))
    with pytest.raises(ValidationError, match="never without an administrator"):
        end_membership(membership=Membership.objects.get(), last_day=today(), by=administrator)


# --- what ends with a role


def names(invitations) -> list[str]:
    return [invitation.name for invitation in invitations]


def open_ones() -> list[str]:
    return names(Invitation.objects.open().order_by("pk"))


def end_at_once(membership, by) -> None:
    end_membership(membership=membership, last_day=today() - timedelta(days=1), by=by)


def test_of_a_focal_point_by_mistake_handover_and_invitations_end_with_the_role(france, focal_point):
    held = MembershipFactory(country=france, since=today())
    offer(outgoing=held, email="eve@example.org", name="Eve", language="fr", day=today(), by=held.user)
    InvitationFactory(country=france, invited_by=held.user, name="Luc")
    InvitationFactory(country=france, invited_by=focal_point, name="Zoé")
    InvitationFactory(
        country=france, invited_by=held.user, name="Max", accepted_by=held.user, accepted_at=timezone.now()
    )
    InvitationFactory(invited_by=held.user, name="In another country")
    assert names(ending_with(held)) == ["Eve", "Luc"]
    before = Entry.objects.count()
    end_at_once(held, focal_point)
    assert open_ones() == ["Zoé", "In another country"]
    assert waiting_in(held) is None
    assert [(line.action, line.target_label) for line in Entry.objects.order_by("pk")[before:]] == [
        ("invitation.cancelled", "Eve: national focal point"),
        ("invitation.cancelled", "Luc: observer"),
        ("membership.ended", f"{held.user}: national focal point"),
    ]


def test_what_was_sent_before_the_role_or_in_office_stays(france, focal_point):
    person = UserFactory(holds=(Role.DEPUTY, france))
    InvitationFactory(country=france, invited_by=person, name="Luc", created_at=timezone.now() - timedelta(days=2))
    by_mistake = MembershipFactory(country=france, user=person, since=today())
    end_at_once(by_mistake, focal_point)
    in_office = MembershipFactory(country=france)
    InvitationFactory(country=france, invited_by=in_office.user, name="Zoé")
    offer(outgoing=in_office, email="eve@example.org", name="Eve", language="fr", day=today(), by=in_office.user)
    assert names(ending_with(in_office)) == ["Eve"]
    end_at_once(in_office, focal_point)
    assert open_ones() == ["Luc", "Zoé"]


def test_a_role_that_ends_on_its_day_leaves_the_handover_waiting(france, focal_point):
    held = MembershipFactory(country=france)
    offer(outgoing=held, email="eve@example.org", name="Eve", language="fr", day=today(), by=held.user)
    end_membership(membership=held, last_day=today(), by=focal_point)
    assert open_ones() == ["Eve"]


def test_a_role_in_the_alliance_by_mistake_withdraws_what_was_sent_to_any_country(france):
    administrator = UserFactory(holds=(Role.ADMINISTRATOR, None))
    held = MembershipFactory(role=Role.SECRETARIAT, country=None, since=today())
    InvitationFactory(country=france, invited_by=held.user, name="Luc")
    end_at_once(held, administrator)
    assert open_ones() == []


def test_the_page_names_them_before_one_ends_the_role(client_for, france, focal_point):
    held = MembershipFactory(country=france, since=today())
    InvitationFactory(country=france, invited_by=held.user, name="Luc")
    address = f"/en/people/FRA/roles/{held.pk}/end/"
    html = client_for(focal_point).get(address).content.decode()
    assert "Ending it immediately also withdraws these open invitations:" in html
    assert "<li>Luc, " in html
    Invitation.objects.all().delete()
    assert "withdraws" not in client_for(focal_point).get(address).content.decode()
