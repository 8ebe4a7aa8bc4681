"""Messages between the secretariat and a country about a report."""

import pytest
from django.core.exceptions import ValidationError

from forum.access import Forbidden
from forum.roles import Role
from notices.models import Notice
from reports.models import Message, StageChange
from reports.secretariat.messages import messages_of, questions_to, send_message
from reports.signoff.undo_correction import take_back_correction
from reports.stages import Stage
from reports.tasks.queries import tasks_of
from tests.reports.way import Way
from tests.roadmaps.page import Page

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]
PAGE = "/en/reports/FRA/2023/messages/"


@pytest.fixture
def way():
    return Way()


def ask(way, by=None, words="Which law is meant?"):
    return send_message(report=way.report, body=words, is_question=True, by=by or way.secretariat)


def tasks(user):
    return [(one.title, one.quoted) for one in tasks_of(user).tasks if one.title.endswith("asks a question")]


def test_a_question_of_the_secretariat_waits_for_who_leads_the_report_until_they_answer(way):
    ask(way)

    assert [(one.kind, one.to, one.address) for one in Notice.objects.order_by("to__name")] == [
        ("reports.message", way[Role.DEPUTY], f"{PAGE}"),
        ("reports.message", way.focal_point, f"{PAGE}"),
    ]
    assert (
        tasks(way.focal_point)
        == tasks(way[Role.DEPUTY])
        == [("The secretariat asks a question", "Which law is meant?")]
    )
    assert tasks(way.secretariat) == tasks(way.signatory) == []

    send_message(report=way.report, body="That of 2021.", by=way[Role.DEPUTY])

    assert list(questions_to(way.focal_point)) == []
    assert Notice.objects.order_by("pk").last().to == way.secretariat


def test_a_question_of_the_country_waits_for_the_secretariat(way):
    ask(way, by=way.focal_point)

    assert (tasks(way.secretariat), tasks(way.focal_point)) == (
        [("The country asks a question", "Which law is meant?")],
        [],
    )


def test_a_second_message_of_the_same_side_answers_nothing(way):
    ask(way)
    send_message(report=way.report, body="Please.", by=way.secretariat)

    assert len(questions_to(way.focal_point)) == 1


def test_the_thread_goes_on_when_a_correction_is_opened_and_taken_back(way):
    way.to(Stage.SUBMITTED)
    before = ask(way)
    way.do("correct", comment="A figure.")
    after = ask(way)
    take_back_correction(report=way.report, comment="By mistake.", by=way.focal_point)

    assert list(messages_of(before.report)) == [before, after]
    assert StageChange.objects.exists()


@pytest.mark.parametrize("role", [Role.SIGNATORY, Role.SECRETARIAT_VIEWER, Role.OBSERVER])
def test_others_write_nothing(way, role):
    with pytest.raises(Forbidden):
        ask(way, by=way[role])


def test_an_empty_one_is_refused(way):
    with pytest.raises(ValidationError):
        ask(way, words="  ")


def test_both_sides_read_the_page_and_nobody_else(way, client_for):
    ask(way)
    client = client_for(way.focal_point)
    client.post(PAGE, {"body": "That of 2021."})

    for person in (way.focal_point, way.secretariat, way[Role.SECRETARIAT_VIEWER]):
        assert Page(client_for(person).get(PAGE)).texts(".comment-body") == ["Which law is meant?", "That of 2021."]
    assert [client_for(one).get(PAGE).status_code for one in (way.signatory, way.chairs[0])] == [403, 403]
    assert client.post(PAGE, {"body": ""}).status_code == 422
    assert Message.objects.count() == 2


def test_the_journal_speaks_of_it_to_those_who_read_it(way, client_for):
    ask(way)
    journal = "/en/reports/FRA/2023/journal/"

    found = [
        "wrote a message" in client_for(one).get(journal).content.decode() for one in (way.focal_point, way.signatory)
    ]
    assert found == [True, False]
