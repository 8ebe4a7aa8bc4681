"""The page of one's own account: name, language, password, sessions."""

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.urls import reverse

from forum.account.browsers import browser_and_system
from forum.demonstration import give_codes
from forum.roles import Role
from journal.models import Entry
from tests.client import StrictClient
from tests.codes import code
from tests.factories.forum import CountryFactory, UserFactory

pytestmark = pytest.mark.django_db
PASSWORD = "correct horse battery"
CHROME = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36"
EDGE = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/155.0.0.0 Safari/537.36 Edg/155.0.0.0"
IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605 Version/19.0 Mobile/1 Safari/604.1"
ANDROID = "Mozilla/5.0 (Android 16; Mobile; rv:140.0) Gecko/140.0 Firefox/140.0"


@pytest.fixture
def person():
    return UserFactory(email="person@example.org", password=PASSWORD, name="Somebody", language="en")


def log_in(agent=CHROME):
    client = StrictClient(headers={"User-Agent": agent})
    client.post(reverse("login"), {"username": "person@example.org", "password": PASSWORD})
    return client


def acts():
    return list(Entry.objects.order_by("pk").values_list("action", "actor_name", "data"))


def test_name_and_language_are_changed_and_the_page_goes_on_in_the_new_language(person):
    response = log_in().post("/en/account/", {"name": "Somebody Else", "language": "fr"})

    person.refresh_from_db()
    assert (response.status_code, response.url) == (302, "/fr/account/")
    assert (person.name, person.language) == ("Somebody Else", "fr")
    assert acts() == [("account.changed", "Somebody", {"fields": ["language", "name"]})]


def test_saving_the_same_again_is_no_act(person):
    assert log_in().post("/en/account/", {"name": "Somebody", "language": "en"}).url == "/en/account/"
    assert acts() == []


@pytest.mark.parametrize(("field", "value"), [("name", ""), ("language", "xx")])
def test_a_wrong_value_is_told_and_nothing_is_changed(person, field, value):
    response = log_in().post("/en/account/", {"name": "Other", "language": "fr"} | {field: value})

    person.refresh_from_db()
    assert list(response.context["form"].errors) == [field]
    assert (person.name, person.language, acts()) == ("Somebody", "en", [])


def test_the_sessions_are_listed_this_one_first(person):
    log_in(EDGE), log_in(IPHONE)
    here = log_in(CHROME)

    sessions = here.get("/en/account/").context["sessions"]

    assert [(one.browser, one.system, one.is_this) for one in sessions] == [
        ("Chrome", "Linux", True),
        ("Safari", "iPhone", False),
        ("Edge", "Windows", False),
    ]
    assert {one.address for one in sessions} == {"127.0.0.1"}


def test_logging_out_elsewhere_ends_the_other_sessions_of_this_person_alone(person):
    UserFactory(email="other@example.org", password=PASSWORD)
    other = StrictClient()
    other.post(reverse("login"), {"username": "other@example.org", "password": PASSWORD})
    there, here = log_in(EDGE), log_in()

    response = here.post("/en/account/sessions/end/", follow=True)

    assert [str(message) for message in response.context["messages"]] == ["1 other session is ended."]
    assert there.get("/en/account/").status_code == 302
    assert here.get("/en/account/").status_code == other.get("/en/account/").status_code == 200
    assert acts() == [("account.sessions_ended", "Somebody", {"count": 1})]
    again = here.post("/en/account/sessions/end/", follow=True)
    assert [str(message) for message in again.context["messages"]] == ["No other session was open."]


def test_a_session_that_has_run_out_is_not_listed(person):
    log_in(EDGE)
    Session.objects.all().delete()
    here = log_in()

    assert [one.is_this for one in here.get("/en/account/").context["sessions"]] == [True]
    assert UserSession.objects.count() == 1


def test_a_new_password_ends_the_other_sessions_and_keeps_this_one(person):
    there, here = log_in(EDGE), log_in()
    new = {"new_password1": "a much better one", "new_password2": "a much better one"}

    here.post("/en/password/", {"old_password": PASSWORD, **new})

    assert there.get("/en/account/").status_code == 302
    assert [one.is_this for one in here.get("/en/account/").context["sessions"]] == [True]


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_asks_the_database_the_same_for_one_session_and_for_three(person, django_assert_num_queries, count):
    clients = [log_in() for _ in range(count)]

    with django_assert_num_queries(6):
        response = clients[0].get("/en/account/")
    assert len(response.context["sessions"]) == count


def test_who_has_no_password_is_not_sent_to_change_it(person, client_for):
    person.set_unusable_password()
    person.save()

    page = client_for(person).get("/en/account/").content.decode()

    assert "/en/password/" not in page
    assert "You have none: you log in through another service." in page


def test_what_stands_about_the_second_factor(client_for, settings):
    def told(**about):
        return client_for(UserFactory(**about)).get("/en/account/").content.decode()

    assert "None. It protects your account" in told()
    assert "Set up." in told(second_factor=True)
    assert "Your role asks for one, and it is missing." in told(secretariat=True, second_factor=False)
    settings.DEMONSTRATION = True
    shared = told(email="secretariat@example.org", secretariat=True, second_factor=False)
    assert "shared by all visitors of the demonstration" in shared


@pytest.mark.parametrize(
    ("agent", "names"),
    [
        (CHROME, ("Chrome", "Linux")),
        (EDGE, ("Edge", "Windows")),
        (IPHONE, ("Safari", "iPhone")),
        (ANDROID, ("Firefox", "Android")),
        ("", ("", "")),
        ("curl/8", ("", "")),
    ],
)
def test_a_browser_is_told_by_a_name_that_people_know(agent, names):
    assert browser_and_system(agent) == names


@pytest.fixture
def signatory(settings):
    """As the demonstration makes them."""
    settings.DEMONSTRATION = True
    held = (Role.SIGNATORY, CountryFactory(france=True))
    person = UserFactory(email="signatory@example.org", password="demonstration", holds=held, second_factor=False)
    give_codes(person)
    return person


def test_a_visitor_of_the_demonstration_logs_in_as_the_signatory_with_the_code_that_the_page_shows(client, signatory):
    client.post(reverse("login"), {"username": signatory.email, "password": "demonstration"})
    now = code("PATHFINDERDEMONSTRATIONSECRETKEY")
    shown = client.get(reverse("mfa_authenticate")).context["shown_code"]

    response = client.post(reverse("mfa_authenticate"), {"code": shown})

    assert (response.status_code, response.url) == (302, "/en/")
    assert client.get(reverse("mfa_reauthenticate")).context["shown_code"] == shown == now


def test_nobody_changes_how_visitors_log_in(client, signatory):
    client.force_login(signatory)

    for name in ["password_change", "mfa_activate_totp", "mfa_deactivate_totp", "mfa_add_webauthn"]:
        response = client.post(reverse(name))
        assert response.status_code == 403
        assert "how it logs in stays as it is" in response.content.decode()


def test_outside_a_demonstration_no_page_shows_a_code(client, signatory, settings):
    settings.DEMONSTRATION = False
    client.post(reverse("login"), {"username": signatory.email, "password": "demonstration"})

    assert client.get(reverse("mfa_authenticate")).context["shown_code"] == ""
