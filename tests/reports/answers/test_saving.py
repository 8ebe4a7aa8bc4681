"""Saving answers: stale saves are refused, and nothing that was there is lost."""

from datetime import timedelta

import pytest
from django.utils import timezone

from forum.access import Forbidden
from journal.models import Entry
from journal.queries import history_of
from questionnaires.kinds import InvalidAnswer
from reports.answers.next_steps import add_next_step
from reports.answers.saving import StaleAnswer, restore_revision, save_answer, set_aside, set_original
from reports.models import Answer, Channel, Report
from reports.signoff.corrections import open_correction
from reports.stages import Stage
from tests.factories.forum import UserFactory
from tests.factories.reports import AnswerFactory, ReportFactory, entry_of, text

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]


@pytest.fixture
def report() -> Report:
    return ReportFactory()


@pytest.fixture
def writer(report):
    return UserFactory(focal_point_of=report.country)


def save(report, writer, value, *, key="key_results", language="fr", seen=0, **options):
    entry = entry_of(report, key)
    return save_answer(report=report, entry=entry, language=language, value=value, seen=seen, by=writer, **options)


def rows(report):
    return list(
        report.answers.order_by("pk").values_list("slot__question", "language", "value", "revision", "is_original")
    )


def test_the_first_answer_is_the_original(report, writer):
    save(report, writer, text("Bonjour"))
    save(report, writer, text("Good day"), language="en")

    assert rows(report) == [
        ("key_results", "fr", text("Bonjour"), 1, True),
        ("key_results", "en", text("Good day"), 1, False),
    ]


def test_a_choice_has_no_language(report, writer):
    save(report, writer, "yes", key="mechanism_useful")

    assert rows(report) == [("mechanism_useful", "", "yes", 1, False)]


def test_a_stale_save_is_refused_and_shows_what_stands(report, writer):
    save(report, writer, text("one"))
    save(report, writer, text("two"), seen=1)

    with pytest.raises(StaleAnswer) as refusal:
        save(report, writer, text("three"), seen=1)

    assert refusal.value.current.value == text("two")
    assert rows(report) == [("key_results", "fr", text("two"), 2, True)]


def test_two_first_answers_at_once_end_in_one_and_a_refusal(report, writer):
    entry = entry_of(report, "key_results")  # both pages were opened before either saved
    save_answer(report=report, entry=entry, language="fr", value=text("mine"), seen=0, by=writer)

    with pytest.raises(StaleAnswer):
        save_answer(report=report, entry=entry, language="fr", value=text("theirs"), seen=0, by=writer)


def test_saving_the_same_again_changes_nothing(report, writer):
    save(report, writer, text("one"))

    again = save(report, writer, text("one"), seen=0)

    assert again.revision == 1


def test_a_page_whose_last_answer_was_lost_on_the_line_may_go_on(report, writer):
    save(report, writer, text("one"), page="page-1")

    saved = save(report, writer, text("one and two"), seen=0, page="page-1")

    assert (saved.revision, saved.value) == (2, text("one and two"))


def test_another_page_of_the_same_person_may_not(report, writer):
    save(report, writer, text("one"), page="page-1")

    with pytest.raises(StaleAnswer):
        save(report, writer, text("two"), seen=0, page="page-2")


def test_the_text_of_somebody_else_is_kept_when_it_is_replaced(report, writer):
    save(report, writer, text("one"))
    colleague = UserFactory(focal_point_of=report.country)

    answer = save(report, colleague, text("two"), seen=1)

    assert list(answer.revisions.values_list("number", "value", "changed_by")) == [(1, text("one"), writer.pk)]


def test_typing_on_without_a_pause_is_one_revision(report, writer):
    save(report, writer, text("one"))

    answer = save(report, writer, text("one two"), seen=1)

    assert list(answer.revisions.all()) == []


def test_after_a_pause_the_text_before_is_kept(report, writer):
    save(report, writer, text("one"))
    Answer.objects.update(changed_at=timezone.now() - timedelta(minutes=11))

    answer = save(report, writer, text("one two"), seen=1)

    assert [revision.value for revision in answer.revisions.all()] == [text("one")]


def test_what_a_correction_took_over_is_kept_however_fresh_it_is(report, writer):
    save(report, writer, text("Signed"))
    Report.objects.update(stage=Stage.PUBLISHED)
    correction = open_correction(Report.objects.get())

    save(correction, writer, text("Signed, and corrected"), seen=1)

    assert list(correction.answers.get().revisions.values_list("number", "value")) == [(1, text("Signed"))]
    assert list(history_of(correction).values_list("action", flat=True)) == ["answer.saved"]


def test_a_text_that_loses_words_is_kept_whole(report, writer):
    long = text("one two three four five six seven eight")
    save(report, writer, long)

    answer = save(report, writer, text("eight"), seen=1)

    assert [revision.value for revision in answer.revisions.all()] == [long]


