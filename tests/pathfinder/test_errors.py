import pytest
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import BadRequest, PermissionDenied
from django.db import InterfaceError, InternalError, OperationalError, ProgrammingError
from django.template.loader import render_to_string
from django.urls import path
from django.views.decorators.http import require_POST, require_safe

from pathfinder.urls import *  # noqa: F403
from pathfinder.urls import urlpatterns as product
from tests.client import StrictClient
from tests.factories.forum import UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]


ERRORS = {
    "bad": BadRequest,
    "refused": PermissionDenied,
    "broken": ZeroDivisionError,
    "away": OperationalError,
    "cut": InterfaceError,
    "read-only": InternalError,
    "unknown": ProgrammingError,
}


def fail(request, how):
    raise ERRORS[how]("for a reason")


@login_not_required
@require_POST
def save(request):
    raise AssertionError("a request without its token came through")


@require_safe
def read(request):
    raise AssertionError("a form came through")


urlpatterns = [path("fail/<how>", fail), path("save", save), path("read", read), *product]


def title(response):
    return response.content.decode().split("<h1>")[1].split("</h1>")[0]


def test_an_address_that_leads_nowhere(client_for):
    response = client_for(UserFactory()).get("/en/nothing/")
    assert (response.status_code, title(response)) == (404, "Page not found")


def test_a_request_that_cannot_be_read(client_for):
    response = client_for(UserFactory()).get("/fail/bad")
    assert (response.status_code, title(response)) == (400, "This request could not be read")


def test_a_refusal_gives_its_reason(client_for):
    response = client_for(UserFactory()).get("/fail/refused")
    assert (response.status_code, title(response)) == (403, "You cannot open this page")
    assert "for a reason" in response.content.decode()


def test_a_fault_of_ours(client_for, error_log):
    client = client_for(UserFactory())
    client.raise_request_exception = False
    response = client.get("/fail/broken")
    assert (response.status_code, title(response)) == (500, "Something went wrong")
    assert len(error_log) == 1


@pytest.mark.parametrize(
    "how, status, retry",
    [
        ("away", 503, "5"),
        ("cut", 503, "5"),
        ("read-only", 503, "5"),
        ("unknown", 500, None),
    ],
)
def test_a_database_in_trouble_is_no_fault_of_the_request(client_for, error_log, how, status, retry):
    client = client_for(UserFactory())
    client.raise_request_exception = False
    page, script = (
        client.get(f"/fail/{how}"),
        client.get(f"/fail/{how}", headers={"X-Requested-With": "XMLHttpRequest"}),
    )
    assert [(one.status_code, one.headers.get("Retry-After")) for one in (page, script)] == [(status, retry)] * 2
    assert (title(page), script.content) == ("Something went wrong", b"")
    assert len(error_log) == 2


def test_the_page_of_a_fault_needs_neither_context_nor_database(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert "<h1>Something went wrong</h1>" in render_to_string("500.html")


def test_what_was_typed_is_given_back_when_the_token_is_too_old(db):
    client = StrictClient(enforce_csrf_checks=True)
    response = client.post("/save", {"goals": "Train <judges>", "password": "secret"})
    page = response.content.decode()
    assert (response.status_code, title(response)) == (403, "This page was open for too long")
    assert '<span class="kept-text">Train &lt;judges&gt;</span>' in page
    assert "secret" not in page


@pytest.mark.parametrize(
    "language, said",
    [("en", "This page was open for too long"), ("fr", "Cette page est restée ouverte trop longtemps")],
)
def test_what_was_typed_is_given_back_where_no_form_is_taken_any_more(client_for, language, said):
    response = client_for(UserFactory()).post(
        "/read", {"body": "Three <words>", "do": ""}, headers={"Accept-Language": language}
    )
    assert (response.status_code, response.headers["Allow"], title(response)) == (405, "GET, HEAD", said)
    assert '<span class="kept-text">Three &lt;words&gt;</span>' in response.content.decode()


@pytest.mark.parametrize("header", ["HX-Request", "X-Requested-With"])
def test_a_script_is_answered_by_a_status_where_no_form_is_taken_any_more(client_for, header):
    value = "true" if header == "HX-Request" else "XMLHttpRequest"
    response = client_for(UserFactory()).post("/read", {"body": "Three words"}, headers={header: value})
    assert (response.status_code, response.content) == (405, b"")
