"""A form laid out with what Word has for it: merged cells, tables in tables, boxes, controls, breaks of pages."""

import pytest

from reports.importing.planning import plan_for
from reports.importing.reading import read
from richtext.reading import to_text
from tests.reports.importing.test_contents import ANSWERS, ELEVEN, TEN, TWELVE
from tests.reports.importing.word_files import box, control, p, r, word

SPAN, FIRST, MERGED = '<w:gridSpan w:val="2"/>', '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
BREAK = '<w:r><w:br w:type="page"/></w:r>'
RENDERED = "<w:r><w:lastRenderedPageBreak/></w:r>"
Q10, Q11, Q12 = f"10. {TEN}", f"11. {ELEVEN}", f"12. {TWELVE}"
SURVEYS, CASE_STUDIES = "☒ Enquêtes", "☐ Études de cas"
HEADING = '<w:pStyle w:val="Heading2"/>'


def cell(*blocks: str, merged: str = "") -> str:
    return f"<w:tc><w:tcPr>{merged}</w:tcPr>{''.join(blocks)}</w:tc>"


def row(*cells: str) -> str:
    return f"<w:tr>{''.join(cells)}</w:tr>"


def table(*rows: str, columns: int = 2) -> str:
    grid = '<w:gridCol w:w="3000"/>' * columns
    return f"<w:tbl><w:tblPr/><w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"


FLOW = p(Q10) + p("A") + p(Q11) + p("B") + p(Q12) + p(SURVEYS)
INNER = table(row(cell(p(Q10)), cell(p("A"))), row(cell(p(Q11)), cell(p("B"))), row(cell(p(Q12)), cell(p(SURVEYS))))
SAME = {
    "a question over all columns, its options in two": table(
        *(row(cell(p(text), merged=SPAN)) for text in (Q10, "A", Q11, "B", Q12)),
        row(cell(p(SURVEYS)), cell(p(CASE_STUDIES))),
    ),
    "numbers merged over two rows": table(
        row(cell(p("10"), merged=FIRST), cell(p(TEN), merged=SPAN)),
        row(cell(p(""), merged=MERGED), cell(p("A"), merged=SPAN)),
        row(cell(p("11"), merged=FIRST), cell(p(ELEVEN), merged=SPAN)),
        row(cell(p(""), merged=MERGED), cell(p("B"), merged=SPAN)),
        row(cell(p("12"), merged=FIRST), cell(p(TWELVE), merged=SPAN)),
        row(cell(p(""), merged=MERGED), cell(p(SURVEYS)), cell(p(CASE_STUDIES))),
        columns=3,
    ),
    "a table in a cell": table(row(cell(INNER + p("")))),
    "an answer in a table in the cell of its question": table(
        *(row(cell(p(q) + table(row(cell(p(a)))) + p(""))) for q, a in ((Q10, "A"), (Q11, "B"), (Q12, SURVEYS)))
    ),
    "one box": p(box(FLOW)),
    "a box each": p(box(p(Q10), p("A"))) + p(box(p(Q11), p("B"))) + p(box(p(Q12), p(SURVEYS))),
    "answers in boxes": p(Q10) + p(box(p("A"))) + p(Q11) + p(box(p("B"))) + p(Q12) + p(box(p(SURVEYS))),
    "one control": control(FLOW),
    "controls in controls": control(control(p(Q10) + control(p("A"))) + control(p(Q11) + control(p("B"))))
    + p(control(r(Q12)))
    + p(control(r(SURVEYS))),
    "a page broken before a question": p(BREAK, Q10) + p("A") + p(BREAK, Q11) + p("B") + p(BREAK, Q12) + p(SURVEYS),
    "a page broken behind a question": p(Q10, BREAK) + p("A") + p(Q11, BREAK) + p("B") + p(Q12, BREAK) + p(SURVEYS),
    "a page broken between question and answer": p(Q10, BREAK, "A") + p(Q11, BREAK, "B") + p(Q12, BREAK, SURVEYS),
    "a page broken within a question": p(Q10[:40], BREAK, Q10[40:])
    + p("A")
    + p(Q11[:53], BREAK, Q11[53:], properties=HEADING)
    + p("B")
    + p(Q12[:50], RENDERED, Q12[50:])
    + p(SURVEYS),
}


def planned(body: str, frame):
    plan = plan_for(read("a.docx", word(body)), frame)
    said = {one.key: to_text(one.value) if one.kind == "rich_text" else one.value for one in plan.answers}
    return said, [(one.reason, to_text(one.doc)) for one in plan.leftovers], plan


@pytest.mark.parametrize("layout", SAME)
def test_a_form_in_another_layout_has_the_same_answers(france_frame, layout):
    assert planned(SAME[layout], france_frame)[:2] == (ANSWERS, [])


def test_figures_beside_a_merged_question_are_no_questions(france_frame):
    body = table(
        row(cell(p(Q10), merged=FIRST), cell(p("Nord")), cell(p("12"))),
        row(cell(p(""), merged=MERGED), cell(p("Sud")), cell(p("9"))),
        row(cell(p(Q11)), cell(p("B"), merged=SPAN)),
        columns=3,
    )
    said = {"difficulties": "Nord\n\n12\n\nSud\n\n9", "lessons": "B"}
    assert planned(body, france_frame)[:2] == (said, [])


@pytest.mark.parametrize("closing", ["Remerciements", "ACKNOWLEDGEMENTS", "Annexe 1 : sigles", "Signatures"])
@pytest.mark.parametrize("dress", [lambda text: p(r(text, "<w:b/>")), lambda text: p(text, properties=HEADING)])
def test_what_closes_a_report_is_in_no_answer(france_frame, closing, dress):
    body = dress(Q10) + p("A") + p(r("Annexe", "<w:b/>")) + p("A2") + dress(Q11) + p("B") + dress(closing) + p("Merci.")
    said, left, _plan = planned(body, france_frame)
    assert said == {"difficulties": "A\n\nAnnexe\n\nA2", "lessons": "B"}
    assert left == [("unknown_heading", f"{closing}\n\nMerci.")]


@pytest.mark.parametrize(
    ("numbers", "odd"),
    [
        ((10, 11, 12, 13), []),
        ((110, 111, 112, 113), []),
        ((10, 11, 15, 16), []),
        ((10, 11, 14, 13), ["evidence_types"]),
        ((10, 12, 11, 13), ["lessons", "evidence_types"]),
        ((10, 11, 12, 29), ["evidence_detail"]),
    ],
)
def test_a_number_that_is_another_question_s_is_told(france_frame, numbers, odd):
    detail = "Comment ces outils et ces éléments de preuve ont-ils été utilisés et que montrent-ils ?"
    asked = zip(numbers, (TEN, ELEVEN, TWELVE, detail), strict=True)
    plan = planned("".join(p(f"{number}. {text}", properties=HEADING) for number, text in asked), france_frame)[2]
    assert [one.key for one in plan.found] == ["difficulties", "lessons", "evidence_types", "evidence_detail"]
    assert [one.key for one in plan.found if one.notes == ["number_at_odds"]] == odd
