from datetime import date

import pytest
from django.http import Http404

from bilingual.text import Text
from roadmaps import fingerprints, queries
from roadmaps.actions import add_item, retire_item
from roadmaps.models import Roadmap
from roadmaps.uses import Use, is_used, uses_of
from tests.factories.forum import CountryFactory, UserFactory
from tests.factories.reports import ReportFactory
from tests.factories.roadmaps import RoadmapFactory

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]

ITEMS = {"1": "Prevent", "1.C": "Cities", "1.2": "Train", "1.2.A": "Teachers", "1.10": "Inform", "2": "Protect"}


def shape(nodes: list[queries.Node]) -> dict:
    return {node.item.code: shape(node.children) for node in nodes}


def test_the_tree_stands_in_the_order_that_is_stored(django_assert_num_queries):
    roadmap = RoadmapFactory(items=ITEMS)
    with django_assert_num_queries(2):  # levels, items
        nodes = queries.tree(roadmap)
        assert shape(nodes) == {"1": {"1.C": {}, "1.2": {"1.2.A": {}}, "1.10": {}}, "2": {}}
        assert nodes[0].item.roadmap.country == roadmap.country


def test_first_and_last_count_among_what_stands_under_the_same_item():
    ends = {}

    def look(nodes):
        for node in nodes:
            ends[node.item.code] = (node.is_first, node.is_last)
            look(node.children)

    look(queries.tree(RoadmapFactory(items=ITEMS | {"1.11": "Act"})))
    assert ends == {
        "1": (True, False),
        "1.C": (True, False),
        "1.2": (False, False),
        "1.2.A": (True, True),
        "1.10": (False, False),
        "1.11": (False, True),
        "2": (False, True),
    }


def test_the_editor_is_offered_what_is_not_retired_each_title_with_its_language(django_assert_num_queries):
    roadmap = RoadmapFactory(
        items={"1": Text.of(en="Prevent", fr="Prévenir"), "1.1": "Train", "1.1.A": "Teach", "2": "No"}
    )
    retire_item(item=roadmap.items.get(code="2"), by=None)
    with django_assert_num_queries(1):
        offered = queries.items_for_editor(roadmap, "fr")
    assert offered["items"] == [
        {"code": "1", "title": "Prévenir", "lang": "fr", "level": 1, "names": {"1": False}},
        {"code": "1.1", "title": "Train", "lang": "en", "level": 2, "names": {"1.1": False}},
        {"code": "1.1.A", "title": "Teach", "lang": "en", "level": 3, "names": {"1.1.A": True}},
    ]
    assert [offered["words"][word] for word in ("priority", "priorités", "volets", "objectif")] == [[1], [1], [2], [3]]


def test_the_editor_is_offered_titles_where_there_are_no_codes_and_what_is_left_of_codes_with_words():
    roadmap = RoadmapFactory(levels=["axis", "step"])
    for code in ("Eje I", "CC"):
        axis = add_item(roadmap=roadmap, level=1, parent=None, code=code, title=Text.of(es="Prevenir"), by=None)
        title = Text.of(en="Teach", es="Enseñar")
        add_item(roadmap=roadmap, level=2, parent=axis, code="", title=title, by=None)
    add_item(roadmap=roadmap, level=1, parent=None, code="", title=Text.of(es="Vigilar"), by=None)
    offered = [(item["code"], item["names"]) for item in queries.items_for_editor(roadmap, "es")["items"]]
    assert offered == [
        ("Eje I", {"Eje I": True, "I": False}),
        ("Enseñar (Eje I)", {"Teach (Eje I)": None, "Enseñar (Eje I)": None}),
        ("CC", {"CC": False}),
        ("Enseñar (CC)", {"Teach (CC)": None, "Enseñar (CC)": None}),
        ("Vigilar", {"Vigilar": None}),
    ]


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_of_countries_takes_two_queries(number, django_assert_num_queries):
    roadmaps = [RoadmapFactory(items=ITEMS) for _ in range(number)]
    countries = [roadmap.country for roadmap in roadmaps] + [CountryFactory()]
    RoadmapFactory(country=countries[0], version=2, items={"1": "New"})
    retire_item(item=roadmaps[-1].items.get(code="2"), by=None) if number > 1 else None
    with django_assert_num_queries(2):
        overviews = queries.overviews(countries)
    counted = [[(str(level), level.count) for level in view.counts] for view in overviews]
    found = [
        (view.country, view.roadmap and view.roadmap.version, counts)
        for view, counts in zip(overviews, counted, strict=True)
    ]
    assert found[0] == (countries[0], 2, [("priority", 1)])
    assert found[-1] == (countries[-1], None, [])
    if number > 1:
        assert found[-2] == (countries[-2], 1, [("priority", 1), ("strand", 2), ("objective", 2)])


