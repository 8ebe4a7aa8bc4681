"""Next steps, split into their fields, in whatever paragraphs, lists, headings or tables they were written.

A label ("Prochaine étape :", "What are your goals …?") opens a field; what follows, in the same paragraph or in the
next ones, is its text. Another "Prochaine étape" opens another step. Labels in other words are known by their order,
where every step repeats them. Without labels the items of a list are the steps.
"""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from questionnaires.schema import Question
from questionnaires.wording import end_of, plain, wordings
from reports.importing.blocks import Unit
from reports.importing.inlines import cut, footnotes, is_throughout, plain_text, trimmed
from reports.importing.likeness import quoted_title
from reports.importing.plan import Form

_NUMBERED = re.compile(
    r"\s*(?:next\s+step|step|prochaine\s+étape|étape)\s*(?:n\s?[°o]\s?|no\.\s?|#\s?)?\d{1,2}\b\s*[:.)–—-]*\s*",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\s*(?:n\W{0,2}[°º]\s?|no\.\s?|#\s?)?\d{1,2}\b\s*[:.)–—-]+\s*", re.IGNORECASE)
_TYPED_NUMBER = re.compile(r"\s*\d{1,2}\s?[.)]\s+(?=\w)")
_LABEL = re.compile(r"[^\n?:]{8,200}[?:][\s*:]*")
QUESTION_LIKE = 15
"""A wording of so many characters opens a field wherever a paragraph begins with it."""


@dataclass
class FoundStep:
    """A step with the units of each field, by key; the first unit may be the rest of a label's paragraph."""

    place: int
    fields: dict[str, list[Unit]] = field(default_factory=dict)
    unlabelled: list[Unit] = field(default_factory=list)


@dataclass
class Steps:
    steps: list[FoundStep]
    before: list[Unit]
    """What stands before the first step."""
    form: list[Form]
    by_order: bool = False
    """Whether some labels were known by nothing but their order."""


def split(units: list[Unit], group: Question) -> Steps:
    """The steps in the units below the group's question."""
    return _Splitting(group).run(units)


def is_step_label(unit: Unit, group: Question) -> bool:
    """Whether a leaf opens a step or one of its fields."""
    return _Splitting(group).label(unit) is not None


class _Splitting:
    def __init__(self, group: Question) -> None:
        self.fields = [(part, wordings(part.label, part.aliases)) for part in group.fields]
        self.title = next(part.key for part in group.fields if part.kind == "line")
        self.result = Steps([], [], [])
        self.step: FoundStep | None = None
        self.field = ""
        self.by_order: dict[str, str] = {}
        """The fields whose labels are in other words than ours, by these words."""

    def run(self, units: list[Unit]) -> Steps:
        self.by_order = self.labels_in_order([leaf for unit in units for leaf in unit.leaves()])
        self.result.by_order = bool(self.by_order)
        units = list(self.expanded(units))
        if not any(unit.is_leaf and (unit.level or self.label(unit)) for unit in units) and not any(
            self.columns(u) for u in units
        ):
            self.from_items(units)
            return self.result
        for unit in units:
            if columns := self.columns(unit):
                self.from_table(unit, columns)
            elif unit.is_leaf:
                self.take(unit)
            else:
                self.add(unit)
        return self.result

    def expanded(self, units: Iterable[Unit]) -> Iterable[Unit]:
        for unit in units:
            if unit.is_leaf or self.columns(unit) or not any(self.label(leaf) for leaf in unit.leaves()):
                yield unit
            else:
                yield from self.expanded(unit.parts)

    def labels_in_order(self, leaves: list[Unit]) -> dict[str, str]:
        """The labels in other words than ours, where every step says the same ones in the order of the form.

        A step has as many labels as the group has fields, or fields that must be filled in, and each that is known
        stands in its own place.
        """
        said = [("", found[0]) if (found := self.label(leaf)) else (_words(leaf), "") for leaf in leaves]
        times = Counter(said)
        most = times["", self.title] or max((count for (words, _key), count in times.items() if words), default=0)
        said = [(words, key) for words, key in said if key or (words and times[words, key] == most)]
        for keys in ([part.key for part, _ in self.fields], [part.key for part, _ in self.fields if part.required]):
            first = said[: len(keys)]
            known = all(key in ("", own) for (_words_, key), own in zip(first, keys, strict=False))
            if most > 1 and said == first * most and len(set(first)) == len(keys) and known:
                return {words: own for (words, _key), own in zip(first, keys, strict=True) if words}
        return {}

    def label(self, unit: Unit) -> tuple[str, int] | None:
        """The field that a leaf's beginning is the label of, and the offset behind the label."""
        text = unit.text[:800]
        if match := _NUMBERED.match(text):
            return self.title, match.end()
        best, most = None, 0
        for part, aliases in self.fields:
            for alias in aliases:
                end = end_of(alias, text)
                said = len(alias.replace("*", ""))
                if end is not None and said > most and self.is_label(unit, text, end, said):
                    best, most = (part.key, self.end_of_label(part, text, end)), said
        if best is None and self.by_order and (key := self.by_order.get(_words(unit))):
            return key, match.end() if (match := _LABEL.match(text)) else len(text)
        return best

    def is_label(self, unit: Unit, text: str, end: int, said: int) -> bool:
        rest = text[end:]
        if not re.search(r"\w", rest):
            return True
        if re.search(r"[:?–—]\W*$", text[:end]):
            return True
        if said > QUESTION_LIKE and plain(text[:end]).count(" ") >= 3:
            return True
        before, after = cut(unit.content, end)
        return is_throughout(before, "bold") and not is_throughout(after, "bold")

    def end_of_label(self, part: Question, text: str, end: int) -> int:
        """A wording may be the beginning of a longer question: the label ends with its question mark."""
        if part.key == self.title:
            number = _NUMBER.match(text, end)
            return number.end() if number else end
        if re.search(r"[?:]\W*$", text[:end]):
            return end
        more = re.match(r"[^.?!:\n]{0,160}\?[\s*:»”\")\]–—-]*", text[end:])
        return end + more.end() if more else end

    def take(self, unit: Unit) -> None:
        found = self.label(unit)
        if found is None:
            if unit.level:
                self.begin(unit)
                self.put(self.title, Unit(unit.place, content=trimmed(unit.content)))
                self.field = ""
            else:
                self.add(unit)
            return
        key, end = found
        before, after = cut(unit.content, end)
        is_untouched = self.step is not None and not any([*self.step.fields.values(), self.step.unlabelled])
        if self.step is None or (key == self.title and not is_untouched):
            self.begin(unit)
        self.field = key
        self.step.fields.setdefault(key, [])
        if plain_text(before).strip():
            self.result.form.append(Form("label", plain_text(before).strip(), unit.place))
        rest = [*trimmed(after), *footnotes(before)]
        if rest:
            self.add(Unit(unit.place, content=rest))

    def begin(self, unit: Unit) -> None:
        self.step = FoundStep(unit.place)
        self.result.steps.append(self.step)

    def put(self, key: str, unit: Unit) -> None:
        self.step.fields.setdefault(key, []).append(unit)

    def add(self, unit: Unit) -> None:
        """Text without a label: it goes on with the field that is open. A title is one paragraph only."""
        if self.step is None:
            self.result.before.append(unit)
        elif not self.field or (self.field == self.title and self.step.fields[self.title]):
            self.step.unlabelled.append(unit)
        else:
            self.put(self.field, unit)

    def columns(self, unit: Unit) -> dict[int, str]:
        """Of a table whose first row names fields: the field of each column."""
        if len(unit.rows) < 2:
            return {}
        found = {}
        for index, cell in enumerate(unit.rows[0]):
            text = " ".join(part.text for part in cell)
            for part, aliases in self.fields:
                if any(
                    (end := end_of(alias, text)) is not None
                    and (end >= len(text.strip()) or len(alias) > QUESTION_LIKE)
                    for alias in aliases
                ):
                    found.setdefault(index, part.key)
        return found if len(set(found.values())) >= 2 else {}

    def from_table(self, unit: Unit, columns: dict[int, str]) -> None:
        """A row is a step, a column a field."""
        for cell in unit.rows[0]:
            for part in cell:
                self.result.form.append(Form("label", part.text.strip(), unit.place))
                if notes := footnotes([node for leaf in part.leaves() for node in leaf.content]):
                    self.result.before.append(Unit(unit.place, content=notes))
        for row in unit.rows[1:]:
            if not any(part.full_text.strip() for cell in row for part in cell):
                continue
            self.begin(unit)
            for index, cell in enumerate(row):
                for part in cell:
                    if not part.full_text.strip():
                        continue
                    if index in columns:
                        self.put(columns[index], part)
                    else:
                        self.step.unlabelled.append(part)
        self.field = ""

    def from_items(self, units: list[Unit]) -> None:
        """No label anywhere: each item of a list, or each paragraph with a number in front, is a step."""
        for unit in units:
            typed = _TYPED_NUMBER.match(unit.text) if unit.is_leaf else None
            if unit.in_list or typed:
                self.begin(unit)
                first, *rest = unit.parts or [unit]
                if not first.is_leaf:
                    self.step.unlabelled += [first, *rest]
                    continue
                content = first.content
                if typed:
                    before, content = cut(content, typed.end())
                    self.result.form.append(Form("label", plain_text(before).strip(), unit.place))
                self.put(self.title, Unit(unit.place, content=trimmed(content)))
                self.step.unlabelled += rest
            elif self.step is None:
                self.result.before.append(unit)
            else:
                self.step.unlabelled.append(unit)


def _words(unit: Unit) -> str:
    """What a leaf says as a label, without its numbers; "" where it looks like none."""
    match = _LABEL.match(unit.text[:800])
    stands_out = 0 < len(unit.text) <= 200 and (unit.level or is_throughout(unit.content, "bold"))
    label = match[0] if match else unit.text if stands_out else ""
    return plain(re.sub(r"\d+", " ", label))


def title_in(question: Question, text: str) -> tuple[str, int | None]:
    """The title of the step that a question is about, and the number that the question gives it."""
    ends = [
        end_of(alias, text)
        for aliases in question.aliases.values()
        for alias in aliases
        if "*" not in alias and end_of(alias, text) is not None
    ]
    own = [end_of(re.sub(r"\{\w+\}.*", "", label, flags=re.DOTALL), text) for label in question.label.values()]
    end = max([*ends, *(one for one in own if one is not None)], default=0)
    while end and text[end - 1] in '"“«„':
        end -= 1  # the mark that opens the title was taken for the question's own punctuation
    rest = text[end:]
    quote = re.search(r"[\"“«„]", rest)
    number = re.match(r"\W*(?:n\W{0,2}[°ºo]?\W{0,3}|no\W{1,3})?(\d{1,2})\b", rest, re.IGNORECASE)
    if quote:
        rest = rest[quote.start() :]
    return quoted_title(rest), int(number[1]) if number else None
