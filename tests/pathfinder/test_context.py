import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import RequestFactory

from forum.models import User
from pathfinder.context import navigation, site

SOMEBODY = User(email="somebody@example.org")
SOMEBODY.current_memberships = []  # as they are read once a request


def request(path, user=SOMEBODY, **cookies):
    request = RequestFactory().get(path)
    request.user = user
    request.COOKIES = cookies
    return request


def test_the_page_of_a_room_is_marked_in_the_navigation():
    assert [(entry["url"], entry["current"]) for entry in navigation(request("/en/reports/"))] == [
        ("/en/", ""),
        ("/en/reports/", "page"),
        ("/en/roadmaps/", ""),
        ("/en/people/", ""),
    ]


def test_inside_a_room_the_room_is_marked():
    assert [entry["current"] for entry in navigation(request("/en/reports/FRA/2023/"))] == ["", "true", "", ""]


def test_on_the_home_page_no_other_room_is_marked():
    assert [entry["current"] for entry in navigation(request("/en/"))] == ["page", "", "", ""]


def test_before_the_log_in_there_is_no_navigation():
    assert navigation(request("/en/", user=AnonymousUser())) == []


def test_a_request_refused_before_anybody_was_recognised_has_no_navigation():
    assert navigation(RequestFactory().get("/en/")) == []


@pytest.mark.parametrize(
    ("cookie", "theme"), [("dark", "dark"), ("light", "light"), ("", ""), ('"><script>', ""), ("DARK", "")]
)
def test_only_a_theme_that_exists_reaches_the_page(cookie, theme):
    assert site(request("/en/", theme=cookie))["theme"] == theme


def test_the_page_says_whether_the_data_are_a_demonstration(settings):
    settings.DEMONSTRATION = True
    assert site(request("/en/"))["demonstration"] is True
    settings.DEMONSTRATION = False
    assert site(request("/en/"))["demonstration"] is False
