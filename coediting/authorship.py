"""Whose words: the text that stands, letter by letter with who wrote it.

Yjs knows each letter by the page that wrote it, but its libraries do not tell. So the whole document is read a second
time with each letter replaced by a sign for its author: numbers and places are those of the letters, so the second
document is put together as the first, and at each place it has the author where the first one has the letter.
"""

from collections.abc import Collection, Iterator, Mapping
from itertools import groupby
from typing import Any, NamedTuple
from uuid import UUID

from pycrdt import Doc, XmlElement, XmlText

from coediting import log
from coediting.convert import fragment_of
from coediting.lib0 import BadMessage, sized
from coediting.models import Hand
from coediting.updates import Item, read_update

Author = int | None
"""The key of a person; None is the system, or a file."""

_FIRST, _LAST = 0xE000, 0xF8FF
"""Signs that no text means anything by, one UTF-16 unit each."""


class Stretch(NamedTuple):
    author: Author
    text: str


class Block(NamedTuple):
    """A paragraph, heading, item, row of a table or footnote."""

    type: str
    stretches: tuple[Stretch, ...]


def whose_words(documents: Collection[UUID]) -> dict[UUID, list[Block] | None]:
    """The texts with everything that is committed; None for one that cannot be told apart. Three queries."""
    hands: dict[UUID, dict[int, Author]] = {document: {} for document in documents}
    rows = Hand.objects.filter(document__in=hands).order_by("document", "client")
    for document, client, author in rows.values_list("document", "client", "author"):
        hands[document][client] = author
    return {document: _blocks_of(doc, hands[document]) for document, doc in log.read_all(hands).items()}


def _blocks_of(doc: Doc, hands: dict[int, Author]) -> list[Block] | None:
    authors = list(dict.fromkeys([None, *hands.values()]))
    if len(authors) > _LAST - _FIRST:
        return None
    sign_of = {author: chr(_FIRST + number) for number, author in enumerate(authors)}
    try:
        signed = with_signs(doc.get_update(), {client: sign_of[author] for client, author in hands.items()})
    except BadMessage:
        return None
    second = Doc()
    if not log.apply(second, signed):
        return None
    author_of = {sign: author for author, sign in sign_of.items()}
    blocks = [
        Block(kind, tuple(_joined((author_of.get(sign), text) for text, sign in letters)))
        for kind, letters in _blocks(fragment_of(doc), fragment_of(second), "paragraph")
    ]
    return [block for block in blocks if any(text.strip() for _author, text in block.stretches)]


def with_signs(update: bytes, sign_of: Mapping[int, str]) -> bytes:
    """The update with the sign of its writer in the place of each letter and of each element's name."""
    pieces = [
        (item.content, _content_of(item, update, sign_of.get(client, chr(_FIRST))))
        for client, items in read_update(update).items.items()
        for item in items
        if item.is_text or item.is_type
    ]
    written, place = bytearray(), 0
    for (begin, end), content in sorted(pieces):
        written += update[place:begin] + content
        place = end
    return bytes(written + update[place:])


def _content_of(item: Item, update: bytes, sign: str) -> bytes:
    begin, end = item.content
    if item.is_text:
        return sized((sign * (item.end - item.start)).encode())
    # An element is a number and its name; a text is the number alone.
    return update[begin:end] if end - begin == 1 else update[begin : begin + 1] + sized(sign.encode())


Letters = list[tuple[str, str]]
"""What stands in a block: pieces of text, each with the sign of who wrote it."""


def _blocks(parent: Any, signs: Any, kind: str) -> Iterator[tuple[str, Letters]]:
    """The blocks of both documents, side by side: they are built the same."""
    for child, twin in zip(parent.children, signs.children, strict=True):
        tag = child.tag if isinstance(child, XmlElement) else ""
        if tag in ("paragraph", "heading"):
            letters, notes = _inlines(child, twin)
            yield ("heading" if tag == "heading" else kind), letters
            yield from (("footnote", note) for note in notes)
        elif tag == "tableRow":
            cells = [list(_blocks(*cell, "cell")) for cell in zip(child.children, twin.children, strict=True)]
            row: Letters = []
            for number, cell in enumerate(cells):
                row += [(" | ", "")] if number else []
                row += [letter for kind_, letters in cell if kind_ != "footnote" for letter in letters]
            yield "row", row
            yield from (block for cell in cells for block in cell if block[0] == "footnote")
        elif isinstance(child, XmlElement):
            yield from _blocks(child, twin, "item" if tag == "listItem" else kind)


def _inlines(parent: Any, signs: Any) -> tuple[Letters, list[Letters]]:
    letters: Letters = []
    notes: list[Letters] = []
    for child, twin in zip(parent.children, signs.children, strict=True):
        if isinstance(child, XmlText):
            letters += _letters(_text(child), _text(twin))
        elif not isinstance(child, XmlElement):
            continue
        elif child.tag == "footnote":
            notes.append(_inlines(child, twin)[0])
        elif child.tag == "hardBreak":
            letters.append(("\n", twin.tag))
        elif child.tag == "objective":
            letters.append((str(dict(child.attributes).get("code", "")), twin.tag))
    return letters, notes


def _text(text: XmlText) -> str:
    return "".join(piece for piece, _marks in text.diff() if isinstance(piece, str))


def _letters(text: str, signs: str) -> Letters:
    """A sign stands for each UTF-16 unit: a letter outside the first plane has two."""
    letters, place = [], 0
    for letter in text:
        letters.append((letter, signs[place]))
        place += 2 if ord(letter) > 0xFFFF else 1
    return letters


def _joined(letters: Iterator[tuple[Author, str]]) -> Iterator[Stretch]:
    for author, group in groupby(letters, key=lambda pair: pair[0]):
        yield Stretch(author, "".join(text for _author, text in group))
