"""Finding the words that a thread was begun on in a text that has been written on since. Pure.

frontend/src/comments/quote.ts does the same for what stands on a page.
"""

import re
from typing import Any

RELATIVE = frozenset({"type", "tname", "item", "assoc"})


def squeezed(text: str) -> str:
    """The text with single spaces: how blocks are parted, and lines broken, says nothing about the words."""
    return re.sub(r"\s+", " ", text)


def find(text: str, quote: str, before: str = "", after: str = "") -> int | None:
    """Where the words stand in the squeezed text; None if they do not any more.

    Where they stand several times, most of the words around them decides, then the first place.
    """
    text, quote = squeezed(text), squeezed(quote).strip()
    if not quote:
        return None
    places = [found.start() for found in re.finditer(f"(?={re.escape(quote)})", text)]
    before, after = squeezed(before).strip(), squeezed(after).strip()

    def likeness(at: int) -> int:
        left, right = text[:at].rstrip(), text[at + len(quote) :].lstrip()
        return alike(left[::-1], before[::-1]) + alike(right, after)

    return max(places, key=lambda at: (likeness(at), -at), default=None)


def alike(one: str, other: str) -> int:
    """How many letters two texts begin with alike."""
    for number, (a, b) in enumerate(zip(one, other, strict=False)):
        if a != b:
            return number
    return min(len(one), len(other))


def context(text: str, quote: str, limit: int) -> tuple[str, str, str]:
    """The words as they stand in the text, with some of what stands before and after; without, where they are not."""
    text, at = squeezed(text), find(text, quote)
    if at is None:
        return quote, "", ""
    end = at + len(squeezed(quote).strip())
    return text[at:end], text[max(0, at - limit) : at], text[end : end + limit]


def is_anchor(value: Any) -> bool:
    """Whether it has the form of {"from": …, "to": …}, two relative positions of Yjs."""
    return isinstance(value, dict) and set(value) == {"from", "to"} and all(map(is_position, value.values()))


def is_position(value: Any) -> bool:
    if not isinstance(value, dict) or not value or not RELATIVE.issuperset(value):
        return False
    if not isinstance(value.get("assoc", 0), int) or not isinstance(value.get("tname") or "", str):
        return False
    return all(is_identity(value[name]) for name in ("type", "item") if value.get(name) is not None)


def is_identity(value: Any) -> bool:
    """The number of a letter: who wrote it, and which of theirs it is."""
    return isinstance(value, dict) and set(value) == {"client", "clock"} and all(type(n) is int for n in value.values())
