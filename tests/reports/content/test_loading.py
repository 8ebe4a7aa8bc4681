"""A report read whole."""

import pytest

from bilingual.text import Text
from questionnaires.conditions import State
from reports.answers.next_steps import add_next_step
from reports.content.loading import load, load_all, reread
from reports.models import AnswerRevision, Report
from tests.factories.forum import UserFactory
from tests.factories.reports import AnswerFactory, ReportFactory, entry_of, text

pytestmark = pytest.mark.django_db


def read(report):
    """As pages read it: with the country, campaign and roadmap."""
    return load(Report.objects.select_related("country", "campaign", "roadmap").get(pk=report.pk))


def test_the_questions_of_frances_shape_are_numbered_to_29():
    content = load(ReportFactory(priorities=3, earlier_steps=1))

    numbers = [entry.number for section in content.sections for entry in section.entries]

    assert numbers == list(range(1, 30))
    assert [(e.key, e.identity) for e in content.sections[0].entries] == [
        ("progress", "1"),
        ("progress", "2"),
        ("progress", "3"),
    ]


@pytest.mark.parametrize(("revision", "asked"), [(0, "the first priority"), (1, "priority 1"), (2, "priority 1")])
def test_a_report_keeps_the_wordings_that_it_was_opened_with(revision, asked):
    label = read(ReportFactory(wording_revision=revision)).sections[0].entries[0].label.plain("en")
    assert label == f"What has been achieved since May 2022 under {asked} of your national roadmap, “Priority 1”?"


def test_of_an_item_without_a_code_the_title_goes_first():
    report = ReportFactory(wording_revision=1)
    report.roadmap.items.filter(code="1").update(code="", title=Text.of(en="Prevent", fr="Prévenir"))
    label = read(report).sections[0].entries[0].label
    assert [label.plain("en"), label.plain("fr")] == [
        "What has been achieved since May 2022 under “Prevent” (priority) of your national roadmap?",
        "Quelles avancées ont été obtenues depuis mai 2022 au titre de votre feuille de route nationale, "
        "« Prévenir » (priorité) ?",
    ]
    assert "“Prevent” (priority) of" in label.html("en")


def test_the_first_wording_keeps_its_title_where_there_is_no_code():
    report = ReportFactory(wording_revision=0)
    report.roadmap.items.filter(code="1").update(code="", title=Text.of(en="Prevent"))
    label = read(report).sections[0].entries[0].label.plain("en")
    assert (
        label == "What has been achieved since May 2022 under the first priority of your national roadmap, “Prevent”?"
    )


def test_without_earlier_steps_nothing_asks_about_them():
    content = load(ReportFactory(earlier_steps=0))

    assert content.section("next_steps_progress").entries == []


@pytest.mark.parametrize("count", [1, 3])
def test_reading_takes_the_same_queries_however_much_there_is(count, django_assert_num_queries):
    report = ReportFactory(priorities=count, earlier_steps=count)
    for _each in range(count):
        add_next_step(report=report, by=None)
    report = Report.objects.select_related("country", "campaign", "roadmap").get()

    with django_assert_num_queries(7):
        content = load(report)
        assert [entry.identity for entry in content.entries()]


@pytest.mark.parametrize("count", [1, 3])
def test_several_reports_take_the_queries_of_one(count, django_assert_num_queries):
    reports = [ReportFactory(priorities=number) for number in range(1, count + 1)]
    for report in reports:
        AnswerFactory(report=report, changed_by=UserFactory())
    reports = list(Report.objects.select_related("country", "campaign", "roadmap").order_by("pk"))

    with django_assert_num_queries(7):
        contents = load_all(reports)
        authors = [str(content.entry("key_results").answers["fr"].changed_by) for content in contents]

    assert [len(content.sections[0].entries) for content in contents] == list(range(1, count + 1))
    assert len(set(authors)) == count


def test_one_part_is_read_with_its_own_answers_and_those_that_conditions_look_at():
    report = ReportFactory(earlier_steps=1)
    for question, language in [("lessons", "fr"), ("other_successes", ""), ("roadmap_revision_what", "")]:
        AnswerFactory(report=report, question=question, language=language, value=None, is_blank=True)
    step = add_next_step(report=report, by=None)
    AnswerFactory(report=report, question="next_steps.goals", occurrence=step)

    content = load(report, section="next_steps")

    read = {
        (answer.question, answer.occurrence) for given in content.reading.answers.values() for answer in given.values()
    }
    assert [section.key for section in content.sections] == ["next_steps"]
    assert read == {("other_successes", None), ("next_steps.goals", step)}
    whole = {entry.name: (entry.number, entry.is_asked) for entry in load(report).section("next_steps").entries}
    assert {entry.name: (entry.number, entry.is_asked) for entry in content.entries() if entry.name in whole} == whole


