"""A report that has left the draft is read from what was frozen of it."""

import pytest

from reports.content.frozen import written
from reports.content.loading import load, load_all, load_rows
from reports.models import Report, Snapshot
from reports.stages import Stage
from tests.factories.forum import CountryFactory
from tests.factories.reports import ReportFactory, text
from tests.reports.way import REASON, Way

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]


def reword(report: Report, words: str = "Autre") -> None:
    report.answers.filter(slot__question="key_results").update(value=text(words))


def read(report: Report) -> dict:
    return load(report).entry("key_results").answers["fr"].value


def again(report: Report) -> Report:
    return Report.objects.select_related("country", "campaign", "roadmap").get(pk=report.pk)


def test_what_is_read_back_is_what_was_written_down():
    way = Way(groups=1, earlier_steps=2, priorities=2)
    (standing,) = load_rows([way.report])
    way.to(Stage.FORUM_REVIEW)
    content = load(again(way.report))
    assert written(content) == written(standing)
    assert [(entry.name, entry.number, entry.label.plain("fr"), entry.options) for entry in content.entries()] == [
        (entry.name, entry.number, entry.label.plain("fr"), entry.options) for entry in standing.entries()
    ]


@pytest.mark.parametrize("stage", [Stage.FORUM_REVIEW, Stage.SIGN_OFF, Stage.SUBMITTED, Stage.PUBLISHED])
@pytest.mark.parametrize("groups", [0, 1])
def test_from_the_forum_s_review_or_the_proposal_on_the_tables_are_not_read(stage, groups):
    if stage == Stage.FORUM_REVIEW and not groups:
        return
    way = Way(groups=groups).to(stage)
    before = read(way.report)
    reword(way.report)
    assert read(again(way.report)) == before


def test_a_report_that_is_a_draft_again_is_read_from_the_tables_and_the_next_round_from_its_own_text():
    way = Way(groups=1).to(Stage.FORUM_REVIEW)
    way.do("ask_changes", comment=REASON)
    reword(way.report)
    assert read(way.report) == text("Autre")
    way.do("send_to_forum")
    reword(way.report, "Encore autre")
    assert read(way.report) == text("Autre")


def test_a_text_of_a_round_that_is_over_is_never_read():
    way = Way(groups=1).to(Stage.FORUM_REVIEW)
    way.do("ask_changes", comment=REASON)
    reword(way.report)
    way.report.stage = Stage.SIGN_OFF  # as it was proposed without a forum before proposals were frozen
    way.report.save()
    assert read(way.report) == text("Autre")


def test_a_country_without_groups_signs_the_text_that_was_proposed():
    Way(groups=0).to(Stage.SUBMITTED)
    proposal, submission = Snapshot.objects.order_by("pk")
    assert (proposal.occasion, submission.occasion) == ("proposal", "submission")
    assert (proposal.text_sha256, proposal.sha256) == (submission.text_sha256, submission.sha256)


def test_a_report_that_a_correction_was_opened_beside_and_taken_back_again_is_read_from_its_text():
    way = Way(groups=1).to(Stage.SUBMITTED)
    signed, before = way.report, read(way.report)
    way.do("correct", comment=REASON)
    reword(signed)
    way.report.stage_changes.update(report=signed)  # as taking it back does
    assert read(again(signed)) == before


@pytest.mark.parametrize("count", [1, 3])
def test_frozen_reports_take_two_queries_however_many_and_drafts_their_own(count, django_assert_num_queries):
    for number in range(count):
        way = Way(groups=1, country=CountryFactory() if number else None)
        way.report.answers.update(changed_by=way.focal_point)
        way.to(Stage.SUBMITTED)
    found = Report.objects.select_related("country", "campaign", "roadmap").filter(campaign__year=2023).order_by("pk")
    reports = list(found)
    assert len(reports) == count
    with django_assert_num_queries(2):  # the texts, who wrote them
        assert [bool(content.items and content.levels) for content in load_all(reports)] == [True] * count
    draft = again(ReportFactory(campaign__year=2031))
    with django_assert_num_queries(9):
        load_all([*reports, draft])
