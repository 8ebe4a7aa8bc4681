"""What an open page of a part hears: nothing while nothing changes, and then what is other than it shows."""

import re
import time
from datetime import timedelta

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from coediting.models import Visit
from coediting.visits import be_here
from forum.memberships import end_membership, give_role
from forum.roles import Role
from reports.answers import documents
from reports.answers.news import report_changed
from reports.answers.next_steps import add_next_step, move_next_step, remove_next_step
from reports.assignments.actions import mark_done
from reports.content.loading import load
from reports.models import Answer, Report
from reports.pages import page_state
from reports.pages.news import HOLDS, section_or_404
from reports.pages.page_state import channel_of
from reports.review.suggestion_display import AtQuestions
from reports.review.suggestions import propose
from reports.rights.writers import writer as writer_before
from reports.stages import Stage
from tests.factories.forum import CountryFactory, UserFactory
from tests.factories.reports import AnswerFactory, AssignmentFactory, entry_of, text
from tests.reports.together import write

pytestmark = pytest.mark.django_db
PAGE = {"page": "a-page"}
FRAME = {"section-progress", "locked-part", "part-stage"}
"""What comes with whatever is asked for."""


@pytest.fixture
def client(client_for, writer):
    return client_for(writer)


def address(key: str = "overall") -> str:
    return reverse("reports:live", args=["FRA", 2023, key])


def heard(client, key: str = "overall", **query) -> dict:
    return client.get(address(key), {"write": "fr"} | query).json()


def standing(client, key: str = "overall") -> dict:
    return heard(client, key)["standing"]


def differing(before: dict, after: dict) -> set[str]:
    return {name for name in before if before[name] != after[name]}


# --- what is heard


def test_a_page_hears_nothing_while_nothing_changes(client, report):
    mark = heard(client)["mark"]

    response = client.get(address(), {"write": "fr", "mark": mark})

    assert (response.status_code, response.content) == (204, b"")


def test_a_page_hears_what_somebody_saved_and_who(client, report, writer, colleague):
    mark = heard(client)["mark"]
    AnswerFactory(report=report, question="other_successes", language="", value="yes", changed_by=colleague, revision=3)
    AnswerFactory(report=report, question="lessons", value=text("Appris"), changed_by=writer)
    AnswerFactory(report=report, question="lessons", language="en", value=text("Learnt"), is_original=False)
    report_changed(report.pk)

    news = heard(client, mark=mark)

    assert news["standing"]["answers"] == {
        "lessons": {"en": [1, False, None], "fr": [1, False, ""]},
        "other_successes": {"": [3, False, "Deputy"]},
    }
    assert news["mark"] != mark


@pytest.mark.parametrize("key", ["overall", "next_steps", "progress"])
def test_what_the_page_shows_is_told_as_the_database_tells_it(report, writer, colleague, key):
    AnswerFactory(report=report, question="progress", occurrence=report.occurrences.get(), changed_by=colleague)
    AnswerFactory(report=report, question="other_successes", language="", value="yes", changed_by=writer)
    AnswerFactory(report=report, question="lessons", value=None, is_blank=True)
    for step in [add_next_step(report=report, by=None) for _each in range(3)]:
        AnswerFactory(report=report, occurrence=step, question="next_steps.step", value="Former", changed_by=colleague)
    remove_next_step(occurrence=step, by=writer)
    for entry in (entry_of(report, "lessons"), entry_of(report, "progress", "1")):
        for value in (text("Une fois"), text("Deux fois")):
            said = {"value": value, "written_on": text(), "by": colleague, "source": "minutes"}
            propose(report=report, entry=entry, language="fr", **said)
    content, section = load(report), section_or_404(report, key)
    person = writer_before(writer, report)

    removed = [step] if key == "next_steps" else []
    standing = [one for entry in content.section(key).entries for one in (entry, *entry.parts)]
    proposed = AtQuestions(report, writer, "fr").versions(standing)
    shown = page_state.shown(content, content.section(key), {}, removed, person, writer, proposed)

    assert shown == page_state.standing(report, section, "fr", person, writer)
    assert shown["answers"] != {}


