"""A section: read, written as a whole form and question by question, in conflict, and locked."""

import json
import re

import pytest
from django.db import connection
from django.urls import reverse

from reports.answers.next_steps import add_next_step, remove_next_step
from reports.models import Answer, Report
from reports.stages import Stage
from richtext.build import doc, heading, objective, paragraph
from richtext.build import text as words
from tests.factories.forum import CountryFactory, UserFactory
from tests.factories.reports import AnswerFactory, ReportFactory, entry_of, text

pytestmark = pytest.mark.django_db
SCRIPT = {"HX-Request": "true"}


@pytest.fixture
def colleague(report):
    return UserFactory(focal_point_of=report.country, name="Deputy")


@pytest.fixture
def client(client_for, writer):
    return client_for(writer)


def address(key, language="en", plain=False):
    return reverse("reports:section", args=["FRA", 2023, key]) + f"?write={language}" + ("&plain=1" if plain else "")


def step_address(act, plain=False):
    return address("next_steps", plain=plain).replace("/?", f"/steps/{act}/?")


def fields(response):
    """What a browser would send back: the values of the form's fields by name."""
    form = response.context["form"]
    sent = {}
    for name in form.fields:
        value = form[name].value()
        if value not in (None, "", []):
            sent[name] = [str(each) for each in value] if isinstance(value, list) else str(value)
    return sent


def send(client, key, values, language="en"):
    """What the page's script sends: some questions, with what is typed in them."""
    response = client.post(address(key, language), values, headers=SCRIPT)
    return response, json.loads(response.headers.get("Pathfinder-Outcomes", "null"))


def standing(report):
    return list(report.answers.order_by("pk").values_list("slot__question", "language", "value", "revision"))


def asked(response):
    return [name for name in response.context["form"].fields if "--" not in name.removesuffix("--1")]


# --- reading


@pytest.mark.parametrize(
    "key", ["progress", "overall", "evaluation", "international", "national", "outlook", "next_steps"]
)
def test_every_part_of_the_questionnaire_opens(client, report, key):
    add_next_step(report=report, by=None)

    assert client.get(address(key)).status_code == 200
    assert client.get(address(key, plain=True)).status_code == 200


def test_what_the_edition_does_not_have_is_not_there(client):
    assert client.get(address("weather")).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_a_part_takes_the_same_queries_however_much_it_asks(client, report, count, django_assert_num_queries):
    for _each in range(count):
        occurrence = add_next_step(report=report, by=None)
        AnswerFactory(report=report, occurrence=occurrence, question="next_steps.step", value="Train")
        remove_next_step(occurrence=add_next_step(report=report, by=None), by=None)

    # …, report, its content (7), removed steps, documents, comments, proposals, visits, roadmap, turn
    with django_assert_num_queries(18):
        client.get(address("next_steps"))


DETAILS = [{"kind": "responsible", "label": "Lead", "text": "Ministry of Labour"}]


@pytest.mark.parametrize("count", [1, 3])
def test_what_the_ministry_keeps_stands_beside_the_question_and_the_step(
    client, report, count, django_assert_num_queries
):
    report.roadmap.items.update(details=DETAILS * count)
    step = add_next_step(report=report, by=None)
    served = {"codes": ["1.1.A", "1"]}
    AnswerFactory(report=report, occurrence=step, question="next_steps.objectives", language="", value=served)
    with django_assert_num_queries(18):
        steps = client.get(address("next_steps")).content.decode()
    summaries = re.findall(r"<summary>\s*([^<]*?)\s*</summary>", client.get(address("progress")).content.decode())
    detail = "1 detail" if count == 1 else "3 details"
    assert [one for one in summaries if "detail" in one] == [detail]
    found = [" ".join(one.split()) for one in re.findall(r"<summary>([^<]*)</summary>", steps)]
    assert [one for one in found if "detail" in one] == [f"1, {detail}", f"1.1.A, {detail}"]
    assert steps.count("Ministry of Labour") == 2 * count


