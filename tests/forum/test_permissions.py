"""Who gives which role, as a table; and each refusal with its reason."""

import pytest

from forum.permissions import RULES, RoleContext, can, gives
from forum.roles import ALLIANCE_ROLES, COUNTRY_ROLES, Role
from tests.factories.forum import CountryFactory, UserFactory

# Who gives what. "vacant": only where the country has no focal point.
TABLE = """
                    focal_point  deputy  secretariat  administrator
focal_point         yes          -       vacant       vacant
deputy              yes          -       -            -
group_chair         yes          yes     yes          yes
contributor         yes          yes     yes          yes
translator          yes          yes     yes          yes
reviewer            yes          yes     yes          yes
signatory           yes          yes     -            -
observer            yes          yes     yes          yes
secretariat         -            -       -            yes
secretariat_viewer  -            -       -            yes
administrator       -            -       -            yes
"""


def given(giver: Role, role: Role) -> str:
    rule = RULES["give"]
    always, vacant = (bool(rule(frozenset({giver}), RoleContext(role, has))) for has in (True, False))
    return "yes" if always else "vacant" if vacant else "-"


def test_who_gives_which_role():
    header, *rows = [line.split() for line in TABLE.strip().splitlines()]
    expected = {row[0]: dict(zip(header, row[1:], strict=True)) for row in rows}
    assert {role: {giver: given(Role(giver), role) for giver in header} for role in Role} == expected


def test_nobody_else_gives_anything():
    others = set(Role) - {Role.FOCAL_POINT, Role.DEPUTY, Role.SECRETARIAT, Role.ADMINISTRATOR}
    verdicts = [RULES["give"](frozenset({other}), RoleContext(role, False)) for other in others for role in Role]
    assert [verdict for verdict in verdicts if verdict.allowed or not verdict.reason] == []


def test_whoever_gives_a_role_changes_and_ends_it():
    found = {(giver, role) for giver in Role for role in Role if RULES["change"](frozenset({giver}), RoleContext(role))}
    assert found == {(giver, role) for giver in Role for role in Role if given(giver, role) != "-"}


def test_who_looks_after_people():
    assert {
        offered: {role.value for role in Role if RULES["manage"](frozenset({role}), RoleContext(offered=roles))}
        for offered, roles in (("country", COUNTRY_ROLES), ("alliance", ALLIANCE_ROLES))
    } == {"country": {"focal_point", "deputy", "secretariat", "administrator"}, "alliance": {"administrator"}}


# Acts that it is enough to have a role for; "own" may where they began it. The other roles may none of it.
ACTS = """
                      focal_point  deputy  secretariat  secretariat_viewer  administrator
read_journal          yes          yes     yes          yes                 yes
run_campaigns         -            -       yes          -                   -
read_unsent_mails     -            -       -            -                   yes
read_never_logged_in  -            -       yes          -                   yes
erase_person          -            -       -            -                   yes
remove_second_factor  -            -       -            -                   yes
keep_countries        -            -       -            -                   yes
cancel_export         -            -       yes          own                 yes
"""


def test_who_does_what_else():
    header, *rows = [line.split() for line in ACTS.strip().splitlines()]
    expected = {act: dict.fromkeys(Role, "-") | dict(zip(header, cells, strict=True)) for act, *cells in rows}
    found = {
        act: {
            role: "yes"
            if RULES[act](held, RoleContext())
            else "own"
            if RULES[act](held, RoleContext(is_own=True))
            else "-"
            for role in Role
            for held in [frozenset({role})]
        }
        for act in expected
    }
    assert found == expected
    assert {*expected, "view", "manage", "give", "change", "hand_over"} == set(RULES)


def test_who_hands_over():
    assert {
        own: {role.value for role in Role if RULES["hand_over"](frozenset({role}), RoleContext(is_own=own))}
        for own in (True, False)
    } == {True: {"focal_point", "secretariat", "administrator"}, False: {"secretariat", "administrator"}}


@pytest.mark.parametrize("act", RULES)
def test_who_has_no_role_may_do_nothing_and_is_told_why(act):
    verdict = RULES[act](frozenset(), RoleContext(Role.OBSERVER))
    assert (verdict.allowed, bool(verdict.reason)) == (False, True)


@pytest.mark.django_db
def test_roles_count_where_they_are_held():
    france, chile = CountryFactory(france=True), CountryFactory(chile=True)
    people = {
        "focal point": UserFactory(focal_point_of=france),
        "secretariat": UserFactory(secretariat=True),
        "administrator": UserFactory(holds=(Role.ADMINISTRATOR,)),
    }
    places = {"FRA": france, "CHL": chile, "alliance": None}
    found = {
        who: [code for code, place in places.items() if can(user, "manage", place)] for who, user in people.items()
    }
    assert found == {
        "focal point": ["FRA"],
        "secretariat": ["FRA", "CHL"],
        "administrator": ["FRA", "CHL", "alliance"],
    }
    assert [can(user, "view", None).allowed for user in people.values()] == [False, True, True]


@pytest.mark.django_db
def test_the_roles_on_offer():
    france = CountryFactory(france=True)
    administrator = UserFactory(holds=(Role.ADMINISTRATOR,))
    assert gives(administrator, None, True) == [Role.SECRETARIAT, Role.SECRETARIAT_VIEWER, Role.ADMINISTRATOR]
    assert gives(administrator, france, False)[0] == Role.FOCAL_POINT
    assert Role.FOCAL_POINT not in gives(administrator, france, True)
    assert gives(None, france, True) == [role for role in Role if role in COUNTRY_ROLES]
