import pytest

from reports.importing.blocks import to_blocks, units_of
from reports.importing.inlines import Remark, bare, cut, lines, plain_text, trimmed
from reports.importing.reading import run_pandoc
from richtext import build
from richtext.cleaning import normalise
from richtext.schema import validate
from tests.reports.importing.shapes import units


def document(markdown: str, kind: str = "markdown"):
    """The document that a text becomes, and what has no place in it."""
    tree = run_pandoc(kind, markdown.encode())
    made, remarks = units_of(tree)
    doc = normalise(build.doc(*to_blocks(made)))
    validate(doc)
    return doc, remarks


def test_formatting_survives():
    doc, remarks = document('Un **mot *gras* **, 1^ère^, H~2~O, [lien](https://example.org), `code` et "guillemets".')
    assert remarks == []
    assert doc == build.doc(
        build.paragraph(
            "Un ",
            build.text("mot ", build.bold),
            build.text("gras", build.bold, build.italic),
            build.text(" ", build.bold),
            ", 1",
            build.text("ère", build.superscript),
            ", H",
            build.text("2", build.subscript),
            "O, ",
            build.text("lien", build.link("https://example.org")),
            ', code et "guillemets".',
        )
    )


def test_a_footnote_stands_where_it_is_called():
    doc, _ = document("Le Forum[^1] s'est réuni.\n\n[^1]: Cinq *groupes*.\n\n    Deux paragraphes.\n")
    note = build.footnote("Cinq ", build.text("groupes", build.italic), ".", build.hard_break(), "Deux paragraphes.")
    assert doc == build.doc(build.paragraph("Le Forum", note, " s'est réuni."))


def test_a_link_that_leads_nowhere_becomes_text_and_is_listed():
    doc, remarks = document("[ici](#la) et [là](javascript:alert) et [*mail*](mailto:a@b.c)")
    assert remarks == [Remark("dangling_link", "ici (#la)", 1), Remark("refused_link", "là (javascript:alert)", 1)]
    assert doc == build.doc(
        build.paragraph("ici et là et ", build.text("mail", build.link("mailto:a@b.c"), build.italic))
    )


def test_lists_keep_their_numbers_and_what_is_in_them():
    doc, _ = document("3. trois\n\n    suite\n\n    - dedans\n\n4. quatre\n\nFin\n")
    assert doc == build.doc(
        build.ordered_list(build.item("trois", "suite", build.bullet_list("dedans")), build.item("quatre"), start=3),
        build.paragraph("Fin"),
    )


def test_a_list_with_letters_is_listed():
    doc, remarks = document("<ol type='a'><li>premier</li></ol>", "html")
    assert doc == build.doc(build.ordered_list("premier"))
    assert remarks == [Remark("lettered_list", "premier", 1)]


def test_tables_keep_their_merged_cells():
    html = (
        "<table><tr><th colspan='2'>Région</th></tr><tr><td rowspan='2'>Nord</td><td>1</td></tr>"
        "<tr><td><ul><li>2</li></ul></td></tr></table>"
    )
    doc, _ = document(html, "html")
    assert doc == build.doc(
        build.table(
            [
                [build.cell("Région", header=True, colspan=2)],
                [build.cell("Nord", rowspan=2), build.cell("1")],
                [build.cell(build.bullet_list("2"))],
            ],
            header=False,
        )
    )


def test_quotations_lines_and_code():
    doc, _ = document("> Cité.\n\n| une ligne\n| une autre\n\n```\na\nb\n```\n")
    assert doc == build.doc(
        build.blockquote("Cité."),
        build.paragraph("une ligne", build.hard_break(), "une autre"),
        build.paragraph("a", build.hard_break(), "b"),
    )


def test_what_an_item_cannot_hold_becomes_paragraphs():
    doc, _ = document("<ul><li><h2>Titre</h2><table><tr><td>a</td><td>b</td></tr></table></li></ul>", "html")
    assert doc == build.doc(build.bullet_list(build.item(build.paragraph(build.text("Titre", build.bold)), "a", "b")))


def test_lists_nested_deeper_than_the_schema_allows_keep_every_word():
    doc, _ = document("".join("  " * depth * 2 + f"- mot{depth}\n\n" for depth in range(9)))
    text = str(doc)
    assert all(f"mot{depth}" in text for depth in range(9))


def test_a_picture_is_listed_with_its_description():
    doc, remarks = document("Avant ![une affiche](a.png) après.")
    assert remarks == [Remark("picture", "une affiche", 1)]
    assert doc == build.doc(build.paragraph("Avant  après."))


def test_headings_and_their_levels():
    assert [(unit.level, unit.text) for unit in units("# Un\n\n### Trois\n\ntexte\n")] == [
        (1, "Un"),
        (3, "Trois"),
        (0, "texte"),
    ]


def test_the_title_of_the_document_comes_first():
    assert [(unit.origin, unit.text) for unit in units("---\ntitle: Le titre\nlang: fr\n---\n\nTexte.\n")] == [
        ("title", "Le titre"),
        ("", "Texte."),
    ]


NOTE = build.footnote("n")
CONTENT = [build.text("ab"), NOTE, build.hard_break(), build.text("cd", build.bold)]


@pytest.mark.parametrize(
    ("offset", "before", "after"),
    [
        (0, [], CONTENT),
        (1, [build.text("a")], [build.text("b"), *CONTENT[1:]]),
        (2, [build.text("ab"), NOTE], CONTENT[2:]),
        (4, [*CONTENT[:3], build.text("c", build.bold)], [build.text("d", build.bold)]),
        (9, CONTENT, []),
    ],
)
def test_content_is_cut_at_an_offset_and_a_footnote_stays_with_its_word(offset, before, after):
    assert cut(CONTENT, offset) == (before, after)


def test_white_space_at_the_ends_goes_and_footnotes_stay():
    assert trimmed([build.hard_break(), NOTE, build.text("  a "), NOTE]) == [NOTE, build.text("a"), NOTE]
    assert trimmed([build.text("  "), NOTE]) == [NOTE]


def test_lines_are_parted_at_the_breaks():
    assert [plain_text(line) for line in lines(CONTENT)] == ["ab", "cd"]


def test_hints_are_taken_off_in_footnotes_too():
    assert bare(
        [{**build.text("a"), "hints": ["strike"]}, build.footnote({**build.text("b"), "hints": ["strike"]})]
    ) == [
        build.text("a"),
        build.footnote("b"),
    ]
