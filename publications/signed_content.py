"""What was said of the text and who signed it, as every format prints it."""

from collections.abc import Iterable

from bilingual.text import Text
from publications.document import GroupAnswer, Languages, Passage, Signed, Texts
from reports.models import Report
from reports.signoff.forum_review import GroupLine, paragraphs, review_of
from reports.stages import Stage
from richtext.build import doc, paragraph

SIGNED = (Stage.SUBMITTED, Stage.PUBLISHED)


def forum_of(report: Report, languages: Languages) -> tuple[GroupAnswer, ...]:
    """The answers to the text that is frozen, and the groups that gave none; nothing for a draft.

    A group without a chair was not asked.
    """
    review = review_of(report) if report.stage != Stage.DRAFT else None
    lines = review.lines if review else []
    return tuple(answer_of(line, languages) for line in lines if line.answer or line.chairs)


def answer_of(line: GroupLine, languages: Languages) -> GroupAnswer:
    anchor, answer = f"group-{line.group.pk}", line.answer
    if answer is None:
        return GroupAnswer(names=texts(line.group.name, languages), choice="", anchor=anchor)
    passages, missing = passages_of(answer.text, anchor, languages)
    return GroupAnswer(
        names=texts(line.group.name, languages),
        choice=answer.choice,
        anchor=anchor,
        by=answer.given_by_name,
        organisations=texts(answer.organisation.name, languages) if answer.organisation else (),
        at=answer.given_at,
        passages=passages,
        missing_in=missing,
    )


def passages_of(text: Text, anchor: str, languages: Languages) -> tuple[tuple[Passage, ...], Languages]:
    """The texts to print, and the languages of the document that are missing, as it is with answers."""
    wanted = [language for language in languages if language in text] or list(text)[:1]
    passages = tuple(
        Passage(
            value=doc(*(paragraph(part) for part in paragraphs(text[language]))),
            text="\n\n".join(paragraphs(text[language])),
            language=language,
            anchor=f"{anchor}-{language}",
        )
        for language in wanted
    )
    return passages, tuple(language for language in languages if wanted and language not in text)


def signed(report: Report, languages: Languages) -> Signed | None:
    """The signature under a report that is submitted or published."""
    if report.stage not in SIGNED:
        return None
    signature = report.signatures.select_related("snapshot").defer("snapshot__content").order_by("-signed_at", "-pk")
    found = signature.first()
    if found is None:
        return None
    snapshot = found.snapshot
    return Signed(found.name, texts(found.role, languages), found.signed_at, snapshot.sha256, snapshot.text_sha256)


def texts(text: Text, languages: Languages, others: Iterable[str] = ()) -> Texts:
    """A text in the languages of a document; where it has none of one, in these others before any."""
    return tuple(text.in_language(language, others) for language in languages)
