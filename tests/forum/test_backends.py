"""Log-in by e-mail address."""

import pytest
from django.contrib.auth import authenticate

from tests.factories.forum import UserFactory

pytestmark = pytest.mark.django_db
PASSWORD = "correct horse battery"


@pytest.fixture
def person():
    return UserFactory(email="person@example.org", password=PASSWORD)


@pytest.mark.parametrize("email", ["person@example.org", "Person@EXAMPLE.org"])
def test_the_address_is_taken_in_any_case(person, email):
    assert authenticate(username=email, password=PASSWORD) == person


@pytest.mark.parametrize(
    ("email", "password"), [("person@example.org", "wrong"), ("nobody@example.org", PASSWORD), ("", PASSWORD)]
)
def test_a_wrong_address_or_password_lets_nobody_in(person, email, password):
    assert authenticate(username=email, password=password) is None


def test_somebody_who_may_not_log_in_is_not_let_in(person):
    person.is_active = False
    person.save()

    assert authenticate(username=person.email, password=PASSWORD) is None