@pytest.mark.parametrize(("count", "jumps"), [(4, []), (5, [f"#q-progress--{number}" for number in range(1, 6)])])
def test_a_part_that_asks_about_many_items_leads_to_each(client_for, count, jumps):
    report = ReportFactory(country__france=True, priorities=count)
    page = client_for(UserFactory(focal_point_of=report.country)).get(address("progress")).content.decode()
    assert re.findall(r'href="(#q-[^"]+)"', page.partition("section-jumps")[2].partition("</nav>")[0]) == jumps
    assert [f'id="{jump[1:]}"' in page for jump in jumps] == [True] * len(jumps)


@pytest.mark.parametrize("count", [1, 3])
def test_a_save_reads_its_part_once_and_then_what_was_sent(client, report, count, django_assert_num_queries):
    for _each in range(count):
        occurrence = add_next_step(report=report, by=None)
        AnswerFactory(report=report, occurrence=occurrence, question="next_steps.step", value="Train")
    sent = {"difficulties": "", "mechanism_useful": "yes", "mechanism_useful--revision": "0"}

    # session, user, memberships, report, its part (7), documents; 12 to save, its news (two of PostgreSQL);
    # the answer again (3), documents
    with django_assert_num_queries(29 + (connection.vendor == "postgresql")):
        send(client, "national", sent)


@pytest.mark.parametrize(
    "asked_for,last,expected",
    [("fr", "", "fr"), ("en", "fr", "en"), ("de", "en", "en"), ("", "en", "en"), ("", "", "fr")],
)
def test_the_language_to_write_in_is_the_one_asked_for_else_the_last_one_else_the_country_s(
    client, asked_for, last, expected
):
    section = "/en/reports/FRA/2023/sections/overall/"
    if last:
        client.get(f"{section}?write={last}")

    assert client.get(f"{section}?write={asked_for}").context["language"] == expected


def test_what_is_sent_is_not_filed_in_the_language_chosen_meanwhile_in_another_window(client, report):
    section = "/en/reports/FRA/2023/sections/overall/"
    client.get(f"{section}?write=en")
    client.post(section, {"key_results": json.dumps(text("Bonjour")), "key_results--revision": "0", "plain": ""})
    assert list(report.answers.values_list("language", flat=True)) == ["fr"]


def test_a_country_that_does_not_report_in_the_page_s_language_writes_in_its_own(client_for):
    report = ReportFactory(country=CountryFactory(chile=True))
    client = client_for(UserFactory(focal_point_of=report.country))

    response = client.get("/fr/reports/CHL/2023/sections/overall/")

    assert response.context["language"] == "en"


def test_an_empty_answer_about_a_priority_begins_with_its_strands_and_is_not_stored(client, report):
    response = client.get(address("progress"))

    shown = json.loads(response.context["form"]["progress--1"].value())
    assert shown == doc(heading(1, objective("1.1"), words(" Strand 1.1")), paragraph())
    assert standing(report) == []


def test_headings_alone_are_not_stored(client, report):
    shown = client.get(address("progress")).context["form"]["progress--1"].value()

    _response, outcomes = send(client, "progress", {"progress--1": shown, "progress--1--revision": "0"})

    assert (outcomes, standing(report)) == ({"progress--1": "saved"}, [])


def test_the_other_language_stands_beside_and_says_which_is_the_original(client, report):
    AnswerFactory(report=report, value=text("Bonjour"))
    AnswerFactory(report=report, language="en", is_original=False, value=text("Good day"))

    html = client.get(address("overall")).content.decode()

    beside = html.split('<details class="question-beside"')[1].split("</details>")[0]
    assert 'lang="fr"' in beside
    assert "Bonjour" in beside
    assert "original" in beside
    assert "Make English the original" in beside  # the button that puts it right
    assert "Good day" not in beside
    assert html.count("Good day") == 2  # to be edited, and to be read until the editor has come


# --- saving, question by question


def test_only_what_was_sent_is_saved(client, report):
    AnswerFactory(report=report, language="en", value=text("one"))
    AnswerFactory(report=report, question="lessons", language="en", value=text("two"))

    response, outcomes = send(
        client, "overall", {"key_results": json.dumps(text("three")), "key_results--revision": "1"}
    )

    assert (response.status_code, outcomes) == (200, {"key_results": "saved"})
    assert standing(report) == [("key_results", "en", text("three"), 2), ("lessons", "en", text("two"), 1)]


