from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from bilingual.text import Text
from forum.access import Forbidden
from journal.models import Entry
from roadmaps import actions, fingerprints
from roadmaps.models import Roadmap
from tests.factories.forum import UserFactory
from tests.factories.reports import ReportFactory
from tests.factories.roadmaps import RoadmapFactory

pytestmark = pytest.mark.django_db

ITEMS = {
    "1": "Prevent",
    "1.A": "Cities",
    "1.1": "Train",
    "1.1.A": "Teachers",
    "1.1.C": "Police",
    "1.3": "Inform",
    "1.3.B": "Media",
    "2": "Protect",
}


@pytest.fixture
def roadmap(db) -> Roadmap:
    return RoadmapFactory(country__france=True, items=ITEMS)


@pytest.fixture
def focal_point(roadmap):
    return UserFactory(focal_point_of=roadmap.country)


def titles(roadmap: Roadmap) -> dict[str, str]:
    return {item.code: str(item.title.in_language("en")) for item in roadmap.items.order_by("position")}


def retired(roadmap: Roadmap) -> list[str]:
    return [item.code for item in roadmap.items.exclude(retired_on=None).order_by("position")]


def journal() -> list[tuple[str, dict]]:
    """What was written in the journal, oldest first."""
    return [(entry.action, entry.data) for entry in Entry.objects.order_by("pk")]


def adding(roadmap, level: int, under: str = "", code: str = "", **changes) -> dict:
    parent = roadmap.items.get(code=under) if under else None
    told = {"roadmap": roadmap, "level": level, "parent": parent, "code": code, "title": Text.of(en="New"), "by": None}
    return told | changes


def moving(roadmap, code: str, direction: str) -> dict:
    item = roadmap.items.get(code=code)
    return {"item": item, "direction": direction, "seen": str(item.position), "by": None}


def renaming(item, **changes) -> dict:
    return {"item": item, "title": Text.of(en="New"), "seen": fingerprints.of_item(item), "by": None} | changes


# ---- adding


@pytest.mark.parametrize(
    ("level", "under", "code", "order"),
    [
        (1, "", "3", [*ITEMS, "3"]),
        (1, "", "Eje II", [*ITEMS, "Eje II"]),
        (2, "1", "1.2", ["1", "1.A", "1.1", "1.1.A", "1.1.C", "1.3", "1.3.B", "1.2", "2"]),
        (3, "1.1", "1.1.B", ["1", "1.A", "1.1", "1.1.A", "1.1.C", "1.1.B", "1.3", "1.3.B", "2"]),
        (3, "2", "CC", [*ITEMS, "CC"]),
        (3, "1.1", "", ["1", "1.A", "1.1", "1.1.A", "1.1.C", "", "1.3", "1.3.B", "2"]),
    ],
)
def test_an_item_is_added_behind_what_stands_there(roadmap, focal_point, level, under, code, order):
    item = actions.add_item(**adding(roadmap, level, under, code, title=Text.of(fr="Neuf"), by=focal_point))
    assert [one.code for one in roadmap.items.order_by("position")] == order
    assert (item.level.position, item.parent and item.parent.code) == (level, under or None)
    assert [one.position for one in roadmap.items.order_by("position")] == list(range(1, 10))
    assert journal() == [("roadmap.item_added", {"code": code or "Neuf", "title": {"fr": "Neuf"}})]
    entry = Entry.objects.get()
    assert (entry.actor, entry.country, entry.target_label) == (focal_point, "FRA", "FRA 1")


@pytest.mark.parametrize(
    ("level", "under", "code", "title", "field", "message"),
    [
        (2, "1", "1.1", "a", "code", "The code 1.1 is taken already."),
        (3, "1.3", "1.3.C", "a", "code", "1.3.C would stand under 1.3, which is retired."),
        (1, "", "3", " ", "title", "Write the title in at least one language."),
        (1, "", "3", "x" * 501, "title", "A title has at most 500 characters."),
        (1, "1", "3", "a", "__all__", "There is no such place in the roadmap any more."),
        (2, "", "3", "a", "__all__", "There is no such place in the roadmap any more."),
        (2, "1.1", "3", "a", "__all__", "There is no such place in the roadmap any more."),
        (4, "1", "3", "a", "__all__", "There is no such place in the roadmap any more."),
    ],
)
def test_what_cannot_be_added(roadmap, level, under, code, title, field, message):
    actions.retire_item(item=roadmap.items.get(code="1.3"), by=None)
    with pytest.raises(ValidationError) as refusal:
        actions.add_item(**adding(roadmap, level, under, code, title=Text.of(en=title)))
    found = refusal.value.message_dict if hasattr(refusal.value, "error_dict") else {"__all__": refusal.value.messages}
    assert found == {field: [message]}
    assert titles(roadmap) == ITEMS


# ---- renaming


