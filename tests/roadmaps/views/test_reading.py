"""Reading roadmaps in the browser: the list of countries, a version, the tables to take away."""

import csv
from datetime import date
from io import StringIO

import pytest

from bilingual.text import Text
from roadmaps import actions
from roadmaps.adoption import Outcome, import_roadmap
from roadmaps.codes import letters
from roadmaps.importing import read_roadmap
from roadmaps.models import Roadmap
from tests.factories.forum import CountryFactory, UserFactory
from tests.factories.reports import ReportFactory
from tests.factories.roadmaps import RoadmapFactory
from tests.roadmaps.page import Page

pytestmark = pytest.mark.django_db

ITEMS = {"1": "Prevent", "1.C": "Cities", "1.1": "Train", "1.1.A": "Teachers", "2": "Protect"}


@pytest.fixture
def france(db):
    return CountryFactory(france=True)


@pytest.fixture
def focal_point(france):
    return UserFactory(focal_point_of=france)


def test_the_page_is_a_table_of_contents_with_an_anchor_for_each_code(client_for, france, focal_point):
    RoadmapFactory(country=france, items=ITEMS)
    page = Page(client_for(focal_point).get("/en/roadmaps/FRA/"))
    assert page.texts(".roadmap-line") == [
        "priority 1 Prevent",  # the headings tell their level to those who hear the page
        "1.C Cities",
        "strand 1.1 Train",
        "1.1.A Teachers",
        "priority 2 Protect",
    ]
    assert page.ids(".roadmap-line") == ["item-1", "item-1.C", "item-1.1", "item-1.1.A", "item-2"]
    assert page.texts("h1") == ["National roadmap"]
    assert page.texts(".roadmap-key dt, .roadmap-key dd") == ["1", "priority", "1.1", "strand", "1.C", "objective"]


def test_a_title_in_the_other_language_says_so(client_for, france, focal_point):
    RoadmapFactory(country=france, items={"1": Text.of(fr="Prévenir", en="Prevent"), "2": "Protect"})
    page = Page(client_for(focal_point).get("/fr/roadmaps/FRA/"))
    lines = page.all(".roadmap-line")
    assert [line.texts("[lang]") for line in lines] == [[], ["Protect"]]
    assert [line.texts(".language-tag") != [] for line in lines] == [False, True]


def test_the_roadmap_s_own_names_of_levels_and_its_days_are_shown(client_for, france, focal_point):
    RoadmapFactory(
        country=france,
        items=ITEMS,
        levels=["axis", "strand", "objective"],
        adopted_on=date(2019, 6, 4),
        valid_from=date(2019, 7, 1),
        valid_to=date(2030, 12, 31),
    )
    page = Page(client_for(focal_point).get("/en/roadmaps/FRA/"))
    assert page.texts(".roadmap-key dd")[0] == "axis"
    assert page.texts(".lead") == ["Adopted on 4 June 2019. Valid from 1 July 2019 to 31 December 2030."]


@pytest.mark.parametrize(
    "days,sentence",
    [
        ({}, []),
        ({"valid_from": date(2019, 7, 1)}, ["Valid from 1 July 2019."]),
        ({"valid_to": date(2019, 7, 1)}, ["Valid to 1 July 2019."]),
        ({"adopted_on": date(2019, 7, 1)}, ["Adopted on 1 July 2019."]),
    ],
)
def test_days_that_are_not_known_are_not_spoken_of(client_for, france, focal_point, days, sentence):
    RoadmapFactory(country=france, **days)
    assert Page(client_for(focal_point).get("/en/roadmaps/FRA/")).texts(".lead") == sentence


def test_a_retired_item_says_so_and_what_stands_under_it_does_not_repeat_it(client_for, france, focal_point):
    roadmap = RoadmapFactory(country=france, items=ITEMS)
    actions.retire_item(item=roadmap.items.get(code="1.1"), by=None, day=date(2024, 3, 1))
    page = Page(client_for(focal_point).get("/en/roadmaps/FRA/"))
    assert page.texts(".is-retired .roadmap-line") == ["strand 1.1 Train retired on 1 March 2024", "1.1.A Teachers"]


