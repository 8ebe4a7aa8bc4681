"""Deciding at the same moment, while the text is written, while the author goes on: nothing is lost, nor done twice."""

import pytest
from django.db import connection

from forum.access import Forbidden
from forum.roles import Role
from reports.answers import documents
from reports.models import Outcome, Proposal, ProposalDecision
from reports.review.decisions import ChangeIsGone, decide
from reports.review.rebasing import RebasedSuggestion
from reports.review.suggestions import NotOpen, propose, withdraw
from reports.signoff.workflow import apply_transition
from reports.stages import Stage
from richtext.reading import to_text
from tests.factories.forum import UserFactory, WorkingGroupFactory
from tests.factories.reports import entry_of, text
from tests.reports.review.suggestions.conftest import TEXT
from tests.reports.signoff import test_at_once
from tests.reports.together import write

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite has one writer at a time"),
]
several_times = pytest.mark.sampled("attempt", range(3))


@pytest.fixture(autouse=True)
def refusals(monkeypatch):
    monkeypatch.setattr(test_at_once, "REFUSALS", (ChangeIsGone, NotOpen, Forbidden))


@pytest.fixture
def two(answered, proposed):
    return proposed("Le forum est né en juin.", "Il a six groupes.")


def keys(report, proposal) -> list[str]:
    standing = RebasedSuggestion(
        Proposal.objects.get(pk=proposal.pk), entry_of(report, "key_results").answers["fr"].value
    )
    return [change.key for change in standing.changes]


def deciding(report, proposal, chosen, outcome, by, reason=""):
    entry = entry_of(report, "key_results")
    said = {"keys": chosen, "outcome": outcome, "by": by, "reason": reason}
    return lambda: decide(proposal=proposal, entry=entry, **said)


def says(report) -> str:
    return to_text(entry_of(report, "key_results").answers["fr"].value)


@several_times
def test_of_two_who_decide_about_the_same_change_one_is_told_that_it_is_gone(report, writer, two, attempt):
    deputy = UserFactory(holds=(Role.DEPUTY, report.country))
    first = keys(report, two)[:1]
    took = test_at_once.at_once(
        deciding(report, two, first, Outcome.KEPT, writer),
        deciding(report, two, first, Outcome.NOT_KEPT, deputy, "No."),
    )
    assert took == ["ChangeIsGone", "done"]
    (decision,) = ProposalDecision.objects.all()
    assert says(report).startswith(
        "Le forum est né en juin." if decision.outcome == "kept" else "Le forum est né en mai."
    )


@several_times
def test_two_who_decide_about_two_changes_both_do(report, writer, two, attempt):
    deputy = UserFactory(holds=(Role.DEPUTY, report.country))
    first, second = keys(report, two)
    took = test_at_once.at_once(
        deciding(report, two, [first], Outcome.KEPT, writer), deciding(report, two, [second], Outcome.KEPT, deputy)
    )
    two.refresh_from_db()
    assert (took, says(report), two.state) == (
        ["done", "done"],
        "Le forum est né en juin.\n\nIl a six groupes.",
        "settled",
    )


@several_times
def test_what_is_typed_at_the_moment_of_a_decision_stays(report, writer, two, attempt):
    entry = entry_of(report, "key_results")
    document = documents.open_text(report=report, entry=entry, language="fr", by=writer)
    typed = text("Le forum est né en mai.", "Il a cinq groupes.", "Encore.")
    took = test_at_once.at_once(
        deciding(report, two, keys(report, two), Outcome.KEPT, writer), lambda: write(document, typed, by=writer)
    )
    assert took == ["done", "done"]
    standing = says(report)
    assert ("Encore." in standing, "juin" in standing, "six" in standing) == (True, True, True)


@several_times
def test_the_author_types_on_while_a_change_is_decided(report, writer, reviewer, two, attempt):
    entry = entry_of(report, "key_results")
    typed = text("Le forum est né en juin.", "Il a six groupes.", "Et plus.")
    took = test_at_once.at_once(
        deciding(report, two, keys(report, two)[:1], Outcome.KEPT, writer),
        lambda: propose(report=report, entry=entry, language="fr", value=typed, written_on=two.value, by=reviewer),
    )
    left = RebasedSuggestion(Proposal.objects.get(), entry_of(report, "key_results").answers["fr"].value)
    assert (took, to_text(left.value), says(report)) == (
        ["done", "done"],
        "Le forum est né en juin.\n\nIl a six groupes.\n\nEt plus.",
        "Le forum est né en juin.\n\nIl a cinq groupes.",
    )


@several_times
def test_two_tabs_that_begin_at_once_make_one_proposal(report, reviewer, answered, attempt):
    entry = entry_of(report, "key_results")

    def typing(*paragraphs):
        said = {"value": text(*paragraphs), "written_on": TEXT, "by": reviewer}
        return lambda: propose(report=report, entry=entry, language="fr", **said)

    took = test_at_once.at_once(
        typing("Le forum est né en juin.", "Il a cinq groupes."), typing("Le forum est né en mai.", "Il a six groupes.")
    )
    assert (took, to_text(Proposal.objects.get().value)) == (
        ["done", "done"],
        "Le forum est né en juin.\n\nIl a six groupes.",
    )


@several_times
def test_it_is_taken_back_or_decided_but_not_both(report, writer, reviewer, two, attempt):
    entry = entry_of(report, "key_results")
    took = test_at_once.at_once(
        deciding(report, two, keys(report, two), Outcome.KEPT, writer),
        lambda: withdraw(proposal=two, entry=entry, by=reviewer),
    )
    two.refresh_from_db()
    assert took == ["NotOpen", "done"]
    assert (two.state, ProposalDecision.objects.count()) in [("settled", 2), ("withdrawn", 0)]


@several_times
def test_the_report_leaves_its_draft_while_a_change_is_taken_over(report, writer, two, attempt):
    WorkingGroupFactory(country=report.country)
    took = test_at_once.at_once(
        deciding(report, two, keys(report, two), Outcome.KEPT, writer),
        lambda: apply_transition(report=report, name="send_to_forum", by=writer),
    )
    report.refresh_from_db()
    is_taken = bool(ProposalDecision.objects.count())
    assert (report.stage, took) == (Stage.FORUM_REVIEW, ["done", "done"] if is_taken else ["Forbidden", "done"])
    assert ("juin" in says(report)) == is_taken
