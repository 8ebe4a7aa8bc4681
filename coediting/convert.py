"""A rich text as its shared document, and a shared document as rich text: the map of y-prosemirror (@tiptap/y-tiptap).

A node is an element named after its type; its attributes are the element's. Texts that follow each other are one text,
whose marks are formatting: the name of the mark → its attributes, {} or {"href": …}.

y-prosemirror knows marks of texts only. An objective may have marks, so its element carries them in an attribute of
their own, `marks`, as JSON in the order of the schema; where there are none there is no attribute. The editor has the
same attribute on its node and keeps it in step with the marks.

Writing takes valid documents. Reading takes anything that is in a document, whoever put it there, and always gives a
valid text: what the schema does not know is left out, its text kept where there is a place for it.
"""

import json
from typing import Any

from pycrdt import Doc, XmlElement, XmlFragment, XmlText

from coediting.updates import ROOT
from richtext import build
from richtext.cleaning import joined, normalise, printable
from richtext.schema import (
    ATTRIBUTES,
    CHILDREN,
    DEFAULTS,
    INLINES,
    MARKS,
    MAX_CHARACTERS,
    MAX_DEPTH,
    MAX_NODES,
    NODES,
    InvalidDocument,
    is_allowed_href,
    validate,
)

Node = dict[str, Any]

MARKS_ATTRIBUTE = "marks"
_INLINE_PARENTS = frozenset({"paragraph", "heading", "footnote"})


def fragment_of(doc: Doc) -> XmlFragment:
    """The root that holds the text."""
    return doc.get(ROOT, type=XmlFragment)


def new_doc(value: Node) -> Doc:
    """A document that holds the text, written by one new client."""
    doc = Doc()
    with doc.transaction():
        fragment = fragment_of(doc)
        for node in value["content"]:
            insert_node(fragment, len(fragment.children), node)
    return doc


def insert_node(parent: XmlFragment | XmlElement, index: int, node: Node) -> XmlElement:
    element = parent.children.insert(index, XmlElement(node["type"]))
    for name, attribute in attributes_of(node).items():
        element.attributes[name] = attribute
    for position, piece in enumerate(pieces_of(node)):
        insert_piece(element, position, piece)
    return element


def insert_piece(parent: XmlElement, index: int, piece: Node | list[Node]) -> None:
    if isinstance(piece, list):
        text = parent.children.insert(index, XmlText(""))
        for run in piece:
            text.insert(len(text), run["text"], formatting_of(run))
    else:
        insert_node(parent, index, piece)


def attributes_of(node: Node) -> dict[str, Any]:
    attributes = dict(node.get("attrs", {}))
    if node.get("marks"):
        attributes[MARKS_ATTRIBUTE] = json.dumps(node["marks"], separators=(",", ":"), ensure_ascii=False)
    return attributes


def pieces_of(node: Node) -> list[Node | list[Node]]:
    """The children as the shared document has them: texts that follow each other in one list."""
    pieces: list[Node | list[Node]] = []
    for child in node.get("content", []):
        if child["type"] != "text":
            pieces.append(child)
        elif pieces and isinstance(pieces[-1], list):
            pieces[-1].append(child)
        else:
            pieces.append([child])
    return pieces


def formatting_of(run: Node) -> dict[str, Any]:
    return {mark["type"]: mark.get("attrs", {}) for mark in run.get("marks", [])}


def value_of(doc: Doc) -> Node:
    """The text of a document; valid whatever the document holds."""
    reading = _Reading()
    content = reading.blocks(fragment_of(doc), "doc", 0)
    value = normalise({"type": "doc", "content": content})
    try:
        validate(value)
    except InvalidDocument:
        return _valid_part(value)
    return value


