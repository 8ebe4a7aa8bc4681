"""Documents that are hard to set: letters of many scripts, and tables that no page holds."""

from dataclasses import replace
from pathlib import Path

from publications.document import Document, Passage
from reports.importing.blocks import to_blocks, units_of
from reports.importing.reading import read_path
from richtext import build
from richtext.build import doc, paragraph, table
from tests.publications.samples import SENTENCE, sample

CASES = Path(__file__).parents[1] / "data" / "cases" / "pdf"

LONG = "https://www.example.org/" + "documents/rapport/" * 12
LETTERS = doc(
    paragraph("Łódź, București, Đà Nẵng, Ŧ ŧ, ₦ ₼ ₾ ₿, ŋ Ɓ ɗ\u202f; « المغرب » ; e\u0301, Ελληνικά, Бишкек → ☐ ☑ ✓"),
    paragraph("العمل الجبري هو كل عمل يفرض على أي شخص (29) 2023."),
    paragraph("x" * 400),
    build.bullet_list("y" * 300, LONG),
)


def wide(columns: int, word: str = "établissements") -> build.Node:
    """A table of so many columns, with words that cannot get narrower."""
    return table([[f"{word} {number}" for number in range(columns)]] + [["12 000 000 FCFA"] * columns] * 3)


ODD = {
    "letters": LETTERS,
    "10 columns": doc(paragraph("Avant."), wide(10), paragraph("Après.")),
    "15 columns": doc(wide(15), paragraph("Après.")),
    "40 columns": doc(wide(40)),
    "a row of three pages": doc(table([["Thème", "Bilan"], ["Un", " ".join([SENTENCE] * 120)], ["Deux", "Fin"]])),
    "a head of two pages": doc(table([["Thème", " ".join([SENTENCE] * 80)], ["Un", "Deux"]])),
    "nothing but heads": doc(table([[build.cell(f"Ligne {n}", header=True)] * 2 for n in range(90)])),
    "long words in cells": doc(table([["Nom", "Adresse", "Chiffres"], ["court", LONG, "9" * 200]])),
    "lists in cells": doc(table([["A", "B"], [build.bullet_list("un", "deux"), build.ordered_list("z" * 120)]] * 2)),
}


def odd(name: str) -> Document:
    return with_answer(ODD[name])


def case(name: str) -> Document:
    """A file of tests/data/cases as one answer."""
    units, _remarks = units_of(read_path(CASES / f"{name}.docx").tree)
    return with_answer(doc(*to_blocks(units)))


def with_answer(answer: build.Node) -> Document:
    document = sample()
    [part, *_others] = document.parts
    question = replace(part.questions[0], passages=(Passage(answer, "", "fr", "progress--1-fr"),))
    return replace(document, parts=(replace(part, questions=(question,)),))