def test_the_newest_version_is_shown_and_the_others_are_listed_with_their_reports(client_for, france, focal_point):
    old = RoadmapFactory(country=france, items=ITEMS, adopted_on=date(2019, 6, 4))
    ReportFactory(country=france, roadmap=old)
    RoadmapFactory(country=france, version=2, items={"1": "New"})
    page = Page(client_for(focal_point).get("/en/roadmaps/FRA/"))
    assert page.texts(".roadmap-line") == ["priority 1 New"]
    assert page.texts(".roadmap-versions > li") == [
        "Version 2 (this one) In force No report uses it yet.",
        "Version 1 Earlier version Report of 2023",
    ]
    assert page.links(".roadmap-versions a") == ["/en/roadmaps/FRA/1/", "/en/reports/FRA/2023/"]
    assert page.texts(".notice") == []


def test_an_earlier_version_says_that_there_is_a_newer_one(client_for, france, focal_point):
    RoadmapFactory(country=france, items=ITEMS)
    RoadmapFactory(country=france, version=2, items={"1": "New"})
    page = Page(client_for(focal_point).get("/en/roadmaps/FRA/1/"))
    assert page.texts(".roadmap-line")[0] == "priority 1 Prevent"
    assert page.texts(".notice-title") == ["This is version 1, an earlier one"]
    assert page.links(".notice a") == ["/en/roadmaps/FRA/"]


def acts(page: Page) -> dict[str, list[str]]:
    """What the page offers to do, by address."""
    return {"links": page.links(".roadmap-actions a, .link-list a"), "forms": page.actions("main form")}


def test_what_can_be_done_follows_from_who_uses_the_version(client_for, france, focal_point):
    roadmap = RoadmapFactory(country=france, items=ITEMS)
    client = client_for(focal_point)
    files = ["/en/roadmaps/FRA/1/roadmap.csv", "/en/roadmaps/FRA/import/"]
    assert acts(Page(client.get("/en/roadmaps/FRA/"))) == {
        "links": ["/en/roadmaps/FRA/1/edit/", *files],
        "forms": [],
    }
    ReportFactory(country=france, roadmap=roadmap)
    assert acts(Page(client.get("/en/roadmaps/FRA/"))) == {
        "links": files,
        "forms": ["/en/roadmaps/FRA/1/new-version/"],
    }


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_asks_the_database_as_often_for_three_of_everything_as_for_one(
    client_for, france, focal_point, number, django_assert_num_queries
):
    for version in range(1, number + 1):
        items = {f"{n}{deep}": "a" for n in range(1, number + 1) for deep in ("", ".1", ".1.A")}
        roadmap = RoadmapFactory(country=france, version=version, items=items)
        ReportFactory(country=france, roadmap=roadmap, campaign__year=2020 + version)
    client = client_for(focal_point)
    # session, user, memberships, versions, reports on them, what the journal says of them, levels, items
    with django_assert_num_queries(8):
        client.get("/en/roadmaps/FRA/")


def test_a_version_without_items_says_so(client_for, france, focal_point):
    RoadmapFactory(country=france)
    assert Page(client_for(focal_point).get("/en/roadmaps/FRA/")).texts(".empty-state h2") == ["Nothing in it yet"]


def test_a_country_without_a_roadmap_is_told_how_to_bring_one_in(client_for, france, focal_point):
    page = Page(client_for(focal_point).get("/en/roadmaps/FRA/"))
    assert page.texts("h1") == ["There is no roadmap yet"]
    assert page.actions("main form") == ["/en/roadmaps/FRA/import/"]
    assert page.links(".actions a") == ["/en/roadmaps/template.csv"]
    assert page.all("[name=csrfmiddlewaretoken]") != []


# ---- the list of countries


