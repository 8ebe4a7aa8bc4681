"""Questions are recognised by their place: France's report in other shapes, and the cases that went wrong."""

import csv
from dataclasses import replace
from pathlib import Path

import pytest

from bilingual.text import Text
from reports.importing.declining import declining
from reports.importing.frame import Frame
from reports.importing.plan import Plan
from reports.importing.planning import plan_for
from reports.importing.reading import Reading, read_path
from reports.importing.summary import summary
from richtext import build
from richtext.reading import to_text
from tests.reports.importing.conftest import DATA, frame
from tests.reports.importing.reshaping import SHAPES, Outcome, outcome, reshaped, shortened, with_priorities
from tests.reports.importing.shapes import converted

CASES = DATA / "cases"
WHOLE = Outcome(29, 60, 0, 0)
LESS = {
    "some left out": Outcome(23, 54, 0, 0),
    "strange headings instead of questions": Outcome(24, 55, 0, 0),
    "English, capitals, bold, no numbers": Outcome(26, 57, 0, 0),
    "other English, plain": Outcome(28, 59, 0, 0),
    "English, headings, no numbers": Outcome(26, 57, 0, 0),
    "English, some left out": Outcome(24, 55, 0, 0),
    "every third in other words, no numbers": Outcome(28, 59, 0, 0),
    "German, some left out": Outcome(24, 55, 0, 0),
}
"""Where questions are left out, or a heading is asked about because nothing but its place speaks for a question."""
SEASON = (
    "the district labour officers of Gulu, Lira and Mbale met the cooperatives and agreed a calendar of visits for the"
    " season."
)


@pytest.fixture(scope="module")
def base() -> Reading:
    return read_path(CASES / "france/00-base-ticked.docx")


@pytest.fixture(scope="module")
def base_plan(base, france_frame) -> Plan:
    return plan_for(base, france_frame)


@pytest.fixture(scope="module")
def short(base) -> Reading:
    """The base with shorter paragraphs: as many questions, answers, headings and lists in less time."""
    return shortened(base)


@pytest.fixture(scope="module")
def short_plan(short, france_frame) -> Plan:
    return plan_for(short, france_frame)


def frame_of_case(name: str) -> Frame:
    with (CASES / "shapes" / name).open(encoding="utf-8") as lines:
        items = {row["code"]: Text.of(en=row["title_en"]) for row in csv.DictReader(lines)}
    return frame(items, "en")


def texts(plan: Plan) -> dict[str, str]:
    """What each answer says, a text as plain text."""
    return {
        f"{one.key} {one.about}".strip(): to_text(one.value) if one.kind == "rich_text" else one.value
        for one in plan.answers
    }


def answers_to(markdown: str, france_frame: Frame, tmp_path: Path) -> Plan:
    file = tmp_path / "a.docx"
    file.write_bytes(converted(markdown, "docx"))
    return plan_for(read_path(file), france_frame)


def test_the_base_is_whole(base_plan):
    assert (len(base_plan.found), len(base_plan.answers)) == (29, 60)
    assert (len(base_plan.strands), len(base_plan.references), base_plan.footnote_count) == (11, 33, 7)
    assert [found.reason for found in base_plan.found] == [""] * 29


@pytest.mark.sampled("shape", list(SHAPES))
def test_france_in_another_shape(short, short_plan, france_frame, shape):
    plan = plan_for(reshaped(short, SHAPES[shape]), france_frame)
    assert outcome(plan, short_plan) == LESS.get(shape, WHOLE)


@pytest.mark.sampled("count", [9, 2, 4])
@pytest.mark.parametrize(
    "shape",
    ["headings", "English, bold", "German, bold", "German, plain", "some left out", "table, number in a column"],
)
def test_a_roadmap_of_other_priorities_puts_nothing_astray(short, short_plan, france_frame, shape, count):
    plan = plan_for(reshaped(short, SHAPES[shape]), with_priorities(france_frame, count))
    met = outcome(plan, short_plan)
    assert (met.wrong, met.proposed) == (0, 0)
    assert met.found >= {"headings": 28, "some left out": 22}.get(shape, 25)


@pytest.mark.long
def test_a_form_in_one_table_gives_the_same_plan(base_plan, france_frame):
    plan = plan_for(read_path(CASES / "france/02-one-table-question-left-answer-right.docx"), france_frame)
    assert texts(plan) == texts(base_plan)
    assert [one.value for one in plan.answers] == [one.value for one in base_plan.answers]
    assert [(one.key, one.about, one.number) for one in plan.found] == [
        (one.key, one.about, one.number) for one in base_plan.found
    ]
    assert (plan.strands, plan.references, plan.footnote_count) == (base_plan.strands, base_plan.references, 7)
    assert (plan.unread, plan.missing) == (base_plan.unread, [])