def test_an_item_is_renamed(roadmap, focal_point):
    item = roadmap.items.get(code="1.1")
    actions.rename_item(**renaming(item, title=Text.of(en="Teach", fr="Enseigner"), by=focal_point))
    item.refresh_from_db()
    assert item.title == {"en": "Teach", "fr": "Enseigner"}
    told = {"code": "1.1", "before": {"en": "Train"}, "after": {"en": "Teach", "fr": "Enseigner"}}
    assert journal() == [("roadmap.item_renamed", told)]


def test_a_stale_renaming_is_refused_and_tells_what_stands_there(roadmap):
    item = roadmap.items.get(code="1.1")
    actions.rename_item(**renaming(item, title=Text.of(en="First")))
    with pytest.raises(actions.StaleItem) as refusal:
        actions.rename_item(**renaming(item, title=Text.of(en="Second")))
    assert refusal.value.current.title == {"en": "First"}
    assert titles(roadmap)["1.1"] == "First"


def test_two_people_who_give_the_same_title_do_not_disturb_each_other(roadmap):
    item = roadmap.items.get(code="1.1")
    for _person in range(2):
        actions.rename_item(**renaming(item))
    assert (titles(roadmap)["1.1"], len(journal())) == ("New", 1)


def test_a_move_does_not_make_a_renaming_stale(roadmap):
    item = roadmap.items.get(code="1.1")
    actions.move_item(**moving(roadmap, "1.1", "down"))
    actions.rename_item(**renaming(item))
    assert titles(roadmap)["1.1"] == "New"


def test_an_item_is_given_another_code_or_none(roadmap):
    item = roadmap.items.get(code="1.1")
    actions.rename_item(**renaming(item, title=item.title, code="Obj 1"))
    item.refresh_from_db()
    assert (item.code, item.anchor) == ("Obj 1", "Obj-1")
    actions.rename_item(**renaming(item, title=item.title, code=""))
    item.refresh_from_db()
    assert (item.code, item.anchor, [data["new_code"] for _action, data in journal()]) == ("", "n1", ["Obj 1", ""])
    with pytest.raises(ValidationError, match=r"The code 1\.3 is taken already"):
        actions.rename_item(**renaming(item, code="1.3"))


def test_an_item_is_not_left_without_a_title(roadmap):
    with pytest.raises(ValidationError, match="at least one language"):
        actions.rename_item(**renaming(roadmap.items.get(code="1.1"), title=Text()))


# ---- putting in order


@pytest.mark.parametrize(
    ("code", "direction", "order"),
    [
        ("1.1.A", "down", "1 1.A 1.1 1.1.C 1.1.A 1.3 1.3.B 2"),
        ("1.1.C", "up", "1 1.A 1.1 1.1.C 1.1.A 1.3 1.3.B 2"),
        ("1.1", "down", "1 1.A 1.3 1.3.B 1.1 1.1.A 1.1.C 2"),
        ("2", "up", "2 1 1.A 1.1 1.1.A 1.1.C 1.3 1.3.B"),
    ],
)
def test_an_item_moves_with_all_below_it_and_codes_stay(roadmap, code, direction, order):
    actions.move_item(**moving(roadmap, code, direction))
    assert list(titles(roadmap)) == order.split()
    assert (titles(roadmap), journal()) == (
        ITEMS,
        [("roadmap.item_moved", {"code": code, "direction": direction})],
    )


def test_there_and_back_again_is_where_it_was(roadmap):
    actions.move_item(**moving(roadmap, "1.1", "down"))
    actions.move_item(**moving(roadmap, "1.1", "up"))
    assert list(titles(roadmap)) == list(ITEMS)


@pytest.mark.parametrize(("code", "direction"), [("1", "up"), ("2", "down"), ("1.A", "up"), ("1.3", "down")])
def test_the_first_and_the_last_stay_where_they_are(roadmap, code, direction):
    actions.move_item(**moving(roadmap, code, direction))
    assert (list(titles(roadmap)), journal()) == (list(ITEMS), [])


def test_a_second_click_on_a_page_that_is_out_of_date_moves_nothing(roadmap):
    seen = moving(roadmap, "1.1.A", "down")
    actions.move_item(**seen)
    with pytest.raises(actions.StaleItem) as refusal:
        actions.move_item(**seen)
    assert refusal.value.current.position == 5


# ---- retiring


def test_an_item_retires_with_all_below_it_and_comes_back_with_it(roadmap):
    actions.retire_item(item=roadmap.items.get(code="1.1.C"), by=None, day=date(2024, 1, 1))
    strand = actions.retire_item(item=roadmap.items.get(code="1.1"), by=None)
    assert (strand.retired_on, retired(roadmap)) == (timezone.localdate(), ["1.1", "1.1.A", "1.1.C"])
    actions.bring_back_item(item=strand, by=None)
    assert retired(roadmap) == ["1.1.C"]  # it had retired before
    assert [action for action, data in journal()] == [
        "roadmap.item_retired",
        "roadmap.item_retired",
        "roadmap.item_brought_back",
    ]


