"""People, countries and memberships hold together in the database."""

import pytest
from django.db import DataError, IntegrityError, transaction

from forum.models import Membership, User
from forum.roles import DESCRIPTIONS, Role
from tests.factories.forum import CountryFactory, MembershipFactory, UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]


def refused(act) -> bool:
    try:
        with transaction.atomic():
            act()
    except (IntegrityError, DataError):  # PostgreSQL counts the letters before it asks the constraint
        return True
    return False


def test_an_address_belongs_to_one_person_in_any_case():
    UserFactory(email="person@example.org")

    assert refused(lambda: UserFactory(email="Person@Example.org"))


@pytest.mark.parametrize("code", ["fra", "FR", "FRAN", "F1A"])
def test_a_country_has_an_alpha_3_code(code):
    assert refused(lambda: CountryFactory(code=code))


def test_a_focal_point_has_a_country_and_the_secretariat_has_none():
    country = CountryFactory()

    assert refused(lambda: MembershipFactory(role=Role.FOCAL_POINT, country=None))
    assert refused(lambda: MembershipFactory(role=Role.SECRETARIAT, country=country))


def test_a_membership_ends_after_it_began():
    assert refused(lambda: MembershipFactory(since="2023-05-01", until="2023-04-30"))


def test_only_memberships_of_today_hold():
    holding = MembershipFactory()
    MembershipFactory(ended=True)
    MembershipFactory(to_come=True)

    assert list(Membership.objects.current()) == [holding]


def test_a_user_needs_an_address():
    with pytest.raises(ValueError, match="needs an e-mail address"):
        User.objects.create_user("")


def test_a_superuser_can_be_made_from_the_command_line():
    user = User.objects.create_superuser("admin@example.org", "a long password", name="Administrator")

    assert (user.is_superuser, user.check_password("a long password")) == (True, True)


def test_every_role_is_explained():
    assert set(DESCRIPTIONS) == set(Role)