def test_a_list_of_contents_is_no_answer(france_frame):
    plan = plan_for(read_path(CASES / "import/toc-plain.docx"), france_frame)
    assert texts(plan) == {"key_results": "Deux lois adoptées.", "other_successes": "no", "difficulties": "Aucune."}
    assert (plan.leftovers, plan.unread, plan.moved) == ([], [], [])
    assert [one.text[-1] for one in plan.form if one.what == "contents"] == ["4", "6", "7"]


def test_a_page_number_is_no_figure_on_a_scale(france_frame):
    plan = plan_for(read_path(CASES / "import/toc-page-becomes-scale.docx"), france_frame)
    assert texts(plan) == {"difficulties": "Aucune."}
    assert [(one.key, one.reason) for one in plan.unread] == [("overall_progress", "no_tick")]
    assert plan.leftovers == []


def test_a_question_over_two_paragraphs_is_whole(france_frame):
    plan = plan_for(read_path(CASES / "import/question-in-two-paragraphs.docx"), france_frame)
    assert texts(plan) == {
        "difficulties": "Réponse à la question dix.",
        "lessons": "Réponse onze.",
        "foreseen_difficulties": "Réponse vingt-huit.",
    }
    assert plan.found[0].heading == (
        "10. Quelles difficultés avez-vous dû surmonter dans la réalisation des priorités de votre feuille de route et"
        " de vos prochaines étapes?"
    )


def test_an_answer_in_the_paragraph_of_its_question_is_parted_from_it(france_frame):
    plan = plan_for(read_path(CASES / "import/answer-in-question-paragraph.docx"), france_frame)
    assert texts(plan) == {
        "difficulties": "Réponse après un retour de ligne.",
        "lessons": "R : Réponse précédée de R.",
        "foreseen_difficulties": "Réponse sur la même ligne.",
    }


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("15\\. Veuillez indiquer les noms d’autres parties prenantes et leur participation. L’ordre.", "L’ordre."),
        ("**Veuillez indiquer les noms d’autres parties prenantes** L’ordre.", "L’ordre."),
        ("Veuillez indiquer les noms d’autres parties prenantes\\\nL’ordre.", "L’ordre."),
    ],
)  # fmt: skip
def test_a_question_that_is_a_statement_is_parted_from_its_answer(france_frame, tmp_path, text, answer):
    assert texts(answers_to(text, france_frame, tmp_path)) == {"evaluation_partners": answer}


def test_a_form_in_other_words_with_nine_priorities():
    """No heading has a number: the options, the words and the order find every question, each as a proposal."""
    plan = plan_for(
        read_path(CASES / "shapes/rep-A2-official-unnumbered-headings.docx"), frame_of_case("5-nine-150.csv")
    )
    assert (len(plan.found), plan.missing) == (35, [])
    assert [found.about for found in plan.found if found.key == "progress"] == list("123456789")
    said = texts(plan)
    for priority in "123456789":
        assert [f"Markprogress{priority}s{strand}" in said[f"progress {priority}"] for strand in "123"] == [True] * 3
    for key in "next_step_detail key_results other_successes_detail difficulties lessons evidence_detail".split():
        assert said[key] == f"Mark{key.replace('_', '')} {SEASON}"
    assert said["foreseen_difficulties"] == f"Markforeseendifficulties {SEASON}"
    assert [(one.key, one.reason) for one in plan.unread] == [("roadmap_revision_what", "no_tick")]
    assert [(one.reason, one.words) for one in plan.leftovers] == [("title", 5)]
    told = {one["question"]: one for one in summary(plan)["proposals"]}
    assert told["lessons"] == {
        "question": "lessons",
        "proposed": True,
        "reason": "It stands between questions 14 and 18.",
    }
    assert told["evidence_types"]["reason"] == "The options below it are those of this question."


def test_titles_alike_in_nine_priorities_stay_in_their_own():
    plan = plan_for(read_path(CASES / "shapes/rep-B-own-headings.docx"), frame_of_case("5-nine-150.csv"))
    said = texts(plan)
    assert list(said) == [f"progress {priority}" for priority in "123456789"]
    for priority in "123456789":
        marks = {word for word in said[f"progress {priority}"].split() if word.startswith("Mark")}
        assert marks == {f"Markprogress{priority}s1", f"Markprogress{priority}s2"} | {
            word for word in marks if word == f"Markprogress{priority}s3" or word == f"Markmatrix{priority}"
        }
    headings = [to_text(one.doc).split("\n")[0] for one in plan.leftovers]
    assert {"Challenges encountered", "Lessons learnt", "Key achievements"} <= set(headings)


