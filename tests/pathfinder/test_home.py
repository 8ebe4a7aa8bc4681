"""The home page tells what waits for the reader."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from forum.models import Membership
from forum.roles import Role
from reports.models import Report
from reports.stages import Stage
from tests.factories.forum import CountryFactory, MembershipFactory, UserFactory, WorkingGroupFactory
from tests.factories.reports import AnswerFactory, AssignmentFactory, CampaignFactory, ReportFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def report():
    return ReportFactory(country=CountryFactory(france=True))


def actions(response):
    html = response.content.decode()
    found = re.findall(r'<a class="btn btn-(\w+)" href="([^"]*)">(.*?)</a>', html, re.DOTALL)
    return [(kind, re.sub(r"\s+", " ", words).strip(), address) for kind, address, words in found]


@pytest.mark.parametrize("count", [1, 3])
def test_the_focal_points_home_takes_the_same_queries_for_every_number_of_countries(
    client_for, count, django_assert_num_queries
):
    person = UserFactory()
    for number in range(count):
        report = ReportFactory(priorities=number + 1)
        MembershipFactory(user=person, country=report.country)
        AnswerFactory(report=report)
    client = client_for(person)

    with django_assert_num_queries(13):  # session, user, memberships, assignments, reports, content (7), who acts next
        client.get("/en/")


@pytest.mark.parametrize("count", [1, 3])
def test_the_secretariats_home_takes_the_same_queries_for_every_number_of_countries(
    client_for, count, django_assert_num_queries
):
    for _each in range(count):
        ReportFactory()
    client = client_for(UserFactory(secretariat=True))

    with django_assert_num_queries(13):  # and the countries
        client.get("/en/")


# --- what is assigned


@pytest.fixture
def contributor(report):
    return UserFactory(holds=(Role.CONTRIBUTOR, report.country))


def headings(response):
    html = response.content.decode()
    return [re.sub(r"<[^>]+>", "", one).strip() for one in re.findall(r"<h2[^>]*>(.*?)</h2>", html, re.DOTALL)]


@pytest.mark.parametrize("count", [1, 3])
def test_a_contributors_home_takes_the_same_queries_for_every_number_of_assignments(
    client_for, count, django_assert_num_queries
):
    person = UserFactory()
    for _each in range(count):
        report = ReportFactory()
        group = WorkingGroupFactory(country=report.country)
        MembershipFactory(user=person, country=report.country, role=Role.CONTRIBUTOR, working_group=group)
        AssignmentFactory(report=report, user=person)
        AssignmentFactory(report=report, user=None, group=group, section="progress")
    client = client_for(person)

    with django_assert_num_queries(13):  # as for the focal point
        response = client.get("/en/")
    assert len(response.context["lines"]) == 2 * count


def test_what_is_assigned_waits_with_its_date_its_progress_and_the_way_there(client_for, report, contributor):
    today = timezone.localdate()
    late = AssignmentFactory(report=report, user=contributor, due_on=today - timedelta(days=1), note="For the minister")
    AssignmentFactory(report=report, user=contributor, section="national", due_on=today + timedelta(days=5))
    AnswerFactory(report=report, question="overall_progress", language="", value=3)

    response = client_for(contributor).get("/en/")

    html = re.sub(r"\s+", " ", response.content.decode())
    assert headings(response) == [
        "The past 12 months as a whole",
        "Working with national partners",
        "France 2023",
    ]
    assert [kind for kind, _words, _address in actions(response)] == ["primary", "secondary"]
    assert actions(response)[0][2] == "/en/reports/FRA/2023/sections/overall/#q-key_results"
    for words in ("1 day late", "due in 5 days", "For the minister", "<strong>1 of 5</strong> questions answered"):
        assert words in html, words
    assert f'href="/en/reports/FRA/2023/board/{late.pk}/"' in html


def test_a_group_s_assignment_waits_for_its_members_and_one_that_is_done_for_nobody(client_for, report):
    mine, other = WorkingGroupFactory.create_batch(2, country=report.country)
    person = UserFactory(holds=(Role.GROUP_CHAIR, report.country, mine))
    waits = AssignmentFactory(report=report, user=None, group=mine)
    AssignmentFactory(report=report, user=None, group=other)
    AssignmentFactory(report=report, user=person, done_at=timezone.now())
    AssignmentFactory(report=report, user=person, section="national", ended_at=timezone.now())
    AssignmentFactory(user=person)  # in a country where the person holds no role any more

    response = client_for(person).get("/en/")

    assert [line.assignment for line in response.context["lines"]] == [waits]


def test_an_assignment_of_a_report_of_last_year_waits_too(client_for, report, contributor):
    waits = AssignmentFactory(report=report, user=contributor)
    ReportFactory(country=report.country, roadmap=report.roadmap, campaign=CampaignFactory(year=2024))

    response = client_for(contributor).get("/en/")

    assert [line.assignment for line in response.context["lines"]] == [waits]
    assert [content.report.campaign.year for content, _turn, _texts in response.context["reports"]] == [2024]


def test_who_has_nothing_to_write_is_told_so_and_is_not_asked_to_write_the_report(client_for, report, contributor):
    response = client_for(contributor).get("/en/")

    assert (actions(response), "You have nothing to do right now" in response.content.decode()) == ([], True)
    assert headings(response) == ["You have nothing to do right now", "France 2023"]


def test_an_empty_report_is_begun_or_imported(client_for, report):
    response = client_for(UserFactory(focal_point_of=report.country)).get("/en/")

    begin = "Begin: Progress on the priorities of the roadmap"
    assert actions(response) == [("primary", begin, "/en/reports/FRA/2023/sections/progress/")]
    assert "10 required answers are still missing." in response.content.decode()
    assert 'href="/en/reports/FRA/2023/import/"' in response.content.decode()


def test_a_begun_report_is_gone_on_with(client_for, report):
    AnswerFactory(report=report)

    response = client_for(UserFactory(focal_point_of=report.country)).get("/en/")

    assert actions(response)[0][1] == "Continue: Progress on the priorities of the roadmap"
    assert "/import/" not in response.content.decode()


def test_one_action_stands_out_although_two_countries_wait(client_for, report):
    person = UserFactory(focal_point_of=report.country)
    MembershipFactory(user=person, country=ReportFactory().country)

    assert [kind for kind, _words, _address in actions(client_for(person).get("/en/"))] == ["primary", "secondary"]


def test_only_the_newest_report_of_a_country_waits(client_for, report):
    ReportFactory(country=report.country, roadmap=report.roadmap, campaign=CampaignFactory(year=2024))

    html = client_for(UserFactory(focal_point_of=report.country)).get("/en/").content.decode()

    assert re.findall(r'<h2 id="report-\d+"><a href="([^"]*)">', html) == ["/en/reports/FRA/2024/"]


def test_a_report_that_is_no_draft_waits_for_nobody_here(client_for, report):
    Report.objects.update(stage=Stage.SUBMITTED)

    assert actions(client_for(UserFactory(focal_point_of=report.country)).get("/en/")) == []


def test_the_secretariat_sees_every_report_and_is_asked_to_write_in_none(client_for, report):
    ReportFactory()

    response = client_for(UserFactory(secretariat=True)).get("/en/")

    desk = [("primary", "Open the desk", "/en/desk/")]
    assert (len(response.context["reports"]), actions(response)) == (2, desk)


@pytest.mark.parametrize("roles,words", [(0, "You have no role in any country."), (1, "No report is open yet.")])
def test_where_nothing_waits_it_says_why(client_for, roles, words):
    person = UserFactory()
    for _each in range(roles):
        MembershipFactory(user=person)

    html = client_for(person).get("/en/").content.decode()

    assert ("You have nothing to do right now" in html, words in html, Membership.objects.count()) == (
        True,
        True,
        roles,
    )


# --- what is to be translated, and whose turn it is


@pytest.fixture
def translator(report):
    return UserFactory(holds=(Role.TRANSLATOR, report.country))


def test_a_translator_finds_every_text_without_its_translation_and_the_way_to_the_first(client_for, report, translator):
    for question in ("key_results", "lessons", "difficulties"):
        AnswerFactory(report=report, question=question, language="fr")
    AnswerFactory(report=report, question="lessons", language="en", is_original=False)
    AnswerFactory(report=report, question="anything_else", language="en")
    AnswerFactory(report=report, question="initiatives_supported", language="", value="no")
    AnswerFactory(report=report, question="initiatives_supported_detail", language="fr")  # parked
    AnswerFactory(report=report, question="evidence_detail", language="fr", is_original=True, is_blank=True)

    response = client_for(translator).get("/en/")

    [(_content, _turn, texts)] = response.context["reports"]
    assert [(one.language, [entry.key for entry in one.entries]) for one in texts] == [
        ("fr", ["anything_else"]),
        ("en", ["key_results", "difficulties"]),
    ]
    assert actions(response) == [
        ("primary", "Translate into this language: Français", f"{SECTIONS}/next_steps/?write=fr#q-anything_else"),
        ("secondary", "Translate into this language: English", f"{SECTIONS}/overall/?write=en#q-key_results"),
    ]
    html = response.content.decode()
    assert "2 texts are not there in this language yet: English." in html
    assert "You have nothing to do right now" not in html


SECTIONS = "/en/reports/FRA/2023/sections"


@pytest.mark.parametrize("stage,role", [(Stage.FORUM_REVIEW, Role.TRANSLATOR), (Stage.DRAFT, Role.REVIEWER)])
def test_nothing_is_to_be_translated_in_a_frozen_text_or_by_others(client_for, report, stage, role):
    AnswerFactory(report=report, language="fr")
    Report.objects.update(stage=stage)

    response = client_for(UserFactory(holds=(role, report.country))).get("/en/")

    assert [texts for _content, _turn, texts in response.context["reports"]] == [[]]
    assert "You have nothing to do right now" in response.content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_a_translators_home_takes_the_same_queries_for_every_number_of_texts(
    client_for, count, django_assert_num_queries
):
    person = UserFactory()
    for _each in range(count):
        report = ReportFactory(priorities=count)
        MembershipFactory(user=person, country=report.country, role=Role.TRANSLATOR)
        for question in ("key_results", "lessons", "difficulties")[:count]:
            AnswerFactory(report=report, question=question, language="fr")
    client = client_for(person)

    with django_assert_num_queries(13):  # as for the focal point
        client.get("/en/")


def test_who_is_waited_for_is_not_told_that_nothing_waits(client_for, report):
    Report.objects.update(stage=Stage.SIGN_OFF)
    signatory = UserFactory(holds=(Role.SIGNATORY, report.country))

    html = client_for(signatory).get("/en/").content.decode()

    assert ("Your turn." in html, "You have nothing to do right now" in html) == (True, False)
