"""Working groups and organisations."""

import pytest
from django.core.exceptions import ValidationError

from bilingual.text import Text
from forum.access import Forbidden
from forum.fingerprints import Stale
from forum.groups import (
    add_group,
    add_organisation,
    bring_back_group,
    change_organisation,
    move_group,
    of_name,
    rename_group,
    retire_group,
)
from forum.models import WorkingGroup
from forum.roles import Role
from journal.models import Entry
from tests.factories.forum import CountryFactory, OrganisationFactory, UserFactory, WorkingGroupFactory

pytestmark = pytest.mark.django_db
NAME = Text.of(en="Trade unions", fr="Syndicats")


@pytest.fixture
def france():
    return CountryFactory(france=True)


@pytest.fixture
def groups(france):
    return [add_group(country=france, name=Text.of(en=name), by=None) for name in "ABC"]


def order(country) -> str:
    return "".join(str(group) for group in country.working_groups.order_by("position", "pk"))


def acts() -> list[str]:
    return [entry.action for entry in Entry.objects.order_by("pk")]


def test_a_group_is_added_after_the_others(france, groups):
    assert (order(france), acts()) == ("ABC", ["group.added"] * 3)


def test_a_group_has_a_name(france):
    with pytest.raises(ValidationError):
        add_group(country=france, name=Text(), by=None)


def test_who_does_not_look_after_people_changes_nothing(france, groups):
    observer = UserFactory(holds=(Role.OBSERVER, france))
    with pytest.raises(Forbidden):
        add_group(country=france, name=NAME, by=observer)
    with pytest.raises(Forbidden):
        retire_group(group=groups[0], by=observer)
    assert acts() == ["group.added"] * 3


def test_renaming_and_renaming_over_somebody_else(groups):
    group = groups[0]
    seen = of_name(group)
    rename_group(group=group, name=NAME, seen=seen, by=None)
    with pytest.raises(Stale) as stale:
        rename_group(group=group, name=Text.of(en="Other"), seen=seen, by=None)
    assert stale.value.current.name == NAME
    assert Entry.objects.get(action="group.renamed").data == {"before": {"en": "A"}, "after": dict(NAME)}


@pytest.mark.parametrize(
    "which,direction,expected", [(0, "down", "BAC"), (2, "up", "ACB"), (0, "up", "ABC"), (2, "down", "ABC")]
)
def test_moving(france, groups, which, direction, expected):
    moved = move_group(group=groups[which], direction=direction, seen=which + 1, by=None)
    assert (order(france), moved) == (expected, expected != "ABC")


def test_two_clicks_move_once(france, groups):
    move_group(group=groups[0], direction="down", seen=1, by=None)
    with pytest.raises(Stale):
        move_group(group=groups[0], direction="down", seen=1, by=None)
    assert order(france) == "BAC"


def test_groups_that_share_a_position_are_put_in_order(france):
    first, second = (WorkingGroupFactory(country=france, name=Text.of(en=name)) for name in "AB")
    move_group(group=second, direction="up", seen=2, by=None)
    assert (order(france), first.position) == ("BA", 1)


def test_retiring_and_bringing_back(groups):
    assert [retire_group(group=groups[0], by=None) for _twice in range(2)] == [True, False]
    assert WorkingGroup.objects.get(pk=groups[0].pk).retired_on is not None
    assert [bring_back_group(group=groups[0], by=None) for _twice in range(2)] == [True, False]
    assert acts()[3:] == ["group.retired", "group.brought_back"]


def test_an_organisation_is_added_and_changed(france):
    body = add_organisation(country=france, name=NAME, kind="workers", by=None)
    seen = of_name(body)
    change_organisation(organisation=body, name=NAME, kind="civil_society", seen=seen, by=None)
    body.refresh_from_db()
    assert (body.kind, acts()) == ("civil_society", ["organisation.added", "organisation.changed"])
    with pytest.raises(Stale):
        change_organisation(organisation=body, name=Text.of(en="X"), kind="workers", seen=seen, by=None)


def test_what_stays_the_same_is_not_written_down(groups):
    body = OrganisationFactory()
    change_organisation(organisation=body, name=body.name, kind=body.kind, seen="", by=None)
    rename_group(group=groups[0], name=groups[0].name, seen="", by=None)
    assert acts() == ["group.added"] * 3
