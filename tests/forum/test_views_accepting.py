"""The page behind the link of an invitation."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.formats import date_format

from forum.handing_over import offer as offer_succession
from forum.models import Invitation, Membership, User
from forum.roles import Role
from notices.models import Notice
from tests.factories.forum import CountryFactory, InvitationFactory, MembershipFactory, UserFactory
from tests.roadmaps.page import Page

pytestmark = pytest.mark.django_db
PASSWORD = "correct horse battery"
ADDRESS = "/en/invitation/secret/"
FILLED = {"name": "Luc Petit", "language": "fr", "password": PASSWORD, "again": PASSWORD}


@pytest.fixture
def offer():
    inviter = UserFactory(name="Ana")
    return InvitationFactory(
        country=CountryFactory(france=True), email="luc@example.org", name="Luc", token="secret", invited_by=inviter
    )


def title(response) -> str:
    return Page(response).texts("h1")[0]


def test_the_page_says_who_invites_to_what(client, offer):
    response = client.get(ADDRESS)
    page = Page(response)
    assert page.texts(".lead") == ["Ana invites you to take the role “observer” for France."]
    assert page.values("#id_name", "value") == ["Luc"]
    assert [link for link in page.links(".site-tools a") if "invitation" in link] == ["/fr/invitation/secret/"]


def test_a_successor_reads_whom_they_succeed_and_from_when_in_the_mail_and_on_the_page(client):
    outgoing = MembershipFactory(country=CountryFactory(france=True), user__name="Ana")
    day = timezone.localdate() + timedelta(days=30)
    offer_succession(outgoing=outgoing, email="luc@example.org", name="Luc", language="en", day=day, by=outgoing.user)
    mail = Notice.objects.get(kind="forum.invited")
    words = f"You succeed Ana from {date_format(day)}. Once you accept, their term as focal point ends the day before."
    assert words in mail.body
    assert words in " ".join(Page(client.get(mail.address)).texts(".measure p"))


def test_it_is_kept_nowhere_and_tells_its_address_to_nobody(client, offer):
    for path in (ADDRESS, "/en/invitation/unknown/"):
        headers = client.get(path).headers
        assert "no-store" in headers["Cache-Control"]
        assert (headers["Referrer-Policy"], headers["X-Robots-Tag"]) == ("strict-origin", "noindex")


def test_somebody_new_makes_an_account_and_is_logged_in(client, offer):
    response = client.post(ADDRESS, FILLED)
    assert response.url == "/fr/"
    person = User.objects.get(email="luc@example.org")
    assert (person.name, person.language, client.session["_auth_user_id"]) == ("Luc Petit", "fr", str(person.pk))
    assert Membership.objects.get(user=person).role == "observer"
    again = client.get(ADDRESS)
    assert (again.status_code, title(again)) == (410, "This invitation has been accepted")
    assert "You have accepted it already" in again.content.decode()


@pytest.mark.parametrize(
    "change,places",
    [
        ({"name": ""}, ["#id_name"]),
        ({"again": "something else"}, ["#id_again"]),
        ({"password": "short", "again": "short"}, ["#id_password"]),
        ({"password": "luc@example.org", "again": "luc@example.org"}, ["#id_password"]),
        ({"language": "xx"}, ["#id_language"]),
    ],
)
def test_an_error_is_led_to_and_nothing_happens(client, offer, change, places):
    page = Page(client.post(ADDRESS, FILLED | change))
    assert page.links(".error-summary a") == places
    assert (User.objects.count(), Membership.objects.count()) == (1, 0)


def test_somebody_with_an_account_logs_in_first(client, offer):
    UserFactory(email="Luc@example.org")
    page = Page(client.get(ADDRESS))
    assert page.links("main .btn-primary") == ["/en/login/?next=/en/invitation/secret/"]
    assert Page(client.post(ADDRESS, FILLED)).links("main .btn-primary")
    assert Membership.objects.count() == 0


def test_who_is_logged_in_has_one_button(client_for, offer):
    client = client_for(UserFactory(email="LUC@example.org", language="fr"))
    assert Page(client.get(ADDRESS)).texts("main button") == ["Accept"]
    assert client.post(ADDRESS).url == "/fr/"
    assert Invitation.objects.get().accepted_by.email == "LUC@example.org"


def test_somebody_else_is_told_to_log_out_and_comes_back(client_for, offer):
    client = client_for(UserFactory(email="eve@example.org"))
    page = Page(client.get(ADDRESS))
    assert page.texts(".notice-title") == ["You are logged in as eve@example.org"]
    assert client.post(ADDRESS).status_code == 200
    assert Membership.objects.count() == 0
    assert client.post("/en/logout/", {"next": ADDRESS}).url == ADDRESS


@pytest.mark.parametrize(
    "state,status,words",
    [
        ("expired", 410, "This invitation no longer works"),
        ("cancelled", 410, "This invitation no longer works"),
        ("unknown", 404, "This link leads to no invitation"),
    ],
)
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_link_that_does_not_work_says_why_and_how_to_get_another(client, state, status, words, method):
    if state != "unknown":
        InvitationFactory(token="secret", invited_by=UserFactory(name="Ana"), **{state: True})
    response = getattr(client, method)(ADDRESS)
    assert (response.status_code, title(response)) == (status, words)
    asked = "Ask Ana to send it again." if state != "unknown" else "ask the national focal point of your country"
    assert asked in response.content.decode()
    assert User.objects.filter(name="Luc").count() == 0


def test_used_by_somebody_else(client):
    InvitationFactory(
        token="secret", accepted_by=UserFactory(), accepted_at="2026-01-01T00:00:00Z", invited_by=UserFactory()
    )
    response = client.get(ADDRESS)
    assert (response.status_code, "A link works once." in response.content.decode()) == (410, True)


@pytest.mark.parametrize("token,queries", [("secret", 2), ("unknown", 1)])
def test_looking_a_link_up_takes_one_query(client, offer, token, queries, django_assert_num_queries):
    with django_assert_num_queries(queries):  # and whether there is an account
        client.get(f"/en/invitation/{token}/")


def test_a_form_from_elsewhere_is_refused(offer):
    assert Client(enforce_csrf_checks=True).post(ADDRESS, FILLED).status_code == 403


def test_a_role_with_a_second_factor_says_so(client):
    InvitationFactory(role=Role.SIGNATORY, token="secret")
    assert "second factor" in client.get(ADDRESS).content.decode()


def test_who_accepts_such_a_role_is_led_to_the_second_factor(client):
    InvitationFactory(role=Role.SIGNATORY, token="secret", email="luc@example.org")
    home = client.post(ADDRESS, FILLED).url
    response = client.get(home)
    assert (response.status_code, response.url != home) == (302, True)
    assert client.get(response.url).status_code == 200
