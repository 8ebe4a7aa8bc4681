"""Who holds what, as other apps ask for it."""

import pytest

from forum.models import User
from forum.queries import chairs, groups_of, holders, overviews, people_in, without_focal_point
from forum.roles import COORDINATORS, Role
from tests.factories.forum import CountryFactory, InvitationFactory, MembershipFactory, UserFactory, WorkingGroupFactory

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]


@pytest.fixture
def france():
    return CountryFactory(france=True)


def test_holders_hold_the_role_now_and_there(france):
    ana, zoe = (MembershipFactory(country=france, user__name=name).user for name in ("Ana", "Zoe"))
    deputy = UserFactory(name="Luc", holds=(Role.DEPUTY, france))
    MembershipFactory(country=france, ended=True)
    MembershipFactory(country=france, to_come=True)
    MembershipFactory()
    MembershipFactory(country=france, role=Role.OBSERVER)
    User.objects.filter(pk=zoe.pk).update(is_active=False)
    MembershipFactory(user=ana, country=france, role=Role.DEPUTY)

    assert holders(france, COORDINATORS) == [ana, deputy]
    assert holders(france, {Role.FOCAL_POINT}) == [ana]


def test_holders_of_a_role_of_the_alliance(france):
    secretariat = UserFactory(secretariat=True)
    assert holders(None, {Role.SECRETARIAT}) == holders(france, {Role.SECRETARIAT}) == [secretariat]
    assert holders(None, {Role.FOCAL_POINT}) == []


def test_chairs_of_a_group(france):
    group, other = WorkingGroupFactory(country=france), WorkingGroupFactory(country=france)
    chair = MembershipFactory(country=france, role=Role.GROUP_CHAIR, working_group=group)
    MembershipFactory(country=france, role=Role.CONTRIBUTOR, working_group=group)
    MembershipFactory(country=france, role=Role.GROUP_CHAIR, working_group=group, ended=True)
    assert (chairs(group), chairs(other)) == ([chair.user], [])


def test_people_by_role_with_what_is_over_and_who_is_invited(france):
    observer = MembershipFactory(country=france, role=Role.OBSERVER, user__name="Ana")
    focal_point = MembershipFactory(country=france, user__name="Luc")
    to_come = MembershipFactory(country=france, role=Role.DEPUTY, user=observer.user, to_come=True)
    ended = MembershipFactory(country=france, ended=True)
    offer = InvitationFactory(country=france)
    InvitationFactory(country=france, cancelled=True)
    InvitationFactory()

    people = people_in(france)

    assert [(person.user, person.held) for person in people.persons] == [
        (focal_point.user, [focal_point]),
        (observer.user, [to_come, observer]),
    ]
    assert (people.ended, people.invitations) == ([ended], [offer])


def test_groups_with_who_is_in_them_the_chair_first(france):
    second, first = (WorkingGroupFactory(country=france, position=position) for position in (2, 1))
    member = MembershipFactory(country=france, role=Role.CONTRIBUTOR, working_group=first, user__name="A")
    chair = MembershipFactory(country=france, role=Role.GROUP_CHAIR, working_group=first, user__name="B")
    MembershipFactory(country=france, role=Role.OBSERVER, working_group=first, ended=True)
    assert [(group, group.present) for group in groups_of(france)] == [(first, [chair, member]), (second, [])]


def test_the_countries_with_who_answers_for_them(france):
    chile = CountryFactory(chile=True)
    focal_point = UserFactory(focal_point_of=france)
    MembershipFactory(user=focal_point, country=france, role=Role.OBSERVER)
    MembershipFactory(country=chile, role=Role.OBSERVER)
    MembershipFactory(country=chile, ended=True)
    assert [(view.country, view.number, view.focal_points) for view in overviews([chile, france])] == [
        (chile, 1, []),
        (france, 1, [focal_point]),
    ]
    assert without_focal_point() == [chile]
