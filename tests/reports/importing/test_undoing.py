"""Undoing an import: what nobody touched gets back, the rest stays, and nothing is deleted."""

import pytest
from django.db import IntegrityError, transaction

from bilingual.text import Text
from coediting import rendering
from forum.access import Forbidden
from journal.models import Entry
from reports.answers import documents
from reports.answers.next_steps import add_next_step, remove_next_step
from reports.answers.saving import save_answer
from reports.content.loading import load
from reports.contributions.ledger import Ledger
from reports.importing.apply import Choices, apply_import
from reports.importing.existing import REPLACE
from reports.importing.undoing import AlreadyUndone, StaleUndo, plan_undo, undo_import
from reports.models import Answer, AnswerRevision, Channel, ReportImport
from reports.review.suggestions import propose
from reports.stages import Stage
from richtext.reading import to_text
from tests.factories.files import kept_file
from tests.factories.forum import MembershipFactory
from tests.factories.reports import AnswerFactory, AssignmentFactory, ThreadFactory, entry_of, text
from tests.reports.importing.conftest import FRANCE
from tests.reports.importing.test_apply import SMALL, kept, titles, words_of
from tests.reports.together import write

OTHER = SMALL.replace("Un résultat.", "Un autre résultat.").replace("cent inspecteurs", "deux cents")
RESULT = "## 7. Quels sont les principaux résultats enregistrés ?\n\n{}\n"
EARLIER = '## 4. Où en est la réalisation de votre prochaine étape n° 1 "Former" ?\n\n- [x] Achevée\n- [ ] Planifiée\n'
EARLIER_EN = '## 4. What is the status of your next step no. 1 "Train"?\n\n- [x] Completed\n- [ ] Planned\n'

pytestmark = pytest.mark.both_engines


@pytest.fixture
def focal_point(france):
    return MembershipFactory(country=france.country).user


@pytest.fixture
def imported(france, focal_point):
    """imported(markdown, …choices): the import, applied."""

    def import_file(markdown=SMALL, language="fr", **choices) -> ReportImport:
        file = kept(france, markdown, language, focal_point)
        apply_import(kept=file, by=focal_point, choices=Choices(**choices))
        return file

    return import_file


@pytest.fixture
def undone(focal_point):
    """undone(import): what undoing it has done, as it is kept."""

    def undo(file: ReportImport) -> dict:
        undo_import(kept=file, by=focal_point)
        return ReportImport.objects.get(pk=file.pk).undo_outcome

    return undo


def state(report) -> dict:
    """All that the report says, and its next steps."""
    content = load(report)
    answers = {
        (entry.key, entry.identity, language): answer.value
        for entry in content.entries()
        for language, answer in entry.answers.items()
        if not answer.is_blank
    }
    steps = report.occurrences.filter(removed_at=None).order_by("source", "position", "pk")
    return {"answers": answers, "steps": [step.identity for step in steps]}


def save(report, key, value, by, language="fr", identity=None):
    entry = entry_of(report, key, identity)
    current = entry.answers.get(language)
    return save_answer(
        report=report,
        entry=entry,
        language=language,
        value=value,
        seen=current.revision if current else 0,
        by=by,
        keeping=True,
    )


def test_an_empty_report_is_empty_again_and_the_history_stays(france, imported, undone, focal_point):
    before = state(france)
    file = imported()
    written = {(answer.question, answer.slot.occurrence_id): answer.value for answer in Answer.objects.order_by("pk")}
    outcome = undone(file)
    assert state(france) == before
    assert {key: outcome[key] for key in ("restored", "emptied", "answers_stay", "steps_stay", "steps_returned")} == {
        "restored": 0,
        "emptied": 2,
        "answers_stay": [],
        "steps_stay": [],
        "steps_returned": [],
    }
    assert [step["title"] for step in outcome["steps_removed"]] == ["former les inspecteurs.", "publier une étude."]
    kept_values = {
        (one.answer.question, one.answer.slot.occurrence_id): one.value for one in AnswerRevision.objects.all()
    }
    standing = {
        (one.question, one.slot.occurrence_id): one.value
        for one in Answer.objects.filter(slot__occurrence__isnull=False)
    }
    assert kept_values | standing == written
    file.refresh_from_db()
    assert (file.undone_by, file.undone_at is not None) == (focal_point, True)
    line = Entry.objects.get(action="file.undone")
    assert (line.actor, line.data["file"], line.data["emptied"], line.data["steps_removed"]) == (
        focal_point,
        "rapport.md",
        2,
        2,
    )