def test_a_choice_of_another_part_changes_only_the_conditions(client, report):
    before = standing(client)

    AnswerFactory(report=report, question="mechanism_useful", language="", value="yes")

    assert differing(before, standing(client)) == {"conditions"}


def test_a_text_of_another_part_is_no_news(client, report):
    before = heard(client)

    AnswerFactory(report=report, question="anything_else")

    assert heard(client) == before


def test_a_page_hears_that_a_text_is_written_together_now(client, report, colleague):
    assert standing(client)["texts"] == {}

    found = documents.open_text(report=report, entry=entry_of(report, "lessons"), language="fr", by=colleague)
    documents.open_text(report=report, entry=entry_of(report, "lessons"), language="en", by=colleague)

    assert standing(client)["texts"] == {"lessons": str(found.document_id)}


def test_a_page_hears_of_next_steps_added_moved_and_removed(client, report, writer):
    first, second = (add_next_step(report=report, by=None) for _each in range(2))
    assert standing(client, "next_steps")["steps"] == [first.identity, second.identity]

    move_next_step(occurrence=second, up=True, by=writer)
    assert standing(client, "next_steps")["steps"] == [second.identity, first.identity]

    remove_next_step(occurrence=first, by=writer)
    told = standing(client, "next_steps")
    assert (told["steps"], told["removed"]) == ([second.identity], [first.identity])


def test_a_page_hears_that_the_original_is_another_language(client, report):
    fr = AnswerFactory(report=report, question="lessons")
    en = AnswerFactory(report=report, question="lessons", language="en", is_original=False)
    before = standing(client)

    Answer.objects.filter(pk=fr.pk).update(is_original=False)
    Answer.objects.filter(pk=en.pk).update(is_original=True)

    assert differing(before, standing(client)) == {"originals"}


def test_a_page_hears_that_the_report_is_no_draft_any_more(client, report):
    before = standing(client)

    Report.objects.update(stage=Stage.FORUM_REVIEW)

    assert differing(before, standing(client)) == {"rights"}


def test_who_writes_by_an_assignment_hears_that_it_is_done(client_for, report):
    contributor = UserFactory(holds=(Role.CONTRIBUTOR, report.country))
    assignment = AssignmentFactory(report=report, section="overall", user=contributor)
    client = client_for(contributor)
    before = standing(client)

    mark_done(assignment=assignment, by=contributor)

    assert differing(before, standing(client)) == {"rights"}


# --- who else is here


def test_a_page_hears_who_else_is_here_and_where(client, report, colleague):
    be_here(channel=channel_of(report.pk, "overall"), page="theirs", at="lessons", by=colleague)
    be_here(channel=channel_of(report.pk, "evaluation"), page="other", at="", by=UserFactory(name="Elsewhere"))

    assert [(person["name"], person["at"]) for person in heard(client)["people"]] == [("Deputy", ["lessons"])]


def test_a_page_says_where_its_reader_is_and_that_they_go(client, report, writer, colleague, client_for):
    assert client.post(address(), PAGE | {"at": "lessons"}).status_code == 204
    theirs = client_for(colleague)
    assert [(person["name"], person["at"]) for person in heard(theirs)["people"]] == [("Focal point", ["lessons"])]

    assert client.post(address(), PAGE | {"gone": "1"}).status_code == 204
    assert heard(theirs)["people"] == []


@pytest.mark.parametrize("sent", [{}, {"page": "x" * 41}, {"page": "x", "at": "y" * 121}])
def test_what_no_page_says_is_refused(client, report, sent):
    assert client.post(address(), sent).status_code == 400
    assert Visit.objects.count() == 0


def test_who_comes_is_told_without_all_the_rest(client, report, colleague):
    mark = heard(client)["mark"]
    be_here(channel=channel_of(report.pk, "overall"), page="theirs", at="", by=colleague)

    news = heard(client, mark=mark)

    assert news.keys() == {"mark", "people"}
    assert client.get(address(), {"write": "fr", "mark": news["mark"]}).status_code == 204


