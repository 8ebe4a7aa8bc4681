"""What Word shows is text or is named with its question; what Word hides is no text."""

from io import BytesIO
from zipfile import ZipFile

import pytest

from files.checks import Refused
from reports.importing.planning import plan_for
from reports.importing.reading import read
from richtext.reading import to_text
from tests.reports.importing.word_files import (
    DECLARED,
    USEFUL,
    box,
    control,
    drawing,
    field,
    levels,
    old_box,
    p,
    question,
    r,
    relation,
    word,
)

HIDDEN = "<w:vanish/>"


def seen(france_frame, body: str, asked: str = question(), **more):
    """What becomes of what stands below a question: the answer's text, what is left out, what is left over."""
    plan = plan_for(read("a.docx", word(asked + body, **more)), france_frame)
    said = [to_text(answer.value) if answer.kind == "rich_text" else answer.value for answer in plan.answers]
    out = [(one.what, one.text) for one in plan.remarks]
    assert {one.near for one in plan.remarks if one.what not in ("unknown_part", "damaged_part")} <= {
        found.key for found in plan.found
    }
    return "\n\n".join(map(str, said)), out, [to_text(one.doc) for one in plan.leftovers]


def ruby(base: str, above: str) -> str:
    return f"<w:r><w:ruby><w:rt>{r(above)}</w:rt><w:rubyBase>{r(base)}</w:rubyBase></w:ruby></w:r>"


def simple(instruction: str, result: str) -> str:
    return f'<w:fldSimple w:instr=" {instruction} ">{r(result)}</w:fldSimple>'


def style(kind: str, name: str, run: str, more: str = "") -> str:
    return f'<w:style w:type="{kind}" w:styleId="{name}"><w:name w:val="{name}"/>{more}<w:rPr>{run}</w:rPr></w:style>'


SHOWN = {
    "simple field": (p("le ", simple("DATE", "3 mars"), " ici"), "le 3 mars ici"),
    "field": (p("le ", field("DATE", r("3 mars")), " ici"), "le 3 mars ici"),
    "field in a field": (
        p(field("IF 1 = 1", r("a ") + field("REF x", r("b")) + r(" c"))),
        "a b c",
    ),
    "field over two paragraphs": (
        p('<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> INCLUDETEXT x </w:instrText></w:r>'
          '<w:r><w:fldChar w:fldCharType="separate"/></w:r>', "un")
        + p("deux", '<w:r><w:fldChar w:fldCharType="end"/></w:r>', " trois"),
        "un\n\ndeux trois",
    ),
    "field that never ends": (p('<w:r><w:fldChar w:fldCharType="begin"/></w:r>', "un") + p("deux"), "un\n\ndeux"),
    "caption": (p("Tableau ", simple("SEQ Tableau", "3"), " : foyers"), "Tableau 3 : foyers"),
    "number of a page": (p("page ", field("PAGEREF _R \\h", r("12"))), "page 12"),
    "symbol by a field": (p(field('SYMBOL 252 \\f "Wingdings"'), " fait"), "✓ fait"),
    "custom XML in a line": (p("à ", '<w:customXml w:element="a">' + r("Bouaké") + "</w:customXml>", "."), "à Bouaké."),
    "custom XML around": ('<w:customXml w:element="a">' + p("un") + "</w:customXml>", "un"),
    "smart tag": (p("à ", '<w:smartTag w:element="a">' + r("Lyon") + "</w:smartTag>"), "à Lyon"),
    "direction": (p(f'<w:bdo w:val="rtl">{r("abc")}</w:bdo>', f'<w:dir w:val="rtl">{r("def")}</w:dir>'), "abcdef"),
    "ruby": (p("un ", ruby("mot", "lu"), " ici"), "un mot (lu) ici"),
    "box": (p("un", box(p("deux"), p("37"))) + p("trois"), "un\n\ndeux\n\n37\n\ntrois"),
    "old box": (p("un", old_box(p("2037"))) + p("trois"), "un\n\n2037\n\ntrois"),
    "box in two ways": (
        p("un", '<w:r><mc:AlternateContent><mc:Choice Requires="wps">'
          + box(p("deux")).removeprefix("<w:r>").removesuffix("</w:r>")
          + "</mc:Choice><mc:Fallback>" + old_box(p("deux")).removeprefix("<w:r>").removesuffix("</w:r>")
          + "</mc:Fallback></mc:AlternateContent></w:r>"),
        "un\n\ndeux",
    ),
    "a choice that nobody knows": (
        p('<w:r><mc:AlternateContent><mc:Choice Requires="zz"><w:t>non</w:t></mc:Choice><mc:Fallback><w:t>oui</w:t>'
          "</mc:Fallback></mc:AlternateContent></w:r>"),
        "oui",
    ),
    "box in a box": (p(box(p("un", box(p("deux"))))), "un\n\ndeux"),
    "box in a cell": (f"<w:tbl><w:tr><w:tc>{p('a', box(p('b')))}</w:tc></w:tr></w:tbl>", "a b"),
    "control": (control(p("un")) + p("deux ", control(r("trois"))), "un\n\ndeux trois"),
    "date control": (p(control(r("3 mars"), '<w:date w:fullDate="2023-03-03T00:00:00Z"/>')), "3 mars"),
    "list control": (
        p(control(r("Non"), '<w:dropDownList><w:listItem w:displayText="Choisir" w:value=""/></w:dropDownList>')),
        "Non",
    ),
    "sign": (p('<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>', " un"), "☑ un"),
    "letters that are signs": (p(r("þ", '<w:rFonts w:ascii="Wingdings"/>'), " En cours"), "☑ En cours"),
    "letters that are signs, of another font": (p(r("R", '<w:rFonts w:ascii="Wingdings 2"/>'), " un"), "☑ un"),
    "private letters": (p("\uf0a8 un"), "☐ un"),
    "hidden by a style and by its paragraph, which is shown": (
        p(r("un", '<w:rStyle w:val="C"/>'), properties='<w:pStyle w:val="P"/>'),
        "un",
    ),
    "hidden by a style and shown by itself": (p(r("un", '<w:rStyle w:val="C"/><w:vanish w:val="0"/>')), "un"),
    "line and tab of other names": (
        p("<w:r><w:t>un</w:t><w:cr/><w:t>deux</w:t><w:ptab/><w:t>trois</w:t></w:r>"),
        "un\ndeux trois",
    ),
    "marks of ours in the file": (p("a\ufdd00\ufdd1b"), "a0b"),
    "paragraphs joined under tracked changes": (
        p("un ", properties='<w:rPr><w:del w:id="1" w:author="A"/></w:rPr>') + p("deux"),
        "un deux",
    ),
}  # fmt: skip


