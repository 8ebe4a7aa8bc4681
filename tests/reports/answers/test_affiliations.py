"""For whom somebody speaks: what their memberships of today in the country say."""

from datetime import timedelta

import pytest
from django.utils import timezone

from forum.roles import Role
from reports.answers.affiliations import ONESELF, Voice, voice_of, voices
from tests.factories.forum import (
    CountryFactory,
    MembershipFactory,
    OrganisationFactory,
    UserFactory,
    WorkingGroupFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def france():
    return CountryFactory(france=True)


def member(france, *voices_, user=None, **more):
    user = user or UserFactory()
    for number, (group, organisation) in enumerate(voices_):
        role = [Role.CONTRIBUTOR, Role.REVIEWER, Role.TRANSLATOR][number]
        said = {"working_group": group, "organisation": organisation, "role": role} | more
        MembershipFactory(user=user, country=france, **said)
    return user


def test_one_membership_with_a_group_speaks_for_it(france):
    group = WorkingGroupFactory(country=france)
    organisation = OrganisationFactory(country=france)
    user = member(france, (group, organisation), (None, None))
    assert voice_of(user, france) == Voice(group, organisation)
    assert Voice(group, organisation).code == f"{group.pk}-{organisation.pk}"


def test_of_several_they_choose_themselves(france):
    group, other = WorkingGroupFactory(country=france), WorkingGroupFactory(country=france)
    user = member(france, (group, None), (other, None), (group, None))
    assert voices(user, france) == [Voice(group), Voice(other)]
    assert voice_of(user, france) == ONESELF


def test_what_is_over_or_elsewhere_does_not_count(france):
    yesterday = timezone.localdate() - timedelta(days=1)
    user = member(france, (WorkingGroupFactory(country=france), None), since=yesterday, until=yesterday)
    elsewhere = CountryFactory()
    member(elsewhere, (WorkingGroupFactory(country=elsewhere), None), user=user)
    assert (voices(user, france), ONESELF.code) == ([], "-")


@pytest.mark.parametrize("count", [1, 3])
def test_it_takes_one_query(france, count, django_assert_num_queries):
    user = member(france, *[(WorkingGroupFactory(country=france), None)] * count)
    with django_assert_num_queries(1):
        voices(user, france)