@pytest.mark.long
def test_the_whole_file_of_france_is_undone_and_imported_again(france, focal_point, undone):
    before = state(france)

    def whole() -> ReportImport:
        file = kept_file(france, FRANCE.read_bytes(), FRANCE.name, "fr", focal_point)
        apply_import(kept=file, by=focal_point)
        return file

    def says() -> list:
        return sorted(
            (entry.key, language, str(answer.value))
            for entry in load(france).entries()
            for language, answer in entry.answers.items()
            if not answer.is_blank
        )

    first = whole()
    filled = says()
    undone(first)
    assert state(france) == before
    second = whole()
    assert says() == filled
    undone(second)
    assert state(france) == before


def test_what_was_replaced_comes_back_as_it_came_in(france, imported, undone, focal_point):
    AnswerFactory(report=france, value=text("De ma main"), changed_by=focal_point)
    AnswerFactory(report=france, question="mechanism_useful", language="", value="yes", channel=Channel.DEMONSTRATION)
    AnswerFactory(
        report=france,
        question="national_partners",
        language="",
        value={"codes": ["ministries"]},
        channel=Channel.DEMONSTRATION,
    )
    before = state(france)
    file = imported(SMALL.replace("\nOui\n", "\n").replace("Non\n", "☒ Non\n"), existing=REPLACE)
    assert entry_of(france, "mechanism_useful").answers[""].value == "no"
    assert undone(file)["restored"] == 3
    assert state(france) == before
    assert {
        answer.question: answer.channel
        for answer in Answer.objects.filter(slot__occurrence=None).order_by("slot__question")
    } == {"key_results": "browser", "mechanism_useful": "demonstration", "national_partners": "demonstration"}


def test_an_answer_that_was_edited_since_stays_and_is_listed(france, imported, undone, focal_point):
    file = imported()
    save(france, "key_results", text("Un résultat, et un autre."), focal_point)
    assert undone(file)["answers_stay"] == [["key_results", "changed"]]
    assert words_of(france, "key_results") == "Un résultat, et un autre."


def test_an_answer_that_was_edited_and_put_back_by_hand_gets_its_earlier_text(france, imported, undone, focal_point):
    file = imported()
    imported_text = entry_of(france, "key_results").answers["fr"].value
    save(france, "key_results", text("Autre chose"), focal_point)
    save(france, "key_results", imported_text, focal_point)
    assert undone(file)["answers_stay"] == []
    assert entry_of(france, "key_results").is_answered is False


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_two_imports_are_undone_in_either_order(france, imported, undone, order):
    AnswerFactory(report=france, value=text("Exemple"), channel=Channel.DEMONSTRATION)
    before = state(france)
    files = [imported(), imported(OTHER)]
    assert words_of(france, "key_results") == "Un autre résultat."
    outcomes = [undone(files[number]) for number in order]
    assert state(france) == before
    if order == (0, 1):
        assert outcomes[0]["answers_stay"] == [["key_results", "later_file"]]
        assert outcomes[0]["steps_stay"] == [["former les inspecteurs.", "written"]]
        assert [one["title"] for one in outcomes[0]["steps_removed"]] == ["publier une étude."]
        assert [one["title"] for one in outcomes[1]["steps_removed"]] == ["former les inspecteurs."]


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_steps_that_gave_way_to_another_file_come_back_unless_theirs_is_undone_too(france, imported, undone, order):
    before = state(france)
    files = [imported(), imported(SMALL.replace("former les inspecteurs", "ouvrir des refuges"))]
    assert titles(france) == ["publier une étude.", "ouvrir des refuges."]
    undone(files[order[0]])
    if order == (1, 0):
        assert titles(france) == ["former les inspecteurs.", "publier une étude."]
    undone(files[order[1]])
    assert state(france) == before


def test_the_same_file_twice_is_undone_twice(france, imported, undone):
    before = state(france)
    first, second = imported(), imported()
    filled = state(france)
    undone(second)
    assert state(france) == filled
    undone(first)
    assert state(france) == before


@pytest.mark.parametrize("order", [("fr", "en"), ("en", "fr")])
def test_two_languages_are_undone_each_by_itself(france, imported, undone, order):
    before = state(france)
    english = "## 7. Key results\n\nA result.\n"
    files = {"fr": imported(RESULT.format("Un résultat.")), "en": imported(english, "en")}
    undone(files[order[0]])
    assert entry_of(france, "key_results").answers[order[0]].is_blank
    assert not entry_of(france, "key_results").answers[order[1]].is_blank
    undone(files[order[1]])
    assert state(france) == before


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_the_text_of_an_other_choice_in_two_languages_is_undone(france, imported, undone, order):
    before = state(france)
    english = "## 20. Do you collaborate with national partners?\n\n☒ Private sector\n\n☒ Other: NGO\n"
    files = [imported(SMALL), imported(english, "en", existing=REPLACE)]
    for number in order:
        undone(files[number])
    assert state(france) == before