@pytest.mark.parametrize("situation", SHOWN)
def test_what_word_shows_is_text(france_frame, situation):
    body, text = SHOWN[situation]
    styles = style("character", "C", HIDDEN) + style("paragraph", "P", HIDDEN)
    assert seen(france_frame, body, styles=styles) == (text, [], [])


@pytest.mark.parametrize("situation", ["simple field", "box", "control", "custom XML around", "ruby"])
def test_the_strict_variant_is_read_alike(france_frame, situation):
    body, text = SHOWN[situation]
    assert seen(france_frame, body, strict=True) == (text, [], [])


def test_prefixes_may_be_others(france_frame):
    content = word(question() + p("un ", field("DATE", r("3 mars"))))
    made = BytesIO()
    with ZipFile(BytesIO(content)) as source, ZipFile(made, "w") as target:
        for name in source.namelist():
            part = source.read(name).decode()
            part = part.replace("<w:", "<ns0:").replace("</w:", "</ns0:").replace(" w:", " ns0:")
            target.writestr(name, part.replace("xmlns:w=", "xmlns:ns0="))
    plan = plan_for(read("a.docx", made.getvalue()), france_frame)
    assert to_text(plan.answers[0].value) == "un 3 mars"


SHAPE = '<wps:wsp><wps:cNvPr id="2" name="B"{}/><wps:txbx><w:txbxContent>{}</w:txbxContent></wps:txbx></wps:wsp>'

