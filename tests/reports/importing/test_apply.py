import pytest

from bilingual.text import Text
from coediting import rendering
from files.checks import Refused
from forum.access import Forbidden
from journal.models import Entry
from reports.answers import documents
from reports.answers.next_steps import remove_next_step
from reports.answers.saving import save_answer
from reports.content.loading import load
from reports.importing.apply import AlreadyApplied, Choices, apply_import, make_plan
from reports.importing.existing import REPLACE
from reports.models import Answer, AnswerRevision, Channel, Occurrence, ReportImport
from reports.stages import Stage
from richtext.reading import to_text
from tests.factories.files import kept_file
from tests.factories.forum import MembershipFactory
from tests.factories.reports import AnswerFactory, entry_of, text
from tests.reports.importing.conftest import FRANCE
from tests.reports.together import write

SMALL = """
## 7. Quels sont les principaux résultats enregistrés ?

Un résultat.

## 20. Collaborez-vous avec des partenaires nationaux? *

Secteur privé

Autre : ONG

## 24. Le mécanisme des pays pionniers a-t-il été jugé utile? *

Oui

Non

## 27. D'ici avril 2024, quelles sont les prochaines étapes à franchir ?

Prochaine étape : former les inspecteurs.

Objectifs d'ici avril 2024 pour cette prochaine étape : cent inspecteurs.

Prochaine étape : publier une étude.
"""


@pytest.fixture
def focal_point(france):
    return MembershipFactory(country=france.country).user


def kept(report, markdown=SMALL, language="fr", by=None, filename="rapport.md"):
    return kept_file(report, markdown.encode(), filename, language, by)


def imported(report, markdown=SMALL, language="fr", by=None, **choices):
    return apply_import(kept=kept(report, markdown, language, by), by=by, choices=Choices(**choices))


def words_of(report, key, identity=None, language="fr"):
    return to_text(entry_of(report, key, identity).answers[language].value)


def titles(report):
    group = entry_of(report, "next_steps")
    return [step.entry("step").answers["fr"].value for step in group.steps]


def test_the_file_of_france_fills_the_report(france, focal_point):
    file = kept_file(france, FRANCE.read_bytes(), FRANCE.name, by=focal_point)
    outcome = apply_import(kept=file, by=focal_point)

    after = load(france)
    assert len(list(after.entries())) == 29 + 9 * 5
    assert {entry.key for entry in after.missing} == {
        "other_successes",
        "initiatives_supported",
        "collaboration_increased",
        "mechanism_useful",
        "roadmap_revision",
        "next_steps.goals",
        "next_steps.evidence",
        "next_steps.areas",
    }
    assert len(outcome["steps_added"]) == 9
    assert outcome["earlier_steps_added"] == [
        "La mise à disposition d'un « Guide d'exercice du devoir de vigilance des entreprises en France face aux "
        "risques de travail des enfants et de travail forcé dans leurs chaînes d'approvisionnement »"
    ]
    assert words_of(france, "next_step_detail").startswith(
        "Structurer l'action de chacun : un guide de prévention pour agir"
    )
    assert words_of(france, "other_successes_detail") == "SANS OBJET"
    assert set(
        Answer.objects.order_by("pk").values_list("channel", "changed_by", "is_original", "language").distinct()
    ) == {
        ("import", focal_point.pk, True, "fr"),
        ("import", focal_point.pk, False, ""),
    }
    assert (file.applied_by, file.outcome) == (focal_point, outcome)
    assert list(Entry.objects.filter(action__startswith="file.").order_by("pk").values_list("action", flat=True)) == [
        "file.read",
        "file.imported",
    ]


def test_the_same_file_twice_changes_nothing_and_says_so(france):
    first = imported(france)
    before = list(Answer.objects.order_by("pk").values())
    second = imported(france)
    assert first["unchanged"] is False
    assert second["unchanged"] is True
    assert second["same"] == len(before)
    assert list(Answer.objects.order_by("pk").values()) == before
    assert Occurrence.objects.filter(source="next_step").count() == 2


