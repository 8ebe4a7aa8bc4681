import pytest
from django.utils import translation
from django.utils.safestring import SafeString

from richtext.build import (
    blockquote,
    bold,
    bullet_list,
    cell,
    doc,
    footnote,
    hard_break,
    heading,
    italic,
    item,
    link,
    objective,
    ordered_list,
    paragraph,
    subscript,
    superscript,
    table,
    text,
)
from richtext.html import to_html

SITE = link('https://example.org/?a=1&b="2"')
HREF = "https://example.org/?a=1&amp;b=&quot;2&quot;"


def test_blocks():
    document = doc(
        heading(1, "A"),
        heading(2, "B"),
        paragraph("C", hard_break(), "D"),
        blockquote("E", bullet_list("F")),
        bullet_list(item("G", ordered_list("H", "I", start=3)), item("J", paragraph("K")), item(paragraph())),
    )
    assert to_html(document) == (
        "<h4>A</h4><h5>B</h5><p>C<br>D</p><blockquote><p>E</p><ul><li>F</li></ul></blockquote>"
        '<ul><li>G<ol start="3"><li>H</li><li>I</li></ol></li><li><p>J</p><p>K</p></li><li></li></ul>'
    )
    assert isinstance(to_html(document), SafeString)


@pytest.mark.parametrize("base, expected", [(2, "<h2>A</h2><h3>B</h3>"), (6, "<h6>A</h6><h6>B</h6>")])
def test_headings_begin_at_the_level_of_the_page(base, expected):
    assert to_html(doc(heading(1, "A"), heading(2, "B")), heading_base=base) == expected


def test_what_is_empty_is_left_out():
    assert to_html(doc()) == ""
    assert to_html(doc(paragraph(), heading(1), paragraph("A"), blockquote(paragraph()))) == "<p>A</p>"


def test_everything_is_escaped():
    evil = "<script>alert('1')</script>&amp;\""
    safe = "&lt;script&gt;alert(&#x27;1&#x27;)&lt;/script&gt;&amp;amp;&quot;"
    document = doc(paragraph(evil, objective("1.2.C"), footnote(evil)))
    options = {"objective_url": lambda code: f"/?x={evil}", "objective_title": lambda code: evil}
    assert to_html(document, footnotes="float", id_prefix='"', **options) == (
        f'<p>{safe}<a class="objective" id="&quot;ref-1" title="{safe}" href="/?x={safe}">1.2.C</a>'
        f'<span class="footnote">{safe}</span></p>'
    )
    assert "<script" not in to_html(document, id_prefix='"><script>', **options)


def test_one_link_in_several_formattings_is_one_link_on_screen():
    marked = paragraph(text("a", SITE), text("b", SITE, bold), text("c", SITE, bold, italic), text("d", bold), "e")
    assert to_html(doc(marked)) == (
        f'<p><a href="{HREF}">a<strong>b<em>c</em></strong></a><strong>d</strong>e</p>'
    )  # fmt: skip


def test_in_print_the_formatting_is_outside_the_link():
    marked = paragraph(text("a", SITE), text("b", SITE, bold), text("c", bold, SITE, superscript), text("d", subscript))
    assert to_html(doc(marked), footnotes="float") == (
        f'<p><a href="{HREF}">a</a><strong><a href="{HREF}">b</a><sup><a href="{HREF}">c</a></sup></strong>'
        "<sub>d</sub></p>"
    )


def test_a_reference_leads_where_it_is_told_to():
    document = doc(paragraph(text("voir ", bold), objective("1.2.C", bold), objective("9"), objective("9")))
    assert to_html(document) == (
        '<p><strong>voir <span class="objective">1.2.C</span></strong>'
        '<span class="objective">9</span><span class="objective">9</span></p>'
    )
    urls = {"1.2.C": "/roadmap/#1.2.C"}
    titles = {"1.2.C": "Un guide"}
    shown = to_html(
        document, objective_url=urls.get, objective_title=lambda code: titles.get(code, ""), id_prefix="q7-"
    )
    assert shown == (
        '<p><strong>voir <a class="objective" id="q7-ref-1" title="Un guide" href="/roadmap/#1.2.C">1.2.C</a></strong>'
        '<span class="objective" id="q7-ref-2">9</span><span class="objective" id="q7-ref-3">9</span></p>'
    )


