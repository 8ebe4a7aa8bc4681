"""The changes that lead from one document to another, each of which can be made without the others.

A document is read as a row of tokens: where a block begins and ends, each word, space, sign, note and reference. An
edit puts some tokens in the place of others; what it takes out and what it puts in are always whole blocks, or pieces
of the text of one block. Edits of one document do not overlap, so any choice of them can be made.
"""

import json
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from hashlib import sha256
from typing import Any, NamedTuple

from richtext.cleaning import normalise
from richtext.matching import opcodes, pairs
from richtext.reading import inlines, to_text

Node = dict[str, Any]
Token = tuple[str, ...]
"""("open", type, attributes), ("close", type), ("text", characters, marks) or ("atom", node); all but the first two and
the characters as JSON."""

_PIECES = re.compile(r"\w+|\s+|[^\w\s]")
_AROUND = {
    "": ("paragraph",),
    "listItem": ("bulletList",),
    "tableRow": ("table",),
    "tableHeader": ("tableRow", "table"),
    "tableCell": ("tableRow", "table"),
}
_TEXT_BLOCKS = frozenset({"paragraph", "heading"})


class Edit(NamedTuple):
    """What stands from `start` to before `end` of the old document's tokens becomes `new`.

    `overlaps` is set by `rebase`: others have changed the same words meanwhile, and theirs are what is replaced.
    """

    start: int
    end: int
    new: tuple[Token, ...]
    overlaps: bool = False


def tokens_of(doc: Node) -> list[Token]:
    return [token for block in doc["content"] for token in _tokens(block)]


def document_of(tokens: Sequence[Token]) -> Node:
    """The document that the tokens say; what has lost all it held is left out, so that it is always a valid one."""
    blocks: list[Node] = []
    open_nodes = [blocks]
    for token in tokens:
        kind = token[0]
        if kind == "open":
            node: Node = {"type": token[1], "attrs": json.loads(token[2]), "content": []}
            open_nodes[-1].append(node)
            open_nodes.append(node["content"])
        elif kind == "close":
            open_nodes.pop()
        elif kind == "text":
            open_nodes[-1].append({"type": "text", "text": token[1], "marks": json.loads(token[2])})
        else:
            open_nodes[-1].append(json.loads(token[1]))
    return normalise({"type": "doc", "content": blocks})


def edits(old: Node, new: Node) -> list[Edit]:
    """What leads from one document to the other, in order: words where a block is the same, changed; else blocks."""
    found: list[Edit] = []
    _compare_children(old["content"], new["content"], 0, found)
    return found


def apply(tokens: Sequence[Token], chosen: Iterable[Edit]) -> list[Token]:
    """The tokens with these edits made; `chosen` are of these tokens, in their order."""
    result: list[Token] = []
    done = 0
    for edit in chosen:
        result += tokens[done : edit.start]
        result += edit.new
        done = edit.end
    return [*result, *tokens[done:]]


def rebase(base: Sequence[Token], mine: Sequence[Edit], theirs: Sequence[Edit]) -> list[Edit]:
    """My edits of `base` as edits of what their edits have made of it.

    What both have done already is left out. Where both changed the same words, mine replaces what theirs made of them
    (`overlaps`): it is for a person to choose.
    """
    found: list[Edit] = []
    shift = 0
    for cluster in _clusters(mine, theirs):
        length = cluster.end - cluster.start
        piece = base[cluster.start : cluster.end]
        became = apply(piece, _moved(cluster.theirs, -cluster.start))
        if cluster.mine:
            wanted = apply(piece, _moved(cluster.mine, -cluster.start))
            if not cluster.theirs:
                found += _moved(cluster.mine, shift)
            elif wanted != became:
                at = cluster.start + shift
                found.append(Edit(at, at + len(became), tuple(wanted), overlaps=True))
        shift += len(became) - length
    return found


def merged(base: Node, theirs: Node, mine: Node) -> Node:
    """Both changes to `base` in one document; where they changed the same words, mine stand."""
    tokens = tokens_of(base)
    rebased = rebase(tokens, edits(base, mine), edits(base, theirs))
    return document_of(apply(tokens_of(theirs), rebased))


def keyed(tokens: Sequence[Token], found: Sequence[Edit]) -> dict[str, Edit]:
    """Each edit by a name that stays while others are made around it: of what it takes out and puts in."""
    seen: Counter[str] = Counter()
    named = {}
    for edit in found:
        said = json.dumps([list(tokens[edit.start : edit.end]), list(edit.new)])
        seen[said] += 1
        named[sha256(f"{seen[said]} {said}".encode()).hexdigest()[:16]] = edit
    return named


def fragment_of(tokens: Sequence[Token]) -> Node:
    """What an edit takes out or puts in as a document of its own: pieces of a text, an item or a row get what they
    need around them."""
    within = tokens[0][1] if tokens and tokens[0][0] == "open" else "" if tokens else "doc"
    for parent in _AROUND.get(within, ()):
        tokens = [("open", parent, "{}"), *tokens, ("close", parent)]
    return document_of(tokens)