UNSEEN = {
    "run": p("un ", r("secret", HIDDEN)),
    "style of the run": p("un ", r("secret", '<w:rStyle w:val="C"/>')),
    "style that another is based on": p("un ", r("secret", '<w:rStyle w:val="D"/>')),
    "style of the paragraph": p("un ") + p("secret", properties='<w:pStyle w:val="P"/>'),
    "style of the table": (
        p("un ") + f'<w:tbl><w:tblPr><w:tblStyle w:val="T"/></w:tblPr><w:tr><w:tc>{p("secret")}</w:tc></w:tr></w:tbl>'
    ),
    "several runs": p("un ", r("se", HIDDEN), r("cret", HIDDEN)),
    "hidden always": p("un ", r("secret", "<w:specVanish/>")),
    "hidden on the web": p("un ", r("secret", "<w:webHidden/>")),
    "box": p("un ", "<w:r><w:rPr><w:vanish/></w:rPr>" + box(p("secret")).removeprefix("<w:r>")),
    "drawing that is hidden": p(
        "un ", box(p("secret")).replace('<wp:docPr id="1" name="D"/>', '<wp:docPr id="1" name="D" hidden="1"/>')
    ),
    "shape of a group": p(
        "un ",
        drawing("<x:g>" + SHAPE.format(" hidden='1'", p("secret")) + SHAPE.format("", "") + "</x:g>"),
    ),
    "shape of an old group": p(
        "un ",
        '<w:r><w:pict><v:group><v:shape style="visibility: hidden"><v:textbox><w:txbxContent>'
        + p("secret")
        + "</w:txbxContent></v:textbox></v:shape><v:shape/></v:group></w:pict></w:r>",
    ),
    "what is written above": p(
        f"<w:r><w:ruby><w:rt>{r('secret', HIDDEN)}</w:rt><w:rubyBase>{r('un')}</w:rubyBase></w:ruby></w:r>"
    ),
    "inside of a link": p("un ", f'<w:hyperlink w:anchor="_x">{r("secret", HIDDEN)}</w:hyperlink>'),
    "inside of a control": p("un ", control(r("secret", HIDDEN))),
    "inside of an insertion": p("un ", f'<w:ins w:id="1" w:author="A">{r("secret", HIDDEN)}</w:ins>'),
    "result of a field": p("un ", field("REF x", r("secret", HIDDEN))),
    "row": p("un ") + "<w:tbl><w:tr><w:trPr><w:hidden/></w:trPr><w:tc>" + p("secret") + "</w:tc></w:tr></w:tbl>",
    "field that shows nothing": p("un ", field('SET x "secret"', r("secret"))),
    "simple field that shows nothing": p("un ", simple("ASK x", "secret")),
    "equation": p("un ", "<m:oMath><m:r><w:rPr><w:vanish/></w:rPr><m:t>secret</m:t></m:r></m:oMath>"),
}


@pytest.mark.parametrize("situation", UNSEEN)
def test_what_word_hides_is_named_and_is_no_text(france_frame, situation):
    styles = (
        style("character", "C", HIDDEN)
        + style("character", "D", "", '<w:basedOn w:val="C"/>')
        + style("paragraph", "P", HIDDEN)
        + style("table", "T", HIDDEN)
    )
    assert seen(france_frame, UNSEEN[situation], styles=styles) == ("un", [("hidden", "secret")], [])


@pytest.mark.parametrize(
    ("reference", "out"),
    [
        ('<w:r><w:rPr><w:vanish/></w:rPr><w:t>se</w:t><w:footnoteReference w:id="2"/></w:r>', ("hidden", "se cret")),
        (control('<w:r><w:t>Ici</w:t><w:footnoteReference w:id="2"/></w:r>', "<w:showingPlcHdr/>"),
         ("placeholder", "Ici cret")),
    ],
)  # fmt: skip
def test_a_note_is_hidden_with_its_reference(france_frame, reference, out):
    notes = f'<w:footnotes><w:footnote w:id="2">{p("cret")}</w:footnote></w:footnotes>'
    more = {"relations": relation("rF", "footnotes", "footnotes.xml"), "word__footnotes_dot_xml": notes}
    assert seen(france_frame, p("un", reference), **more) == ("un", [out], [])


def test_a_note_that_nothing_refers_to_is_not_shown():
    notes = f'<w:footnotes><w:footnote w:id="2">{p("secret")}</w:footnote></w:footnotes>'
    content = word(p("un"), relations=relation("rF", "footnotes", "footnotes.xml"), word__footnotes_dot_xml=notes)
    reading = read("a.docx", content)
    assert ([one.text for one in reading.left_out], reading.paragraphs) == (["secret"], [("text", "un")])


def test_a_hidden_row_leaves_the_others(france_frame):
    row = "<w:tr>{}<w:tc>{}</w:tc></w:tr>"
    hidden = "<w:trPr><w:hidden{}/></w:trPr>"
    rows = [("", "un"), (hidden.format(""), "secret"), (hidden.format(' w:val="0"'), "deux")]
    table = "<w:tbl>" + "".join(row.format(properties, p(text)) for properties, text in rows) + "</w:tbl>"
    assert seen(france_frame, table) == ("un\ndeux", [("hidden", "secret")], [])


