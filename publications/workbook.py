"""A document as a workbook: every answer on a row, the next steps with a column a field, what the forum answered, and
the roadmap."""

from collections.abc import Iterable
from io import BytesIO

from django.utils import timezone
from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from bilingual.text import Rendered
from journal.cells import guarded
from publications import phrases
from publications.document import Document, Question
from publications.plain import chosen

LONGEST_CELL = 32_000
"""A cell holds 32,767 characters; a longer answer goes on in the next row."""

SHEET_WORDS = (
    *("answers", "next_steps", "roadmap", "number", "key", "about", "question", "language", "answer", "code", "title"),
    *("questions", "forum", "group", "observation_text", "name", "organisation", "day"),
)

WRAP = Alignment(wrap_text=True, vertical="top")


def to_xlsx(document: Document) -> bytes:
    book = Workbook(write_only=True)
    book.properties.title = phrases.title(document, document.languages[0])
    book.properties.creator = "Pathfinder"
    book.properties.created = book.properties.modified = document.as_of.replace(tzinfo=None)
    say = sheet_words(document.languages[0])
    add(book, say["answers"], [8, 26, 40, 60, 12, 100], answer_rows(document, say))
    if any(question.steps for question in document.questions):
        add(book, say["next_steps"], [8, *[50] * 12], step_rows(document, say))
    if document.forum:
        add(book, say["forum"], [40, 24, 12, 100, 30, 30, 14], forum_rows(document, say))
    add(book, say["roadmap"], [10, 80, *[80] * (len(document.languages) - 1), 24], item_rows(document, say))
    return saved(book)


def one_sheet(title: str, widths: list[int], rows: Iterable[list[object]]) -> bytes:
    """A file of one table, whose first row is its head."""
    book = Workbook(write_only=True)
    add(book, title, widths, rows)
    return saved(book)


def saved(book: Workbook) -> bytes:
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def sheet_words(language: str) -> dict[str, str]:
    return {name: phrases.phrase(name, language) for name in SHEET_WORDS}


def add(book: Workbook, title: str, widths: list[int], rows: Iterable[list[object]]) -> None:
    """A sheet whose first row stays in view."""
    sheet = book.create_sheet(title[:31])
    for position, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(position)].width = width
    sheet.freeze_panes = "A2"
    for number, row in enumerate(rows):
        sheet.append([cell(sheet, value, is_head=number == 0) for value in row])


def cell(sheet, value: object, *, is_head: bool) -> Cell:
    made = WriteOnlyCell(sheet, value=value)
    if isinstance(value, str):
        made.data_type = "s"  # a text that begins with = stays a text,
        made.quotePrefix = guarded(value) != value  # also after somebody has edited its cell
        made.alignment = WRAP
    if is_head:
        made.font = Font(bold=True)
    return made


def answer_rows(document: Document, say: dict[str, str]) -> Iterable[list[object]]:
    yield [say[name] for name in ("number", "key", "about", "question", "language", "answer")]
    for question in document.questions:
        yield from rows_of(question, question.number, document)
        for step in question.steps:
            for field in step.fields:
                yield from rows_of(field, question.number, document)


def rows_of(question: Question, number: int | None, document: Document) -> Iterable[list[object]]:
    """The answers to a question in each language; a row without an answer where there is none."""
    written = [(passage.language, passage.text) for passage in question.passages]
    if question.value is not None:
        written = [
            (language, "\n".join(chosen(question, position))) for position, language in enumerate(document.languages)
        ]
    if not written and question.steps:
        return
    for language, text in written or [("", "")]:
        position = document.languages.index(language) if language in document.languages else 0
        for piece in pieces(text):
            yield [number, question.key, question.identity or "", question.labels[position].text, language, piece]


def step_rows(document: Document, say: dict[str, str]) -> Iterable[list[object]]:
    """A row a next step and language, a column a field."""
    groups = [question for question in document.questions if question.steps]
    fields = groups[0].steps[0].fields
    yield [say["number"], say["language"], *(field.labels[0].text for field in fields)]
    for group in groups:
        for step in group.steps:
            for position, language in enumerate(document.languages):
                yield [step.number, language, *(text_in(field, position, language) for field in step.fields)]


def text_in(field: Question, position: int, language: str) -> str:
    """The answer in this language. One that the document has in another language only says so."""
    if field.value is not None:
        return "\n".join(chosen(field, position))
    for passage in field.passages:
        if passage.language == language:
            return pieces(passage.text)[0]
    if not field.passages or len(field.missing_in) > 1 or position:
        return ""
    [passage] = field.passages
    return f"{pieces(passage.text)[0]} [{phrases.only_in(passage.language, language)}]"


def forum_rows(document: Document, say: dict[str, str]) -> Iterable[list[object]]:
    """What each working group answered; an observation has a row a language."""
    yield [say[name] for name in ("group", "answer", "language", "observation_text", "name", "organisation", "day")]
    for group in document.forum:
        written = [(passage.language, piece) for passage in group.passages for piece in pieces(passage.text)]
        for language, text in written or [("", "")]:
            position = document.languages.index(language) if language in document.languages else 0
            answer = phrases.phrase(f"group_{group.choice or 'silent'}", document.languages[position])
            organisation = title_text(group.organisations[position]) if group.organisations else ""
            day = timezone.localdate(group.at) if group.at else None
            yield [title_text(group.names[position]), answer, language, text, group.by, organisation, day]


def item_rows(document: Document, say: dict[str, str]) -> Iterable[list[object]]:
    yield [say["code"], *(say["title"] for _language in document.languages), say["questions"]]
    for item in document.roadmap.items:
        questions = dict.fromkeys(str(mention.number) for mention in item.mentions)
        yield [item.code, *map(title_text, item.titles), ", ".join(questions)]


def title_text(title: Rendered) -> str:
    """The title, with a note where it is in another language than its column."""
    return f"{title.text} [{phrases.only_in(title.language, title.requested)}]" if title.is_other else title.text


def pieces(text: str) -> list[str]:
    """A text in pieces that fit a cell, parted at the ends of lines where there are any."""
    found = []
    while len(text) > LONGEST_CELL:
        end = text.rfind("\n", 1, LONGEST_CELL)
        end = end if end > 0 else LONGEST_CELL
        found.append(text[:end])
        text = text[end:].removeprefix("\n")
    return [*found, text]
