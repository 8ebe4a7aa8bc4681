"""Numbers that Word makes count as written where they say more than a list does; lists stay lists."""

import pytest

from files.word.numbering import shown
from reports.importing.planning import plan_for
from reports.importing.reading import read
from richtext import build
from richtext.cleaning import normalise
from richtext.reading import to_text
from tests.reports.importing.word_files import levels, numbered, p, question, r, word

OUTLINE = levels(("decimal", "%1"), ("decimal", "%1.%2"), ("upperLetter", "%1.%2.%3"))


def answer(france_frame, body: str, **more):
    plan = plan_for(read("a.docx", word(question() + body, **more)), france_frame)
    return plan.answers[0].value


def lines(france_frame, body: str, **more) -> list[str]:
    """The paragraphs of an answer, below a first one: headings alone are no answer."""
    first, *rest = to_text(answer(france_frame, p("Texte.") + body, **more)).split("\n\n")
    assert first == "Texte."
    return rest


def test_an_outline_counts_as_word_counts(france_frame):
    body = "".join(numbered(text, level=level) for text, level in
                   [("a", 0), ("b", 1), ("c", 2), ("d", 2), ("e", 1), ("f", 2), ("g", 0), ("h", 1)])  # fmt: skip
    assert lines(france_frame, body, numbering=OUTLINE) == [
        "1 a", "1.1 b", "1.1.A c", "1.1.B d", "1.2 e", "1.2.A f", "2 g", "2.1 h",
    ]  # fmt: skip


def test_a_code_made_by_word_is_a_reference(france_frame):
    body = numbered("a", level=0) + numbered("b", level=1) + numbered("c", level=2)
    plan = plan_for(read("a.docx", word(question() + body, numbering=OUTLINE)), france_frame)
    assert plan.references == ["1.1.A"]


LISTS = {
    "figures": (("decimal", "%1."), build.ordered_list("a", "b")),
    "bullets": (("bullet", "•"), build.bullet_list("a", "b")),
    "figures in brackets": (("decimal", "(%1)"), build.ordered_list("a", "b")),
}


@pytest.mark.parametrize("form", LISTS)
def test_a_list_stays_a_list(france_frame, form):
    level, expected = LISTS[form]
    body = numbered("a") + numbered("b")
    assert answer(france_frame, body, numbering=levels(level)) == normalise(build.doc(expected))


def test_a_list_of_which_only_the_first_level_of_an_outline_is_used_stays_a_list(france_frame):
    body = numbered("a") + numbered("b")
    expected = normalise(build.doc(build.ordered_list("a", "b")))
    assert answer(france_frame, body, numbering=OUTLINE) == expected


WRITTEN = {
    "words around": (levels(("decimal", "Objectif %1 :")), ["Objectif 1 : a", "Objectif 2 : b"]),
    "heading": (levels(("decimal", "%1.")), ["1. a", "2. b"]),
    "upper Roman of two levels": (levels(("upperRoman", "%1")), ["I a", "II b"]),
    "nothing between": (levels(("decimal", "%1."), more='<w:suff w:val="nothing"/>'), ["1.a", "2.b"]),
    "begins elsewhere": (
        levels(("decimal", "%1."), of_number='<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>'),
        ["5. a", "6. b"],
    ),
    "another level for this number": (
        levels(
            ("decimal", "%1."),
            of_number='<w:lvlOverride w:ilvl="0"><w:lvl w:ilvl="0"><w:start w:val="3"/><w:numFmt w:val="lowerLetter"/>'
            '<w:lvlText w:val="%1)"/></w:lvl></w:lvlOverride>',
        ),
        ["c) a", "d) b"],
    ),
    "zero in front": (levels(("decimalZero", "%1.")), ["01. a", "02. b"]),
}


@pytest.mark.parametrize("situation", WRITTEN)
def test_the_number_of_a_heading_is_written(france_frame, situation):
    numbering, expected = WRITTEN[situation]
    style = '<w:style w:type="paragraph" w:styleId="H4"><w:name w:val="heading 4"/></w:style>'
    body = numbered("a", style="H4") + numbered("b", style="H4")
    assert lines(france_frame, body, numbering=numbering, styles=style) == expected


