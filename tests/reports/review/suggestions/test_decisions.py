"""What becomes of each change: in the text, in the proposal, and for good in the decisions."""

import pytest

from forum.access import Forbidden
from forum.roles import Role
from journal.models import Entry
from reports.answers import documents
from reports.models import AnswerRevision, Outcome, ProposalState
from reports.review.decisions import ChangeIsGone, NeedsReason, NothingWritten, decide
from reports.review.rebasing import RebasedSuggestion
from reports.review.suggestions import NotOpen, withdraw
from richtext.reading import to_text
from tests.factories.forum import UserFactory
from tests.factories.reports import entry_of, text
from tests.reports.review.suggestions.conftest import TEXT
from tests.reports.together import write

pytestmark = pytest.mark.django_db


@pytest.fixture
def two(answered, proposed):
    """A proposal with two changes."""
    return proposed("Le forum est né en juin.", "Il a six groupes.")


def standing(report, proposal) -> RebasedSuggestion:
    proposal.refresh_from_db()
    return RebasedSuggestion(proposal, entry_of(report, "key_results").answers["fr"].value)


def choose(report, proposal, *words: str, outcome=Outcome.KEPT, by, reason=""):
    chosen = [change.key for change in standing(report, proposal).changes if to_text(change.proposed) in words]
    entry = entry_of(report, "key_results")
    return decide(proposal=proposal, entry=entry, keys=chosen, outcome=outcome, by=by, reason=reason)


def left(report, proposal) -> list[tuple[str, str]]:
    return [(to_text(one.was), to_text(one.proposed)) for one in standing(report, proposal).changes]


def says(report) -> str:
    return to_text(entry_of(report, "key_results").answers["fr"].value)


def decided(proposal) -> list[tuple]:
    return [
        (to_text(one.was), to_text(one.proposed), one.outcome, one.reason, one.decided_by_id)
        for one in proposal.decisions.all()
    ]


def test_one_change_is_taken_over_and_the_other_waits(report, writer, two):
    choose(report, two, "juin", by=writer)
    assert says(report) == "Le forum est né en juin.\n\nIl a cinq groupes."
    assert left(report, two) == [("cinq", "six")]
    assert decided(two) == [("mai", "juin", "kept", "", writer.pk)]
    assert two.state == ProposalState.OPEN
    assert [revision.value for revision in AnswerRevision.objects.all()] == [TEXT]


def test_all_are_taken_over_and_the_proposal_is_settled(report, writer, two):
    choose(report, two, "juin", "six", by=writer)
    assert says(report) == "Le forum est né en juin.\n\nIl a six groupes."
    assert (left(report, two), two.state) == ([], ProposalState.SETTLED)


def test_what_is_not_taken_over_goes_from_the_proposal_with_its_reason(report, writer, two):
    choose(report, two, "juin", outcome=Outcome.NOT_KEPT, by=writer, reason=" The decree says May. ")
    assert says(report) == "Le forum est né en mai.\n\nIl a cinq groupes."
    assert left(report, two) == [("cinq", "six")]
    assert decided(two) == [("mai", "juin", "not_kept", "The decree says May.", writer.pk)]


def test_without_a_reason_nothing_is_refused(report, writer, two):
    with pytest.raises(NeedsReason):
        choose(report, two, "juin", outcome=Outcome.NOT_KEPT, by=writer, reason="  ")
    assert (left(report, two), decided(two)) == ([("mai", "juin"), ("cinq", "six")], [])


def test_what_is_accepted_with_changes_stands_in_the_answer_first(report, writer, two):
    with pytest.raises(NothingWritten):
        choose(report, two, "six", outcome=Outcome.MERGED, by=writer)
    found = documents.open_text(report=report, entry=entry_of(report, "key_results"), language="fr", by=writer)
    assert write(found, text("Le forum est né en mai.", "Il a cinq groupes, puis six."), by=writer)
    choose(report, two, "juin", outcome=Outcome.MERGED, by=writer)
    assert says(report) == "Le forum est né en mai.\n\nIl a cinq groupes, puis six."
    assert decided(two)[0][2] == "merged"