def test_a_hidden_end_of_a_paragraph_hides_no_text(france_frame):
    assert seen(france_frame, p("un", properties=f"<w:rPr>{HIDDEN}</w:rPr>") + p("deux")) == ("un\n\ndeux", [], [])


@pytest.mark.parametrize("inside", [p("Confidentiel 12"), p(box(p("Confidentiel 12")))])
def test_a_file_with_text_in_its_heads_alone_is_read(france_frame, inside):
    more = {"relations": relation("rH", "header", "header1.xml"), "word__header1_dot_xml": f"<w:hdr>{inside}</w:hdr>"}
    plan = plan_for(read("a.docx", word(p(""), **more)), france_frame)
    assert [(to_text(one.doc), one.reason) for one in plan.leftovers] == [("Confidentiel 12", "header")]


def test_what_all_text_has_hides_too(france_frame):
    styles = "<w:docDefaults><w:rPrDefault><w:rPr><w:vanish/></w:rPr></w:rPrDefault></w:docDefaults>"
    body = p(r("un", '<w:vanish w:val="0"/>'), "secret")
    asked = question().replace("<w:rPr></w:rPr>", '<w:rPr><w:vanish w:val="0"/></w:rPr>')
    assert seen(france_frame, body, asked, styles=styles) == ("un", [("hidden", "secret")], [])


def test_an_entry_of_an_index_is_nothing_that_was_hidden(france_frame):
    entry = field("XE &quot;enfants&quot;").replace("<w:r>", "<w:r><w:rPr><w:vanish/></w:rPr>")
    assert seen(france_frame, p("un", entry)) == ("un", [], [])


INVITING = {
    "block": control(p("Cliquez ici"), "<w:showingPlcHdr/>"),
    "line": p(control(r("Cliquez ici"), "<w:showingPlcHdr/>")),
    "bound to data": p(control(r("Cliquez ici"), '<w:dataBinding w:xpath="/a"/><w:showingPlcHdr/>')),
    "cell": "<w:tbl><w:tr>" + control(f"<w:tc>{p('Cliquez ici')}</w:tc>", "<w:showingPlcHdr/>") + "</w:tr></w:tbl>",
    "style alone": p(r("Cliquez ici", '<w:rStyle w:val="PlaceholderText"/>')),
    "first of a list": p(
        control(r("Cliquez ici"), '<w:comboBox><w:listItem w:displayText="Cliquez ici" w:value=""/></w:comboBox>')
    ),
    "macro": p(field("MACROBUTTON NoMacro Cliquez ici")),
    "old text field": p(
        field(
            "FORMTEXT",
            r("Cliquez ici"),
            '<w:ffData><w:textInput><w:default w:val="Cliquez ici"/></w:textInput></w:ffData>',
        )
    ),
}


@pytest.mark.parametrize(
    "prompt",
    [
        "Choose an item.",
        "Choisissez un élément.",
        "Elija un elemento.",
        "Escolha um item.",
        "Wählen Sie ein Element aus.",
    ],
)
def test_a_list_shows_its_prompt_in_any_language(france_frame, prompt):
    items = f'<w:listItem w:value="{prompt}"/><w:listItem w:displayText="Oui" w:value="1"/>'
    listed = f"<w:dropDownList>{items}</w:dropDownList>"
    assert seen(france_frame, p("un ", control(r(prompt), listed))) == ("un", [("placeholder", prompt)], [])
    assert seen(france_frame, p("un ", control(r("Oui"), listed))) == ("un Oui", [], [])


@pytest.mark.parametrize(
    ("result", "expected"),
    [
        (r("Saisir ") + r("ici"), ("un", [("placeholder", "Saisir ici")], [])),
        (r("Saisir ici") + r(" dix"), ("un Saisir ici dix", [], [])),
        (r("\u2002" * 5), ("un", [], [])),
    ],
)
def test_a_text_field_is_unfilled_where_its_prompt_is_all_that_it_shows(france_frame, result, expected):
    data = '<w:ffData><w:textInput><w:default w:val="Saisir ici"/></w:textInput></w:ffData>'
    assert seen(france_frame, p("un ", field("FORMTEXT", result, data))) == expected


