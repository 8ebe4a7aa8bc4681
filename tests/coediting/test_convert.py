"""Rich text and shared document are the same text, as the editor's own binding writes it."""

import base64
import json
from pathlib import Path

import pytest
from pycrdt import Doc, XmlElement, XmlFragment, XmlText

from coediting.convert import fragment_of, new_doc, value_of
from coediting.updates import ROOT, read_update
from richtext.build import bold, doc, paragraph, text
from richtext.cleaning import normalise
from richtext.schema import MAX_CHARACTERS, validate
from tests.richtext.documents import written

DATA = Path(__file__).parent / "data" / "written-by-y-tiptap.json"
BY_Y_TIPTAP = json.loads(DATA.read_text(encoding="utf-8"))


@pytest.mark.sampled("seed", range(200))
def test_there_and_back(seed):
    value = normalise(written(seed))
    validate(value)
    one = new_doc(value)
    assert value_of(one) == value
    update = one.get_update()
    assert read_update(update).clients == ([one.client_id])
    other = Doc()
    other.apply_update(update)
    assert value_of(other) == value


@pytest.mark.parametrize("number", range(len(BY_Y_TIPTAP)))
def test_what_the_editors_binding_wrote(number):
    """Made by prosemirrorJSONToYDoc of @tiptap/y-tiptap 3.0.9 with yjs 13.6.33; marks of objectives in an attribute."""
    update = base64.b64decode(BY_Y_TIPTAP[number]["update"])
    read_update(update)
    one = Doc()
    one.apply_update(update)
    assert value_of(one) == BY_Y_TIPTAP[number]["value"]


def test_attributes_are_written_as_the_binding_writes_them():
    marked = {"type": "objective", "attrs": {"code": "1.2.C"}, "marks": [{"type": "bold"}]}
    bare = {"type": "objective", "attrs": {"code": "3"}}
    value = doc(
        {"type": "heading", "attrs": {"level": 2}, "content": [text("T"), marked, bare]},
        paragraph(
            text("b", bold),
            {"type": "text", "text": "l", "marks": [{"type": "link", "attrs": {"href": "https://a.org"}}]},
        ),
    )
    heading, line = fragment_of(new_doc(value)).children
    assert dict(heading.attributes) == {"level": 2}
    assert [dict(child.attributes) for child in list(heading.children)[1:]] == [
        {"code": "1.2.C", "marks": '[{"type":"bold"}]'},
        {"code": "3"},
    ]
    assert line.children[0].diff() == [("b", {"bold": {}}), ("l", {"link": {"href": "https://a.org"}})]


def test_an_empty_document_is_an_empty_paragraph():
    assert value_of(Doc()) == doc(paragraph())


def of(*children) -> dict:
    one = Doc()
    fragment = one.get(ROOT, type=XmlFragment)
    for child in children:
        fragment.children.append(child)
    value = value_of(one)
    validate(value)
    return value


EVIL = "javascript:alert(1)"


@pytest.mark.parametrize(
    "children, value",
    [
        ([XmlElement("script", {}, [XmlText("alert(1)")])], doc(paragraph(text("alert(1)")))),
        ([XmlElement("iframe", {"src": EVIL})], doc(paragraph())),
        ([XmlText("loose")], doc(paragraph(text("loose")))),
        (
            [XmlElement("paragraph", {"onclick": EVIL, "style": "x", "level": 7}, [XmlText("a")])],
            doc(paragraph(text("a"))),
        ),
        ([XmlElement("heading", {"level": EVIL}, [XmlText("a")])], {"level": 2}),
        ([XmlElement("heading", {"level": 1.5}, [XmlText("a")])], {"level": 2}),
        ([XmlElement("heading", {"level": True}, [XmlText("a")])], {"level": 2}),
        ([XmlElement("orderedList", {"start": -1}, [XmlElement("listItem")])], {"start": 1}),
        ([XmlElement("bulletList", {}, [XmlText("a")])], doc(paragraph())),
        ([XmlElement("listItem", {}, [XmlElement("paragraph", {}, [XmlText("a")])])], doc(paragraph(text("a")))),
        ([XmlElement("table", {}, [XmlElement("paragraph")])], doc(paragraph())),
        ([XmlElement("paragraph", {}, [XmlElement("objective", {"code": "<script>"})])], doc(paragraph())),
        ([XmlElement("paragraph", {}, [XmlElement("objective", {})])], doc(paragraph())),
        ([XmlElement("paragraph", {}, [XmlText("a\x00\x1b\u0085b\uffff")])], doc(paragraph(text("a…b")))),
        ([XmlElement("paragraph", {}, [XmlElement("paragraph", {}, [XmlText("in")])])], doc(paragraph(text("in")))),
    ],
)
def test_whatever_is_in_it_comes_out_valid(children, value):
    got = of(*children)
    assert got["content"][0]["attrs"] == value if "type" not in value else got == value


@pytest.mark.parametrize(
    "formatting, marks",
    [
        ({"link": {"href": EVIL}}, None),
        ({"link": {"href": 5}}, None),
        ({"link": "https://a.org"}, None),
        ({"link": {"href": "https://a.org", "onclick": EVIL}}, [{"type": "link", "attrs": {"href": "https://a.org"}}]),
        ({"blink": {}, "bold": {"style": EVIL}}, [{"type": "bold"}]),
        ({"subscript": {}, "superscript": {}}, [{"type": "superscript"}]),
        ({"bold": False}, None),
    ],
)
def test_formatting_that_the_schema_does_not_know(formatting, marks):
    one = Doc()
    element = one.get(ROOT, type=XmlFragment).children.append(XmlElement("paragraph"))
    element.children.append(XmlText("")).insert(0, "a", formatting)
    value = value_of(one)
    validate(value)
    assert value["content"][0]["content"][0].get("marks") == marks


@pytest.mark.parametrize(
    "marks", ["", "[", "{}", "[1]", '[{"type":[]}]', '[{"type":"link"}]', "[" * 5000, 5, '[{"type":"x"}]']
)
def test_marks_of_an_objective_that_are_none(marks):
    value = of(XmlElement("paragraph", {}, [XmlElement("objective", {"code": "1.2", "marks": marks})]))
    assert value == doc(paragraph({"type": "objective", "attrs": {"code": "1.2"}}))


def test_deeper_than_the_schema():
    element = XmlElement("paragraph", {}, [XmlText("deep")])
    for _ in range(40):
        element = XmlElement("bulletList", {}, [XmlElement("listItem", {}, [element])])
    of(element)


def test_longer_than_the_schema():
    value = of(*(XmlElement("paragraph", {}, [XmlText("x" * 1000)]) for _ in range(MAX_CHARACTERS // 1000 + 10)))
    assert len(value["content"]) == MAX_CHARACTERS // 1000
