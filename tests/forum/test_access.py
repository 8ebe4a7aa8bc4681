"""Who belongs where."""

import pytest
from django.http import Http404

from forum.access import Forbidden, countries_of, country_or_404, denied, is_secretariat, require, roles_in
from forum.models import User
from forum.roles import Role
from tests.factories.forum import CountryFactory, MembershipFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def france():
    return CountryFactory(france=True)


@pytest.fixture
def chile():
    return CountryFactory(chile=True)


def test_a_focal_point_has_a_role_in_one_country(france, chile):
    user = UserFactory(focal_point_of=france)

    assert (roles_in(user, france), roles_in(user, chile)) == ({Role.FOCAL_POINT}, frozenset())
    assert countries_of(user) == [france]


def test_the_secretariat_has_its_role_in_every_country(france, chile):
    user = UserFactory(secretariat=True)

    assert (roles_in(user, france), is_secretariat(user)) == ({Role.SECRETARIAT}, True)
    assert countries_of(user) == [chile, france]


def test_a_membership_that_ended_gives_nothing(france):
    user = MembershipFactory(country=france, ended=True).user

    assert (roles_in(user, france), countries_of(user)) == (frozenset(), [])


def test_another_country_does_not_exist(france, chile):
    user = UserFactory(focal_point_of=france)

    assert country_or_404(user, "FRA") == france
    for code in ("CHL", "QQQ", "fra"):
        with pytest.raises(Http404):
            country_or_404(user, code)


def test_two_memberships_in_a_country_are_one_country(france):
    user = UserFactory(focal_point_of=france)
    MembershipFactory(user=user, country=france, role=Role.OBSERVER)

    assert countries_of(user) == [france]


def test_memberships_are_read_once(france, django_assert_num_queries):
    user = User.objects.get(pk=UserFactory(focal_point_of=france).pk)

    with django_assert_num_queries(1):
        assert [roles_in(user, france), countries_of(user), is_secretariat(user)]


def test_a_refusal_carries_its_reason():
    with pytest.raises(Forbidden, match="It is frozen."):
        require(denied("It is frozen."))
