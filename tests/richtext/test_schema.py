import copy
import time

import pytest

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
from richtext.schema import MESSAGES, InvalidDocument, Reason, is_allowed_href, validate


def refusal(document) -> tuple[str, str]:
    with pytest.raises(InvalidDocument) as caught:
        validate(document)
    return caught.value.path, caught.value.reason


def in_paragraph(*nodes) -> dict:
    return {"type": "doc", "content": [{"type": "paragraph", "content": list(nodes)}]}


def test_everything_that_the_schema_knows_is_valid():
    validate(
        doc(
            heading(1, "Results"),
            heading(2, text("2023", superscript)),
            paragraph(
                text("a", link("https://example.org"), bold, italic, subscript),
                hard_break(),
                objective("1.2.C", bold),
                footnote("See ", objective("3.1"), hard_break(), text("here", italic)),
            ),
            paragraph(),
            bullet_list(item("one", ordered_list("two", start=3), blockquote("three"))),
            blockquote("four", bullet_list("five")),
            table([["A", cell("B", colspan=2)], [cell("C", header=True, rowspan=2), bullet_list("D"), "E"]]),
        )
    )


@pytest.mark.parametrize(
    "document",
    [None, "text", [], 1, {}, {"type": "paragraph"}, {"type": ["doc"]}, {"type": "docs", "content": []}],
)
def test_what_is_no_document_is_refused(document):
    assert refusal(document) == ("", "malformed")


@pytest.mark.parametrize(
    "document, path, reason",
    [
        ({"type": "doc"}, "", "empty"),
        ({"type": "doc", "content": []}, "content", "empty"),
        ({"type": "doc", "content": {}}, "content", "malformed"),
        ({"type": "doc", "content": ({"type": "paragraph"},)}, "content", "malformed"),
        ({"type": "doc", "content": [{"type": "paragraph"}], "version": 1}, "", "unknown_key"),
        ({"type": "doc", "content": ["text"]}, "content[0]", "malformed"),
        ({"type": "doc", "content": [{"type": "script"}]}, "content[0]", "unknown_node"),
        ({"type": "doc", "content": [{"type": {}}]}, "content[0]", "unknown_node"),
        ({"type": "doc", "content": [{}]}, "content[0]", "unknown_node"),
        ({"type": "doc", "content": [{"type": "text", "text": "a"}]}, "content[0]", "misplaced_node"),
        ({"type": "doc", "content": [{"type": "doc", "content": []}]}, "content[0]", "misplaced_node"),
        ({"type": "doc", "content": [{"type": "paragraph", "content": []}]}, "content[0].content", "empty"),
        ({"type": "doc", "content": [{"type": "paragraph", "attrs": {}}]}, "content[0]", "unknown_key"),
        ({"type": "doc", "content": [{"type": "paragraph", "marks": []}]}, "content[0]", "unknown_key"),
        (doc(bullet_list(item(bullet_list("a")))), "content[0].content[0].content[0]", "misplaced_node"),
        (doc(bullet_list(item("a", heading(1, "b")))), "content[0].content[0].content[1]", "misplaced_node"),
        (doc(blockquote(blockquote("a"))), "content[0].content[0]", "misplaced_node"),
        (doc(table([[table([["a"]])]])), "content[0].content[0].content[0].content[0]", "misplaced_node"),
        (doc(paragraph(footnote(footnote("a")))), "content[0].content[0].content[0]", "misplaced_node"),
        (doc(table([])), "content[0]", "empty"),
    ],
)  # fmt: skip
def test_content_that_is_not_allowed_is_refused(document, path, reason):
    assert refusal(document) == (path, reason)


