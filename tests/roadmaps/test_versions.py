"""Versions: begun as drafts, then put in force or discarded."""

from datetime import date

import pytest
from django.utils.formats import date_format
from django.utils.timezone import localdate

from bilingual.text import Text
from forum.access import Forbidden
from journal.models import Entry
from roadmaps import actions, fingerprints, versions
from roadmaps.actions import StaleRoadmap
from roadmaps.changes import items_of
from roadmaps.display import state_line
from roadmaps.models import Roadmap
from roadmaps.queries import first_acts, roadmap_for
from tests.factories.forum import UserFactory
from tests.factories.reports import ReportFactory
from tests.factories.roadmaps import RoadmapFactory

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]
ITEMS = {"1": "Prevent", "1.1": "Train", "1.1.A": "Teachers", "2": "Protect"}
DAY = date(2024, 4, 30)


@pytest.fixture
def roadmap(db) -> Roadmap:
    """A version that a report uses."""
    return ReportFactory(
        roadmap=(one := RoadmapFactory(country__france=True, items=ITEMS)), country=one.country
    ).roadmap


@pytest.fixture
def focal_point(roadmap):
    return UserFactory(focal_point_of=roadmap.country, name="Ada")


@pytest.fixture
def draft(roadmap, focal_point) -> Roadmap:
    return versions.start_version(roadmap=roadmap, by=focal_point)


def titles(roadmap: Roadmap) -> dict[str, str]:
    return {item.code: str(item.title.in_language("en")) for item in items_of(roadmap)}


def mark_of(roadmap: Roadmap) -> str:
    return fingerprints.of_whole(roadmap, items_of(roadmap))


def last_line() -> tuple[str, str, dict]:
    entry = Entry.objects.order_by("-pk").first()
    return entry.action, entry.target_label, entry.data


def test_a_version_begins_as_a_copy_that_is_a_draft(roadmap, focal_point):
    Roadmap.objects.filter(pk=roadmap.pk).update(adopted_on=date(2019, 6, 4))
    roadmap.levels.filter(position=1).update(name={"fr": "axe"})
    roadmap.items.filter(code__startswith="1.1").update(retired_on=DAY)
    copy = versions.start_version(roadmap=roadmap, by=focal_point)
    assert (copy.version, copy.is_draft, copy.title, copy.adopted_on) == (2, True, roadmap.title, None)
    assert [level.name for level in copy.levels.order_by("position")] == [
        {"fr": "axe"},
        {"en": "strand", "fr": "volet"},
        {"en": "objective", "fr": "objectif"},
    ]
    assert titles(copy) == ITEMS
    assert [(item.code, item.retired_on, item.parent and item.parent.code) for item in items_of(copy)] == [
        ("1", None, None),
        ("1.1", DAY, "1"),
        ("1.1.A", DAY, "1.1"),
        ("2", None, None),
    ]
    assert last_line() == ("roadmap.started", "FRA 2", {"copied_from": 1})


def test_no_version_begins_beside_one_that_is_not_used():
    with pytest.raises(Forbidden, match="it can be changed as it is"):
        versions.start_version(roadmap=RoadmapFactory(), by=None)


def test_a_second_click_does_not_begin_a_second_version(roadmap, draft):
    with pytest.raises(Forbidden, match="There is a newer version of this roadmap"):
        versions.start_version(roadmap=roadmap, by=None)


def test_a_report_is_opened_on_the_draft_only_once_it_is_in_force(roadmap, draft, focal_point):
    before = roadmap_for(roadmap.country, DAY)
    adopted = versions.adopt_version(roadmap=draft, seen=mark_of(draft), by=focal_point)
    assert (before, roadmap_for(roadmap.country, DAY)) == (roadmap, draft)
    assert (adopted, adopted.is_draft, last_line()) == (draft, False, ("roadmap.adopted", "FRA 2", {}))


def test_what_is_in_force_is_not_put_in_force_again_nor_discarded(draft, focal_point):
    versions.adopt_version(roadmap=draft, by=focal_point)
    with pytest.raises(Forbidden, match="in force already"):
        versions.adopt_version(roadmap=draft, by=focal_point)
    with pytest.raises(Forbidden, match="only a draft can be discarded"):
        versions.discard_version(roadmap=draft, by=focal_point)
    assert Roadmap.objects.count() == 2


def test_a_discarded_draft_is_gone_and_the_journal_keeps_its_items(roadmap, draft, focal_point):
    actions.add_item(roadmap=draft, level=1, parent=None, code="3", title=Text.of(en="Repair"), by=focal_point)
    versions.discard_version(roadmap=draft, seen=mark_of(draft), by=focal_point)
    kept = [[code, {"en": title}, []] for code, title in {**ITEMS, "3": "Repair"}.items()]
    assert (list(Roadmap.objects.all()), titles(roadmap)) == ([roadmap], ITEMS)
    assert last_line() == ("roadmap.discarded", "FRA 2", {"items": kept})
    assert versions.start_version(roadmap=roadmap, by=focal_point).version == 2


@pytest.mark.parametrize("act", [versions.adopt_version, versions.discard_version])
def test_a_draft_that_changed_since_it_was_looked_at_stays_what_it_is(draft, focal_point, act):
    seen = mark_of(draft)
    actions.retire_item(item=draft.items.get(code="2"), by=None)
    with pytest.raises(StaleRoadmap):
        act(roadmap=draft, seen=seen, by=focal_point)
    assert Roadmap.objects.get(version=2).is_draft


@pytest.mark.parametrize("act", ["adopt", "discard", "edit"])
def test_who_has_not_heard_that_the_draft_was_discarded_is_told(draft, focal_point, act):
    item = draft.items.get(code="1")
    versions.discard_version(roadmap=Roadmap.objects.get(version=2), by=None)
    with pytest.raises(Forbidden, match="Somebody has discarded this version"):
        {
            "adopt": lambda: versions.adopt_version(roadmap=draft, by=focal_point),
            "discard": lambda: versions.discard_version(roadmap=draft, by=focal_point),
            "edit": lambda: actions.retire_item(item=item, by=focal_point),
        }[act]()


def states(roadmap: Roadmap) -> list[str]:
    found = list(roadmap.country.roadmaps.order_by("version"))
    acts = first_acts(found)
    in_force = [one for one in found if not one.is_draft][-1]
    return [state_line(one, in_force, acts.get(one.pk)) for one in found]


def test_each_version_says_where_it_stands(roadmap, draft, django_assert_num_queries):
    today = date_format(localdate(), "DATE_FORMAT")
    with django_assert_num_queries(2):  # the versions; their lines in the journal
        begun = states(roadmap)
    versions.adopt_version(roadmap=draft, by=None)
    assert begun == ["In force", f"Draft, begun on {today} by Ada"]
    assert states(roadmap) == ["Earlier version", f"In force since {today}"]
