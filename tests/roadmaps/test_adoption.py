from datetime import date

import pytest
from django.core.exceptions import ValidationError

from bilingual.text import Text
from forum.access import Forbidden
from journal.models import Entry
from roadmaps import actions
from roadmaps.adoption import DEFAULT_TITLE, Outcome, StaleRoadmap, Unreadable, import_roadmap, plan_import
from roadmaps.importing import Reading, read_roadmap
from roadmaps.models import Roadmap
from roadmaps.versions import adopt_version
from tests.factories.forum import CountryFactory, UserFactory
from tests.factories.reports import ReportFactory
from tests.factories.roadmaps import RoadmapFactory

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]

ITEMS = {"1": "Prevent", "1.1": "Train", "1.1.A": "Teachers", "1.1.C": "Police", "2": "Protect"}


def table(items: dict[str, str]) -> Reading:
    return read_roadmap(
        "a.csv", "\n".join(["code,title_en", *(f"{code},{title}" for code, title in items.items())]).encode()
    )


def yaml(head: str) -> Reading:
    items = "".join(f"- {{code: {code}, title: {{en: {title}}}}}\n" for code, title in ITEMS.items())
    return read_roadmap("a.yaml", f"{head}\nitems:\n{items}".encode())


def versions(country) -> dict[int, dict[str, str]]:
    """The titles by code of each version."""
    return {
        roadmap.version: {item.code: str(item.title.in_language("en")) for item in roadmap.items.order_by("position")}
        for roadmap in country.roadmaps.order_by("version")
    }


def use(country) -> Roadmap:
    """Open a report on the newest version, in force at the latest now."""
    roadmap = country.roadmaps.order_by("-version").first()
    if roadmap.is_draft:
        adopt_version(roadmap=roadmap, by=None)
    ReportFactory(country=country, campaign__year=2020 + roadmap.version, roadmap=roadmap)
    return roadmap


@pytest.fixture
def country(db):
    return CountryFactory(france=True)


@pytest.fixture
def roadmap(country):
    return RoadmapFactory(country=country, items=ITEMS)


def test_the_first_file_makes_the_first_version(country):
    person = UserFactory(focal_point_of=country)
    done = import_roadmap(country=country, reading=table(ITEMS), by=person)
    found = (done.outcome, done.roadmap.version, done.roadmap.is_draft, done.roadmap.title)
    assert found == (Outcome.FIRST, 1, False, DEFAULT_TITLE)
    assert versions(country) == {1: ITEMS}
    entry = Entry.objects.get()
    assert (entry.action, entry.actor, entry.country, entry.target_label) == (
        "roadmap.imported",
        person,
        "FRA",
        "FRA 1",
    )
    assert entry.data == {
        "outcome": "first",
        "fields": [],
        "added": list(ITEMS),
        "removed": [],
        "renamed": [],
        "moved": [],
        "detailed": [],
        "retired": [],
        "brought_back": [],
    }


@pytest.mark.parametrize("used", [False, True])
def test_the_same_content_again_changes_nothing(roadmap, country, used):
    if used:
        use(country)
    keys = list(roadmap.items.order_by("position").values_list("pk", flat=True))
    for reading in (table(ITEMS), yaml("title: {en: National roadmap, fr: Feuille de route nationale}")):
        done = import_roadmap(country=country, reading=reading, by=None)
        assert (done.outcome, done.roadmap) == (Outcome.UNCHANGED, roadmap)
    assert keys == list(roadmap.items.order_by("position").values_list("pk", flat=True))
    assert (versions(country), Entry.objects.count()) == ({1: ITEMS}, 0)


CHANGED = {"1": "Prevent", "1.1": "Teach", "1.1.C": "Police", "1.2": "Inform", "3": "Prosecute"}
"""One added under what is there, one added on top, one renamed, two removed."""


def test_a_changed_file_replaces_a_version_that_nobody_uses(roadmap, country):
    police = roadmap.items.get(code="1.1.C")
    done = import_roadmap(country=country, reading=table(CHANGED), by=None)
    assert (done.outcome, done.roadmap, versions(country)) == (Outcome.REPLACED, roadmap, {1: CHANGED})
    assert roadmap.items.get(code="1.1.C") == police


def test_a_changed_file_makes_a_new_version_beside_one_that_a_report_uses(roadmap, country):
    Roadmap.objects.filter(pk=roadmap.pk).update(adopted_on=date(2019, 6, 4), valid_to=date(2030, 12, 31))
    use(country)
    done = import_roadmap(country=country, reading=table(CHANGED), by=None)
    assert (done.outcome, versions(country)) == (Outcome.NEW_VERSION, {1: ITEMS, 2: CHANGED})
    assert done.roadmap.is_draft
    assert (done.roadmap.title, done.roadmap.adopted_on, done.roadmap.valid_to) == (
        roadmap.title,
        None,
        date(2030, 12, 31),
    )


def test_the_new_version_is_replaced_until_a_report_uses_it(roadmap, country):
    use(country)
    import_roadmap(country=country, reading=table(CHANGED), by=None)
    import_roadmap(country=country, reading=table(ITEMS | {"4": "Repair"}), by=None)
    assert list(country.roadmaps.order_by("version").values_list("version", "is_draft")) == [(1, False), (2, True)]
    use(country)
    import_roadmap(country=country, reading=table(CHANGED), by=None)
    assert versions(country) == {1: ITEMS, 2: ITEMS | {"4": "Repair"}, 3: CHANGED}