@pytest.mark.parametrize("name", ["rep-C-outcome.docx", "rep-C-pillar.docx"])
def test_headings_with_the_countrys_own_words_find_their_priority(name):
    plan = plan_for(read_path(CASES / "shapes" / name), frame_of_case("8-four-distinct.csv"))
    said = texts(plan)
    assert list(said) == [f"progress {priority}" for priority in "1234"]
    for priority in "1234":
        marks = [word for word in said[f"progress {priority}"].split() if word.startswith("Mark")]
        assert marks == [f"Markprogress{priority}s1", f"Markprogress{priority}s2"]
    assert plan.strands == ["1.1", "1.2", "2.1", "2.2", "3.1", "3.2", "4.1", "4.2"]
    assert [to_text(one.doc).split("\n")[0] for one in plan.leftovers] == [
        "Annual progress report",
        "Progress by priority",
        "Challenges encountered",
        "Lessons learnt",
        "Way forward: next steps",
    ]


def test_a_heading_that_two_priorities_have_alike_is_asked_about(tmp_path):
    items = {"1": "Law", "1.1": "Build the capacity of staff", "2": "School", "2.1": "Build the capacity of staff"}
    alike = frame({code: Text.of(en=title) for code, title in items.items()}, "en")
    plan = answers_to("## Build the capacity of staff\n\nTwo hundred were trained.\n", alike, tmp_path)
    assert (plan.answers, [(one.reason, to_text(one.doc)) for one in plan.leftovers]) == (
        [],
        [("alike", "Build the capacity of staff\n\nTwo hundred were trained.")],
    )
    inside = answers_to("# Priority 2: School\n\n## Build the capacity of staff\n\nTwo hundred.\n", alike, tmp_path)
    assert (texts(inside), inside.strands) == ({"progress 2": "Build the capacity of staff\n\nTwo hundred."}, ["2.1"])


def test_a_number_between_two_neighbours_decides_and_the_reason_is_told(france_frame, tmp_path):
    plan = answers_to(
        "## 10. Quelles difficultés avez-vous dû surmonter ?\n\nA\n\n## 11. Ganz andere Worte\n\nB\n\n"
        "## 12. Quels instruments d'évaluation avez-vous utilisés ?\n\n☒ Enquêtes\n",
        france_frame,
        tmp_path,
    )
    assert texts(plan) == {"difficulties": "A", "lessons": "B", "evidence_types": {"codes": ["surveys"]}}
    assert summary(plan)["proposals"] == [
        {"question": "lessons", "proposed": True, "reason": "It has the number 11 in the file."}
    ]


def test_a_heading_without_a_number_or_a_word_of_ours_is_only_asked_about(france_frame, tmp_path):
    plan = answers_to(
        "## Quelles difficultés avez-vous dû surmonter ?\n\nA\n\n## Remerciements\n\nB\n\n"
        "## Quels instruments d'évaluation avez-vous utilisés ?\n\n☒ Enquêtes\n",
        france_frame,
        tmp_path,
    )
    assert texts(plan) == {"difficulties": "A", "evidence_types": {"codes": ["surveys"]}}
    (left,) = plan.leftovers
    assert (left.reason, to_text(left.doc), left.target, left.why) == (
        "unknown_heading",
        "Remerciements\n\nB",
        "lessons",
        "between",
    )
    assert summary(plan)["leftovers"][0]["may_answer"] == "lessons"


def test_a_list_inside_an_answer_is_no_run_of_questions(france_frame, tmp_path):
    plan = answers_to(
        "1\\. Depuis mai 2022, quels progrès avez-vous faits concernant la première priorité ?\n\nA\n\n"
        "1\\. Le premier point ?\n\n2\\. Le deuxième point ?\n\n3\\. Le troisième point ?\n\n"
        "4\\. Où en est la réalisation de votre prochaine étape n° 1 « Former » ?\n\n☒ Achevée\n",
        france_frame,
        tmp_path,
    )
    assert (
        texts(plan)["progress 1"] == "A\n\n1. Le premier point ?\n\n2. Le deuxième point ?\n\n3. Le troisième point ?"
    )
    assert [one.reason for one in plan.found] == ["", ""]


def test_two_languages_in_one_answer_are_told(france_frame, tmp_path):
    french = (
        "Les ministères ont formé des agents dans les régions et sur les sites, avec une aide des syndicats et de la"
        " police, pour la première fois dans le pays et en mer, par des experts de la justice et de la police."
    )
    english = (
        "The ministries have trained the officers in the regions and on the sites, with the help of the unions and the"
        " police, for the first time in the country, which was not done by the experts of the court."
    )
    plan = answers_to(
        f"## Quelles sont ces réussites ?\n\n{french}\n\n{english}\n\n## Que faut-il actualiser ?\n\n{french}\n",
        france_frame,
        tmp_path,
    )
    assert summary(plan)["two_languages"] == ["other_successes_detail"]


