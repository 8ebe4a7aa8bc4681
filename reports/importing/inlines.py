"""Text with its formatting: pandoc's inline elements become rich text, and pieces of it are looked at and cut.

While a file is being taken apart a text node may carry `hints`, formatting that the schema does not have but that can
say which choice somebody meant, "highlight", "underline", "strike", or "anchor" for a link within the file, as tables
of contents have them. `bare` takes them off.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from files.leaving import LEFT_OUT
from richtext import build
from richtext.cleaning import printable
from richtext.reading import with_content
from richtext.schema import is_allowed_href

Node = dict[str, Any]
Element = dict[str, Any]


@dataclass(frozen=True)
class Remark:
    """Something of the file that has no place in an answer, with its text: a picture, a comment, a deleted passage.

    `place` is that of the unit it stands in, None where that is not known.
    """

    what: str
    text: str
    place: int | None = None


_MARKS = {
    "Strong": build.bold,
    "Emph": build.italic,
    "Superscript": build.superscript,
    "Subscript": build.subscript,
}
_HINTS = {"Underline": "underline", "Strikeout": "strike"}
_QUOTES = {"SingleQuote": "‘’", "DoubleQuote": "“”"}
_LINE_BREAK_TAG = re.compile(r"<br\s*/?>", re.IGNORECASE)


class Inlines:
    """Turns inline elements into rich text; what has no place is told to `remark`."""

    def __init__(self, remark: Callable[[str, str], None]) -> None:
        self.remark = remark

    def of(
        self, elements: list[Element], marks: tuple = (), hints: frozenset[str] = frozenset(), note: bool = False
    ) -> list[Node]:
        """Rich text for these elements. `note`: inside a footnote, which holds no other."""
        result: list[Node] = []
        for element in elements:
            for node in self.one(element, marks, hints, note):
                if result and node["type"] == "text" and _is_same_style(result[-1], node):
                    result[-1] = {**node, "text": result[-1]["text"] + node["text"]}
                else:
                    result.append(node)
        return result

    def one(self, element: Element, marks: tuple, hints: frozenset[str], note: bool) -> list[Node]:
        kind, content = element["t"], element.get("c")
        if kind in _MARKS:
            mark = _MARKS[kind]
            has_it = mark in marks or (
                kind in ("Superscript", "Subscript") and (build.superscript in marks or build.subscript in marks)
            )
            return self.of(content, marks if has_it else (*marks, mark), hints, note)
        if kind in _HINTS:
            return self.of(content, marks, hints | {_HINTS[kind]}, note)
        match kind:
            case "Str":
                return self.text(content, marks, hints)
            case "Space" | "SoftBreak":
                return self.text(" ", marks, hints)
            case "LineBreak":
                return [build.hard_break()]
            case "SmallCaps":
                return self.of(content, marks, hints, note)
            case "Cite":
                return self.of(content[1], marks, hints, note)
            case "Quoted":
                first, last = _QUOTES[content[0]["t"]]
                return [
                    *self.text(first, marks, hints),
                    *self.of(content[1], marks, hints, note),
                    *self.text(last, marks, hints),
                ]
            case "Code":
                return self.text(content[1], marks, hints)
            case "Math":
                self.remark("equation", content[1])
                return self.text(content[1], marks, hints)
            case "RawInline":
                return self.raw(content[1])
            case "Link":
                return self.link(content, marks, hints, note)
            case "Image":
                self.remark("picture", self.plain(content[1]) or content[2][1])
                return []
            case "Span":
                return self.span(content, marks, hints, note)
            case "Note":
                return self.note(content, marks, hints, note)
        raise ValueError(f"pandoc gives an inline element of an unknown kind, {kind}")

    def text(self, characters: str, marks: tuple, hints: frozenset[str]) -> list[Node]:
        characters = printable(characters)
        if not characters:
            return []
        node = build.text(characters, *marks)
        return [{**node, "hints": sorted(hints)}] if hints else [node]

    def raw(self, tag: str) -> list[Node]:
        if _LINE_BREAK_TAG.fullmatch(tag.strip()):
            return [build.hard_break()]
        if re.search(r"\w", re.sub(r"</?[a-zA-Z][^<>]*>", "", tag)):
            self.remark("code", tag)
        return []

    def link(self, content: list, marks: tuple, hints: frozenset[str], note: bool) -> list[Node]:
        href = content[2][0]
        if any(mark["type"] == "link" for mark in marks):
            return self.of(content[1], marks, hints, note)
        if is_allowed_href(href):
            return self.of(content[1], (build.link(href), *marks), hints, note)
        is_anchor = href.startswith("#")
        if not href.startswith("#_"):  # Word's own bookmarks: tables of contents, footnotes
            self.remark("dangling_link" if is_anchor else "refused_link", f"{self.plain(content[1])} ({href})")
        return self.of(content[1], marks, hints | {"anchor"} if is_anchor else hints, note)

    def span(self, content: list, marks: tuple, hints: frozenset[str], note: bool) -> list[Node]:
        classes = content[0][1]
        if LEFT_OUT in classes:
            named = dict(content[0][2])
            self.remark(named["what"], named["text"])
            return []
        if "deletion" in classes:
            self.remark("deleted", self.plain(content[1]))
            return []
        if "comment-start" in classes:
            author = dict(content[0][2]).get("author", "")
            text = self.plain(content[1])
            self.remark("comment", f"{author}: {text}" if author else text)
            return []
        if "mark" in classes:
            hints |= {"highlight"}
        return self.of(content[1], marks, hints, note)

    def note(self, blocks: list[Element], marks: tuple, hints: frozenset[str], note: bool) -> list[Node]:
        paragraphs = [inner for block in blocks for inner in self.note_paragraphs(block)]
        content: list[Node] = []
        for number, paragraph in enumerate(paragraphs):
            if number:
                content.append(build.hard_break())
            content += bare(trimmed(paragraph))
        if note:  # a footnote in a footnote: its text stands in the outer one
            return [*self.text(" [", marks, hints), *content, *self.text("]", marks, hints)]
        return [build.footnote(*content)]

    def note_paragraphs(self, block: Element) -> Iterator[list[Node]]:
        for elements in leaf_inlines(block):
            paragraph = self.of(elements, note=True)
            if plain_text(paragraph).strip():
                yield paragraph

    def plain(self, elements: list[Element]) -> str:
        """The text of elements, nothing remarked."""
        return plain_text(Inlines(lambda what, text: None).of(elements))


def _is_same_style(first: Node, second: Node) -> bool:
    return (
        first["type"] == "text"
        and first.get("marks") == second.get("marks")
        and first.get("hints") == second.get("hints")
    )


def leaf_inlines(block: Element) -> Iterator[list[Element]]:
    """The inline elements of every paragraph, cell and line of a block, in reading order."""
    kind, content = block["t"], block.get("c")
    match kind:
        case "Para" | "Plain":
            yield content
        case "Header":
            yield content[2]
        case "CodeBlock":
            yield [{"t": "Str", "c": content[1]}]
        case "RawBlock":
            yield [{"t": "RawInline", "c": content}]
        case "LineBlock":
            yield from content
        case "HorizontalRule":
            return
        case "DefinitionList":
            for term, definitions in content:
                yield term
                for definition in definitions:
                    yield from _leaves(definition)
        case _:
            yield from _leaves(content)


def _leaves(content: Any) -> Iterator[list[Element]]:
    """The paragraphs of whatever holds blocks: lists, quotations, divisions, figures, tables."""
    if isinstance(content, dict):
        if content.get("t") in _BLOCKS:
            yield from leaf_inlines(content)
    elif isinstance(content, list):
        for part in content:
            yield from _leaves(part)


_BLOCKS = frozenset(
    "Para Plain Header CodeBlock RawBlock LineBlock HorizontalRule DefinitionList BlockQuote BulletList OrderedList"
    " Div Figure Table".split()
)


def plain_text(content: list[Node]) -> str:
    """The text of inline content, a line break as "\\n", without its footnotes: what `cut` counts in."""
    return "".join(_own_text(each) for each in content)


def _own_text(inline: Node) -> str:
    match inline["type"]:
        case "text":
            return inline["text"]
        case "objective":
            return inline["attrs"]["code"]
        case "hardBreak":
            return "\n"
        case _:
            return ""


def cut(content: list[Node], offset: int) -> tuple[list[Node], list[Node]]:
    """The content before and from an offset of its plain text. A footnote goes with the word that it is called at."""
    before: list[Node] = []
    start = 0
    for index, inline in enumerate(content):
        length = len(_own_text(inline))
        if start + length <= offset:
            before.append(inline)
            start += length
            continue
        if start < offset and inline["type"] == "text":
            at = offset - start
            head, tail = {**inline, "text": inline["text"][:at]}, {**inline, "text": inline["text"][at:]}
            return [*before, head], [tail, *content[index + 1 :]]
        return before, content[index:]
    return before, []


def lines(content: list[Node]) -> list[list[Node]]:
    """Inline content in pieces, parted at its line breaks."""
    result: list[list[Node]] = [[]]
    for inline in content:
        if inline["type"] == "hardBreak":
            result.append([])
        else:
            result[-1].append(inline)
    return result


def trimmed(content: list[Node]) -> list[Node]:
    """Without white space and line breaks at both ends."""
    text = plain_text(content)
    lead = len(text) - len(text.lstrip())
    if lead == len(text):
        return footnotes(content)
    before, content = cut(content, lead)
    kept, after = cut(content, len(text.rstrip()) - lead)
    return [*footnotes(before), *kept, *footnotes(after)]


def footnotes(content: list[Node]) -> list[Node]:
    return [inline for inline in content if inline["type"] == "footnote"]


def all_text(content: list[Node]) -> str:
    """The text with what the footnotes say, each where it is called."""
    return "".join(
        f" {all_text(each.get('content', []))} " if each["type"] == "footnote" else _own_text(each) for each in content
    )


def is_throughout(content: list[Node], what: str) -> bool:
    """Whether all letters carry a mark ("bold") or a hint ("highlight", "underline", "strike")."""
    with_letters = [each for each in content if re.search(r"\w", _own_text(each))]
    return bool(with_letters) and all(
        what in each.get("hints", []) or any(mark["type"] == what for mark in each.get("marks", []))
        for each in with_letters
    )


def bare(content: list[Node]) -> list[Node]:
    """The content as the schema has it, without hints."""
    return [with_content({k: v for k, v in each.items() if k != "hints"}, bare(each["content"])) if "content" in each
            else {k: v for k, v in each.items() if k != "hints"} for each in content]  # fmt: skip