def test_the_page_gets_the_state_the_revision_and_the_progress(client, report):
    response, _outcomes = send(
        client, "overall", {"key_results": json.dumps(text("one")), "key_results--revision": "0"}
    )

    html = response.content.decode()
    assert 'id="state-key_results" hx-swap-oob="true"' in html
    assert '<input type="hidden" name="key_results--revision" value="1"' in html
    assert 'id="section-progress" class="section-progress" hx-swap-oob="true"' in html
    assert "1 of 5" in html
    assert "q-overall_progress" not in html


@pytest.mark.parametrize("value", ["{", "[1", '"text'])
def test_a_text_that_did_not_arrive_whole_is_refused(client, report, value):
    response, outcomes = send(client, "overall", {"key_results": value, "key_results--revision": "0"})

    assert (outcomes, standing(report)) == ({"key_results": "invalid"}, [])
    assert "did not arrive whole" in response.content.decode()


HALF = '{"type": "doc", "content": [{"type": "paragraph", "content": [{"type": "text", "text": "\\ud800"}]}]}'


@pytest.mark.parametrize("value", ['{"type": "script"}', "[]", "3", '"text"', HALF])
def test_a_text_of_another_shape_is_refused(client, report, value):
    _response, outcomes = send(client, "overall", {"key_results": value, "key_results--revision": "0"})

    assert (outcomes, standing(report)) == ({"key_results": "invalid"}, [])


def test_one_question_that_cannot_be_saved_does_not_keep_the_others_from_it(client, report):
    sent = {
        "key_results": "{",
        "key_results--revision": "0",
        "overall_progress": "7",
        "overall_progress--revision": "0",
    }

    _response, outcomes = send(client, "overall", sent)

    assert outcomes == {"overall_progress": "saved", "key_results": "invalid"}
    assert standing(report) == [("overall_progress", "", 7, 1)]


def test_a_line_that_is_too_long_is_refused_and_not_cut(client, report):
    name = entry_of(report, "next_steps.step", add_next_step(report=report, by=None).identity).name

    response, outcomes = send(client, "next_steps", {name: "x" * 501, f"{name}--revision": "0"})

    assert (outcomes, standing(report)) == ({name: "invalid"}, [])
    assert "at most 500 characters" in response.content.decode()


def test_a_follow_up_comes_and_goes_with_the_answer_above(client, report):
    yes, _outcomes = send(client, "overall", {"other_successes": "yes", "other_successes--revision": "0"})
    AnswerFactory(report=report, question="other_successes_detail", language="en")
    no, _outcomes = send(client, "overall", {"other_successes": "no", "other_successes--revision": "1"})
    again, _outcomes = send(client, "overall", {"other_successes": "yes", "other_successes--revision": "2"})
    same, _outcomes = send(client, "overall", {"other_successes": "yes", "other_successes--revision": "3"})

    slot = '<div class="slot" id="slot-other_successes_detail" hx-swap-oob="true">'
    found = [slot in response.content.decode() for response in (yes, no, again, same)]
    assert found == [True, True, True, False]
    assert 'id="q-other_successes_detail"' in yes.content.decode()
    assert "What was written there is kept" in no.content.decode()
    assert "Bonjour" in again.content.decode()


def test_a_follow_up_that_cannot_be_saved_stays_on_the_page_although_it_is_no_longer_asked(client, report):
    AnswerFactory(report=report, question="other_successes", language="", value="yes")
    sent = {"other_successes": "no", "other_successes--revision": "1"}
    sent |= {"other_successes_detail": "{", "other_successes_detail--revision": "0"}

    response, outcomes = send(client, "overall", sent)

    assert outcomes == {"other_successes": "saved", "other_successes_detail": "invalid"}
    assert "slot-other_successes_detail" not in response.content.decode()


def test_an_answer_can_be_taken_back(client, report):
    AnswerFactory(report=report, question="mechanism_useful", language="", value="yes")

    _response, outcomes = send(client, "national", {"mechanism_useful--revision": "1"})

    assert (outcomes, standing(report)) == ({"mechanism_useful": "saved"}, [("mechanism_useful", "", None, 2)])