@pytest.mark.parametrize("situation", INVITING)
def test_what_invites_to_write_is_no_answer(france_frame, situation):
    assert seen(france_frame, p("Il y a :") + INVITING[situation]) == (
        "Il y a :",
        [("placeholder", "Cliquez ici")],
        [],
    )


def drop_down(inside: str) -> str:
    entries = "".join(f'<w:listEntry w:val="{each}"/>' for each in ("Oui", "Non"))
    return p(field("FORMDROPDOWN", data=f"<w:ffData><w:ddList>{inside}{entries}</w:ddList></w:ffData>"))


@pytest.mark.parametrize(
    ("inside", "expected"),
    [
        ('<w:result w:val="1"/>', ("no", [], [])),
        ('<w:result w:val="0"/>', ("yes", [], [])),
        ('<w:default w:val="1"/>', ("no", [], [])),
        ("", ("", [("drop_down", "Oui")], [])),
        ('<w:result w:val="7"/>', ("", [], [])),
    ],
)
def test_drop_down_lists_of_old_forms(france_frame, inside, expected):
    assert seen(france_frame, drop_down(inside), question(USEFUL)) == expected


DIAGRAM = drawing('<dgm:relIds r:dm="rD"/>')
CHART = drawing('<c:chart r:id="rC"/>')
NEWER_CHART = drawing('<x:chart r:id="rE"/>')
PICTURE = "<pic:pic/>"

NAMED = {
    "diagram": (DIAGRAM, ("diagram", "Former; Contrôler")),
    "chart": (CHART, ("chart", "Contrôles; 2021; 2022; 120; 120; 450")),
    "chart of a newer kind": (NEWER_CHART, ("chart", "Étapes; Former; 7; 7; Total")),
    "picture": (drawing(PICTURE, '<wp:docPr id="1" name="D" descr="Une affiche"/>'), ("picture", "Une affiche")),
    "drawing of an unknown kind": (drawing("<x:y/>"), ("picture", "")),
    "old picture": ('<w:r><w:pict><v:shape alt="Carte"><v:imagedata/></v:shape></w:pict></w:r>', ("picture", "Carte")),
    "words drawn": (
        '<w:r><w:pict><v:shape><v:textpath string="PROJET"/></v:shape></w:pict></w:r>',
        ("drawn_text", "PROJET"),
    ),
    "file in the file": (
        '<w:r><w:object><v:shape><v:imagedata/></v:shape><o:OLEObject ProgID="Excel.Sheet.12"/></w:object></w:r>',
        ("object", "Excel.Sheet.12"),
    ),
    "control of a page": ('<w:r><w:object><w:control w:name="TextBox1"/></w:object></w:r>', ("control", "TextBox1")),
    "number without a result": (field("LISTNUM"), ("field", "LISTNUM")),
    "unknown element in a run": ("<w:r><w:new><w:t>neuf</w:t></w:new></w:r>", ("unknown_element", "neuf")),
    "unknown element in a paragraph": (f"<w:new>{r('neuf')}</w:new>", ("unknown_element", "neuf")),
    "element of somebody else": (f"<x:new>{r('neuf')}</x:new>", ("unknown_element", "neuf")),
}


@pytest.mark.parametrize("situation", NAMED)
def test_what_no_answer_can_hold_is_named_with_its_question(france_frame, situation):
    run, named = NAMED[situation]
    words = "".join(
        f"<dgm:pt><dgm:t><a:p><a:r><a:t>{each}</a:t></a:r></a:p></dgm:t></dgm:pt>" for each in ("Former", "Contrôler")
    )
    title = "<c:title><a:p><a:r><a:t>Contrôles</a:t></a:r></a:p></c:title>"
    figures = "".join(f"<c:pt><c:v>{each}</c:v></c:pt>" for each in (2021, 2022, 120, 120, 450))
    parts = {
        "word__diagrams__data1_dot_xml": f"<dgm:dataModel>{words}</dgm:dataModel>",
        "word__charts__chart1_dot_xml": f"<c:chartSpace>{title}{figures}</c:chartSpace>",
        "word__charts__chartEx1_dot_xml": "<x:chartSpace><x:v>Étapes</x:v><x:pt>Former</x:pt><x:pt>7</x:pt>"
        "<x:pt>7</x:pt><x:tx><x:txData><x:v>Total</x:v></x:txData></x:tx></x:chartSpace>",
    }
    relations = relation("rD", "diagramData", "diagrams/data1.xml") + relation("rC", "chart", "/word/charts/chart1.xml")
    relations += relation("rE", "chartEx", "charts/chartEx1.xml")
    assert seen(france_frame, p("un ", run), relations=relations, **parts) == ("un", [named], [])