def test_the_numbering_of_a_style_and_of_the_style_it_is_based_on(france_frame):
    numbering = OUTLINE.replace('<w:lvlText w:val="%1.%2"/>', '<w:pStyle w:val="H3"/><w:lvlText w:val="%1.%2"/>')
    styles = (
        '<w:style w:type="paragraph" w:styleId="H3"><w:name w:val="heading 3"/><w:pPr><w:numPr><w:numId w:val="1"/>'
        '</w:numPr></w:pPr></w:style><w:style w:type="paragraph" w:styleId="Mine"><w:name w:val="Mine"/>'
        '<w:basedOn w:val="H3"/></w:style>'
    )
    body = p("a", properties='<w:pStyle w:val="H3"/>') + p("b", properties='<w:pStyle w:val="Mine"/>')
    off = p("c", properties='<w:pStyle w:val="H3"/><w:numPr><w:numId w:val="0"/></w:numPr>')
    assert lines(france_frame, body + off, numbering=numbering, styles=styles) == ["1.1 a", "1.2 b", "c"]


def test_legal_numbers_and_levels_that_never_begin_anew(france_frame):
    numbering = levels(("upperRoman", "Titre %1"), ("decimal", "%1.%2"), more="<w:isLgl/>")
    body = numbered("a") + numbered("b", level=1) + numbered("c") + numbered("d", level=1)
    assert lines(france_frame, body, numbering=numbering) == ["Titre 1 a", "1.1 b", "Titre 2 c", "2.1 d"]
    on = numbering.replace("<w:isLgl/>", '<w:lvlRestart w:val="0"/>')
    assert lines(france_frame, body, numbering=on) == ["Titre I a", "I.1 b", "Titre II c", "II.2 d"]


def test_two_numbers_of_one_numbering_count_on(france_frame):
    second = '<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>'
    numbering = levels(("decimal", "Mesure %1 :")) + second
    assert lines(france_frame, numbered("a") + numbered("b", number=2), numbering=numbering) == [
        "Mesure 1 : a",
        "Mesure 2 : b",
    ]


@pytest.mark.parametrize(
    ("font", "mark", "sign"),
    [("Wingdings", "\uf0fe", "☑"), ("Wingdings", "\uf06f", "☐"), ("Segoe UI Symbol", "☒", "☒")],
)
def test_ticks_that_mark_a_list_are_text(france_frame, font, mark, sign):
    numbering = levels(("bullet", mark), more=f'<w:rPr><w:rFonts w:ascii="{font}"/></w:rPr>')
    assert lines(france_frame, numbered("Oui"), numbering=numbering) == [f"{sign} Oui"]


def test_a_list_of_ticks_is_an_answer(france_frame):
    numbering = levels(("bullet", "☐"), number=1) + levels(("bullet", "☒"), number=2)
    asked = question("24. Le mécanisme des pays pionniers a-t-il été jugé utile? *")
    body = numbered("Oui", number=2) + numbered("Non", number=1)
    plan = plan_for(read("a.docx", word(asked + body, numbering=numbering)), france_frame)
    assert [(one.key, one.value) for one in plan.answers] == [("mechanism_useful", "yes")]


@pytest.mark.parametrize(
    ("number", "form", "text"),
    [
        (27, "upperLetter", "AA"),
        (3, "lowerLetter", "c"),
        (1994, "upperRoman", "MCMXCIV"),
        (4, "lowerRoman", "iv"),
        (7, "decimalZero", "07"),
        (0, "upperLetter", "0"),
        (5, "cardinalText", "5"),
        (5, "none", ""),
    ],
)
def test_forms_of_numbers(number, form, text):
    assert shown(number, form) == text


def test_numbers_of_the_style_of_all_paragraphs_are_read(france_frame):
    styles = (
        '<w:style w:type="paragraph" w:default="1" w:styleId="D"><w:name w:val="D"/><w:pPr><w:numPr>'
        '<w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    )
    body = "<w:p><w:r><w:t>un</w:t></w:r></w:p>" * 2
    reading = read("a.docx", word(body, styles=styles, numbering=levels(("decimal", "Article %1"))))
    assert [text for _part, text in reading.paragraphs] == ["Article 1 un", "Article 2 un"]


def test_a_paragraph_hidden_to_its_end_is_not_counted():
    hidden = p(
        r("secret", "<w:vanish/>"),
        properties='<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr><w:rPr><w:vanish/></w:rPr>',
    )
    content = word(numbered("un") + hidden + numbered("deux"), numbering=levels(("decimal", "Article %1")))
    assert [text for _part, text in read("a.docx", content).paragraphs] == ["Article 1 un", "Article 2 deux"]


def test_a_list_that_goes_on_with_the_numbering_of_another_keeps_its_numbers(france_frame):
    going_on = levels(("decimal", "%1.")) + '<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>'
    body = numbered("un") + p("entre") + numbered("deux", 2) + numbered("trois", 2)
    blocks = read("a.docx", word(body, numbering=going_on)).tree["blocks"]
    assert [block["c"][0][0] for block in blocks if block["t"] == "OrderedList"] == [1, 2]
