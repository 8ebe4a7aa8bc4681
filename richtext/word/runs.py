"""The text of a paragraph of a Word file: its words with their formatting, links, references and footnotes.

What Word keeps as a tracked change is read as if it had been accepted. What has no place in an answer is noted.
"""

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any
from xml.etree.ElementTree import Element

from files.word.names import LEFT_OUT
from richtext import build
from richtext.cleaning import printable
from richtext.reading import with_content
from richtext.schema import is_allowed_href, is_code
from richtext.word.names import ANCHOR, OBJECTIVE, R, W
from richtext.word.styles import Styles

Node = dict[str, Any]

_REFERENCE = "reference"
"""The key of a text that is written as a reference, while a paragraph is read."""
_MATHS = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
GONE = frozenset({f"{W}del", f"{W}moveFrom"})
COME = frozenset({f"{W}ins", f"{W}moveTo"})
_INSTRUCTION = re.compile(r'\s*HYPERLINK\s+(?:\\l\s+)?"([^"]*)"(?:\s+\\l\s+"([^"]*)")?', re.IGNORECASE)
_SIGNS = {"tab": "\t", "ptab": "\t", "noBreakHyphen": "\u2011", "softHyphen": "\u00ad"}
_BOXES = {"F0FE": "☒", "F0FD": "☒", "F0A8": "☐", "F06F": "☐"}


@dataclass
class Noted:
    """What was seen on the way and is no text of an answer."""

    authors: list[str] = field(default_factory=list)
    """Whose tracked changes were read as accepted."""
    comments: list[str] = field(default_factory=list)
    """Identifiers of the comments that begin here."""
    left_out: list[list[str]] = field(default_factory=list)
    """[what, text] of what `files.word` has left out here."""
    struck: list[str] = field(default_factory=list)
    """Text that is struck through, not as a tracked change: it is read as text."""


@dataclass
class _Field:
    instruction: str = ""
    is_result: bool = False