def test_the_text_of_other_is_kept_per_language_and_counts_only_with_its_tick(client, report):
    name, values = "national_partners", []
    for language, codes, other in [
        ("fr", ["other"], "Églises"),
        ("en", ["other"], "Churches"),
        ("en", ["workers"], "Churches"),
        ("en", ["other"], ""),
    ]:
        revision = entry_of(report, name).answers[""].revision if standing(report) else 0
        sent = {name: codes, f"{name}--other": other, f"{name}--revision": revision}
        send(client, "national", sent, language)
        values.append(standing(report)[0][2])

    assert values == [
        {"codes": ["other"], "other": {"fr": "Églises"}},
        {"codes": ["other"], "other": {"en": "Churches", "fr": "Églises"}},
        {"codes": ["workers"]},
        {"codes": ["other"]},
    ]
    kept = entry_of(report, name).answers[""].revisions.get()
    assert kept.value == {"codes": ["other"], "other": {"en": "Churches", "fr": "Églises"}}


def test_the_same_text_again_is_taken_even_if_the_page_missed_the_answer(client, report):
    sent = {"key_results": json.dumps(text("one")), "key_results--revision": "0", "page": "page-1"}
    send(client, "overall", sent)

    _response, outcomes = send(client, "overall", sent | {"key_results": json.dumps(text("one two"))})

    assert (outcomes, standing(report)) == ({"key_results": "saved"}, [("key_results", "en", text("one two"), 2)])


# --- two people


def test_a_stale_save_is_refused_with_both_versions_and_what_differs(client, report, colleague):
    AnswerFactory(report=report, language="en", value=text("We trained 30 people."), revision=2, changed_by=colleague)

    response, outcomes = send(
        client, "overall", {"key_results": json.dumps(text("We trained 20 people.")), "key_results--revision": "1"}
    )

    html = response.content.decode()
    assert (outcomes, standing(report)[0][3]) == ({"key_results": "stale"}, 2)
    assert "Deputy saved another version:" in html
    assert "<del>30</del><ins>20</ins>" in html
    assert ">We trained 30 people.<" in html
    assert ">We trained 20 people.<" in html
    assert 'name="keep" value="key_results:2"' in html
    assert 'name="take" value="key_results:2"' in html
    assert 'name="key_results--revision"' not in html  # what is typed on still stands on what was seen


def test_two_windows_of_one_person_are_told_as_such(client, report, writer):
    AnswerFactory(report=report, question="overall_progress", language="", value=3, revision=2, changed_by=writer)

    response, outcomes = send(client, "overall", {"overall_progress": "7", "overall_progress--revision": "1"})

    assert outcomes == {"overall_progress": "stale"}
    assert "You saved another version in another window:" in response.content.decode()


def test_to_keep_mine_puts_theirs_among_the_earlier_versions(client, report, colleague):
    answer = AnswerFactory(report=report, language="en", value=text("theirs"), revision=2, changed_by=colleague)
    sent = {"key_results": json.dumps(text("mine")), "key_results--revision": "1", "keep": "key_results:2"}

    _response, outcomes = send(client, "overall", sent)

    assert (outcomes, standing(report)) == ({"key_results": "saved"}, [("key_results", "en", text("mine"), 3)])
    assert list(answer.revisions.values_list("number", "value")) == [(2, text("theirs"))]


def test_to_take_theirs_puts_mine_among_the_earlier_versions(client, report, colleague, writer):
    answer = AnswerFactory(report=report, language="en", value=text("theirs"), revision=2, changed_by=colleague)
    sent = {"key_results": json.dumps(text("mine")), "key_results--revision": "1", "take": "key_results:2"}

    response, outcomes = send(client, "overall", sent)

    assert (outcomes, standing(report)) == ({"key_results": "saved"}, [("key_results", "en", text("theirs"), 4)])
    assert list(answer.revisions.values_list("number", "value", "changed_by")) == [(3, text("mine"), writer.pk)]
    html = response.content.decode()
    assert '<section class="question" id="q-key_results"' in html
    assert "theirs" in html


@pytest.mark.parametrize("choice", ["keep", "take"])
def test_a_choice_is_refused_where_a_third_version_came_meanwhile(client, report, choice):
    AnswerFactory(report=report, language="en", value=text("third"), revision=3)
    sent = {"key_results": json.dumps(text("mine")), "key_results--revision": "1", choice: "key_results:2"}

    _response, outcomes = send(client, "overall", sent)

    assert (outcomes, standing(report)) == ({"key_results": "stale"}, [("key_results", "en", text("third"), 3)])