@pytest.mark.parametrize(
    "mode, expected",
    [
        ("aside", f'<a href="{HREF}">a</a><span class="objective"><a href="{HREF}"><strong>1.1</strong></a></span>'),
        ("float", f'<a href="{HREF}">a</a><span class="objective"><strong><a href="{HREF}">1.1</a></strong></span>'),
    ],
)
def test_a_reference_that_the_writer_linked_elsewhere_keeps_that_link(mode, expected):
    document = doc(paragraph(text("a", SITE), objective("1.1", SITE, bold)))
    assert to_html(document, footnotes=mode, objective_url=lambda code: "/roadmap/") == f"<p>{expected}</p>"


def test_footnotes_on_screen_are_listed_at_the_end_with_links_both_ways():
    document = doc(
        paragraph("a", footnote("b ", text("c", italic), objective("1.1"))), bullet_list(item("d", paragraph()))
    )
    document["content"].append(paragraph("e", footnote("f")))
    with translation.override("en"):
        assert to_html(document, id_prefix="q7-", first_note=5) == (
            '<p>a<sup class="footnote-call"><a id="q7-call-5" href="#q7-note-5" role="doc-noteref">5</a></sup></p>'
            "<ul><li><p>d</p></li></ul>"
            '<p>e<sup class="footnote-call"><a id="q7-call-6" href="#q7-note-6" role="doc-noteref">6</a></sup></p>'
            '<section role="doc-endnotes"><ol class="footnotes" start="5">'
            '<li id="q7-note-5">b <em>c</em><span class="objective" id="q7-ref-1">1.1</span>'
            ' <a class="footnote-back" href="#q7-call-5" role="doc-backlink"'
            ' aria-label="Back to note 5 in the text">↩</a></li>'
            '<li id="q7-note-6">f'
            ' <a class="footnote-back" href="#q7-call-6" role="doc-backlink"'
            ' aria-label="Back to note 6 in the text">↩</a></li>'
            "</ol></section>"
        )


def test_footnotes_in_print_stand_in_place():
    document = doc(paragraph(text("a", bold), footnote(text("b", SITE, bold), "c"), "d"))
    assert to_html(document, footnotes="float") == (
        f'<p><strong>a</strong><span class="footnote"><strong><a href="{HREF}">b</a></strong>c</span>d</p>'
    )


def test_a_list_in_print_says_where_it_starts_in_a_style_too():
    document = doc(ordered_list("a", start=4), ordered_list("b"))
    assert to_html(document) == '<ol start="4"><li>a</li></ol><ol><li>b</li></ol>'
    assert to_html(document, footnotes="float") == (
        '<ol start="4" style="counter-reset:list-item 3"><li>a</li></ol><ol><li>b</li></ol>'
    )


def test_a_table_with_headings_above_and_at_the_side():
    document = doc(
        table([["A", cell("B", header=True, colspan=2)], [cell("C", header=True, rowspan=2), "D", bullet_list("E")]])
    )
    html = (
        '<table><thead><tr><th scope="col">A</th><th scope="colgroup" colspan="2">B</th></tr></thead>'
        '<tbody><tr><th scope="rowgroup" rowspan="2">C</th><td>D</td><td><ul><li>E</li></ul></td></tr></tbody></table>'
    )
    assert to_html(document) == html
    assert to_html(document, footnotes="float") == html


def test_a_heading_that_reaches_into_the_body_keeps_its_table_in_one_piece():
    document = doc(table([[cell("A", header=True, rowspan=2), "B"], ["C"]]))
    assert to_html(document) == (
        '<table><tbody><tr><th scope="rowgroup" rowspan="2">A</th><th scope="row">B</th></tr>'
        "<tr><td>C</td></tr></tbody></table>"
    )  # fmt: skip


def test_a_table_without_headings():
    assert to_html(doc(table([["A"]], header=False))) == "<table><tbody><tr><td>A</td></tr></tbody></table>"
    assert to_html(doc(table([["A"]]))) == '<table><thead><tr><th scope="col">A</th></tr></thead></table>'