def test_an_unknown_element_around_paragraphs_is_named(france_frame):
    assert seen(france_frame, p("un") + f"<w:new>{p('neuf')}</w:new>") == ("un", [("unknown_element", "neuf")], [])


def test_an_unknown_part_is_named(france_frame):
    body, more = p("un"), relation("rX", "hologram", "holograms/one.xml")
    assert seen(france_frame, body, relations=more) == ("un", [("unknown_part", "word/holograms/one.xml")], [])


def test_the_alternative_texts_of_a_table_are_named_once(france_frame):
    told = '<w:tblPr><w:tblCaption w:val="Foyers"/><w:tblDescription w:val="Foyers"/></w:tblPr>'
    table = f"<w:tbl>{told}<w:tr><w:tc>{p('a')}</w:tc></w:tr></w:tbl>"
    assert seen(france_frame, table) == ("a", [("alternative_text", "Foyers")], [])


def test_a_row_that_was_deleted_is_named(france_frame):
    gone = '<w:trPr><w:del w:id="1" w:author="A"/></w:trPr>'
    deleted = "<w:r><w:delText>ancien</w:delText></w:r>"
    old = p(f'<w:del w:id="2" w:author="A">{deleted}</w:del>')
    rows = f"<w:tr><w:tc>{p('a')}</w:tc></w:tr><w:tr>{gone}<w:tc>{old}</w:tc></w:tr>"
    assert seen(france_frame, f"<w:tbl>{rows}</w:tbl>") == ("a", [("deleted", "ancien")], [])


CHUNKS = {
    "html": ("chunk_dot_html", b"<html><body><p>Au milieu.</p></body></html>"),
    "html with a declaration": ("chunk_dot_htm", b"<!DOCTYPE html><html><body>Au milieu.</body></html>"),
    "text": ("chunk_dot_txt", b"Au milieu."),
    "rich text": ("chunk_dot_rtf", rb"{\rtf1\ansi Au milieu.\par}"),
    "Word": ("chunk_dot_docx", word(p("Au milieu."))),
}  # fmt: skip


@pytest.mark.parametrize("form", CHUNKS)
def test_a_text_that_lies_in_another_part_is_read_in_its_place(france_frame, form):
    name, content = CHUNKS[form]
    relations = relation("rA", "aFChunk", name.replace("_dot_", "."))
    body = p("Avant.") + '<w:altChunk r:id="rA"/>' + p("Après.")
    expected = ("Avant.\n\nAu milieu.\n\nAprès.", [], [])
    assert seen(france_frame, body, relations=relations, **{f"word__{name}": content}) == expected


def test_a_text_of_another_format_is_named(france_frame):
    body = p("Avant.") + '<w:altChunk r:id="rA"/>'
    relations = relation("rA", "aFChunk", "chunk.mht")
    assert seen(france_frame, body, relations=relations) == ("Avant.", [("chunk", "word/chunk.mht")], [])


def test_what_is_hidden_in_a_text_of_another_part_is_hidden(france_frame):
    inner = word(p("vu ", r("secret", HIDDEN)))
    relations = relation("rA", "aFChunk", "chunk.docx")
    said, out, left = seen(france_frame, '<w:altChunk r:id="rA"/>', relations=relations, word__chunk_dot_docx=inner)
    assert (said, out, left) == ("vu", [("hidden", "secret")], [])


def test_a_comment_and_its_reply_are_told_once_and_in_words(france_frame):
    comments = (
        f'<w:comment w:id="1" w:author="Jeanne">{p("À revoir.")}{p("Vite.")}</w:comment>'
        f'<w:comment w:id="2" w:author="Paul">{p("Fait.")}</w:comment>'
    )
    marks = "".join(f'<w:r><w:commentReference w:id="{each}"/></w:r>' for each in (1, 2))
    parts = {"word__comments_dot_xml": f"<w:comments>{comments}</w:comments>"}
    assert seen(france_frame, p("un", marks), **parts) == (
        "un",
        [("comment", "Jeanne: À revoir. Vite."), ("comment", "Paul: Fait.")],
        [],
    )


