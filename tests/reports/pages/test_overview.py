"""The list of reports, and a report at a glance."""

import re

import pytest
from django.urls import reverse
from django.utils import timezone

from forum.roles import Role
from reports.answers.next_steps import add_next_step
from reports.content.loading import load
from reports.models import Report
from reports.pages import overview
from reports.stages import Stage
from tests.factories.forum import CountryFactory, MembershipFactory, UserFactory
from tests.factories.reports import AnswerFactory, CampaignFactory, ReportFactory, entry_of, text
from tests.roadmaps.page import Page

pytestmark = pytest.mark.django_db
OVERVIEW = "/en/reports/FRA/2023/"


def primary(response):
    """The one obvious next action: its words and where it leads."""
    found = re.findall(r'<a class="btn btn-primary" href="([^"]*)">(.*?)</a>', response.content.decode(), re.DOTALL)
    assert len(found) == 1, found
    return re.sub(r"\s+", " ", found[0][1]).strip(), found[0][0]


VALUES = {"choice": "no", "several": {"codes": ["other"]}, "line": "Go on", "rich_text": text("Done.")}


def answer_everything(report):
    """Whatever is required, the fields of a next step included."""
    add_next_step(report=report, by=None)
    for entry in load(report).missing:
        language = "en" if entry.per_language else ""
        value = VALUES[entry.question.kind]
        AnswerFactory(report=report, occurrence=entry.occurrence, question=entry.key, language=language, value=value)


# --- the list


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_takes_the_same_queries_however_many_reports(client_for, count, django_assert_num_queries):
    for year in range(2023, 2023 + count):
        ReportFactory(campaign=CampaignFactory(year=year))
    client = client_for(UserFactory(secretariat=True))

    with django_assert_num_queries(6):  # session, user, memberships, countries, how many reports, those of the page
        html = client.get(reverse("reports:list")).content.decode()

    assert len(re.findall(r'<a href="/en/reports/\w{3}/\d{4}/">', html)) == count


def test_the_list_holds_the_reader_s_own_countries(client_for, report):
    ReportFactory()
    client = client_for(UserFactory(focal_point_of=report.country))

    assert re.findall(r'href="/en/reports/(\w{3})/', client.get(reverse("reports:list")).content.decode()) == ["FRA"]


def test_a_long_list_goes_on_in_pages_and_each_line_leads_to_its_version(client_for, report, writer, monkeypatch):
    monkeypatch.setattr(overview, "REPORTS_A_PAGE", 1)
    Report.objects.update(stage=Stage.PUBLISHED)
    ReportFactory(country=report.country, roadmap=report.roadmap, version=2)
    client = client_for(writer)
    found = [
        re.findall(r'href="(/en/reports/FRA/2023/[^"]*)"', client.get(f"/en/reports/?page={page}").content.decode())
        for page in (1, 2)
    ]
    assert found == [["/en/reports/FRA/2023/"], ["/en/reports/FRA/2023/versions/1/"]]


def test_an_observer_finds_the_newest_version_that_is_open_to_them(client_for, report):
    Report.objects.update(stage=Stage.SUBMITTED, superseded_at=timezone.now())
    ReportFactory(country=report.country, roadmap=report.roadmap, version=2)
    ReportFactory(campaign=CampaignFactory(year=2024), country=report.country, roadmap=report.roadmap)
    found = {}
    for role in (Role.OBSERVER, Role.REVIEWER):
        page = Page(client_for(UserFactory(holds=(role, report.country))).get("/en/reports/"))
        found[role] = page.texts("tbody td:nth-child(2)")
    assert found == {Role.OBSERVER: ["2023 version 1"], Role.REVIEWER: ["2024 version 1", "2023 version 2"]}


def test_the_list_holds_a_published_version_beside_its_correction(client_for, report, writer):
    for number in (2, 3):
        Report.objects.filter(version=number - 1).update(stage=Stage.PUBLISHED)
        ReportFactory(country=report.country, roadmap=report.roadmap, version=number)
    html = client_for(writer).get(reverse("reports:list")).content.decode()
    assert re.findall(r'<a href="(/en/reports/FRA/.*?)">', html) == [
        "/en/reports/FRA/2023/",
        "/en/reports/FRA/2023/versions/2/",
    ]


