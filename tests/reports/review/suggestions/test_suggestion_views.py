"""The pages of proposals: at a question, where they are decided, of a report; and saving from an editor."""

import json

import pytest
from django.test import RequestFactory
from django.urls import reverse

from forum.roles import Role
from reports.models import Outcome, Proposal, ProposalDecision, ProposalState
from reports.review.suggestion_views import in_field
from reports.stages import Stage
from richtext.reading import to_text
from tests.factories.forum import UserFactory, WorkingGroupFactory
from tests.factories.reports import AssignmentFactory, entry_of, text
from tests.reports.review.suggestions.conftest import TEXT

pytestmark = pytest.mark.django_db
HERE = "/en/reports/FRA/2023/proposals/key_results/fr/"
DECIDE, PROPOSE, DESCRIBE, WITHDRAW, MINE = (
    HERE + act for act in ("decide/", "propose/", "describe/", "withdraw/", "mine/")
)
SECTION = "/en/reports/FRA/2023/sections/overall/?write=fr"
HTMX = {"HX-Request": "true"}


@pytest.fixture
def two(answered, proposed):
    return proposed("Le forum est né en juin.", "Il a six groupes.", note="Voir le décret.")


def changes(response) -> list[tuple[str, str]]:
    return [
        (to_text(change.change.was), to_text(change.change.proposed))
        for one in response.context["waiting"]
        for change in one["shown"].changes
    ]


def keys(client, *words: str) -> list[str]:
    """The keys of the changes that would put in these words."""
    response = client.get(HERE)
    return [
        change.key
        for one in response.context["waiting"]
        for change in one["shown"].changes
        if to_text(change.change.proposed) in words
    ]


def says(report) -> str:
    return to_text(entry_of(report, "key_results").answers["fr"].value)


# --- deciding


def test_the_page_shows_each_change_in_its_place(client_for, writer, two):
    page = client_for(writer).get(HERE)
    assert page.status_code == 200
    html = page.content.decode()
    assert 'né en <del><span class="visually-hidden">Taken out: </span>mai</del>' in html
    assert '<ins><span class="visually-hidden">Put in: </span>six</ins> groupes.' in html
    assert ("Voir le décret." in html, html.count('value="kept"')) == (True, 3)


def test_one_is_taken_over_by_its_form(client_for, report, writer, two):
    client = client_for(writer)
    sent = client.post(DECIDE, {"outcome": "kept", "proposal": two.pk, "key": keys(client, "juin")}, follow=True)
    assert sent.redirect_chain == [(HERE, 302)]
    assert "1 change accepted." in sent.content.decode()
    assert (says(report), changes(sent)) == ("Le forum est né en juin.\n\nIl a cinq groupes.", [("cinq", "six")])


def test_with_script_the_next_change_has_the_focus_and_it_is_said(client_for, writer, two):
    client = client_for(writer)
    first, second = keys(client, "juin"), keys(client, "six")
    sent = client.post(DECIDE, {"outcome": "kept", "proposal": two.pk, "key": first}, headers=HTMX)
    html = sent.content.decode()
    assert (sent.status_code, sent.context["focus"]) == (200, f"change-{two.pk}-{second[0]}")
    assert "hx-swap-oob" in html
    assert "1 change accepted." in html
    assert html.count("autofocus") == 1


def test_a_refusal_needs_a_reason(client_for, writer, two):
    client = client_for(writer)
    values = {"outcome": "not_kept", "proposal": two.pk, "key": keys(client, "juin", "six")}
    refused = client.post(DECIDE, values | {"reason": " "})
    assert (refused.status_code, "its author will read it" in refused.content.decode()) == (409, True)
    assert f'<a href="{HERE.replace("/en/", "/fr/", 1)}" lang="fr"' in refused.content.decode()
    assert client.post(DECIDE, values | {"reason": "The decree says May."}).status_code == 302
    two.refresh_from_db()
    decided = list(ProposalDecision.objects.values_list("outcome", "reason"))
    assert (two.state, decided) == ("settled", [("not_kept", "The decree says May.")] * 2)


