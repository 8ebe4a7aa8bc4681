"""A report in Arabic, with questions that are worded in French: direction in the PDF, the page and the Word file."""

import re
from dataclasses import replace
from functools import cache
from io import BytesIO
from zipfile import ZipFile

import pypdf
import pytest

from bilingual.text import Rendered
from publications import pdf, web, word
from publications.document import Document
from richtext import build
from richtext.build import doc, footnote, heading, objective, paragraph
from richtext.reading import to_text
from tests.publications.samples import sample

SENTENCE = "اعتمدت الحكومة خطة وطنية للقضاء على عمل الأطفال (2023–2026)، وخصصت لها 120 مليون درهم."
ANSWER = doc(
    heading(1, "1.1 الوقاية"),
    paragraph(f"{SENTENCE} ", objective("1.1.A"), footnote("انظر الجريدة الرسمية، العدد 7101.")),
    build.bullet_list("حملات توعية في المدارس.", "تكوين 250 مفتشاً للشغل."),
    build.ordered_list("الأول.", "الثاني."),
    build.table([["السنة", "العدد"], ["2022", "12 000"]]),
)


@cache
def arabic() -> Document:
    """The small document in Arabic: its first answer, its names and titles; the questions are in French."""
    french = sample(("fr",))

    def asked(question):
        if question.number != 1:
            return replace(question, missing_in=("ar",) if question.passages else ())
        [french] = question.passages
        written = replace(french, language="ar", value=ANSWER, text=to_text(ANSWER), anchor="progress--1-ar")
        return replace(question, passages=(written,), missing_in=())

    parts = tuple(replace(part, questions=tuple(map(asked, part.questions))) for part in french.parts)
    parts = tuple(replace(part, titles=(replace(part.titles[0], requested="ar"),)) for part in parts)
    titles = (Rendered("خارطة الطريق الوطنية", "ar", "ar"),)
    return replace(
        french,
        languages=("ar",),
        country="MAR",
        country_names=(Rendered("بلد مختلق", "ar", "ar"),),
        roadmap=replace(french.roadmap, titles=titles),
        parts=parts,
    )


@cache
def page_with(words: str):
    """The page of the PDF on which these words are, as it is laid out."""
    pages = pdf.load_engine().lay_out(arabic()).pages
    return next(page._page_box for page in pages if any(words in text for text, _left, _right in texts(page._page_box)))


def texts(box) -> list[tuple[str, float, float]]:
    """Each piece of text on a page, with the places where it begins and ends, in CSS pixels from the left."""
    found = [one for one in box.descendants() if getattr(one, "text", None)]
    return [(one.text, one.position_x, one.position_x + one.width) for one in found]


def test_text_begins_at_the_right_margin():
    page = page_with("حملات")
    _text, left, right = next(piece for piece in texts(page) if "حملات" in piece[0])
    room = (left - page.margin_left, page.margin_left + page.width - right)
    assert (page.margin_left < page.margin_right, room[0] > 3 * room[1]) == (True, True)


def test_lists_and_tables_go_from_right_to_left():
    page = page_with("السنة")
    places = {text.strip(): left for text, left, _right in texts(page)}
    assert places["السنة"] > places["العدد"]
    assert places["1."] > places["الأول."]


def test_a_code_is_read_from_left_to_right():
    codes = [one for one in page_with("اعتمدت").descendants() if getattr(one, "text", None) == "1.1.A"]
    assert {one.style["direction"] for one in codes} == {"ltr"}


def test_the_arabic_is_drawn_with_the_bundled_naskh():
    pages = pypdf.PdfReader(BytesIO(pdf.render_pdf(arabic()))).pages
    fonts = [font.get_object()["/BaseFont"] for page in pages for font in page["/Resources"]["/Font"].values()]
    assert [name for name in fonts if "Naskh" in name] != []


def test_questions_in_french_say_so_once_and_each_carries_its_language():
    page = web.preview(arabic(), back="/en/")
    assert '<html lang="ar" dir="rtl">' in page
    assert page.count("ترد هنا العناوين والأسئلة غير المحررة باللغة العربية باللغة الفرنسية.") == 1
    assert page.count("محرَّر باللغة الفرنسية فقط") == 2  # the answers that were written in French
    assert '<span lang="fr" dir="ltr">Quelles avancées\u202f?</span>' in page
    assert '<div class="answer" lang="fr" dir="ltr">' in page


@pytest.mark.parametrize("language, expected", [("ar", True), ("fr", False)])
def test_the_word_file_says_its_direction(language, expected):
    document = arabic() if language == "ar" else sample((language,))
    with ZipFile(BytesIO(word.to_docx(document))) as file:
        xml = file.read("word/document.xml").decode()
    found = [sign in xml for sign in ("<w:bidi />", "<w:rtl />", "<w:bidiVisual/>")]
    assert found == [expected] * 3
    if expected:
        assert re.search(r"<w:bidi />.{0,200}اعتمدت", xml)