def test_a_page_that_somebody_else_opened_is_not_saved_in_my_name(client, report, colleague):
    sent = {"key_results": json.dumps(text("theirs")), "key_results--revision": "0", "writer": colleague.pk}

    response = client.post(address("overall"), sent)

    assert (response.status_code, standing(report)) == (403, [])
    assert "opened by somebody else" in response.content.decode()


# --- the group of next steps


def test_steps_are_added_moved_removed_and_brought_back(client, report):
    def titles():
        steps = entry_of(report, "next_steps").steps
        return [step.entry("step").answers["en"].value if step.entry("step").answers else "" for step in steps]

    def act(do, **sent):
        return client.post(step_address(do), sent, headers=SCRIPT).content.decode()

    act("add")
    first = entry_of(report, "next_steps").steps[0].occurrence.identity
    name = f"next_steps-step--{first}"
    act("add", **{name: "First", f"{name}--revision": "0"})  # what was typed is saved before
    assert titles() == ["First", ""]
    act(f"{first}/move", direction="down")
    assert titles() == ["", "First"]
    act(f"{first}/move", direction="up")
    assert titles() == ["First", ""]
    html = act(f"{first}/remove")
    assert titles() == [""]
    assert f'data-act="restore" data-about="{first}"' in html
    assert "Bring it back" in html
    act(f"{first}/bring-back")
    assert titles() == ["First", ""]


def test_the_group_waits_while_something_typed_in_it_cannot_be_saved(client, report):
    name = entry_of(report, "next_steps.step", add_next_step(report=report, by=None).identity).name

    sent = {name: "x" * 501, f"{name}--revision": "0"}
    response = client.post(step_address("add"), sent, headers=SCRIPT)

    assert (json.loads(response.headers["Pathfinder-Outcomes"]), len(entry_of(report, "next_steps").steps)) == (
        {name: "invalid"},
        1,
    )
    assert 'id="q-next_steps"' not in response.content.decode()


@pytest.mark.parametrize("act", ["move", "remove", "bring-back"])
def test_a_step_that_there_is_not(client, act):
    gone = step_address(f"00000000-0000-0000-0000-000000000000/{act}")
    assert client.post(gone, headers=SCRIPT).status_code == 404


def test_a_step_of_another_country_is_not_there(client, report):
    theirs = add_next_step(report=ReportFactory(), by=None)

    assert client.post(step_address(f"{theirs.identity}/remove")).status_code == 404


def test_the_original_language_is_put_right_from_the_page(client, report):
    AnswerFactory(report=report)
    AnswerFactory(report=report, language="en", is_original=False)

    page = address("overall").replace("/?", "/original/{}/?")
    response = client.post(page.format("key_results"), headers=SCRIPT)
    gone = client.post(page.format("weather"), headers=SCRIPT)

    assert gone.status_code == 404

    assert dict(report.answers.values_list("language", "is_original")) == {"fr": False, "en": True}
    assert 'id="q-key_results"' in response.content.decode()


def test_what_is_missing_of_a_step_says_of_which(client, report):
    add_next_step(report=report, by=None)

    assert "Next step 1:" in client.get(address("next_steps")).content.decode()


# --- without script


def test_the_plain_form_saves_what_was_changed_and_nothing_else(client, report):
    AnswerFactory(report=report, language="en", value=text("one"))
    AnswerFactory(report=report, question="overall_progress", language="", value=3)
    page = client.get(address("overall", plain=True))

    response = client.post(
        address("overall", plain=True), fields(page) | {"lessons": "Two lessons\n\nfor us", "overall_progress": "4"}
    )

    assert (response.status_code, response.headers["Location"]) == (302, address("overall", plain=True))
    assert standing(report) == [
        ("key_results", "en", text("one"), 1),
        ("overall_progress", "", 4, 2),
        ("lessons", "en", text("Two lessons", "for us"), 1),
    ]


