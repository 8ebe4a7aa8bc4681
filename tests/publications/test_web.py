import re

from publications import web
from publications.html_layout import are_side_by_side, in_one_line
from tests.publications.samples import sample
from tests.strict.html import problems


def test_the_preview_is_sound_and_holds_no_style_of_its_own():
    for languages in (("fr",), ("en",), ("fr", "en")):
        assert problems(web.preview(sample(languages), back="/en/")) == []


def test_the_file_stands_alone():
    page = web.to_html(sample()).decode()
    assert re.findall(r'(?:src|href)="(?!#|https://example.org)[^"]*"|url\(', page) == []
    assert page.count("<style>") == 1


def test_links_within_the_page_lead_somewhere():
    page = web.preview(sample(("fr", "en")), back="/en/")
    ids = set(re.findall(r'id="([^"]*)"', page))
    assert set(re.findall(r'href="#([^"]*)"', page)) - ids == set()


def test_notes_are_numbered_through_the_page():
    page = web.preview(sample(), back="/en/")
    assert re.findall(r'id="progress--1-fr-note-(\d)"', page) == ["1", "2"]


def test_the_annex_names_questions_in_place_of_pages():
    page = web.preview(sample(("en",)), back="/en/")
    row = page[page.index('id="item-1.1.A"') :].split("</tr>")[0]
    assert re.findall(r'<a href="#([^"]*)">(\d+)</a>', row) == [
        ("progress--1-fr-ref-1", "1"),
        ("progress--2-fr-ref-2", "2"),
        ("next_steps-objectives--s1-1.1.A", "7"),
    ]


def test_a_text_in_the_other_language_is_marked_with_it():
    page = web.preview(sample(("en",)), back="/en/")
    assert '<p class="language-note">Written in French only</p><div class="answer" lang="fr">' in page
    assert "<td>Former les juges" not in page
    assert '<span lang="fr">Former les juges</span></td>' in page
    assert page.count("Titles and questions that are not written in English stand here in French.") == 1


def test_two_long_texts_stand_one_after_the_other():
    document = sample(("fr", "en"))
    assert [question.key for question in document.questions if are_side_by_side(question)] == ["key_results"]


def test_line_breaks_of_the_templates_leave_no_space_between_boxes_or_at_the_end_of_one():
    first = "\n<ul>\n  <li>\n    One\n    <span>two\n    </span>\n  </li>\n"
    second = '  <li><a href="#x"\n  >Three</a>\n    (4)</li>\n</ul>\n'
    line = '<ul><li>One <span>two</span></li><li><a href="#x">Three</a> (4)</li></ul>'
    assert in_one_line(first + second) == line