def test_what_was_decided_by_another_is_said_and_nothing_is_done(client_for, report, writer, two):
    client = client_for(writer)
    values = {"outcome": "kept", "proposal": two.pk, "key": keys(client, "juin")}
    client.post(DECIDE, values)
    again = client.post(DECIDE, values)
    assert (again.status_code, "is not there any more" in again.content.decode()) == (409, True)
    with_script = client.post(DECIDE, values, headers=HTMX)
    assert (with_script.status_code, "is not there any more" in with_script.content.decode()) == (200, True)
    merged = {"outcome": "merged", "proposal": two.pk, "key": keys(client, "six")}
    unwritten = client.post(DECIDE, merged)
    assert (unwritten.status_code, "Write the words there first." in unwritten.content.decode()) == (409, True)
    client.post(DECIDE, merged | {"outcome": "not_kept", "reason": "No."})
    late = client.post(DECIDE, values)
    assert (late.status_code, "decided or taken back meanwhile" in late.content.decode()) == (409, True)
    assert [one.outcome for one in ProposalDecision.objects.all()] == [Outcome.KEPT, Outcome.NOT_KEPT]


def test_two_people_may_propose_the_same(client_for, report, writer, two, proposed):
    other = UserFactory(holds=(Role.CONTRIBUTOR, report.country))
    proposed("Le forum est né en juin.", "Il a cinq groupes.", by=other)
    client = client_for(writer)
    client.post(DECIDE, {"outcome": "kept", "proposal": two.pk, "key": keys(client, "juin")[0]})
    page = client.get(HERE)
    assert (changes(page), "The text says this already" in page.content.decode()) == ([("cinq", "six")], False)
    assert page.content.decode().count("already in the text") == 1
    assert client.post(DECIDE, {"outcome": "in_text", "proposal": two.pk}).status_code == 400


@pytest.mark.parametrize("act", ["kept", "merged", "not_kept"])
def test_who_may_not_write_the_answer_has_no_buttons_and_is_refused(client_for, reviewer, two, act):
    client = client_for(reviewer)
    assert client.get(HERE).content.decode().count('value="kept"') == 0
    sent = client.post(DECIDE, {"outcome": act, "proposal": two.pk, "key": keys(client, "juin"), "reason": "No"})
    assert (sent.status_code, ProposalDecision.objects.count()) == (403, 0)


@pytest.mark.parametrize(
    ("values", "status"),
    [
        ({"outcome": "kept", "proposal": 0}, 404),
        ({"outcome": "kept"}, 404),
        ({"outcome": "kept", "proposal": "x"}, 404),
        ({"outcome": "eat"}, 400),
        ({}, 400),
    ],
)
def test_what_no_button_sends_is_refused(client_for, writer, two, values, status):
    assert client_for(writer).post(DECIDE, values).status_code == status


def test_a_proposal_for_another_answer_is_not_decided_here(client_for, writer, two):
    client = client_for(writer)
    key = keys(client, "juin")
    sent = client.post(DECIDE.replace("/fr/", "/en/"), {"outcome": "kept", "proposal": two.pk, "key": key})
    assert (sent.status_code, client.get(HERE.replace("key_results", "overall_progress")).status_code) == (404, 404)


# --- proposing without script, and one's own


def test_words_are_proposed_by_a_plain_form(client_for, report, reviewer, answered):
    client = client_for(reviewer)
    form = client.get(HERE).context
    values = {"base": form["base_json"], "words": form["words_plain"].replace("cinq", "six")}
    assert "Saved as your proposal." in client.post(PROPOSE, values, follow=True).content.decode()
    made = Proposal.objects.get()
    assert (to_text(made.value), made.author, says(report)) == (
        "Le forum est né en mai.\n\nIl a six groupes.",
        reviewer,
        "Le forum est né en mai.\n\nIl a cinq groupes.",
    )
    same = client.post(PROPOSE, values | {"base": "{"})
    assert (same.status_code, same.context["words_plain"]) == (409, values["words"])