def test_who_has_one_country_is_led_to_its_roadmap(client_for, france, focal_point):
    response = client_for(focal_point).get("/fr/roadmaps/")
    assert (response.status_code, response["Location"]) == (302, "/fr/roadmaps/FRA/")


def test_who_has_no_country_is_told_so(client_for):
    page = Page(client_for(UserFactory()).get("/en/roadmaps/"))
    assert page.texts(".empty-state h2") == ["No country"]


@pytest.mark.parametrize("number", [1, 3])
def test_the_secretariat_sees_every_country(client_for, france, number, django_assert_num_queries):
    for _ in range(number):
        RoadmapFactory(items=ITEMS)
    RoadmapFactory(country=france, items={"1": "Prevent"})
    CountryFactory(chile=True)
    client = client_for(UserFactory(secretariat=True))
    with django_assert_num_queries(6):  # session, user, memberships, countries, roadmaps, levels
        page = Page(client.get("/en/roadmaps/"))
    rows = page.texts("tbody tr")
    assert rows[:2] == ["Chile No roadmap yet", "France National roadmap, version 1 priority: 1"]
    assert len(rows) == number + 2
    assert rows[2].endswith("National roadmap, version 1 priority: 2, strand: 1, objective: 2")


# ---- tables to take away


def test_what_is_taken_away_can_be_brought_back(client_for, france, focal_point):
    roadmap = RoadmapFactory(country=france, items=ITEMS | {"2": Text.of(fr="Protéger ; « ici »")})
    client = client_for(focal_point)
    response = client.get("/en/roadmaps/FRA/1/roadmap.csv")
    assert response["Content-Disposition"] == 'attachment; filename="FRA-1.csv"'
    assert response.content.decode("utf-8-sig").splitlines()[0] == "code,title_fr,title_en"
    actions.retire_item(item=roadmap.items.get(code="1.1"), by=None, day=date(2024, 3, 1))
    reading = read_roadmap("a.csv", client.get("/en/roadmaps/FRA/1/roadmap.csv").content)
    assert [(str(item.code), item.title, item.retired_on) for item in reading.items] == [
        (item.code, item.title, item.retired_on) for item in roadmap.items.order_by("position")
    ]


def test_titles_that_look_like_formulas_go_out_as_text_and_come_back_as_they_were(client_for, france, focal_point):
    titles = ["=1+1", "+33", "-1", "@all", "＝1", "'=1", "''+1", "'Quoted'", "'", "a=b"]
    items = {str(number): Text.of(fr=title, en=title) for number, title in enumerate(titles, start=1)}
    RoadmapFactory(country=france, items=items)
    table = client_for(focal_point).get("/en/roadmaps/FRA/1/roadmap.csv").content
    cells = [line[1] for line in csv.reader(StringIO(table.decode("utf-8-sig")))]
    guarded = ["'=1+1", "'+33", "'-1", "'@all", "'＝1", "''=1", "'''+1", "'Quoted'", "'", "a=b"]
    assert cells == ["title_fr", *guarded]
    reading = read_roadmap("a.csv", table)
    assert ([item.title["fr"] for item in reading.items], reading.problems) == (titles, ())


def test_the_table_to_fill_in_is_a_roadmap_itself(client_for, focal_point):
    response = client_for(focal_point).get("/fr/roadmaps/template.csv")
    reading = read_roadmap("a.csv", response.content)
    assert reading.problems == ()
    assert [str(item.code) for item in reading.items] == ["1", "1.1", "1.1.A", "2", "2.A"]


@pytest.mark.parametrize("path", ["FRA/", "FRA/1/", "FRA/1/roadmap.csv", "FRA/1/edit/", "FRA/import/"])
def test_another_country_s_roadmap_is_not_found(client_for, france, path):
    RoadmapFactory(country=france, items=ITEMS)
    other = UserFactory(focal_point_of=CountryFactory(chile=True))
    assert client_for(other).get(f"/en/roadmaps/{path}").status_code == 404


