"""Recognises the wordings of a form by an edition's aliases, whatever their case, accents, spaces and punctuation.

An alias matches at the beginning of a text, after its number if it has one. A star in an alias stands for anything
short: a date, an ordinal, a title; at the alias's end, for what comes before the next colon or question mark.
"""

import re
import unicodedata
from collections.abc import Iterable
from functools import cache, lru_cache
from typing import TypeVar

from bilingual.text import Text
from questionnaires.schema import Aliases

STAR_LIMIT = 300
"""How many characters a star may stand for; titles of priorities come to some 150."""

_NUMBER = re.compile(r"\s*(?:q(?:uestion)?\W*)?\d+(?:\.\d+)*\W+", re.IGNORECASE)
_OPEN_END = re.compile(r"[^:?!\n]*")
_AFTER = re.compile(r"[\s:?!.*)\]»”\"–—-]*")

Found = TypeVar("Found")


def plain(text: str) -> str:
    """What of a text counts in a comparison: "12. À l’État :" becomes "a l etat"."""
    return _plain(text)[0]


def wordings(own: Text, aliases: Aliases) -> list[str]:
    """All aliases of something in all languages: its own wordings, with stars for placeholders, and the others."""
    return [re.sub(r"\{\w+\}", "*", text) for text in own.values()] + [
        alias for texts in aliases.values() for alias in texts
    ]


def end_of(alias: str, text: str) -> int | None:
    """The offset in `text` at which the alias and the punctuation behind it end; None if it does not begin so.

    In "Prochaine étape : former", "prochaine étape" ends before the f: what follows is what somebody wrote. An
    offset of len(text) says that nothing follows.
    """
    compared, offsets = _plain(text)
    pattern, is_open = _pattern(alias)
    match = pattern.match(compared)
    if not match or not match.end():
        return None
    end = offsets[match.end() - 1] + 1
    if is_open:
        end = _OPEN_END.match(text, end).end()
    return _AFTER.match(text, end).end()


def recognise(text: str, candidates: Iterable[tuple[Found, Iterable[str]]]) -> tuple[Found, int] | None:
    """The candidate whose alias says most of the text's beginning, and the offset at which that alias ends."""
    best, most = None, 0
    for candidate, aliases in candidates:
        for alias in aliases:
            end = end_of(alias, text)
            said = len(alias.replace("*", ""))
            if end is not None and said > most:
                best, most = (candidate, end), said
    return best


@lru_cache(maxsize=4096)
def _plain(text: str) -> tuple[str, list[int]]:
    """Letters and digits, small and without accents, one space for all else; and where each stood in the text."""
    number = _NUMBER.match(text)
    return _fold(text, number.end() if number else 0)


def _fold(text: str, start: int) -> tuple[str, list[int]]:
    characters: list[str] = []
    offsets: list[int] = []
    for offset in range(start, len(text)):
        for character in _parts(text[offset]):
            if not character:
                # The accent belongs to the letter before it: the rest of the text begins behind it.
                if offsets:
                    offsets[-1] = offset
            elif character != " " or (characters and characters[-1] != " "):
                characters.append(character)
                offsets.append(offset)
    if characters and characters[-1] == " ":
        del characters[-1], offsets[-1]
    return "".join(characters), offsets


@lru_cache(maxsize=4096)
def _parts(character: str) -> list[str]:
    """What counts of a character: its letters, small; "" for an accent and " " for any other sign."""
    parts = unicodedata.normalize("NFKD", character).casefold()
    return ["" if unicodedata.combining(part) else part if part.isalnum() else " " for part in parts]


@cache
def _pattern(alias: str) -> tuple[re.Pattern[str], bool]:
    """The pattern up to the last word, and whether a star follows that word."""
    pieces = [_fold(piece, 0)[0] for piece in alias.split("*")]
    is_open = not pieces[-1]
    if is_open:
        del pieces[-1]
    star = rf"\b.{{0,{STAR_LIMIT}}}?\b"
    return re.compile(star.join(re.escape(piece) for piece in pieces) + r"(?!\w)"), is_open
