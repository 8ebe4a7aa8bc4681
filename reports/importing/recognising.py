"""Which of the form's own wordings a piece of a file is: a question, the title of a section, an instruction.

A heading is recognised by the beginning that it shares with a wording of the edition; where none fits exactly, by how
many of the words agree. Running text is taken for form wording only where hardly anything else stands in it.
"""

import re
from dataclasses import dataclass

from django.utils import translation
from django.utils.translation import gettext as _

from bilingual.languages import LANGUAGES
from questionnaires.numbering import numbers
from questionnaires.wording import end_of, plain, wordings
from reports.importing.blocks import Unit
from reports.importing.frame import Frame
from reports.importing.inlines import is_throughout
from reports.importing.likeness import likeness_to_beginning, number_of, similarity
from reports.ordinals import ORDINALS

LONGEST_HEADING = 700
"""In characters. With a priority's title in it a question comes to some 350."""

CERTAIN = 1.0
ENOUGH = 0.75
ENOUGH_WITH_NUMBER = 0.55
"""How much of a wording must be said where it is not said exactly; less will do where the number is right too."""

_ENDS_AS_QUESTION = re.compile(r"\?[\s*:»”\")\]]*$|\*\s*$")
_PRIORITY_NUMBER = re.compile(
    r"\b(?:priorit(?:é|y)|axe|axis|pilier|pillar)\s*(?:n\s?[°o]\s?|no\.\s?)?([1-9]\d?)\b", re.IGNORECASE
)
_ORDINAL_FIGURES = re.compile(r"\b([1-9]\d?)\s?(?:re|ère|er|ème|e|st|nd|rd|th)\b", re.IGNORECASE)
_MASCULINE = {"premier": 1, "second": 2, "seconde": 2}


@dataclass(frozen=True)
class Found:
    """A wording of the edition in a unit's text. `end` is the offset behind it; `score` 1 where it is said exactly."""

    kind: str
    key: str
    end: int
    score: float


