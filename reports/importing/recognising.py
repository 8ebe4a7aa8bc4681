"""Which of the form's own wordings a piece of a file is: a question, the title of a section, an instruction.

A heading is recognised by the beginning that it shares with a wording of the edition; where none fits exactly, by how
many of the words agree. Running text is taken for form wording only where hardly anything else stands in it.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.utils import translation
from django.utils.translation import gettext as _

from bilingual.languages import LANGUAGES
from questionnaires.loader import later_wordings, rewordings
from questionnaires.numbering import numbers
from questionnaires.wording import end_of, plain, wordings
from reports.content.ordinals import ORDINALS
from reports.importing.blocks import Unit
from reports.importing.frame import Frame
from reports.importing.inlines import is_throughout, plain_text
from reports.importing.likeness import likeness_to_beginning, number_of, similarity
from reports.importing.naming import ItemNames

LONGEST_HEADING = 700
"""In characters. With a priority's title in it a question comes to some 350."""

BEGINNING = 100
"""In characters: the first word of a text ends before."""
CERTAIN = 1.0
ENOUGH = 0.75
ENOUGH_WITH_NUMBER = 0.55
"""How much of a wording must be said where it is not said exactly; less will do where the number is right too."""

FEWEST_WORDS = 4
"""A wording of fewer is not recognised by likeness."""

SAID = 20
"""Characters of a wording that are enough where the place, too, is that of a question."""

_ENDS_AS_QUESTION = re.compile(r"\?[\s*:»”\")\]]*$|\*\s*$")
_ADDRESSES = re.compile(
    r"\W*(?:(?:q|question)?\W{0,3}\d{1,3}\W{1,4})?(?:[^:.?!\n]{1,60}:\s|le cas échéant,?\s|"
    r"(?:if|where) (?:applicable|relevant|so),?\s)?"
    r"(?:veuillez|veillez|merci de|please|kindly|décrivez|indiquez|précisez|expliquez|citez|nommez|énumérez|bitte"
    r"|sírvanse?|(?:state|name|list|describe|indicate|specify|explain|elaborate on|tell us|give details of)"
    r" (?:the|any|those|these|other|which|what|how|in what))\s",
    re.IGNORECASE,
)
"""How a form speaks to its reader, which nobody's answer does."""
_CLOSING = frozenset(
    "remerciement acknowledgement acknowledgment thank merci agradecimiento reconocimiento danksagung dank"
    " agradecimento annexe annex appendix appendice appendices annexure anexo anhang anlage"
    " signature signataire firma unterschrift assinatura"
    " bibliographie bibliography bibliografia literatur"
    " glossaire glossary glosario glossar glossario abreviation abbreviation abreviatura abkurzung sigle"
    " acronym acronyme contact contacto kontakt contato coordonnee impressum".split()
)
LONGEST_CLOSING = 80
"""In characters."""
_END_OF_SENTENCE = re.compile(r"[.:*](?=\s|$)|\n")
_NUMBERED_TITLE = re.compile(
    r"\W*[^\W\d_]{2,}(?:\s[^\W\d_]{2,}){0,2}\s*(?:n\s?[°o]\s?|no\.\s?|#\s?)?(?P<number>\d{1,2}|[IVX]{1,5})"
    r"\s*[:.–—-]+\s*(?P<title>\S.*)",
    re.DOTALL,
)
"""Outcome 2: Prevention; Pillar II – Prevention."""
_APART = re.compile(r"[:\"“”„«»–—?]|\s-\s")
_PRIORITY_NUMBER = re.compile(
    r"\b(?:priorit(?:é|y)|axe|axis|pilier|pillar)\s*(?:n\s?[°o]\s?|no\.\s?)?([1-9]\d?)\b", re.IGNORECASE
)
_PRIORITY = re.compile(r"\b(?:priorit|priorid|axe\b|axis\b|eje\b|pilier|pillar|pilar|schwerpunkt)", re.IGNORECASE)
_ORDINAL_FIGURES = re.compile(r"\b([1-9]\d?)\s?(?:re|ère|er|ème|e|st|nd|rd|th)\b", re.IGNORECASE)
_MASCULINE = {"premier": 1, "second": 2, "seconde": 2}


