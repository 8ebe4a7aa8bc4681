"""The worksheet of a meeting: which questions, what stands there, what stood there last year, what waits."""

import re

import pytest

from forum.models import User
from reports.meetings.minutes import Meeting, propose_minutes, wanted
from reports.meetings.worksheet import worksheet
from reports.models import Thread
from tests.factories.forum import WorkingGroupFactory
from tests.factories.reports import AnswerFactory, AssignmentFactory, CampaignFactory, ReportFactory, entry_of, text

pytestmark = pytest.mark.django_db
OVERALL = ["overall_progress", "key_results", "other_successes", "difficulties", "lessons"]
PAGE = "/en/reports/FRA/2023/worksheet/"


@pytest.fixture
def last_year(report):
    earlier = ReportFactory(country=report.country, campaign=CampaignFactory(year=2022), roadmap=report.roadmap)
    AnswerFactory(report=earlier, value=text("L’an dernier."))
    progress = entry_of(earlier, "progress", "1")
    AnswerFactory(report=earlier, question="progress", occurrence=progress.occurrence, value=text("Il y a un an."))
    return earlier


def sheets(report, user, group=None) -> dict[str, object]:
    found = worksheet(report, User.objects.get(pk=user.pk), group)
    return {sheet.entry.name: sheet for sheet in found.sheets}


def test_a_group_has_its_own_questions(report, chair, unions):
    assert list(sheets(report, chair, unions)) == OVERALL
    AssignmentFactory(report=report, section="progress", user=None, group=unions)
    assert list(sheets(report, chair, unions)) == ["progress--1", *OVERALL]


def test_a_group_to_which_nothing_is_assigned_has_them_all(report, chair):
    other = WorkingGroupFactory(country=report.country)
    found = worksheet(report, chair, other)
    assert (found.is_assigned, len(found.sheets)) == (False, len(worksheet(report, chair, None).sheets))


def test_last_year_s_answer_is_beside_the_same_question_of_the_same_priority(report, chair, last_year):
    found = sheets(report, chair)
    assert found["key_results"].before.answers["fr"].value == text("L’an dernier.")
    assert found["progress--1"].before.answers["fr"].value == text("Il y a un an.")
    assert found["lessons"].before is None


def test_what_waits_and_what_is_missing_is_counted(report, chair, unions):
    assert [entry.name for entry in sheets(report, chair)["key_results"].missing] == ["key_results"]
    AnswerFactory(report=report)
    entry = entry_of(report, "key_results")
    wish = wanted(entry, "fr", changed=None, base=None, added=text("Et plus."))
    meeting = Meeting("Plenary", report.campaign.due_on, unions)
    propose_minutes(report=report, language="fr", meeting=meeting, wishes=[wish], by=chair, page="p")
    Thread.objects.create(slot=entry.slot, opened_by=chair)
    found = sheets(report, chair)["key_results"]
    assert (found.proposals, found.comments, found.missing) == (1, 1, [])


# --- the page


def test_the_reader_s_own_group_is_shown_first(client_for, report, chair, unions, last_year):
    AnswerFactory(report=report)
    html = client_for(chair).get(PAGE).content.decode()
    assert f"Worksheet – {unions}" in html
    assert len(re.findall(r"<article", html)) == len(OVERALL)
    for said in ("Bonjour", "L’an dernier.", "The answer of 2022", "Show one question at a time", "Enter minutes"):
        assert said in html
    whole = client_for(chair).get(f"{PAGE}?group=all").content.decode()
    assert len(re.findall(r"<article", whole)) > 10


def test_one_question_at_a_time_with_the_way_on_and_back(client_for, report, chair, unions):
    client = client_for(chair)
    links = [
        re.findall(
            r'rel="(next|prev)" href="([^"]*)"', client.get(f"{PAGE}?group={unions.pk}&one={at}").content.decode()
        )
        for at in (1, len(OVERALL))
    ]
    assert links == [
        [("next", f"?group={unions.pk}&amp;one=2")],
        [("prev", f"?group={unions.pk}&amp;one={len(OVERALL) - 1}")],
    ]
    assert [client.get(f"{PAGE}?one={at}").status_code for at in ("0", "6", "x")] == [404, 404, 404]


def test_a_group_of_another_country_is_none(client_for, report, chair):
    assert client_for(chair).get(f"{PAGE}?group={WorkingGroupFactory().pk}").status_code == 404


def test_a_country_without_groups_has_the_whole_report(client_for, report, writer):
    html = client_for(writer).get(PAGE).content.decode()
    assert ("The whole report, with" in html, "Whole report</strong>" in html) == (True, False)


@pytest.mark.parametrize("count", [1, 3])
def test_it_takes_the_same_queries_however_many_questions(
    client_for, chair, report, unions, last_year, count, django_assert_num_queries
):
    for number in range(count):
        WorkingGroupFactory(country=report.country)
        AnswerFactory(report=report, question=("lessons", "difficulties", "anything_else")[number])
        AssignmentFactory(
            report=report, section=("progress", "evidence", "difficulties")[number], user=None, group=unions
        )
    client = client_for(chair)
    with django_assert_num_queries(17):
        client.get(PAGE)