# --- the pieces to put in place


def pieces(client, key: str = "overall", **query) -> dict:
    return heard(client, key, **{"of": ""} | query)


def swapped(html: str) -> set[str]:
    return {re.search(r'id="([\w-]+)"', tag)[1] for tag in re.findall(r"<[^>]*hx-swap-oob[^>]*>", html)}


def test_without_a_name_it_is_how_far_the_part_is(client, report):
    AnswerFactory(report=report, question="lessons")

    given = pieces(client)

    assert swapped(given["html"]) == FRAME
    assert "key_results" in given["html"]
    assert given["locked"] == ""


def test_a_question_comes_with_its_newest_value_and_revision(client, report, colleague):
    AnswerFactory(report=report, question="overall_progress", language="", value=7, changed_by=colleague, revision=4)

    given = pieces(client, of="overall_progress")

    assert swapped(given["html"]) == {"q-overall_progress"} | FRAME
    assert re.search(r'value="7"[^>]* checked', given["html"])
    assert re.search(r'name="overall_progress--revision" value="4"', given["html"])
    assert given["standing"]["answers"] == {"overall_progress": {"": [4, False, "Deputy"]}}


@pytest.mark.parametrize(
    "value,on,expected",
    [("yes", "", {"slot-other_successes_detail"}), ("yes", "other_successes_detail", set()), ("no", "", set())],
)
def test_a_question_under_a_condition_comes_and_goes(client, report, value, on, expected):
    AnswerFactory(report=report, question="other_successes", language="", value=value)

    given = pieces(client, on=on)

    assert swapped(given["html"]) == FRAME | expected


def test_the_list_of_next_steps_comes_whole(client, report):
    step = add_next_step(report=report, by=None)

    given = pieces(client, "next_steps", of="next_steps")

    assert swapped(given["html"]) == {"q-next_steps"} | FRAME
    assert f"step-{step.identity}" in given["html"]


def test_a_report_that_is_no_draft_any_more_gives_no_fields(client, report):
    AnswerFactory(report=report, question="overall_progress", language="", value=7)
    Report.objects.update(stage=Stage.FORUM_REVIEW)

    given = pieces(client, of="overall_progress")

    assert given["locked"] == "This report is no longer a draft; its answers cannot be changed."
    assert given["locked"] in given["html"]
    assert "<input" not in given["html"]


def test_a_reader_is_given_what_is_acknowledged_though_no_row_has_it(client_for, report, writer):
    found = documents.open_text(report=report, entry=entry_of(report, "lessons"), language="fr", by=writer)
    write(found, text("Appris hier"), by=writer)
    reader = client_for(UserFactory(holds=(Role.REVIEWER, report.country)))

    assert "Appris hier" in pieces(reader, of="lessons")["html"]


# --- who may ask, and what it costs


def test_there_is_no_such_part(client, report):
    assert client.get(address("nothing")).status_code == 404


def test_another_country_s_page_hears_nothing(client_for, report):
    other = client_for(UserFactory(focal_point_of=CountryFactory()))

    assert other.get(address()).status_code == 404
    assert other.post(address(), PAGE).status_code == 404
    assert other.get(address(), {"of": "lessons"}).status_code == 404


