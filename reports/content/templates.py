"""What an empty answer begins with: for progress on a priority, a heading for each of its strands."""

from typing import Any

from reports.content.entries import QuestionEntry
from richtext.build import doc, heading, objective, paragraph, text
from richtext.schema import is_code


def starting_text(entry: QuestionEntry, language: str) -> dict[str, Any] | None:
    """A document with the strand's code and title over each empty paragraph; None where there is nothing to begin with.

    It says nothing yet: richtext.reading.is_blank holds, and it is not stored until something is written under it. A
    title that the roadmap has in another language only is left out, so that the text stays in one.
    """
    if entry.question.kind != "rich_text" or not entry.strands:
        return None
    blocks = []
    for strand in entry.strands:
        title = strand.title.in_language(language)
        words = [] if title.is_other or not title.text else [text(f"{' ' if strand.code else ''}{title.text}")]
        code = [objective(strand.code)] if is_code(strand.code) else [text(strand.code)] if strand.code else []
        if code or words:
            blocks += [heading(1, *code, *words), paragraph()]
    return doc(*blocks) if blocks else None


def document_shown(entry: QuestionEntry, language: str) -> dict[str, Any] | None:
    """The text to write on: the answer, or what an empty one begins with."""
    answer = entry.answers.get(language)
    if answer is None or answer.is_blank:
        return starting_text(entry, language) or (answer.value if answer else None)
    return answer.value
