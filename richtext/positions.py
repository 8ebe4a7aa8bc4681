"""Where tokens of a document stand as the editor counts: each edge of a node is a place, each letter (UTF-16) too."""

import json
from collections.abc import Sequence
from typing import Any

from richtext.edits import Token

Node = dict[str, Any]


def positions(tokens: Sequence[Token]) -> list[int]:
    """The place before each token, and after the last one; the first stands at 0."""
    found = [0]
    for token in tokens:
        found.append(found[-1] + _size(token))
    return found


def _size(token: Token) -> int:
    if token[0] == "text":
        return _letters(token[1])
    return _size_of(json.loads(token[1])) if token[0] == "atom" else 1


def _size_of(node: Node) -> int:
    """Of a piece of a text. A note is written in: it has an edge on either side of what it says."""
    if node["type"] == "text":
        return _letters(node["text"])
    return 2 + sum(map(_size_of, node.get("content", []))) if node["type"] == "footnote" else 1


def _letters(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2