class Recogniser:
    """Knows the wordings of one report's edition in all languages."""

    def __init__(self, frame: Frame) -> None:
        edition = frame.edition
        self.frame = frame
        self.questions = [(question.key, wordings(question.label, question.aliases)) for question in edition.questions]
        self.sections = [(section.key, wordings(section.title, section.aliases)) for section in edition.sections]
        printed = [text for texts in edition.instructions.values() for text in texts]
        explained = [section.intro for section in edition.sections] + [question.help for question in edition.questions]
        explained += [part.help for question in edition.questions for part in question.fields]
        printed += [re.sub(r"\{\w+\}", "*", text) for one in explained if one for text in one.values()]
        self.instructions = [text for text in printed if len(text) > 10]
        for language in LANGUAGES:
            with translation.override(language):
                self.instructions.append(_("No answer yet"))  # as our own exports say it
        counts = {"priority": len(frame.priorities), "earlier_step": max(1, len(frame.earlier_steps))}
        self.known: dict[int, tuple[Unit, Found | None]] = {}
        self.numbers: dict[str, set[int]] = {}
        for key, _index, number in numbers(edition, counts):
            self.numbers.setdefault(key, set()).add(number)

    def heading(self, unit: Unit) -> Found | None:
        """The question or section that a leaf is the heading of."""
        if id(unit) not in self.known:
            self.known[id(unit)] = (unit, self._first_heading(unit))  # the unit is kept, so that no other gets its id
        return self.known[id(unit)][1]

    def _first_heading(self, unit: Unit) -> Found | None:
        text = unit.text
        if "\n" in text.strip() and not unit.level:
            return self._heading(unit, text) or self._heading(
                unit, text[: text.index("\n", len(text) - len(text.lstrip()))]
            )
        return self._heading(unit, text)

    def _heading(self, unit: Unit, text: str) -> Found | None:
        if not text.strip() or (len(text) > LONGEST_HEADING and not unit.level):
            return None
        is_bold = is_throughout(unit.content, "bold")
        asks = bool(_ENDS_AS_QUESTION.search(text))
        exact = []
        for kind, candidates in (("question", self.questions), ("section", self.sections)):
            for key, aliases in candidates:
                for alias in aliases:
                    end = end_of(alias, text)
                    if end is not None:
                        exact.append((len(alias.replace("*", "")), kind, key, end))
        for said, kind, key, end in sorted(exact, key=lambda one: (-one[0], one[1])):
            covered = len(plain(text[:end])) / max(1, len(plain(text)))
            if kind == "section":
                accepted = (covered >= 0.4 and (unit.level or is_bold)) or covered >= 0.95
            elif unit.level:
                accepted = said >= 12 or covered >= 0.8
            else:
                whole = re.search(r"\?\W*$", text[:end]) is not None
                accepted = (covered >= 0.8 and said >= 15) or (said >= 20 and (asks or is_bold or whole))
            if accepted:
                return Found(kind, key, _end_of_heading(text, end, asks, bool(unit.level or is_bold)), CERTAIN)
        if unit.level or is_bold or asks:
            return self._alike(unit, text)
        return None

    def _alike(self, unit: Unit, text: str) -> Found | None:
        number = number_of(text) or (unit.in_list.number if unit.in_list else None)
        best, most = None, 0.0
        written = set(plain(text).split())
        for key, aliases in self.questions:
            for alias in aliases:
                wanted = set(plain(alias).split())
                if len(wanted) < 4 or len(wanted & written) < ENOUGH_WITH_NUMBER * len(wanted) - 1:
                    continue
                score = max(likeness_to_beginning(alias, text) - 0.02, similarity(alias, text))
                if score > most:
                    best, most = key, score
        if best is None:
            return None
        agrees = number is not None and number in self.numbers.get(best, ())
        if most >= ENOUGH or (agrees and most >= ENOUGH_WITH_NUMBER):
            return Found("question", best, len(text), min(most, 0.99))
        return None

    def instruction(self, text: str) -> int | None:
        """The offset behind a sentence that the form prints and that is nobody's answer, at the text's beginning."""
        ends = [end for alias in self.instructions if (end := end_of(alias, text)) is not None]
        return max(ends, default=None)

    def priority(self, text: str) -> tuple[str | None, bool]:
        """The priority that a question about progress names, by title, else by ordinal; and whether both agree."""
        priorities = self.frame.priorities
        ordinal = ordinal_in(text)
        by_ordinal = priorities[ordinal - 1].code if ordinal and ordinal <= len(priorities) else None
        scored = sorted(
            (
                (max((likeness_within(title, text) for title in one.title.values()), default=0.0), one.code)
                for one in priorities
            ),
            reverse=True,
        )
        if scored and scored[0][0] >= 0.8 and (len(scored) == 1 or scored[1][0] < scored[0][0]):
            return scored[0][1], by_ordinal in (None, scored[0][1])
        if by_ordinal:
            return by_ordinal, True
        if scored and scored[0][0] >= 0.5 and (len(scored) == 1 or scored[1][0] < 0.3):
            return scored[0][1], True
        return None, False


def ordinal_in(text: str) -> int | None:
    """Which one a text says it is about: "la deuxième priorité", "the 2nd priority", "Axe 2"."""
    head = re.split(r"[\"“«„]", text, maxsplit=1)[0]
    if match := _PRIORITY_NUMBER.search(head):
        return int(match[1])
    words = plain(head).split()
    for names in ORDINALS.values():
        for number, name in enumerate(names, start=1):
            if plain(name) in words:
                return number
    for word, number in _MASCULINE.items():
        if word in words:
            return number
    match = _ORDINAL_FIGURES.search(head)
    return int(match[1]) if match else None


def likeness_within(title: str, text: str) -> float:
    """How much of a title a text says, wherever it begins; a title of one word or two must be said whole."""
    wanted, written = plain(title), plain(text)
    if wanted and re.search(rf"\b{re.escape(wanted)}\b", written):
        return 1.0
    if len(wanted.split()) < 3:
        return 0.0
    quoted = re.split(r"[\"“«„]", text, maxsplit=1)
    return max(likeness_to_beginning(title, part) for part in (text, quoted[-1]))


def _end_of_heading(text: str, end: int, asks: bool, stands_out: bool) -> int:
    """Where the question ends and an answer in the same paragraph begins; mostly that is the end of the text."""
    if asks or end >= len(text):
        return len(text)
    mark = text.find("?", max(0, end - 4))
    if mark >= 0:
        closing = re.compile(r"[\s?*:»”\")\]]*").match(text, mark)
        return closing.end() if re.search(r"\w", text[closing.end() :]) else len(text)
    return (
        len(text)
        if stands_out or not re.search(r"\w", text[end:])
        else end
        if text[:end].rstrip().endswith(("*", ":"))
        else len(text)
    )
