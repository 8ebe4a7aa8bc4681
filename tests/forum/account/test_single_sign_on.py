"""Single sign-on, with a provider that runs beside the test."""

import os
import subprocess
import sys
from urllib.parse import urlsplit

import pytest
import requests
from allauth.socialaccount.models import SocialAccount
from django.urls import reverse

from tests import oidc
from tests.codes import code
from tests.factories.forum import UserFactory
from tests.tree import ROOT

pytestmark = pytest.mark.django_db
WAY = "/oidc/sso/login/"


@pytest.fixture
def provider(settings):
    with oidc.running() as provider:
        for name, value in oidc.settings_for(provider).items():
            setattr(settings, name, value)
        yield provider
    assert provider.complaints == []


@pytest.fixture
def person():
    return UserFactory(email="Person@example.org", password="correct horse battery")


def claims(**more):
    return {"sub": "4711", "email": "person@example.org", "email_verified": True, "name": "Somebody"} | more


def round_trip(client, way=WAY):
    """As a browser goes: to the provider, and back with what it gave."""
    leaving = client.get(way)
    assert leaving.status_code == 302
    back = requests.get(leaving.url, allow_redirects=False, timeout=5).headers["Location"]
    return client.get(back.removeprefix("http://testserver"))


def reader(client):
    return client.get(reverse("session")).json()["user"]


def told(response):
    return response.content.decode().split('<p class="lead">')[1].split("</p>")[0]


def test_somebody_who_has_an_account_is_logged_in_and_led_on(client, provider, person):
    provider.person = claims()

    response = round_trip(client, WAY + "?next=/fr/password/")

    assert (response.status_code, response.url) == (302, "/fr/password/")
    assert reader(client) == person.pk
    assert list(SocialAccount.objects.values_list("user", "provider", "uid")) == [(person.pk, "sso", "4711")]
    person.refresh_from_db()
    assert person.check_password("correct horse battery"), "the password still works"


def test_the_second_time_the_person_is_known_by_their_number_there(client, provider, person):
    provider.person = claims()
    round_trip(client)
    client.logout()
    provider.person = claims(email="new-name@example.org")

    assert round_trip(client).status_code == 302
    assert reader(client) == person.pk


def test_who_has_no_account_is_refused_and_none_is_made(client, provider, person, django_user_model):
    provider.person = claims(email="stranger@example.org")

    response = round_trip(client)

    assert (response.status_code, reader(client)) == (403, None)
    assert told(response) == "Nobody is registered here with your e-mail address. Ask to be invited."
    assert (django_user_model.objects.count(), SocialAccount.objects.count()) == (1, 0)


@pytest.mark.parametrize("verified", [False, None, "false", "no"])
def test_an_address_that_is_not_verified_is_no_proof(client, provider, person, verified):
    provider.person = claims(email_verified=verified)

    response = round_trip(client)

    assert (response.status_code, reader(client)) == (403, None)
    assert told(response) == "Your e-mail address is not confirmed there, so it cannot tell us who you are."


def test_without_an_address_nobody_is_let_in(client, provider, person):
    provider.person = {"sub": "4711"}

    assert round_trip(client).status_code == 403


def test_somebody_whose_account_is_closed_is_refused(client, provider, person):
    person.is_active = False
    person.save()
    provider.person = claims()

    response = round_trip(client)

    assert (response.status_code, reader(client)) == (403, None)
    assert told(response) == "Your account here is closed. Ask the person who invited you."


def test_the_second_factor_is_asked_for_here_too(client, provider):
    person = UserFactory(email="person@example.org", second_factor=True)
    provider.person = claims()

    assert round_trip(client, WAY + "?next=/en/password/").url == reverse("mfa_authenticate")
    assert reader(client) is None
    assert client.post(reverse("mfa_authenticate"), {"code": code()}).url == "/en/password/"
    assert reader(client) == person.pk


def test_whoever_cancels_there_is_told_so_here(client, provider):
    response = round_trip(client)

    assert (response.status_code, reader(client)) == (401, None)
    assert told(response) == "The log-in there was broken off, or took too long. Try it once more."


def test_an_answer_that_nobody_asked_for_is_refused(client, provider, person):
    provider.person = claims()

    response = client.get("/oidc/sso/callback/?code=stolen&state=invented")

    assert (response.status_code, reader(client)) == (401, None)


def test_a_code_of_another_browser_is_refused(client, provider, person):
    provider.person = claims()
    back = requests.get(client.get(WAY).url, allow_redirects=False, timeout=5).headers["Location"]
    client.cookies.clear()

    assert client.get(back.removeprefix("http://testserver")).status_code == 401


def test_a_provider_that_cannot_be_reached_is_no_fault_of_the_page(client, settings, error_log):
    with oidc.running() as provider:
        for name, value in oidc.settings_for(provider).items():
            setattr(settings, name, value)

    response = client.get(WAY)

    assert (response.status_code, error_log) == (503, ["Service Unavailable: /oidc/sso/login/"])
    assert told(response) == "The log-in service cannot be reached at the moment. Try again in a while."


def test_the_log_in_page_offers_it_where_it_is_set_up(client, provider):
    page = client.get("/en/login/?next=/en/reports/").content.decode()

    assert 'href="/oidc/sso/login/?next=%2Fen%2Freports%2F"' in page
    assert "Log in with Government ID" in page


def test_the_log_in_page_offers_nothing_where_it_is_not(client):
    assert "oidc" not in client.get("/en/login/").content.decode()
    assert client.get(WAY).status_code == client.get("/oidc/sso/callback/").status_code == 404


@pytest.mark.parametrize("process", ["connect", "redirect", "login"])
def test_no_other_process_of_the_library_is_offered(client_for, provider, person, process):
    assert client_for(person).get(f"{WAY}?process={process}").status_code == 404


def test_a_form_that_came_too_late_is_kept_on_the_way_there_and_back(client, provider, person):
    late = client.post(reverse("password_change"), {"question": "What was typed"})
    assert "Log in with Government ID" in late.content.decode()
    kept = {name: late.context[name] for name in ("resume_path", "resume_body")}
    between = client.post(reverse("leave_for_single_sign_on"), {"username": "", "password": "", **kept})
    assert 'href="/oidc/sso/login/"' in between.content.decode()
    provider.person = claims()

    response = round_trip(client)

    assert (response.status_code, response.context["action"]) == (200, reverse("password_change"))
    assert response.context["fields"] == [("question", "What was typed")]


def test_the_settings_are_made_from_the_environment(provider):
    """In a process of its own, as the product starts."""
    given = {"OIDC_SERVER_URL": provider.url, "OIDC_NAME": "Government ID"}
    given |= {"OIDC_CLIENT_ID": oidc.CLIENT_ID, "OIDC_CLIENT_SECRET": oidc.CLIENT_SECRET}
    clean = {name: value for name, value in os.environ.items() if name not in {"DJANGO_SETTINGS_MODULE"}}
    script = "from pathfinder import settings as s; print({n: getattr(s, n) for n in %r})" % [
        *oidc.settings_for(provider)
    ]

    made = subprocess.run([sys.executable, "-c", script], env=clean | given, cwd=ROOT, capture_output=True, text=True)

    assert made.stdout.strip() == repr(oidc.settings_for(provider))
    assert urlsplit(provider.url).hostname == "127.0.0.1"
