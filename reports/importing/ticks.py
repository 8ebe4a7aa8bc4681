"""Choices and several choices as people fill them in: boxes, crosses, and what stands beside them.

Only a sign is read: a ticked box, a cross, a single option left standing alone. What bold type,
highlighting or striking out seems to say is a suggestion; it is listed and never written.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from questionnaires.schema import Question
from questionnaires.wording import recognise
from reports.importing.blocks import Unit
from reports.importing.frame import Choice
from reports.importing.inlines import Node, all_text, cut, footnotes, is_throughout, lines, plain_text, trimmed
from reports.importing.lines import fitting

FULL = "☒☑✓✔✗✘✕✖×⊠⊗◉⦿▣🗹🗷🗸🗶✅❎"
_WEAK = "●■▪•"  # a typed bullet as often as a tick
_EMPTY = "☐□◻◯○⬜❑❏▢"
SIGN = re.compile(
    rf"(?P<full>[{FULL}]|\[\s*[xX{FULL}]\s*\]|\(\s*[xX{FULL}]\s*\)|(?<![^\W\d_])[xX](?![\w.’'-])"
    r"|\b(?:[Tt]icked|[Cc]hosen|[Cc]ochée?|[Cc]hoisie?)\s*:)"
    rf"|(?P<weak>[{_WEAK}])|(?P<empty>[{_EMPTY}]|\[\s*\]|\(\s*\)|\[_+\]|\b(?:[Nn]ot ticked|[Nn]on cochée?)\s*:)"
)
"""What marks an option, as a sign or as our own exports say it where signs cannot be seen."""
BETWEEN = re.compile(r"(?:[\s/;|,\N{MIDDLE DOT}\N{NO-BREAK SPACE}-]|\b\d{1,2}[.)](?=\s))*")
_PARTS = re.compile(r"[/;|,]|\b\d{1,2}[.)]")


@dataclass
class Token:
    """A label or a sign in a line. `code` for a label; `sign` is full, weak or empty."""

    start: int
    end: int
    code: str = ""
    sign: str = ""
    content: list[Node] = field(default_factory=list)


@dataclass
class Ticked:
    """What was read of a question's choices. `value` None: nothing could be read, for `reason`.

    `lines` are the words found; `free` what is nobody's option; `form` the wording of the options.
    """

    value: Any = None
    reason: str = ""
    suggestion: list = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    free: list[Unit] = field(default_factory=list)
    form: list[tuple[str, int]] = field(default_factory=list)
    rest: list[Unit] = field(default_factory=list)
    """What of the other option's text is too long for its line."""


def read_choices(
    units: list[Unit], question: Question, choices: tuple[Choice, ...], language: str, *, other_is_free: bool = False
) -> Ticked:
    """Read a choice or several choices. `other_is_free`: text that is no option's is the text of the other option."""
    return _Choices(question, choices, language, other_is_free).read(units)