def test_a_proposal_that_is_declined_becomes_a_text_without_a_place(france_frame, tmp_path):
    plan = answers_to(
        "## 10. Quelles difficultés avez-vous dû surmonter ?\n\nA\n\n## 11. Ganz andere Worte\n\nB\n\n"
        "## 12. Quels instruments d'évaluation avez-vous utilisés ?\n\n☒ Enquêtes\n",
        france_frame,
        tmp_path,
    )
    kept, placed = declining(plan, {"lessons": "anything_else"})
    assert (texts(kept), placed) == (
        {"difficulties": "A", "evidence_types": {"codes": ["surveys"]}},
        {0: "anything_else"},
    )
    assert [(one.reason, to_text(one.doc), one.near) for one in kept.leftovers] == [("declined", "B", "lessons")]
    assert kept.words == plan.words | {"placed": 1, "leftover": 1}
    assert ["lessons", ""] in kept.missing


def test_a_choice_that_is_declined_leaves_its_options_to_be_placed(france_frame, tmp_path):
    plan = answers_to(
        "## 11. Comment avez-vous surmonté ces difficultés ?\n\nA\n\n## 12. Ganz andere Worte\n\n☒ Enquêtes\n\n"
        "☐ Études de cas\n\n## 13. Veuillez nous en dire plus au sujet des outils d’évaluation\n\nB\n",
        france_frame,
        tmp_path,
    )
    assert [(one.key, one.reason) for one in plan.found if one.reason] == [("evidence_types", "number")]
    kept, placed = declining(plan, {"evidence_types": "lessons"})
    assert (texts(kept), placed) == ({"lessons": "A", "evidence_detail": "B"}, {0: "lessons"})
    assert [(one.reason, to_text(one.doc)) for one in kept.leftovers] == [("declined", "☒ Enquêtes\n\n☐ Études de cas")]
    assert kept.words["file"] == plan.words["file"]


def test_what_was_moved_from_a_choice_goes_with_it_when_it_is_declined(france_frame, tmp_path):
    plan = answers_to(
        "## 11. Comment avez-vous surmonté ces difficultés ?\n\nA\n\n## 12. Ganz andere Worte\n\n☒ Enquêtes\n\n"
        "Chaque année, dans\n\n- le nord\n- le sud\n\n"
        "## 13. Veuillez nous en dire plus au sujet des outils d’évaluation\n\n- B\n",
        france_frame,
        tmp_path,
    )
    assert texts(plan)["evidence_detail"] == "Chaque année, dans\n\n- le nord\n- le sud\n\n- B"
    kept, _placed = declining(plan, {"evidence_types": ""})
    assert texts(kept) == {"lessons": "A", "evidence_detail": "- B"}
    assert [to_text(one.doc) for one in kept.leftovers] == ["☒ Enquêtes\n\nChaque année, dans\n\n- le nord\n- le sud"]
    assert (kept.moved, kept.words["file"]) == ([], plan.words["file"])


def test_what_was_moved_from_another_question_stays_when_one_is_declined(france_frame, tmp_path):
    plan = answers_to(
        "## 11. Comment avez-vous surmonté ces difficultés ?\n\nA\n\n## 12. Ganz andere Worte\n\n☒ Enquêtes\n\n"
        "Chaque année\n\n## 13. Veuillez nous en dire plus au sujet des outils d’évaluation\n\nB\n",
        france_frame,
        tmp_path,
    )
    (moved,) = plan.moved
    value = build.doc(build.paragraph("De la question 11"), build.paragraph("Chaque année"))
    answers = [replace(one, value=value) if one.key == "evidence_detail" else one for one in plan.answers]
    both = replace(plan, answers=answers, moved=[replace(moved, key="lessons"), moved])
    kept, _placed = declining(both, {"evidence_types": ""})
    assert texts(kept) == {"lessons": "A", "evidence_detail": "De la question 11"}
    assert [to_text(one.doc) for one in kept.leftovers] == ["☒ Enquêtes\n\nChaque année"]


def test_a_plan_of_an_earlier_release_is_read(base_plan):
    data = base_plan.to_json()
    for one in data["found"]:
        del one["reason"], one["near"]
    for one in data["leftovers"]:
        del one["target"], one["target_about"], one["why"], one["why_near"]
    assert Plan.from_json(data) == base_plan
