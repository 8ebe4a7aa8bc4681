import itertools

import pytest

from forum.roles import Role
from roadmaps.permissions import EDITORS, RULES, VersionContext, can
from tests.factories.forum import CountryFactory, UserFactory

NEWEST_FREE, NEWEST_USED = VersionContext(True, False), VersionContext(True, True)
OLDER_FREE, OLDER_USED = VersionContext(False, False), VersionContext(False, True)
DRAFT, DRAFT_USED = VersionContext(True, False, True), VersionContext(True, True, True)
CONTEXTS = (NEWEST_FREE, NEWEST_USED, OLDER_FREE, OLDER_USED, DRAFT, DRAFT_USED)

# Who may do what with which version: "newest" is the country's newest, "used" is one that a report stands on, "draft"
# is the newest and not in force; a draft that is used there is not.
TABLE = """
act                  newest  newest, used  older  older, used  draft  draft, used
view                 yes     yes           yes    yes          yes    yes
edit                 yes     -             -      -            yes    -
start_version        -       yes           -      -            -      yes
adopt_version        -       -             -      -            yes    yes
discard_version      -       -             -      -            yes    -
import               yes     yes           yes    yes          yes    yes
choose_replacements  yes     yes           -      -            yes    yes
"""


@pytest.mark.parametrize("role", sorted(EDITORS))
def test_what_those_who_look_after_a_roadmap_may_do(role):
    _header, *rows = [line.split("  ") for line in TABLE.strip().splitlines()]
    expected = {row[0].strip(): [cell.strip() == "yes" for cell in row[1:] if cell.strip()] for row in rows}
    found = {act: [bool(rule(frozenset({role}), context)) for context in CONTEXTS] for act, rule in RULES.items()}
    assert found == expected


@pytest.mark.parametrize("role", sorted(set(Role) - EDITORS))
def test_the_others_read(role):
    found = {act: {bool(rule(frozenset({role}), context)) for context in CONTEXTS} for act, rule in RULES.items()}
    assert found == {act: {act == "view"} for act in RULES}


def test_who_has_no_role_may_do_nothing_and_is_told_why():
    contexts = [VersionContext(*flags) for flags in itertools.product([True, False], repeat=3)]
    verdicts = [rule(frozenset(), context) for rule in RULES.values() for context in contexts]
    assert [verdict for verdict in verdicts if verdict.allowed or not verdict.reason] == []


@pytest.mark.django_db
def test_a_role_counts_in_its_own_country_only():
    france, chile = CountryFactory(france=True), CountryFactory(chile=True)
    focal_point, secretariat = UserFactory(focal_point_of=france), UserFactory(secretariat=True)
    assert {
        (str(person), country.code): bool(can(person, "edit", country))
        for person in (focal_point, secretariat)
        for country in (france, chile)
    } == {
        (str(focal_point), "FRA"): True,
        (str(focal_point), "CHL"): False,
        (str(secretariat), "FRA"): True,
        (str(secretariat), "CHL"): True,
    }


def test_the_system_may_what_the_standing_allows():
    assert can(None, "edit", None, NEWEST_FREE)
    assert not can(None, "edit", None, NEWEST_USED)