def test_a_version_that_is_not_there_is_not_found(client_for, france, focal_point):
    RoadmapFactory(country=france)
    assert client_for(focal_point).get("/en/roadmaps/FRA/2/").status_code == 404
    assert Roadmap.objects.count() == 1


def test_a_roadmap_whose_codes_tell_no_level_goes_out_and_comes_back_with_its_levels(client_for, france, focal_point):
    roadmap = RoadmapFactory(country=france, levels=["Eje", "Acción"])
    eje, accion = roadmap.levels.order_by("position")
    top = roadmap.items.create(level=eje, position=1, code="Eje I", title=Text.of(en="Prevent"))
    roadmap.items.create(level=accion, parent=top, position=2, anchor="n1", title=Text.of(en="Train"))
    response = client_for(focal_point).get("/en/roadmaps/FRA/1/roadmap.csv")
    assert response.content.decode("utf-8-sig").splitlines() == [
        "code,level,title_fr,title_en",
        "Eje I,1,,Prevent",
        ",2,,Train",
    ]
    reading = read_roadmap("a.csv", response.content)
    assert ([(item.code, item.level, item.parent) for item in reading.items], reading.problems) == (
        [("Eje I", 1, None), ("", 2, 0)],
        (),
    )


def test_what_is_kept_with_an_item_is_folded_below_it(client_for, france, focal_point):
    roadmap = RoadmapFactory(country=france, items={"1": "Prevent"})
    details = [{"kind": "budget", "label": "Coût (FCFA)", "text": "12 000"}]
    roadmap.items.update(details=details)
    page = Page(client_for(focal_point).get("/en/roadmaps/FRA/"))
    assert page.texts(".roadmap-details summary, .roadmap-details dt, .roadmap-details dd") == [
        "1 detail",
        "Coût (FCFA)",
        "12 000",
    ]


def test_titles_that_all_stand_in_another_language_say_so_once(client_for, france, focal_point):
    RoadmapFactory(country=france, items={"1": Text.of(fr="Prévenir"), "1.1": Text.of(fr="Former")})
    page = Page(client_for(focal_point).get("/en/roadmaps/FRA/"))
    assert page.texts(".title-block + p") == ["Its titles stand here in French."]
    assert [page.texts(".roadmap-line [lang=fr]"), page.texts(".roadmap-line .language-tag")] == [
        ["Prévenir", "Former"],
        [],
    ]


@pytest.mark.parametrize(
    ("count", "folded"), [(28, []), (29, ["1: strand: 1, objective: 29", "2: strand: 1, objective: 29"])]
)
def test_a_large_roadmap_is_folded_under_its_first_level(client_for, france, focal_point, count, folded):
    items = {code: f"Item {code}" for code in ("1", "1.1", "2", "2.1")}
    names = [letters(number) for number in range(1, count + 1)]
    items |= {f"{number}.1.{name}": f"Objective {name}" for number in (1, 2) for name in names}
    RoadmapFactory(country=france, items=items)
    page = Page(client_for(focal_point).get("/en/roadmaps/FRA/"))
    assert page.texts(".roadmap-fold > summary") == folded
    assert len(page.texts(".roadmap-line")) == 2 * count + 4


def test_what_the_ministry_keeps_with_an_item_comes_along_in_the_table(client_for, france, focal_point):
    table = "code,title_en,Lead institution,Budget (USD)\n1,Prevent,,\n1.1,Train,MoL,40\n1.2,Inform,MoL,\n"
    import_roadmap(country=france, reading=read_roadmap("a.csv", table.encode()), by=None)
    content = client_for(focal_point).get("/en/roadmaps/FRA/1/roadmap.csv").content
    assert content.decode("utf-8-sig").splitlines() == [
        "code,title_fr,title_en,Lead institution,Budget (USD)",
        "1,,Prevent,,",
        "1.1,,Train,MoL,40",
        "1.2,,Inform,MoL,",
    ]
    done = import_roadmap(country=france, reading=read_roadmap("a.csv", content), by=None)
    assert done.outcome == Outcome.UNCHANGED
