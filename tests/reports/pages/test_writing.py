"""A section for those who may write some of it: fields where they may, text with the reason where they may not."""

import json

import pytest
from django.urls import reverse
from django.utils import timezone

from forum.roles import Role
from reports.answers.next_steps import add_next_step
from reports.models import Answer, Assignment, Channel, Report
from tests.factories.forum import UserFactory
from tests.factories.reports import AnswerFactory, AssignmentFactory, entry_of, text

pytestmark = pytest.mark.django_db
SCRIPT = {"HX-Request": "true"}
HIDDEN = ("--revision", "--shown", "--other", "--base")


@pytest.fixture
def contributor(report):
    """Has the question about the key results, and no other."""
    person = UserFactory(holds=(Role.CONTRIBUTOR, report.country))
    AssignmentFactory(report=report, question="key_results", user=person)
    return person


def address(key, language="en", plain=False):
    return reverse("reports:section", args=["FRA", 2023, key]) + f"?write={language}" + ("&plain=1" if plain else "")


def fields(response):
    return [name for name in response.context["form"].fields if not name.endswith(HIDDEN)]


def send(client, key, values, language="en"):
    response = client.post(address(key, language), values, headers=SCRIPT)
    return response, json.loads(response.headers.get("Pathfinder-Outcomes", "null"))


def typed(name, words="New", revision=0):
    return {name: json.dumps(text(words)), f"{name}--revision": str(revision)}


def block(response, name):
    return response.content.decode().split(f'id="q-{name}"')[1].split("</section>")[0]


def test_only_what_is_assigned_has_a_field_and_the_rest_says_why(client_for, report, contributor):
    AnswerFactory(report=report, question="lessons", language="en", value=text("Learnt"))

    response = client_for(contributor).get(address("overall"))

    assert fields(response) == ["key_results"]
    assert "This is not assigned to you or to your working group." in block(response, "lessons")
    assert "Learnt" in block(response, "lessons")
    assert "This is not assigned" not in block(response, "key_results")
    assert "data-autosave" in response.content.decode()


def test_the_part_tells_what_is_theirs_and_leads_to_marking_it_as_done(client_for, report, contributor):
    assignment = AssignmentFactory(report=report, question="lessons", user=contributor, done_at=timezone.now())
    AssignmentFactory(report=report, section="national", user=contributor)

    html = client_for(contributor).get(address("overall")).content.decode()

    here = html.split("Assigned to you")[1].split("</ul>")[0]
    assert (here.count("Mark as done"), here.count("Open it again"), here.count("<li>")) == (1, 1, 2)
    assert f"/board/{assignment.pk}/" in here
    focal_point = client_for(UserFactory(focal_point_of=report.country))
    assert "Assigned to you" not in focal_point.get(address("overall")).content.decode()


def test_a_part_in_which_nothing_is_theirs_is_read_with_the_reason_on_top(client_for, report, contributor):
    response = client_for(contributor).get(address("national"))

    html = response.content.decode()
    assert (fields(response), html.count("This is not assigned to you"), "data-socket" in html) == ([], 1, False)


def test_what_is_not_theirs_is_refused_question_by_question(client_for, report, contributor):
    sent = typed("key_results", "Mine") | typed("lessons", "Theirs")

    response, outcomes = send(client_for(contributor), "overall", sent)

    assert (response.status_code, outcomes) == (200, {"key_results": "saved", "lessons": "invalid"})
    assert list(report.answers.values_list("slot__question", "value")) == [("key_results", text("Mine"))]
    assert 'id="state-lessons" hx-swap-oob="true"' in response.content.decode()
    assert "This is not assigned to you or to your working group." in response.content.decode()


def test_an_assignment_that_ends_while_one_writes_is_told_at_the_question(client_for, report, contributor):
    client = client_for(contributor)
    client.get(address("overall"))
    Assignment.objects.update(ended_at=timezone.now())

    response, outcomes = send(client, "overall", typed("key_results"))

    assert (response.status_code, outcomes, report.answers.count()) == (200, {"key_results": "invalid"}, 0)
    assert "This is not assigned to you" in response.content.decode()


def test_without_script_what_was_typed_is_given_back(client_for, report, contributor):
    client = client_for(contributor)
    Assignment.objects.update(done_at=timezone.now(), done_by=contributor)

    response = client.post(
        address("overall", plain=True), {"key_results": "My long text", "key_results--revision": "0"}
    )

    assert (response.status_code, report.answers.count()) == (422, 0)
    assert "This has been marked as done." in response.content.decode()
    assert '<p class="kept-text">My long text</p>' in block(response, "key_results")
    assert '<a href="#q-key_results">' in response.content.decode()


def test_the_list_of_next_steps_and_its_fields_go_together(client_for, report):
    person = UserFactory(holds=(Role.CONTRIBUTOR, report.country))
    AssignmentFactory(report=report, section="next_steps", question="anything_else", user=person)
    step = add_next_step(report=report, by=None)
    client = client_for(person)

    response = client.get(address("next_steps"))
    added = client.post(address("next_steps").replace("/?", "/steps/add/?"), headers=SCRIPT)

    assert fields(response) == ["anything_else"]
    group = response.content.decode().split('id="q-next_steps"')[1].split('id="q-anything_else"')[0]
    assert ('data-act="add"' in group, f'data-about="{step.identity}"' in group) == (False, False)
    assert (added.status_code, len(entry_of(report, "next_steps").steps)) == (403, 1)


