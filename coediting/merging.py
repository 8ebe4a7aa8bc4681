"""Making a document say another text with as few changes as can be, so that what others write at that moment stays.

Blocks that are the same are left alone; a block that differs is changed in place; in a text only the run that differs
is taken out and put in.
"""

import json
from difflib import SequenceMatcher
from typing import Any

from pycrdt import Doc, XmlElement, XmlFragment, XmlText

from coediting.convert import attributes_of, formatting_of, fragment_of, insert_piece, pieces_of

Node = dict[str, Any]
Piece = Node | list[Node]
Runs = list[tuple[str, dict[str, Any]]]


def write_value(doc: Doc, value: Node) -> bytes | None:
    """Change the document so that it says `value`; gives the update, None if it said so already."""
    updates: list[bytes] = []
    subscription = doc.observe(lambda event: updates.append(event.update))
    with doc.transaction():
        _children(fragment_of(doc), pieces_of(value))
    doc.unobserve(subscription)
    return updates[0] if updates else None


def _children(parent: XmlFragment | XmlElement, wanted: list[Piece]) -> None:
    have = list(parent.children)
    matcher = SequenceMatcher(
        None, [_sign(_found(child)) for child in have], [_sign(_meant(one)) for one in wanted], False
    )
    shift = 0  # what was put in and taken out before this place
    for act, start, end, from_, to in matcher.get_opcodes():
        if act == "equal":
            continue
        kept = _alike(have[start:end], wanted[from_:to])
        for child, piece in zip(have[start:], wanted[from_ : from_ + kept], strict=False):
            _change(child, piece)
        at = start + shift + kept
        del parent.children[at : at + (end - start) - kept]
        for place, piece in enumerate(wanted[from_ + kept : to], at):
            insert_piece(parent, place, piece)
        shift += (to - from_) - (end - start)


def _alike(have: list[Any], wanted: list[Piece]) -> int:
    """How many of them can be changed in place, from the first on."""
    number = 0
    for child, piece in zip(have, wanted, strict=False):
        is_text = isinstance(child, XmlText) and isinstance(piece, list)
        is_element = isinstance(child, XmlElement) and isinstance(piece, dict) and child.tag == piece["type"]
        if not is_text and not is_element:
            break
        number += 1
    return number


def _change(child: Any, piece: Piece) -> None:
    if isinstance(piece, list):
        _text(child, [(run["text"], formatting_of(run)) for run in piece])
        return
    wanted, have = attributes_of(piece), _plain(child)
    for name in have.keys() - wanted.keys():
        del child.attributes[name]
    for name, value in wanted.items():
        if have.get(name) != value:
            child.attributes[name] = value
    _children(child, pieces_of(piece))


def _text(text: XmlText, wanted: Runs) -> None:
    have = _runs(text)
    if have is None:  # something that is no text stands in it
        text.clear()
        have = []
    old, new = "".join(run for run, _ in have), "".join(run for run, _ in wanted)
    shorter = min(len(old), len(new))
    start = next((place for place in range(shorter) if old[place] != new[place]), shorter)
    end = next((place for place in range(shorter - start) if old[-1 - place] != new[-1 - place]), shorter - start)
    gone, come = old[start : len(old) - end], new[start : len(new) - end]
    at = _size(old[:start])
    if gone:
        del text[at : at + _size(gone)]
    if come:
        text.insert(at, come, {})
    _format(text, _each(have), _each(wanted), new, (start, len(come)))


def _each(runs: Runs) -> list[dict[str, Any]]:
    """The formatting of each character."""
    return [formatting for run, formatting in runs for _ in run]


def _format(
    text: XmlText,
    have: list[dict[str, Any]],
    wanted: list[dict[str, Any]],
    new: str,
    come: tuple[int, int],
) -> None:
    """Format what is not formatted as it should be, in stretches as long as can be."""
    start, length = come
    behind = len(wanted) - start - length
    now = have[:start] + [{} for _ in range(length)] + (have[len(have) - behind :] if behind else [])
    place = at = 0
    while place < len(new):
        change = _difference(now[place], wanted[place])
        last = place + 1
        while last < len(new) and _difference(now[last], wanted[last]) == change:
            last += 1
        size = _size(new[place:last])
        if change:
            text.format(at, at + size, change)
        place, at = last, at + size


def _difference(have: dict[str, Any], wanted: dict[str, Any]) -> dict[str, Any]:
    gone = dict.fromkeys(have.keys() - wanted.keys())
    return gone | {name: value for name, value in wanted.items() if name not in have or have[name] != value}


def _size(text: str) -> int:
    """The native library counts bytes of UTF-8."""
    return len(text.encode())


def _runs(text: XmlText) -> Runs | None:
    runs = [(run, dict(formatting or {})) for run, formatting in text.diff()]
    return runs if all(isinstance(run, str) for run, _ in runs) else None


def _plain(element: XmlElement) -> dict[str, Any]:
    return {
        name: int(value) if isinstance(value, float) and value.is_integer() else value
        for name, value in element.attributes
    }


def _found(child: Any) -> Any:
    """What stands in a document, in a form that can be compared with what is meant."""
    if isinstance(child, XmlText):
        runs = _runs(child)
        return None if runs is None else [list(run) for run in runs]
    if not isinstance(child, XmlElement):
        return None
    return {"tag": child.tag, "is": _plain(child), "has": [_found(one) for one in child.children]}


def _meant(piece: Piece) -> Any:
    if isinstance(piece, list):
        return [[run["text"], formatting_of(run)] for run in piece]
    return {"tag": piece["type"], "is": attributes_of(piece), "has": [_meant(one) for one in pieces_of(piece)]}


def _sign(form: Any) -> str:
    return json.dumps(form, sort_keys=True, default=str)