def test_the_shelf_holds_all_versions_newest_first(django_assert_num_queries):
    roadmap = RoadmapFactory(country__france=True)
    newer = RoadmapFactory(country=roadmap.country, version=2)
    person = UserFactory(focal_point_of=roadmap.country)
    with django_assert_num_queries(2):  # the person's memberships with their countries; the versions
        shelf = queries.shelf_or_404(person, "FRA")
    assert (shelf.versions, shelf.roadmap, shelf.is_newest) == ([newer, roadmap], newer, True)
    shelf = queries.shelf_or_404(person, "FRA", 1)
    assert (shelf.roadmap, shelf.is_newest) == (roadmap, False)


def test_a_country_without_a_roadmap_has_an_empty_shelf():
    country = CountryFactory()
    shelf = queries.shelf_or_404(UserFactory(focal_point_of=country), country.code)
    assert (shelf.versions, shelf.roadmap, shelf.is_newest) == ([], None, False)


@pytest.mark.parametrize("code,version", [("CHL", None), ("XXX", None), ("FRA", 2), ("FRA", 0)])
def test_other_countries_and_versions_that_are_not_there_are_not_found(code, version):
    roadmap = RoadmapFactory(country__france=True)
    RoadmapFactory(country__chile=True)
    with pytest.raises(Http404):
        queries.shelf_or_404(UserFactory(focal_point_of=roadmap.country), code, version)


@pytest.mark.parametrize(
    "day,version",
    [
        (date(2020, 4, 30), 1),
        (date(2022, 12, 31), 1),
        (date(2023, 1, 1), 2),
        (date(2018, 4, 30), 3),  # none holds: the newest
        (date(2030, 4, 30), 3),
    ],
)
def test_a_report_is_about_the_newest_version_that_holds_on_its_last_day(day, version):
    country = CountryFactory()
    RoadmapFactory(country=country, version=1, valid_from=date(2019, 7, 1), valid_to=date(2022, 12, 31))
    RoadmapFactory(country=country, version=2, valid_from=date(2020, 7, 1), valid_to=date(2023, 6, 30))
    RoadmapFactory(country=country, version=3, valid_from=date(2025, 1, 1), valid_to=date(2026, 1, 1))
    Roadmap.objects.filter(version=2).update(valid_from=date(2023, 1, 1))
    assert queries.roadmap_for(country, day).version == version


@pytest.mark.parametrize("year", [2020, 2040])
def test_no_report_is_about_a_draft(year):
    country = CountryFactory()
    RoadmapFactory(country=country, valid_to=date(2030, 1, 1))
    RoadmapFactory(country=country, version=2, is_draft=True)
    assert queries.roadmap_for(country, date(year, 4, 30)).version == 1


def test_a_country_whose_roadmaps_are_all_drafts_has_none_for_a_report():
    draft = RoadmapFactory(is_draft=True)
    assert queries.roadmap_for(draft.country, date(2023, 4, 30)) is None


def test_the_list_of_countries_and_the_shelf_show_what_is_in_force():
    roadmap = RoadmapFactory(country__france=True)
    draft = RoadmapFactory(country=roadmap.country, version=2, is_draft=True)
    shelf = queries.shelf_or_404(UserFactory(focal_point_of=roadmap.country), "FRA")
    assert (shelf.roadmap, shelf.in_force, shelf.draft, shelf.is_newest) == (roadmap, roadmap, draft, False)
    assert [view.roadmap for view in queries.overviews([roadmap.country])] == [roadmap]


def test_the_reports_on_each_version_are_told_in_one_query(django_assert_num_queries):
    roadmap = RoadmapFactory(country__france=True, items={"1": "Prevent"})
    newer = RoadmapFactory(country=roadmap.country, version=2)
    for year in (2022, 2023):
        ReportFactory(country=roadmap.country, roadmap=roadmap, campaign__year=year)
    ReportFactory(country=roadmap.country, roadmap=roadmap, campaign__year=2023, version=2, stage="published")
    with django_assert_num_queries(1):
        uses = uses_of([roadmap, newer])
    assert uses == {
        roadmap.pk: [
            Use("Report of 2023", "/en/reports/FRA/2023/"),
            Use("Report of 2022", "/en/reports/FRA/2022/"),
        ],
        newer.pk: [],
    }
    assert [is_used(roadmap), is_used(newer)] == [True, False]


def test_a_mark_stands_for_what_was_seen():
    roadmap = RoadmapFactory(items=ITEMS)
    items = list(roadmap.items.order_by("position"))
    before = [fingerprints.of_whole(roadmap, items), fingerprints.of_fields(roadmap), fingerprints.of_item(items[0])]
    roadmap.refresh_from_db()
    items = list(roadmap.items.order_by("position"))
    assert before == [
        fingerprints.of_whole(roadmap, items),
        fingerprints.of_fields(roadmap),
        fingerprints.of_item(items[0]),
    ]
    items[0].title, roadmap.valid_to = Text.of(fr="Prevent"), date(2030, 1, 1)
    after = [fingerprints.of_whole(roadmap, items), fingerprints.of_fields(roadmap), fingerprints.of_item(items[0])]
    assert [one == other for one, other in zip(before, after, strict=True)] == [False, False, False]
    assert fingerprints.of_whole(None, []) != fingerprints.of_whole(roadmap, [])