def test_a_demonstrations_translation_that_was_emptied_comes_back(france, imported, undone):
    for language in ("fr", "en"):
        AnswerFactory(
            report=france,
            language=language,
            value=text(language),
            channel=Channel.DEMONSTRATION,
            is_original=language == "fr",
        )
    before = state(france)
    file = imported()
    assert file.outcome["emptied"] == ["key_results"]
    undone(file)
    assert state(france) == before


def test_ticks_and_leftovers_of_the_preview_go_with_the_import(france, imported, undone):
    AnswerFactory(report=france, question="anything_else", value=text("Merci."))
    before = state(france)
    markdown = "Avant tout.\n" + SMALL
    file = imported(markdown, ticks={"mechanism_useful": "yes", "overall_progress": 7}, leftovers={0: "anything_else"})
    assert "Avant tout" in words_of(france, "anything_else")
    assert entry_of(france, "overall_progress").answers[""].value == 7
    assert undone(file)["answers_stay"] == []
    assert state(france) == before


def test_a_tick_that_somebody_changed_since_stays(france, imported, undone, focal_point):
    file = imported(ticks={"overall_progress": 7})
    save(france, "overall_progress", 5, focal_point, language="")
    assert undone(file)["answers_stay"] == [["overall_progress", "changed"]]
    assert entry_of(france, "overall_progress").answers[""].value == 5


# --- steps


def first_step(report):
    return report.occurrences.filter(source="next_step", removed_at=None).order_by("position").first()


def test_a_step_in_which_somebody_wrote_stays_whole(france, imported, undone, focal_point):
    file = imported()
    step = first_step(france)
    save(france, "next_steps.evidence", text("Une enquête."), focal_point, identity=step.identity)
    outcome = undone(file)
    assert outcome["steps_stay"] == [["former les inspecteurs.", "written"]]
    assert titles(france) == ["former les inspecteurs."]
    assert words_of(france, "next_steps.goals", step.identity) == "cent inspecteurs."


@pytest.mark.parametrize("what", ["commented", "assigned", "proposed"])
def test_a_step_to_which_something_refers_stays(france, imported, undone, focal_point, what):
    file = imported()
    step = first_step(france)
    if what == "commented":
        ThreadFactory(report=france, question="next_steps.goals", occurrence=step)
    elif what == "assigned":
        AssignmentFactory(report=france, section="next_steps", question="next_steps", occurrence=step)
    else:
        entry = entry_of(france, "next_steps.goals", step.identity)
        standing = entry.answers["fr"].value
        more = text("cent inspecteurs.", "Et plus.")
        propose(report=france, entry=entry, language="fr", value=more, written_on=standing, by=focal_point)
    assert undone(file)["steps_stay"] == [["former les inspecteurs.", what]]
    assert titles(france) == ["former les inspecteurs."]


def test_steps_that_gave_way_come_back_and_a_step_of_a_person_is_left_alone(france, imported, undone, focal_point):
    demonstration = add_next_step(report=france, by=None)
    entry = entry_of(france, "next_steps.step", demonstration.identity)
    save_answer(
        report=france, entry=entry, language="fr", value="Exemple", seen=0, by=None, channel=Channel.DEMONSTRATION
    )
    mine = add_next_step(report=france, by=focal_point)
    save(france, "next_steps.step", "La mienne", focal_point, identity=mine.identity)
    before = state(france)
    file = imported()
    assert titles(france) == ["La mienne", "former les inspecteurs.", "publier une étude."]
    assert undone(file)["steps_returned"] == ["Exemple"]
    assert state(france) == before


def test_a_step_that_was_removed_since_is_gone_already(france, imported, undone, focal_point):
    file = imported()
    step = first_step(france)
    step.report = france
    remove_next_step(occurrence=step, by=focal_point)
    assert [one["title"] for one in undone(file)["steps_removed"]] == ["publier une étude."]


def test_steps_come_back_with_the_same_file_and_go_with_it_again(france, imported, undone):
    before = state(france)
    undone(imported())
    again = imported()
    assert again.outcome["steps_brought_back"] == ["former les inspecteurs.", "publier une étude."]
    assert france.occurrences.filter(source="next_step").count() == 2
    undone(again)
    assert state(france) == before


def test_a_step_that_came_back_with_a_file_stays_where_somebody_has_written_in_it_since(
    france, imported, undone, focal_point
):
    undone(imported())
    again = imported()
    save(france, "next_steps.evidence", text("Une enquête."), focal_point, identity=first_step(france).identity)
    assert undone(again)["steps_stay"] == [["former les inspecteurs.", "written"]]
    assert titles(france) == ["former les inspecteurs."]


def test_an_earlier_step_that_the_import_made_goes(france, imported, undone):
    before = state(france)
    file = imported(EARLIER)
    (made,) = file.outcome["earlier_steps_added"]
    assert entry_of(france, "next_step_status", file.outcome["identities"]["earlier:1"]).is_answered
    assert [one["title"] for one in undone(file)["steps_removed"]] == [made]
    assert state(france) == before
    again = imported(EARLIER)
    assert again.outcome["earlier_steps_added"] == [made]


