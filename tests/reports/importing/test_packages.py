"""What is in a Word or OpenDocument file besides its running text."""

import pytest

from files.packages import opened
from reports.importing.planning import plan_for
from reports.importing.reading import read
from richtext.reading import to_text
from tests.reports.importing.broken import NAMESPACE, word_with
from tests.reports.importing.shapes import converted

QUESTION = "<w:p><w:r><w:t>24. Le mécanisme des pays pionniers a-t-il été jugé utile? *</w:t></w:r></w:p>"
RESULTS = "<w:p><w:r><w:t>7. Quels sont les principaux résultats enregistrés ?</w:t></w:r></w:p>"


def paragraph(*runs: str) -> str:
    return f"<w:p>{''.join(runs)}</w:p>"


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def form_checkbox(inside: str) -> str:
    return (
        f'<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:name w:val="C"/><w:checkBox><w:sizeAuto/>{inside}'
        "</w:checkBox></w:ffData></w:fldChar></w:r><w:r><w:instrText> FORMCHECKBOX </w:instrText></w:r>"
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def content_control(sign: str) -> str:
    return (
        f'<w:sdt><w:sdtPr><w14:checkbox><w14:checked w14:val="1"/></w14:checkbox></w:sdtPr>'
        f"<w:sdtContent><w:r><w:t>{sign}</w:t></w:r></w:sdtContent></w:sdt>"
    )


def plan_of(body: str, frame, **parts: bytes):
    return plan_for(read("a.docx", word_with(body, **parts)), frame)


@pytest.mark.parametrize(
    ("inside", "sign"),
    [
        ('<w:default w:val="0"/><w:checked/>', "☒"),
        ('<w:default w:val="0"/><w:checked w:val="true"/>', "☒"),
        ('<w:default w:val="1"/>', "☒"),
        ('<w:default w:val="1"/><w:checked w:val="0"/>', "☐"),
        ('<w:default w:val="0"/>', "☐"),
        ("", "☐"),
    ],
)
def test_an_old_form_check_box_becomes_a_sign(france_frame, inside, sign):
    plan = plan_of(RESULTS + paragraph(form_checkbox(inside), run("Oui")), france_frame)
    assert to_text(plan.answers[0].value) == f"{sign} Oui"


@pytest.mark.parametrize(
    ("yes", "no"),
    [
        (form_checkbox("<w:checked/>"), form_checkbox('<w:default w:val="0"/>')),
        (content_control("☒"), content_control("☐")),
        (content_control("☑"), content_control("☐")),
        (
            '<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>',
            '<w:r><w:sym w:font="Wingdings" w:char="F0A8"/></w:r>',
        ),
    ],
)
def test_every_kind_of_check_box_is_read(france_frame, yes, no):
    body = QUESTION + paragraph(yes, run(" Oui")) + paragraph(no, run(" Non"))
    assert [(answer.key, answer.value) for answer in plan_of(body, france_frame).answers] == [
        ("mechanism_useful", "yes")
    ]


@pytest.mark.parametrize("look", ['<w:highlight w:val="yellow"/>', "<w:b/>", '<w:u w:val="single"/>'])
def test_an_option_that_stands_out_is_suggested_and_not_written(france_frame, look):
    plan = plan_of(QUESTION + paragraph(run("Oui")) + paragraph(run("Non", look)), france_frame)
    assert plan.answers == []
    assert [(one.reason, one.suggestion) for one in plan.unread] == [("no_tick", ["no"])]


def test_the_option_that_is_not_struck_out_is_suggested(france_frame):
    plan = plan_of(QUESTION + paragraph(run("Oui", "<w:strike/>")) + paragraph(run("Non")), france_frame)
    assert plan.unread[0].suggestion == ["no"]


def test_what_pandoc_passes_over_is_kept(france_frame):
    box = (
        "<w:r><w:pict><v:shape><v:textbox><w:txbxContent><w:p><w:r><w:t>Dans un cadre</w:t></w:r></w:p>"
        "</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
    )
    space = f'xmlns:w="{NAMESPACE}"'
    parts = {
        "word__header1_dot_xml": f"<w:hdr {space}><w:p><w:r><w:t>Entre nous</w:t></w:r></w:p></w:hdr>".encode(),
        "word__footnotes_dot_xml": f"<w:footnotes {space}/>".encode(),
    }
    plan = plan_of(RESULTS + paragraph(run("Un résultat."), box), france_frame, **parts)
    assert to_text(plan.answers[0].value) == "Un résultat.\n\nDans un cadre"
    assert [(one.reason, to_text(one.doc)) for one in plan.leftovers] == [("header", "Entre nous")]


def test_a_file_with_words_in_its_running_heads_alone_is_read(france_frame):
    space = f'xmlns:w="{NAMESPACE}"'
    parts = {
        "word__header1_dot_xml": f"<w:hdr {space}><w:p><w:r><w:t>Entre nous</w:t></w:r></w:p></w:hdr>".encode(),
        "word__footnotes_dot_xml": f"<w:footnotes {space}/>".encode(),
    }
    plan = plan_of("", france_frame, **parts)
    assert [(one.reason, to_text(one.doc)) for one in plan.leftovers] == [("header", "Entre nous")]


def test_tracked_changes_comments_pictures_and_equations_are_listed(france_frame):
    body = (
        RESULTS
        + paragraph(
            run("Un "),
            '<w:ins w:id="1" w:author="A"><w:r><w:t>bon </w:t></w:r></w:ins>',
            run("résultat"),
            '<w:del w:id="2" w:author="A"><w:r><w:delText> mauvais</w:delText></w:r></w:del>',
            "<m:oMath><m:r><m:t>x</m:t></m:r></m:oMath>",
        )
        + paragraph(
            '<w:r><w:drawing><wp:inline><wp:docPr id="1" name="P" descr="Une affiche"/><a:graphic><a:graphicData>'
            '<pic:pic><pic:blipFill><a:blip r:embed="rId9"/></pic:blipFill></pic:pic></a:graphicData></a:graphic>'
            "</wp:inline></w:drawing></w:r>"
        )
    )
    links = (
        b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId9" '
        b'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image" Target="media/image1.png"/>'
        b"</Relationships>"
    )
    parts = {
        "word___rels__document_dot_xml_dot_rels": links,
        "word__media__image1_dot_png": b"no picture at all",
        "word__footnotes_dot_xml": f'<w:footnotes xmlns:w="{NAMESPACE}"/>'.encode(),
    }
    plan = plan_of(body, france_frame, **parts)
    assert to_text(plan.answers[0].value) == "Un bon résultat x"
    assert [(one.what, one.text) for one in plan.remarks] == [
        ("deleted", "mauvais"),
        ("equation", "x"),
        ("picture", "Une affiche"),
    ]


def test_macros_and_embedded_files_do_not_reach_the_reader():
    package = opened(
        word_with(paragraph(run("x")), word__vbaProject_dot_bin=b"macro", word__embeddings__a_dot_xlsx=b"x"), "docx"
    )
    assert b"vbaProject" not in package.content
    assert b"embeddings" not in package.content


def test_the_paragraphs_of_an_opendocument_file():
    package = opened(converted("# Titre\n\nUn[^1] mot.\n\n[^1]: Une note.\n", "odt"), "odt")
    assert [text for part, text in package.paragraphs if part == "text"] == ["Titre", "Un mot.", "Une note."]
