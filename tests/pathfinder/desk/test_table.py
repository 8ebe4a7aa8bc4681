"""The desk's table: every country and year, its status, who must act, what was done last."""

import re
from datetime import date, timedelta

import pytest
from django.http import QueryDict
from django.utils import timezone, translation

from bilingual.text import Text
from forum.roles import Role
from journal.record import record
from pathfinder.desk.filters import Asked
from reports.models import Campaign, Report
from reports.signoff.statuses import Status, status_of
from reports.stages import Stage
from tests.factories.forum import CountryFactory, MembershipFactory, UserFactory, WorkingGroupFactory
from tests.factories.reports import AnswerFactory, CampaignFactory, ReportFactory
from tests.factories.roadmaps import RoadmapFactory
from tests.roadmaps.page import Page

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]
DESK = "/en/desk/"
NEXT_YEAR = {"year": timezone.localdate().year + 1, "due_on": date(timezone.localdate().year + 2, 1, 1)}


@pytest.fixture
def france():
    return CountryFactory(france=True)


@pytest.fixture
def chile():
    return CountryFactory(chile=True)


@pytest.fixture
def reader(db):
    return UserFactory(holds=(Role.SECRETARIAT_VIEWER,))


def desk_rows(today=None, **asked):
    """The rows of all years, unless a year is asked for."""
    rows = Asked(**({"year": "all"} | asked)).rows(list(Campaign.objects.order_by("-year")))
    rows.today = today or rows.today
    return rows[:]


def names(rows):
    return [row.name for row in rows]


# --- the rows


def test_a_row_for_each_report_and_in_a_year_also_for_a_country_without_one(france, chile):
    ReportFactory(country=chile)
    ReportFactory(country=france, campaign=CampaignFactory(year=2024))

    assert names(desk_rows()) == ["FRA 2024", "CHL 2023"]
    found = {year: desk_rows(year=year) for year in ("", "2024", "2023", "1999")}
    assert {year: [(row.name, bool(row.report)) for row in rows] for year, rows in found.items()} == {
        "": [("FRA 2024", True), ("CHL 2024", False)],
        "2024": [("FRA 2024", True), ("CHL 2024", False)],
        "2023": [("CHL 2023", True), ("FRA 2023", False)],
        "1999": [("FRA 2024", True), ("CHL 2024", False)],
    }


def test_a_country_stands_there_from_the_year_that_it_joined(france):
    CountryFactory(chile=True, pathfinder_since=date(2023, 5, 1))
    CampaignFactory(year=2023)
    CampaignFactory(year=2024)

    assert [names(desk_rows(year=year)) for year in ("2024", "2023")] == [["CHL 2024", "FRA 2024"], ["FRA 2023"]]


def test_rows_without_a_report_stand_behind_the_others_and_first_where_the_least_advanced_are(france, chile):
    germany = CountryFactory(code="DEU", name=Text.of(en="Germany"))
    ReportFactory(country=france)
    orders = {sort: names(desk_rows(year="2023", sort=sort)) for sort in ("", "-country", "status", "-status")}
    assert orders == {
        "": ["FRA 2023", "CHL 2023", "DEU 2023"],
        "-country": ["FRA 2023", "DEU 2023", "CHL 2023"],
        "status": ["CHL 2023", "DEU 2023", "FRA 2023"],
        "-status": ["FRA 2023", "CHL 2023", "DEU 2023"],
    }
    rows = Asked(sort="status").rows(list(Campaign.objects.all()))
    assert [names(rows[start : start + 2]) for start in (0, 1, 2)] == [
        ["CHL 2023", "DEU 2023"],
        ["DEU 2023", "FRA 2023"],
        ["FRA 2023"],
    ]
    rows = Asked().rows(list(Campaign.objects.all()))
    assert [names(rows[start : start + 2]) for start in (0, 1, 2)] == [
        ["FRA 2023", "CHL 2023"],
        ["CHL 2023", "DEU 2023"],
        ["DEU 2023"],
    ]
    assert [row.has_roadmap for row in rows[1:]] == [False, False]
    RoadmapFactory(country=chile)
    RoadmapFactory(country=germany, is_draft=True)
    assert [row.has_roadmap for row in rows[1:]] == [True, False]


@pytest.mark.parametrize(
    ("stage", "is_begun", "status"),
    [
        ("", False, Status.NOT_STARTED),
        (Stage.DRAFT, False, Status.NOT_STARTED),
        (Stage.DRAFT, True, Status.WRITING),
        (Stage.FORUM_REVIEW, True, Status.FORUM),
        (Stage.SIGN_OFF, True, Status.SIGNING),
        (Stage.SUBMITTED, True, Status.SUBMITTED),
        (Stage.PUBLISHED, True, Status.PUBLISHED),
    ],
)
def test_the_status_follows_from_the_stage(stage, is_begun, status):
    assert status_of(stage, is_begun) == status