def test_an_earlier_step_about_which_somebody_wrote_stays(france, imported, undone, focal_point):
    file = imported(EARLIER)
    identity = file.outcome["identities"]["earlier:1"]
    save(france, "next_step_status", "planned", focal_point, language="", identity=identity)
    assert [reason for _title, reason in undone(file)["steps_stay"]] == ["written"]
    assert entry_of(france, "next_step_status", identity).answers[""].value == "planned"


def test_a_title_in_a_second_language_goes_with_its_import(france, imported, undone):
    first = imported(EARLIER)
    identity = first.outcome["identities"]["earlier:1"]
    step = france.occurrences.get(next_step__identity=identity).next_step
    file = imported(EARLIER_EN, "en")
    step.refresh_from_db()
    assert step.title == Text.of(fr="Former", en="Train")
    undone(file)
    step.refresh_from_db()
    assert step.title == Text.of(fr="Former")


# --- texts written together, and other people at the same moment


def test_a_text_with_a_document_goes_back_in_the_document(france, imported, undone, focal_point):
    AnswerFactory(report=france, value=text("Bonjour"), channel=Channel.IMPORT)
    found = documents.open_text(report=france, entry=entry_of(france, "key_results"), language="fr", by=focal_point)
    file = imported()
    assert to_text(rendering.current(found.document_id)) == "Un résultat."
    undone(file)
    assert (
        rendering.current(found.document_id) == text("Bonjour") == entry_of(france, "key_results").answers["fr"].value
    )


def test_a_document_that_was_opened_since_is_empty_again(france, imported, undone, focal_point):
    file = imported()
    found = documents.open_text(report=france, entry=entry_of(france, "key_results"), language="fr", by=focal_point)
    undone(file)
    assert to_text(rendering.current(found.document_id)) == ""
    assert entry_of(france, "key_results").is_answered is False


def test_what_somebody_is_typing_at_this_moment_counts(france, imported, undone, focal_point):
    file = imported()
    found = documents.open_text(report=france, entry=entry_of(france, "key_results"), language="fr", by=focal_point)
    looked_at = plan_undo(file).seen
    assert [one.entry.key for one in plan_undo(file).back] == ["key_results", "national_partners"]
    write(found, text("Un résultat de plus"), by=focal_point)
    with pytest.raises(StaleUndo):
        undo_import(kept=file, by=focal_point, seen=looked_at)
    file.refresh_from_db()
    assert (file.undone_at, words_of(france, "key_results")) == (None, "Un résultat de plus")
    assert undone(file)["answers_stay"] == [["key_results", "changed"]]
    assert words_of(france, "key_results") == "Un résultat de plus"


def test_an_import_is_undone_once(france, imported, undone, focal_point):
    file = imported()
    undone(file)
    filled = state(france)
    with pytest.raises(AlreadyUndone):
        undo_import(kept=file, by=focal_point)
    assert state(france) == filled
    assert Entry.objects.filter(action="file.undone").count() == 1


def test_what_was_never_imported_is_not_undone(france, focal_point):
    file = kept(france, by=focal_point)
    with pytest.raises(AlreadyUndone):
        undo_import(kept=file, by=focal_point)
    with pytest.raises(IntegrityError), transaction.atomic():
        ReportImport.objects.filter(pk=file.pk).update(undone_at=france.opened_at, undone_by=focal_point)


def test_who_may_not_import_may_not_undo_and_nobody_does_once_it_is_no_draft(france, imported, focal_point):
    file = imported()
    stranger = MembershipFactory(role="contributor", country=france.country).user
    with pytest.raises(Forbidden):
        undo_import(kept=file, by=stranger)
    type(france).objects.filter(pk=france.pk).update(stage=Stage.SIGN_OFF)
    with pytest.raises(Forbidden):  # the stage that the page was opened with is a draft still
        undo_import(kept=file, by=focal_point)
    file.refresh_from_db()
    assert file.undone_at is None


def test_the_contributions_say_what_stands(france, imported, undone, focal_point):
    save(france, "key_results", text("De ma main"), focal_point)
    save(france, "mechanism_useful", "no", focal_point, language="")

    def contributions() -> list:
        found = Ledger(load(france)).contributions()
        return [(one.entry.key, one.source, one.standing.state) for one in found if one.entry.occurrence is None]

    before = contributions()
    file = imported(existing=REPLACE, ticks={"overall_progress": 7})
    undone(file)
    after = contributions()
    assert [one for one in after if one[2] != "none"] == before
    assert [one for one in after if one[2] == "none" and one[1] != "import"] == []
