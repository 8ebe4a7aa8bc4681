"""The journal of a report and of a country in the browser."""

import json
import re

import pytest

from forum.roles import Role
from journal.models import Entry
from journal.record import record
from reports.content.loading import load
from reports.models import Report
from reports.stages import Stage
from tests.factories.forum import UserFactory, WorkingGroupFactory
from tests.factories.reports import AnswerFactory, ReportFactory

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]
OF_REPORT, OF_COUNTRY = "/en/reports/FRA/2023/journal/", "/en/journal/FRA/"


@pytest.fixture
def focal_point(report):
    return UserFactory(name="Ada", focal_point_of=report.country)


def told(html):
    """The sentences of the page, without the times."""
    lines = re.findall(r"<li>(.*?)</li>", re.search(r'class="journal-list">(.*?)</ol>', html, re.DOTALL)[1], re.DOTALL)
    return [re.sub(r"\s+", " ", re.sub(r"<time.*?</time>|<[^>]*>", " ", line)).strip() for line in lines]


def write(report, person, count=1):
    for _each in range(count):
        record("report.opened", by=person, target=report, country="FRA")


def test_the_lines_of_all_versions_stand_there_newest_first(client_for, report, focal_point):
    write(report, focal_point)
    Report.objects.update(stage=Stage.PUBLISHED)
    second = ReportFactory(country=report.country, roadmap=report.roadmap, version=2)
    states = {"from": "draft", "to": "forum_review"}
    record("report.opened", by=None, target=second, country="FRA", on_behalf_of="France", **states)
    write(ReportFactory(), focal_point)

    html = client_for(focal_point).get(OF_REPORT).content.decode()

    assert told(html) == [
        "The system opened the report FRA 2023 v2, on behalf of France from “draft” to “with the forum”",
        "Ada opened the report FRA 2023",
    ]


def test_an_observer_reads_nothing_of_a_correction_that_is_a_draft(client_for, report, focal_point):
    write(report, focal_point)
    Report.objects.update(stage=Stage.PUBLISHED)
    write(ReportFactory(country=report.country, roadmap=report.roadmap, version=2), focal_point, count=2)
    client = client_for(UserFactory(holds=(Role.OBSERVER, report.country)))

    rows = json.loads(b"".join(client.get(f"{OF_REPORT}entries.json")))

    assert told(client.get(OF_REPORT).content.decode()) == ["Ada opened the report FRA 2023"]
    assert len(rows) == 1


def test_a_line_about_an_answer_leads_to_the_question(client_for, report, focal_point):
    AnswerFactory(report=report)
    content = load(report)
    entry = content.entry("key_results")
    record("answer.saved", by=focal_point, target=report, country="FRA", question="key_results", occurrence=None)

    html = client_for(focal_point).get(OF_REPORT).content.decode()

    section = content.section_of(entry)
    label = entry.label.plain("en")
    (line,) = told(html)
    assert line.startswith(f"Ada saved an answer of FRA 2023 {entry.number}. {label[:20]}")
    assert f'href="/en/reports/FRA/2023/sections/{section.key}/#q-{entry.name}"' in html


def test_the_journal_of_a_country_leads_to_what_is_still_there(client_for, report, focal_point):
    write(report, focal_point)
    record("country.changed", by=focal_point, target=report.country, country="FRA")
    write(ReportFactory(), focal_point)

    html = client_for(focal_point).get(OF_COUNTRY).content.decode()

    assert told(html)[1:] == ["Ada changed the country France", "Ada opened the report FRA 2023"]
    assert '<a href="/en/reports/FRA/2023/">Ada opened the report FRA 2023</a>' in html


@pytest.mark.parametrize("role", Role)
def test_who_may_read_which(client_for, report, role):
    alliance = role in {Role.SECRETARIAT, Role.SECRETARIAT_VIEWER, Role.ADMINISTRATOR}
    leads = alliance or role in {Role.FOCAL_POINT, Role.DEPUTY}
    group = WorkingGroupFactory(country=report.country) if role == Role.GROUP_CHAIR else None
    client = client_for(UserFactory(holds=(role, None if alliance else report.country, group)))

    of_report, of_country, file = client.get(OF_REPORT), client.get(OF_COUNTRY), client.get(f"{OF_COUNTRY}entries.json")

    status = 200 if leads else 403
    own = 403 if role == Role.OBSERVER else 200  # who reads the report from the review on
    assert (of_report.status_code, of_country.status_code, file.status_code) == (own, status, status)
    assert (OF_COUNTRY in of_report.content.decode()) is leads
    if not leads:
        assert "The journal of a country is for its focal point" in of_country.content.decode()


def test_what_is_filtered_is_what_is_in_the_file(client_for, report, focal_point):
    write(report, focal_point)
    write(report, UserFactory(name="Bo"))
    client = client_for(focal_point)

    html = client.get(OF_REPORT, {"person": focal_point.pk}).content.decode()
    (address,) = re.findall(r'href="([^"]*entries\.json[^"]*)"', html)
    rows = json.loads(b"".join(client.get(address)))

    assert told(html) == ["Ada opened the report FRA 2023"]
    assert [row["sentence"] for row in rows] == ["Ada opened the report FRA 2023"]
    assert client.get(f"{OF_REPORT}entries.xlsx").status_code == 404


def test_a_day_that_is_none_is_said(client_for, report, focal_point):
    write(report, focal_point)

    html = client_for(focal_point).get(OF_REPORT, {"after": "yesterday"}).content.decode()

    assert ("Enter a valid date." in html, told(html)) == (True, ["Ada opened the report FRA 2023"])


@pytest.mark.parametrize(
    ("sent", "words"), [({}, "Nothing has been done yet"), ({"after": "2020-01-01"}, "Nothing fits")]
)
def test_an_empty_one_says_why(client_for, report, focal_point, sent, words):
    for address in (OF_REPORT, OF_COUNTRY):
        assert words in client_for(focal_point).get(address, sent).content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_both_take_the_same_queries_for_every_number_of_lines(
    client_for, report, focal_point, count, django_assert_num_queries
):
    for _each in range(count):
        write(report, UserFactory())
        record("answer.saved", by=focal_point, target=report, country="FRA", question="key_results", occurrence=None)
    client = client_for(focal_point)

    # session, user, memberships, report, its versions, those taken back; people, acts, count, lines; its content (7)
    with django_assert_num_queries(18):
        client.get(OF_REPORT)
    # session, user, memberships; people, acts, count, lines; reports that are still there
    with django_assert_num_queries(9):
        client.get(OF_COUNTRY)


def test_a_long_one_goes_on_in_pages(client_for, report, focal_point):
    write(report, focal_point, 51)
    client = client_for(focal_point)

    first, second = (client.get(f"{OF_REPORT}?page={number}").content.decode() for number in (1, 2))

    assert [len(told(html)) for html in (first, second)] == [50, 1]
    assert ('rel="next"' in first, 'rel="prev"' in second, Entry.objects.count()) == (True, True, 51)


def test_the_report_leads_to_its_journal(client_for, report, focal_point):
    assert f'href="{OF_REPORT}"' in client_for(focal_point).get("/en/reports/FRA/2023/").content.decode()
