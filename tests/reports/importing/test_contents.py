"""Lists of contents, tables and numbers as countries lay them out: no word of them is in an answer."""

import pytest

from reports.importing.planning import plan_for
from reports.importing.reading import Reading, read, run_pandoc
from richtext.reading import to_text
from tests.files.opendocuments import opendocument

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
    "numbers above": f"10.\\\n\n**{TEN}**\n\nA\n\nQuestion 11\n\n**{ELEVEN}**\n\nB\n\n12.\\\n\n**{TWELVE}**\n\n"
    "☒ Enquêtes\n",
    "heads above columns": f"| Question | Réponse |\n|---|---|\n| {TEN} | A |\n| {ELEVEN} | B |\n"
    f"| {TWELVE} | ☒ Enquêtes |\n",
    "a column of numbers, one question in other words": "| N° | Question | Réponse |\n|---|---|---|\n"
    f"| 10 | {TEN} | A |\n| 11 | Ganz anders | B |\n| 12 | {TWELVE} | ☒ Enquêtes |\n",
}


@pytest.mark.parametrize("case", CASES)
def test_what_is_around_the_answers_is_in_none(france_frame, case):
    assert planned(CASES[case], france_frame) == (ANSWERS, [])


def test_a_number_that_is_an_answer_is_no_number_of_the_question_below(france_frame):
    six, seven = "Selon vous, avez-vous progressé par rapport aux priorités ?", "Quels sont les principaux résultats ?"
    written = f"**6. {six}**\n\n7\n\n**{seven}**\n\nA\n"
    assert planned(written, france_frame) == ({"overall_progress": 7, "key_results": "A"}, [])


def test_a_table_in_the_cell_of_an_answer_is_of_the_answer(france_frame):
    inner = "<table><tr><td>a<td>b<tr><td>c<td>d</table>"
    rows = f"<tr><td>10. {TEN}<td>{inner}<tr><td>11. {ELEVEN}<td>B"
    plan = plan_for(read("a.html", f"<meta charset=utf-8><table>{rows}</table>".encode()), france_frame)
    said = {one.key: to_text(one.value) for one in plan.answers}
    assert (said, plan.leftovers) == ({"difficulties": "a | b\nc | d", "lessons": "B"}, [])


QUESTIONS = list(enumerate((f"10. {TEN}", f"11. {ELEVEN}", f"12. {TWELVE}"), start=4))
LINKED = '<p><a href="#q{0}">{1} ..... {0}</a></p>'
PAGES = {
    "links": ("", '<p><a href="#q{0}">{1}</a></p>', ""),
    "links with pages": ("", LINKED, ""),
    "a link at the page alone": ("<p>Sommaire</p>", '<p>{1} <a href="#q{0}">{0}</a></p>', ""),
    "a list of links": ("<nav><ul>", '<li><a href="#q{0}">{1}</a></li>', "</ul></nav>"),
    "dots": ("<p>Sommaire</p>", "<p>{1} <span>......</span> {0}</p>", ""),
    "lines of one paragraph": ("<p>Sommaire", "<br>{1} ..... {0}", "</p>"),
    "lines of one paragraph without a title": ("<p>", "{1} ..... {0}<br>", "</p>"),
    "a table": ("<table>", "<tr><td>{1}</td><td>{0}</td></tr>", "</table>"),
}
A_LINK = '<text:a xlink:type="simple" xlink:href="#q{0}|outline">{1}<text:tab/>{0}</text:a>'
INDEX = "<text:table-of-content><text:index-body><text:index-title><text:p>Sommaire</text:p></text:index-title>"
END = "</text:index-body></text:table-of-content>"
TEXTS = {
    "an index with links": (INDEX, f"<text:p>{A_LINK}</text:p>", END),
    "an index": (INDEX, "<text:p>{1}<text:tab/>{0}</text:p>", END),
    "typed, links": ("<text:p>Sommaire</text:p>", f"<text:p>{A_LINK}</text:p>", ""),
    "typed, tabs": ("<text:p>Sommaire</text:p>", "<text:p>{1}<text:tab/>{0}</text:p>", ""),
    "typed, dots": ("<text:p>Sommaire</text:p>", "<text:p>{1} ....... {0}</text:p>", ""),
    "typed, no pages": ("<text:p>Sommaire</text:p>", "<text:p>{1}</text:p>", ""),
    "lines of one paragraph": ("<text:p>Sommaire", "<text:line-break/>{1}<text:tab/>{0}", "</text:p>"),
}


def made(kind, listed, question):
    """A file with the list in front of its questions."""
    before, line, after = listed
    body = before + "".join(line.format(*one) for one in QUESTIONS) + after
    body += "".join(
        question.format(*one, answer) for one, answer in zip(QUESTIONS, ("A", "B", "☒ Enquêtes"), strict=True)
    )
    if kind == "html":
        return f'<html><meta charset="utf-8"><body>{body}</body></html>'.encode()
    return opendocument(body.replace("<text:a ", '<text:a xmlns:xlink="http://www.w3.org/1999/xlink" '), styles="")


def check(kind, listed, questions, frame):
    for question in questions:
        plan = plan_for(read(f"a.{kind}", made(kind, listed, question)), frame)
        said = {one.key: to_text(one.value) if one.kind == "rich_text" else one.value for one in plan.answers}
        assert (said, plan.leftovers) == (ANSWERS, [])


@pytest.mark.parametrize("listed", PAGES)
def test_a_list_of_contents_of_a_page_is_no_answer(france_frame, listed):
    questions = ('<h2 id="q{0}">{1}</h2><p>{2}</p>', '<p id="q{0}">{1}</p><p>{2}</p>')
    check("html", PAGES[listed], questions, france_frame)


@pytest.mark.parametrize("listed", TEXTS)
def test_a_list_of_contents_of_an_opendocument_text_is_no_answer(france_frame, listed):
    questions = (
        '<text:h text:outline-level="2"><text:bookmark text:name="q{0}"/>{1}</text:h><text:p>{2}</text:p>',
        "<text:p>{1}</text:p><text:p>{2}</text:p>",
    )
    check("odt", TEXTS[listed], questions, france_frame)
