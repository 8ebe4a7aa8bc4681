"""Who is told of proposals, and what their authors are told: once, when nobody has gone on for ten minutes."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from forum.roles import Role
from notices.models import Notice
from reports.models import Outcome
from reports.review.decisions import decide
from reports.review.rebasing import RebasedSuggestion
from reports.review.suggestion_notices import QUIET, tell_of_decisions, tell_of_proposals
from reports.review.suggestions import propose, withdraw
from tests.factories.forum import UserFactory
from tests.factories.reports import AnswerFactory, AssignmentFactory, entry_of, text
from tests.reports.review.suggestions.conftest import TEXT

pytestmark = pytest.mark.django_db
HERE = "/en/reports/FRA/2023/proposals/key_results/fr/"


@pytest.fixture
def two(answered, proposed):
    return proposed("Le forum est né en juin.", "Il a six groupes.", note="Voir le décret.")


def told() -> list[tuple]:
    return [(one.kind, one.to_id, one.address) for one in Notice.objects.order_by("pk")]


def tell(proposal, *, later=QUIET) -> None:
    now = timezone.now() + later
    tell_of_proposals(proposal.slot.report_id, proposal.author_id, now=now)
    tell_of_decisions(proposal.slot.report_id, proposal.author_id, now=now)


def choose(proposal, outcome, by, reason=""):
    """Decide the first change that is left."""
    entry = entry_of(proposal.report, "key_results")
    proposal.refresh_from_db()
    key = RebasedSuggestion(proposal, entry.answers["fr"].value).changes[0].key
    decide(proposal=proposal, entry=entry, keys=[key], outcome=outcome, by=by, reason=reason)


def test_those_who_lead_the_report_are_told_once_in_their_language(writer, reviewer, two):
    tell(two, later=timedelta(minutes=9))
    assert told() == []
    tell(two)
    tell(two)
    notice = Notice.objects.get()
    assert told() == [("reports.proposals_made", writer.pk, HERE)]
    assert notice.subject == "France 2023: Reviewer proposes other words"
    assert "Voir le décret." in notice.body


def test_to_whom_the_answer_is_assigned_is_told_instead(report, writer, two):
    group_member = UserFactory(holds=(Role.CONTRIBUTOR, report.country))
    AssignmentFactory(report=report, user=group_member, section="overall", question="key_results")
    AssignmentFactory(report=report, section="overall", question="lessons")
    tell(two)
    assert told() == [("reports.proposals_made", group_member.pk, HERE)]


def test_a_translator_to_whom_the_original_is_assigned_is_told_nothing_that_they_cannot_decide(report, writer, two):
    AssignmentFactory(report=report, user=UserFactory(holds=(Role.TRANSLATOR, report.country)), section="overall")
    tell(two)
    assert told() == [("reports.proposals_made", writer.pk, HERE)]


def test_when_that_is_done_the_coordinators_are_told(report, writer, two):
    AssignmentFactory(report=report, section="overall", done_at=timezone.now())
    tell(two)
    assert [one.to_id for one in Notice.objects.all()] == [writer.pk]


def test_several_proposals_are_one_notice(report, writer, two, proposed):
    AnswerFactory(report=report, question="lessons", language="fr", value=TEXT)
    lessons = entry_of(report, "lessons")
    propose(
        report=report,
        entry=lessons,
        language="fr",
        value=text("Le forum est né en juillet."),
        written_on=TEXT,
        by=two.author,
    )
    tell(two)
    assert told() == [("reports.proposals_made", writer.pk, "/en/reports/FRA/2023/proposals/")]


def test_nobody_is_told_of_what_was_taken_back(report, two, reviewer):
    withdraw(proposal=two, entry=entry_of(report, "key_results"), by=reviewer)
    tell(two)
    assert told() == []


def test_who_proposes_and_decides_alone_is_told_nothing(report, writer, answered, proposed):
    mine = proposed("Le forum est né en juin.", "Il a cinq groupes.", by=writer)
    choose(mine, Outcome.KEPT, writer)
    tell(mine)
    assert told() == []


def test_the_author_is_told_once_of_all_that_was_decided(writer, reviewer, two):
    choose(two, Outcome.KEPT, writer)
    choose(two, Outcome.NOT_KEPT, writer, "The decree says five.")
    tell(two)
    tell(two)
    assert told() == [("reports.proposals_decided", reviewer.pk, HERE)]
    assert Notice.objects.get().subject == "France 2023: what became of what you proposed"


def test_the_queue_does_it_when_the_time_has_come(writer, two, run_tasks):
    choose(two, Outcome.KEPT, writer)
    run_tasks()
    assert told() == []
    two.decisions.update(decided_at=timezone.now() - QUIET)
    type(two).objects.update(created_at=timezone.now() - QUIET)
    DBTaskResult.objects.filter(status="READY").update(run_after=timezone.now())
    run_tasks()
    assert sorted(one.kind for one in Notice.objects.all()) == ["reports.proposals_decided", "reports.proposals_made"]


def test_a_notice_is_written_in_french_too(writer, reviewer, two):
    type(writer).objects.update(language="fr")
    choose(two, Outcome.KEPT, writer)
    tell(two)
    assert [one.language for one in Notice.objects.all()] == ["fr", "fr"]