def test_every_stage_has_its_status_and_waits_for_somebody_or_says_that_nobody_must_act(france):
    report = ReportFactory(country=france)
    waits = {}
    for stage in Stage:
        Report.objects.filter(pk=report.pk).update(stage=stage)
        waits[str(stage)] = desk_rows()[0].waits_for
    assert waits == {
        "draft": "National focal point or deputy focal point",
        "forum_review": "National focal point or deputy focal point",  # no group is left that has to answer
        "sign_off": "Signatory",
        "submitted": "Secretariat editor",
        "published": "",
    }


def test_a_report_is_late_after_its_due_day_until_it_is_submitted(france):
    report = ReportFactory(country=france)
    due = report.campaign.due_on
    assert [desk_rows(day)[0].is_late for day in (due, due + timedelta(days=1))] == [False, True]

    Report.objects.update(stage=Stage.SUBMITTED)

    assert not desk_rows()[0].is_late


def test_a_published_version_stands_beside_its_correction(client_for, france):
    first = ReportFactory(country=france, stage=Stage.PUBLISHED)
    ReportFactory(country=france, roadmap=first.roadmap, version=2)
    html = client_for(UserFactory(secretariat=True)).get(DESK).content.decode()
    assert ("version 1 is accepted" in html, 'href="/en/reports/FRA/2023/versions/1/"' in html) == (True, True)


def test_a_correction_of_what_was_submitted_is_not_late(france):
    first = ReportFactory(country=france, stage=Stage.SUBMITTED, superseded_at=timezone.now())
    second = ReportFactory(country=france, roadmap=first.roadmap, version=2)

    (row,) = desk_rows()

    assert (row.report, row.is_late, row.status) == (second, False, Status.NOT_STARTED)


def test_where_no_report_is_open_nobody_is_late(france):
    CampaignFactory()

    (row,) = desk_rows(year="2023")

    assert (row.report, row.is_late, row.has_no_coordinator) == (None, False, True)


def test_the_people_are_those_who_hold_the_role_today_and_may_log_in(france, chile):
    report = ReportFactory(country=france)
    UserFactory(name="Ada", focal_point_of=france)
    UserFactory(name="Bo", holds=(Role.DEPUTY, france))
    UserFactory(focal_point_of=france, is_active=False)
    MembershipFactory(country=france, ended=True)
    MembershipFactory(country=france, to_come=True)
    MembershipFactory(country=chile)
    UserFactory(holds=(Role.CONTRIBUTOR, france))
    UserFactory(name="Chair", holds=(Role.GROUP_CHAIR, france, WorkingGroupFactory(country=france)))
    UserFactory(name="Editor", secretariat=True)
    found = {}
    for stage in (Stage.DRAFT, Stage.FORUM_REVIEW, Stage.SIGN_OFF, Stage.SUBMITTED):
        Report.objects.filter(pk=report.pk).update(stage=stage)
        found[stage] = next([one.name for one in row.turn.people] for row in desk_rows() if row.report)

    assert found == {
        Stage.DRAFT: ["Ada", "Bo"],
        Stage.FORUM_REVIEW: ["Chair"],
        Stage.SIGN_OFF: [],
        Stage.SUBMITTED: ["Editor"],
    }


def test_the_last_change_is_an_answer_or_an_act_whichever_came_later(france):
    report = ReportFactory(country=france)
    assert (desk_rows()[0].changed_at, desk_rows()[0].changed_by) == (None, "")

    act = record("report.opened", by=UserFactory(name="Who opened"), target=report, country="FRA")
    assert (desk_rows()[0].changed_at, desk_rows()[0].changed_by) == (act.at, "Who opened")

    answer = AnswerFactory(report=report, changed_by=UserFactory(name="Who wrote"))
    assert (desk_rows()[0].changed_at, desk_rows()[0].changed_by) == (answer.changed_at, "Who wrote")

    later = record("next_step.added", by=UserFactory(name="Who added"), target=report, country="FRA")
    record("report.exported", by=UserFactory(), target=report, country="FRA")
    assert (desk_rows()[0].changed_at, desk_rows()[0].changed_by) == (later.at, "Who added")


# --- which of them, and in which order


