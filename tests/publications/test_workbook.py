from dataclasses import replace
from io import BytesIO

import pytest
from openpyxl import load_workbook

from publications.document import Passage, Question
from publications.workbook import LONGEST_CELL, pieces, rows_of, to_xlsx
from richtext.reading import to_text
from tests.publications.samples import FIRST, SECOND, sample


def sheets(document) -> dict[str, list[tuple]]:
    book = load_workbook(BytesIO(to_xlsx(document)))
    return {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in book}


def test_every_answer_has_a_row():
    assert sheets(sample(("en",)))["Answers"] == [
        ("Number", "Key", "About", "Question", "Language", "Answer"),
        (1, "progress", "1", "What was achieved?", "fr", to_text(FIRST)),
        (2, "progress", "2", "What was achieved?", "fr", to_text(SECOND)),
        (3, "overall_progress", None, "How far?", "en", "7"),
        (4, "key_results", None, "Which results?", "en", "One result."),
        (5, "mechanism_useful", None, "Useful?", "en", "Yes"),
        (6, "anything_else", None, "Anything else?", None, None),
        (7, "next_steps.step", "s1", "Next step", "fr", "Adopter un plan"),
        (7, "next_steps.areas", "s1", "Areas", "en", "Other (Pêche)"),
        (7, "next_steps.objectives", "s1", "Objectives", "en", "Teach in schools"),
    ]


def test_a_next_step_has_a_row_and_says_where_it_stands_in_the_other_language():
    assert sheets(sample(("en",)))["Next steps"] == [
        ("Number", "Language", "Next step", "Areas", "Objectives"),
        (1, "en", "Adopter un plan [Written in French only]", "Other (Pêche)", "Teach in schools"),
    ]


def test_in_two_languages_a_next_step_has_two_rows():
    rows = next(rows for name, rows in sheets(sample(("fr", "en"))).items() if "tapes" in name)
    assert [row[1:4] for row in rows[1:]] == [
        ("fr", "Adopter un plan", "Autres (Pêche)"),
        ("en", None, "Other (Pêche)"),
    ]


def test_the_roadmap_names_the_questions_that_report_on_it():
    assert sheets(sample(("en",)))["Roadmap"] == [
        ("Code", "Title", "Questions"),
        ("1", "Prevent", "1"),
        ("1.1", "Train", "1"),
        ("1.1.A", "Teach in schools", "1, 2, 7"),
        ("1.1.B", "Former les juges [Written in French only]", None),
        ("2", "Protect", "2"),
        ("2.1", "Shelter", "2"),
    ]


@pytest.mark.parametrize("text", ['=HYPERLINK("x")', "+1", "-1", "@x", "\tx", "＝1", "#REF!", "'=1"])
def test_a_text_that_looks_like_a_formula_stays_a_text(text):
    step = sample().parts[-1].questions[0].steps[0].fields[0]
    formula = Passage(text, text, "fr", "a")
    document = sample()
    part = document.parts[1]
    question = Question("line", "line", "line", 1, None, step.labels, step.headings, True, passages=(formula,))
    book = load_workbook(BytesIO(to_xlsx(replace(document, parts=(replace(part, questions=(question,)),)))))
    cell = book.worksheets[0]["F2"]
    assert (cell.value, cell.data_type, cell.quotePrefix) == (text, "s", text != "#REF!")
    assert not any(one.quotePrefix for one in book.worksheets[0]["A"])


def test_a_text_too_long_for_a_cell_goes_on_in_the_next_row():
    long = "\n".join(["mot " * 100] * 200)
    parts = pieces(long)
    assert len(parts) == 3
    assert "\n".join(parts) == long
    assert max(map(len, parts)) <= LONGEST_CELL
    assert "".join(pieces("x" * 70_000)) == "x" * 70_000
    question = sample().parts[0].questions[0]
    rows = list(rows_of(replace(question, passages=(Passage({}, long, "fr", "a"),)), 1, sample()))
    assert [row[:5] for row in rows] == [[1, "progress", "1", "Quelles avancées ?", "fr"]] * 3