def test_the_author_says_for_whom_and_why_and_takes_it_back(client_for, report, reviewer, two):
    group = WorkingGroupFactory(country=report.country)
    UserFactory(holds=(Role.CONTRIBUTOR, report.country))
    reviewer.memberships.update(working_group=group)
    client = client_for(reviewer)
    sent = client.post(DESCRIBE, {"proposal": two.pk, "voice": f"{group.pk}-", "note": " Because. "})
    two.refresh_from_db()
    assert (sent.status_code, two.group, two.note) == (302, group, "Because.")
    assert client.post(DESCRIBE, {"proposal": two.pk, "voice": "999-"}).status_code == 404
    client.post(WITHDRAW, {"proposal": two.pk})
    two.refresh_from_db()
    assert two.state == ProposalState.WITHDRAWN


def test_nobody_takes_back_what_another_proposed(client_for, writer, two):
    client = client_for(writer)
    for address in (WITHDRAW, DESCRIBE):
        assert client.post(address, {"proposal": two.pk}).status_code == 403
    two.refresh_from_db()
    assert two.is_open


def test_the_author_reads_what_became_of_it(client_for, reviewer, writer, two):
    client = client_for(writer)
    values = {"outcome": "not_kept", "proposal": two.pk, "key": keys(client, "juin"), "reason": "The decree says May."}
    client.post(DECIDE, values)
    for address in (HERE, "/en/reports/FRA/2023/proposals/"):
        html = client_for(reviewer).get(address).content.decode()
        assert ("declined" in html, "The decree says May." in html) == (True, True)


# --- from an editor


def save(client, user, value, written_on=TEXT, **more):
    sent = {"value": value, "written_on": written_on, "writer": user.pk} | more
    return client.post(MINE, json.dumps(sent), content_type="application/json")


def test_an_editor_saves_a_proposal_and_gets_what_stands(client_for, reviewer, answered):
    client = client_for(reviewer)
    mine = text("Le forum est né en juin.", "Il a cinq groupes.")
    answer = save(client, reviewer, mine).json()
    made = Proposal.objects.get()
    mark = answer["mark"]
    assert answer == {"proposal": made.pk, "revision": 1, "mark": mark, "base": TEXT, "value": None}
    again = save(client, reviewer, mine, mine, mark=mark).json()
    assert again == {"proposal": made.pk, "revision": 1, "mark": mark, "base": None, "value": None}
    assert client.get(MINE).json()["value"] == mine


def test_what_was_written_in_another_tab_comes_back(client_for, reviewer, answered):
    client = client_for(reviewer)
    save(client, reviewer, text("Le forum est né en juin.", "Il a cinq groupes."))
    answer = save(client, reviewer, text("Le forum est né en mai.", "Il a six groupes.")).json()
    assert to_text(answer["value"]) == "Le forum est né en juin.\n\nIl a six groupes."


def test_undoing_every_change_takes_the_proposal_back(client_for, reviewer, answered):
    client = client_for(reviewer)
    mine = text("Le forum est né en juin.", "Il a cinq groupes.")
    save(client, reviewer, mine)
    assert save(client, reviewer, TEXT, mine).json()["proposal"] is None
    assert [one.state for one in Proposal.objects.all()] == ["withdrawn"]
    save(client, reviewer, mine)
    assert sorted(one.state for one in Proposal.objects.all()) == ["open", "withdrawn"]


@pytest.mark.parametrize(
    ("body", "status"),
    [("{", 400), ("[]", 400), ('{"writer": 0}', 403), ({"value": {"type": "x"}, "written_on": TEXT}, 422)],
)
def test_what_no_editor_sends_is_refused(client_for, reviewer, answered, body, status):
    sent = json.dumps(body | {"writer": reviewer.pk}) if isinstance(body, dict) else body
    response = client_for(reviewer).post(MINE, sent, content_type="application/json")
    assert (response.status_code, Proposal.objects.count()) == (status, 0)


def test_a_report_that_left_its_draft_takes_no_proposals(client_for, report, reviewer, answered):
    report.stage = Stage.FORUM_REVIEW
    report.save()
    assert save(client_for(reviewer), reviewer, text("Autre.")).status_code == 403


# --- on the page of a part


def test_who_may_only_suggest_gets_an_editor_to_propose_in(client_for, reviewer, two):
    html = client_for(reviewer).get(SECTION).content.decode()
    assert "Who writes this answer decides; until then it stays as it is." in html
    assert f'data-suggest="{MINE}"' in html
    assert ("Il a six groupes." in html, "data-autosave" in html, "editor.js" in html) == (True, True, True)
    assert "Your proposal: for whom, why, what became of it" in html


