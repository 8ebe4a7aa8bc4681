"""The home page: what the reader has to do with its buttons, what they wait for, their reports."""

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
SECTIONS = "/en/reports/FRA/2023/sections"


@pytest.fixture
def report():
    return ReportFactory(country=CountryFactory(france=True))


def words(html):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html)).strip()


def actions(response):
    """The buttons: how they stand out, what they say to the eye, where they lead."""
    html = re.sub(r'<span class="visually-hidden">.*?</span>', "", response.content.decode(), flags=re.DOTALL)
    found = re.findall(r'<a class="btn btn-(\w+)" href="([^"]*)">(.*?)</a>', html, re.DOTALL)
    return [(kind, words(label), address) for kind, address, label in found]


def headings(response):
    return [words(one) for one in re.findall(r"<h[23][^>]*>(.*?)</h[23]>", response.content.decode(), re.DOTALL)]


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

    # session, user and memberships; versions and what is assigned; content, seven; turns, stages and groups; proposals,
    # questions and the parts of others
    with django_assert_num_queries(18):
        client.get("/en/")


@pytest.mark.parametrize("count", [1, 3])
def test_the_secretariats_home_takes_the_same_queries_for_every_number_of_submitted_reports(
    client_for, count, django_assert_num_queries
):
    for _each in range(count):
        ReportFactory(stage=Stage.SUBMITTED)
    client = client_for(UserFactory(secretariat=True))

    with django_assert_num_queries(15):  # submitted reports, questions, whether they are frozen; nothing of a country
        response = client.get("/en/")
    assert len(response.context["found"].tasks) == count


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

    with django_assert_num_queries(17):  # what is assigned besides, for who may decide; no parts of others
        response = client.get("/en/")
    assert len(response.context["found"].tasks) == 2 * count


# --- what is assigned


@pytest.fixture
def contributor(report):
    return UserFactory(holds=(Role.CONTRIBUTOR, report.country))


def test_what_is_assigned_waits_with_its_date_its_progress_and_the_way_there(client_for, report, contributor):
    today = timezone.localdate()
    late = AssignmentFactory(report=report, user=contributor, due_on=today - timedelta(days=1), note="For the minister")
    AssignmentFactory(report=report, user=contributor, section="national", due_on=today + timedelta(days=5))
    AnswerFactory(report=report, question="overall_progress", language="", value=3)

    response = client_for(contributor).get("/en/")

    assert headings(response) == [
        "The past 12 months as a whole",
        "Working with national partners",
        "What you are waiting for",
        "Your reports",
        "France 2023",
    ]
    assert [(kind, address) for kind, _label, address in actions(response)] == [
        ("primary", f"{SECTIONS}/overall/#q-key_results"),
        ("secondary", f"{SECTIONS}/national/#q-national_partners"),
    ]
    page = words(response.content.decode())
    for part in ("late since", "due on", "For the minister", "1 of 5 questions answered"):
        assert part in page, part
    assert f'href="/en/reports/FRA/2023/board/{late.pk}/"' in response.content.decode()


def test_a_group_s_assignment_waits_for_its_members_and_one_that_is_done_for_nobody(client_for, report):
    mine, other = WorkingGroupFactory.create_batch(2, country=report.country)
    person = UserFactory(holds=(Role.GROUP_CHAIR, report.country, mine))
    AssignmentFactory(report=report, user=None, group=mine)
    AssignmentFactory(report=report, user=None, group=other)
    AssignmentFactory(report=report, user=person, done_at=timezone.now())
    AssignmentFactory(report=report, user=person, section="national", ended_at=timezone.now())
    AssignmentFactory(user=person)  # in a country where the person holds no role any more

    response = client_for(person).get("/en/")

    assert [(task.title, task.group) for task in response.context["found"].tasks] == [
        ("The past 12 months as a whole", mine)
    ]


def test_an_assignment_of_a_report_of_last_year_waits_too(client_for, report, contributor):
    AssignmentFactory(report=report, user=contributor)
    ReportFactory(country=report.country, roadmap=report.roadmap, campaign=CampaignFactory(year=2024))

    found = client_for(contributor).get("/en/").context["found"]

    assert [task.report for task in found.tasks] == [report]
    assert [content.report.campaign.year for content in found.reports] == [2024, 2023]


