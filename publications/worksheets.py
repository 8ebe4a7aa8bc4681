"""The worksheet of a working group on paper: its questions, what stands there, last year's answers, what waits, and
room for what the meeting says."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from django.utils import translation
from django.utils.text import slugify

from bilingual.languages import direction
from forum.models import User, WorkingGroup
from publications.building import build_document, question_of, wording_of
from publications.document import Document, Question, Texts
from publications.export import FORMATS
from publications.pandoc import Block, emphasised, header, paragraph, table, text
from publications.pdf import render_worksheet
from publications.phrases import phrase
from publications.signed_content import texts
from publications.word import OPTIONS, PandocWriter, metadata, written
from reports.checks.problem import Problem
from reports.content.wording import Wording
from reports.meetings.worksheet import Sheet, worksheet
from reports.models import Report

LINES = 6
"""So many empty lines for the hand under each question."""

TOLD_OTHERWISE = {"required_missing", "steps_incomplete"}
"""Checks whose findings are among what is missing."""


@dataclass(frozen=True)
class PaperSheet:
    question: Question
    helps: str
    before: Question | None
    todo: tuple[str, ...]
    """What is missing, what the checks say, what waits: a sentence each."""


@dataclass(frozen=True)
class PaperPart:
    titles: Texts
    sheets: tuple[PaperSheet, ...]


@dataclass(frozen=True)
class Paper:
    """A worksheet in one language, with the document of its report."""

    document: Document
    group: Texts
    parts: tuple[PaperPart, ...]
    before: int | None
    """The year of the report before, where there is one."""

    @property
    def lines(self) -> range:
        return range(LINES)

    @property
    def language(self) -> str:
        return self.document.languages[0]

    def filename(self, format: str) -> str:
        words = [self.document.country_names[0].text, str(self.document.year), phrase("worksheet", self.language)]
        words += [one.text for one in self.group[:1]]
        return f"{slugify(' '.join([*words, self.language]))}.{format}"


def paper(report: Report, reader: User, group: WorkingGroup | None, language: str) -> Paper:
    with translation.override(language):
        found = worksheet(report, reader, group)
        year = found.before.campaign.year if found.before else None
        parts = [
            PaperPart(
                wording_of(section.title, (language,)),
                tuple(paper_sheet(sheet, language) for sheet in found.sheets if sheet.section.key == section.key),
            )
            for section in found.content.sections
        ]
    named = texts(group.name, (language,)) if group else ()
    document = build_document(report, (language,))
    return Paper(document, named, tuple(part for part in parts if part.sheets), year)


def paper_sheet(sheet: Sheet, language: str) -> PaperSheet:
    return PaperSheet(
        question=question_of(sheet.entry, (language,)),
        helps=plain(sheet.entry.help, language),
        before=apart(question_of(sheet.before, (language,))) if sheet.before else None,
        todo=tuple(todo(sheet, language)),
    )


def plain(wording: Wording | None, language: str) -> str:
    return wording.plain(language) if wording else ""


def todo(sheet: Sheet, language: str) -> list[str]:
    said = [
        phrase("missing_in_step", language, number=entry.step_number, field=entry.label.plain(language))
        if entry.step_number
        else phrase("required", language)
        for entry in sheet.missing
    ]
    said += [sentence(problem) for problem in sheet.problems if problem.check not in TOLD_OTHERWISE]
    if sheet.proposals:
        said.append(phrase("open_proposals", language, number=sheet.proposals))
    if sheet.comments:
        said.append(phrase("open_comments", language, number=sheet.comments))
    return said


def sentence(problem: Problem) -> str:
    return f"{problem.message} {problem.excerpt}".strip()


def apart(question: Question) -> Question:
    """Last year's answer under ids of its own: the same question stands beside it."""
    steps = tuple(
        replace(step, name=f"before-{step.name}", fields=tuple(apart(field) for field in step.fields))
        for step in question.steps
    )
    passages = tuple(replace(passage, anchor=f"before-{passage.anchor}") for passage in question.passages)
    return replace(question, name=f"before-{question.name}", passages=passages, steps=steps)


def to_pdf(paper: Paper) -> bytes:
    return render_worksheet(paper.document, "worksheet.html", paper=paper)


def to_docx(paper: Paper) -> bytes:
    return written(PaperWriter(paper).document(), paper.document.as_of, OPTIONS)


class PaperWriter(PandocWriter):
    """Writes a worksheet in pandoc's terms."""

    def __init__(self, paper: Paper) -> None:
        super().__init__(paper.document)
        self.paper = paper
        self.items, self.cited = {}, {}  # no roadmap to lead to

    def document(self) -> dict[str, object]:
        name = self.paper.group[0].text if self.paper.group else self.say("whole_report")
        meta = {
            "title": f"{self.say('worksheet')} – {name}",
            "subtitle": f"{self.source.country_names[0].text} · {self.source.year}",
            "lang": self.paper.language,
            "dir": direction(self.paper.language),
        }
        blocks = []
        for number, part in enumerate(self.paper.parts, start=1):
            blocks.append(header(1, f"part-{number}", self.texts(part.titles)))
            for sheet in part.sheets:
                blocks += self.sheet(sheet)
        return {"meta": metadata(meta), "blocks": blocks}

    def sheet(self, sheet: PaperSheet) -> list[Block]:
        question = sheet.question
        number = text(f"{question.number}. ") if question.number else []
        blocks = [header(2, question.name, [*number, *self.labels(question.labels)])]
        if sheet.helps:
            blocks.append(paragraph(emphasised("Emph", text(sheet.helps))))
        if sheet.todo:
            blocks.append({"t": "BulletList", "c": [[paragraph(*text(said))] for said in sheet.todo]})
        blocks += [self.title("stands_now"), *self.answer_now(question)]
        if sheet.before:
            blocks += [self.title("answer_of", year=self.paper.before), *self.answer_now(sheet.before)]
        elif self.paper.before:
            said = self.say("not_answered_in", year=self.paper.before)
            blocks.append(paragraph(emphasised("Emph", text(said))))
        return [*blocks, self.room()]

    def answer_now(self, question: Question) -> list[Block]:
        return [*self.answer(question, 3), *(block for step in question.steps for block in self.step(step))]

    def title(self, name: str, **values: object) -> Block:
        return paragraph(emphasised("Strong", text(self.say(name, **values))))

    def room(self) -> Block:
        """A cell to write in by hand."""
        empty = [paragraph(*text("\u00a0")) for _line in range(LINES)]
        rows = [[(1, 1, [paragraph(*text(self.say("notes")))])], [(1, 1, empty)]]
        return table(rows, heads=1, widths=[1])


MAKERS: dict[str, Callable[[Paper], bytes]] = {"pdf": to_pdf, "docx": to_docx}
"""The formats of a worksheet; their names are those of publications.export.FORMATS."""


def content_type(format: str) -> str:
    return FORMATS[format].content_type