# --- documents as tokens


def _tokens(node: Node) -> list[Token]:
    kind = node["type"]
    if kind == "text":
        marks = _json(node.get("marks", []))
        return [("text", piece, marks) for piece in _PIECES.findall(node["text"])]
    if kind in ("hardBreak", "objective", "footnote"):
        return [("atom", _json(node))]
    inner = [token for child in node.get("content", []) for token in _tokens(child)]
    return [("open", kind, _json(node.get("attrs", {}))), *inner, ("close", kind)]


def _json(value: Any) -> str:
    return json.dumps(value, sort_keys=True, ensure_ascii=False)


# --- comparing


def _compare_children(old: list[Node], new: list[Node], at: int, found: list[Edit]) -> None:
    """The edits between the blocks of one parent; the first of the old ones begins at token `at`."""
    starts = [at]
    for node in old:
        starts.append(starts[-1] + len(_tokens(node)))
    for tag, i1, i2, j1, j2 in opcodes([_json(node) for node in old], [_json(node) for node in new]):
        if tag == "equal":
            continue
        place = starts[i1]
        removed: Edit | None = None  # a block that was taken out just before: what comes in its place replaces it
        for i, j in pairs([_text(node) for node in old[i1:i2]], [_text(node) for node in new[j1:j2]]):
            if i is None:
                added = tuple(_tokens(new[j1 + j]))
                if removed is not None:
                    found[-1] = Edit(removed.start, removed.end, added)
                else:
                    found.append(Edit(place, place, added))
                removed = None
                continue
            start, place = starts[i1 + i], starts[i1 + i + 1]
            removed = None
            if j is None:
                removed = Edit(start, place, ())
                found.append(removed)
            else:
                _compare(old[i1 + i], new[j1 + j], start, place, found)


def _compare(old: Node, new: Node, start: int, end: int, found: list[Edit]) -> None:
    """The edits between two blocks of which one is the other, changed."""
    if (old["type"], old.get("attrs")) != (new["type"], new.get("attrs")):
        found.append(Edit(start, end, tuple(_tokens(new))))
    elif old["type"] in _TEXT_BLOCKS:
        _compare_text(inlines(old), inlines(new), start + 1, found)
    else:
        _compare_children(old["content"], new["content"], start + 1, found)


def _compare_text(old: list[Node], new: list[Node], at: int, found: list[Edit]) -> None:
    before = [token for node in old for token in _tokens(node)]
    after = [token for node in new for token in _tokens(node)]
    last: tuple[int, int, int, int] | None = None
    for tag, i1, i2, j1, j2 in opcodes(before, after):
        if tag == "equal":
            continue
        if last is not None and not _has_words(before[last[1] : i1]):
            i1, j1 = last[0], last[2]  # only a space stands between them: one change to who reads it
            found.pop()
        last = (i1, i2, j1, j2)
        found.append(Edit(at + i1, at + i2, tuple(after[j1:j2])))


def _has_words(tokens: Sequence[Token]) -> bool:
    return any(token[0] == "atom" or any(map(str.isalnum, token[1])) for token in tokens)


def _text(block: Node) -> str:
    return to_text({"type": "doc", "content": [block]})


# --- bringing two sides together


class _Cluster(NamedTuple):
    """Edits of either side that lie within each other, and from where to where they reach."""

    start: int
    end: int
    mine: list[Edit]
    theirs: list[Edit]


def _clusters(mine: Sequence[Edit], theirs: Sequence[Edit]) -> list[_Cluster]:
    """In order. What only touches is apart; where both put something at the same place, theirs comes first, and what
    both put there is one cluster, so that it is not put twice."""
    sides = [(edit.start, edit.end, 1, edit) for edit in mine] + [(edit.start, edit.end, 0, edit) for edit in theirs]
    found: list[_Cluster] = []
    for start, end, is_mine, edit in sorted(sides, key=lambda side: side[:3]):
        last = found[-1] if found else None
        if is_mine and start == end and (twin := _twin(found, edit)):
            twin.mine.append(edit)
            continue
        if last is None or start >= last.end or start == end == last.start:
            found.append(last := _Cluster(start, end, [], []))
        elif end > last.end:
            found[-1] = last = last._replace(end=end)
        (last.mine if is_mine else last.theirs).append(edit)
    return found


def _twin(found: Sequence[_Cluster], edit: Edit) -> _Cluster | None:
    """Where they put the same thing at the same place."""
    return next((one for one in found if one.start == one.end == edit.start and edit in one.theirs), None)


def _moved(found: Iterable[Edit], by: int) -> list[Edit]:
    return [edit._replace(start=edit.start + by, end=edit.end + by) for edit in found]