def test_what_is_hidden_of_an_equation_is_named(france_frame):
    hidden = f"<m:r><w:rPr>{HIDDEN}</w:rPr><m:t>secret</m:t></m:r>"
    equation = f"<m:oMath><m:r><m:t>a</m:t></m:r>{hidden}</m:oMath>"
    assert seen(france_frame, p("un ", equation)) == ("un a", [("hidden", "secret"), ("equation", "a")], [])


def test_what_was_moved_stands_where_it_went(france_frame):
    gone, come = (f'<w:{tag} w:id="1" w:author="A">{r("parti ")}</w:{tag}>' for tag in ("moveFrom", "moveTo"))
    assert seen(france_frame, p("un ", gone) + p(come, "deux")) == ("un\n\nparti deux", [("deleted", "parti")], [])


def test_an_equation_is_no_leftover(france_frame):
    fraction = (
        "<m:oMath><m:f><m:num><m:r><m:t>a</m:t></m:r></m:num><m:den><m:r><m:t>b</m:t></m:r></m:den></m:f></m:oMath>"
    )
    said, out, left = seen(france_frame, p("Le taux ", fraction, " baisse."))
    assert (said, [what for what, _text in out], left) == ("Le taux \\frac{a}{b} baisse.", ["equation"], [])


def test_heads_of_pages_are_left_over_without_the_numbers_of_pages(france_frame):
    head = f"<w:hdr {DECLARED}>" + p("Ministère, page ", field("PAGE", r("3"))) + "</w:hdr>"
    parts = {"word__header1_dot_xml": head.replace(f" {DECLARED}", "")}
    assert seen(france_frame, p("un"), **parts) == ("un", [], ["Ministère, page"])


def test_lines_of_a_contents_list_lose_the_numbers_of_their_pages(france_frame):
    lines = p('<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> TOC </w:instrText></w:r>'
              '<w:r><w:fldChar w:fldCharType="separate"/></w:r>', "Partie un", "<w:r><w:tab/></w:r>",
              field("PAGEREF _T1", r("4")), properties='<w:pStyle w:val="TOC1"/>')  # fmt: skip
    end = p('<w:r><w:fldChar w:fldCharType="end"/></w:r>')
    plan = plan_for(read("a.docx", word(lines + end + question() + p("un"))), france_frame)
    assert [to_text(one.doc).strip() for one in plan.leftovers] == ["Partie un"]


CONDITIONAL = "".join(
    f'<w:tblStylePr w:type="{kind}"><w:rPr>{run}</w:rPr></w:tblStylePr>'
    for kind, run in (("firstRow", HIDDEN), ("lastCol", HIDDEN), ("neCell", '<w:vanish w:val="0"/>'), ("band2Horz", ""))
)
PLACES = {
    "first row": ('w:val="0020"', "c | d\ne | f", ["a", "b"]),
    "first row, by name": ('w:firstRow="1" w:lastColumn="0"', "c | d\ne | f", ["a", "b"]),
    "last column": ('w:val="0020" w:firstRow="0" w:lastColumn="true"', "a |\nc |\ne |", ["b", "d", "f"]),
    "both, and their corner is shown": ('w:firstRow="1" w:lastColumn="1"', " | b\nc |\ne |", ["a", "d", "f"]),
    "neither": ('w:val="0600"', "a | b\nc | d\ne | f", []),
}


@pytest.mark.parametrize("place", PLACES)
def test_cells_that_the_style_of_a_table_hides_by_their_place(france_frame, place):
    look, said, hidden = PLACES[place]
    rows = "".join(f"<w:tr>{''.join(f'<w:tc>{p(text)}</w:tc>' for text in row)}</w:tr>" for row in ("ab", "cd", "ef"))
    grid = '<w:tblGrid><w:gridCol w:w="9"/><w:gridCol w:w="9"/></w:tblGrid>'
    table = f'<w:tbl><w:tblPr><w:tblStyle w:val="T"/><w:tblLook {look}/></w:tblPr>{grid}{rows}</w:tbl>'
    styles = style("table", "B", "", CONDITIONAL) + style("table", "T", "", '<w:basedOn w:val="B"/>')
    assert seen(france_frame, table, styles=styles) == (said, [("hidden", text) for text in hidden], [])


