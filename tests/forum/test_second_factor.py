"""Who needs a second factor, who has one, whether it was used a moment ago, and the way to the page that asks."""

import time

import pytest
from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.cache import SessionStore
from django.test import RequestFactory

from forum import second_factor
from forum.backends import EmailBackend
from forum.roles import Role
from tests.factories.forum import CountryFactory, MembershipFactory, UserFactory

pytestmark = pytest.mark.django_db
TOTP, WEBAUTHN, RECOVERY = Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN, Authenticator.Type.RECOVERY_CODES


@pytest.fixture
def person():
    return UserFactory()


@pytest.fixture
def request_of(person):
    request = RequestFactory().get("/en/")
    request.session, request.user = SessionStore(), person
    return request


def give(person, *kinds):
    for kind in kinds:
        Authenticator.objects.create(user=person, type=kind, data={})


def note(request, ago, **record):
    """As allauth keeps it, that long ago."""
    record_authentication(request, request.user, **record)
    request.session["account_authentication_methods"][-1]["at"] = time.time() - ago


@pytest.mark.parametrize(
    ("kinds", "is_set_up"),
    [([], False), ([RECOVERY], False), ([TOTP], True), ([WEBAUTHN], True), ([TOTP, RECOVERY], True)],
)
def test_codes_and_passkeys_are_a_second_factor_and_recovery_codes_alone_are_none(person, kinds, is_set_up):
    give(person, *kinds)

    assert second_factor.is_set_up(person) is is_set_up
    assert EmailBackend().get_user(person.pk).has_second_factor is is_set_up


def test_the_reader_of_a_page_was_asked_for_it_when_they_were_read(person, django_assert_num_queries):
    give(person, TOTP)
    reader = EmailBackend().get_user(person.pk)

    with django_assert_num_queries(0):
        assert second_factor.is_set_up(reader)
        assert not second_factor.is_needed(reader)


@pytest.mark.parametrize("role", Role)
def test_the_signatory_and_the_people_of_the_alliance_need_one(person, role):
    needed = {Role.SIGNATORY, Role.SECRETARIAT, Role.SECRETARIAT_VIEWER, Role.ADMINISTRATOR}
    of_the_alliance = needed - {Role.SIGNATORY}
    country = None if role in of_the_alliance else CountryFactory()
    group = country.working_groups.create(name={"en": "Group"}) if role == Role.GROUP_CHAIR else None

    MembershipFactory(user=person, role=role, country=country, working_group=group)

    for user in (person, EmailBackend().get_user(person.pk)):
        assert second_factor.is_needed(user) is (role in needed)
        assert second_factor.is_missing(user) is (role in needed)


def test_a_role_that_has_ended_asks_for_nothing(person):
    MembershipFactory(user=person, secretariat=True, ended=True)

    assert not second_factor.is_needed(person)
    assert not second_factor.is_needed(EmailBackend().get_user(person.pk))


def test_the_shared_log_ins_of_a_demonstration_need_none(person, settings):
    person.email = "secretariat@example.org"
    MembershipFactory(user=person, secretariat=True)

    settings.DEMONSTRATION = True
    assert not second_factor.is_needed(person)
    settings.DEMONSTRATION = False
    assert second_factor.is_needed(person)


@pytest.mark.parametrize("kind", [TOTP, WEBAUTHN, RECOVERY])
def test_a_second_factor_of_a_moment_ago_is_known_by_its_kind(request_of, kind):
    note(request_of, 10, method="password")
    note(request_of, 5, method="mfa", type=kind.value)

    assert second_factor.confirmed_recently(request_of) == kind.value


@pytest.mark.parametrize(
    ("ago", "within", "found"), [(299, 300, "totp"), (301, 300, None), (61, 60, None), (-9, 60, None)]
)
def test_it_counts_for_so_many_seconds(request_of, ago, within, found):
    note(request_of, ago, method="mfa", type="totp")

    assert second_factor.confirmed_recently(request_of, seconds=within) == found


def test_the_newest_one_is_told(request_of):
    note(request_of, 20, method="mfa", type="totp")
    note(request_of, 10, method="mfa", type="webauthn", reauthenticated=True)

    assert second_factor.confirmed_recently(request_of) == "webauthn"


def test_a_password_alone_confirms_nothing(request_of):
    note(request_of, 1, method="password", reauthenticated=True)

    assert second_factor.confirmed_recently(request_of) is None


def test_what_somebody_else_confirmed_in_this_browser_does_not_count(request_of):
    note(request_of, 1, method="mfa", type="totp")

    request_of.user = UserFactory()
    assert second_factor.confirmed_recently(request_of) is None
    request_of.user = AnonymousUser()
    assert second_factor.confirmed_recently(request_of) is None


@pytest.mark.parametrize(
    ("kinds", "page"),
    [
        ([TOTP], "/en/account/confirm/code/?next=/en/reports/%3Fa%3D1%26b%3D2"),
        ([TOTP, WEBAUTHN], "/en/account/confirm/code/?next=/en/reports/%3Fa%3D1%26b%3D2"),
        ([WEBAUTHN, RECOVERY], "/en/account/confirm/passkey/?next=/en/reports/%3Fa%3D1%26b%3D2"),
        ([RECOVERY], "/en/account/second-factor/"),
        ([], "/en/account/second-factor/"),
    ],
)
def test_asking_leads_to_the_page_for_what_the_person_has(person, request_of, kinds, page):
    give(person, *kinds)

    response = second_factor.ask(request_of, next="/en/reports/?a=1&b=2")

    assert (response.status_code, response.url.replace("%2F", "/")) == (302, page)
    assert request_of.session.get(second_factor.GO_ON) == ("/en/reports/?a=1&b=2" if "second" in page else None)


def test_asking_never_leads_to_another_site(person, request_of):
    give(person, TOTP)

    assert second_factor.ask(request_of, next="https://example.com/").url == "/en/account/confirm/code/?next=%2Fen%2F"


@pytest.mark.parametrize(
    ("needed", "kinds", "may"), [(True, [TOTP], False), (True, [TOTP, WEBAUTHN], True), (False, [TOTP], True)]
)
def test_who_needs_a_second_factor_keeps_one(person, needed, kinds, may):
    if needed:
        MembershipFactory(user=person, secretariat=True)
    give(person, *kinds)

    assert second_factor.may_remove(Authenticator.objects.get(type=TOTP)) is may
