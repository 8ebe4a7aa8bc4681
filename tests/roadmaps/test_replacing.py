"""Which item of the version before an item replaces: what is proposed, what people choose, and who follows."""

from types import SimpleNamespace

import pytest

from bilingual.text import Text
from forum.access import Forbidden
from forum.roles import Role
from journal.models import Entry
from roadmaps.actions import StaleRoadmap, rename_item
from roadmaps.adoption import import_roadmap
from roadmaps.fingerprints import of_item
from roadmaps.models import Item, Roadmap
from roadmaps.replacing import by_label, choose_replacements, following, former, lines, proposed
from roadmaps.versions import adopt_version, discard_version, start_version
from tests.factories.forum import CountryFactory, UserFactory
from tests.factories.reports import ReportFactory
from tests.factories.roadmaps import RoadmapFactory
from tests.roadmaps.test_adoption import table

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]


def item(pk: int, code: str, title: str, level: int = 1, language: str = "en"):
    return Item(pk=pk, position=pk, code=code, title=Text({language: title})), level


def items(*made):
    for one, level in made:
        one._state.fields_cache["level"] = SimpleNamespace(position=level)
    return [one for one, _level in made]


# Old, new, and what is proposed: codes of the new ones by those of the old ones.
PROPOSED = {
    "as it was": ({"1": "Prevent"}, {"1": "Prevent"}, {"1": "1"}),
    "reworded under its code": ({"1": "Prevent child labour"}, {"1": "Prevent and end child labour"}, {"1": "1"}),
    "renumbered": (
        {"1": "Prevent", "2": "Protect victims"},
        {"1": "Protect victims", "2": "Prevent"},
        {"1": "2", "2": "1"},
    ),
    "renumbered and reworded": (
        {"2": "Protect the victims of forced labour"},
        {"5": "Protect victims of forced labour better"},
        {"2": "5"},
    ),
    "its code was given anew": ({"1": "Prevent"}, {"1": "Repair the harm done"}, {}),
    "gone": ({"1": "Prevent", "2": "Protect"}, {"1": "Prevent"}, {"1": "1"}),
    "two became one": (
        {"1": "Train inspectors", "2": "Train inspectors"},
        {"1": "Train inspectors"},
        {"1": "1"},
    ),
}


@pytest.mark.parametrize("what", PROPOSED)
def test_what_is_proposed(what):
    before, after, expected = PROPOSED[what]
    old = items(*(item(n, code, title) for n, (code, title) in enumerate(before.items(), start=1)))
    new = items(*(item(n, code, title) for n, (code, title) in enumerate(after.items(), start=101)))
    found = proposed(old, new)
    assert {one.code: found[one.pk].code for one in old if one.pk in found} == expected


def test_a_like_title_on_another_level_is_not_proposed_and_one_in_another_language_is_by_its_code():
    old = items(item(1, "", "Train inspectors"), item(2, "7", "Former", language="fr"))
    new = items(item(11, "", "Train inspectors", level=2), item(12, "7", "Train"))
    assert proposed(old, new) == {2: new[1]}


@pytest.fixture
def used() -> Roadmap:
    roadmap = RoadmapFactory(
        country=CountryFactory(france=True), items={"1": "Prevent", "2": "Protect", "2.1": "Shelter"}
    )
    ReportFactory(country=roadmap.country, roadmap=roadmap)
    return roadmap


@pytest.fixture
def focal_point(used):
    return UserFactory(focal_point_of=used.country)


def became(roadmap: Roadmap) -> dict[str, str]:
    return {line.old.code: line.new.code if line.new else "" for line in lines(former(roadmap), roadmap)}


def test_a_copy_replaces_what_it_was_copied_from_and_goes_on_doing_so_when_it_is_renamed(used, focal_point):
    draft = start_version(roadmap=used, by=focal_point)
    one = draft.items.select_related("roadmap__country", "level").get(code="1")
    rename_item(item=one, title=Text.of(en="Educate"), code="9", seen=of_item(one), by=focal_point)
    assert became(draft) == {"1": "9", "2": "2", "2.1": "2.1"}
    assert [line.is_plain for line in lines(used, draft)] == [False, True, True]
    assert following(used, draft) == {line.old.pk: line.new for line in lines(used, draft)}


def test_a_file_replaces_what_its_items_seem_to_be_and_nothing_else(used, focal_point):
    done = import_roadmap(
        country=used.country, reading=table({"1": "Protect", "2": "Inform", "2.1": "Shelter"}), by=focal_point
    )
    assert became(done.roadmap) == {"1": "", "2": "1", "2.1": "2.1"}


def test_what_was_chosen_is_not_proposed_again(used, focal_point):
    draft = import_roadmap(country=used.country, reading=table({"1": "Prevent", "2": "Protect"}), by=None).roadmap
    old, new = used.items.get(code="1"), draft.items.get(code="1")
    assert choose_replacements(roadmap=draft, chosen={old.pk: None}, seen={old.pk: new.pk}, by=focal_point) == 1
    import_roadmap(country=used.country, reading=table({"1": "Prevent", "2": "Protect", "3": "Shelter"}), by=None)
    assert became(draft) == {"1": "", "2": "2", "2.1": ""}
    line = Entry.objects.get(action="roadmap.replacements_chosen")
    assert (line.actor, line.data) == (focal_point, {"items": [["1", ""]]})


def test_who_saw_something_else_changes_nothing(used, focal_point):
    draft = start_version(roadmap=used, by=focal_point)
    old, other = used.items.get(code="1"), draft.items.get(code="2")
    with pytest.raises(StaleRoadmap):
        choose_replacements(roadmap=draft, chosen={old.pk: other.pk}, seen={old.pk: None}, by=focal_point)
    seen = {old.pk: draft.items.get(code="1").pk}
    with pytest.raises(StaleRoadmap):  # an item of another roadmap
        choose_replacements(roadmap=draft, chosen={old.pk: old.pk}, seen=seen, by=focal_point)
    assert became(draft)["1"] == "1"


def test_of_the_newest_version_only_and_by_those_who_look_after_it(used, focal_point):
    draft = start_version(roadmap=used, by=focal_point)
    with pytest.raises(Forbidden, match="There is a newer version"):
        choose_replacements(roadmap=used, chosen={}, seen={}, by=focal_point)
    reader = UserFactory(holds=(Role.OBSERVER, used.country))
    with pytest.raises(Forbidden, match="look after the roadmap"):
        choose_replacements(roadmap=draft, chosen={}, seen={}, by=reader)


def test_over_several_versions_and_past_a_draft_that_was_discarded(used, focal_point):
    discard_version(roadmap=start_version(roadmap=used, by=focal_point), by=focal_point)
    assert set(used.items.values_list("replaced_by", flat=True)) == {None}
    second = adopt_version(roadmap=start_version(roadmap=used, by=focal_point), by=focal_point)
    ReportFactory(country=used.country, campaign__year=2024, roadmap=second)
    third = import_roadmap(country=used.country, reading=table({"7": "Prevent"}), by=None).roadmap
    assert {key: str(new) for key, new in following(used, third).items()} == {used.items.get(code="1").pk: "7"}


def test_what_one_types_is_a_code_and_a_title_and_where_two_are_alike_what_they_stand_under():
    roadmap = RoadmapFactory(items={"1": "Prevent", "2": "Protect"})
    assert list(by_label(list(roadmap.items.select_related("level")), "en")) == ["1 Prevent", "2 Protect"]