def test_who_has_nothing_to_do_is_told_so_and_for_whom_the_report_waits(client_for, report, contributor):
    response = client_for(contributor).get("/en/")

    assert actions(response) == []
    assert headings(response) == [
        "You have nothing to do right now",
        "What you are waiting for",
        "Your reports",
        "France 2023",
    ]


def test_an_empty_report_is_begun_or_imported(client_for, report):
    response = client_for(UserFactory(focal_point_of=report.country)).get("/en/")

    begin = "Begin: Progress on the priorities of the roadmap"
    assert actions(response) == [("primary", begin, f"{SECTIONS}/progress/")]
    assert headings(response)[0] == "10 required answers are missing"
    assert 'href="/en/reports/FRA/2023/import/"' in response.content.decode()


def test_a_begun_report_is_gone_on_with(client_for, report):
    AnswerFactory(report=report)

    response = client_for(UserFactory(focal_point_of=report.country)).get("/en/")

    assert actions(response)[0][1] == "Continue: Progress on the priorities of the roadmap"
    assert "/import/" not in response.content.decode()


def test_one_action_stands_out_although_two_countries_wait(client_for, report):
    person = UserFactory(focal_point_of=report.country)
    MembershipFactory(user=person, country=ReportFactory().country)

    assert [kind for kind, _label, _address in actions(client_for(person).get("/en/"))] == ["primary", "secondary"]


def test_a_published_report_of_last_year_is_left_to_the_list_of_all(client_for, report):
    Report.objects.update(stage=Stage.PUBLISHED)
    ReportFactory(country=report.country, roadmap=report.roadmap, campaign=CampaignFactory(year=2024))

    response = client_for(UserFactory(focal_point_of=report.country)).get("/en/")

    assert headings(response)[-2:] == ["Your reports", "France 2024"]
    assert 'href="/en/reports/"' in response.content.decode()


def test_the_secretariat_finds_its_desk_and_is_asked_to_write_in_no_report(client_for, report):
    response = client_for(UserFactory(secretariat=True)).get("/en/")

    assert headings(response) == ["You have nothing to do right now"]
    assert actions(response) == [("secondary", "Open the desk", "/en/desk/")]


@pytest.mark.parametrize("roles,why", [(0, "You have no role in any country."), (1, "No report is open yet.")])
def test_where_nothing_waits_it_says_why(client_for, roles, why):
    person = UserFactory()
    for _each in range(roles):
        MembershipFactory(user=person)

    html = client_for(person).get("/en/").content.decode()

    assert ("You have nothing to do right now" in html, why in html, Membership.objects.count()) == (True, True, roles)


def test_whose_role_begins_on_a_later_day_is_told_which(client_for):
    person = MembershipFactory(to_come=True).user
    page = client_for(person).get("/en/").content.decode()
    assert "Your role as national focal point begins on 1 January 2100." in page
    assert "You have no role in any country." not in page


def test_an_observer_is_told_that_the_report_is_being_written(client_for, report):
    response = client_for(UserFactory(holds=(Role.OBSERVER, report.country))).get("/en/")

    page = response.content.decode()
    assert "The report is being written. You will see it when it goes to the forum." in page
    assert ("No report is open yet" in page, "/en/reports/FRA/2023/" in page) == (False, False)


# --- what is to be translated


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

    assert actions(response) == [
        ("primary", "Translate into French", f"{SECTIONS}/next_steps/?write=fr#q-anything_else"),
        ("secondary", "Translate into English", f"{SECTIONS}/overall/?write=en#q-key_results"),
    ]
    assert headings(response)[:2] == [
        "1 text is not yet translated into French",
        "2 texts are not yet translated into English",
    ]


@pytest.mark.parametrize("stage,role", [(Stage.FORUM_REVIEW, Role.TRANSLATOR), (Stage.DRAFT, Role.REVIEWER)])
def test_nothing_is_to_be_translated_in_a_frozen_text_or_by_others(client_for, report, stage, role):
    AnswerFactory(report=report, language="fr")
    Report.objects.update(stage=stage)

    response = client_for(UserFactory(holds=(role, report.country))).get("/en/")

    assert headings(response)[0] == "You have nothing to do right now"


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

    with django_assert_num_queries(16):  # no parts of others
        client.get("/en/")
