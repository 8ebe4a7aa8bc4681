"""What is written in one of the country's languages and waits for its translation into another."""

from dataclasses import dataclass

from forum.roles import Role
from reports.content.entries import QuestionEntry, ReportContent
from reports.rights.writers import AnswerRights


@dataclass(frozen=True)
class Untranslated:
    """The answers of a report that a translator may write in a language in which they are not there yet."""

    language: str
    entries: list[QuestionEntry]

    @property
    def first(self) -> QuestionEntry:
        return self.entries[0]


def untranslated(content: ReportContent) -> list[Untranslated]:
    """By language, in the order of the country's; a language in which nothing waits is left out. Reads nothing."""
    translator = AnswerRights(frozenset({Role.TRANSLATOR}), content.report.stage)
    texts = [entry for entry in content.entries() if entry.per_language and entry.is_asked]
    found = [
        Untranslated(
            language, [entry for entry in texts if language not in entry.filled and translator.may(entry, language)]
        )
        for language in content.report.country.languages
    ]
    return [one for one in found if one.entries]