def test_an_empty_list_says_when_a_report_opens(client_for):
    html = client_for(UserFactory(focal_point_of=CountryFactory())).get(reverse("reports:list")).content.decode()

    assert "There is no report for you to read yet" in html


# --- a report at a glance


@pytest.mark.parametrize("count", [1, 3])
def test_a_report_takes_the_same_queries_however_long_it_is(client_for, count, django_assert_num_queries):
    report = ReportFactory(country=CountryFactory(france=True), priorities=count, earlier_steps=count)
    writer, others = UserFactory(focal_point_of=report.country), UserFactory.create_batch(count)
    for number in range(count):
        step = add_next_step(report=report, by=writer)
        AnswerFactory(
            report=report, occurrence=step, question="next_steps.step", value="Go on", changed_by=others[number]
        )
    client = client_for(writer)

    # session, user, memberships, report, its content (7), whose turn, visits, comments, proposals, journal
    with django_assert_num_queries(17):
        client.get(OVERVIEW)


def test_an_empty_report_is_begun_with_its_first_part(client_for, writer):
    response = client_for(writer).get(OVERVIEW)

    assert primary(response) == (
        "Begin: Progress on the priorities of the roadmap",
        "/en/reports/FRA/2023/sections/progress/",
    )


def test_a_begun_report_goes_on_with_the_first_part_that_is_not_done(client_for, report, writer):
    progress = entry_of(report, "progress", "1")
    AnswerFactory(report=report, occurrence=progress.occurrence, question="progress")

    response = client_for(writer).get(OVERVIEW)

    assert primary(response)[0] == "Continue: The past 12 months as a whole"
    badges = re.findall(r'<span class="badge[^>]*>([^<]*)<', response.content.decode())
    assert badges == ["late since 31 July 2023", "Done", *["Not started"] * 6]


def test_a_report_in_which_nothing_is_missing_is_read_and_exported(client_for, report, writer):
    answer_everything(report)

    response = client_for(writer).get(OVERVIEW)

    assert primary(response) == ("Read the report", "/en/reports/FRA/2023/export/preview/")
    assert "Required and still missing" not in response.content.decode()


def test_what_is_missing_leads_to_its_question(client_for, report, writer):
    step = add_next_step(report=report, by=None)

    html = client_for(writer).get(OVERVIEW).content.decode()

    missing = html.split('id="missing-title"')[1].split("</section>")[0]
    assert 'href="/en/reports/FRA/2023/sections/national/#q-mechanism_useful"' in missing
    assert f'href="/en/reports/FRA/2023/sections/next_steps/#q-next_steps-goals--{step.identity}"' in missing
    assert "Next step 1:" in missing


def test_what_was_written_last_is_told_with_its_author(client_for, report, writer):
    AnswerFactory(report=report, question="lessons", changed_by=UserFactory(name="Deputy"))

    html = client_for(writer).get(OVERVIEW).content.decode()

    last = html.split("Last written")[1].split("</ul>")[0]
    assert 'href="/en/reports/FRA/2023/sections/overall/?write=fr#q-lessons"' in last
    assert "Français · Deputy ·" in last


def test_the_questions_are_said_to_be_in_our_own_words(client_for, writer):
    assert "in our own words" in client_for(writer).get(OVERVIEW).content.decode()


@pytest.mark.parametrize(
    "stage,who,reason",
    [
        (Stage.DRAFT, "secretariat", "fills in on a country’s behalf only where the focal point has allowed it"),
        (Stage.SUBMITTED, "writer", "This report is no longer a draft; its answers cannot be changed."),
    ],
)
def test_a_closed_report_says_why_and_can_be_read(client_for, report, writer, stage, who, reason):
    Report.objects.update(stage=stage)
    client = client_for(UserFactory(secretariat=True) if who == "secretariat" else writer)

    response = client.get(OVERVIEW)

    assert reason in response.content.decode()
    assert primary(response) == ("Read the report", "/en/reports/FRA/2023/export/preview/")
    assert "/import/" not in response.content.decode()


def test_an_ended_membership_opens_nothing(client_for, report):
    person = MembershipFactory(country=report.country, ended=True).user

    assert client_for(person).get(OVERVIEW).status_code == 404
