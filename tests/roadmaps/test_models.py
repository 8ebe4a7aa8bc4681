from datetime import date

import pytest
from django.db import IntegrityError, transaction

from bilingual.text import Text
from roadmaps.codes import Code
from roadmaps.models import AreaOfIntervention, EvidenceType, Item, Roadmap
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


SOUND = {"level": "strand", "code": "1.1", "sort_key": "01.01"}


def written(roadmap, **values) -> Item:
    """Written past save(), which would put level and place right."""
    return Item.objects.bulk_create([Item(roadmap=roadmap, title=Text.of(en="A"), **(SOUND | values))])[0]


def test_an_item_with_all_it_needs_is_taken():
    priority = ItemFactory(code="1")
    assert written(priority.roadmap, parent=priority).code == "1.1"


@pytest.mark.parametrize(
    "values,constraint",
    [
        ({"parent": None}, "only_priorities_stand_alone"),
        ({"level": "objective", "parent": None}, "only_priorities_stand_alone"),
        ({"level": "priority"}, "only_priorities_stand_alone"),
        ({"level": "chapter"}, "item_level_is_known"),
        ({"level": ""}, "item_level_is_known"),
    ],
)
def test_an_item_short_of_one_thing_is_refused(values, constraint):
    priority = ItemFactory(code="1")
    message = refused(written, priority.roadmap, **({"parent": priority} | values))
    assert constraint in message


def test_a_saved_item_takes_its_level_and_place_from_its_code():
    ItemFactory(code="1")
    item = ItemFactory(roadmap=Item.objects.get().roadmap, code=" 1.c ")
    assert (item.code, item.level, item.sort_key, item.parent.code) == ("1.C", "objective", "01.00.0C", "1")


def test_an_item_stands_at_another_code():
    item = Item()
    item.stand_at(Code.parse("2.3"))
    assert (item.code, item.level, item.sort_key) == ("2.3", "strand", "02.03")


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
