"""Reports as OpenDocument texts. Those of `cases/opendocument` were saved by LibreOffice from the cases beside them."""

import pytest

from reports.importing.planning import plan_for
from reports.importing.reading import read, read_path
from richtext.reading import to_text
from tests.files.opendocuments import opendocument
from tests.files.test_opendocument import item, listed, p
from tests.reports.importing.cases import CASES, answers_of

QUESTION = '<text:h text:outline-level="1">7. Quels sont les principaux résultats enregistrés ?</text:h>'


def text_of(body: str, frame) -> str:
    plan = plan_for(read("a.odt", opendocument(QUESTION + body)), frame)
    assert plan.leftovers == []
    return answers_of(plan)["key_results"]


def saved(name: str, frame):
    return plan_for(read_path(CASES / "opendocument" / f"{name}.odt"), frame)


@pytest.mark.long
def test_france_with_numbers_made_by_the_program(france_frame):
    """The two strands that the report itself wrote as "3.1." and "3.2." have no second point."""
    base = answers_of(plan_for(read_path(CASES / "france/00-base-ticked.docx"), france_frame))
    plan = saved("01-auto-numbered-headings", france_frame)
    assert {name: str(value).replace("3.1. ", "3.1 ").replace("3.2. ", "3.2 ") for name, value in base.items()} == {
        name: str(value) for name, value in answers_of(plan).items()
    }
    assert [strand for found in plan.found for strand in found.strands] == (
        "1.1 1.2 1.3 1.4 2.1 2.2 2.3 2.4 3.1 3.2 3.3".split()
    )


def test_form_fields(france_frame):
    assert answers_of(saved("old-form-fields", france_frame)) == {
        "overall_progress": 7,
        "key_results": "Deux cents inspecteurs formés.",
        "other_successes": "no",
    }


def test_controls_that_nobody_filled_in(france_frame):
    plan = saved("placeholder", france_frame)
    assert answers_of(plan) == {"other_successes": "no", "difficulties": "Aucune difficulté."}
    assert [(one.what, one.near) for one in plan.remarks] == [
        ("placeholder", "key_results"),
        ("placeholder", "other_successes_detail"),
    ]


def test_hidden_text(france_frame):
    plan = saved("hidden-text", france_frame)
    assert answers_of(plan) == {"key_results": "Texte visible.", "difficulties": "Aucune."}
    assert [(one.what, one.near) for one in plan.remarks] == [("hidden", "key_results")] * 2


def test_codes_made_by_a_list_are_references(france_frame):
    plan = saved("codes-numbered-by-word", france_frame)
    codes = [
        inline["attrs"]["code"]
        for block in plan.answers[0].value["content"]
        for inline in block.get("content", [])
        if inline["type"] == "objective"
    ]
    assert [code for code in codes if code[-1].isalpha()] == ["1.1.A", "1.1.B"]


def test_a_note_a_box_and_a_list_that_goes_on(france_frame):
    body = (
        p(
            "Un<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>Note</text:p></text:note-body>"
            "</text:note> mot<draw:frame><draw:text-box><text:p>Boîte</text:p></draw:text-box></draw:frame>"
        )
        + listed("Figures", item(p("un")))
        + p("Entre")
        + listed("Figures", item(p("deux")), more='text:continue-numbering="true"')
    )
    assert text_of(body, france_frame) == "Un[1] mot\n\nBoîte\n\n1. un\n\nEntre\n\n2. deux\n\n[1] Note"


def test_headings_in_cells_are_strands(france_frame):
    question = "1. Quels progrès concernant la première priorité de votre feuille de route nationale ?"
    cell = (
        f'<table:table-cell><text:h text:outline-level="1">{question}</text:h>'
        '<text:h text:outline-level="2" text:is-list-header="true">1.1 Produire des données</text:h>'
        f"{p('Une enquête.')}</table:table-cell>"
    )
    table = f"<table:table><table:table-column/><table:table-row>{cell}</table:table-row></table:table>"
    plan = plan_for(read("a.odt", opendocument(table)), france_frame)
    assert [(one.key, one.about, one.strands) for one in plan.found] == [("progress", "1", ["1.1"])]
    assert [to_text(one.doc) for one in plan.leftovers] == []


@pytest.mark.parametrize(
    ("yes", "no"),
    [
        ('<text:span text:style-name="Signs">þ</text:span>', '<text:span text:style-name="Signs">¨</text:span>'),
        (
            '<field:fieldmark field:type="vnd.oasis.opendocument.field.FORMCHECKBOX"><field:param'
            ' field:name="Checkbox_Checked" field:value="true"/></field:fieldmark>',
            '<field:fieldmark field:type="vnd.oasis.opendocument.field.FORMCHECKBOX"/>',
        ),
        ('<loext:content-control loext:checkbox="true">☒</loext:content-control>', "☐"),
    ],
)
def test_ticks(france_frame, yes, no):
    body = (
        '<text:h text:outline-level="1">24. Le mécanisme des pays pionniers a-t-il été jugé utile? *</text:h>'
        + p(f"{yes} Oui")
        + p(f"{no} Non")
    )
    assert answers_of(plan_for(read("a.odt", opendocument(body)), france_frame)) == {"mechanism_useful": "yes"}