class _Choices:
    def __init__(self, question: Question, choices: tuple[Choice, ...], language: str, other_is_free: bool) -> None:
        self.question = question
        self.choices = {choice.code: choice for choice in choices}
        self.wordings = [(choice.code, choice.wordings) for choice in choices]
        self.other = next((choice.code for choice in choices if choice.other), "")
        self.language = language
        self.other_is_free = other_is_free
        self.signs: dict[str, list[str]] = {}
        self.looks: dict[str, list[list[Node]]] = {}
        self.other_texts: list[tuple[str, list[Node], int]] = []
        self.ticked_unknown = self.ticked_between = False
        self.begun_with: list[str] = []
        self.result = Ticked()

    def read(self, units: list[Unit]) -> Ticked:
        for unit in units:
            for line, place, whole in lines_of(unit):
                self.take(line, place, whole)
        self.decide()
        return self.result

    def take(self, line: list[Node], place: int, unit: Unit | None) -> None:
        """One line. `unit` is what it came from, where it is all of it."""
        text = plain_text(line)
        tokens, end = self.tokens(line, text)
        labels = [token for token in tokens if token.code]
        signs = [token for token in tokens if token.sign]
        end += len(text[end:]) - len(text[end:].lstrip(" :–—-")) if labels else 0
        tail = text[end:].strip()
        if labels or signs:
            self.result.lines.append(" ".join(all_text(line).split()))
        takes_text = bool(labels and tail) and self.is_text_of_other(labels[-1], text, end, bool(signs))
        if labels and (not tail or takes_text):
            self.note(tokens, text)
            rest = unbracketed(trimmed(cut(line, end)[1]))
            self.result.form.append((text[:end].strip(), place))
            if takes_text:
                self.other_texts.append((self.other, rest, place))
            if notes := footnotes(cut(line, end)[0]):
                self.result.free.append(Unit(place, content=notes))
            return
        if labels and signs:  # "☒ Ministères : Travail, Justice": the tick counts, the words are kept
            self.note(tokens, text)
        elif labels and not self.other_is_free:
            self.begun_with.append(labels[0].code)
        elif any(token.sign == "full" for token in signs) and tail:
            self.ticked_unknown = True
        if not tail and not labels:
            self.result.form.append((text.strip(), place))
            if notes := footnotes(line):
                self.result.free.append(Unit(place, content=notes))
            return
        start = max((token.end for token in tokens if token.sign and token.start <= _first_word(text)), default=0)
        if text[:start].strip():
            self.result.form.append((text[:start].strip(), place))
        signs_part, rest = cut(line, start)
        content = [*trimmed(rest), *footnotes(signs_part)]
        if self.other_is_free:
            self.other_texts.append((self.other, content, place))
        elif unit is not None and not start:
            self.result.free.append(unit)
        else:
            self.result.free.append(Unit(place, content=content))

    def is_text_of_other(self, label: Token, text: str, end: int, has_sign: bool) -> bool:
        """ "Autre : ONG" gives a text; "Autres actions menées" is the beginning of somebody's own sentence."""
        if label.code != self.other:
            return False
        return has_sign or bool(re.search(r"[:–—-]", text[label.start : end])) or text[end:].startswith("(")

    def tokens(self, line: list[Node], text: str) -> tuple[list[Token], int]:
        """The signs and labels at the beginning of a line, and the offset at which they end."""
        tokens: list[Token] = []
        end = at = 0
        while at < len(text):
            at = BETWEEN.match(text, at).end()
            sign = SIGN.match(text, at)
            if sign:
                tokens.append(Token(at, sign.end(), sign=sign.lastgroup))
                at = end = sign.end()
                continue
            found = recognise(text[at:], self.wordings) if at < len(text) else None
            if found is None or (at and text[at].isdecimal()):  # a number in front is no part of a label
                break
            code, length = found
            tokens.append(Token(at, at + length, code=code, content=cut(cut(line, at + length)[0], at)[1]))
            at = end = at + length
            if code == self.other and not SIGN.match(text, BETWEEN.match(text, at).end()):
                break
        return tokens, end

    def note(self, tokens: list[Token], text: str) -> None:
        """Which label each sign of a line belongs to. One that could belong to two labels belongs to none."""
        for index, token in enumerate(tokens):
            if token.code:
                self.signs.setdefault(token.code, []).append("")
                self.looks.setdefault(token.code, []).append(token.content)
                continue
            before = tokens[index - 1] if index and tokens[index - 1].code else None
            after = tokens[index + 1] if index + 1 < len(tokens) and tokens[index + 1].code else None
            if before and after:
                owner = self.owner(tokens, token, before, after, text)
            else:
                owner = before or after
            if owner is not None:
                self.signs.setdefault(owner.code, []).append(token.sign)
            elif token.sign == "full":
                self.ticked_between = before is not None and after is not None
                self.ticked_unknown = self.ticked_unknown or not self.ticked_between

    def owner(self, tokens: list[Token], sign: Token, before: Token, after: Token, text: str) -> Token | None:
        """The label that a sign between two labels belongs to: "☐ Oui ☒ Non", "Oui ☐ Non ☒", "Oui / x Non"."""
        if tokens[0].sign or tokens[-1].sign:
            return after if tokens[0].sign else before
        if _PARTS.search(text[before.end : sign.start]):
            return after
        return before if _PARTS.search(text[sign.end : after.start]) else None

    def decide(self) -> None:
        result = self.result
        seen = {sign for signs in self.signs.values() for sign in signs}
        weak = [code for code, signs in self.signs.items() if "weak" in signs]
        weak_counts = len(weak) < len(self.signs)
        ticked = [code for code, signs in self.signs.items() if "full" in signs or (weak_counts and code in weak)]
        if self.other_is_free and not seen - {""}:
            ticked = list(self.signs)  # areas named and nothing else: each is meant
        text, rest = self.other_text()
        result.rest = rest
        if text and self.other not in ticked:
            ticked.append(self.other)
        only_other = bool(text) and ticked == [self.other] and "full" not in self.signs.get(self.other, [])
        codes = [code for code in self.choices if code in ticked]
        if self.question.kind == "choice":
            self.decide_one(codes)
        else:
            self.decide_several(codes, text)
        if only_other and not self.other_is_free and result.value is not None and len(self.signs) > 1:
            result.reason = "other_only"
        if self.ticked_unknown and result.reason in ("", "no_tick"):
            result.reason = "unknown_ticked"
        elif self.ticked_between and result.reason == "no_tick":
            result.reason = "unclear_tick"

    def decide_one(self, codes: list[str]) -> None:
        result = self.result
        if len(codes) == 1:
            result.value = codes[0]
        elif codes:
            result.reason, result.suggestion = "several_ticked", codes
        elif len(self.signs) == 1 and not result.free and not any(self.signs[next(iter(self.signs))]):
            result.value = next(iter(self.signs))  # the one option that was left standing
        elif self.signs:
            result.reason, result.suggestion = "no_tick", self.suggested()[:1] if len(self.suggested()) == 1 else []
        elif self.begun_with:
            result.reason, result.suggestion = "written_out", self.begun_with[:1]

    def decide_several(self, codes: list[str], text: str) -> None:
        result = self.result
        if any(self.choices[code].exclusive for code in codes) and len(codes) > 1:
            result.reason, result.suggestion = "exclusive", codes
            result.rest = self.kept_other()
        elif codes:
            result.value = {"codes": codes, "other": {self.language: text}} if text else {"codes": codes}
        elif self.signs:
            result.reason, result.suggestion = "no_tick", self.suggested()
        elif self.begun_with:
            result.reason, result.suggestion = "written_out", list(dict.fromkeys(self.begun_with))

    def other_text(self) -> tuple[str, list[Unit]]:
        """The text of the other option on one line, and what is too long for it."""
        if not self.other_texts:
            return "", []
        text, rest = fitting([content for _code, content, _place in self.other_texts])
        place = self.other_texts[0][2]
        return text, [Unit(place, content=rest)] if rest else []

    def kept_other(self) -> list[Unit]:
        return [Unit(place, content=content) for _code, content, place in self.other_texts]

    def suggested(self) -> list[str]:
        """The options that stand out, where others do not; or those left when the others are struck out."""
        for look in ("highlight", "bold", "underline"):
            stand_out = [code for code, all_ in self.looks.items() if all(is_throughout(one, look) for one in all_)]
            if 0 < len(stand_out) < len(self.looks):
                return stand_out
        struck = [code for code, all_ in self.looks.items() if all(is_throughout(one, "strike") for one in all_)]
        return [code for code in self.looks if code not in struck] if struck else []