@pytest.mark.parametrize(
    "node, path, reason",
    [
        ({"type": "text"}, "", "malformed"),
        ({"type": "text", "text": ""}, ".text", "empty"),
        ({"type": "text", "text": 1}, ".text", "malformed"),
        ({"type": "text", "text": "a", "attrs": {}}, "", "unknown_key"),
        ({"type": "text", "text": "a", "content": []}, "", "unknown_key"),
        ({"type": "hardBreak", "marks": [{"type": "bold"}]}, "", "unknown_key"),
        ({"type": "footnote", "marks": [{"type": "bold"}]}, "", "unknown_key"),
        ({"type": "objective"}, "", "bad_attribute"),
        ({"type": "objective", "attrs": []}, ".attrs", "malformed"),
        ({"type": "objective", "attrs": {}}, ".attrs.code", "bad_attribute"),
        ({"type": "objective", "attrs": {"code": "1.2.C", "title": "x"}}, ".attrs", "unknown_key"),
        ({"type": "objective", "attrs": {"code": '1"><script>'}}, ".attrs.code", "bad_attribute"),
        ({"type": "objective", "attrs": {"code": "1.2.C\n"}}, ".attrs.code", "bad_attribute"),
        ({"type": "objective", "attrs": {"code": 1}}, ".attrs.code", "bad_attribute"),
        ({"type": "text", "text": "a", "marks": None}, ".marks", "malformed"),
        ({"type": "text", "text": "a", "marks": []}, ".marks", "empty"),
        ({"type": "text", "text": "a", "marks": ["bold"]}, ".marks[0]", "malformed"),
        ({"type": "text", "text": "a", "marks": [{"type": "bold"}, {"type": "u"}]}, ".marks[1]", "unknown_mark"),
        ({"type": "text", "text": "a", "marks": [{"type": ["bold"]}]}, ".marks[0]", "unknown_mark"),
        ({"type": "text", "text": "a", "marks": [{"type": "bold", "attrs": {}}]}, ".marks[0]", "unknown_key"),
        ({"type": "text", "text": "a", "marks": [{"type": "bold"}, {"type": "bold"}]}, ".marks[1]", "bad_marks"),
        ({"type": "text", "text": "a", "marks": [{"type": "italic"}, {"type": "bold"}]}, ".marks[1]", "bad_marks"),
        (
            {"type": "text", "text": "a", "marks": [{"type": "superscript"}, {"type": "subscript"}]},
            ".marks[1]",
            "bad_marks",
        ),
        ({"type": "text", "text": "a", "marks": [{"type": "link"}]}, ".marks[0].attrs", "bad_attribute"),
        (
            {"type": "text", "text": "a", "marks": [{"type": "link", "attrs": {"href": "https://a", "target": ""}}]},
            ".marks[0].attrs",
            "unknown_key",
        ),
        (
            {"type": "text", "text": "a", "marks": [{"type": "link", "attrs": {"href": "#"}}]},
            ".marks[0].attrs.href",
            "bad_link",
        ),
    ],
)
def test_inline_content_that_is_not_allowed_is_refused(node, path, reason):
    assert refusal(in_paragraph({"type": "text", "text": "before"}, node)) == (f"content[0].content[1]{path}", reason)


@pytest.mark.parametrize("level", [0, 3, True, 1.0, "1", None])
def test_a_heading_has_level_1_or_2(level):
    assert refusal(doc(heading(level, "a"))) == ("content[0].attrs.level", "bad_attribute")


@pytest.mark.parametrize("start", [0, -1, True, 2.0, "2", None, 10**30])
def test_a_list_starts_at_a_whole_number(start):
    assert refusal(doc(ordered_list("a", start=start))) == ("content[0].attrs.start", "bad_attribute")


@pytest.mark.parametrize("name", ["colspan", "rowspan"])
@pytest.mark.parametrize("span", [0, True, 101, 10**9])
def test_a_cell_spans_a_whole_number_of_places(name, span):
    path = f"content[0].content[0].content[0].attrs.{name}"
    assert refusal(doc(table([[cell("a", **{name: span})]]))) == (path, "bad_attribute")


@pytest.mark.parametrize("attrs", [{}, {"colspan": 1}, {"colspan": 1, "rowspan": 1, "style": "x"}])
def test_a_cell_has_its_two_attributes_and_no_other(attrs):
    document = doc(table([[cell("a")]]))
    document["content"][0]["content"][0]["content"][0]["attrs"] = attrs
    with pytest.raises(InvalidDocument):
        validate(document)


@pytest.mark.parametrize("character", ["\x00", "\n", "\r", "\x0b", "\x1b", "\x7f", "\x92", "\ud800", "\uffff"])
def test_control_characters_and_lone_surrogates_are_refused(character):
    assert refusal(doc(paragraph("ok", f"a{character}b"))) == ("content[0].content[1].text", "bad_character")


