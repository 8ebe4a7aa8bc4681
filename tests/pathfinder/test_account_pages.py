"""The pages around the password, and the mail that leads to a new one."""

import re

import pytest
from django.core import mail

from forum.demonstration import MADE_UP
from forum.roles import Role
from tests.factories.forum import UserFactory

pytestmark = pytest.mark.django_db


def title(response):
    return response.content.decode().split("<h1>")[1].split("</h1>")[0]


def problems(response):
    """The lines of the error summary, as (address in the page, words)."""
    summary = response.content.decode().split('class="error-summary"')[1].split("</div>")[0]
    return re.findall(r"<li>\s*(?:<a href=\"(.*?)\">)?\s*(.*?)\s*(?:</a>)?\s*</li>", summary)


def test_a_wrong_password_is_told_above_the_form_and_in_the_title_of_the_page(client):
    response = client.post("/en/login/", {"username": "nobody@example.org", "password": "wrong"})
    assert "<title>Error: Log in – Pathfinder</title>" in response.content.decode()
    assert [words[:20] for _, words in problems(response)] == ["The e-mail address o"]


def test_an_empty_field_is_led_to(client):
    response = client.post("/en/login/", {"username": "somebody@example.org", "password": ""})
    assert problems(response) == [("#id_password", "Password: This field is required.")]


def test_the_log_ins_of_a_demonstration_are_offered_in_a_demonstration_alone(client, settings):
    settings.DEMONSTRATION = True
    offered = re.findall(r'name="username" value="(.*?)"', client.get("/en/login/").content.decode())
    assert offered == [f"{key.replace('_', '-')}@example.org" for key in [*(role.value for role in Role), *MADE_UP]]
    settings.DEMONSTRATION = False
    assert "example.org" not in client.get("/en/login/").content.decode()


def test_a_password_is_changed(client_for):
    user = UserFactory()
    user.set_password("the old password")
    user.save()
    client = client_for(user)
    assert title(client.get("/en/password/")) == "Change your password"
    new = {"new_password1": "a much better one", "new_password2": "a much better one"}
    response = client.post("/en/password/", {"old_password": "the old password", **new}, follow=True)
    assert title(response) == "Your password is changed"


def test_a_forgotten_password_is_replaced_through_a_mail(client):
    user = UserFactory(email="somebody@example.org", name="Somebody", language="fr")
    user.set_password("forgotten")
    user.save()
    assert title(client.get("/en/password/reset/")) == "Choose a new password"
    assert title(client.post("/en/password/reset/", {"email": user.email}, follow=True)) == "Look into your mail"
    [message] = mail.outbox
    [link] = re.findall(r"https?://[^/]+(/\S+)", message.body)
    assert link.startswith("/fr/password/reset/")  # the reader's language, not that of whoever asked
    assert message.alternatives == []
    form = client.get(link.replace("/fr/", "/en/"), follow=True)
    assert title(form) == "Choose a new password"
    new = {"new_password1": "a much better one", "new_password2": "a much better one"}
    response = client.post(form.redirect_chain[-1][0], new, follow=True)
    assert title(response) == "Your new password is saved"
    user.refresh_from_db()
    assert user.check_password("a much better one")


def test_a_link_that_was_used_already_offers_a_new_one(client):
    response = client.get("/en/password/reset/MQ/abc-def/")
    assert title(response) == "This link is no longer valid"
    assert 'href="/en/password/reset/"' in response.content.decode()
