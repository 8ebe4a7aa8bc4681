"""Codes of a roadmap's items: the country's own text, such as 1.2.C, OP1.L1.S1, M17, CC or Eje I.

A code is a name: it says nothing of the order. Its parts are looked at where a file or a person has to be helped: how
deep it lies, which code may follow it.
"""

import re
from collections.abc import Iterable

CODE_LIMIT = 40
"""Characters of a code, and of an anchor."""
DEEPEST = 5
"""Levels that a roadmap may have."""
_NO_ANCHOR = re.compile(r"[^\w.]+")
_ROMAN = r"(?![IVXLCivxlc]+\b)"
_WORD = re.compile(
    rf"\A(?P<word>{_ROMAN}[^\W\d]{{2,}}(?:\s+{_ROMAN}[^\W\d]{{2,}})*)(?:\s+n[°ºo.]{{1,2}})?(?:\s*:\s*|\s+(?:[–—-]\s+)?)(?=\S)"
)
_LAST = re.compile(r"(.*?)([0-9]+|[A-Za-z]+)(\W*)")
_ROMANS = "I II III IV V VI VII VIII IX X XI XII XIII XIV XV XVI XVII XVIII XIX XX".split()


def anchor_of(code: str) -> str:
    """The code as a link may say it: 1.2.C as it is, "Eje I" as Eje-I."""
    return _NO_ANCHOR.sub("-", code).strip("-") or "-"


def is_named(code: str) -> bool:
    """Whether a code is a name, too long for the margin where codes stand: Línea I.1.a."""
    return len(code) > 6 or " " in code


def free_anchor(taken: Iterable[str]) -> str:
    """An anchor for an item without a code."""
    taken = set(taken)
    return next(anchor for number in range(1, len(taken) + 2) if (anchor := f"n{number}") not in taken)


def word_of(code: str) -> str:
    """The word that a code begins with: Eje in "Eje I", "" in 1.2 or CC."""
    match = _WORD.match(code)
    return match["word"] if match else ""


def parts_of(code: str) -> tuple[str, ...]:
    """The parts of a code without the word before it: I, 1 in "Objetivo I.1"."""
    match = _WORD.match(code)
    rest = (code[match.end() :] if match else code).strip(" .:)")
    return tuple(part for part in re.split(r"[.\-/–]+", re.sub(r"\s+", "", rest.upper())) if part)


def following(code: str) -> str:
    """The code after this one, by its last number, letter or Roman number; "" where nobody can say."""
    match = _LAST.fullmatch(code)
    if not match:
        return ""
    before, last, after = match.groups()
    if last.isdigit():
        return f"{before}{int(last) + 1}{after}"
    if last.upper() in _ROMANS[:-1] and (len(last) > 1 or last.upper() == "I"):
        after_it = _ROMANS[_ROMANS.index(last.upper()) + 1]
        return f"{before}{after_it if last.isupper() else after_it.lower()}{after}"
    if len(last) > 2 or (before and before[-1].isalpha()):
        return ""
    text = letters(number(last.upper()) + 1)
    return f"{before}{text if last.isupper() else text.lower()}{after}"


def first_like(code: str) -> str:
    """The first code of the kind: 1 for 7, A for C."""
    match = _LAST.fullmatch(code)
    if not match:
        return ""
    before, last, after = match.groups()
    if last.isdigit():
        return f"{before}1{after}"
    first = "I" if len(last) > 1 and last.upper() in _ROMANS else "A"
    return f"{before}{first if last.isupper() else first.lower()}{after}"


def number(text: str) -> int:
    """1 for A, 26 for Z, 27 for AA."""
    value = 0
    for letter in text:
        value = value * 26 + ord(letter) - ord("A") + 1
    return value


def letters(value: int) -> str:
    """A for 1, Z for 26, AA for 27."""
    text = ""
    while value:
        value, rest = divmod(value - 1, 26)
        text = chr(ord("A") + rest) + text
    return text


def next_code(siblings: list[str], parent: str, cousins: list[tuple[str, str]]) -> str:
    """A code for a new item: the one after the last sibling's; else as a cousin's under its parent; else the parent's
    with 1 behind it. "" where the roadmap does without. Cousins are pairs of a code and its parent's."""
    for code in reversed([code for code in siblings if code]):
        return following(code)
    for code, above in cousins:
        if code and code.startswith(above) and (parent or not above):
            return parent + first_like(code[len(above) :])
    if siblings or cousins:
        return ""
    return f"{parent}.1" if parent else "1"
