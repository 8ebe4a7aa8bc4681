"""Headings inside an answer that name a strand or an objective of the roadmap, by their code or by their very title."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from bilingual.text import Text
from reports.importing.blocks import Unit
from reports.importing.inlines import cut, is_throughout
from reports.importing.likeness import similarity
from richtext import build

_CODE = re.compile(
    r"\s*(?:(?P<word>[^\W\d_]{3,20})\s+(?:n\s?°\s?)?)?"
    r"(?P<code>\d{1,2}\.(?:\d{1,2}(?:\.[A-Za-z]{1,2})?|[A-Z]{1,2}))\s{0,2}(?P<sign>[.):–—-]*)(?=\s|$)",
    re.IGNORECASE,
)
_WORDS = frozenset("volet strand objectif objective axe action output outcome activity activité résultat".split())
"""What roadmaps call their levels. Another word is believed where the title agrees."""
LONGEST = 400
SAME = 0.85
ALIKE = 0.5


@dataclass(frozen=True)
class Strand:
    """A recognised heading; `is_known` says whether the roadmap has the code. `unit` is the heading made ready.

    `codes` are several where titles are alike and nothing in the heading decides: then `code` is "".
    """

    code: str
    is_known: bool
    unit: Unit
    is_titled: bool = True
    """Whether its title is that of the item, too."""
    codes: tuple[str, ...] = ()


def as_strand(unit: Unit, items: Mapping[str, Text], inside: str = "") -> Strand | None:
    """The strand or objective that a leaf is the heading of; its code becomes a reference, every word stays.

    `inside` is the code of the priority whose answer is open: of items with one title, that priority's is meant.
    """
    text = unit.text
    if "\n" in text.strip() or len(text) > LONGEST or not text.strip():
        return None
    stands_out = unit.level > 0 or is_throughout(unit.content, "bold")
    match = _CODE.match(text)
    if match and _is_believed(match, items):
        return _by_code(unit, items, match, stands_out)
    if not stands_out:
        return None
    scores = {
        code: max((similarity(one, text) for one in title.values()), default=0.0)
        for code, title in items.items()
        if "." in code
    }
    most = max(scores.values(), default=0.0)
    if most < SAME:
        return None
    same = [code for code, score in scores.items() if score == most]
    within = [code for code in same if inside and code.split(".")[0] == inside]
    if len(within or same) == 1:
        (code,) = within or same
        return Strand(code, True, _heading(unit, code))
    return Strand("", True, _heading(unit), codes=tuple(same))


def code_of(unit: Unit) -> str:
    """The code that a leaf begins with as a heading does; "" for none."""
    match = _CODE.match(unit.text) if len(unit.text) <= LONGEST else None
    return match["code"].upper() if match and unit.text[match.end() :].strip() else ""


def _by_code(unit: Unit, items: Mapping[str, Text], match: re.Match[str], stands_out: bool) -> Strand | None:
    code, text = match["code"].upper(), unit.text
    rest = text[match.end() :]
    likeness = _likeness(match, items)
    if (stands_out or likeness >= ALIKE) and code in items:
        return Strand(
            code, True, _with_reference(unit, match.start("code"), match.end("code"), code), likeness >= ALIKE
        )
    if unit.level and rest.strip():
        return Strand(code, False, _heading(unit), is_titled=False)
    return None


def _is_believed(match: re.Match[str], items: Mapping[str, Text]) -> bool:
    word = (match["word"] or "").lower()
    return not word or word in _WORDS or _likeness(match, items) >= ALIKE


def _likeness(match: re.Match[str], items: Mapping[str, Text]) -> float:
    """How alike what follows a code is to the title of the item that has it."""
    rest = match.string[match.end() :]
    titles = items.get(match["code"].upper(), Text()).values()
    return max((similarity(_untitled(one), rest) for one in titles), default=0.0)


def _untitled(title: str) -> str:
    """An item's title without the word and code that it may begin with: Output 1.1 – Institutions are equipped."""
    match = _CODE.match(title)
    return title[match.end() :] if match else title


def _heading(unit: Unit, code: str = "") -> Unit:
    return Unit(unit.place, content=unit.content, level=unit.level, rank=_rank(code))


def _rank(code: str) -> int:
    """An objective's heading stands below a strand's."""
    return 2 if code and code[-1].isalpha() else 1


def _with_reference(unit: Unit, start: int, end: int, code: str) -> Unit:
    before, rest = cut(unit.content, start)
    written, after = cut(rest, end - start)
    marks = [mark for mark in written[0].get("marks", []) if mark["type"] != "link"] if written else []
    content = [*before, build.objective(code, *marks), *after]
    return Unit(unit.place, content=content, level=unit.level, rank=_rank(code))