def test_an_earlier_version_comes_back_as_a_new_revision(report, writer):
    long = text("one two three four five six seven eight")
    save(report, writer, long)
    answer = save(report, writer, text("eight"), seen=1)

    restored = restore_revision(
        report=report, entry=entry_of(report, "key_results"), answer=answer, number=1, by=writer
    )

    assert (restored.value, restored.revision) == (long, 3)


def test_what_a_restored_version_replaces_is_kept_however_fresh_it_is(report, writer):
    save(report, writer, text("one two three four five six seven eight"))
    answer = save(report, writer, text("eight"), seen=1)

    restore_revision(report=report, entry=entry_of(report, "key_results"), answer=answer, number=1, by=writer)

    assert list(answer.revisions.order_by("number").values_list("number", flat=True)) == [1, 2]


def set_mine_aside(report, writer, value, seen):
    entry = entry_of(report, "key_results")
    return set_aside(report=report, entry=entry, language="fr", value=value, seen=seen, by=writer)


def test_a_version_that_was_given_up_is_kept_and_the_other_one_stands(report, writer):
    save(report, writer, text("theirs"), page="their page")
    colleague = UserFactory(focal_point_of=report.country)

    answer = set_mine_aside(report, colleague, text("mine"), seen=1)

    assert (answer.value, answer.revision, answer.changed_by) == (text("theirs"), 3, writer)
    assert list(answer.revisions.values_list("number", "value", "changed_by")) == [(2, text("mine"), colleague.pk)]
    assert save(report, writer, text("theirs, and on"), seen=1, page="their page").revision == 4


@pytest.mark.parametrize("value", [None, text(""), text("theirs")])
def test_nothing_is_kept_of_a_version_that_says_nothing_of_its_own(report, writer, value):
    save(report, writer, text("theirs"))

    answer = set_mine_aside(report, writer, value, seen=1)

    assert (answer.revision, list(answer.revisions.all())) == (1, [])


@pytest.mark.parametrize("value", [None, text("mine")])
def test_a_choice_for_a_version_that_is_no_longer_the_newest_is_refused(report, writer, value):
    save(report, writer, text("theirs"))
    save(report, writer, text("newer"), seen=1)

    with pytest.raises(StaleAnswer):
        set_mine_aside(report, writer, value, seen=1)


def test_the_text_of_other_is_kept_when_it_disappears(report, writer):
    ticked = {"codes": ["workers", "other"], "other": {"fr": "Églises"}}
    save(report, writer, ticked, key="national_partners")

    answer = save(report, writer, {"codes": ["workers"]}, key="national_partners", seen=1)

    assert [revision.value for revision in answer.revisions.all()] == [ticked]


def test_emptying_an_answer_keeps_what_was_there(report, writer):
    save(report, writer, "yes", key="mechanism_useful")

    answer = save(report, writer, None, key="mechanism_useful", seen=1)

    assert (answer.value, answer.is_blank) == (None, True)


def test_nothing_is_written_for_a_question_left_empty(report, writer):
    answer = save(report, writer, None)

    assert (answer.pk, answer.revision, rows(report)) == (None, 0, [])


def test_a_value_of_another_shape_is_refused(report, writer):
    with pytest.raises(InvalidAnswer):
        save(report, writer, "maybe", key="mechanism_useful")

    assert rows(report) == []


def test_nobody_writes_for_another_country(report):
    stranger = UserFactory(focal_point_of=ReportFactory().country)

    with pytest.raises(Forbidden):
        save(report, stranger, text("one"))


@pytest.mark.parametrize("stage", sorted(set(Stage) - {Stage.DRAFT}))
def test_nobody_writes_once_it_is_no_draft(report, writer, stage):
    Report.objects.update(stage=stage)
    report.refresh_from_db()

    with pytest.raises(Forbidden):
        save(report, writer, text("one"))


def test_a_language_the_country_does_not_report_in_is_refused(report, writer):
    report.country.languages = ["fr"]

    with pytest.raises(ValueError, match="does not report in en"):
        save(report, writer, text("one"), language="en")


def test_the_original_language_can_be_put_right(report, writer):
    AnswerFactory(report=report)
    AnswerFactory(report=report, language="en", is_original=False)

    set_original(report=report, entry=entry_of(report, "key_results"), language="en", by=writer)

    assert [(row[1], row[4]) for row in rows(report)] == [("fr", False), ("en", True)]


def test_a_next_step_takes_its_title_from_its_answer(report, writer):
    occurrence = add_next_step(report=report, by=writer)
    entry = entry_of(report, "next_steps.step", occurrence.identity)

    save_answer(report=report, entry=entry, language="fr", value="Former", seen=0, by=writer)

    occurrence.next_step.refresh_from_db()
    assert dict(occurrence.next_step.title) == {"fr": "Former"}


def test_the_journal_tells_who_saved_what(report, writer):
    save(report, writer, text("one"), channel=Channel.IMPORT)

    line = Entry.objects.get(action="answer.saved")
    assert (line.actor, line.country, line.data) == (
        writer,
        report.country.code,
        {"question": "key_results", "occurrence": None, "language": "fr"},
    )
