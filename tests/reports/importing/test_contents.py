"""Lists of contents, tables and numbers as countries lay them out: no word of them is in an answer."""

import pytest

from reports.importing.planning import plan_for
from reports.importing.reading import Reading, run_pandoc
from richtext.reading import to_text

TEN = "Quelles difficultés avez-vous dû surmonter dans la réalisation des priorités de votre feuille de route ?"
ELEVEN = "Comment avez-vous surmonté ces difficultés ? Quels enseignements avez-vous tirés de cette expérience ?"
TWELVE = "Quels instruments d’évaluation et/ou d’autres types d’éléments de preuve avez-vous utilisés ?"
BODY = f"## 10. {TEN}\n\nA\n\n## 11. {ELEVEN}\n\nB\n\n## 12. {TWELVE}\n\n☒ Enquêtes\n\n"
ANSWERS = {"difficulties": "A", "lessons": "B", "evidence_types": {"codes": ["surveys"]}}


def planned(markdown, frame):
    """The answers, and the texts left over."""
    plan = plan_for(Reading("a.md", "markdown", "", run_pandoc("markdown", markdown.encode())), frame)
    said = {one.key: to_text(one.value) if one.kind == "rich_text" else one.value for one in plan.answers}
    return said, [to_text(one.doc) for one in plan.leftovers]


def lines(before, *pages):
    return "".join(
        f"{before}{question} ..... {page}\n\n" for question, page in zip((TEN, ELEVEN, TWELVE), pages, strict=True)
    )


FIGURES = (
    "# Liste des figures\n\nFigure 1 Les agents formés 4\n\nFigure 2 Les visites 6\n\n"
    "# Liste des tableaux\n\nTableau 1 Budget 4\n\nTableau 2 Effectifs 7\n\n"
)
STYLED = "".join(
    f'::: {{custom-style="{style}"}}\nQuelque chose d’autre {page}\n:::\n\n'
    for page, style in enumerate(
        ("TDC 1", "TM1", "Verzeichnis 1", "toc 1", "Contents 1", "Table of Figures", "Spis treści 1", "Inhopg 1"), 3
    )
)
CASES = {
    "pages": "# Sommaire\n\n" + lines("", 4, 5, 7) + BODY,
    "Roman pages": "# Sommaire\n\n" + lines("", "iv", "v", "vii") + BODY,
    "items": "# Sommaire\n\n" + lines("- ", 4, 5, 7) + BODY,
    "at the end": BODY + "# Table des matières\n\n" + lines("", 4, 5, 7),
    "figures and tables too": "# Sommaire\n\n" + lines("", 4, 5, 7) + FIGURES + BODY,
    "styles of Word in other languages": STYLED + BODY,
    "Q10.": f"Q10. {TEN}\n\nA\n\nQ11. {ELEVEN}\n\nB\n\nQuestion 12: {TWELVE}\n\n☒ Enquêtes\n",
    "10)": f"10) {TEN}\n\nA\n\n11) {ELEVEN}\n\nB\n\n12) {TWELVE}\n\n☒ Enquêtes\n",
    "heads above columns": f"| Question | Réponse |\n|---|---|\n| {TEN} | A |\n| {ELEVEN} | B |\n"
    f"| {TWELVE} | ☒ Enquêtes |\n",
    "a column of numbers, one question in other words": "| N° | Question | Réponse |\n|---|---|---|\n"
    f"| 10 | {TEN} | A |\n| 11 | Ganz anders | B |\n| 12 | {TWELVE} | ☒ Enquêtes |\n",
}


@pytest.mark.parametrize("case", CASES)
def test_what_is_around_the_answers_is_in_none(france_frame, case):
    assert planned(CASES[case], france_frame) == (ANSWERS, [])