def test_rows_are_chosen_by_year_status_and_words(france, chile):
    first = ReportFactory(country=france)
    ReportFactory(country=france, roadmap=first.roadmap, campaign=CampaignFactory(**NEXT_YEAR))
    AnswerFactory(report=ReportFactory(country=chile))
    UserFactory(name="Zoé Müller", focal_point_of=chile)
    after = NEXT_YEAR["year"]

    assert names(desk_rows(year="2023")) == ["CHL 2023", "FRA 2023"]
    assert names(desk_rows(year="")) == [f"FRA {after}", f"CHL {after}"]
    assert names(desk_rows(status="writing")) == ["CHL 2023"]
    assert names(desk_rows(status="late")) == ["CHL 2023", "FRA 2023"]
    assert names(desk_rows(status="late", year="")) == []
    assert names(desk_rows(words="chili 2023")) == []
    assert names(desk_rows(words="CHILI zoe", year="")) == [f"CHL {after}"]
    assert names(desk_rows(words="CHILI zoe")) == ["CHL 2023"]
    assert names(desk_rows(words="fra", year="2023", status="not_started")) == ["FRA 2023"]


@pytest.mark.parametrize("status", Status)
def test_a_status_finds_the_rows_that_show_it(france, status):
    for stage, is_begun in [(stage, True) for stage in Stage] + [(Stage.DRAFT, False)]:
        report = ReportFactory(stage=stage)
        if is_begun:
            AnswerFactory(report=report)
    expected = [row.name for row in desk_rows(year="2023") if row.status == status]
    assert (names(desk_rows(year="2023", status=status.value)), bool(expected)) == (expected, True)


def test_what_an_address_says_wrongly_counts_for_nothing():
    assert Asked.of(QueryDict("status=x&sort=-x&words=+a+&year=x")) == Asked(words="a", year="x")


def test_rows_are_sorted_by_a_column_both_ways(france, chile):
    AnswerFactory(report=ReportFactory(country=france))
    second = ReportFactory(country=chile, campaign=CampaignFactory(year=2024))
    ReportFactory(country=chile, roadmap=second.roadmap)

    sorts = ("country", "-country", "-year", "year", "status", "-status", "-changed", "x")
    assert {sort: names(desk_rows(sort=sort)) for sort in sorts} == {
        "country": ["CHL 2024", "CHL 2023", "FRA 2023"],
        "-country": ["FRA 2023", "CHL 2024", "CHL 2023"],
        "-year": ["CHL 2024", "CHL 2023", "FRA 2023"],
        "year": ["CHL 2023", "FRA 2023", "CHL 2024"],
        "status": ["CHL 2024", "CHL 2023", "FRA 2023"],
        "-status": ["FRA 2023", "CHL 2024", "CHL 2023"],
        "-changed": ["FRA 2023", "CHL 2024", "CHL 2023"],
        "x": ["CHL 2024", "CHL 2023", "FRA 2023"],
    }


def test_of_equal_status_who_is_late_comes_first(france, chile):
    ReportFactory(country=france)
    ReportFactory(country=chile, campaign=CampaignFactory(**NEXT_YEAR))

    assert names(desk_rows(sort="status")) == ["FRA 2023", f"CHL {NEXT_YEAR['year']}"]


def test_an_act_counts_as_a_change_and_an_export_does_not(france, chile):
    reports = [ReportFactory(country=country) for country in (france, chile)]
    record("report.exported", by=None, target=reports[1], country="CHL")
    record("report.opened", by=None, target=reports[0], country="FRA")

    assert names(desk_rows(sort="-changed")) == ["FRA 2023", "CHL 2023"]


def test_countries_stand_by_their_names_in_the_readers_language():
    for code, english, french in (("DEU", "Germany", "Allemagne"), ("CIV", "Côte d’Ivoire", "Côte d’Ivoire")):
        ReportFactory(country=CountryFactory(code=code, name=Text({"en": english, "fr": french})))
    orders = {}
    for language in ("en", "fr"):
        with translation.override(language):
            orders[language] = names(desk_rows())
    assert orders == {"en": ["CIV 2023", "DEU 2023"], "fr": ["DEU 2023", "CIV 2023"]}


# --- the page


def words_of(html):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", html)).strip()


@pytest.mark.parametrize("role", Role)
def test_it_is_there_for_those_who_work_for_the_alliance(client_for, france, role):
    alliance = role in {Role.SECRETARIAT, Role.SECRETARIAT_VIEWER, Role.ADMINISTRATOR}
    group = WorkingGroupFactory(country=france) if role == Role.GROUP_CHAIR else None
    person = UserFactory(holds=(role, None if alliance else france, group))

    assert client_for(person).get(DESK).status_code == (200 if alliance else 404)


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(("asked", "queries"), [("", 22), ("?year=all&sort=-changed&status=late", 19)])
def test_it_takes_the_same_queries_for_every_number_of_countries(
    client_for, reader, count, asked, queries, django_assert_num_queries
):
    for number in range(count):
        report = ReportFactory(priorities=number + 1)
        UserFactory(focal_point_of=report.country)
        AnswerFactory(report=report, changed_by=UserFactory())
        record("report.opened", by=None, target=report, country=report.country.code)
        CountryFactory()
    client = client_for(reader)

    # session, user, memberships; campaigns, countries, how many reports, which of them, their rows, acts, answers,
    # turns; their content (7); how many are late. In a year: who has none, their roadmaps and people
    with django_assert_num_queries(queries):
        html = client.get(f"{DESK}{asked}").content.decode()

    assert len(re.findall(r'name="report"', html)) == count


