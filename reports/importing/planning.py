"""From a file that was read to the plan of its import. Pure: nothing is looked up, nothing is written."""

import re
from collections.abc import Collection, Iterable, Iterator
from itertools import groupby

from questionnaires.kinds import KINDS, InvalidAnswer
from questionnaires.numbering import numbers
from questionnaires.schema import Question, with_fields
from reports.importing import plan as plans
from reports.importing.blocks import Unit, to_blocks, units_of
from reports.importing.frame import Frame
from reports.importing.inlines import Node, Remark
from reports.importing.language import language_of, languages_of
from reports.importing.lines import fitting
from reports.importing.matching import Loose, Matched, Part, match
from reports.importing.reading import Reading
from reports.importing.scales import read_scale
from reports.importing.steps import FoundStep, split
from reports.importing.ticks import Ticked, read_choices
from reports.importing.wholeness import passed_over, texts_of, unfound
from richtext import build
from richtext.cleaning import normalise
from richtext.names import Names
from richtext.reading import is_blank, map_inlines, to_text, words
from richtext.references import link_codes
from roadmaps.codes import anchor_of

_AND = re.compile(r"[,;/\n]|\s(?:et|and|y|e|und|en)\s|\sو\s?")
"""What stands between the codes of a list."""
EXCERPT = 60
"""Characters shown on either side of an unknown code."""

Target = tuple[str, str]


def plan_for(reading: Reading, frame: Frame) -> plans.Plan:
    """Where every word of the file goes. Raises LostWords if one should go nowhere."""
    plan, texts = _planned(reading, frame)
    plan.prove(texts)
    return plan


def plan_whole(reading: Reading, frame: Frame) -> plans.Plan:
    """The same; where words went nowhere by a fault of ours, the paragraphs that are not found again are left over
    whole, and the plan says that it is `unproven`."""
    plan, texts = _planned(reading, frame)
    try:
        plan.prove(texts)
    except plans.LostWords as error:
        for text in unfound(reading.tree, plan.texts()):
            doc = build.doc(build.paragraph(build.text(text)))
            plan.leftovers.append(plans.Leftover(doc, len(words(doc)), "unproven", "", "", 0))
        plan.count()
        plan.unproven = str(error)
    return plan


def _planned(reading: Reading, frame: Frame) -> tuple[plans.Plan, list[str]]:
    """A plan, and the texts that it is to hold."""
    units, remarks = units_of(reading.tree)
    remarks += [Remark(thing.what, thing.text) for thing in reading.left_out]
    outside = passed_over(reading.tree, reading.paragraphs, [remark.text for remark in remarks])
    last = units[-1].place + 1 if units else 0
    units += [Unit(last, content=[build.text(text)], origin=part) for part, text in outside]
    planner = _Planner(reading, frame, match(units, frame), remarks)
    plan = planner.run()
    texts = texts_of(reading.tree)
    plan.seems = language_of(texts)
    return plan, [*texts, *(text for _part, text in outside)]


def _listed(text: str, known: Collection[str]) -> Iterator[str]:
    """What a list such as "1.2.C, 1.3.A et Eje I" names; a name of several words only where it is known."""
    for part in _AND.split(text):
        name = part.strip(" .:()–-")
        yield from [name] if name in known else filter(None, (word.strip(".:()–-") for word in name.split()))