@pytest.mark.parametrize(
    ("of_level", "of_mark", "is_hidden"),
    [
        (HIDDEN, "", True),
        ("", HIDDEN, True),
        ("", '<w:rStyle w:val="C"/>', True),
        ('<w:vanish w:val="0"/>', HIDDEN, False),
        ("", "", False),
    ],
)
def test_a_number_is_hidden_by_its_level_or_by_the_end_of_its_paragraph(france_frame, of_level, of_mark, is_hidden):
    body = "".join(
        p(text, properties=f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr><w:rPr>{mark}</w:rPr>')
        for text, mark in (("un", of_mark), ("deux", '<w:vanish w:val="0"/>'))
    )
    numbering = levels(("decimal", "Mesure %1"), more=f"<w:rPr>{of_level}</w:rPr>")
    second = "deux" if of_level == HIDDEN else "Mesure 2 deux"
    out = [("hidden", "Mesure 1"), *([("hidden", "Mesure 2")] if of_level == HIDDEN else [])]
    said = (f"un\n\n{second}", out, []) if is_hidden else (f"Mesure 1 un\n\n{second}", [], [])
    assert seen(france_frame, body, numbering=numbering, styles=style("character", "C", HIDDEN)) == said


@pytest.mark.parametrize("switch", [rb"{\v secret}", rb"\v secret\v0 ", rb"\v1 secret\plain "])
def test_rich_text_that_is_hidden_in_another_part_is_named(france_frame, switch):
    relations = relation("rA", "aFChunk", "chunk.rtf")
    chunk = rb"{\rtf1\ansi vu \\vu " + switch + rb" encore\par}"
    said = seen(france_frame, '<w:altChunk r:id="rA"/>', relations=relations, word__chunk_dot_rtf=chunk)
    assert said == ("vu \\vu encore", [("hidden", "secret")], [])


def test_a_document_below_this_one_is_named_by_its_file(france_frame):
    relations = relation("rD", "subDocument", "chapter2.docx").replace("/>", ' TargetMode="External"/>')
    for body in (p("un") + '<w:subDoc r:id="rD"/>', p("un", '<w:subDoc r:id="rD"/>')):
        assert seen(france_frame, body, relations=relations) == ("un", [("chunk", "chapter2.docx")], [])


@pytest.mark.parametrize("part", ["comments", "footnotes", "header1", "numbering", "charts/chart1"])
def test_a_part_that_is_damaged_is_named_and_the_rest_is_read(france_frame, part):
    content = {f"word__{part.replace('/', '__')}_dot_xml": b"<w:a><w:b></w:a>"}
    plan = plan_for(read("a.docx", word(question() + p("un"), **content)), france_frame)
    assert [to_text(one.value) for one in plan.answers] == ["un"]
    assert [(one.what, one.text) for one in plan.remarks] == [("damaged_part", f"word/{part}.xml")]


@pytest.mark.parametrize("part", ["document", "styles"])
def test_a_file_whose_text_or_styles_are_damaged_is_refused(part):
    with pytest.raises(Refused, match="The file is damaged"):
        read("a.docx", word(p("un"), **{f"word__{part}_dot_xml": b"<w:a><w:b></w:a>"}))


HIDDEN_PICTURES = {
    "in a hidden run": "<w:r><w:rPr><w:vanish/></w:rPr>"
    + drawing(PICTURE, '<wp:docPr id="1" name="D" descr="Une affiche"/>').removeprefix("<w:r>"),
    "hidden itself": drawing(PICTURE, '<wp:docPr id="1" name="D" hidden="1" descr="Une affiche"/>'),
    "old": '<w:r><w:rPr><w:vanish/></w:rPr><w:pict><v:shape alt="Une affiche"><v:imagedata/></v:shape></w:pict></w:r>',
}


@pytest.mark.parametrize("situation", HIDDEN_PICTURES)
def test_a_picture_that_is_hidden_is_named(france_frame, situation):
    out = [("hidden_picture", "Une affiche")]
    assert seen(france_frame, p("un", HIDDEN_PICTURES[situation])) == ("un", out, [])


def test_two_comments_that_say_the_same_are_both_told(france_frame):
    comments = "".join(f'<w:comment w:id="{n}" w:author="Jeanne">{p("À revoir.")}</w:comment>' for n in (1, 2))
    body = "".join(p("un", f'<w:r><w:commentReference w:id="{n}"/></w:r>') for n in (1, 2))
    parts = {"word__comments_dot_xml": f"<w:comments>{comments}</w:comments>"}
    assert seen(france_frame, body, **parts) == ("un\n\nun", [("comment", "Jeanne: À revoir.")] * 2, [])
