"""The ledger of a correction goes on with what was said of the versions before it."""

import re

import pytest

from reports.answers.attribution import Side
from reports.answers.next_steps import add_next_step
from reports.answers.saving import save_answer
from reports.content.loading import load
from reports.contributions.acknowledgements import contributors
from reports.contributions.ledger import Ledger
from reports.models import Channel, Outcome, Report, Source
from reports.review.decisions import decide
from reports.review.rebasing import RebasedSuggestion
from reports.review.suggestions import propose
from reports.signoff.corrections import open_correction
from reports.stages import Stage
from tests.factories.reports import AnswerFactory, entry_of, text
from tests.reports.contributions.conftest import contributions

pytestmark = pytest.mark.django_db
PAGE = "/en/reports/FRA/2023/contributions/"
BEGIN, MORE, LAST = "Le forum est né en mai.", "Il a cinq groupes de travail.", "Chacun écrit ce qui le concerne."


def suggest(report, by, *paragraphs: str, key: str = "key_results", identity=None, outcome=None, decider=None, **more):
    """A proposal for what stands, and what became of it."""
    entry = entry_of(report, key, identity)
    standing = entry.answers["fr"].value
    said = {"value": text(*paragraphs), "written_on": standing, "by": by, **more}
    proposal = propose(report=report, entry=entry, language="fr", **said)
    if outcome:
        keys = [change.key for change in RebasedSuggestion(proposal, standing).changes]
        reason = "Said above." if outcome == Outcome.NOT_KEPT else ""
        decide(proposal=proposal, entry=entry, keys=keys, outcome=outcome, by=decider, reason=reason)
    return proposal


def correct(report) -> Report:
    """The next version, of a report that was submitted meanwhile."""
    Report.objects.filter(pk=report.pk).update(stage=Stage.PUBLISHED)
    return open_correction(Report.objects.get(pk=report.pk))


def told(report) -> list[tuple]:
    return [
        (one.version, one.source, one.side, [(piece.text, piece.outcome, piece.standing.state) for piece in one.pieces])
        for one in contributions(report)
    ]


def test_proposals_of_the_version_before_are_told_with_its_number(report, saved, writer, member, unions):
    saved(text(BEGIN), by=writer)
    theirs = {"group": unions, "source": Source.MINUTES}
    suggest(report, member, BEGIN, MORE, outcome=Outcome.KEPT, decider=writer, **theirs)
    suggest(report, member, BEGIN, MORE, "Un.", outcome=Outcome.NOT_KEPT, decider=writer, **theirs)
    suggest(report, member, BEGIN, MORE, LAST, **theirs)
    correction = correct(report)
    side = Side(unions.pk)
    assert told(correction) == [
        (1, "browser", Side(), [(BEGIN, "", "whole")]),
        (1, "minutes", side, [(MORE, "kept", "whole")]),
        (1, "minutes", side, [("Un.", "not_kept", "none")]),
        (1, "minutes", side, [(LAST, "undecided", "none")]),
    ]
    assert [piece.label for piece in contributions(correction)[3].pieces] == ["was not decided"]


def test_what_is_written_in_the_correction_is_told_apart_from_what_stood(report, saved, writer, member, unions, union):
    saved(text(BEGIN), by=member)
    correction = correct(report)
    entry = entry_of(correction, "key_results")
    save_answer(report=correction, entry=entry, language="fr", value=text(BEGIN, MORE), seen=1, by=writer)
    assert told(correction) == [
        (1, "browser", Side(unions.pk, union.pk), [(BEGIN, "", "whole")]),
        (2, "browser", Side(), [(MORE, "", "whole")]),
    ]


def test_one_hand_in_two_versions_is_two_contributions(report, saved, writer):
    saved(text(BEGIN), by=writer)
    correction = correct(report)
    entry = entry_of(correction, "key_results")
    save_answer(report=correction, entry=entry, language="fr", value=text(BEGIN, MORE), seen=1, by=writer)
    assert [(one.version, [piece.text for piece in one.pieces]) for one in contributions(correction)] == [
        (1, [BEGIN]),
        (2, [MORE]),
    ]


def test_a_proposal_for_a_next_step_finds_the_step_in_the_correction(report, writer, member, unions):
    step = add_next_step(report=report, by=None)
    AnswerFactory(report=report, occurrence=step, question="next_steps.goals", value=text(BEGIN), changed_by=writer)
    more = {"key": "next_steps.goals", "identity": step.identity, "group": unions}
    suggest(report, member, BEGIN, MORE, outcome=Outcome.KEPT, decider=writer, source=Source.MINUTES, **more)
    correction = correct(report)
    kept = contributions(correction)[-1]
    assert (kept.version, kept.entry.occurrence.report_id, kept.pieces[0].outcome) == (1, correction.pk, "kept")
    assert kept.standing.state == "whole"


def test_the_file_of_an_import_is_told_in_the_correction_too(report, saved, writer):
    saved(text(BEGIN), by=writer, channel=Channel.IMPORT)
    report.imports.create(
        file="x", filename="rapport.docx", sha256="0" * 64, language="fr", plan={}, applied_at=report.opened_at
    )
    assert [(one.source, one.note) for one in contributions(correct(report))] == [("import", "rapport.docx")]


def test_a_correction_prints_whoever_has_words_in_its_text(report, saved, writer, member, unions):
    saved(text(BEGIN), by=writer)
    suggest(report, member, BEGIN, MORE, outcome=Outcome.KEPT, decider=writer, group=unions, source=Source.MINUTES)
    before = contributors(load(report))
    assert [one["group"] for one in before] == [dict(unions.name)]
    second = correct(report)
    assert contributors(load(second)) == before
    assert contributors(load(correct(second))) == before


def test_the_version_before_says_nothing_of_its_correction(report, saved, writer, member, unions):
    saved(text(BEGIN), by=writer)
    correction = correct(report)
    suggest(correction, member, BEGIN, MORE, group=unions, source=Source.MINUTES)
    assert [one.version for one in contributions(report)] == [1]
    assert [one.version for one in contributions(correction)] == [1, 2]


@pytest.mark.parametrize("count", [1, 3])
def test_it_takes_one_query_more_for_any_number_of_versions(
    report, saved, writer, member, unions, count, django_assert_num_queries
):
    saved(text(BEGIN), by=writer)
    newest = report
    for number in range(count):
        for _each in range(count):
            suggest(newest, member, BEGIN, f"{MORE} {number}", group=unions, source=Source.MINUTES)
        newest = correct(newest)
    content = load(Report.objects.get(pk=newest.pk))
    with django_assert_num_queries(
        10
    ):  # versions, proposals, decisions, voices, roles, kept, files, authors, steps (2)
        found = Ledger(content).contributions()
    assert len(found) == 1 + count * count


def test_the_page_says_which_version(client_for, report, saved, writer, member, unions):
    saved(text(BEGIN), by=writer)
    assert "Version 1" not in client_for(member).get(PAGE).content.decode()
    suggest(report, member, BEGIN, MORE, group=unions, source=Source.MINUTES)
    correct(report)
    html = client_for(member).get(PAGE).content.decode()
    mine = re.search(r"<article.*?</article>", html, re.DOTALL)[0]
    assert ("· Version 1 ·" in mine, "was not decided" in mine, MORE in mine) == (True, True, True)
