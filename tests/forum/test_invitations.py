"""Inviting, sending again, taking back, accepting."""

import re
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.utils import timezone

from forum import invitations
from forum.accepting import accept, join
from forum.access import Forbidden, roles_in
from forum.invitations import InvitationGone, cancel, find, invite, resend
from forum.models import Invitation, Membership, User
from forum.roles import Role
from journal.models import Entry
from notices.models import Notice
from tests.factories.forum import (
    CountryFactory,
    InvitationFactory,
    MembershipFactory,
    OrganisationFactory,
    UserFactory,
    WorkingGroupFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]
PASSWORD = "correct horse battery"


@pytest.fixture
def france():
    return CountryFactory(france=True)


@pytest.fixture
def focal_point(france):
    return UserFactory(focal_point_of=france, name="Ana")


def invited(france, by, **more):
    person = {"email": "luc@example.org", "name": "Luc", "language": "fr", "role": Role.CONTRIBUTOR}
    return invite(**person | more, country=france, by=by)


def token_in(notice: Notice) -> str:
    return notice.address.rstrip("/").rpartition("/")[2]


def newest_token() -> str:
    return token_in(Notice.objects.filter(kind="forum.invited").order_by("-pk").first())


def acts() -> list[str]:
    return [entry.action for entry in Entry.objects.order_by("pk")]


def test_an_invitation_is_sent_in_the_language_of_the_person(france, focal_point):
    group = WorkingGroupFactory(country=france)

    offer = invited(france, focal_point, working_group=group)

    (notice,) = Notice.objects.order_by("pk")
    assert (notice.kind, notice.email, notice.to, notice.language) == ("forum.invited", "luc@example.org", None, "fr")
    assert notice.address.startswith("/fr/invitation/")
    assert find(token_in(notice)) == offer
    assert token_in(notice) not in offer.token_hash
    assert offer.expires_at - offer.created_at == timedelta(days=14)
    assert [(entry.action, entry.country) for entry in Entry.objects.order_by("pk")] == [("invitation.sent", "FRA")]


def test_the_text_of_the_mail(france, focal_point):
    offer = invited(
        france, focal_point, language="en", name="Luc & Co", working_group=WorkingGroupFactory(country=france)
    )
    notice = Notice.objects.get()
    day = timezone.localtime(offer.expires_at)
    assert notice.subject == "Invitation to Pathfinder: contributor for France"
    assert re.split(r"\n+", notice.body) == [
        "Dear Luc & Co,",
        "Ana invites you to take the role “contributor” for France.",
        "Writes the parts of the report that are assigned to them or to their working group.",
        f"Working group: {offer.working_group.name['en']}",
        f"Open the link of this message to accept. It works once, until {day.day} {day:%B %Y}. "
        "Do not pass it on: it is for you alone.",
        "If you did not expect this, do nothing: without you nothing happens.",
    ]


def test_nobody_is_invited_twice_to_the_same(france, focal_point):
    invited(france, focal_point)
    with pytest.raises(ValidationError, match="invited to this already"):
        invited(france, focal_point, email="LUC@example.org")
    invited(france, focal_point, working_group=WorkingGroupFactory(country=france))
    invited(france, focal_point, role=Role.OBSERVER)
    assert Invitation.objects.count() == 3


def test_the_database_refuses_the_same_invitation_too():
    offer = InvitationFactory()
    with pytest.raises(IntegrityError), transaction.atomic():
        InvitationFactory(email=offer.email.upper(), country=offer.country)
    InvitationFactory(email=offer.email)
    InvitationFactory(email=offer.email, country=offer.country, cancelled=True)


def test_nobody_is_invited_to_what_they_are_already(france, focal_point):
    person = MembershipFactory(country=france, role=Role.OBSERVER, user__name="Luc").user
    with pytest.raises(ValidationError, match="Luc holds this role already"):
        invited(france, focal_point, email=person.email.upper(), role=Role.OBSERVER)


def test_a_country_has_a_limited_number_of_open_invitations(france, focal_point, monkeypatch):
    monkeypatch.setattr(invitations, "MOST_AT_ONCE", 2)
    InvitationFactory(country=france, expired=True)
    InvitationFactory(country=france, cancelled=True)
    InvitationFactory()
    InvitationFactory(country=france)
    invited(france, focal_point)
    with pytest.raises(ValidationError, match="2 invitations are open already"):
        invited(france, focal_point, email="another@example.org")


def test_the_limit_is_fifty():
    assert invitations.MOST_AT_ONCE == 50


def test_who_may_not_give_a_role_does_not_invite_to_it(france):
    with pytest.raises(Forbidden):
        invited(france, UserFactory(holds=(Role.DEPUTY, france)), role=Role.DEPUTY)
    assert (Invitation.objects.count(), Notice.objects.count()) == (0, 0)


def test_sending_again_takes_the_old_link_away(france, focal_point):
    offer = invited(france, focal_point)
    old = newest_token()
    Invitation.objects.update(expires_at=timezone.now())

    resend(invitation=offer, by=focal_point)

    assert (find(old), find(newest_token()), old == newest_token()) == (None, offer, False)
    assert not find(newest_token()).has_expired
    assert acts() == ["invitation.sent", "invitation.resent"]