class _Planner:
    def __init__(self, reading: Reading, frame: Frame, matched: Matched, remarks: list[Remark]) -> None:
        self.frame = frame
        self.matched = matched
        self.names = frame.names or Names.of([item.code for item in frame.items if item.code])
        self.order = {key: index for index, (key, _) in enumerate(with_fields(frame.edition.questions))}
        self.documents: dict[Target, list[Unit]] = {}
        self.first: dict[Target, list[Unit]] = {}
        """What was moved to the beginning of an answer."""
        self.plan = plans.Plan(
            filename=reading.filename,
            format=reading.format,
            sha256=reading.sha256,
            language=frame.language,
            edition=frame.edition.key,
            encoding=reading.encoding,
            remarks=[
                plans.Remark(one.what, one.text, *matched.near(one.place))
                for one in remarks
                if not self.goes_without_saying(one)
            ],
            form=list(matched.form),
            earlier_steps=[plans.EarlierStep(one.title, one.identity or "") for one in matched.earlier_steps],
        )

    def run(self) -> plans.Plan:
        self.numbers = {target: str(number) for number, target in enumerate(self.expected(), start=1)}
        for part in self.matched.parts:
            self.found(part)
            self.take(part, self.frame.edition.question(part.key))
        for target in dict.fromkeys([*self.first, *self.documents]):
            self.document(target)
        for loose in self.matched.loose:
            self.leave(loose.units, loose.reason, (loose.near, loose.near_about), loose)
        self.plan.answers.sort(
            key=lambda one: (self.order[one.key.split(".")[0]], _natural(one.about), self.order[one.key])
        )
        self.plan.leftovers.sort(key=lambda leftover: leftover.place)
        self.plan.missing = [list(target) for target in self.expected() if target not in self.asked()]
        self.plan.count()
        return self.plan

    def goes_without_saying(self, remark: Remark) -> bool:
        """Links of a table of contents, and of codes to an annex, as our own exports have them."""
        words = remark.text.rpartition(" (#")[0].strip()
        contents = {one.text for one in self.matched.form if one.what == "contents"}
        return remark.what == "dangling_link" and (words in self.names.codes or words in contents)

    def found(self, part: Part) -> None:
        self.plan.found.append(
            plans.Found(
                part.key, part.about, part.heading, part.number, part.place, part.score, part.notes, part.strands,
                part.reason, self.numbered(part.reason_near),
            )
        )  # fmt: skip
        for code, excerpt in part.unknown_codes:
            self.plan.unknown_codes.append(plans.UnknownCode(code, excerpt, part.key, part.about))

    def numbered(self, near: Iterable[str]) -> list[str]:
        """What a reason names, by numbers: names of questions get those that the report gives them."""
        result = []
        for one in near:
            key, _space, about = one.partition(" ")
            same = [number for target, number in self.numbers.items() if target[0] == key and about in ("", target[1])]
            result.append(same[-1] if same else one)
        return result

    def asked(self) -> set[Target]:
        return {(found.key, found.about) for found in self.plan.found}

    def expected(self) -> list[Target]:
        """Everything that the report will ask once the file's earlier steps are there."""
        named = [step.identity for step in self.plan.earlier_steps]
        unnamed = [step.identity for step in self.frame.earlier_steps if step.identity not in named]
        earlier = [f"earlier:{n}" for n in range(1, len(named) + 1)] + unnamed
        abouts = {"priority": [one.code for one in self.frame.priorities], "earlier_step": earlier}
        repeats = {question.key: question.repeats for question in self.frame.edition.questions}
        counted = numbers(self.frame.edition, {source: len(names) for source, names in abouts.items()})
        return [(key, "" if index is None else abouts[repeats[key]][index]) for key, index, _number in counted]

    def take(self, part: Part, question: Question) -> None:
        target = (part.key, part.about)
        match question.kind:
            case "rich_text":
                self.documents.setdefault(target, []).extend(_ranked(part))
            case "choice" | "several":
                read = read_choices(part.units, question, self.frame.choices(question), self.frame.language)
                self.ticked(read, target, question, part.place)
            case "scale":
                self.ticked(read_scale(part.units, question), target, question, part.place)
            case "group":
                self.group(part, question)
            case _:
                self.line(target, part.units, question, part.place)

    def ticked(self, read: Ticked, target: Target, question: Question, place: int) -> None:
        self.plan.form += [plans.Form("option", text, at) for text, at in read.form if text]
        if read.value is not None:
            self.answer(target, question, read.value, place)
        if read.reason:
            self.plan.unread.append(plans.Unread(*target, read.reason, read.lines, read.suggestion))
        self.leave(read.rest, "too_long", target)
        if not read.free:
            return
        if not question.detail:
            self.leave(read.free, "below_choice", target)
            return
        self.move(read.free, target, (question.detail, ""))

    def move(self, units: list[Unit], target: Target, to: Target) -> None:
        """Put what stands under one question to the beginning of the answer to another."""
        self.first.setdefault(to, []).extend(units)
        text, doc = "\n".join(unit.text for unit in units).strip(), self.raw(units)
        self.plan.moved.append(plans.Moved(*target, *to, text, len(words(doc)), len(doc["content"])))

    def line(self, target: Target, units: list[Unit], question: Question, place: int) -> str:
        """A single line out of units; what does not fit is left over. Gives the line."""
        pieces = [leaf.content for unit in units for leaf in unit.leaves() if leaf.full_text.strip()]
        text, rest = fitting(pieces, between=" ")
        if text:
            self.answer(target, question, text, place)
        if rest:
            self.leave([Unit(place, content=rest)], "too_long", target)
        return text

    def group(self, part: Part, group: Question) -> None:
        steps = split(part.units, group)
        self.plan.form += steps.form
        if steps.by_order:
            self.note("fields_by_order", (part.key, part.about))
        self.leave(steps.before, "before_steps", (part.key, ""))
        for number, step in enumerate(steps.steps, start=1):
            self.step(step, f"step:{number}", group)

    def step(self, step: FoundStep, about: str, group: Question) -> None:
        title = ""
        fields = {part.key: part for part in group.fields}
        home = next((key for key, part in fields.items() if part.kind == "rich_text"), None)
        for key, units in step.fields.items():
            part, target = fields[key], (f"{group.key}.{key}", about)
            if part.kind == "line":
                title = self.line(target, units, part, step.place)
            elif part.kind == "rich_text":
                self.documents.setdefault(target, []).extend(units)
            elif part.options_from == "objectives":
                self.objectives(target, units, part, step.place)
            else:
                choices = self.frame.choices(part)
                read = read_choices(
                    units, part, choices, self.frame.language, other_is_free=any(one.other for one in choices)
                )
                self.ticked(read, target, part, step.place)
        if step.unlabelled and home and step.fields:
            source = f"{group.key}.{next(iter(step.fields))}"
            self.move(step.unlabelled, (source, about), (f"{group.key}.{home}", about))
        elif step.unlabelled:
            self.leave(step.unlabelled, "unlabelled", (group.key, ""))
        self.plan.steps.append(plans.PlannedStep(title, step.place))

    def objectives(self, target: Target, units: list[Unit], part: Question, place: int) -> None:
        """A field that asks for objectives is read where it names their codes and nothing else."""
        text = " ; ".join(unit.text for unit in units)
        valid = [option.code for option in self.frame.options(part)]
        known = {code.casefold(): code for code in valid}
        known |= {item.code.casefold(): anchor_of(item.code) for item in self.frame.items if item.code}
        levels = {word for name in self.frame.levels for said in name.values() for word in said.casefold().split()}
        named = [known.get(name) for name in _listed(text.casefold(), known) if name not in levels]
        if named and all(anchor in valid for anchor in named):
            self.plan.form.append(plans.Form("option", " ".join(unit.text for unit in units).strip(), place))
            self.answer(target, part, {"codes": [anchor for anchor in valid if anchor in named]}, place)
        else:
            self.leave(units, "below_choice", target)

    def answer(self, target: Target, question: Question, value, place: int) -> None:
        """Plan an answer; one that its kind would refuse is left over."""
        try:
            value = KINDS[question.kind].clean(value, question, self.frame.options(question))
        except InvalidAnswer:
            text = value.get("other", {}).get(self.frame.language, "") if isinstance(value, dict) else str(value)
            self.leave([Unit(place, content=[build.text(text)])] if text else [], "refused", target)
            return
        planned = plans.Planned(*target, question.kind, value, 0, place)
        planned.words = plans.answer_words(planned)
        self.plan.answers.append(planned)

    def document(self, target: Target) -> None:
        units = [*self.first.get(target, []), *self.documents.get(target, [])]
        raw = self.raw(units)
        if is_blank(raw):
            self.leave(units, "only_headings", target)
            return
        doc, _linked, unknown = link_codes(raw, self.names)
        doc = normalise(doc)
        question = self.frame.edition.question(target[0])
        try:
            KINDS[question.kind].clean(doc, question)
        except InvalidAnswer:
            self.leave(units, "refused", target)
            return
        text = to_text(doc)
        for code in dict.fromkeys(unknown):
            self.plan.unknown_codes.append(plans.UnknownCode(code, _excerpt(text, code), *target))
        if len(languages_of(text.split("\n"))) > 1:
            self.note("two_languages", target)
        planned = plans.Planned(*target, question.kind, doc, len(words(doc)), units[0].place)
        self.plan.answers.append(planned)

    def note(self, what: str, target: Target) -> None:
        """Say something of an answer at its question; of a field of a next step, at the question about the steps."""
        for found in self.plan.found:
            if target in ((found.key, found.about), (f"{found.key}.{target[0].partition('.')[2]}", target[1])):
                found.notes.append(what)

    def raw(self, units: list[Unit]) -> Node:
        return normalise(map_inlines(build.doc(*to_blocks(units)), list))

    def leave(self, units: list[Unit], reason: str, near: Target, loose: Loose | None = None) -> None:
        """Keep units that found no place, what stands together in one piece."""
        units = [unit for unit in units if unit.full_text.strip()]
        for (origin, _is_heading), group in groupby(units, key=lambda unit: (unit.origin, False)):
            members = list(group)
            doc = self.raw(members)
            leftover = plans.Leftover(doc, len(words(doc)), origin or reason, *near, members[0].place)
            if loose is not None and loose.may_be is not None:
                may_be = loose.may_be
                leftover.target, leftover.target_about, leftover.why = may_be.key, may_be.about, may_be.reason
                leftover.why_near = self.numbered(may_be.near)
            self.plan.leftovers.append(leftover)


def _ranked(part: Part) -> list[Unit]:
    """The units of an answer with the rank of each heading decided: below a strand's heading all others are second."""
    highest = min((unit.level for unit in part.units if unit.level and not unit.rank), default=0)
    for unit in part.units:
        if unit.level and not unit.rank:
            unit.rank = 1 if unit.level == highest and not part.strands else 2
    return part.units


def _natural(about: str) -> tuple[str, int]:
    name, _colon, number = about.rpartition(":")
    return (name, int(number)) if number.isdecimal() else (about, 0)


def _excerpt(text: str, code: str) -> str:
    at = max(text.find(code), 0)
    start, end = max(0, at - EXCERPT), at + len(code) + EXCERPT
    return ("…" if start else "") + " ".join(text[start:end].split()) + ("…" if end < len(text) else "")