@dataclass(frozen=True)
class Found:
    """A wording of the edition in a unit's text. `end` is the offset behind it; `score` 1 where it is said exactly."""

    kind: str
    """question, section; of what belongs to one: rest, number, head (of a column); contents; unknown: neither."""
    key: str
    end: int
    score: float
    is_firm: bool = True
    """Whether so much of the wording is said that a number does not speak against it."""
    about: str = ""
    heading: str = ""
    """The whole heading, where it is more than the leaf."""
    reason: str = ""
    """Why it was taken for this question, where its wording does not say so: a code of explanations.PLACES."""
    near: tuple[str, ...] = ()
    """What the reason names: a number of the file, or names of questions."""


class Recogniser:
    """Knows the wordings of one report's edition in all languages."""

    def __init__(self, frame: Frame) -> None:
        edition = frame.edition
        self.frame = frame
        self.questions = [
            (one.key, wordings(one.label, one.aliases) + later_wordings(edition.key, one.key))
            for one in edition.questions
        ]
        said = ((key, alias, frozenset(plain(alias).split())) for key, aliases in self.questions for alias in aliases)
        self.words = [one for one in said if len(one[2]) >= FEWEST_WORDS]
        self.sections = [(section.key, wordings(section.title, section.aliases)) for section in edition.sections]
        printed = [text for texts in edition.instructions.values() for text in texts]
        explained = [section.intro for section in edition.sections] + [question.help for question in edition.questions]
        explained += [said.help for said in rewordings(edition.key).values()]
        explained += [part.help for question in edition.questions for part in question.fields]
        printed += [re.sub(r"\{\w+\}", "*", text) for one in explained if one for text in one.values()]
        self.instructions = [text for text in printed if len(text) > 10]
        for language in LANGUAGES:
            with translation.override(language):
                self.instructions.append(_("No answer yet"))  # as our own exports say it
        counts = {"priority": len(frame.priorities), "earlier_step": max(1, len(frame.earlier_steps))}
        asked = {one.code for one in frame.priorities}
        self.names = ItemNames([item for item in frame.items if item.priority in asked], frame.levels)
        self.ordinals = self.names.numbered(1) or {n: one.code for n, one in enumerate(frame.priorities, start=1)}
        self.known: dict[tuple[int, bool], tuple[Unit, Found | None]] = {}
        self.by_key = dict(self.questions)
        self.by_first_word: dict[str, list[tuple[str, str, str]]] = {}
        known = [("question", *one) for one in self.questions] + [("section", *one) for one in self.sections]
        for kind, key, aliases in [*known, ("instruction", "", self.instructions)]:
            for alias in aliases:
                first = "" if alias.startswith("*") else next(iter(plain(f" {alias}").split()), "")
                self.by_first_word.setdefault(first, []).append((kind, key, alias))
        self.numbers: dict[str, set[int]] = {}
        for key, _index, number in numbers(edition, counts):
            self.numbers.setdefault(key, set()).add(number)

    def heading(self, unit: Unit, placed: bool = False) -> Found | None:
        """The question or section that a leaf is the heading of. `placed`: it stands where a form has its questions."""
        known = (id(unit), placed)
        if known not in self.known:
            self.known[known] = (unit, self._first_heading(unit, placed))  # the unit is kept: no other gets its id
        return self.known[known][1]

    def beginning_as(self, text: str, *kinds: str) -> Iterator[tuple[str, str, str]]:
        """The (kind, key, wording) of the form that can be said where a text begins with this word."""
        for first in ("", *plain(text[:BEGINNING]).split()[:1]):
            for one in self.by_first_word.get(first, ()):
                if one[0] in (kinds or ("question", "section")):
                    yield one

    def wordings_of(self, key: str) -> list[str]:
        return self.by_key[key]

    def _first_heading(self, unit: Unit, placed: bool) -> Found | None:
        text = unit.text
        found = self._heading(unit, text, placed)
        line = len(text) - len(text.lstrip()) + text.strip().find("\n")
        if unit.level or "\n" not in text.strip() or (found is not None and found.end > line + 1):
            return found
        return self._heading(unit, text[:line], placed) or found

    def _heading(self, unit: Unit, text: str, placed: bool) -> Found | None:
        if not text.strip() or (len(text) > LONGEST_HEADING and not unit.level):
            return None
        is_bold = is_throughout(unit.content, "bold")
        asks = is_question(text)
        number = self.number(unit, text)
        exact = [
            (len(alias.replace("*", "")), kind, key, end)
            for kind, key, alias in self.beginning_as(text)
            if (end := end_of(alias, text)) is not None
        ]
        for said, kind, key, end in sorted(exact, key=lambda one: (-one[0], one[1])):
            covered = len(plain(text[:end])) / max(1, len(plain(text)))
            if kind == "section":
                accepted = (covered >= 0.4 and (unit.level or is_bold)) or covered >= 0.95
            elif unit.level:
                accepted = said >= 12 or covered >= 0.8
            else:
                whole = re.search(r"\?\W*$", text[:end]) is not None
                trusted = placed or _ADDRESSES.match(text) or number in self.numbers.get(key, ())
                accepted = (covered >= 0.8 and said >= 15) or (said >= SAID and (asks or is_bold or whole or trusted))
            if accepted:
                stands_out = bool(unit.level or is_bold)
                at = _end_of_bold(unit, text, end) or _end_of_heading(text, end, asks, stands_out)
                return Found(kind, key, at, CERTAIN, is_firm=covered >= 0.5 or said >= 2 * SAID)
        if unit.level or is_bold or asks or placed:
            return self._alike(unit, text)
        return None

    def number(self, unit: Unit, text: str) -> int | None:
        return number_of(text) or (unit.in_list.number if unit.in_list else None)

    def _alike(self, unit: Unit, text: str) -> Found | None:
        number = self.number(unit, text)
        best, most = None, 0.0
        written = set(plain(text).split())
        for key, alias, wanted in self.words:
            if len(wanted & written) < ENOUGH_WITH_NUMBER * len(wanted) - 1:
                continue
            score = max(likeness_to_beginning(alias, text) - 0.02, similarity(alias, text))
            if score > most:
                best, most = key, score
        if best is None:
            return None
        agrees = number is not None and number in self.numbers.get(best, ())
        if most >= ENOUGH or (agrees and most >= ENOUGH_WITH_NUMBER):
            return Found("question", best, len(text), min(most, 0.99), is_firm=agrees and most >= ENOUGH)
        return None

    def instruction(self, text: str) -> int | None:
        """The offset behind a sentence that the form prints and that is nobody's answer, at the text's beginning."""
        begun = [alias for kind, _key, alias in self.beginning_as(text, "instruction")]
        return max((end for alias in begun if (end := end_of(alias, text)) is not None), default=None)

    def priority(self, text: str) -> tuple[str | None, bool]:
        """The priority that a question about progress names, by title, else by ordinal; and whether both agree."""
        by_ordinal = self.by_ordinal(ordinal_in(text))
        scored = self.by_title(text)
        if scored and scored[0][0] >= 0.8 and (len(scored) == 1 or scored[1][0] < scored[0][0]):
            return scored[0][1], by_ordinal in (None, scored[0][1])
        if by_ordinal:
            return by_ordinal, True
        if scored and scored[0][0] >= 0.5 and (len(scored) == 1 or scored[1][0] < 0.3):
            return scored[0][1], True
        return None, False

    def by_ordinal(self, ordinal: int | None) -> str | None:
        """The priority with this number in its code; where no code has a number, the one that stands so far down."""
        return self.ordinals.get(ordinal)

    def by_title(self, text: str) -> list[tuple[float, str]]:
        """How much of each priority's title a text says, the most first."""
        scored = [
            (max((likeness_within(title, text) for title in bare_titles(one.title)), default=0.0), one.code)
            for one in self.frame.priorities
        ]
        return sorted(scored, reverse=True)

    def named_priority(self, text: str, asks: bool) -> str:
        """The priority that a heading of any wording is about: by its number and its title, or by one that is plain."""
        by_ordinal = self.by_ordinal(ordinal_in(text))
        scored = self.by_title(text)
        is_plain = bool(scored) and scored[0][0] >= 0.8 and (len(scored) == 1 or scored[1][0] < scored[0][0])
        if is_plain and by_ordinal == scored[0][1] and (asks or _PRIORITY_NUMBER.search(text)):
            return by_ordinal
        if asks and by_ordinal and not is_plain and (_PRIORITY_NUMBER.search(text) or asks_about_priority(text)):
            return by_ordinal
        if re.match(r"\W*(?:priorit(?:é|y)|axe|axis|pilier|pillar)\b", text, re.IGNORECASE):
            return self.priority(text)[0] or ""
        same = [one.code for one in self.frame.priorities if _is_title(bare_titles(one.title), text)]
        return same[0] if len(same) == 1 else ""


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


