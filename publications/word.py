"""A document as a Word file, which pandoc writes.

Footnotes are footnotes, headings are headings of Word, and each text carries its language for the spelling checker.
"""

import json
import os
import subprocess
import tempfile
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import pypandoc

from bilingual.languages import direction
from publications import phrases
from publications.document import Choice, Document, Item, Label, Passage, Question, Scale, Step, Texts
from publications.pandoc import (
    API_VERSION,
    Block,
    Inline,
    RichText,
    attributes,
    code_of,
    emphasised,
    header,
    link,
    paragraph,
    plain,
    span,
    table,
    text,
)
from publications.reference import reference_docx
from richtext.word.right_to_left import mirrored_tables

OPTIONS = ["--from=json", "--to=docx"]
CONTENTS = ["--toc", "--toc-depth=2"]
SECONDS = 120
ANNEX = (0.12, 0.66, 0.22)
"""The widths of the columns with the objectives."""
TICKED, NOT_TICKED = "☒", "☐"


class WordFailed(Exception):
    """Pandoc could not write the file. The text is its own message."""


def to_docx(document: Document) -> bytes:
    """The Word file. Raises WordFailed."""
    return written(PandocWriter(document).document(), document.as_of, [*OPTIONS, *CONTENTS])


def written(described: dict[str, Any], as_of: datetime, options: list[str]) -> bytes:
    """What pandoc makes of a document in its terms. Raises WordFailed."""
    source = json.dumps({"pandoc-api-version": API_VERSION, **described})
    with tempfile.TemporaryDirectory() as folder:
        target, reference = Path(folder) / "report.docx", Path(folder) / "reference.docx"
        reference.write_bytes(reference_docx())
        done = subprocess.run(
            [pypandoc.get_pandoc_path(), *options, f"--reference-doc={reference}", f"--output={target}"],
            input=source.encode(),
            capture_output=True,
            timeout=SECONDS,
            cwd=folder,
            # the same document gives the same file
            env={"PATH": os.environ.get("PATH", ""), "SOURCE_DATE_EPOCH": str(int(as_of.timestamp()))},
        )
        if done.returncode:
            raise WordFailed(done.stderr.decode(errors="replace").strip())
        return mirrored(target.read_bytes()) if described["meta"]["dir"]["c"] == "rtl" else target.read_bytes()


def mirrored(file: bytes) -> bytes:
    """The file with its tables from right to left, which pandoc leaves as they are."""
    made = BytesIO()
    with ZipFile(BytesIO(file)) as source, ZipFile(made, "w", ZIP_DEFLATED) as target:
        for entry in source.infolist():
            content = source.read(entry)
            if entry.filename == "word/document.xml":
                content = mirrored_tables(content.decode()).encode()
            target.writestr(entry, content)
    return made.getvalue()


def metadata(values: dict[str, str]) -> dict[str, Any]:
    return {
        name: {"t": "MetaString", "c": value} if name in ("lang", "dir") else {"t": "MetaInlines", "c": text(value)}
        for name, value in values.items()
    }


