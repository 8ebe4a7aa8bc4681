"""The second step of the log-in."""

from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.conf import settings
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone
from django.utils.module_loading import import_string

from forum.account.forms import UsedOnce
from forum.second_factor import confirmed_recently, half_minute, use_up
from tests.codes import code, wrong_code
from tests.factories.forum import UserFactory

pytestmark = pytest.mark.django_db
PASSWORD = "correct horse battery"
STEP = "/en/login/second-factor/"


@pytest.fixture
def person():
    return UserFactory(email="person@example.org", password=PASSWORD, second_factor=True)


def first_step(client, password=PASSWORD, **more):
    return client.post(reverse("login"), {"username": "person@example.org", "password": password, **more})


def is_logged_in(client):
    return client.get(reverse("session")).json()["user"] is not None


def reader_of(client, person):
    request = client.get(reverse("account")).wsgi_request
    assert request.user == person
    return request


def test_after_the_password_the_code_is_asked_for_and_leads_to_the_page_asked_for(client, person):
    first = first_step(client, next="/en/password/")
    assert (first.status_code, first.url, is_logged_in(client)) == (302, STEP, False)

    second = client.post(STEP, {"code": code()})

    assert (second.status_code, second.url) == (302, "/en/password/")
    assert confirmed_recently(reader_of(client, person)) == "totp"


def test_a_wrong_code_is_refused_in_words(client, person):
    first_step(client)

    response = client.post(STEP, {"code": wrong_code()})

    assert response.context["form"].errors == {
        "code": ["This is not right, or it was used already. Take the next code."]
    }
    assert not is_logged_in(client)


def test_a_code_works_once(client, person):
    shown = code()
    first_step(client)
    client.post(STEP, {"code": shown})
    client.post(reverse("logout"))
    first_step(client)

    assert client.post(STEP, {"code": shown}).status_code == 200
    assert not is_logged_in(client)


@pytest.mark.long
def test_a_code_works_once_in_another_process_too(client, person):
    """What this process remembers of it is gone, as it is in every other one."""
    shown = code()
    first_step(client)
    client.post(STEP, {"code": shown})
    client.post(reverse("logout"))
    first_step(client)
    cache.clear()

    assert client.post(STEP, {"code": shown}).status_code == 200
    assert not is_logged_in(client)


def test_a_code_that_logged_in_confirms_nothing_and_one_that_confirmed_does_not_log_in(client, person):
    shown = code()
    first_step(client)
    client.post(STEP, {"code": shown})
    cache.clear()
    assert client.post(reverse("mfa_reauthenticate"), {"code": shown}).status_code == 200
    Authenticator.objects.update(last_used_at=timezone.now() - timedelta(seconds=60))
    cache.clear()
    assert client.post(reverse("mfa_reauthenticate"), {"code": shown}).status_code == 302
    client.post(reverse("logout"))
    first_step(client)
    cache.clear()
    assert client.post(STEP, {"code": shown}).status_code == 200


def test_of_two_that_come_with_the_code_at_once_one_gets_in(person):
    """Both have read the row before either has written it."""
    shown_since = half_minute()
    one, other = (Authenticator.objects.get(user=person, type="totp") for _ in range(2))
    assert (use_up(one, shown_since), use_up(other, shown_since)) == (True, False)
    assert use_up(other, shown_since + timedelta(seconds=30)) is True


def test_every_form_that_asks_for_a_code_lets_it_be_used_once():
    forms = {name: import_string(path) for name, path in settings.MFA_FORMS.items()}
    asking = {name for name, form in forms.items() if "code" in form.base_fields}
    assert asking == {"authenticate", "reauthenticate", "activate_totp"}
    assert [name for name in asking - {"activate_totp"} if not issubclass(forms[name], UsedOnce)] == []


def test_a_recovery_code_stands_in_for_the_telephone_once(client, person):
    spare = RecoveryCodes.activate(person).get_unused_codes()[0]
    first_step(client)

    assert client.post(STEP, {"code": spare}).url == "/en/"
    assert confirmed_recently(reader_of(client, person)) == "recovery_codes"
    client.post(reverse("logout"))
    first_step(client)
    assert client.post(STEP, {"code": spare}).status_code == 200


def test_a_page_that_waits_is_told_that_the_second_step_comes_next(client, person):
    first_step(client)

    state = client.get(reverse("session")).json()

    assert (state["user"], state["second_step"]) == (None, True)


def test_a_wrong_password_ends_an_earlier_try_that_waits_for_its_second_step(client, person):
    first_step(client)
    first_step(client, password="wrong")

    assert client.get(reverse("session")).json()["second_step"] is False
    assert client.get(STEP).url == reverse("login")


def test_without_a_first_step_there_is_no_second(client):
    assert client.get(STEP).url == client.post(STEP, {"code": "123456"}).url == reverse("login")


def test_a_form_that_came_too_late_is_kept_through_both_steps(client, person):
    late = client.post(reverse("password_change"), {"question": "What was typed"})
    kept = {name: late.context[name] for name in ("resume_path", "resume_body")}
    first_step(client, next="/en/password/", **kept)
    client.post(STEP, {"code": wrong_code()})

    again = client.post(STEP, {"code": code()})

    assert (again.status_code, again.context["action"]) == (200, reverse("password_change"))
    assert again.context["fields"] == [("question", "What was typed")]
    assert "kept_form" not in client.session


def test_the_second_step_in_french(client, person):
    client.post("/fr/login/", {"username": person.email, "password": PASSWORD})

    response = client.get("/fr/login/second-factor/")

    assert response.status_code == 200
    assert response.context["form"].fields["code"].widget.attrs["autocomplete"] == "one-time-code"