def test_a_reading_is_applied_once(france):
    file = kept(france)
    apply_import(kept=file, by=None)
    with pytest.raises(AlreadyApplied):
        apply_import(kept=file, by=None)


def test_an_answer_that_a_person_wrote_is_kept_and_named(france, focal_point):
    AnswerFactory(report=france, value=text("De ma main"), changed_by=focal_point)
    outcome = imported(france)
    assert outcome["kept"] == ["key_results"]
    assert words_of(france, "key_results") == "De ma main"


@pytest.mark.parametrize("choices", [{"existing": REPLACE}, {"answers": {"key_results": REPLACE}}])
def test_an_answer_that_a_person_wrote_is_replaced_when_asked_for_and_stays_as_an_earlier_version(
    france, focal_point, choices
):
    answer = AnswerFactory(report=france, value=text("De ma main"), changed_by=focal_point)
    outcome = imported(france, **choices)
    assert outcome["replaced"] == ["key_results"]
    assert words_of(france, "key_results") == "Un résultat."
    assert [revision.value for revision in answer.revisions.order_by("number")] == [text("De ma main")]


@pytest.mark.parametrize("channel", [Channel.DEMONSTRATION, Channel.IMPORT])
def test_what_came_from_a_demonstration_or_a_file_is_replaced_and_stays_as_an_earlier_version(france, channel):
    answer = AnswerFactory(report=france, value=text("Exemple"), channel=channel)
    outcome = imported(france)
    assert outcome["replaced"] == ["key_results"]
    assert [revision.value for revision in AnswerRevision.objects.filter(answer=answer)] == [text("Exemple")]


def test_a_demonstration_answer_is_kept_when_asked_for(france):
    AnswerFactory(report=france, value=text("Exemple"), channel=Channel.DEMONSTRATION)
    assert imported(france, answers={"key_results": "keep"})["kept"] == ["key_results"]
    assert words_of(france, "key_results") == "Exemple"


def test_an_answer_that_changed_since_the_preview_is_not_replaced(france, focal_point):
    AnswerFactory(report=france, value=text("De ma main"), revision=3)
    outcome = imported(france, answers={"key_results": REPLACE}, seen={"key_results": 2})
    assert (outcome["changed_since"], outcome["kept"]) == (["key_results"], ["key_results"])
    assert words_of(france, "key_results") == "De ma main"


def test_a_file_goes_through_the_documents_and_meets_what_was_written_a_moment_ago(france, focal_point):
    AnswerFactory(report=france, value=text("Bonjour"), channel=Channel.IMPORT)
    found = documents.open_text(report=france, entry=entry_of(france, "key_results"), language="fr", by=focal_point)
    write(found, text("Bonjour à tous"), by=focal_point)

    outcome = imported(france)

    assert outcome["kept"] == ["key_results"]
    assert words_of(france, "key_results") == "Bonjour à tous"
    outcome = imported(france, existing=REPLACE)
    assert outcome["replaced"] == ["key_results"]
    assert to_text(rendering.current(found.document_id)) == "Un résultat."
    values = AnswerRevision.objects.order_by("number").values_list("value", flat=True)
    assert list(values) == [text("Bonjour"), text("Bonjour à tous")]


def test_an_answer_emptied_by_a_person_is_filled(france):
    AnswerFactory(report=france, value=None, is_blank=True)
    assert "key_results" in imported(france)["written"]


def test_the_other_language_of_an_answer_is_left_alone(france):
    AnswerFactory(report=france, language="en", value=text("A result"))
    imported(france)
    assert words_of(france, "key_results", language="en") == "A result"
    assert entry_of(france, "key_results").original.language == "en"