class _Reading:
    """One pass over a document. It stops where the schema's limits are reached."""

    def __init__(self) -> None:
        self.nodes = 0
        self.characters = 0

    def blocks(self, parent: XmlFragment | XmlElement, kind: str, depth: int) -> list[Node]:
        """The children of a node that holds blocks. Loose text becomes a paragraph; so does what stands wrongly."""
        content: list[Node] = []
        loose: list[Node] = []

        def close() -> None:
            if loose and "paragraph" in CHILDREN[kind]:
                content.append({"type": "paragraph", "content": loose[:]})
            loose.clear()

        for child in _children(parent):
            if self.is_full:
                break
            tag = _tag(child)
            if tag in CHILDREN[kind] and depth < MAX_DEPTH:
                close()
                if node := self.node(child, tag, depth + 1):
                    content.append(node)
            else:
                loose += self.inlines_in(child, depth + 1)
        close()
        return content

    def node(self, element: XmlElement, tag: str, depth: int) -> Node | None:
        self.nodes += 1
        node: Node = {"type": tag}
        attributes = _plain_attributes(element)
        if tag in ATTRIBUTES:
            rules = ATTRIBUTES[tag]
            fallback = {"level": 2} if tag == "heading" else DEFAULTS.get(tag, {})
            attrs = {name: attributes.get(name) for name in rules}
            attrs = {name: value if rules[name](value) else fallback.get(name) for name, value in attrs.items()}
            if None in attrs.values():
                return None  # an objective without a code
            node["attrs"] = attrs
            self.characters += len(str(attrs.get("code", "")))
        if tag == "objective" and (marks := _marks_in(attributes.get(MARKS_ATTRIBUTE))):
            node["marks"] = marks
        if tag in _INLINE_PARENTS:
            allowed = CHILDREN[tag] if depth < MAX_DEPTH else frozenset()
            node["content"] = [child for child in self.inlines(element, depth) if child["type"] in allowed]
        elif tag in CHILDREN:
            node["content"] = self.blocks(element, tag, depth)
            if tag == "listItem" and (not node["content"] or node["content"][0]["type"] != "paragraph"):
                node["content"].insert(0, build.paragraph())
        return node

    def inlines(self, parent: XmlElement, depth: int) -> list[Node]:
        content: list[Node] = []
        for child in _children(parent):
            if self.is_full:
                break
            content += self.inlines_in(child, depth + 1)
        return joined(content)

    def inlines_in(self, child: Any, depth: int) -> list[Node]:
        """What a text or an element gives where only inline content may stand."""
        if isinstance(child, XmlText):
            return self.runs(child)
        tag = _tag(child)
        if depth > MAX_DEPTH or tag is None:
            return []
        if tag in INLINES and tag != "text":
            node = self.node(child, tag, depth)
            return [node] if node else []
        return self.inlines(child, depth)

    def runs(self, text: XmlText) -> list[Node]:
        runs = []
        for piece, formatting in text.diff():
            if not isinstance(piece, str) or not (characters := printable(piece)):
                continue
            characters = characters[: max(MAX_CHARACTERS - self.characters, 0)]
            if not characters:
                break
            self.nodes += 1
            self.characters += len(characters)
            run: Node = {"type": "text", "text": characters}
            if marks := _marks(formatting or {}):
                run["marks"] = marks
            runs.append(run)
        return runs

    @property
    def is_full(self) -> bool:
        return self.nodes >= MAX_NODES - MAX_DEPTH or self.characters >= MAX_CHARACTERS


def _children(parent: XmlFragment | XmlElement) -> list[Any]:
    return list(parent.children)


def _tag(child: Any) -> str | None:
    return child.tag if isinstance(child, XmlElement) and child.tag in NODES else "" if _is_element(child) else None


def _is_element(child: Any) -> bool:
    return isinstance(child, XmlElement | XmlFragment)


def _plain_attributes(element: XmlElement) -> dict[str, Any]:
    """The attributes that are plain; JavaScript's whole numbers come as floats."""
    plain = {}
    for name, value in element.attributes:
        if isinstance(value, float) and value.is_integer():
            plain[name] = int(value)
        elif isinstance(value, str | int):
            plain[name] = value
    return plain


def _marks_in(written: Any) -> list[Node]:
    if not isinstance(written, str) or len(written) > 10_000:
        return []
    try:
        marks = json.loads(written)
    except (ValueError, RecursionError):
        return []
    if not isinstance(marks, list) or not all(isinstance(mark, dict) for mark in marks):
        return []
    return _marks({str(mark.get("type")): mark.get("attrs") for mark in marks})


def _marks(formatting: dict[str, Any]) -> list[Node]:
    """The marks of the schema among formatting attributes, in order; one that is set to null or false is not there."""
    marks = []
    for kind in MARKS:
        if kind not in formatting or (kind != "link" and formatting[kind] is False):
            continue
        if kind == "link":
            href = formatting[kind].get("href") if isinstance(formatting[kind], dict) else None
            if is_allowed_href(href):
                marks.append({"type": "link", "attrs": {"href": href}})
        elif not (kind == "subscript" and marks and marks[-1]["type"] == "superscript"):
            marks.append({"type": kind})
    return marks


def _valid_part(value: Node) -> Node:
    """The blocks that the schema takes, up to its limits: what reading has not put right is left out."""
    kept: list[Node] = []
    for block in value["content"] if isinstance(value, dict) else []:
        try:
            validate({"type": "doc", "content": [block]})
        except InvalidDocument:
            continue
        kept.append(block)
    while kept:
        try:
            validate({"type": "doc", "content": kept})
        except InvalidDocument:
            kept.pop()
        else:
            return {"type": "doc", "content": kept}
    return build.doc(build.paragraph())