def asks_about_priority(text: str) -> int | None:
    """Which priority a numbered question of any wording is about: "2. Which advances under priority 2?"."""
    asks = number_of(text) is not None and (is_question(text) or speaks_to_reader(text)) and _PRIORITY.search(text)
    return ordinal_in(text) if asks else None


def is_question(text: str) -> bool:
    return bool(_ENDS_AS_QUESTION.search(text))


def speaks_to_reader(text: str) -> bool:
    """Whether a text asks for something as forms do: "Please list …"."""
    return bool(_ADDRESSES.match(text))


def closes(text: str) -> bool:
    """Whether a heading is one of what stands behind the answers of a report: thanks, annexes, signatures."""
    first = plain(text).partition(" ")[0]
    return len(text) <= LONGEST_CLOSING and (first in _CLOSING or first.rstrip("s") in _CLOSING)


def bare_titles(title: Mapping[str, str]) -> list[str]:
    """A priority's titles, each also without the word and number that it may begin with."""
    bare = [match["title"] for text in title.values() if (match := _NUMBERED_TITLE.match(text))]
    return [*title.values(), *bare]


def _is_title(titles: list[str], text: str) -> bool:
    return any(similarity(title, text) >= 0.85 for title in titles)


def likeness_within(title: str, text: str) -> float:
    """How much of a title a text says, wherever it begins; one of one word or two must stand by itself."""
    wanted, written = plain(title), plain(text)
    if len(wanted.split()) < 3:
        return 1.0 if wanted and any(plain(piece) == wanted for piece in _APART.split(text)) else 0.0
    if re.search(rf"\b{re.escape(wanted)}\b", written):
        return 1.0
    quoted = re.split(r"[\"“«„]", text, maxsplit=1)
    return max(likeness_to_beginning(title, part) for part in (text, quoted[-1]))


