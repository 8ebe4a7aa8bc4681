"""What people and other programs make of a text is read for what it is: lists, headings, links, quotations."""

import shutil

import pytest

from richtext.build import (
    blockquote,
    bold,
    bullet_list,
    cell,
    doc,
    footnote,
    heading,
    item,
    link,
    objective,
    ordered_list,
    paragraph,
    table,
    text,
)
from richtext.cleaning import normalise
from richtext.schema import validate
from tests.reports.word.editing import changed, patterns
from tests.richtext.word.test_identity import SITUATIONS
from tests.richtext.word.trip import back, hrefs, saved_by_libreoffice, written

NUMBERING = (
    '<w:abstractNum w:abstractNumId="7">'
    '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/></w:lvl>'
    '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="bullet"/></w:lvl></w:abstractNum>'
    '<w:num w:numId="70"><w:abstractNumId w:val="7"/></w:num></w:numbering>'
)


def of_body(xml: str, *, styles: str = "", relationships: str = "") -> dict:
    """What a file with this body says."""
    content = patterns(written(doc()), (r"<w:body>.*<w:sectPr>", f"<w:body>{xml}<w:sectPr>"))
    content = changed(content, ("</w:numbering>", NUMBERING), name="word/numbering.xml")
    content = changed(content, ("</w:styles>", f"{styles}</w:styles>"), name="word/styles.xml")
    content = changed(
        content, ("</Relationships>", f"{relationships}</Relationships>"), name="word/_rels/document.xml.rels"
    )
    read = back(content)
    validate(read)
    return read


