"""How a part is laid out as a Word file: questions with their help, and under each the text, marked as the place to
write on. What is chosen from a list is shown for information. Pure but for the words, which are of today."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.formats import date_format
from django.utils.html import escape
from django.utils.translation import gettext as _

from bilingual.languages import LANGUAGES
from bilingual.text import Text
from questionnaires.kinds import KINDS
from reports.content.entries import QuestionEntry, ReportContent, SectionContent
from reports.content.places import Place
from reports.models import Assignment, WordCopy
from reports.review.rebasing import is_proposable, text_of
from reports.word import keys
from richtext.names import Named, is_certain
from richtext.reading import is_blank, to_text
from richtext.word.names import anchor_of
from richtext.word.writing import WordWriter, plain_paragraph, run

Node = dict[str, Any]


def long_answers(section: SectionContent) -> list[QuestionEntry]:
    """The answers of a part that can be written in a file, in order."""
    return [one for entry in section.asked for one in (entry, *entry.parts) if is_proposable(one)]


def texts_of(section: SectionContent, language: str) -> list[dict[str, Any]]:
    return [{"name": entry.name, "text": text_of(entry, language)} for entry in long_answers(section)]


class Layout:
    """The body of one file, in the language that is active. `around` is all that stands there beside the answers."""

    def __init__(
        self, content: ReportContent, section: SectionContent, copy: WordCopy, assignments: Iterable[Assignment] = ()
    ) -> None:
        self.content = content
        self.section = section
        self.copy = copy
        self.assignments = list(assignments)
        self.items = [item for item in content.items if item.retired_on is None]
        self.writer = WordWriter(
            Named({name: anchor_of(item.anchor) for name, item in content.by_name.items() if item.retired_on is None})
        )
        self.around: list[str] = []
        self.numbers = {text["name"]: number for number, text in enumerate(copy.texts, start=1)}
        self.texts = {text["name"]: text["text"] for text in copy.texts}

    def body(self) -> str:
        return "".join(self.pieces())

    def pieces(self) -> Iterator[str]:
        yield from self.head()
        for entry in self.section.asked:
            yield from self.question(entry)
            for step in entry.steps:
                yield self.said("Heading2", _("Next step %(number)s") % {"number": step.entries[0].step_number or ""})
                for part in step.entries:
                    yield from self.question(part, is_part=True)
        yield from self.objectives()

    def said(self, style: str, text: str, marks: str = "", *, before: str = "", after: str = "") -> str:
        """A paragraph around the answers."""
        self.around.append(text)
        return f"{before}{plain_paragraph(style, run(text, marks))}{after}"

    def head(self) -> Iterator[str]:
        report, language = self.content.report, self.copy.language
        yield self.said("Title", self.section.title.plain(language))
        about = [self.name(report.country.name), str(report.campaign.year), LANGUAGES[language].name]
        if report.version > 1:
            about.append(_("version %(number)s") % {"number": report.version})
        about.append(date_format(self.copy.made_at, "DATE_FORMAT"))
        yield self.said("Subtitle", " · ".join(about))
        for line in (
            _("Write between the lines that begin with ▼ and ▲; all else is there to be read and is not read back."),
            _(
                "Send the file back on the page of this part. Nothing changes in the report by itself: what you "
                "changed becomes proposals in your name, and whoever may write the answer accepts or declines them."
            ),
            _(
                "Keep the lines with ▼ and ▲ as they are. Comments and changes tracked by Word may stay: a tracked "
                "change is read as if it had been accepted."
            ),
        ):
            yield self.said("Guide", line)

    def question(self, entry: QuestionEntry, *, is_part: bool = False) -> Iterator[str]:
        language = self.copy.language
        label = entry.label.plain(language)
        number = f"{entry.number}. " if entry.number else ""
        yield self.said("QuestionPart" if is_part else "Heading2", f"{number}{label}")
        if entry.help:
            yield self.said("Help", entry.help.plain(language))
        if entry.name in self.numbers:
            yield from self.assigned(entry)
            yield from self.original(entry)
            yield from self.region(entry, f"{number}{label}")
        elif not entry.is_group:
            yield from self.information(entry)

    def assigned(self, entry: QuestionEntry) -> Iterator[str]:
        """Who is to write it."""
        here = [one for one in self.assignments if Place.of(one).covers(entry)]
        names = [str(one.user) if one.user else self.name(one.group.name) for one in here]
        if names:
            yield self.said("Help", _("Assigned to: %(names)s") % {"names": ", ".join(dict.fromkeys(names))})

    def name(self, text: Text) -> str:
        return text.in_language(self.copy.language).text

    def original(self, entry: QuestionEntry) -> Iterator[str]:
        """What it says in another language, where it says nothing in this one."""
        original = entry.answer_in(self.copy.language)
        if original is None or original.language == self.copy.language or is_blank(original.value):
            return
        yield self.said("Help", _("In %(language)s, to be read:") % {"language": LANGUAGES[original.language].called})
        for block in to_text(original.value).split("\n"):
            if block.strip():
                yield self.said("Information", block)

    def information(self, entry: QuestionEntry) -> Iterator[str]:
        answer = entry.answer_in(self.copy.language)
        yield self.said("Help", _("Filled in online, and not read back from this file:"))
        if answer is None:
            yield self.said("Information", _("no answer yet"))
            return
        for line in KINDS[entry.question.kind].text(answer.value, entry.options, self.copy.language).splitlines():
            yield self.said("Information", line)

    def region(self, entry: QuestionEntry, label: str) -> Iterator[str]:
        """The place to write on, between its two lines. They stand in its content control: LibreOffice takes the
        formatting and the links away from the first paragraph of one, so that no text may be the first."""
        number = self.numbers[entry.name]
        tag = keys.tag(entry.name, self.copy.language)
        properties = (
            f'<w:alias w:val="{escape(label[:60])}"/><w:tag w:val="{escape(tag)}"/>'
            f'<w:id w:val="{10_000 + number}"/><w:lock w:val="sdtLocked"/>'
        )
        begin = f'<w:bookmarkStart w:id="{number}" w:name="{keys.bookmark(number)}"/>'
        text = self.writer.document(self.texts[entry.name])
        yield f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>"
        yield self.line("Marker", keys.BEGIN, _("Write below this line"), number)
        yield f'{begin}{text}<w:bookmarkEnd w:id="{number}"/>'
        yield self.line("MarkerEnd", keys.END, _("Write above this line"), number)
        yield "</w:sdtContent></w:sdt>"

    def line(self, style: str, sign: str, said: str, number: int) -> str:
        """A line that Word lets nobody change."""
        text = keys.line(sign, said, number)
        self.around.append(text)
        identifier = 20_000 + 2 * number + (sign == keys.END)
        properties = f'<w:id w:val="{identifier}"/><w:lock w:val="sdtContentLocked"/>'
        locked = f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{run(text)}</w:sdtContent></w:sdt>"
        return plain_paragraph(style, locked)

    def objectives(self) -> Iterator[str]:
        """What the roadmap has, to be cited: references lead here."""
        if not self.items:
            return
        yield self.said("Heading1", _("The roadmap, to cite from"))
        certain = [code for code in self.content.names.codes if is_certain(code, self.content.names.codes)]
        if example := next((code for code in ("1.2.C", *certain) if code in certain), ""):
            said = _("Write a code, such as %(code)s, and it becomes a reference when the file comes back.")
            yield self.said("Help", said % {"code": example})
        for place, item in enumerate(self.items, start=1):
            identifier = 30_000 + place
            begin = f'<w:bookmarkStart w:id="{identifier}" w:name="{anchor_of(item.anchor)}"/>'
            yield self.said(
                "RoadmapLine",
                f"{item.code}\t{self.name(item.title)}",
                "<w:b/>" if item.parent_id is None else "",
                before=begin,
                after=f'<w:bookmarkEnd w:id="{identifier}"/>',
            )