class PandocWriter:
    """Writes one document in pandoc's terms."""

    def __init__(self, document: Document) -> None:
        self.source = document
        self.items = {item.anchor: item.code for item in document.roadmap.items}
        self.cited = document.roadmap.by_name

    def say(self, name: str, **values: object) -> str:
        return " / ".join(dict.fromkeys(phrases.phrase(name, language, **values) for language in self.source.languages))

    def document(self) -> dict[str, Any]:
        source, language = self.source, self.source.languages[0]
        title = " / ".join(dict.fromkeys(name.text for name in source.country_names))
        stage = " / ".join(dict.fromkeys(phrases.stage(source, spoken) for spoken in source.languages))
        meta = {
            "title": f"{title} – {self.say('subject')} – {source.year}",
            "subtitle": f"{phrases.period(source, language)} · {stage}",
            "date": phrases.dated("as_of", source.as_of, language),
            "lang": language,
            "dir": direction(language),
            "toc-title": self.say("contents"),
        }
        return {
            "meta": metadata(meta),
            "blocks": [
                *self.signature(),
                *self.borrowed(),
                *self.parts(),
                *self.forum(),
                *self.contributors(),
                *self.annex(),
            ],
        }

    def parts(self) -> list[Block]:
        blocks = []
        for part in self.source.parts:
            blocks.append(header(1, f"part-{part.key}", self.texts(part.titles)))
            for question in part.questions:
                blocks += self.question(question)
        return blocks

    def signature(self) -> list[Block]:
        """Who signed, when, and the mark of the text; nothing for a draft."""
        signed = self.source.signed
        if signed is None:
            return []
        day = self.dated("signed_on", signed.at)
        mark = self.say("mark", mark=signed.text_sha256[:16])
        name = emphasised("Strong", text(f"{self.say('signature')}: "))
        return [paragraph(name, *text(f"{signed.name}, "), *self.texts(signed.roles), *text(f", {day}, {mark}"))]

    def borrowed(self) -> list[Block]:
        """That titles and questions stand in another language, where some do."""
        said = phrases.borrowed(self.source)
        return [paragraph(*text(said))] if said else []

    def dated(self, name: str, at: datetime) -> str:
        return " / ".join(dict.fromkeys(phrases.dated(name, at, language) for language in self.source.languages))

    def forum(self) -> list[Block]:
        """What the working groups answered."""
        if not self.source.forum:
            return []
        blocks = [header(1, "forum", text(self.say("forum"))), paragraph(*text(self.say("forum_note")))]
        for group in self.source.forum:
            blocks.append(header(2, group.anchor, self.texts(group.names)))
            if not group.choice:
                blocks.append(paragraph(emphasised("Emph", text(self.say("no_group_answer")))))
                continue
            organisation = [*text(", "), *self.texts(group.organisations)] if group.organisations else []
            day = text(f", {self.dated('answered_on', group.at)}")
            blocks.append(paragraph(emphasised("Strong", text(self.say(group.choice)))))
            blocks.append(paragraph(*text(group.by), *organisation, *day))
            for passage in group.passages:
                if group.missing_in:
                    blocks.append(paragraph(emphasised("Emph", text(self.only_in(passage.language)))))
                blocks.append({"t": "Div", "c": [attributes(language=passage.language), self.passage(passage, 3)]})
        return blocks

    def contributors(self) -> list[Block]:
        """The groups and organisations whose words are in the report, where it prints them."""
        if not self.source.contributors:
            return []
        note = paragraph(*text(self.say("contributors_note")))
        blocks = [header(1, "contributors", text(self.say("contributors"))), note]
        for number, one in enumerate(self.source.contributors, start=1):
            blocks.append(header(2, f"contributor-{number}", self.texts(one.names)))
            blocks.append(paragraph(*text(self.in_answers(one.numbers))))
            if one.organisations:
                items = [
                    [{"t": "Plain", "c": [*self.texts(names), *text(f" ({self.in_answers(numbers)})")]}]
                    for names, numbers in one.organisations
                ]
                blocks.append({"t": "BulletList", "c": items})
        return blocks

    def in_answers(self, numbers: tuple[int, ...]) -> str:
        return self.say("in_answers", numbers=", ".join(map(str, numbers)))

    def texts(self, texts: Texts) -> list[Inline]:
        """A text in the languages of the document."""
        first, *others = texts
        written = [span(text(first.text), language=first.language)]
        for other in others:
            if not other.is_other and other.text != first.text:
                written += [*text(" / "), span(text(other.text), language=other.language)]
        return written

    def labels(self, labels: tuple[Label, ...]) -> list[Inline]:
        first, *others = labels
        written = [span(text(first.text), language=first.language)]
        for other in (label for label in others if label.text != first.text):
            written += [{"t": "LineBreak"}, emphasised("Emph", [span(text(other.text), language=other.language)])]
        return written

    def question(self, question: Question) -> list[Block]:
        number = text(f"{question.number}. ") if question.number else []
        return [
            header(2, question.name, [*number, *self.labels(question.labels)]),
            *self.answer(question, 3),
            *(block for step in question.steps for block in self.step(step)),
        ]

    def step(self, step: Step) -> list[Block]:
        blocks = [header(3, step.name, text(self.say("step", number=step.number)))]
        for field in step.fields:
            blocks += [paragraph(emphasised("Strong", self.labels(field.labels))), *self.answer(field, 4)]
        return blocks

    def answer(self, question: Question, level: int) -> list[Block]:
        blocks = []
        if question.choices:
            blocks.append({"t": "BulletList", "c": [[self.choice(choice)] for choice in question.choices]})
        if question.scale is not None and question.scale.value is not None:
            blocks.append(self.scale(question.scale))
        for passage in question.passages:
            if question.missing_in:
                blocks.append(paragraph(emphasised("Emph", text(self.only_in(passage.language)))))
            content = self.passage(passage, level)
            blocks.append({"t": "Div", "c": [attributes(language=passage.language), content]})
        if not question.is_answered:
            name = "no_answer_yet" if self.source.stage in phrases.UNSIGNED else "no_answer"
            blocks.append(paragraph(emphasised("Emph", text(self.say(name)))))
        return blocks

    def only_in(self, language: str) -> str:
        return " / ".join(dict.fromkeys(phrases.only_in(language, asked) for asked in self.source.languages))

    def choice(self, choice: Choice) -> Block:
        """An item of what pandoc takes for a list of tasks: a box in place of the bullet."""
        code = self.items.get(choice.code)
        content = [link(f"#item-{choice.code}", code_of(code)), *text(" ")] if code else []
        content += self.texts(choice.labels)
        if choice.other:
            note = f" {self.only_in(choice.other[0].language)}" if choice.other[0].is_other else ""
            content += [*text(" ("), *self.texts(choice.other), emphasised("Emph", text(note)), *text(")")]
        box = [*text(TICKED if choice.is_ticked else NOT_TICKED), {"t": "Space"}]
        return {"t": "Plain", "c": [*box, emphasised("Strong", content)] if choice.is_ticked else [*box, *content]}

    def scale(self, scale: Scale) -> Block:
        value = self.say("out_of", value=scale.value, maximum=scale.maximum)
        ends = [*text(f" ({scale.minimum}: "), *self.texts(scale.low), *text(f"; {scale.maximum}: ")]
        return paragraph(emphasised("Strong", text(value)), *ends, *self.texts(scale.high), *text(")"))

    def passage(self, passage: Passage, level: int) -> list[Block]:
        if isinstance(passage.value, str):
            return [paragraph(*text(passage.value))]
        return RichText(self.cited, passage.anchor, level).document(passage.value)

    def annex(self) -> list[Block]:
        head = [plain(*text(self.say(name))) for name in ("code", "title", "questions")]
        rows = [[[block] for block in head], *(self.item(item) for item in self.source.roadmap.listed)]
        return [
            header(1, "annex", text(self.say("annex"))),
            paragraph(*self.texts(phrases.annex_note(self.source, "questions"))),
            *self.counts(),
            table([[(1, 1, blocks) for blocks in row] for row in rows], heads=1, widths=ANNEX),
        ]

    def counts(self) -> list[Block]:
        """The summary of a large roadmap: how many items of each level are reported on."""
        rows = [
            [
                plain(*self.texts(count.names)),
                plain(*text(self.say("out_of", value=count.reported, maximum=count.total))),
            ]
            for count in self.source.roadmap.counts
        ]
        head = [plain(*text(self.say(name))) for name in ("level", "reported")]
        return [table([[(1, 1, [block]) for block in row] for row in [head, *rows]], heads=1)] if rows else []

    def item(self, item: Item) -> list[list[Block]]:
        """A row of the annex: the code, the title, and links to the questions that report on it."""
        places: list[Inline] = []
        for question, number in dict.fromkeys((mention.question, mention.number) for mention in item.mentions):
            places += [*(text(", ") if places else []), link(f"#{question}", text(str(number)))]
        if item.is_silent:
            places = [emphasised("Emph", text(self.say("not_reported")))]
        code = span(code_of(item.code), identifier=f"item-{item.anchor}")
        details = [paragraph(*text(f"{label}: {said}")) for label, said in self.source.roadmap.details_of(item)]
        return [[plain(code)], [plain(*self.texts(item.titles)), *details], [plain(*places)]]
