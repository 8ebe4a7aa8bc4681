"""What changed between two documents: which blocks, and which words in them.

The text is compared, not the formatting. It is read as a list of blocks (paragraph, heading, item, row of a table,
footnote); blocks are matched with each other first, words only within matched blocks.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from enum import StrEnum
from typing import Any, NamedTuple

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from richtext.reading import atom_text, inlines, plain

Node = dict[str, Any]

# bounds of the work: beyond them blocks are matched in their order, and a block is shown as removed and added
_MAX_PAIRS = 10_000
_MAX_WORD_PAIRS = 4_000_000
_ALIKE = 0.4  # the share of words that two blocks have in common, from which on one is the other, changed

_WORDS = re.compile(r"\w+|\s+|[^\w\s]")


class Kind(StrEnum):
    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"
    CHANGED = "changed"  # of blocks only


class Part(NamedTuple):
    """A stretch of text: the same in both documents, or in one of them only."""

    kind: Kind
    text: str


class Block(NamedTuple):
    """A block of one or both documents. `type` (of the new one, if both have it): "paragraph", "heading", "item",
    "row" or "footnote". A block whose type alone changed is CHANGED with one part that is SAME."""

    kind: Kind
    type: str
    parts: tuple[Part, ...]
    language: str = ""

    @property
    def old(self) -> str:
        return "".join(part.text for part in self.parts if part.kind is not Kind.ADDED)

    @property
    def new(self) -> str:
        return "".join(part.text for part in self.parts if part.kind is not Kind.REMOVED)


class _Text(NamedTuple):
    type: str
    text: str


def differences(old_doc: Node, new_doc: Node, language: str = "") -> list[Block]:
    """The blocks of both documents in reading order, each with what happened to its words.

    `language` is the language that both are written in; each block carries it on.
    """
    old, new = list(_texts(old_doc)), list(_texts(new_doc))
    blocks: list[Block] = []
    for tag, i1, i2, j1, j2 in _opcodes(old, new):
        if tag == "equal":
            blocks += [_whole(Kind.SAME, text, language) for text in new[j1:j2]]
        else:
            blocks += [_block(pair, language) for pair in _pairs(old[i1:i2], new[j1:j2])]
    return blocks


def differences_html(old_doc: Node, new_doc: Node, language: str = "") -> SafeString:
    """The same as HTML: a <p class="paragraph changed"> for each block, with <del> and <ins> in it."""
    attribute = f' lang="{escape(language)}"' if language else ""
    paragraphs = "".join(
        f'<p class="{block.type} {block.kind}">{"".join(_part_html(part) for part in block.parts)}</p>'
        for block in differences(old_doc, new_doc, language)
    )
    return mark_safe(f'<div class="differences"{attribute}>{paragraphs}</div>')  # noqa: S308 – all text is escaped


def _part_html(part: Part) -> str:
    text = escape(part.text).replace("\n", "<br>")
    match part.kind:
        case Kind.REMOVED:
            return f"<del>{text}</del>"
        case Kind.ADDED:
            return f"<ins>{text}</ins>"
        case _:
            return text


def _texts(node: Node, type_: str = "paragraph") -> Iterator[_Text]:
    """The blocks that have text. A footnote follows the block that calls it."""
    match node["type"]:
        case "paragraph" | "heading":
            content = inlines(node)
            text = "".join(atom_text(each) for each in content).strip()
            if text:
                yield _Text("heading" if node["type"] == "heading" else type_, text)
            for each in content:
                if each["type"] == "footnote" and (text := plain(each).strip()):
                    yield _Text("footnote", text)
        case "tableRow":
            inside = [list(_texts(cell)) for cell in node["content"]]
            notes = [text for texts in inside for text in texts if text.type == "footnote"]
            row = " | ".join(" ".join(text.text for text in texts if text.type != "footnote") for texts in inside)
            if row.strip(" |"):
                yield _Text("row", row)
            yield from notes
        case _:
            for child in node["content"]:
                yield from _texts(child, "item" if node["type"] == "listItem" else type_)


def _opcodes(old: Sequence[Any], new: Sequence[Any]) -> Iterator[tuple[str, int, int, int, int]]:
    """The steps from old to new. What both begin and end with is set aside first: most edits touch one place."""
    shorter = min(len(old), len(new))
    head = 0
    while head < shorter and old[head] == new[head]:
        head += 1
    tail = 0
    while tail < shorter - head and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    if head:
        yield "equal", 0, head, 0, head
    middle_old, middle_new = old[head : len(old) - tail], new[head : len(new) - tail]
    if len(middle_old) * len(middle_new) > _MAX_WORD_PAIRS:
        yield "replace", head, len(old) - tail, head, len(new) - tail
    else:
        for tag, i1, i2, j1, j2 in SequenceMatcher(None, middle_old, middle_new).get_opcodes():
            yield tag, i1 + head, i2 + head, j1 + head, j2 + head
    if tail:
        yield "equal", len(old) - tail, len(old), len(new) - tail, len(new)


def _pairs(old: list[_Text], new: list[_Text]) -> Iterator[tuple[_Text | None, _Text | None]]:
    """Which of the new blocks is which of the old ones, in order; None where it has no counterpart."""
    if len(old) * len(new) > _MAX_PAIRS:
        matches = [(i, i) for i in range(min(len(old), len(new)))]
    else:
        matches = _best_matches(_likeness(old, new))
    i = j = 0
    for at_old, at_new in [*matches, (len(old), len(new))]:
        yield from ((text, None) for text in old[i:at_old])
        yield from ((None, text) for text in new[j:at_new])
        if at_old < len(old) and at_new < len(new):
            yield old[at_old], new[at_new]
        i, j = at_old + 1, at_new + 1


def _likeness(old: list[_Text], new: list[_Text]) -> list[list[float]]:
    """For each old and new block the share of words they have in common; 0 where it is too small to count."""
    old_words = [Counter(text.text.split()) for text in old]
    new_words = [Counter(text.text.split()) for text in new]
    table = []
    for ours in old_words:
        shares = (2 * (ours & theirs).total() / (ours.total() + theirs.total()) for theirs in new_words)
        table.append([share if share >= _ALIKE else 0.0 for share in shares])
    return table


def _best_matches(likeness: list[list[float]]) -> list[tuple[int, int]]:
    """The matches, in order on both sides, that together are most alike."""
    rows, columns = len(likeness), len(likeness[0]) if likeness else 0
    best = [[0.0] * (columns + 1) for _ in range(rows + 1)]
    for i in reversed(range(rows)):
        for j in reversed(range(columns)):
            best[i][j] = max(best[i + 1][j], best[i][j + 1], likeness[i][j] and likeness[i][j] + best[i + 1][j + 1])
    matches = []
    i = j = 0
    while i < rows and j < columns:
        if best[i][j] == best[i + 1][j]:
            i += 1
        elif best[i][j] == best[i][j + 1]:
            j += 1
        else:
            matches.append((i, j))
            i, j = i + 1, j + 1
    return matches


def _block(pair: tuple[_Text | None, _Text | None], language: str) -> Block:
    match pair:
        case (old, None):
            return _whole(Kind.REMOVED, old, language)
        case (None, new):
            return _whole(Kind.ADDED, new, language)
        case (old, new):
            return Block(Kind.CHANGED, new.type, tuple(_word_parts(old.text, new.text)), language)


def _whole(kind: Kind, text: _Text, language: str) -> Block:
    return Block(kind, text.type, (Part(kind, text.text),), language)


def _word_parts(old: str, new: str) -> list[Part]:
    """The words of two texts compared; the old and the new text can be put together again from the parts."""
    before, after = _WORDS.findall(old), _WORDS.findall(new)
    stretches = [
        (tag == "equal", "".join(before[i1:i2]), "".join(after[j1:j2]))
        for tag, i1, i2, j1, j2 in _opcodes(before, after)
    ]
    parts: list[Part] = []
    removed = added = ""
    for number, (is_same, gone, come) in enumerate(stretches):
        # a lone space between two changes belongs to them: "new words", not "new", "words"
        if is_same and not (gone.isspace() and 0 < number < len(stretches) - 1):
            parts += _change(removed, added)
            removed = added = ""
            parts.append(Part(Kind.SAME, gone))
        else:
            removed += gone
            added += come
    return parts + _change(removed, added)


def _change(removed: str, added: str) -> list[Part]:
    parts = []
    if removed:
        parts.append(Part(Kind.REMOVED, removed))
    if added:
        parts.append(Part(Kind.ADDED, added))
    return parts