def test_asking_writes_nothing(client, report):
    heard(client)

    assert Visit.objects.count() == 0


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("connected,queries", [({"connected": "1"}, 3), ({}, 4)])
@pytest.mark.parametrize("key", ["overall", "next_steps"])
def test_a_question_without_news_takes_the_same_few_queries(
    client, report, colleague, count, key, connected, queries, django_assert_num_queries
):
    for number in range(count):
        step = add_next_step(report=report, by=None)
        AnswerFactory(report=report, occurrence=step, question="next_steps.step", value="Former", changed_by=colleague)
        be_here(channel=channel_of(report.pk, key), page=f"page-{number}", at="", by=UserFactory())
    mark = heard(client, key)["mark"]

    # session, user, the change number; who is here, if that is not told by a WebSocket
    with django_assert_num_queries(queries):
        assert client.get(address(key), {"write": "fr", "mark": mark} | connected).status_code == 204


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("key,queries", [("overall", 9), ("next_steps", 10)])
def test_news_take_the_same_few_queries(client, report, colleague, count, key, queries, django_assert_num_queries):
    for _number in range(count):
        step = add_next_step(report=report, by=None)
        AnswerFactory(report=report, occurrence=step, question="next_steps.step", value="Former", changed_by=colleague)

    # session, user, memberships, report, change number, answers, documents, proposals, (next steps,) who is here
    with django_assert_num_queries(queries):
        assert heard(client, key).keys() == {"mark", "standing", "people"}


# --- the seal of what was heard


def test_after_an_act_that_shows_nothing_else_only_the_seal_is_another(client, report):
    mark = heard(client)["mark"]

    report_changed(report.pk)

    news = heard(client, mark=mark)
    assert news.keys() == {"mark"}
    assert news["mark"].split("-")[0] != mark.split("-")[0]
    assert news["mark"].split("-")[1:] == mark.split("-")[1:]


def test_an_act_on_another_report_is_no_news(client, report):
    mark = heard(client)["mark"]

    report_changed(report.pk + 1)

    assert client.get(address(), {"write": "fr", "mark": mark}).status_code == 204


def test_the_seal_of_another_reader_part_or_language_says_nothing(client, client_for, report, colleague):
    mark = heard(client)["mark"]

    for asking, key, language in ((client_for(colleague), "overall", "fr"), (client, "evaluation", "fr")):
        assert asking.get(address(key), {"write": language, "mark": mark, "connected": "1"}).status_code == 200
    assert client.get(address(), {"write": "en", "mark": mark, "connected": "1"}).status_code == 200


def test_who_loses_the_role_is_told_nothing_with_a_seal(client_for, report):
    reader = UserFactory()
    today = timezone.localdate()
    since = today - timedelta(days=9)
    membership = give_role(by=None, user=reader, role=Role.REVIEWER, country=report.country, since=since)
    client = client_for(reader)
    mark = heard(client)["mark"]
    assert client.get(address(), {"write": "fr", "mark": mark}).status_code == 204

    end_membership(by=None, membership=membership, last_day=today - timedelta(days=1))

    assert client.get(address(), {"write": "fr", "mark": mark}).status_code == 404


def test_after_some_minutes_everything_is_looked_at(client, report, monkeypatch):
    mark = heard(client)["mark"]
    AnswerFactory(report=report, question="lessons", value=text("Appris"))  # no act: it raised no number
    assert client.get(address(), {"write": "fr", "mark": mark}).status_code == 204

    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + HOLDS)

    assert "standing" in heard(client, mark=mark)


@pytest.mark.parametrize("mark", ["1", "1.", "x.y", "9" * 30 + ".a", ".", "²." + "a" * 24])
def test_what_is_no_seal_says_nothing(client, report, mark):
    assert client.get(address(), {"write": "fr", "mark": mark, "connected": "1"}).status_code == 200


@pytest.mark.parametrize("count", [1, 3])
def test_the_pieces_take_what_the_page_takes(client, report, count, django_assert_num_queries):
    for _each in range(count):
        step = add_next_step(report=report, by=None)
        AnswerFactory(report=report, occurrence=step, question="next_steps.step", value="Former")

    # session, user, memberships, report, its content (7), removed steps, documents, comments, who acts next
    with django_assert_num_queries(16):
        pieces(client, "next_steps", of="next_steps")


def test_saying_where_one_is_takes_one_query_more_than_knowing_who_one_is(client, report, django_assert_num_queries):
    client.post(address(), PAGE)

    # session, user, memberships, report, the visit; the open pages are told, on PostgreSQL by a query
    with django_assert_num_queries(5 + (connection.vendor == "postgresql")):
        client.post(address(), PAGE | {"at": "lessons"})