def test_a_row_says_everything(client_for, reader, france):
    report = ReportFactory(country=france)
    UserFactory(name="Ada", focal_point_of=france)
    answer = AnswerFactory(report=report, changed_by=UserFactory(name="Bo"))

    html = client_for(reader).get(DESK).content.decode()
    row = re.search(r"<tbody>(.*?)</tbody>", html, re.DOTALL)[1]

    day = f"{timezone.localtime(answer.changed_at):%H:%M}"
    assert words_of(row) == (
        "France 2023 2023 Draft Late was due on 31 July 2023 Answered 1 of 21 "
        f"Last change {day} Bo Who must act National focal point or deputy focal point Ada"
    )


def test_without_a_campaign_it_says_what_to_do(client_for, reader):
    viewer = client_for(reader).get(DESK).content.decode()
    editor = client_for(UserFactory(secretariat=True)).get(DESK).content.decode()

    assert ("No campaign is open yet" in viewer, "Open a campaign" in viewer) == (True, False)
    assert ("No campaign is open yet" in editor, "Open a campaign" in editor) == (True, True)


def test_what_fits_nothing_leads_back(client_for, reader, france):
    ReportFactory(country=france)

    html = client_for(reader).get(f"{DESK}?words=atlantis&sort=-year").content.decode()

    assert ("Nothing fits" in html, 'value="atlantis"' in html, "<table" in html) == (True, True, False)


def test_all_on_the_page_are_chosen_without_a_script(client_for, reader, france):
    ReportFactory(country=france)

    html = client_for(reader).get(f"{DESK}?all=1").content.decode()

    assert len(re.findall(r'name="report" [^>]*checked', html)) == 1


def test_a_long_table_goes_on_in_pages(client_for, reader):
    for _each in range(51):
        ReportFactory()
    client = client_for(reader)
    pages = [client.get(f"{DESK}?page={number}").content.decode().count('name="report"') for number in (1, 2)]
    assert pages == [50, 1]


@pytest.mark.parametrize("role", [Role.SECRETARIAT, Role.SECRETARIAT_VIEWER, Role.ADMINISTRATOR])
def test_a_row_without_a_report_leads_to_the_act_that_helps(client_for, france, chile, role):
    RoadmapFactory(country=france)
    CampaignFactory()
    page = Page(client_for(UserFactory(holds=(role,))).get(DESK))
    rows = {row.texts("th")[0]: list(zip(row.texts("a"), row.links("a"), strict=True)) for row in page.all("tbody tr")}
    invited = {
        code: ("Invite a focal point " + name, f"/en/people/{code}/invite/?role=focal_point")
        for code, name in (("FRA", "France"), ("CHL", "Chile"))
    }
    roadmap = ("Import a roadmap Chile", "/en/roadmaps/CHL/import/")
    opened = ("Open its report France", "/en/desk/campaign/?year=2023")
    assert (
        rows
        == {
            Role.SECRETARIAT: {"France": [opened, invited["FRA"]], "Chile": [roadmap, invited["CHL"]]},
            Role.SECRETARIAT_VIEWER: {"France": [], "Chile": []},
            Role.ADMINISTRATOR: {"France": [invited["FRA"]], "Chile": [roadmap, invited["CHL"]]},
        }[role]
    )


def test_what_was_asked_for_is_kept_until_it_is_cleared(client_for, reader, france):
    ReportFactory(country=france)
    client = client_for(reader)
    client.get(f"{DESK}?year=all&status=late&words=é+b&all=1&page=1")

    for address in (DESK, "/fr/desk/"):
        answer = client.get(address)
        assert (answer.status_code, answer.url) == (302, f"{address}?year=all&status=late&words=%C3%A9+b&page=1")

    client.cookies["sessionid"] = client_for(UserFactory(secretariat=True)).cookies["sessionid"].value
    assert client.get(DESK).status_code == 200  # what another person looks at in this browser is theirs

    client = client_for(reader)
    client.get(f"{DESK}?status=late")
    client.get(f"{DESK}?year=")
    assert client.get(DESK).status_code == 200


def test_the_secretariat_finds_it_on_every_page_and_others_do_not(client_for, reader, france):
    for person, found in ((reader, True), (UserFactory(focal_point_of=france), False)):
        html = client_for(person).get("/en/").content.decode()
        assert ('href="/en/desk/"' in html, "Open the desk" in html) == (found, found)