def p(words: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{words}</w:t></w:r></w:p>"


def numbered(words: str, level: int = 0, number: int = 70) -> str:
    return p(words, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')


def test_a_list_of_word_with_a_list_in_it():
    assert of_body(numbered("a") + numbered("b", 1) + numbered("c", 1) + numbered("d")) == normalise(
        doc(ordered_list(item("a", bullet_list("b", "c")), "d"))
    )


def test_a_list_that_goes_on_after_a_paragraph_goes_on_counting():
    assert of_body(numbered("a") + numbered("b") + p("between") + numbered("c")) == normalise(
        doc(ordered_list("a", "b"), paragraph("between"), ordered_list("c", start=3))
    )


def test_a_level_that_was_left_out_is_no_level():
    assert of_body(numbered("a", 1) + numbered("b")) == normalise(doc(bullet_list("a"), ordered_list("b")))


def test_an_item_moved_out_of_a_deeper_list_stays_in_the_list():
    went = normalise(doc(bullet_list(item("a", bullet_list("b", "c")), "d")))
    moved = patterns(
        written(went),
        (r'<w:ilvl w:val="1"/><w:numId w:val="2"/></w:numPr></w:pPr><w:r><w:t xml:space="preserve">c',
         '<w:ilvl w:val="0"/><w:numId w:val="2"/></w:numPr></w:pPr><w:r><w:t xml:space="preserve">c'),
    )  # fmt: skip
    assert back(moved) == normalise(doc(bullet_list(item("a", bullet_list("b")), "c", "d")))


def test_headings_by_name_by_style_and_by_outline():
    named = '<w:style w:type="paragraph" w:styleId="Titre4"><w:name w:val="heading 4"/></w:style>'
    assert of_body(
        p("one", '<w:pStyle w:val="Heading1"/>')
        + p("two", '<w:pStyle w:val="Titre4"/>')
        + p("three", '<w:outlineLvl w:val="0"/>'),
        styles=named,
    ) == doc(heading(1, "one"), heading(2, "two"), heading(1, "three"))


def test_a_quotation_by_its_known_name():
    styles = '<w:style w:type="paragraph" w:styleId="IntenseQuote"><w:name w:val="Intense Quote"/></w:style>'
    assert of_body(p("said", '<w:pStyle w:val="IntenseQuote"/>') + p("after"), styles=styles) == doc(
        blockquote("said"), paragraph("after")
    )


def test_bold_by_a_style_of_characters_and_switched_off():
    styles = '<w:style w:type="character" w:styleId="Strong"><w:name w:val="Strong"/><w:rPr><w:b/></w:rPr></w:style>'
    body = '<w:p><w:r><w:rPr><w:rStyle w:val="Strong"/></w:rPr><w:t>yes</w:t></w:r></w:p>'
    off = '<w:p><w:r><w:rPr><w:rStyle w:val="Strong"/><w:b w:val="0"/></w:rPr><w:t>no</w:t></w:r></w:p>'
    assert of_body(body + off, styles=styles) == doc(paragraph(text("yes", bold)), paragraph("no"))


def test_links_by_field_and_with_an_anchor():
    parts = (
        '<w:fldChar w:fldCharType="begin"/>',
        '<w:instrText> HYPERLINK "https://example.org/x" </w:instrText>',
        '<w:fldChar w:fldCharType="separate"/>',
        "<w:t>one</w:t>",
        '<w:fldChar w:fldCharType="end"/>',
    )
    field = "".join(f"<w:r>{each}</w:r>" for each in parts)
    anchored = '<w:hyperlink r:id="rIdX" w:anchor="part"><w:r><w:t>two</w:t></w:r></w:hyperlink>'
    related = '<Relationship Id="rIdX" Type="x" Target="https://example.org/y" TargetMode="External"/>'
    assert of_body(f"<w:p>{field}{anchored}</w:p>", relationships=related) == doc(
        paragraph(text("one", link("https://example.org/x")), text("two", link("https://example.org/y#part")))
    )


def test_a_link_that_is_not_allowed_leaves_its_words():
    related = '<Relationship Id="rIdX" Type="x" Target="file:///c:/secret" TargetMode="External"/>'
    body = '<w:p><w:hyperlink r:id="rIdX"><w:r><w:t>words</w:t></w:r></w:hyperlink></w:p>'
    assert of_body(body, relationships=related) == doc(paragraph("words"))


def test_a_reference_whose_style_was_lost_is_known_by_where_it_leads():
    body = '<w:p><w:hyperlink w:anchor="objective_1_2_C"><w:r><w:t> 1.2.C</w:t></w:r></w:hyperlink></w:p>'
    assert of_body(body) == doc(paragraph(" ", objective("1.2.C")))


def test_a_footnote_that_word_made_loses_its_space_only():
    went = doc(paragraph("a", footnote("note")))
    tabbed = changed(written(went), ("> </w:t>", ">\u00a0</w:t>"), name="word/footnotes.xml")
    assert back(tabbed) == went


def test_a_table_of_word_with_a_deleted_row_and_a_heading_in_a_cell():
    big = p("big", '<w:pStyle w:val="Heading1"/>')
    rows = (
        f"<w:tr><w:trPr><w:tblHeader/></w:trPr><w:tc>{p('head')}</w:tc></w:tr>"
        f'<w:tr><w:trPr><w:del w:id="1" w:author="Ada"/></w:trPr><w:tc>{p("gone")}</w:tc></w:tr>'
        f"<w:tr><w:tc>{big}</w:tc></w:tr>"
    )
    assert of_body(f"<w:tbl>{rows}</w:tbl>") == normalise(
        doc(table([[cell("head", header=True)], [cell(paragraph(text("big", bold)))]], header=False))
    )


def test_a_table_within_a_table_gives_its_paragraphs():
    inner = f"<w:tbl><w:tr><w:tc>{p('x')}</w:tc><w:tc>{p('y')}</w:tc></w:tr></w:tbl>"
    assert of_body(f"<w:tbl><w:tr><w:tc>{p('before')}{inner}{p('after')}</w:tc></w:tr></w:tbl>") == normalise(
        doc(table([[cell("before", "x", "y", "after")]], header=False))
    )


def test_nothing_stands_too_deep():
    deep = "".join(numbered(str(level), level) for level in range(9))
    read = of_body(deep)
    assert [each for each in "012345678" if f"'text': '{each}'" not in str(read)] == []


@pytest.mark.long
@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not on this machine")
def test_libreoffice_saves_it_and_it_comes_back_the_same(tmp_path):
    made = {f"{number}.docx": normalise(document) for number, document in enumerate(SITUATIONS.values())}
    for name, document in made.items():
        (tmp_path / name).write_bytes(written(document))
    saved = saved_by_libreoffice(tmp_path, tmp_path / "saved", list(made))

    assert {name: back(saved[name], hrefs(document)) for name, document in made.items()} == made