def test_a_contributor_writes_what_is_assigned_and_suggests_in_the_rest(client_for, report, answered):
    contributor = UserFactory(holds=(Role.CONTRIBUTOR, report.country))
    AssignmentFactory(report=report, user=contributor, section="overall", question="key_results")
    html = client_for(contributor).get(SECTION).content.decode()
    other = HERE.replace("key_results", "anything_else")
    assert f'data-suggest="{MINE}" lang="fr" dir="ltr" aria-labelledby="label-key_results suggest-key_results"' in html
    assert html.count("data-suggest-switch") == 1
    assert other not in html


def test_who_writes_gets_a_line_and_a_switch(client_for, writer, two):
    html = client_for(writer).get(SECTION).content.decode()
    assert f'<a href="{HERE}">1 proposal</a> <span class="soft">Reviewer' in html
    assert "Switch to suggesting" in html


def test_without_script_there_is_a_link(client_for, reviewer, answered):
    html = client_for(reviewer).get(SECTION + "&plain=1").content.decode()
    assert (f'<a href="{HERE}#propose">Propose other words</a>' in html, "data-suggest" in html) == (True, False)


def test_who_reads_only_proposes_nothing(client_for, report, two):
    signatory = UserFactory(holds=(Role.SIGNATORY, report.country))
    client = client_for(signatory)
    html = client.get(SECTION).content.decode()
    assert ("data-suggest" in html, f'<a href="{HERE}">1 proposal</a>' in html) == (False, True)
    assert (client.get(HERE).status_code, client.get(MINE).status_code) == (200, 403)
    assert client.post(PROPOSE, {"base": json.dumps(TEXT), "words": "X"}).status_code == 403


def test_observers_read_no_proposals(client_for, report, two):
    observer = UserFactory(holds=(Role.OBSERVER, report.country))
    report.stage = Stage.FORUM_REVIEW
    report.save()
    client = client_for(observer)
    found = [client.get(one).status_code for one in (HERE, "/en/reports/FRA/2023/proposals/", MINE)]
    overview = client.get("/en/reports/FRA/2023/").content.decode()
    assert (found, "proposal" in overview.lower()) == ([403, 403, 403], False)


# --- of a report, and how many queries it takes


def test_the_report_lists_them_by_part(client_for, writer, two):
    page = client_for(writer).get("/en/reports/FRA/2023/proposals/")
    found = [
        (section.key, [(row.entry.key, row.language, row.proposals) for row in rows])
        for section, rows in page.context["parts"]
    ]
    assert found == [("overall", [("key_results", "fr", [two])])]
    overview = client_for(writer).get("/en/reports/FRA/2023/").content.decode()
    assert ("Proposals (1)" in overview, "1 open proposal" in overview) == (True, True)
    stage = client_for(writer).get(reverse("reports:stage", args=["FRA", 2023])).content.decode()
    assert "1 proposal is not decided" in stage


@pytest.fixture
def many(report, answered, proposed):
    def make(count: int) -> None:
        for number in range(count):
            by = UserFactory(holds=(Role.REVIEWER, report.country))
            proposed(f"Le forum est né en {number}.", f"Il a {number} groupes.", by=by)

    return make


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(
    ("address", "queries"),
    [(HERE, 14), ("/en/reports/FRA/2023/proposals/", 14), (SECTION, 17), ("/en/reports/FRA/2023/", 17), (MINE, 12)],
)
def test_each_page_takes_the_same_queries_however_many(
    client_for, writer, many, count, address, queries, django_assert_num_queries
):
    many(count)
    client = client_for(writer)
    client.get(address)
    with django_assert_num_queries(queries):
        assert client.get(address).status_code == 200


def test_a_note_of_the_allowed_length_is_kept_whole_although_a_browser_sends_two_characters_for_a_line_end():
    sent = RequestFactory().post("/", {"note": "a\r\n" * 500})
    assert in_field(sent, "note", 1000) == "a\n" * 500