def test_what_people_write_on_open_pages_stays(report, writer, two):
    entry = entry_of(report, "key_results")
    found = documents.open_text(report=report, entry=entry, language="fr", by=writer)
    assert write(found, text("Le forum est né en mai.", "Il a cinq groupes.", "Encore."), by=writer)
    choose(report, two, "juin", "six", by=writer)
    assert says(report) == "Le forum est né en juin.\n\nIl a six groupes.\n\nEncore."
    found.document.refresh_from_db()
    assert to_text(found.document.value) == says(report)


def test_the_author_writes_on_while_a_change_is_refused(report, writer, two, proposed):
    page = two.value
    choose(report, two, "juin", outcome=Outcome.NOT_KEPT, by=writer, reason="No.")
    proposed("Le forum est né en juin.", "Il a six grands groupes.", on=page)
    assert left(report, two) == [("cinq", "six grands")]


def test_a_change_that_is_decided_already_is_gone(report, writer, two):
    keys = [change.key for change in standing(report, two).changes]
    choose(report, two, "juin", by=writer)
    with pytest.raises(ChangeIsGone):
        decide(proposal=two, entry=entry_of(report, "key_results"), keys=keys, outcome=Outcome.KEPT, by=writer)
    assert left(report, two) == [("cinq", "six")]


def test_a_proposal_that_was_taken_back_is_not_decided(report, writer, reviewer, two):
    keys = [change.key for change in standing(report, two).changes]
    withdraw(proposal=two, entry=entry_of(report, "key_results"), by=reviewer)
    with pytest.raises(NotOpen):
        decide(proposal=two, entry=entry_of(report, "key_results"), keys=keys, outcome=Outcome.KEPT, by=writer)


def test_who_may_not_write_the_answer_decides_nothing(report, reviewer, two):
    with pytest.raises(Forbidden):
        choose(report, two, "juin", by=reviewer)
    with pytest.raises(Forbidden):
        choose(report, two, "juin", by=UserFactory(holds=(Role.CONTRIBUTOR, report.country)))


def test_a_first_text_is_taken_over(report, writer, reviewer, proposed):
    made = proposed("Un premier texte.", on=text(""))
    entry = entry_of(report, "key_results")
    keys = [change.key for change in RebasedSuggestion(made, text("")).changes]
    decide(proposal=made, entry=entry, keys=keys, outcome=Outcome.KEPT, by=writer)
    assert says(report) == "Un premier texte."


def test_another_proposal_that_the_text_says_by_then_is_settled_and_its_author_hears_of_it(
    report, writer, reviewer, two, proposed
):
    same, more = (UserFactory(holds=(Role.REVIEWER, report.country)) for _each in range(2))
    said = proposed("Le forum est né en juin.", "Il a cinq groupes.", by=same)
    waiting = proposed("Le forum est né en juin.", "Il a dix groupes.", by=more)

    choose(report, two, "juin", by=writer)

    for one in (said, waiting):
        one.refresh_from_db()
    assert (said.state, waiting.state, two.state) == ("settled", "open", "open")
    assert decided(said) == [("mai", "juin", "in_text", "", writer.pk)]
    assert (decided(waiting), left(report, waiting)) == ([], [("cinq", "dix")])
    lines = Entry.objects.filter(action="proposal.decided").order_by("pk")
    told = [(line.data["proposal"], line.data["outcome"], line.data["changes"]) for line in lines]
    assert told == [(two.pk, "kept", 1), (said.pk, "in_text", 1)]


def test_what_was_typed_by_hand_is_settled_by_the_next_act(report, writer, two, proposed):
    by = UserFactory(holds=(Role.REVIEWER, report.country))
    said = proposed("Le forum est né en mai.", "Il a dix groupes.", by=by)
    report.answers.update(value=text("Le forum est né en mai.", "Il a dix groupes."))
    assert said.is_open
    choose(report, two, "juin", outcome=Outcome.NOT_KEPT, by=writer, reason="No.")
    said.refresh_from_db()
    assert (said.state, decided(said)) == ("settled", [("cinq", "dix", "in_text", "", writer.pk)])