@pytest.mark.parametrize("character", ["\t", "\u00a0", "\u202f", "\u00ad", "😀", "e\u0301", "\u200f", "\u2028"])
def test_all_other_characters_are_text(character):
    validate(doc(paragraph(f"a{character}b")))


@pytest.mark.parametrize(
    "href",
    [
        "https://example.org",
        "HTTP://example.org/a b?c=d&e#f",
        "https://exemple.fr/é",
        "https://[2001:db8::1]/",
        "mailto:forum@example.org?subject=x",
        "https://example.org/" + "a" * 1980,
    ],
)
def test_web_and_mail_addresses_are_allowed(href):
    assert is_allowed_href(href)


@pytest.mark.parametrize(
    "href",
    [
        "",
        "#",
        "/path",
        "//example.org",
        "example.org",
        "https:",
        "https://",
        "https:///path",
        "https://\\evil",
        "https:example.org",
        "http:javascript:alert(1)",
        "mailto:",
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        " javascript:alert(1)",
        "java\tscript:alert(1)",
        "java\nscript:alert(1)",
        "\x01javascript:alert(1)",
        "javascript&colon;alert(1)",
        "&#106;avascript:alert(1)",
        "\u200bjavascript:alert(1)",
        "ｊavascript:alert(1)",
        "vbscript:x",
        "data:text/html,x",
        "file:///etc/passwd",
        "ftp://example.org",
        " https://example.org",
        "https://example.org ",
        "https://exam\x00ple.org",
        "https://exam\tple.org",
        "https://example.org/\nx",
        "https://example.org/\ud800",
        "https://example.org/" + "a" * 1981,
        None,
        1,
        ["https://example.org"],
    ],
)
def test_every_other_address_is_refused(href):
    assert not is_allowed_href(href)
    mark = {"type": "link", "attrs": {"href": href}}
    place = "content[0].content[0].marks[0].attrs.href"
    assert refusal(in_paragraph({"type": "text", "text": "a", "marks": [mark]})) == (place, "bad_link")


def nested_lists(levels: int) -> dict:
    block = paragraph("deep")
    for _ in range(levels):
        block = bullet_list(item(paragraph("a"), block) if block["type"] != "paragraph" else item(block))
    return doc(block)


def test_five_lists_within_each_other_are_allowed_and_six_are_not():
    validate(nested_lists(5))
    path, reason = refusal(nested_lists(6))
    assert reason == "too_deep"
    assert path.count("content") == 13


def test_nesting_without_end_is_refused_without_an_error_of_its_own():
    assert refusal(nested_lists(5_000))[1] == "too_deep"
    circle = {"type": "listItem", "content": [paragraph("a")]}
    circle["content"].append({"type": "bulletList", "content": [circle]})
    assert refusal(doc({"type": "bulletList", "content": [circle]}))[1] == "too_deep"


def test_a_document_has_a_length_at_most():
    full = doc(paragraph("a" * 100_000), paragraph("b" * 100_000))
    validate(full)
    assert refusal(doc(*full["content"], paragraph("c"))) == ("content[2].content[0]", "too_long")
    assert refusal(doc(*full["content"], paragraph(objective("1")))) == ("content[2].content[0]", "too_long")


def test_a_document_has_so_many_parts_at_most():
    full = doc(*(paragraph() for _ in range(19_999)))
    validate(full)
    assert refusal(doc(*full["content"], paragraph())) == ("content[19999]", "too_many_nodes")


def test_twenty_thousand_words_are_checked_in_a_moment():
    pieces = [text("mot " * 9), text("gras ", bold)] * 5
    long_answer = doc(*(paragraph(*copy.deepcopy(pieces)) for _ in range(400)))
    before = time.process_time()
    validate(long_answer)
    assert time.process_time() - before < 0.5


def test_a_refusal_says_where_and_why():
    with pytest.raises(InvalidDocument) as caught:
        validate(doc(paragraph("a\x00")))
    assert str(caught.value) == "content[0].content[0].text: bad_character"
    assert caught.value.message == "The text holds a control character or a broken character."
    assert str(InvalidDocument("", Reason.MALFORMED)) == "document: malformed"


def test_every_reason_has_its_sentence():
    assert set(MESSAGES) == set(Reason)
