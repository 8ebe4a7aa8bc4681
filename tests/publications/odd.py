"""Documents that are hard to set: letters of many scripts, and tables that no page holds."""

from dataclasses import replace
from functools import cache
from pathlib import Path

from publications import pdf
from publications.document import Document, Passage
from reports.importing.blocks import to_blocks, units_of
from reports.importing.reading import read_path
from richtext import build
from richtext.build import doc, footnote, paragraph, table
from richtext.reading import to_text
from tests.publications.samples import SENTENCE, sample

CASES = Path(__file__).parents[1] / "data" / "cases" / "pdf"

LONG = "https://www.example.org/" + "documents/rapport/" * 12
LETTERS = doc(
    paragraph("Łódź, București, Đà Nẵng, Ŧ ŧ, ₦ ₼ ₾ ₿, ŋ Ɓ ɗ\u202f; « المغرب » ; e\u0301, Ελληνικά, Бишкек → ☐ ☑ ✓"),
    paragraph("العمل الجبري هو كل عمل يفرض على أي شخص (29) 2023."),
    paragraph("x" * 400),
    build.bullet_list("y" * 300, LONG),
)
MARKED = "Kɔ̀fi Abɛ́ Ẹ̀gbá ọ́ m̀ ŋ́ ɗ̂ Ɔ́ J̌"
UNPRINTABLE = "Hangul 한국어, ✅ 🇫🇷, \ue000, ሰላም"
ODD_LETTERS = doc(
    build.heading(1, f"{MARKED} {UNPRINTABLE}"),
    paragraph(f"{MARKED} ; {UNPRINTABLE}", build.text(f"{MARKED} {UNPRINTABLE}", build.bold, build.italic)),
    paragraph(build.text(f"{MARKED} {UNPRINTABLE}", build.link("https://example.org/한국어")), footnote(UNPRINTABLE)),
    table([[MARKED, UNPRINTABLE], ["한" * 300, "✅"]]),
)


def wide(columns: int, word: str = "établissements", rows: int = 3) -> build.Node:
    """A table of so many columns, with words that cannot get narrower."""
    return table([[f"{word} {number}" for number in range(columns)]] + [["12 000 000 FCFA"] * columns] * rows)


def merged() -> build.Node:
    """Heads over three columns each, cells over two rows, and a note and a reference in what is repeated."""
    pays = paragraph("Pays", footnote("Note du tableau."), " ", build.objective("1.1.A"))
    groups = [build.cell(f"groupe{number}", header=True, colspan=3) for number in range(20)]
    heads = [build.cell(f"colonne{number}", header=True) for number in range(60)]
    first = [build.cell(pays, rowspan=2), *(build.cell("12 000") for _number in range(60))]
    second = [build.cell("de 1 à 60", colspan=60)]
    return table([[build.cell("Où", header=True, rowspan=2), *groups], heads, first, second])


def deep(levels: int) -> build.Node:
    return build.bullet_list(build.item("établissements", *([deep(levels - 1)] if levels > 1 else [])))


ODD = {
    "letters": LETTERS,
    "marks and boxes": ODD_LETTERS,
    "10 columns": doc(paragraph("Avant."), wide(10), paragraph("Après.")),
    "15 columns": doc(wide(15), paragraph("Après.")),
    "120 columns": doc(paragraph("Avant."), wide(120, "h", 1), paragraph("Après.")),
    "200 columns": doc(wide(200, "h", 1)),
    "12 columns of addresses": doc(table([[f"c{n}" for n in range(12)], ["https://example.org/a/b/c/d"] * 12])),
    "merged cells": doc(merged()),
    "unbroken spaces": doc(table([["Nom", "Chiffres"], ["a", "\u00a0".join(["1000"] * 25)]])),
    "deep lists in cells": doc(table([[deep(3)] * 3] * 2)),
    "pictures of nothing": doc(table([["", ""], ["", "Fin"]]), build.bullet_list("")),
    "a row of three pages": doc(table([["Thème", "Bilan"], ["Un", " ".join([SENTENCE] * 120)], ["Deux", "Fin"]])),
    "a head of two pages": doc(table([["Thème", " ".join([SENTENCE] * 80)], ["Un", "Deux"]])),
    "nothing but heads": doc(table([[build.cell(f"Ligne {n}", header=True)] * 2 for n in range(90)])),
    "long words in cells": doc(table([["Nom", "Adresse", "Chiffres"], ["court", LONG, "9" * 90]])),
    "lists in cells": doc(table([["A", "B"], [build.bullet_list("un", "deux"), build.ordered_list("z" * 60)]] * 2)),
}


def odd(name: str) -> Document:
    return with_answer(ODD[name])


def case(name: str) -> Document:
    """A file of tests/data/cases as one answer."""
    units, _remarks = units_of(read_path(CASES / f"{name}.docx").tree)
    return with_answer(doc(*to_blocks(units)))


CASE_NAMES = ("latin-ext", "tables-too-wide")


@cache
def laid_out(name: str):
    """The pages of a document, laid out once for all tests of a process."""
    return pdf.load_engine().lay_out(odd(name) if name in ODD else case(name))


@cache
def printed(name: str) -> bytes:
    """The file of it, as render_pdf makes it."""
    return pdf.load_engine().write(laid_out(name), odd(name) if name in ODD else case(name))


def with_answer(answer: build.Node) -> Document:
    document = sample()
    [part, *_others] = document.parts
    question = replace(part.questions[0], passages=(Passage(answer, to_text(answer), "fr", "progress--1-fr"),))
    return replace(document, parts=(replace(part, questions=(question,)),))
