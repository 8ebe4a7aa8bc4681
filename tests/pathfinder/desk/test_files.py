"""The desk's table as a file."""

import csv
from datetime import datetime
from io import BytesIO, StringIO

import pytest
from django.utils import timezone
from openpyxl import load_workbook

from bilingual.text import Text
from forum.roles import Role
from reports.stages import Stage
from tests.factories.forum import CountryFactory, UserFactory
from tests.factories.reports import AnswerFactory, CampaignFactory, ReportFactory

pytestmark = pytest.mark.django_db
HEAD = (
    "Country,Code,Year,Version,Status,Late,Due,Answered,Questions,Last change,Changed by,Who must act,People,"
    "Accepted version"
).split(",")


@pytest.fixture
def client(client_for):
    return client_for(UserFactory(holds=(Role.SECRETARIAT_VIEWER,)))


def table(client, address="/en/desk/desk.csv"):
    answer = client.get(address)
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    return list(csv.reader(StringIO(answer.content.decode("utf-8-sig"))))


@pytest.fixture
def france(db):
    first = ReportFactory(country=CountryFactory(france=True), stage=Stage.PUBLISHED)
    second = ReportFactory(country=first.country, roadmap=first.roadmap, version=2)
    UserFactory(name="=1+1", focal_point_of=first.country)
    CountryFactory(code="CHL", name=Text.of(en="@Chile", fr="Chili"))
    return AnswerFactory(report=second, changed_by=UserFactory(name="+Bo"))


def test_it_says_what_the_desk_says_and_no_cell_is_a_formula(client, france):
    at = timezone.localtime(france.changed_at).strftime("%Y-%m-%d %H:%M:00")
    roles = "National focal point or deputy focal point"
    assert table(client) == [
        HEAD,
        ["France", "FRA", "2023", "2", "Draft", "", "2023-07-31", "1", "21", at, "'+Bo", roles, "'=1+1", "1"],
        ["'@Chile", "CHL", "2023", "", "No report", "", "", "", "", "", "", roles, "", ""],
    ]


def test_the_workbook_holds_texts_numbers_and_dates(client, france):
    answer = client.get("/fr/desk/desk.xlsx")
    day = timezone.localdate().isoformat()
    assert answer.headers["Content-Disposition"] == f'attachment; filename="pathfinder-{day}.xlsx"'
    sheet = load_workbook(BytesIO(answer.content)).active
    head, line, _chile = sheet.iter_rows()
    cells = {one.value: cell for one, cell in zip(head, line, strict=True)}
    numbers = [cells[name].value for name in ("Année", "Version", "Échéance")]
    assert numbers == [2023, 2, datetime(2023, 7, 31)]
    assert [(cells[name].value, cells[name].data_type, cells[name].quotePrefix) for name in ("Personnes", "Pays")] == [
        ("=1+1", "s", True),
        ("France", "s", False),
    ]


def test_the_filters_are_in_force_and_pages_are_not(client, france, monkeypatch):
    monkeypatch.setattr("pathfinder.desk.files.AT_ONCE", 1)
    first = france.slot.report
    ReportFactory(country=first.country, roadmap=first.roadmap, campaign=CampaignFactory(year=2024))
    found = {
        query: [(row[1], row[2]) for row in table(client, f"/en/desk/desk.csv{query}")[1:]]
        for query in ("", "?year=2023&page=7", "?year=all&sort=year", "?year=2023&words=chili", "?year=all&status=late")
    }
    assert found == {
        "": [("FRA", "2024"), ("CHL", "2024")],
        "?year=2023&page=7": [("FRA", "2023"), ("CHL", "2023")],
        "?year=all&sort=year": [("FRA", "2023"), ("FRA", "2024")],
        "?year=2023&words=chili": [("CHL", "2023")],
        "?year=all&status=late": [("FRA", "2024")],
    }
    links = [f"/en/desk/desk.{kind}?year=2023&amp;words=fra" for kind in ("xlsx", "csv")]
    html = client.get("/en/desk/?year=2023&words=fra&page=1&all=1").content.decode()
    assert [f'href="{link}"' in html for link in links] == [True, True]


def test_there_is_no_other_format(client):
    assert client.get("/en/desk/desk.pdf").status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_it_takes_the_same_queries_for_every_number(client, count, django_assert_num_queries):
    for _each in range(count):
        ReportFactory()
        CountryFactory()
    # session, user, memberships; campaigns, countries, how many, who has none, which, rows, acts, answers, turns; the
    # roadmaps and people of those without one; the content of the others (5)
    with django_assert_num_queries(19):
        assert len(table(client)) == 1 + 2 * count
