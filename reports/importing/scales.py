"""A scale as people fill it in: a figure alone, or one of a row of figures with a sign."""

import re

from questionnaires.schema import Question
from reports.importing.blocks import Unit
from reports.importing.inlines import Node, cut, footnotes, is_throughout, plain_text
from reports.importing.ticks import BETWEEN, FULL, SIGN, Ticked, lines_of

_FIGURE = re.compile(r"\d{1,3}")
_ALONE = re.compile(
    r"\W*(?:(?:note|score|réponse|answer|rating)\W{1,4})?"
    r"(?P<figure>\d{1,3})\s*(?:(?:/|sur|out of|on)\s*(?P<of>\d{1,3}))?\W*",
    re.IGNORECASE,
)


def read_scale(units: list[Unit], question: Question) -> Ticked:
    """Read a figure on a scale."""
    return _Scale(question).read(units)


class _Scale:
    def __init__(self, question: Question) -> None:
        self.question = question
        ends = [text for label in (question.low, question.high) if label for text in label.values()]
        self.labels = [("end", ends)]

    def read(self, units: list[Unit]) -> Ticked:
        result = Ticked()
        figures: list[tuple[int, str, bool]] = []
        for unit in units:
            if unit.rows:
                figures += self.of_table(unit)
            for line, place, whole in lines_of(unit):
                text = plain_text(line)
                found = self.figures(line, text)
                stripped = self.without_ends(text)
                if found is not None or not re.search(r"\w", stripped):
                    figures += found or []
                    result.form.append((text.strip(), place))
                    result.lines.append(" ".join(text.split()))
                    if notes := footnotes(line):
                        result.free.append(Unit(place, content=notes))
                else:
                    result.free.append(whole or Unit(place, content=line))
        marked = sorted({figure for figure, sign, _bold in figures if sign == "full"})
        bold = sorted({figure for figure, _sign, is_bold in figures if is_bold})
        alone = sorted({figure for figure, sign, _bold in figures if sign == "alone"})
        if len(marked) == 1:
            result.value = marked[0]
        elif len(marked) > 1:
            result.reason, result.suggestion = "several_ticked", marked
        elif len(alone) == 1:
            result.value = alone[0]
        elif result.lines:
            result.reason, result.suggestion = "no_tick", bold if len(bold) == 1 else []
        return result

    def is_on_scale(self, figure: int) -> bool:
        return self.question.minimum <= figure <= self.question.maximum

    def without_ends(self, text: str) -> str:
        """The text without the names of the scale's ends and without signs."""
        for name in self.labels[0][1]:
            text = re.sub(re.escape(name), " ", text, flags=re.IGNORECASE)
        return SIGN.sub(" ", text)

    def figures(self, line: list[Node], text: str) -> list[tuple[int, str, bool]] | None:
        """The figures of a line of the scale, each with its sign and whether it is bold; None for other text."""
        bare_text = self.without_ends(text)
        alone = _ALONE.fullmatch(
            re.sub(r"\([^\w(]{0,9}\d{1,3}[^\w(]{1,9}\d{1,3}[^\w(]{0,9}\)\s*$", "", bare_text)
        )  # "7 / 10 (0: …; 10: …)"
        if (
            alone
            and self.is_on_scale(int(alone["figure"]))
            and int(alone["of"] or self.question.maximum) == self.question.maximum
        ):
            return [(int(alone["figure"]), "alone", False)]
        if re.search(r"[^\W\d_]", bare_text) or not _FIGURE.search(bare_text):
            return None
        found = []
        signs_first, signs_last = self.side_of_signs(text)
        for match in _FIGURE.finditer(text):
            figure = int(match[0])
            if not self.is_on_scale(figure):
                return None
            before, after = text[: match.start()].rstrip(), text[match.end() :].lstrip()
            ringed = before.endswith(("[", "(")) and after.startswith(("]", ")"))
            near = (signs_first or not signs_last) and _ends_with_sign(before)
            near = near or ((signs_last or not signs_first) and _begins_with_sign(after))
            is_bold = is_throughout(cut(cut(line, match.end())[0], match.start())[1], "bold")
            found.append((figure, "full" if ringed or near else "", is_bold))
        return found

    def side_of_signs(self, text: str) -> tuple[bool, bool]:
        """Whether the signs of a line stand before their figures, or behind them; neither where that is not plain."""
        if any(sign[0].endswith(":") for sign in SIGN.finditer(text)):
            return True, False  # a sign in words stands before what it marks
        near = re.findall(rf"(?<=\d)[{FULL}xX]|[{FULL}xX](?=\d)", text)
        if near:
            return text[text.index(near[0]) + 1 :][:1].isdecimal(), text[: text.index(near[0])][-1:].isdecimal()
        first, last = BETWEEN.sub("", text)[:1], BETWEEN.sub("", text)[-1:]
        return bool(first and SIGN.match(first)), bool(last and SIGN.match(last))

    def of_table(self, unit: Unit) -> list[tuple[int, str, bool]]:
        """The figures that have a cross below them."""
        found = []
        for head, row in zip(unit.rows, unit.rows[1:], strict=False):
            for cell, below in zip(head, row, strict=False):
                figure = " ".join(part.text for part in cell).strip()
                sign = " ".join(part.text for part in below).strip()
                match = SIGN.fullmatch(sign)
                if (
                    figure.isdecimal()
                    and len(figure) < 4
                    and match
                    and match.lastgroup == "full"
                    and self.is_on_scale(int(figure))
                ):
                    found.append((int(figure), "full", False))
        return found


def _ends_with_sign(text: str) -> bool:
    return any(sign.end() == len(text) and sign.lastgroup == "full" for sign in SIGN.finditer(text))


def _begins_with_sign(text: str) -> bool:
    sign = SIGN.match(text)
    return sign is not None and sign.lastgroup == "full"
