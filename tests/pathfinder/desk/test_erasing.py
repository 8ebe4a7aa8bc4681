"""The page on which an administrator erases a person."""

import pytest

from forum.models import User
from forum.roles import Role
from journal.models import Entry
from tests.factories.forum import CountryFactory, UserFactory

pytestmark = pytest.mark.django_db
PAGE = "/en/desk/erasing/"


@pytest.fixture
def administrator(db):
    return UserFactory(email="root@example.org", holds=(Role.ADMINISTRATOR,))


@pytest.fixture
def ada(db):
    return UserFactory(
        name="Ada Lovelace", email="ada@example.org", holds=(Role.CONTRIBUTOR, CountryFactory(france=True))
    )


def test_who_it_is_is_shown_before_anything_happens(client_for, administrator, ada):
    html = client_for(administrator).get(PAGE, {"email": "ADA@example.org"}).content.decode()

    assert [words in html for words in ("Ada Lovelace", "Contributor, France", "Erase this person")] == [
        True,
        False,
        True,
    ]
    assert "contributor, France" in html
    assert User.objects.get(pk=ada.pk).name == "Ada Lovelace"


def test_the_person_is_erased_and_the_administrator_told(client_for, administrator, ada):
    html = client_for(administrator).post(PAGE, {"email": "ada@example.org"}, follow=True).content.decode()

    ada.refresh_from_db()
    assert f"called “{ada.name}” from now on." in html
    lines = [(line.action, line.actor) for line in Entry.objects.order_by("pk")]
    assert lines == [("membership.ended", administrator), ("person.erased", administrator)]


@pytest.mark.parametrize(
    ("email", "words"),
    [
        ("nobody@example.org", "Nobody has the e-mail address nobody@example.org"),
        ("root@example.org", "Another administrator has to erase you."),
        ("bo@example.org", "is the only focal point of Chile."),
    ],
)
def test_who_cannot_be_erased_is_not(client_for, administrator, email, words):
    UserFactory(email="bo@example.org", focal_point_of=CountryFactory(chile=True))

    response = client_for(administrator).post(PAGE, {"email": email})

    assert (response.status_code, words in response.content.decode(), Entry.objects.count()) == (422, True, 0)


@pytest.mark.parametrize("role", [Role.SECRETARIAT, Role.SECRETARIAT_VIEWER])
def test_it_is_for_administrators(client_for, ada, role):
    response = client_for(UserFactory(holds=(role,))).post(PAGE, {"email": "ada@example.org"})

    assert (response.status_code, User.objects.get(pk=ada.pk).name) == (403, "Ada Lovelace")


def test_the_desk_leads_there(client_for, administrator):
    assert f'href="{PAGE}"' in client_for(administrator).get("/en/desk/").content.decode()
    assert f'href="{PAGE}"' not in client_for(UserFactory(secretariat=True)).get("/en/desk/").content.decode()