def test_a_cancelled_invitation_is_neither_accepted_nor_sent_again(france, focal_point):
    offer = cancel(invitation=invited(france, focal_point), by=focal_point)
    person = UserFactory(email="luc@example.org")
    for act in (
        lambda: accept(invitation=offer, by=person),
        lambda: resend(invitation=offer, by=focal_point),
        lambda: cancel(invitation=offer, by=focal_point),
        lambda: join(invitation=offer, name="Luc", language="fr", password=PASSWORD),
    ):
        with pytest.raises(InvitationGone):
            act()
    assert acts() == ["invitation.sent", "invitation.cancelled"]


def test_somebody_with_an_account_accepts(france, focal_point):
    ministry = OrganisationFactory(country=france)
    offer = invited(france, focal_point, organisation=ministry)
    person = UserFactory(email="Luc@Example.org", name="Luc")
    assert roles_in(person, france) == frozenset()

    held = accept(invitation=offer, by=person)

    offer.refresh_from_db()
    assert (held.user, held.role, held.country, held.organisation, held.since) == (
        person, "contributor", france, ministry, timezone.localdate(),
    )  # fmt: skip
    assert (offer.accepted_by, offer.accepted_at is None) == (person, False)
    assert roles_in(person, france) == {Role.CONTRIBUTOR}
    assert acts() == ["invitation.sent", "invitation.accepted", "membership.given"]
    assert [(notice.kind, notice.to) for notice in Notice.objects.order_by("pk")][1:] == [
        ("forum.accepted", focal_point)
    ]


def test_a_link_works_once(france, focal_point):
    offer = invited(france, focal_point)
    person = UserFactory(email="luc@example.org")
    accept(invitation=offer, by=person)
    with pytest.raises(InvitationGone):
        accept(invitation=offer, by=person)
    assert Membership.objects.filter(user=person).count() == 1


def test_an_expired_link_does_not_work(france):
    offer = InvitationFactory(country=france, expired=True)
    with pytest.raises(InvitationGone):
        accept(invitation=offer, by=UserFactory(email=offer.email))
    with pytest.raises(InvitationGone):
        join(invitation=offer, name="Luc", language="fr", password=PASSWORD)
    assert (Membership.objects.count(), User.objects.count()) == (0, 1)


def test_a_link_that_was_replaced_while_the_page_was_open_does_not_work(france, focal_point):
    offer = invited(france, focal_point)
    seen = find(newest_token())
    resend(invitation=offer, by=focal_point)
    with pytest.raises(InvitationGone):
        accept(invitation=seen, by=UserFactory(email="luc@example.org"))


def test_somebody_else_does_not_accept(france, focal_point):
    with pytest.raises(Forbidden, match="sent to another e-mail address"):
        accept(invitation=invited(france, focal_point), by=UserFactory())


def test_somebody_new_gets_an_account_with_the_invited_address(france, focal_point):
    offer = invited(france, focal_point)

    person = join(invitation=offer, name="Luc Petit", language="en", password=PASSWORD)

    assert (person.email, person.name, person.language, person.check_password(PASSWORD)) == (
        "luc@example.org", "Luc Petit", "en", True,
    )  # fmt: skip
    assert roles_in(person, france) == {Role.CONTRIBUTOR}
    assert acts() == ["invitation.sent", "person.joined", "invitation.accepted", "membership.given"]


def test_an_account_that_was_made_meanwhile_is_not_made_twice(france, focal_point):
    offer = invited(france, focal_point)
    UserFactory(email="LUC@example.org")
    with pytest.raises(ValidationError, match="There is an account"):
        join(invitation=offer, name="Luc", language="fr", password=PASSWORD)
    offer.refresh_from_db()
    assert (offer.accepted_at, User.objects.filter(email__iexact="luc@example.org").count()) == (None, 1)


def test_a_role_that_was_given_meanwhile_is_not_given_twice(france, focal_point):
    offer = invited(france, focal_point)
    held = MembershipFactory(country=france, role=Role.CONTRIBUTOR, user__email="luc@example.org")
    assert accept(invitation=offer, by=held.user) == held
    assert Membership.objects.filter(user=held.user).count() == 1


def test_an_invitation_of_the_system_is_accepted_without_telling_anybody(france):
    offer = invited(france, None)
    accept(invitation=offer, by=UserFactory(email="luc@example.org"))
    assert [notice.kind for notice in Notice.objects.order_by("pk")] == ["forum.invited"]


def test_the_first_administrator_is_invited_by_a_command(capsys):
    call_command("invite", "admin@example.org", name="Ada")
    link = Notice.objects.get().address
    assert capsys.readouterr().out == (
        f"admin@example.org is invited as administrator; the link, behind the address of the site: {link}\n"
    )
    assert join(invitation=Invitation.objects.get(), name="Ada", language="en", password=PASSWORD)
    assert Membership.objects.get().role == "administrator"


@pytest.mark.parametrize(
    "arguments,said",
    [
        (["nobody", "--name", "X"], "valid email"),
        (["a@example.org", "--name", "X", "--role", "focal_point"], "--country names one that exists"),
        (["a@example.org", "--name", "X", "--role", "group_chair", "--country", "FRA"], "Choose the working group"),
    ],
)
def test_the_command_refuses_bad_input_and_changes_nothing(france, arguments, said):
    with pytest.raises(CommandError, match=said):
        call_command("invite", *arguments)
    assert Invitation.objects.count() == 0
