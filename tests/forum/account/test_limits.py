"""Limits on tries, as they are on a real site: the product's own numbers, counted in the database."""

import pytest
from django.conf import settings as django_settings
from django.core import mail
from django.urls import reverse

from pathfinder import settings as product
from tests.client import StrictClient
from tests.codes import code, wrong_code
from tests.factories.forum import UserFactory

pytestmark = pytest.mark.django_db
PASSWORD = "correct horse battery"
TOO_MANY = "Too many tries have failed. Wait five minutes, then try again."


@pytest.fixture(autouse=True)
def limits(settings):
    settings.ACCOUNT_RATE_LIMITS = product.ACCOUNT_RATE_LIMITS
    settings.MFA_RATE_LIMITS = {}
    settings.CACHES = {"default": django_settings.CACHES["product"]}
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1


@pytest.fixture
def person():
    return UserFactory(email="person@example.org", password=PASSWORD)


def log_in(email="person@example.org", password=PASSWORD, at="203.0.113.1", language="en", **more):
    client = StrictClient(headers={"X-Forwarded-For": at})
    return client.post(f"/{language}/login/", {"username": email, "password": password, **more})


def problems(response):
    return response.context["form"].errors.get("__all__", [])


def test_the_limits_are_counted_where_every_process_sees_them():
    assert product.CACHES["default"]["BACKEND"] == "django.core.cache.backends.db.DatabaseCache"


def test_after_five_wrong_passwords_the_right_one_is_refused_too(person):
    for _ in range(5):
        assert problems(log_in(password="wrong")) == ["The e-mail address or the password is not right."]

    assert problems(log_in()) == [TOO_MANY]
    assert problems(log_in(email="PERSON@example.org", at="203.0.113.2")) == [TOO_MANY]


def test_an_address_that_is_not_known_is_refused_in_the_same_way():
    answers = [problems(log_in(email="nobody@example.org", password="wrong")) for _ in range(6)]

    assert answers == [["The e-mail address or the password is not right."]] * 5 + [[TOO_MANY]]


def test_the_wrong_tries_for_one_address_leave_the_others_alone(person):
    for _ in range(5):
        log_in(email="nobody@example.org", password="wrong")

    assert log_in().status_code == 302


def test_whoever_tries_many_addresses_is_known_by_where_they_come_from(person):
    for number in range(10):
        log_in(email=f"person{number}@example.com", password="wrong", at="203.0.113.1")

    assert problems(log_in(at="203.0.113.1")) == [TOO_MANY]
    assert problems(log_in(at="198.51.100.7, 203.0.113.1")) == [TOO_MANY]  # the proxy's own word counts, the last one
    assert log_in(at="203.0.113.9").status_code == 302


def test_without_a_word_from_the_proxy_nobody_is_shut_out(person):
    client = StrictClient(REMOTE_ADDR="")

    assert client.post("/en/login/", {"username": person.email, "password": PASSWORD}).status_code == 302


def test_right_passwords_count_for_nothing(person):
    assert [log_in().status_code for _ in range(12)] == [302] * 12


@pytest.mark.long
def test_more_than_thirty_in_a_minute_are_refused_and_keep_what_was_typed(person):
    for _ in range(30):
        log_in()

    response = log_in(resume_path="/en/password/", resume_body="question=Typed")

    assert (response.status_code, problems(response)) == (429, [TOO_MANY])
    assert response.context["resume_body"] == "question=Typed"


def test_the_limit_holds_for_the_second_step_too(client, person):
    second = UserFactory(email="second@example.org", password=PASSWORD, second_factor=True)
    client.post("/en/login/", {"username": second.email, "password": PASSWORD})
    step = reverse("mfa_authenticate")
    for _ in range(5):
        client.post(step, {"code": wrong_code()})

    response = client.post(step, {"code": code()})

    assert response.context["form"].errors == {"code": [TOO_MANY]}
    assert client.get(reverse("session")).json()["user"] is None


def test_the_limit_holds_for_confirming_that_it_is_you(client, person):
    client.post("/en/login/", {"username": person.email, "password": PASSWORD})
    answers = [client.post(reverse("account_reauthenticate"), {"password": "wrong"}).status_code for _ in range(11)]

    assert answers == [200] * 10 + [429]


def test_a_new_password_is_asked_for_five_times_a_minute_for_one_address(client, person):
    answers = [client.post("/en/password/reset/", {"email": email}) for email in [person.email.upper()] * 5]
    refused = client.post("/fr/password/reset/", {"email": person.email})

    assert [answer.status_code for answer in answers] == [302] * 5
    assert (refused.status_code, len(mail.outbox)) == (429, 5)
    assert '<html lang="fr"' in refused.content.decode()