class Runs:
    """Reads the text of paragraphs. A field may begin in one and end in another, so that one of these reads them all.

    `targets` are the relationships of the part; `hrefs` the addresses as they went out, by what Word makes of them;
    `names` what a reference may say, anything if it is None.
    """

    def __init__(
        self,
        styles: Styles,
        targets: Mapping[str, str],
        footnote: Callable[[str, str], list[Node]] | None = None,
        hrefs: Mapping[str, str] | None = None,
        names: Collection[str] | None = None,
    ) -> None:
        self.styles = styles
        self.targets = targets
        self.footnote = footnote
        self.hrefs = hrefs or {}
        self.names = names
        self.noted = Noted()
        self.fields: list[_Field] = []

    def of(self, paragraph: Element) -> list[Node]:
        """The inline content of a paragraph."""
        return self.with_references(self.children(paragraph, "", ""))

    def children(self, element: Element, href: str, code: str) -> list[Node]:
        return [node for child in element for node in self.child(child, href, code)]

    def child(self, child: Element, href: str, code: str) -> list[Node]:
        tag = child.tag
        if tag in GONE or tag in COME:
            self.changed_by(child)
            return [] if tag in GONE else self.children(child, href, code)
        if tag == f"{W}r":
            return self.run(child, href, code)
        if tag == f"{W}hyperlink":
            return self.link(child, href)
        if tag == f"{W}fldSimple":
            return self.children(child, *self.led_to(child.get(f"{W}instr", ""), href))
        if tag in (f"{W}commentRangeStart", f"{W}commentReference"):
            self.commented(child)
            return []
        if tag == LEFT_OUT:
            self.noted.left_out.append([child.get("what", ""), child.get("text", "")])
            return []
        if tag in (f"{_MATHS}oMath", f"{_MATHS}oMathPara"):
            said = "".join(each.text or "" for each in child.iter(f"{_MATHS}t"))
            return [build.text(said)] if said else []
        if tag in (f"{W}pPr", f"{W}sdtPr", f"{W}rPr"):
            return []
        return self.children(child, href, code)

    def changed_by(self, element: Element) -> None:
        author = element.get(f"{W}author", "")
        if author and author not in self.noted.authors:
            self.noted.authors.append(author)

    def commented(self, element: Element) -> None:
        if (identifier := element.get(f"{W}id", "")) not in self.noted.comments:
            self.noted.comments.append(identifier)

    def link(self, element: Element, href: str) -> list[Node]:
        anchor = element.get(f"{W}anchor", "")
        target = self.targets.get(element.get(f"{R}id", ""), "")
        if target:
            return self.children(element, self.address(target + (f"#{anchor}" if anchor else "")), "")
        return self.children(element, href, anchor if anchor.startswith(ANCHOR) else "")

    def led_to(self, instruction: str, href: str) -> tuple[str, str]:
        """Where the result of a field leads: an address, or an objective."""
        match = _INSTRUCTION.match(instruction)
        if match is None:
            return href, ""
        target, anchor = match[1], match[2] or ""
        if target.startswith(ANCHOR) or (not target and anchor.startswith(ANCHOR)):
            return href, target or anchor
        return self.address(target + (f"#{anchor}" if anchor else "")), ""

    def address(self, target: str) -> str:
        known = self.hrefs.get(target) or self.hrefs.get(target.rstrip("/"))
        return known or (target if is_allowed_href(target) else "")

    # --- runs

    def run(self, run: Element, href: str, code: str) -> list[Node]:
        properties = run.find(f"{W}rPr")
        if self.fields:
            led = next((led for one in self.fields if (led := self.led_to(one.instruction, "")) != ("", "")), None)
            href, code = led or (href, code)
        marks = self.marks(properties, href)
        is_reference = bool(code) or self.style_name(properties) == OBJECTIVE.lower()
        found: list[Node] = []
        for child in run:
            name = child.tag.removeprefix(W)
            if name == "fldChar":
                self.field_sign(child)
            elif name == "instrText" and self.fields:
                self.fields[-1].instruction += child.text or ""
            elif self.fields and not self.fields[-1].is_result:
                continue
            elif name == "t":
                found += self.text(child.text or "", marks, is_reference=is_reference)
            elif name in _SIGNS:
                found.append(build.text(_SIGNS[name], *marks))
            elif name == "sym":
                found += self.text(self.sign(child), marks, is_reference=False)
            elif name in ("br", "cr"):
                found += [] if child.get(f"{W}type") in ("page", "column") else [build.hard_break()]
            elif name in ("footnoteReference", "endnoteReference"):
                if self.footnote is not None:
                    found.append(build.footnote(*self.footnote(name, child.get(f"{W}id", ""))))
            elif name == "commentReference":
                self.commented(child)
        if self.styles.has(properties, "strike") or self.styles.has(properties, "dstrike"):
            self.noted.struck += [node["text"] for node in found if node["type"] == "text" and node["text"].strip()]
        return found

    def text(self, characters: str, marks: list, *, is_reference: bool) -> list[Node]:
        characters = printable(characters)
        flag = {_REFERENCE: True} if is_reference else {}
        return [{**build.text(characters, *marks), **flag}] if characters else []

    def with_references(self, content: list[Node]) -> list[Node]:
        """The content with what is written as a reference and names something. Programs cut a name into runs."""
        result: list[Node] = []
        for is_reference, group in groupby(content, key=lambda node: _REFERENCE in node and node.get("marks", [])):
            pieces = list(group)
            if is_reference is False:
                result += pieces
                continue
            while pieces:
                for count in range(1 if self.names is None else len(pieces), 0, -1):
                    said = "".join(piece["text"] for piece in pieces[:count])
                    if self.is_name(said.strip()):
                        result += _reference(said, pieces[0].get("marks", []))
                        break
                else:
                    count = 1
                    result.append({key: value for key, value in pieces[0].items() if key != _REFERENCE})
                pieces = pieces[count:]
        return result

    def is_name(self, said: str) -> bool:
        return is_code(said) and (self.names is None or said in self.names)

    def marks(self, properties: Element | None, href: str) -> list:
        marks = [build.link(href)] if href else []
        marks += [build.bold] if self.styles.has(properties, "b") else []
        marks += [build.italic] if self.styles.has(properties, "i") else []
        raised = self.styles.raised(properties)
        marks += [build.superscript] if raised == "superscript" else []
        marks += [build.subscript] if raised == "subscript" else []
        return marks

    def style_name(self, properties: Element | None) -> str:
        style = properties.find(f"{W}rStyle") if properties is not None else None
        return self.styles.name(style.get(f"{W}val", "")).lower() if style is not None else ""

    def field_sign(self, element: Element) -> None:
        match element.get(f"{W}fldCharType"):
            case "begin":
                self.fields.append(_Field())
            case "separate" if self.fields:
                self.fields[-1].is_result = True
            case "end" if self.fields:
                self.fields.pop()

    def sign(self, element: Element) -> str:
        code = element.get(f"{W}char", "").upper()
        if code in _BOXES:
            return _BOXES[code]
        number = int(code, 16) if re.fullmatch(r"[0-9A-F]{2,5}", code) else 0
        return "•" if 0xE000 <= number <= 0xF8FF else chr(number) if number else ""


def _reference(said: str, marks: list[Any]) -> list[Node]:
    """A reference with the space around it as text."""
    before, after = said.partition(said.strip())[::2]
    pieces = [build.text(before, *marks), build.objective(said.strip(), *marks), build.text(after, *marks)]
    return [piece for piece in pieces if piece.get("text", "x")]


def without_first_space(content: list[Node]) -> list[Node]:
    """The text of a footnote without the one space that parts it from its number."""
    if content and content[0]["type"] == "text" and content[0]["text"][0] in " \t\u00a0":
        first, rest = content[0], content[1:]
        return [*([{**first, "text": first["text"][1:]}] if len(first["text"]) > 1 else []), *rest]
    return content


def with_mark(content: list[Node], mark: Any) -> list[Node]:
    """The content with one more mark on each text and reference."""
    return [
        with_content(node, node["content"])
        if "content" in node
        else {**node, "marks": [*node.get("marks", []), dict(mark)]}
        if node["type"] in ("text", "objective")
        else node
        for node in content
    ]