# --- the translator


def test_a_translator_has_fields_where_an_original_stands_in_another_language(client_for, report):
    AnswerFactory(report=report)
    AnswerFactory(report=report, question="lessons", language="en", value=text("Learnt"))
    AnswerFactory(report=report, question="overall_progress", language="", value=3)
    client = client_for(UserFactory(holds=(Role.TRANSLATOR, report.country)))

    english, french = client.get(address("overall")), client.get(address("overall", "fr"))

    assert (fields(english), fields(french)) == (["key_results"], ["lessons"])
    assert "This is the original." in block(english, "lessons")
    assert "There is nothing to translate yet" in block(english, "difficulties")
    assert "A translator writes texts" in block(english, "overall_progress")
    assert 'data-act="original"' not in english.content.decode() + french.content.decode()


def test_a_translator_cannot_turn_the_original_round(client_for, report):
    AnswerFactory(report=report)
    AnswerFactory(report=report, language="en", is_original=False)
    client = client_for(UserFactory(holds=(Role.TRANSLATOR, report.country)))

    page = client.get(address("overall"))
    turned = client.post(address("overall").replace("/?", "/original/key_results/?"), headers=SCRIPT)
    history = reverse("reports:history", args=["FRA", 2023, "key_results", "en"])
    again = client.post(f"{history}original/")

    assert (turned.status_code, again.status_code) == (403, 403)
    assert 'data-act="original"' not in page.content.decode()
    assert "/original/" not in client.get(history).content.decode()
    assert Answer.objects.get(is_original=True).language == "fr"


# --- the secretariat


def test_the_secretariat_fills_in_where_the_country_let_it_and_that_is_shown(client_for, report):
    focal_point = client_for(UserFactory(focal_point_of=report.country))
    secretariat = client_for(UserFactory(secretariat=True, name="Secretary"))
    before = secretariat.post(address("overall"), typed("key_results"), headers=SCRIPT).status_code
    focal_point.post(reverse("reports:secretariat", args=["FRA", 2023]), {"allowed": "yes"})

    _response, outcomes = send(secretariat, "overall", typed("key_results"))

    assert (before, outcomes, report.answers.get().channel) == (403, {"key_results": "saved"}, Channel.SECRETARIAT)
    shown = "filled in by the secretariat on the country’s behalf"
    history = reverse("reports:history", args=["FRA", 2023, "key_results", "en"])
    overview = reverse("reports:overview", args=["FRA", 2023])
    pages = [address("overall"), history, overview, reverse("reports:board", args=["FRA", 2023])]
    assert [shown in focal_point.get(page).content.decode() for page in pages] == [True] * 4


def test_the_switch_stands_on_the_report_for_those_who_decide(client_for, report, contributor):
    overview = reverse("reports:overview", args=["FRA", 2023])
    focal_point = client_for(UserFactory(focal_point_of=report.country))
    secretariat = client_for(UserFactory(secretariat=True))
    switch = reverse("reports:secretariat", args=["FRA", 2023])
    off = focal_point.get(overview).content.decode()
    focal_point.post(switch, {"allowed": "yes"})
    on = focal_point.get(overview).content.decode()

    assert ("Let the secretariat fill in" in off, "Stop the secretariat from filling in" in on) == (True, True)
    assert "may fill in this report on the country’s behalf" in secretariat.get(overview).content.decode()
    assert 'name="allowed"' not in secretariat.get(overview).content.decode()
    assert client_for(contributor).post(switch, {"allowed": "no"}).status_code == 403
    assert focal_point.post(switch, {"allowed": "no"}).status_code == 302
    assert not Report.objects.get().secretariat_fills_in


# --- the report at a glance


def test_the_overview_goes_on_where_the_reader_may_write(client_for, report, contributor):
    html = client_for(contributor).get(reverse("reports:overview", args=["FRA", 2023])).content.decode()

    primary = html.split('class="btn btn-primary" href="')[1]
    assert primary.startswith("/en/reports/FRA/2023/sections/overall/")
    assert ("/import/" in html, "/board/" in html) == (False, True)


@pytest.mark.parametrize("count", [1, 3])
def test_a_part_takes_the_same_queries_for_a_contributor_however_much_is_theirs(
    client_for, report, count, django_assert_num_queries
):
    person = UserFactory(holds=(Role.CONTRIBUTOR, report.country))
    for question in ["anything_else", "foreseen_difficulties", "next_steps"][:count]:
        AssignmentFactory(report=report, section="next_steps", question=question, user=person)
        add_next_step(report=report, by=None)
    client = client_for(person)

    with django_assert_num_queries(19):  # as for the focal point, and the assignments
        client.get(address("next_steps"))
