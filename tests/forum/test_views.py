"""Log-in, password reset, and a form that came after the session's end."""

import pytest
from django.core import mail
from django.urls import reverse

from tests.factories.forum import UserFactory

pytestmark = pytest.mark.django_db
PASSWORD = "correct horse battery"


@pytest.fixture
def person():
    return UserFactory(email="person@example.org", password=PASSWORD, language="fr")


def log_in(client, **more):
    return client.post(reverse("login"), {"username": "person@example.org", "password": PASSWORD, **more})


def test_the_log_in_leads_to_the_page_asked_for(client, person):
    response = log_in(client, next="/en/password/")

    assert (response.status_code, response.url) == (302, "/en/password/")


def test_the_log_in_does_not_lead_to_another_site(client, person):
    assert log_in(client, next="https://example.com/").url == "/en/"


def test_a_wrong_password_says_so(client, person):
    response = client.post(reverse("login"), {"username": "person@example.org", "password": "wrong"})

    assert response.status_code == 200
    assert response.context["form"].errors == {"__all__": ["The e-mail address or the password is not right."]}


@pytest.mark.parametrize("shown", [True, False])
def test_the_demonstration_log_ins_are_listed_in_a_demonstration_only(client, settings, shown):
    settings.DEMONSTRATION = shown

    response = client.get(reverse("login"))

    assert ("focal-point@example.org" in response.content.decode()) is shown


def test_a_reset_mail_is_in_the_readers_language(client, person):
    client.post(reverse("password_reset"), {"email": person.email})

    (message,) = mail.outbox
    assert message.to == ["person@example.org"]
    assert "/fr/password/reset/" in message.body


def test_a_form_that_came_too_late_is_kept_and_sent_again(client, person):
    address = reverse("password_change")

    late = client.post(address, {"page": "1", "question": "What was typed"})
    kept = late.context["resume_body"]
    again = log_in(client, resume_path=late.context["resume_path"], resume_body=kept)

    assert (late.status_code, late.context["resume_path"]) == (401, address)
    assert (again.status_code, again.context["action"], again.context["fields"]) == (
        200,
        address,
        [("page", "1"), ("question", "What was typed")],
    )


def test_a_wrong_password_does_not_lose_the_kept_form(client, person):
    response = client.post(
        reverse("login"),
        {
            "username": person.email,
            "password": "wrong",
            "resume_path": "/en/password/",
            "resume_body": "question=Typed",
        },
    )

    assert (response.context["resume_path"], response.context["resume_body"]) == ("/en/password/", "question=Typed")


def test_a_kept_form_is_never_sent_to_another_site(client, person):
    response = log_in(client, resume_path="https://example.com/", resume_body="a=1")

    assert (response.status_code, response.url) == (302, "/en/")


def test_a_script_is_told_that_the_session_has_ended(client):
    response = client.post(reverse("password_change"), headers={"X-Requested-With": "XMLHttpRequest"})

    assert (response.status_code, response.content) == (401, b"")