def _end_of_bold(unit: Unit, text: str, end: int) -> int:
    """Where a bold question ends and an answer in plain letters begins behind it; 0 where nothing tells them apart."""
    if unit.level or text != unit.text:
        return 0
    at = 0
    for inline in unit.content:
        if inline["type"] == "footnote":
            continue
        if re.search(r"\w", plain_text([inline])) and not is_throughout([inline], "bold"):
            break
        at += len(plain_text([inline]))
    return at if end - 4 <= at < len(text.rstrip()) else 0


def _end_of_heading(text: str, end: int, asks: bool, stands_out: bool) -> int:
    """Where the question ends and an answer in the same paragraph begins; mostly that is the end of the text."""
    if asks or end >= len(text):
        return len(text)
    mark = text.find("?", max(0, end - 4))
    if mark >= 0:
        closing = re.compile(r"[\s?*:»”\")\]]*").match(text, mark)
        return closing.end() if re.search(r"\w", text[closing.end() :]) else len(text)
    if stands_out or not re.search(r"\w", text[end:]):
        return len(text)
    if text[:end].rstrip().endswith(("*", ":")):
        return end
    sentence = _END_OF_SENTENCE.search(text, max(0, end - 2))
    return sentence.end() if sentence and re.search(r"\w", text[sentence.end() :]) else len(text)
