"""The pages of people, roles, groups and organisations."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from bilingual.text import Text
from forum.models import Invitation, Membership, Organisation, WorkingGroup
from forum.roles import DESCRIPTIONS, Role
from tests.factories.forum import (
    CountryFactory,
    InvitationFactory,
    MembershipFactory,
    OrganisationFactory,
    UserFactory,
    WorkingGroupFactory,
)
from tests.factories.reports import ReportFactory
from tests.roadmaps.page import Page

pytestmark = pytest.mark.django_db


@pytest.fixture
def france():
    return CountryFactory(france=True)


@pytest.fixture
def focal_point(france):
    return UserFactory(focal_point_of=france, name="Ana")


@pytest.fixture
def client(client_for, focal_point):
    return client_for(focal_point)


def today(days: int = 0) -> str:
    return (timezone.localdate() + timedelta(days=days)).isoformat()


def fill(country, count: int) -> None:
    for _each in range(count):
        group, body = WorkingGroupFactory(country=country), OrganisationFactory(country=country)
        place = {"country": country, "working_group": group, "organisation": body}
        MembershipFactory(role=Role.CONTRIBUTOR, **place)
        MembershipFactory(role=Role.CONTRIBUTOR, ended=True, **place)
        InvitationFactory(role=Role.CONTRIBUTOR, invited_by=UserFactory(), **place)


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(
    "page,queries",
    [
        ("", 5),  # session, user, memberships; the people, the invitations
        ("groups/", 5),  # … the groups, who is in them
        ("organisations/", 4),
        ("invite/", 6),  # … whether there is a focal point, the groups, the organisations
        ("add/", 8),  # … and the people, twice
        ("handover/", 12),
    ],
)
def test_the_pages_take_the_same_queries_for_every_number_of_people(
    client, france, count, page, queries, django_assert_num_queries
):
    fill(france, count)
    with django_assert_num_queries(queries):
        assert client.get(f"/en/people/FRA/{page}").status_code == 200


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_of_countries_takes_the_same_queries(client_for, count, django_assert_num_queries):
    for _each in range(count):
        MembershipFactory()
    client = client_for(UserFactory(secretariat=True))
    with django_assert_num_queries(5):
        client.get("/en/people/")


@pytest.mark.parametrize("count", [1, 3])
def test_the_people_of_the_alliance_take_the_same_queries(client_for, count, django_assert_num_queries):
    for _each in range(count):
        CountryFactory()
        MembershipFactory(secretariat=True)
        InvitationFactory(role=Role.SECRETARIAT, country=None, invited_by=UserFactory())
    client = client_for(UserFactory(holds=(Role.ADMINISTRATOR,)))
    with django_assert_num_queries(6):
        client.get("/en/people/alliance/")


def test_every_role_is_explained(client):
    page = Page(client.get("/en/roles/"))
    assert page.ids("main h2") == [f"role-{role}" for role in Role]
    assert [str(DESCRIPTIONS[role]) for role in Role] == page.texts("main section p:first-of-type")
    told = page.texts("main section p.soft")
    assert told[0] == (
        "Given by: national focal point, secretariat editor, administrator. The secretariat and the administrators "
        "name the first one of a country, and replace one who is not there any more."
    )
    assert [role for role, words in zip(Role, told, strict=True) if "second factor" in words] == [
        Role.SIGNATORY, Role.SECRETARIAT, Role.SECRETARIAT_VIEWER, Role.ADMINISTRATOR,
    ]  # fmt: skip


def test_one_country_is_led_to_and_several_are_listed(client, client_for, france, focal_point):
    assert client.get("/en/people/").url == "/en/people/FRA/"
    MembershipFactory(user=focal_point, country=CountryFactory(chile=True), role=Role.OBSERVER)
    assert Page(client.get("/en/people/")).links("table a") == ["/en/people/CHL/", "/en/people/FRA/"]
    assert "You have no role in any country." in client_for(UserFactory()).get("/en/people/").content.decode()


def test_who_manages_sees_addresses_and_acts(client, client_for, france):
    held = MembershipFactory(country=france, role=Role.OBSERVER, user__email="luc@example.org", ended=False)
    offer = InvitationFactory(country=france, email="eve@example.org")
    html = client.get("/en/people/FRA/").content.decode()
    assert all(address in html for address in ("luc@example.org", "eve@example.org"))
    assert Page(client.get("/en/people/FRA/")).actions("main form") == [
        f"/en/people/FRA/invitations/{offer.pk}/resend/"
    ]

    reader = client_for(held.user).get("/en/people/FRA/")
    words = reader.content.decode().split("<main")[1]
    assert ("luc@example.org" in words, "eve@example.org" in words) == (False, False)
    assert (Page(reader).actions("main form"), Page(reader).links("main .task-list a")) == ([], [])
    assert Page(reader).texts("main .task-list strong") == ["Ana", str(held.user), str(offer.name)]


def test_a_deputy_does_not_change_the_focal_point(client_for, france, focal_point):
    deputy = UserFactory(holds=(Role.DEPUTY, france))
    held = Membership.objects.get(user=focal_point)
    client = client_for(deputy)
    assert client.get(f"/en/people/FRA/roles/{held.pk}/").status_code == 403
    assert client.get(f"/en/people/FRA/roles/{held.pk}/end/").status_code == 403
    assert client.get("/en/people/FRA/handover/").status_code == 403


def test_what_has_ended_is_folded_away_and_not_changed(client, france):
    held = MembershipFactory(country=france, role=Role.OBSERVER, ended=True)
    assert Page(client.get("/en/people/FRA/")).texts("details.fold strong") == [str(held.user)]
    response = client.get(f"/en/people/FRA/roles/{held.pk}/")
    assert (response.status_code, "This role has ended" in response.content.decode()) == (403, True)


def test_the_alliance_is_for_its_own_people(client, client_for, france):
    assert client.get("/en/people/alliance/").status_code == 404
    viewer = client_for(UserFactory(holds=(Role.SECRETARIAT_VIEWER,)))
    assert viewer.get("/en/people/alliance/").status_code == 200
    assert viewer.get("/en/people/alliance/invite/").status_code == 403
    assert viewer.get("/en/people/FRA/invite/").status_code == 403
    for below in ("groups/", "organisations/", "add/", "handover/"):
        assert (
            client_for(UserFactory(holds=(Role.ADMINISTRATOR,))).get(f"/en/people/alliance/{below}").status_code == 404
        )


def test_an_administrator_names_first_focal_points(client_for, france):
    client = client_for(UserFactory(holds=(Role.ADMINISTRATOR,)))
    page = Page(client.get("/en/people/alliance/"))
    assert page.links(".notice a") == ["/en/people/FRA/invite/?role=focal_point"]
    MembershipFactory(country=france)
    assert Page(client.get("/en/people/alliance/")).links(".notice a") == []


def test_an_invitation_is_checked_before_it_is_sent(client, france):
    group = WorkingGroupFactory(country=france, name=Text.of(en="Unions"))
    sent = {"email": "luc@example.org", "name": "Luc", "language": "fr", "role": "contributor"}
    sent["working_group"] = str(group.pk)

    check = Page(client.post("/en/people/FRA/invite/check/", sent))

    assert Invitation.objects.count() == 0
    assert check.texts("dd") == ["Luc", "luc@example.org", "Français", "Contributor", "Unions"]
    kept = dict(
        zip(check.values("main [type=hidden]", "name"), check.values("main [type=hidden]", "value"), strict=True)
    )
    kept.pop("csrfmiddlewaretoken", None)
    assert kept == sent | {"organisation": ""}

    changed = Page(client.post("/en/people/FRA/invite/", kept))
    assert changed.values("#id_name", "value") == ["Luc"]
    assert client.post("/en/people/FRA/invite/send/", kept).url == "/en/people/FRA/"
    assert Invitation.objects.get().working_group == group


def test_an_error_loses_nothing_and_leads_to_its_place(client, france):
    sent = {"email": "luc", "name": "Luc Petit", "language": "fr", "role": "group_chair"}
    page = Page(client.post("/en/people/FRA/invite/check/", sent))
    assert page.links(".error-summary a") == ["#id_email"]
    assert (page.values("#id_email", "value"), page.values("#id_name", "value")) == (["luc"], ["Luc Petit"])
    page = Page(client.post("/en/people/FRA/invite/check/", sent | {"email": "luc@example.org"}))
    assert page.texts(".error-summary a") == [
        "Working group (optional; a chair needs one): Choose the working group that is chaired."
    ]


def test_the_deputy_is_offered_less(client_for, france):
    page = Page(client_for(UserFactory(holds=(Role.DEPUTY, france))).get("/en/people/FRA/invite/"))
    assert page.values("[name=role]", "value") == [
        "group_chair", "contributor", "translator", "reviewer", "signatory", "observer",
    ]  # fmt: skip


def test_an_invitation_is_sent_again_and_cancelled(client, france):
    offer = InvitationFactory(country=france)
    assert client.post(f"/en/people/FRA/invitations/{offer.pk}/resend/").url == "/en/people/FRA/"
    assert client.get(f"/en/people/FRA/invitations/{offer.pk}/cancel/").status_code == 200
    client.post(f"/en/people/FRA/invitations/{offer.pk}/cancel/")
    assert Invitation.objects.get().cancelled_at is not None
    late = client.post(f"/en/people/FRA/invitations/{offer.pk}/resend/", follow=True)
    assert "Nothing was changed." in late.content.decode()


def test_another_country_s_invitation_is_not_there(client, france):
    offer = InvitationFactory()
    for act in ("resend", "cancel"):
        assert client.post(f"/en/people/FRA/invitations/{offer.pk}/{act}/").status_code == 404


def test_a_role_is_added_changed_and_ended(client, france):
    person = MembershipFactory(country=france, role=Role.OBSERVER).user
    client.post("/en/people/FRA/add/", {"person": person.pk, "role": "signatory", "since": today()})
    held = Membership.objects.get(role="signatory")
    assert (held.user, held.since, held.until) == (person, timezone.localdate(), None)

    address = f"/en/people/FRA/roles/{held.pk}/"
    seen = Page(client.get(address)).values("[name=seen]", "value")[0]
    body = OrganisationFactory(country=france)
    change = {"organisation": body.pk, "since": today(), "until": today(30)}
    assert client.post(address, change | {"seen": seen}).url == "/en/people/FRA/"
    held.refresh_from_db()
    assert (held.organisation, held.until) == (body, timezone.localdate() + timedelta(days=30))
    late = client.post(address, change | {"organisation": "", "seen": seen})
    assert (late.status_code, "Somebody else has changed this" in late.content.decode()) == (409, True)

    client.post(f"{address}end/", {"last_day": today()})
    held.refresh_from_db()
    assert held.until == timezone.localdate()


def test_a_role_given_by_mistake_is_ended_at_once(client, client_for, france):
    report = ReportFactory(country=france)
    held = MembershipFactory(country=france, role=Role.REVIEWER, since=timezone.localdate())
    reads = client_for(held.user)
    address = f"/en/people/FRA/roles/{held.pk}/end/"
    assert reads.get(f"/en/reports/FRA/{report.campaign.year}/").status_code == 200
    assert "End this role immediately" in client.get(address).content.decode()
    assert client.post(address, {"last_day": ""}).status_code == 200  # nothing is done without a day
    page = client.post(address, {"last_day": "", "at_once": "yes"}, follow=True)
    assert "The role has ended: reviewer" in page.content.decode()
    assert reads.get(f"/en/reports/FRA/{report.campaign.year}/").status_code == 404


def test_the_last_focal_point_is_told_to_hand_over(client, focal_point):
    held = Membership.objects.get(user=focal_point)
    response = client.post(f"/en/people/FRA/roles/{held.pk}/end/", {"last_day": today(-1)})
    assert "A country is never without a focal point. Hand over to a successor first" in response.content.decode()
    assert Membership.objects.get(user=focal_point).until is None


def test_who_ends_their_own_role_comes_home(client, focal_point, france):
    MembershipFactory(country=france)
    held = Membership.objects.get(user=focal_point)
    assert client.post(f"/en/people/FRA/roles/{held.pk}/end/", {"last_day": today(-1)}).url == "/en/"


def test_groups_are_added_renamed_moved_retired_and_brought_back(client, france):
    for name in ("A", "B"):
        client.post("/en/people/FRA/groups/add/", {"name_fr": name, "name_en": ""})
    first, second = WorkingGroup.objects.order_by("position")
    assert first.name == {"fr": "A"}
    address = f"/en/people/FRA/groups/{second.pk}/"
    client.post(f"{address}move/", {"up": "2"})
    late = client.post(f"{address}move/", {"up": "2"}, follow=True)
    assert "Somebody else has changed the order" in late.content.decode()
    assert list(WorkingGroup.objects.order_by("position")) == [second, first]
    seen = Page(client.get(f"{address}rename/")).values("[name=seen]", "value")[0]
    client.post(f"{address}rename/", {"name_fr": "C", "name_en": "D", "seen": seen})
    second.refresh_from_db()
    assert second.name == {"fr": "C", "en": "D"}
    assert client.post(f"{address}rename/", {"name_fr": "X", "name_en": "", "seen": seen}).status_code == 409
    client.post(f"{address}retire/")
    assert Page(client.get("/en/people/FRA/groups/")).texts("details.fold a") == ["D"]
    client.post(f"{address}bring-back/")
    assert not WorkingGroup.objects.exclude(retired_on=None).exists()


def test_a_group_shows_its_chair_and_who_is_in_it(client, france):
    group = WorkingGroupFactory(country=france)
    MembershipFactory(country=france, role=Role.GROUP_CHAIR, working_group=group, user__name="Eve")
    page = Page(client.get(f"/en/people/FRA/groups/{group.pk}/"))
    assert (page.texts(".task-list strong"), page.texts(".task-list .badge")) == (["Eve"], ["chair"])
    assert client.get(f"/en/people/FRA/groups/{WorkingGroupFactory().pk}/").status_code == 404


def test_organisations_are_added_and_changed(client, france):
    client.post("/en/people/FRA/organisations/add/", {"name_fr": "CFDT", "name_en": "", "kind": "workers"})
    body = Organisation.objects.get()
    assert (body.name, body.kind, body.country) == ({"fr": "CFDT"}, "workers", france)
    address = f"/en/people/FRA/organisations/{body.pk}/"
    seen = Page(client.get(address)).values("[name=seen]", "value")[0]
    change = {"name_fr": "CFDT", "name_en": "", "kind": "civil_society", "seen": seen}
    assert client.post(address, change).url == "/en/people/FRA/organisations/"
    assert client.post(address, change | {"kind": "business"}).status_code == 409
    foreign = OrganisationFactory()
    assert client.get(f"/en/people/FRA/organisations/{foreign.pk}/").status_code == 404


def test_the_handover_lists_what_passes_over_is_checked_and_done(client, france, focal_point):
    successor = UserFactory(name="Luc", holds=(Role.CONTRIBUTOR, france))
    MembershipFactory(country=france, role=Role.SIGNATORY, user__name="Minister")
    InvitationFactory(country=france, name="Eve")
    page = Page(client.get("/en/people/FRA/handover/"))
    assert page.texts("main aside, main section ul")[0].startswith("Minister")
    assert page.values("[name=reason]", "name") == []

    sent = {"outgoing": Membership.objects.get(user=focal_point).pk, "successor": successor.pk}
    sent |= {"language": "fr", "day": today(), "stays_as": "deputy"}
    check = Page(client.post("/en/people/FRA/handover/check/", sent))
    assert check.texts("dd")[:2] == ["Ana", "Luc"]
    assert check.texts("dd")[3] == "becomes: deputy focal point"
    assert Membership.objects.filter(user=successor).count() == 1
    assert client.post("/en/people/FRA/handover/do/", sent).url == "/en/"
    assert Membership.objects.current().get(role="focal_point").user == successor
    assert client.get("/en/people/FRA/handover/").status_code == 403  # a deputy by now


def test_a_successor_is_named_or_invited(client, focal_point):
    sent = {"outgoing": Membership.objects.get(user=focal_point).pk, "language": "fr", "day": today()}
    page = Page(client.post("/en/people/FRA/handover/check/", sent))
    assert page.links(".error-summary a") == ["#id_email", "#id_name"]
    sent |= {"email": "luc@example.org", "name": "Luc"}
    assert client.post("/en/people/FRA/handover/do/", sent).url == "/en/"
    page = Page(client.get("/en/people/FRA/handover/"))
    assert "This handover waits for Luc to accept" in page.texts(".notice-title")


def test_the_secretariat_gives_a_reason(client_for, france, focal_point):
    successor = UserFactory(holds=(Role.CONTRIBUTOR, france))
    client = client_for(UserFactory(secretariat=True))
    sent = {"outgoing": Membership.objects.get(user=focal_point).pk, "successor": successor.pk}
    sent |= {"language": "fr", "day": today()}
    page = Page(client.post("/en/people/FRA/handover/do/", sent))
    assert page.links(".error-summary a") == ["#id_reason"]
    sent["reason"] = "Left the ministry"
    assert client.post("/en/people/FRA/handover/do/", sent).url == "/en/people/FRA/"


def test_without_a_focal_point_nothing_is_handed_over(client_for, france):
    response = client_for(UserFactory(secretariat=True)).get("/en/people/FRA/handover/")
    assert (response.status_code, "no focal point who could hand over" in response.content.decode()) == (403, True)


def test_an_administrator_changes_and_ends_roles_of_the_alliance(client_for):
    administrator = UserFactory(holds=(Role.ADMINISTRATOR,))
    held = MembershipFactory(secretariat=True)
    client = client_for(administrator)
    address = f"/en/people/alliance/roles/{held.pk}/"
    seen = Page(client.get(address)).values("[name=seen]", "value")[0]
    change = {"since": "2020-01-01", "until": today(9), "seen": seen}
    assert client.post(address, change).url == "/en/people/alliance/"
    assert client.post(f"{address}end/", {"last_day": today(-1)}).url == "/en/people/alliance/"
    held.refresh_from_db()
    assert held.until == timezone.localdate() - timedelta(days=1)
    own = Membership.objects.get(user=administrator)
    refused = client.post(f"/en/people/alliance/roles/{own.pk}/end/", {"last_day": today()})
    assert "The Alliance is never without an administrator." in refused.content.decode()


def test_a_secretariat_editor_sees_the_alliance_and_changes_nothing_in_it(client_for):
    editor = UserFactory(secretariat=True)
    held, client = editor.memberships.get(), client_for(editor)
    assert Page(client.get("/en/people/alliance/")).links("main .task-list a, main .actions a") == []
    assert client.get(f"/en/people/alliance/roles/{held.pk}/end/").status_code == 403


def test_the_alliance_invites_its_own_people(client_for):
    client = client_for(UserFactory(holds=(Role.ADMINISTRATOR,)))
    page = Page(client.get("/en/people/alliance/invite/"))
    assert page.values("[name=role]", "value") == ["secretariat", "secretariat_viewer", "administrator"]
    sent = {"email": "zoe@example.org", "name": "Zoe", "language": "en", "role": "secretariat"}
    assert client.post("/en/people/alliance/invite/send/", sent).url == "/en/people/alliance/"
    offer = Invitation.objects.get()
    assert (offer.country, offer.role) == (None, "secretariat")
    words = Page(client.get("/en/people/alliance/")).texts("main .task-list strong")
    assert "Zoe" in words


def test_a_role_that_the_reader_may_not_give_is_not_among_the_choices(client_for, france):
    client = client_for(UserFactory(holds=(Role.DEPUTY, france)))
    sent = {"email": "zoe@example.org", "name": "Zoe", "language": "en", "role": "deputy"}
    page = Page(client.post("/en/people/FRA/invite/send/", sent))
    assert (page.links(".error-summary a"), Invitation.objects.count()) == (["#id_role_0"], 0)


@pytest.mark.parametrize("role", [Role.CONTRIBUTOR, Role.OBSERVER, Role.SIGNATORY, Role.SECRETARIAT_VIEWER])
def test_who_does_not_manage_reads_and_is_refused_the_rest(client_for, france, focal_point, role):
    held = (role,) if role == Role.SECRETARIAT_VIEWER else (role, france)
    client = client_for(UserFactory(holds=held))
    group, body = WorkingGroupFactory(country=france), OrganisationFactory(country=france)
    offer = InvitationFactory(country=france)
    membership = Membership.objects.get(user=focal_point)
    people = "/en/people/FRA/"
    readable = ["", "groups/", f"groups/{group.pk}/", "organisations/"]
    refused = [
        "invite/", "add/", "handover/", f"roles/{membership.pk}/", f"roles/{membership.pk}/end/",
        f"invitations/{offer.pk}/cancel/", "groups/add/", f"groups/{group.pk}/rename/", f"groups/{group.pk}/retire/",
        "organisations/add/", f"organisations/{body.pk}/",
    ]  # fmt: skip
    posted = [f"invitations/{offer.pk}/resend/", f"groups/{group.pk}/move/", f"groups/{group.pk}/bring-back/"]
    assert [client.get(people + path).status_code for path in readable] == [200] * len(readable)
    assert [client.get(people + path).status_code for path in refused] == [403] * len(refused)
    assert [client.post(people + path).status_code for path in [*refused, *posted]] == [403] * (len(refused) + 3)


def test_hidden_words_name_person_and_role_without_punctuation_of_one_language(client, france, focal_point):
    MembershipFactory(country=france, role=Role.OBSERVER, user__name="Luc")
    InvitationFactory(country=france, name="Zoé")
    html = client.get("/fr/people/FRA/").content.decode()
    words = set(re.findall(r'<span class="visually-hidden"> ([^<]*?) ?</span>', html))
    assert {"Luc, observateur ou observatrice", "Zoé, observateur ou observatrice"} <= words
    assert [one for one in words if ":" in one] == []
