import pytest
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import BadRequest, PermissionDenied
from django.template.loader import render_to_string
from django.urls import path
from django.views.decorators.http import require_POST

from pathfinder.urls import *  # noqa: F403
from pathfinder.urls import urlpatterns as product
from tests.client import StrictClient
from tests.factories.forum import UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]


def fail(request, how):
    raise {"bad": BadRequest, "refused": PermissionDenied, "broken": ZeroDivisionError}[how]("for a reason")


@login_not_required
@require_POST
def save(request):
    raise AssertionError("a request without its token came through")


urlpatterns = [path("fail/<how>", fail), path("save", save), *product]


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
    assert (response.status_code, title(response)) == (403, "This is not open to you")
    assert "for a reason" in response.content.decode()


def test_a_fault_of_ours(client_for, error_log):
    client = client_for(UserFactory())
    client.raise_request_exception = False
    response = client.get("/fail/broken")
    assert (response.status_code, title(response)) == (500, "Something went wrong")
    assert len(error_log) == 1


def test_the_page_of_a_fault_needs_neither_context_nor_database(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert "<h1>Something went wrong</h1>" in render_to_string("500.html")


def test_what_was_typed_is_given_back_when_the_token_is_too_old(db):
    client = StrictClient(enforce_csrf_checks=True)
    response = client.post("/save", {"goals": "Train <judges>", "password": "secret"})
    page = response.content.decode()
    assert (response.status_code, title(response)) == (403, "This page was open for too long")
    assert '<dd class="kept-text">Train &lt;judges&gt;</dd>' in page
    assert "secret" not in page