def test_the_demonstrations_translation_of_a_replaced_answer_goes_with_it(france):
    AnswerFactory(report=france, value=text("Exemple"), channel=Channel.DEMONSTRATION)
    english = AnswerFactory(
        report=france, language="en", is_original=False, value=text("Example"), channel=Channel.DEMONSTRATION
    )
    outcome = imported(france)
    assert (outcome["replaced"], outcome["emptied"]) == (["key_results"], ["key_results"])
    assert list(entry_of(france, "key_results").filled) == ["fr"]
    assert [revision.value for revision in english.revisions.all()] == [text("Example")]


def test_the_other_language_of_an_other_choice_is_left_alone(france):
    AnswerFactory(
        report=france,
        question="national_partners",
        language="",
        value={"codes": ["other"], "other": {"en": "NGOs", "fr": "Associations"}},
        channel=Channel.IMPORT,
    )
    imported(france)
    assert entry_of(france, "national_partners").answers[""].value == {
        "codes": ["other"],
        "other": {"en": "NGOs", "fr": "ONG"},
    }


def test_ticks_made_on_the_preview_are_the_persons_own(france, focal_point):
    outcome = imported(
        france,
        by=focal_point,
        ticks={"mechanism_useful": "yes", "overall_progress": 7, "roadmap_revision": "perhaps", "nonsense": "yes"},
    )
    assert (outcome["ticked"], outcome["refused"]) == (
        ["mechanism_useful", "overall_progress"],
        ["roadmap_revision", "nonsense"],
    )
    answer = entry_of(france, "mechanism_useful").answers[""]
    assert (answer.value, answer.channel, answer.changed_by) == ("yes", "browser", focal_point)


def test_a_tick_that_is_there_already_is_no_change(france, focal_point):
    ticks = {"mechanism_useful": "yes", "overall_progress": 7}
    imported(france, by=focal_point, ticks=ticks)
    assert imported(france, by=focal_point, ticks=ticks | {"overall_progress": 8})["ticked"] == ["overall_progress"]


def test_a_leftover_goes_to_the_end_of_the_chosen_answer(france, focal_point):
    markdown = "Un mot avant tout.\n" + SMALL
    outcome = imported(france, markdown, by=focal_point, leftovers={0: "key_results"})
    assert outcome["placed"] == ["key_results"]
    assert words_of(france, "key_results") == "Un résultat.\n\nUn mot avant tout."
    assert imported(france, markdown)["kept"] == ["key_results"]


def test_a_leftover_goes_to_an_answer_that_the_file_does_not_give(france):
    markdown = "Un mot avant tout.\n" + SMALL
    assert imported(france, markdown, leftovers={0: "lessons"})["placed"] == ["lessons"]
    assert words_of(france, "lessons") == "Un mot avant tout."


def test_steps_of_a_demonstration_give_way_and_those_of_a_person_stay(france, focal_point):
    steps = [
        imported(france, "## 27. Quelles sont les prochaines étapes à franchir ?\n\n- A\n- B\n- publier une étude.\n")
    ]
    assert steps[0]["steps_added"] == ["A", "B", "publier une étude."]
    kept_by_hand = entry_of(france, "next_steps").steps[1]
    save_answer(
        report=france,
        entry=kept_by_hand.entry("goals"),
        language="fr",
        value=text("Écrit ici"),
        seen=0,
        by=focal_point,
    )
    outcome = imported(france)
    assert [step["title"] for step in outcome["steps_removed"]] == ["A"]
    assert outcome["steps_kept"] == ["B"]
    assert outcome["steps_added"] == ["former les inspecteurs."]
    assert titles(france) == ["B", "publier une étude.", "former les inspecteurs."]


def test_a_step_that_an_import_took_out_comes_back_with_its_file(france):
    imported(france)
    identity = entry_of(france, "next_steps").steps[0].occurrence.identity
    imported(france, "## 27. Quelles sont les prochaines étapes à franchir ?\n\n- Autre chose\n")
    outcome = imported(france)
    assert outcome["steps_brought_back"] == ["former les inspecteurs.", "publier une étude."]
    assert identity in [step.occurrence.identity for step in entry_of(france, "next_steps").steps]