def test_what_was_saved_is_read_anew_with_what_is_asked_because_of_it(django_assert_num_queries):
    report = ReportFactory()
    content = read(report)
    AnswerFactory(report=report, question="other_successes", language="", value="yes")
    AnswerFactory(report=report, question="lessons")

    with django_assert_num_queries(3):
        after = reread(content, [content.entry("other_successes")])

    states = [one.entry("other_successes_detail").state for one in (content, after)]
    assert states == [State.OPEN, State.ASKED]
    assert [list(after.entry(key).answers) for key in ("other_successes", "lessons")] == [[""], []]


def test_a_question_about_a_priority_knows_its_strands_and_a_field_its_step():
    report = ReportFactory(priorities=2)
    for _each in range(2):
        add_next_step(report=report, by=None)

    content = load(report)

    assert [[item.code for item in entry.strands] for entry in content.sections[0].entries] == [["1.1"], ["2.1"]]
    assert [part.step_number for part in content.entry("next_steps").parts] == [1] * 5 + [2] * 5


def test_an_entry_is_found_in_its_section_inside_a_step_or_not():
    report = ReportFactory()
    add_next_step(report=report, by=None)
    content = load(report)

    found = {entry.key: content.section_of(entry).key for entry in content.entries()}

    assert (found["key_results"], found["next_steps"], found["next_steps.goals"]) == (
        "overall",
        "next_steps",
        "next_steps",
    )


def test_an_answer_says_whether_earlier_versions_are_kept():
    report = ReportFactory()
    kept, single = AnswerFactory(report=report), AnswerFactory(report=report, question="lessons")
    AnswerRevision.objects.create(answer=kept, number=1, channel="browser", changed_at=kept.changed_at)

    content = load(report)

    assert [content.entry(answer.question).answers["fr"].has_history for answer in (kept, single)] == [True, False]


def test_the_answers_written_last_come_newest_first():
    report = ReportFactory()
    for question in ("key_results", "lessons", "difficulties"):
        AnswerFactory(report=report, question=question)

    assert [entry.key for entry, _answer in load(report).last_written(2)] == ["difficulties", "lessons"]


def test_a_question_under_a_condition_stands_there_once_the_condition_holds():
    report = ReportFactory()
    before = entry_of(report, "collaboration_increased_how")

    AnswerFactory(report=report, question="collaboration_increased", language="", value="yes")

    after = entry_of(report, "collaboration_increased_how")
    assert (before.state, before.is_asked) == (State.OPEN, False)
    assert (after.state, after.is_asked) == (State.ASKED, True)


def test_an_answer_whose_parent_says_no_is_parked_and_not_lost():
    report = ReportFactory()
    AnswerFactory(report=report, question="collaboration_increased_how")
    while_open = entry_of(report, "collaboration_increased_how")

    AnswerFactory(report=report, question="collaboration_increased", language="", value="no")

    parked = entry_of(report, "collaboration_increased_how")
    assert (while_open.is_asked, while_open.is_parked) == (True, False)
    assert (parked.is_asked, parked.is_parked, parked.is_answered) == (False, True, True)


def test_what_is_missing_is_what_is_required_asked_and_unanswered():
    report = ReportFactory(priorities=1)

    missing = [entry.key for entry in load(report).missing]

    assert missing == [
        "progress",
        "key_results",
        "other_successes",
        "evidence_types",
        "initiatives_supported",
        "national_partners",
        "collaboration_increased",
        "mechanism_useful",
        "roadmap_revision",
        "next_steps",
    ]


def test_a_next_step_misses_its_own_fields():
    report = ReportFactory()
    occurrence = add_next_step(report=report, by=None)
    AnswerFactory(report=report, occurrence=occurrence, question="next_steps.step", value="Train inspectors")

    section = load(report).section("next_steps")

    assert [entry.name for entry in section.missing] == [
        f"next_steps-{field}--{occurrence.identity}" for field in ("goals", "evidence", "areas")
    ]


def test_an_answer_is_read_in_the_language_asked_for_then_in_its_original():
    report = ReportFactory()
    french = AnswerFactory(report=report, value=text("Bonjour"))
    entry = entry_of(report, "key_results")

    assert entry.answer_in("fr") == entry.answer_in("en") == french

    english = AnswerFactory(report=report, language="en", is_original=False, value=text("Good day"))
    assert entry_of(report, "key_results").answer_in("en") == english


def test_the_long_texts_can_be_left_in_the_database():
    report = ReportFactory()
    AnswerFactory(report=report)

    content = load(report, text=False)

    answer = content.entry("key_results").answers["fr"]
    assert answer.get_deferred_fields() == {"value"}
    assert content.answered_count == 1


def test_retired_objectives_are_no_longer_offered():
    report = ReportFactory(priorities=1)
    item = report.roadmap.items.get(code="1.1.A")
    add_next_step(report=report, by=None)
    item.retired_on = "2023-01-01"
    item.save()

    content = load(report)
    objectives = next(entry for entry in content.entries() if entry.key == "next_steps.objectives")

    assert [option.code for option in objectives.options] == ["1", "1.1"]
    assert content.by_name["1.1.A"].title == Text.of(en="Objective 1.1.A")
