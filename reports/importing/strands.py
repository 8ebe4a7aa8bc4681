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
    r"\s*(?P<word>(?:volet|strand|objectif|objective|axe|action)\s+(?:n\s?°\s?)?)?"
    r"(?P<code>\d{1,2}\.(?:\d{1,2}(?:\.[A-Za-z]{1,2})?|[A-Z]{1,2}))\s{0,2}(?P<sign>[.):–—-]*)(?=\s|$)",
    re.IGNORECASE,
)
LONGEST = 400
SAME = 0.85
ALIKE = 0.5


@dataclass(frozen=True)
class Strand:
    """A recognised heading; `is_known` says whether the roadmap has the code. `unit` is the heading made ready."""

    code: str
    is_known: bool
    unit: Unit


def as_strand(unit: Unit, items: Mapping[str, Text]) -> Strand | None:
    """The strand or objective that a leaf is the heading of; its code becomes a reference, every word stays."""
    text = unit.text
    if "\n" in text.strip() or len(text) > LONGEST or not text.strip():
        return None
    stands_out = unit.level > 0 or is_throughout(unit.content, "bold")
    match = _CODE.match(text)
    if match:
        code = match["code"].upper()
        title = text[match.end() :]
        likeness = max((similarity(one, title) for one in items.get(code, Text()).values()), default=0.0)
        is_heading = stands_out or likeness >= ALIKE
        if is_heading and code in items:
            return Strand(code, True, _with_reference(unit, match.start("code"), match.end("code"), code))
        if unit.level and title.strip():
            return Strand(code, False, _heading(unit))
        return None
    if stands_out:
        for code, title in items.items():
            if "." in code and any(similarity(one, text) >= SAME for one in title.values()):
                return Strand(code, True, _heading(unit, code))
    return None


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