def test_a_step_that_a_person_took_out_stays_out_and_the_file_gets_one_of_its_own(france, focal_point):
    imported(france)
    first = entry_of(france, "next_steps").steps[0].occurrence
    remove_next_step(occurrence=first, by=focal_point)
    outcome = imported(france)
    assert (outcome["steps_brought_back"], outcome["steps_added"]) == ([], ["former les inspecteurs."])
    assert first.identity not in [step.occurrence.identity for step in entry_of(france, "next_steps").steps]


def test_the_same_report_in_another_language_fills_the_same_steps(france):
    imported(france)
    outcome = imported(
        france,
        "## 27. By April 2024, what are the next steps?\n\n"
        "Next step: train inspectors.\n\nNext step: publish a study.\n",
        language="en",
    )
    assert outcome["steps_added"] == outcome["steps_removed"] == []
    steps = entry_of(france, "next_steps").steps
    assert [step.occurrence.next_step.title for step in steps] == [
        Text.of(fr="former les inspecteurs.", en="train inspectors."),
        Text.of(fr="publier une étude.", en="publish a study."),
    ]


def test_an_earlier_step_is_made_once_and_found_again_in_the_other_language(france):
    asked = (
        '## 4. Où en est la réalisation de votre prochaine étape n° 1 "Former" ?\n\n- [x] Achevée\n- [ ] Planifiée\n'
    )
    assert imported(france, asked)["earlier_steps_added"] == ["Former"]
    assert imported(france, asked)["unchanged"] is True
    outcome = imported(
        france, '## 4. What is the status of your next step no. 1 "Train"?\n\n- [ ] Completed\n- [x] Planned\n', "en"
    )
    assert outcome["earlier_steps_added"] == []
    entries = [entry for entry in load(france).entries() if entry.key == "next_step_status"]
    assert [entry.answers[""].value for entry in entries] == ["planned"]
    assert entries[0].occurrence.next_step.title == Text.of(fr="Former", en="Train")


def test_an_earlier_step_can_be_said_to_be_another(france):
    imported(france, '## 4. Où en est la réalisation de votre prochaine étape n° 1 "Former" ?\n\n- [x] Achevée\n')
    identity = next(e.identity for e in load(france).entries() if e.key == "next_step_status")
    asked = '## 4. Où en est la réalisation de votre prochaine étape n° 1 "Une tout autre chose" ?\n\n- [x] Planifiée\n'
    outcome = imported(france, asked, earlier_steps={1: identity})
    assert (outcome["earlier_steps_added"], outcome["replaced"]) == ([], ["next_step_status--earlier-1"])


def test_a_stranger_may_not_and_a_report_that_is_no_draft_takes_no_file(france):
    stranger = MembershipFactory().user
    with pytest.raises(Forbidden):
        kept(france, by=stranger)
    file = kept(france)
    with pytest.raises(Forbidden):
        apply_import(kept=file, by=stranger)
    france.stage = Stage.SUBMITTED
    with pytest.raises(Refused):
        apply_import(kept=file, by=None)
    assert not Answer.objects.exists()
    assert ReportImport.objects.get().applied_at is None


def test_a_language_that_the_country_does_not_report_in_is_refused(kenya):
    with pytest.raises(Refused) as refused:
        make_plan(report=kenya, filename="a.md", content=b"# Bonjour", language="fr")
    assert refused.value.message == "KEN does not report in the language “fr”; its languages: en."


def test_the_file_is_kept_byte_for_byte_under_a_name_of_our_own(france):
    file = kept(france, filename="../../etc/passwd.md")
    with file.file.open() as stored:
        assert stored.read() == SMALL.encode()
    assert file.file.name == f"imports/FRA/2023/{file.sha256[:20]}.md"
    assert file.filename == "../../etc/passwd.md"
