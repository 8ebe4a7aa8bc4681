"""Addresses that belong to the whole site."""

import pytest
from django.urls import reverse

from tests.factories.forum import UserFactory

pytestmark = pytest.mark.django_db


def test_health_answers_when_the_database_does(client):
    response = client.get("/healthz")

    assert (response.status_code, response.content) == (200, b"ok")


@pytest.mark.parametrize(("language", "address"), [("fr", "/fr/"), ("en", "/en/"), ("ar", "/en/")])
def test_the_bare_address_follows_the_browsers_language(client, language, address):
    assert client.get("/", headers={"Accept-Language": language}).url == address


def test_the_bare_address_follows_the_readers_own_language(client_for):
    client = client_for(UserFactory(language="fr"))

    assert client.get("/", headers={"Accept-Language": "en"}).url == "/fr/"


def test_an_open_page_can_ask_who_is_logged_in(client, client_for):
    person = UserFactory()

    nobody, somebody = client.get(reverse("session")).json(), client_for(person).get(reverse("session")).json()

    assert (nobody["user"], somebody["user"]) == (None, person.pk)
    assert [(one["second_step"], one["set_up"]) for one in (nobody, somebody)] == [(False, False)] * 2
    assert nobody["token"]
    assert somebody["token"]
