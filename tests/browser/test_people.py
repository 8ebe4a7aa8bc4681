"""People in a real browser: an invitation, a handover; every page is accessible and fits.

Somebody new is invited in test_whole_way.py.
"""

import pytest
from playwright.sync_api import expect

from bilingual.text import Text
from forum.models import Country, Membership, User
from forum.roles import Role
from tests.factories.forum import (
    CountryFactory,
    InvitationFactory,
    MembershipFactory,
    OrganisationFactory,
    UserFactory,
    WorkingGroupFactory,
)

pytestmark = pytest.mark.django_db(transaction=True)
PASSWORD = "correct horse battery"


@pytest.fixture
def france(db) -> Country:
    return CountryFactory(france=True)


@pytest.fixture
def focal_point(france) -> User:
    return UserFactory(focal_point_of=france, name="Ana Roux")


@pytest.mark.long
def test_somebody_with_an_account_comes_back_to_the_invitation_after_the_log_in(page_for, france):
    person = UserFactory(email="luc@example.org", password=PASSWORD)
    InvitationFactory(country=france, email=person.email, token="secret")
    page = page_for(UserFactory(email="eve@example.org"))
    page.goto("/en/invitation/secret/")
    page.locator("main").get_by_role("button", name="Log out").click()
    page.get_by_role("link", name="Log in", exact=True).click()
    page.get_by_label("mail").fill(person.email)
    page.get_by_label("Password").fill(PASSWORD)
    page.locator("main form button").first.click()
    page.get_by_role("button", name="Accept").click()
    page.wait_for_url("**/en/")
    assert Membership.objects.get(user=person).country == france


def test_the_focal_point_hands_over(page_for, france, focal_point):
    UserFactory(name="Luc Petit", email="luc@example.org", holds=(Role.DEPUTY, france))
    page = page_for(focal_point, width=390, java_script_enabled=False)
    page.goto("/en/people/FRA/")
    page.get_by_role("link", name="Hand over to a successor").click()
    page.locator("#id_successor").select_option("Luc Petit (luc@example.org)")
    page.get_by_role("radio", name="becomes: observer").check()
    page.get_by_role("button", name="Check the handover").click()
    page.get_by_role("button", name="Hand over").click()
    expect(page.get_by_text("Handed over to Luc Petit.")).to_be_visible()
    assert Membership.objects.current().get(role=Role.FOCAL_POINT).user.name == "Luc Petit"


@pytest.mark.long
def test_every_page_is_accessible_and_fits(page_for, france, focal_point, axe_everywhere, expected_in_console):
    expected_in_console += ["410", "404"]
    group = WorkingGroupFactory(country=france, name=Text.of(fr="Groupe de travail des organisations syndicales"))
    body = OrganisationFactory(country=france)
    place = {"country": france, "working_group": group, "organisation": body}
    held = MembershipFactory(role=Role.GROUP_CHAIR, user__name="Luc Petit", **place)
    MembershipFactory(country=france, role=Role.OBSERVER, ended=True)
    MembershipFactory(country=france, role=Role.DEPUTY, to_come=True)
    offer = InvitationFactory(role=Role.CONTRIBUTOR, token="secret", invited_by=focal_point, **place)
    InvitationFactory(country=france, expired=True, token="late")
    retired = WorkingGroupFactory(country=france, retired_on="2025-01-01")
    page = page_for(focal_point)
    people = "/en/people/FRA/"
    for path in (
        "/fr/roles/", "/fr/people/FRA/", f"{people}invite/", f"{people}add/", f"{people}handover/",
        f"{people}roles/{held.pk}/", f"{people}roles/{held.pk}/end/", f"{people}invitations/{offer.pk}/cancel/",
        f"{people}groups/", f"{people}groups/{group.pk}/", f"{people}groups/{retired.pk}/", f"{people}groups/add/",
        f"{people}groups/{group.pk}/retire/", f"{people}organisations/", f"{people}organisations/{body.pk}/",
    ):  # fmt: skip
        page.goto(path)
        axe_everywhere(page)
    page.goto(f"{people}invite/")
    page.get_by_role("button", name="Check the invitation").click()
    axe_everywhere(page)
    stranger = page_for(None)
    for path in ("/en/invitation/secret/", "/fr/invitation/late/", "/en/invitation/unknown/"):
        stranger.goto(path)
        axe_everywhere(stranger)
    page = page_for(UserFactory(holds=(Role.ADMINISTRATOR,)))
    CountryFactory(chile=True)
    for path in ("/en/people/", "/en/people/alliance/", "/en/people/alliance/invite/", "/en/people/CHL/"):
        page.goto(path)
        axe_everywhere(page)