def test_a_plan_tells_everything_that_changes_and_writes_nothing(roadmap, country):
    actions.retire_item(item=roadmap.items.get(code="2"), by=None)
    lines = "code,title_en,retired_on\n1,Prevent,\n1.1,Teach,\n1.1.C,Police,2024-01-01\n1.2,Inform,\n2,Protect,\n"
    plan = plan_import(country, read_roadmap("a.csv", lines.encode()))
    told = {
        act: [(line.code, line.before and line.before["en"], line.after and line.after["en"]) for line in lines]
        for act, lines in vars(plan.changes).items()
        if act != "fields"
    }
    assert told == {
        "added": [("1.2", None, "Inform")],
        "removed": [("1.1.A", "Teachers", None)],
        "renamed": [("1.1", "Train", "Teach")],
        "moved": [],
        "detailed": [],
        "retired": [("1.1.C", "Police", "Police")],
        "brought_back": [("2", "Protect", "Protect")],
    }
    assert (plan.outcome, plan.version, versions(country)) == (Outcome.REPLACED, 1, {1: ITEMS})


def test_a_file_that_does_not_tell_of_retired_items_leaves_them_retired(roadmap, country):
    day = date(2024, 1, 1)
    actions.retire_item(item=roadmap.items.get(code="1.1"), by=None, day=day)
    reading = table({"1": "Prevent", "1.1": "Teach", "1.1.A": "Teachers", "1.1.D": "Judges", "2": "Protect"})
    import_roadmap(country=country, reading=reading, by=None)
    assert {item.code: item.retired_on for item in roadmap.items.order_by("position")} == {
        "1": None,
        "1.1": day,
        "1.1.A": day,
        "1.1.D": day,  # new, under a strand that is retired
        "2": None,
    }


def test_yaml_changes_what_the_roadmap_says_of_itself(roadmap, country):
    reading = yaml("title: {en: Strategy}\nadopted_on: 2019-06-04\nobjective_name: {fr: objectif}")
    done = import_roadmap(country=country, reading=reading, by=None)
    assert (done.outcome, done.changes.fields) == (Outcome.REPLACED, ("title", "adopted_on", "level_3"))
    roadmap.refresh_from_db()
    assert (roadmap.title, roadmap.adopted_on) == ({"en": "Strategy"}, date(2019, 6, 4))
    assert roadmap.levels.get(position=3).name == Text.of(fr="objectif")


def test_days_that_contradict_those_already_known_are_refused_whole(roadmap, country):
    Roadmap.objects.filter(pk=roadmap.pk).update(valid_from=date(2023, 1, 1))
    with pytest.raises(ValidationError, match="ends before it begins"):
        import_roadmap(country=country, reading=yaml("title: {en: New}\nvalid_to: 2022-12-31"), by=None)
    roadmap.refresh_from_db()
    assert (roadmap.title, Entry.objects.count()) == (DEFAULT_TITLE, 0)


def test_a_file_with_a_problem_changes_nothing(roadmap, country):
    with pytest.raises(Unreadable, match=r"Line 3: 3\.1 stands under 3, which is not in the file"):
        import_roadmap(country=country, reading=table({"1": "New", "3.1": "a"}), by=None)
    assert versions(country) == {1: ITEMS}


def test_a_plan_that_is_out_of_date_is_refused(roadmap, country):
    plan = plan_import(country, table(CHANGED))
    actions.add_item(roadmap=roadmap, level=1, parent=None, code="9", title=Text.of(en="Meanwhile"), by=None)
    with pytest.raises(StaleRoadmap) as refusal:
        import_roadmap(country=country, reading=table(CHANGED), by=None, seen=plan.seen)
    assert (refusal.value.current, versions(country)) == (roadmap, {1: ITEMS | {"9": "Meanwhile"}})


def test_a_plan_that_still_holds_is_carried_out(country):
    plan = plan_import(country, table(ITEMS))
    assert (plan.outcome, plan.version) == (Outcome.FIRST, 1)
    import_roadmap(country=country, reading=table(ITEMS), by=None, seen=plan.seen)
    with pytest.raises(StaleRoadmap):
        import_roadmap(country=country, reading=table(CHANGED), by=None, seen=plan.seen)
    assert versions(country) == {1: ITEMS}


@pytest.mark.parametrize(
    "person,may", [("focal_point", True), ("secretariat", True), ("neighbour", False), ("nobody", False)]
)
def test_who_may_import(country, person, may):
    by = {
        "focal_point": lambda: UserFactory(focal_point_of=country),
        "secretariat": lambda: UserFactory(secretariat=True),
        "neighbour": lambda: UserFactory(focal_point_of=CountryFactory()),
        "nobody": UserFactory,
    }[person]()
    if may:
        import_roadmap(country=country, reading=table(ITEMS), by=by)
    else:
        with pytest.raises(Forbidden):
            import_roadmap(country=country, reading=table(ITEMS), by=by)
    assert versions(country) == ({1: ITEMS} if may else {})