def unbracketed(content: list[Node]) -> list[Node]:
    """Without the brackets that stand around all of it, as in "Autres (ONG)"."""
    text = plain_text(content)
    if not (text.startswith("(") and text.endswith(")")) or ")" in text[:-1]:
        return content
    return cut(cut(content, len(text) - 1)[0], 1)[1] + footnotes(cut(content, len(text) - 1)[1])


def lines_of(unit: Unit) -> Iterable[tuple[list[Node], int, Unit | None]]:
    """The lines of a unit, with its place, and the unit itself where the line is all of it. A table's row is a line."""
    if unit.is_leaf:
        pieces = lines(unit.content)
        for piece in pieces:
            if all_text(piece).strip():
                yield piece, unit.place, unit if len(pieces) == 1 else None
    elif unit.rows:
        for row in unit.rows:
            line: list[Node] = []
            for leaf in (leaf for cell in row for part in cell for leaf in part.leaves()):
                line += (
                    [{"type": "text", "text": " "}, *(_as_space(each) for each in leaf.content)]
                    if line
                    else leaf.content
                )
            if all_text(line).strip():
                yield line, unit.place, None
    else:
        for part in unit.parts:
            yield from lines_of(part)


def _as_space(inline: Node) -> Node:
    return {"type": "text", "text": " "} if inline["type"] == "hardBreak" else inline


def _first_word(text: str) -> int:
    match = re.search(r"\w{2,}", text)
    return match.start() if match else len(text)
