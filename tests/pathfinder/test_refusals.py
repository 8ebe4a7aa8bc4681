"""A refusal leaves one line in the log."""

import logging

import pytest
from django.http import HttpResponse
from django.urls import resolve

from forum.access import Forbidden
from forum.roles import Role
from pathfinder.errors import forbidden
from pathfinder.middleware import PrivateAnswers
from pathfinder.refusals import RefusalsLogged
from tests.client import StrictClient
from tests.factories.forum import CountryFactory, UserFactory
from tests.factories.reports import ReportFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def lines(caplog):
    """lines(): what was logged since, at WARNING or INFO, by whichever logger."""
    caplog.set_level(logging.INFO)

    def said() -> list[tuple[str, str]]:
        found = [(one.levelname, one.getMessage()) for one in caplog.records if not one.name.startswith("django_tasks")]
        caplog.clear()
        return found

    return said


def test_what_a_role_does_not_open(client_for, lines):
    report = ReportFactory(country=CountryFactory(france=True))
    person = UserFactory(name="Ada Lovelace", holds=(Role.CONTRIBUTOR, report.country))
    client_for(person).get("/en/reports/FRA/2023/correction/?secret=1")
    told = "Only the national focal point and the deputy take back a corrected version."
    assert lines() == [("WARNING", f"refused 403 user={person.pk} GET /en/reports/FRA/2023/correction/: {told}")]


def test_what_is_not_there(client, client_for, lines):
    person = UserFactory()
    client_for(person).get("/en/reports/FRA/2023/")
    client.get("/wp-login.php?x=1")
    client.get("/en/a%0Ab/" + "x" * 30 + "/")
    assert lines() == [
        ("INFO", f"refused 404 user={person.pk} GET /en/reports/FRA/2023/: Not Found"),
        ("INFO", "refused 404 user=- GET /wp-login.php: no such address"),
        ("INFO", "refused 404 user=- GET /en/a%0Ab/…/: no such address"),
    ]


@pytest.mark.parametrize("address", ["/en/invitation/{}/", "/en/password/reset/MQ/{}/", "/en/notices/stop/{}/"])
def test_a_link_that_opens_something_is_not_in_the_log(client, lines, address):
    token = "A1b2C3d4E5f6G7h8" * 2
    client.get(address.format(token))
    client.post(address.format(token))
    client.get(address.format(token) + "more")
    assert "A1b2C3d4" not in str(lines())


def test_a_form_without_its_token(lines):
    StrictClient(enforce_csrf_checks=True).post("/en/login/", {"password": "secret"})
    assert lines() == [("WARNING", "refused 403 user=- POST /en/login/: CSRF cookie not set.")]


def test_a_static_file_that_is_not_there(client, lines):
    assert client.get("/static/no.css").status_code == 404
    assert lines() == []


def test_a_secret_is_left_out_where_its_page_refuses(rf, lines):
    request = rf.get("/en/invitation/s3cret/")
    request.resolver_match = resolve(request.path_info)
    RefusalsLogged(lambda request: forbidden(request, Forbidden("Not with\nthis.")))(request)
    assert lines() == [("WARNING", "refused 403 user=- GET /en/invitation/…/: Not with this.")]


def test_what_was_refused_before_anybody_was_asked_for_is_answered(rf):
    assert "Cache-Control" not in PrivateAnswers(lambda request: HttpResponse())(rf.get("/")).headers
