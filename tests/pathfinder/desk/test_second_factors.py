"""The page on which an administrator takes a lost second factor off an account."""

import pytest
from allauth.mfa.models import Authenticator

from forum import lost
from forum.roles import Role
from journal.models import Entry
from notices.models import Notice
from pathfinder.desk import second_factors
from tests.factories.forum import CountryFactory, UserFactory

pytestmark = pytest.mark.django_db
PAGE = "/en/desk/second-factor/"
REASON = "Called back on the number that we know."


@pytest.fixture
def administrator(db):
    return UserFactory(email="root@example.org", holds=(Role.ADMINISTRATOR,))


@pytest.fixture
def ada(db):
    return UserFactory(name="Ada", email="ada@example.org", holds=(Role.SIGNATORY, CountryFactory(france=True)))


def test_who_it_is_is_shown_before_anything_happens(client_for, administrator, ada):
    html = client_for(administrator).get(PAGE, {"email": "ADA@example.org"}).content.decode()

    assert [words in html for words in ("ada@example.org", "signatory, France", "Take the second factor off")] == [
        True
    ] * 3
    assert Authenticator.objects.filter(user=ada).exists()


def test_it_is_taken_off_every_session_ends_and_the_person_is_told(client_for, administrator, ada):
    theirs = client_for(ada)
    html = client_for(administrator).post(PAGE, {"email": "ada@example.org", "reason": REASON}, follow=True)

    assert "Ada logs in with the password alone now." in html.content.decode()
    assert not Authenticator.objects.filter(user=ada).exists()
    [entry] = Entry.objects.all()
    assert (entry.action, entry.actor, entry.data) == (
        "account.second_factor_lost",
        administrator,
        {"reason": REASON},
    )
    notices = Notice.objects.values_list("to", "subject")
    assert list(notices) == [(ada.pk, "The second factor was taken off your account")]
    assert theirs.get("/en/").status_code == 302


@pytest.mark.parametrize(
    ("email", "words"),
    [
        ("nobody@example.org", "Nobody has the e-mail address nobody@example.org"),
        ("root@example.org", "ask another administrator."),
        ("bo@example.org", "This account has no second factor."),
        ("signatory@example.org", "This log-in is shared by all visitors of the demonstration"),
    ],
)
def test_where_it_cannot_be_taken_off_nothing_changes(client_for, administrator, settings, email, words):
    settings.DEMONSTRATION = True
    UserFactory(email="bo@example.org")
    UserFactory(email="signatory@example.org", second_factor=True)

    response = client_for(administrator).post(PAGE, {"email": email, "reason": REASON})

    assert (response.status_code, words in response.content.decode(), Entry.objects.count()) == (422, True, 0)


def test_without_a_reason_nothing_changes(client_for, administrator, ada):
    response = client_for(administrator).post(PAGE, {"email": "ada@example.org", "reason": "  "})

    assert (response.status_code, Authenticator.objects.filter(user=ada).exists()) == (422, True)
    assert '<a href="#reason">Write how you made sure who is asking.</a>' in response.content.decode()


def test_a_second_click_is_told(client_for, administrator, ada, monkeypatch):
    def too_late(**values):
        raise lost.NoSecondFactor

    monkeypatch.setattr(second_factors, "remove_second_factor", too_late)
    response = client_for(administrator).post(PAGE, {"email": "ada@example.org", "reason": REASON})

    assert (response.status_code, "has no second factor" in response.content.decode()) == (422, True)
    Authenticator.objects.filter(user=ada).delete()
    with pytest.raises(lost.NoSecondFactor):
        lost.remove_second_factor(user=ada, by=administrator)


@pytest.mark.parametrize("role", [Role.SECRETARIAT, Role.SECRETARIAT_VIEWER])
def test_it_is_for_administrators(client_for, ada, role):
    response = client_for(UserFactory(holds=(role,))).post(PAGE, {"email": "ada@example.org", "reason": REASON})

    assert (response.status_code, Authenticator.objects.filter(user=ada).exists()) == (403, True)


def test_the_desk_leads_there(client_for, administrator):
    assert f'href="{PAGE}"' in client_for(administrator).get("/en/desk/").content.decode()
    assert f'href="{PAGE}"' not in client_for(UserFactory(secretariat=True)).get("/en/desk/").content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_takes_the_same_queries_for_every_number_of_roles(
    client_for, administrator, count, django_assert_num_queries
):
    person = UserFactory(email="many@example.org", second_factor=True)
    for _each in range(count):
        person.memberships.create(role=Role.OBSERVER, country=CountryFactory())
    client = client_for(administrator)
    with django_assert_num_queries(6):
        client.get(PAGE, {"email": "many@example.org"})
