from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.db.models import RestrictedError

from bilingual.text import Text
from roadmaps.models import AreaOfIntervention, EvidenceType, Item, Level, Roadmap
from tests.factories.roadmaps import ItemFactory, NextStepFactory, RoadmapFactory

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]


def refused(act, *args, **kwargs) -> str:
    """The message with which the database refuses."""
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        act(*args, **kwargs)
    return str(refusal.value)


def test_a_version_stands_once_in_a_country():
    roadmap = RoadmapFactory()
    refused(RoadmapFactory, country=roadmap.country, version=1)
    RoadmapFactory(country=roadmap.country, version=2)
    RoadmapFactory(version=1)


def test_a_country_has_one_draft_at_most():
    country = RoadmapFactory().country
    RoadmapFactory(country=country, version=2, is_draft=True)
    RoadmapFactory(version=2, is_draft=True)
    message = refused(RoadmapFactory, country=country, version=3, is_draft=True)
    assert "one_draft_per_country" in message or "roadmaps_roadmap.country_id" in message  # SQLite names the column


@pytest.mark.parametrize(
    "starts,ends",
    [(None, None), (date(2023, 1, 1), None), (None, date(2020, 1, 1)), (date(2023, 1, 1), date(2023, 1, 1))],
)
def test_the_days_of_a_roadmap_may_be_open(starts, ends):
    RoadmapFactory(valid_from=starts, valid_to=ends)


def test_a_roadmap_does_not_end_before_it_begins():
    message = refused(RoadmapFactory, valid_from=date(2023, 1, 2), valid_to=date(2023, 1, 1))
    assert "roadmap_ends_after_it_began" in message


def test_a_code_stands_once_in_a_roadmap():
    item = ItemFactory(code="1")
    refused(ItemFactory, roadmap=item.roadmap, code="1")
    ItemFactory(code="1")


@pytest.mark.parametrize(
    ("values", "constraint"),
    [
        ({"code": "1.1"}, "one_item_per_code"),
        ({"anchor": "1.1"}, "one_item_per_anchor"),
        ({"position": 2}, "one_item_per_position"),
        ({"anchor": ""}, "item_has_an_anchor"),
    ],
)
def test_an_item_that_is_wrong_in_one_thing_is_refused(values, constraint):
    roadmap = RoadmapFactory(items={"1": "a", "1.1": "b"})
    sound = {"level": roadmap.levels.get(position=2), "code": "1.2", "anchor": "1.2", "position": 3}
    make = Item.objects.bulk_create  # past save(), which derives the anchor
    message = refused(make, [Item(roadmap=roadmap, title=Text.of(en="A"), **(sound | values))])
    [name] = values
    assert constraint in message or f"roadmaps_item.{name}" in message  # SQLite names the columns of an index
    make([Item(roadmap=roadmap, title=Text.of(en="A"), **sound)])


def test_items_may_have_no_code():
    roadmap = RoadmapFactory(items={"1": "a"})
    level = roadmap.levels.get(position=1)
    for position in (2, 3):
        Item.objects.create(roadmap=roadmap, level=level, position=position, anchor=f"n{position}")
    assert [item.code for item in roadmap.items.order_by("position")] == ["1", "", ""]


@pytest.mark.parametrize(("position", "constraint"), [(0, "one_to_five_levels"), (6, "one_to_five_levels"), (2, "")])
def test_a_roadmap_has_one_to_five_levels_each_once(position, constraint):
    assert constraint in refused(Level.objects.create, roadmap=RoadmapFactory(), position=position)


def test_a_level_with_items_stays():
    roadmap = RoadmapFactory(items={"1": "a"})
    with pytest.raises(RestrictedError):
        roadmap.levels.get(position=1).delete()
    roadmap.delete()
    assert not Level.objects.exists()


def test_a_saved_item_takes_its_anchor_from_its_code():
    roadmap = RoadmapFactory(levels=["Eje"])
    item = Item.objects.create(roadmap=roadmap, level=roadmap.levels.get(), position=1, code="Eje I")
    assert item.anchor == "Eje-I"


def test_names_for_logs_and_the_journal():
    roadmap = RoadmapFactory(country__france=True, items={"1": "Prevent"})
    assert [str(roadmap), str(roadmap.items.get())] == ["FRA 1", "1"]
    assert str(NextStepFactory(position=4)) == "2022, 4"
    assert str(EvidenceType.objects.first()) == "surveys"


def test_roadmaps_are_listed_newest_version_first():
    country = RoadmapFactory(version=1).country
    RoadmapFactory(country=country, version=2)
    assert [roadmap.version for roadmap in Roadmap.objects.all()] == [2, 1]


def test_the_alliance_s_lists_are_there_in_both_languages():
    terms = [*EvidenceType.objects.all(), *AreaOfIntervention.objects.all()]
    assert [term.code for term in terms if term.name.missing(["en", "fr"])] == []
    assert [model.objects.filter(is_active=True).count() for model in (EvidenceType, AreaOfIntervention)] == [6, 10]