def test_retiring_or_bringing_back_twice_is_doing_it_once(roadmap):
    item = roadmap.items.get(code="2")
    for act in (actions.bring_back_item, actions.retire_item, actions.retire_item):
        act(item=item, by=None)
    assert (retired(roadmap), len(journal())) == (["2"], 1)


def test_one_does_not_come_back_before_what_it_stands_under(roadmap):
    actions.retire_item(item=roadmap.items.get(code="1.1"), by=None)
    with pytest.raises(ValidationError, match=r"1\.1\.A stands under 1\.1, which is retired"):
        actions.bring_back_item(item=roadmap.items.get(code="1.1.A"), by=None)


def test_a_code_with_the_same_beginning_is_another_item(roadmap):
    actions.add_item(**adding(roadmap, 2, "1", "1.10"))
    actions.retire_item(item=roadmap.items.get(code="1.1"), by=None)
    assert retired(roadmap) == ["1.1", "1.1.A", "1.1.C"]


# ---- the roadmap itself


def changing(roadmap, **fields) -> dict:
    return {"roadmap": roadmap, "fields": fields, "seen": fingerprints.of_fields(roadmap), "by": None}


def test_what_a_roadmap_says_of_itself_is_changed(roadmap):
    actions.change_roadmap(**changing(roadmap, level_1=Text.of(fr="axe"), valid_from=date(2019, 7, 1)))
    roadmap.refresh_from_db()
    assert (roadmap.levels.get(position=1).name, roadmap.valid_from) == ({"fr": "axe"}, date(2019, 7, 1))
    assert journal() == [("roadmap.changed", {"fields": ["level_1", "valid_from"]})]


def test_saying_the_same_again_changes_nothing(roadmap):
    actions.change_roadmap(**changing(roadmap, title=roadmap.title))
    assert journal() == []


def test_a_stale_change_of_the_roadmap_is_refused(roadmap):
    actions.change_roadmap(**changing(roadmap, title=Text.of(en="First")))
    with pytest.raises(actions.StaleRoadmap) as refusal:
        actions.change_roadmap(**changing(roadmap, title=Text.of(en="Second")))
    assert refusal.value.current.title == {"en": "First"}


@pytest.mark.parametrize(
    "fields,message",
    [
        ({"level_3": Text()}, {"level_3": ["There are items on this level: it needs a name."]}),
        ({"level_2": Text()}, {"level_2": ["Name the levels from the top down."]}),
        ({"level_5": Text.of(en="a")}, {"level_4": ["Name the levels from the top down."]}),
        ({"title": Text()}, {"title": ["Write the title in at least one language."]}),
        (
            {"valid_from": date(2024, 1, 1), "valid_to": date(2023, 1, 1)},
            {"valid_to": ["The roadmap ends before it begins."]},
        ),
    ],
)
def test_what_a_roadmap_cannot_say_of_itself(roadmap, fields, message):
    with pytest.raises(ValidationError) as refusal:
        actions.change_roadmap(**changing(roadmap, **fields))
    assert refusal.value.message_dict == message


# ---- versions


ACTS = {
    "add": lambda roadmap, by: actions.add_item(**adding(roadmap, 1, "", "3", by=by)),
    "rename": lambda roadmap, by: actions.rename_item(**renaming(roadmap.items.get(code="1"), by=by)),
    "move": lambda roadmap, by: actions.move_item(**moving(roadmap, "1", "down") | {"by": by}),
    "retire": lambda roadmap, by: actions.retire_item(item=roadmap.items.get(code="1"), by=by),
    "bring_back": lambda roadmap, by: actions.bring_back_item(item=roadmap.items.get(code="1"), by=by),
    "change": lambda roadmap, by: actions.change_roadmap(**changing(roadmap, title=Text.of(en="a")) | {"by": by}),
}  # fmt: skip


@pytest.mark.parametrize("act", ACTS)
def test_a_version_that_a_report_uses_is_never_changed_not_even_by_the_system(roadmap, act):
    ReportFactory(country=roadmap.country, roadmap=roadmap)
    with pytest.raises(Forbidden, match="A report uses this version, so it stays as it is. Start a new version"):
        ACTS[act](roadmap, None)
    assert titles(roadmap) == ITEMS


@pytest.mark.parametrize("act", ACTS)
def test_an_earlier_version_is_never_changed(roadmap, act):
    RoadmapFactory(country=roadmap.country, version=2)
    with pytest.raises(Forbidden, match="There is a newer version of this roadmap; earlier ones stay as they are"):
        ACTS[act](roadmap, None)


@pytest.mark.parametrize("act", ACTS)
def test_others_may_not_change_a_roadmap(roadmap, act):
    with pytest.raises(Forbidden, match="The national focal point and the secretariat look after the roadmap"):
        ACTS[act](roadmap, UserFactory(focal_point_of=RoadmapFactory().country))
    assert titles(roadmap) == ITEMS
