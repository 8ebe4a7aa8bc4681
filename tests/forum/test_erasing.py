"""Erasing a person: no name and no address is left, nothing else is lost."""

from datetime import date
from io import StringIO

import pytest
from allauth.mfa.models import Authenticator
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.utils import timezone, translation

from forum.erasing import ERASERS, erase_person, register
from forum.handing_over import offer, waiting_in
from forum.models import Invitation, Membership, User
from forum.roles import Role
from journal.models import Entry
from journal.record import record
from journal.sentences import sentence_of
from notices.models import Notice
from tests.factories.forum import CountryFactory, MembershipFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def france():
    return CountryFactory(france=True)


@pytest.fixture
def ada(france):
    person = UserFactory(name="Ada Lovelace", email="ada@example.org", password="correct horse battery")
    MembershipFactory(user=person, role=Role.CONTRIBUTOR, country=france)
    return person


def everything():
    """All that the journal says, as text."""
    rows = Entry.objects.order_by("pk").values_list("actor_name", "on_behalf", "target_label", "data")
    return [[actor, behalf, label, data] for actor, behalf, label, data in rows]


def test_no_name_and_no_address_is_left_in_the_journal_and_its_lines_stay(ada, france):
    before = record("country.changed", by=ada, target=france, country="FRA")
    record(
        "country.changed", by=None, target=ada, on_behalf_of=ada, people=["ADA@example.org", {"who": "Ada Lovelace"}]
    )
    record("country.changed", by=None, target=france, note="Adaptation, Ada Lovelaces")

    neutral = erase_person(user=ada, by=None)

    assert everything() == [
        [neutral, "", "France", {}],
        ["", neutral, neutral, {"people": [neutral, {"who": neutral}]}],
        ["", "", "France", {"note": "Adaptation, Ada Lovelaces"}],
        ["", "", f"{neutral}: contributor", {"last_day": str(timezone.localdate())}],
        ["", "", neutral, {}],
    ]
    after = Entry.objects.get(pk=before.pk)
    assert (after.actor_id, after.at, after.action) == (ada.pk, before.at, before.action)


def test_the_lines_read_in_either_language(ada, france):
    line = record("country.changed", by=ada, target=france)
    number = erase_person(user=ada, by=None).rpartition(" ")[2]
    line.refresh_from_db()

    assert sentence_of(line) == f"erased person {number} changed the country France"
    with translation.override("fr"):
        assert number in sentence_of(line)


def test_the_account_is_closed_and_says_nothing(ada, client_for):
    Authenticator.objects.create(user=ada, type=Authenticator.Type.TOTP, data={})
    client = client_for(ada)
    assert client.get("/en/").status_code == 200

    neutral = erase_person(user=ada, by=None)

    left = User.objects.get(pk=ada.pk)
    assert (left.name, left.email.endswith("@erased.invalid"), left.is_active) == (neutral, True, False)
    assert not left.has_usable_password()
    assert not Authenticator.objects.filter(user=ada).exists()
    assert client.get("/en/").status_code == 302
    assert not client.session.exists(client.session.session_key)


def test_what_the_person_held_is_ended(ada, france):
    MembershipFactory(user=ada, role=Role.OBSERVER, country=france, to_come=True)
    MembershipFactory(user=ada, role=Role.REVIEWER, country=france, since=timezone.localdate())

    erase_person(user=ada, by=None)

    today = timezone.localdate()
    ends = {"contributor": today, "observer": date(2100, 1, 1), "reviewer": today}
    assert dict(Membership.objects.filter(user=ada).values_list("role", "until")) == ends


def test_the_mails_of_the_person_are_gone_and_those_of_others_stay(ada):
    for person in (ada, UserFactory(email="bo@example.org")):
        Notice.objects.create(kind="x", to=person, email=person.email, language="en", subject="x", body="x")

    erase_person(user=ada, by=None)

    assert list(Notice.objects.values_list("email", flat=True)) == ["bo@example.org"]


def test_the_act_is_recorded_without_the_name(ada):
    administrator = UserFactory(name="Administrator", holds=(Role.ADMINISTRATOR,))

    neutral = erase_person(user=ada, by=administrator)

    line = Entry.objects.order_by("-pk").first()
    assert sentence_of(line) == f"Administrator erased the personal data of {neutral}"


def test_the_last_focal_point_of_a_country_is_not_erased(france):
    person = UserFactory(name="Ada", focal_point_of=france)
    MembershipFactory(country=france, ended=True)
    MembershipFactory(country=france, role=Role.DEPUTY)

    with pytest.raises(ValidationError, match="Ada is the only focal point of France. Name another one"):
        erase_person(user=person, by=None)
    person.refresh_from_db()
    assert (person.name, Entry.objects.count()) == ("Ada", 0)

    MembershipFactory(country=france)

    assert erase_person(user=person, by=None).startswith("erased person ")


def test_nobody_is_erased_twice(ada):
    erase_person(user=ada, by=None)

    with pytest.raises(ValidationError, match="has been erased already"):
        erase_person(user=ada, by=None)


def test_other_rooms_take_their_names_out_too(ada, monkeypatch):
    monkeypatch.setattr("forum.erasing.ERASERS", [*ERASERS])
    told = []
    from forum import erasing

    erasing.register(lambda user, neutral: told.append((user.name, neutral)))

    neutral = erase_person(user=ada, by=None)

    assert (told, register.__module__) == ([("Ada Lovelace", neutral)], "forum.erasing")


def test_the_command_says_what_it_did(ada):
    out = StringIO()

    call_command("erase_person", "ADA@example.org", stdout=out)

    ada.refresh_from_db()
    assert out.getvalue() == f"The person with the key {ada.pk} is “{ada.name}” from now on.\n"


@pytest.mark.parametrize("arguments", [["nobody@example.org"], ["ada@example.org", "--by", "nobody@example.org"]])
def test_the_command_refuses_who_is_not_there(ada, arguments):
    with pytest.raises(CommandError, match="Nobody has the e-mail address nobody@example.org."):
        call_command("erase_person", *arguments)
    assert Entry.objects.count() == 0


def test_the_command_gives_the_reason(france):
    UserFactory(email="bo@example.org", focal_point_of=france)

    with pytest.raises(CommandError, match="is the only focal point of France"):
        call_command("erase_person", "bo@example.org")


def test_nobody_takes_over_from_an_erased_person(ada, france):
    held = MembershipFactory(user=ada, country=france)
    MembershipFactory(country=france)
    day = timezone.localdate()
    offer(outgoing=held, email="eve@example.org", name="Eve", language="fr", day=day, stays_as=Role.DEPUTY, by=ada)
    erase_person(user=ada, by=None)
    assert (waiting_in(held), Invitation.objects.open().count()) == (None, 0)
