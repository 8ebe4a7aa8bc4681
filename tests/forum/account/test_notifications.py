"""Whoever owns an account is told of what changes the way into it, in their language."""

import pytest
from django.core import mail
from django.core.management import call_command
from django.urls import reverse
from django.utils import translation

from notices.models import Notice
from tests.codes import code
from tests.factories.forum import UserFactory

pytestmark = pytest.mark.django_db
PASSWORD, BETTER = "correct horse battery", "a much better one"


@pytest.fixture
def person():
    return UserFactory(email="person@example.org", password=PASSWORD, language="fr", second_factor=True)


def log_in(client):
    client.post(reverse("login"), {"username": "person@example.org", "password": PASSWORD})
    client.post(reverse("mfa_authenticate"), {"code": code()})


def told():
    return list(Notice.objects.order_by("pk").values_list("kind", "email", "language", "address", "subject"))


def line(subject):
    return ("forum.account_changed", "person@example.org", "fr", "/fr/account/", subject)


def translated(sentence):
    with translation.override("fr"):
        return translation.gettext(sentence)


def test_of_a_new_password(client, person):
    log_in(client)

    client.post("/en/password/", {"old_password": PASSWORD, "new_password1": BETTER, "new_password2": BETTER})

    assert told() == [line(translated("The password of your account was changed"))]


def test_of_a_new_password_instead_of_a_forgotten_one(client, person):
    client.post("/en/password/reset/", {"email": person.email})
    link = "/fr/password/reset/" + mail.outbox[0].body.split("/fr/password/reset/")[1].split()[0]
    form = client.get(link, follow=True).redirect_chain[-1][0]

    client.post(form, {"new_password1": BETTER, "new_password2": BETTER})

    assert told() == [line(translated("The password of your account was changed"))]


def test_of_second_factors_that_come_and_go(client, person):
    log_in(client)
    client.post(reverse("mfa_deactivate_totp"))
    secret = client.get(reverse("mfa_activate_totp")).context["form"].secret
    client.post(reverse("mfa_activate_totp"), {"code": code(secret)})
    call_command("remove_second_factor", person.email)

    assert told() == [
        line(translated("A second factor was removed from your account")),
        line(translated("A second factor was set up for your account")),
        line(translated("The second factor was taken off your account")),
    ]


def test_of_nothing_that_failed(client, person):
    log_in(client)

    client.post("/en/password/", {"old_password": "wrong", "new_password1": BETTER, "new_password2": BETTER})

    assert told() == []
