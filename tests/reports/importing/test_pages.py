"""Reports that were saved as HTML or written in Markdown."""

import pypandoc
import pytest

from reports.importing.planning import plan_for
from reports.importing.reading import read, read_path
from richtext import build
from richtext.reading import to_text
from tests.reports.importing.cases import CASES, answers_of


def test_html_as_word_saves_it(france_frame):
    plan = plan_for(read_path(CASES / "import/word-filtered.html"), france_frame)
    results = "Deux lois adoptées[1] en 2023.\n\n- premier point\n- deuxième point\n\n[1] Journal officiel, mars 2023."
    assert answers_of(plan) == {"key_results": results, "other_successes": "no", "anything_else": "Sans objet"}
    assert [(one.what, one.text, one.near) for one in plan.remarks] == [("hidden", "Texte caché.", "key_results")]
    assert [(one.reason, to_text(one.doc)) for one in plan.leftovers] == [
        ("title", "Rapport"),
        ("before", "Rapport national"),
    ]


def test_an_empty_list_with_letters(france_frame):
    plan = plan_for(read_path(CASES / "import/empty-lettered-list.html"), france_frame)
    assert [to_text(one.doc) for one in plan.leftovers] == ["Avant\n\nAprès"]


@pytest.mark.long
@pytest.mark.parametrize(
    ("call", "name", "back"),
    [("sdfootnote{}anc", "sdfootnote{}sym", "{}"), ("_ftnref{}", "_ftn{}", "[{}]"), ("ftnt_ref{}", "ftnt{}", "[{}]")],
)
def test_france_as_a_page_has_the_same_answers(france_frame, call, name, back):
    """With the notes named as LibreOffice, Word and Google Docs name them."""
    base = CASES / "france/00-base-ticked.docx"
    html = pypandoc.convert_file(str(base), "html", extra_args=["--standalone"])
    for number in range(7, 0, -1):
        for old, new in ((f"fnref{number}", call.format(number)), (f"fn{number}", name.format(number))):
            html = html.replace(f'"{old}"', f'"{new}"').replace(f'"#{old}"', f'"#{new}"')
    html = html.replace(' role="doc-noteref"', "").replace(' role="doc-backlink"', "").replace("↩︎", back.format(1))
    plan = plan_for(read("a.html", html.encode()), france_frame)
    assert answers_of(plan) == answers_of(plan_for(read_path(base), france_frame))


RESULTS = "Quels sont les principaux résultats enregistrés ?"
QUESTION = f"# 7. {RESULTS}\n\n"


def markdown(text: str, frame):
    return plan_for(read("a.md", (QUESTION + text).encode()), frame)


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("Un <pas une balise> mot, 3<4 et <x@e.org>.", "Un <pas une balise> mot, 3<4 et x@e.org."),
        ("<nom du ministère>", "<nom du ministère>"),
        ("Mesures :\n1) un\n2) deux", "Mesures :\n\n1. un\n2. deux"),
        ("Mesures :\n- un\n- deux", "Mesures :\n\n- un\n- deux"),
        ("a) un\nb) deux", "a) un\n\nb) deux"),
        ("H<sub>2</sub>O<br>et `<code>`[^1]\n\n[^1]: Note <ici>.", "H2O\net <code>[1]\n\n[1] Note <ici>."),
    ],
)  # fmt: skip
def test_markdown_keeps_every_word(france_frame, written, text):
    plan = markdown(written, france_frame)
    assert answers_of(plan) == {"key_results": text}
    assert (plan.leftovers, plan.remarks) == ([], [])


@pytest.mark.parametrize(
    ("written", "what", "said"),
    [
        ("Un<!-- à vérifier --> mot.", "comment", "à vérifier"),
        ("<!--\nà vérifier\n-->\n\nUn mot.", "comment", "à vérifier"),
        ('Un<span style="display:none">caché</span> mot.', "hidden", "caché"),
        ("<p hidden>caché</p>\n\nUn mot.", "hidden", "caché"),
    ],
)
def test_what_markdown_does_not_show_is_no_text_and_is_named(france_frame, written, what, said):
    plan = markdown(written, france_frame)
    assert answers_of(plan) == {"key_results": "Un mot."}
    assert [(one.what, one.text, one.near) for one in plan.remarks] == [(what, said, "key_results")]


def test_boxes_in_markdown_are_ticks(france_frame):
    text = "x\n\n# 24. Le mécanisme des pays pionniers a-t-il été jugé utile? *\n\n"
    for boxes in (
        "- [x] Oui\n- [ ] Non",
        "<input type=checkbox checked> Oui\n<input type=checkbox> Non",
        "(x) Oui\n( ) Non",
    ):
        assert answers_of(markdown(text + boxes, france_frame))["mechanism_useful"] == "yes"


def test_a_column_that_counts_for_two_loses_no_cell(france_frame):
    table = "<table><col span=2 width=87><tr><td>un<td>deux<tr><td>trois<td>quatre</table>"
    plan = plan_for(read("a.html", f"<h1>7. {RESULTS}</h1>{table}".encode()), france_frame)
    rows = [[build.cell("un"), build.cell("deux")], [build.cell("trois"), build.cell("quatre")]]
    assert [one.value for one in plan.answers] == [build.doc(build.table(rows, header=False))]
    assert plan.leftovers == []