def test_the_plain_form_leaves_alone_what_somebody_else_changed_meanwhile(client, report, colleague):
    answer = AnswerFactory(report=report, language="en", value=text("one"))
    page = client.get(address("overall", plain=True))
    Answer.objects.filter(pk=answer.pk).update(value=text("theirs"), revision=2, changed_by=colleague)

    response = client.post(address("overall", plain=True), fields(page) | {"lessons": "New"})

    assert response.status_code == 302
    assert standing(report) == [("key_results", "en", text("theirs"), 2), ("lessons", "en", text("New"), 1)]


def test_a_conflict_comes_back_on_the_plain_page_with_what_was_typed(client, report, colleague):
    answer = AnswerFactory(report=report, language="en", value=text("one"))
    page = client.get(address("overall", plain=True))
    Answer.objects.filter(pk=answer.pk).update(value=text("theirs"), revision=2, changed_by=colleague)

    response = client.post(address("overall", plain=True), fields(page) | {"key_results": "mine", "lessons": "New"})
    html = response.content.decode()
    again = client.post(address("overall", plain=True), fields(response))
    chosen = client.post(address("overall", plain=True), fields(again) | {"keep": "key_results:2"})

    assert (response.status_code, again.status_code, chosen.status_code) == (409, 409, 302)
    assert '<a href="#q-key_results">7. ' in html.split("error-summary")[1] or "#q-key_results" in html
    assert response.context["form"]["key_results"].value() == "mine"
    assert standing(report) == [("key_results", "en", text("mine"), 3), ("lessons", "en", text("New"), 1)]


def test_an_error_comes_back_on_the_plain_page_with_what_was_typed(client, report):
    name = entry_of(report, "next_steps.step", add_next_step(report=report, by=None).identity).name
    page = client.get(address("next_steps", plain=True))

    response = client.post(
        address("next_steps", plain=True), fields(page) | {name: "x" * 501, "anything_else": "Thanks"}
    )

    html = response.content.decode()
    assert (response.status_code, "<title>Error:" in html) == (422, True)
    assert f'href="#q-{name}"' in html.split('id="error-summary"')[1].split("</div>")[0]
    assert response.context["form"][name].value() == "x" * 501
    assert response.context["form"]["anything_else"].value() == "Thanks"
    assert standing(report) == [("anything_else", "en", text("Thanks"), 1)]


def test_a_button_of_the_group_saves_the_plain_form_first(client, report):
    page = client.get(address("next_steps", plain=True))

    response = client.post(step_address("add", plain=True), fields(page) | {"anything_else": "Thanks"})

    assert response.status_code == 302
    assert (len(entry_of(report, "next_steps").steps), len(standing(report))) == (1, 1)


def test_without_script_the_page_leads_to_its_plain_version(client):
    html = client.get(address("overall", "fr")).content.decode()

    assert (
        '<noscript><meta http-equiv="refresh" content="0; url=/en/reports/FRA/2023/sections/overall/?write=fr' in html
    )
    assert "http-equiv" not in client.get(address("overall", "fr", plain=True)).content.decode()


# --- closed


@pytest.mark.parametrize("stage", sorted(set(Stage) - {Stage.DRAFT}))
def test_a_report_that_is_no_draft_is_read_and_not_written(client, report, stage):
    AnswerFactory(report=report, value=text("Bonjour"))
    Report.objects.update(stage=stage)

    page = client.get(address("overall"))
    html = page.content.decode()
    refused = client.post(address("overall"), {"lessons": "Kept words", "lessons--revision": "0"})

    assert page.status_code == 200
    assert ("no longer a draft" in html, "Bonjour" in html, "<textarea" in html) == (True, True, False)
    assert (refused.status_code, "Kept words" in refused.content.decode()) == (403, True)


def test_the_secretariat_reads(client_for, report):
    AnswerFactory(report=report, value=text("Bonjour"))
    client = client_for(UserFactory(secretariat=True))

    html = client.get(address("overall")).content.decode()

    assert ("only where the focal point has allowed it" in html, "Bonjour" in html, "<textarea" in html) == (
        True,
        True,
        False,
    )


def test_the_report_of_another_country_is_not_there(client_for, report):
    client = client_for(UserFactory(focal_point_of=CountryFactory(chile=True)))

    assert client.get(address("overall")).status_code == client.post(address("overall")).status_code == 404
