"""Proposals are kept beside the text, which stays as it is; what is written on two sides comes together."""

import pytest

from forum.access import Forbidden
from forum.roles import Role
from journal.models import Entry
from questionnaires.kinds import InvalidAnswer
from reports.answers.next_steps import add_next_step, remove_next_step
from reports.answers.saving import save_answer
from reports.models import Proposal, ProposalState, Source
from reports.review.rebasing import RebasedSuggestion, open_proposals
from reports.review.suggestions import NotOpen, propose, withdraw
from reports.stages import Stage
from richtext.reading import to_text
from tests.factories.forum import UserFactory
from tests.factories.reports import entry_of, text
from tests.reports.review.suggestions.conftest import TEXT

pytestmark = pytest.mark.django_db


def changes(report, proposal) -> list[tuple[str, str, bool]]:
    standing = RebasedSuggestion(proposal, entry_of(report, "key_results").answers["fr"].value)
    return [(to_text(change.was), to_text(change.proposed), change.overlaps) for change in standing.changes]


def save(report, by, *paragraphs):
    entry = entry_of(report, "key_results")
    seen = entry.answers["fr"].revision
    save_answer(report=report, entry=entry, language="fr", value=text(*paragraphs), seen=seen, by=by)


def test_a_proposal_leaves_the_text_as_it_is(report, reviewer, answered, proposed):
    proposal = proposed("Le forum est né en juin.", "Il a cinq groupes.")
    assert changes(report, proposal) == [("mai", "juin", False)]
    answered.refresh_from_db()
    assert (answered.value, answered.revision) == (TEXT, 1)
    assert [(line.action, line.actor_id, line.data) for line in Entry.objects.all()] == [
        (
            "proposal.made",
            reviewer.pk,
            {
                "question": "key_results",
                "occurrence": None,
                "language": "fr",
                "proposal": proposal.pk,
                "source": "written",
            },
        )
    ]


def test_one_that_changes_nothing_is_none(report, answered, proposed):
    assert proposed("Le forum est né en mai.", "Il a cinq groupes.") is None
    assert Proposal.objects.count() == 0


def test_what_is_written_on_goes_on_in_the_same_proposal(report, answered, proposed):
    first = proposed("Le forum est né en juin.", "Il a cinq groupes.")
    page = first.value
    second = proposed("Le forum est né en juin.", "Il a six groupes.", on=page)
    assert (second.pk, second.revision) == (first.pk, 2)
    assert changes(report, second) == [("mai", "juin", False), ("cinq", "six", False)]


def test_two_pages_of_one_person_lose_nothing(report, answered, proposed):
    proposed("Le forum est né en juin.", "Il a cinq groupes.")
    both = proposed("Le forum est né en mai.", "Il a six groupes.")
    assert changes(report, both) == [("mai", "juin", False), ("cinq", "six", False)]


def test_the_proposal_moves_with_the_text(report, writer, answered, proposed):
    proposal = proposed("Le forum est né en juin.", "Il a cinq groupes.")
    save(report, writer, "Nouveau.", "Le forum est né en mai dernier.", "Il a six groupes.")
    assert changes(report, proposal) == [("mai", "juin", False)]
    assert to_text(RebasedSuggestion(proposal, entry_of(report, "key_results").answers["fr"].value).value) == (
        "Nouveau.\n\nLe forum est né en juin dernier.\n\nIl a six groupes."
    )


def test_words_that_others_changed_meanwhile_are_marked(report, writer, answered, proposed):
    proposal = proposed("Le forum est né en juin.", "Il a cinq groupes.")
    save(report, writer, "Le forum est né en avril.", "Il a cinq groupes.")
    assert changes(report, proposal) == [("avril", "juin", True)]


def test_one_can_be_made_on_a_text_that_has_moved_on(report, writer, answered, proposed):
    save(report, writer, "Le forum est né en mai.", "Il a six groupes.")
    assert changes(report, proposed("Le forum est né en juin.", "Il a cinq groupes.")) == [("mai", "juin", False)]


def test_an_empty_answer_can_be_proposed(report, reviewer):
    entry = entry_of(report, "key_results")
    value = text("Un premier texte.")
    made = propose(report=report, entry=entry, language="fr", value=value, written_on=text(""), by=reviewer)
    assert (made.value, made.state) == (value, ProposalState.OPEN)


def test_minutes_sent_twice_are_there_once(report, answered, proposed):
    sent = {"source": Source.MINUTES, "token": "abc"}
    first = proposed("Le forum est né en juin.", "Il a cinq groupes.", **sent)
    again = proposed("Le forum est né en juin.", "Il a cinq groupes.", **sent)
    other = proposed("Le forum est né en juillet.", "Il a cinq groupes.", source=Source.MINUTES, token="def")
    assert (again.pk, other.pk == first.pk) == (first.pk, False)
    assert open_proposals(report) == {(first.slot_id, "fr"): [first, other]}


@pytest.mark.parametrize("role", [Role.OBSERVER, Role.SIGNATORY])
def test_who_reads_alone_proposes_nothing(report, answered, proposed, role):
    with pytest.raises(Forbidden):
        proposed("Autre.", by=UserFactory(holds=(role, report.country)))


def test_nothing_is_proposed_after_the_draft(report, answered, proposed):
    type(report).objects.filter(pk=report.pk).update(stage=Stage.FORUM_REVIEW)
    with pytest.raises(Forbidden):
        proposed("Autre.")


def test_a_choice_takes_no_words(report, reviewer):
    with pytest.raises(Forbidden):
        propose(
            report=report,
            entry=entry_of(report, "evidence_types"),
            language="fr",
            value=text("Autre."),
            written_on=text(""),
            by=reviewer,
        )


def test_what_is_no_text_is_refused(report, reviewer, answered):
    entry = entry_of(report, "key_results")
    with pytest.raises(InvalidAnswer):
        propose(report=report, entry=entry, language="fr", value={"type": "poem"}, written_on=TEXT, by=reviewer)


def test_a_language_that_the_country_does_not_report_in_is_refused(report, reviewer, answered):
    entry = entry_of(report, "key_results")
    with pytest.raises(ValueError, match="does not report in es"):
        propose(report=report, entry=entry, language="es", value=TEXT, written_on=TEXT, by=reviewer)


def test_its_author_takes_it_back(report, reviewer, answered, proposed):
    proposal = proposed("Autre.")
    withdraw(proposal=proposal, entry=entry_of(report, "key_results"), by=reviewer)
    proposal.refresh_from_db()
    assert (proposal.state, open_proposals(report)) == (ProposalState.WITHDRAWN, {})
    with pytest.raises(NotOpen):
        withdraw(proposal=proposal, entry=entry_of(report, "key_results"), by=reviewer)


def test_nobody_else_takes_it_back(report, writer, answered, proposed):
    with pytest.raises(Forbidden):
        withdraw(proposal=proposed("Autre."), entry=entry_of(report, "key_results"), by=writer)


def test_nothing_is_proposed_for_a_step_that_has_been_removed(report, reviewer):
    step = add_next_step(report=report, by=None)
    entry = entry_of(report, "next_steps.goals", str(step.next_step.identity))
    remove_next_step(occurrence=step, by=None)
    with pytest.raises(Forbidden, match="not in the report any more"):
        propose(report=report, entry=entry, language="fr", value=TEXT, written_on=text(""), by=reviewer)
