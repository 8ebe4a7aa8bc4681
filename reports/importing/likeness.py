"""How alike two wordings are: word by word, whatever their case, accents, punctuation and numbers in front."""

import re
from collections.abc import Iterable
from difflib import SequenceMatcher
from functools import lru_cache

from questionnaires.wording import plain

_OPENING = "\"“«'‘„ \N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}"
_NUMBER = re.compile(r"\s*(?:(?:q|question)\W{0,3})?(\d{1,3})(?!\.\d)\s*[.):°–—-]?\s", re.IGNORECASE)


def similarity(first: str, second: str) -> float:
    """From 0 (no word in common, in order) to 1 (the same words)."""
    return _ratio(_words(first), _words(second))


def title_similarity(first: str, second: str) -> float:
    """The same by words or, for titles of a few words, by letters: "Former les agents", "Former des agents"."""
    by_letters = SequenceMatcher(None, plain(first), plain(second), autojunk=False)
    return max(similarity(first, second), by_letters.ratio() - 0.1)


def likeness_to_beginning(wording: str, text: str) -> float:
    """How much of a wording the beginning of a text says; what the text says after it does not count."""
    wanted = _words(wording.replace("*", " "))
    if not wanted:
        return 0.0
    written = _words(text)[: len(wanted) + wording.count("*") * 8 + 1]
    if not set(wanted) & set(written):
        return 0.0
    matched = sum(block.size for block in SequenceMatcher(None, wanted, written, autojunk=False).get_matching_blocks())
    return matched / len(wanted)


def best(text: str, candidates: Iterable[tuple[str, Iterable[str]]]) -> tuple[str, float]:
    """The candidate with the wording most similar to the text, and how similar; ("", 0) without candidates."""
    found, most = "", 0.0
    for candidate, texts in candidates:
        for one in texts:
            score = similarity(text, one)
            if score > most:
                found, most = candidate, score
    return found, most


def number_of(text: str) -> int | None:
    """The number that a text begins with: 12 for "12. Quels instruments …", None for "1.2 Outiller …"."""
    match = _NUMBER.match(text + " ")
    return int(match[1]) if match else None


def quoted_title(text: str) -> str:
    """The title in what follows the words of a question: n° 1 "La mise à disposition d’un « Guide » ? gives La mise ….

    Quotation marks inside the title stay; an opening one whose partner was forgotten goes.
    """
    text = re.sub(r"^\W*(?:n\W{0,2}[°ºo]\W{0,3}|no\W{1,3}|#\W?)?\d{1,2}\b[\s:.,)–—-]*", "", text, flags=re.IGNORECASE)
    text = text.strip().rstrip("?*: \N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}.")
    opening = text[:1]
    if opening in ("«", "“"):
        closing = {"«": "»", "“": "”"}[opening]
        inner = text[1:].strip()
        return inner[:-1].strip() if inner.endswith(closing) and inner.count(closing) > inner.count(opening) else inner
    if opening in ('"', "„"):
        inner = text[1:].strip()
        return inner[:-1].strip() if inner.endswith(('"', "”", "“")) else inner
    return text.strip(_OPENING).strip()


@lru_cache(maxsize=4096)
def _words(text: str) -> tuple[str, ...]:
    return tuple(plain(text).split())


def _ratio(first: tuple[str, ...], second: tuple[str, ...]) -> float:
    if not first or not second or not set(first) & set(second):
        return 0.0
    return SequenceMatcher(None, first, second, autojunk=False).ratio()
