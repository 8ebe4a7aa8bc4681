"""A document as JSON. The fields are a contract with other people's programs: docs/design.md."""

import json
from collections.abc import Iterator
from typing import Any

from django.utils import translation

from publications.document import Document, GroupAnswer, Question, Signed
from publications.plain import chosen, chosen_html, written_html


def to_json(document: Document) -> bytes:
    return (json.dumps(as_data(document), ensure_ascii=False, indent=2) + "\n").encode()


def as_data(document: Document) -> dict[str, Any]:
    """The report with all that it asks and its answers, one object for an answer in a language.

    A text that exists only in another language comes in it, and says so in `language`. A choice in a document of two
    languages comes twice, with the labels of each. The fields of a next step carry the number of their question.
    """
    return {
        "country": document.country,
        "year": document.year,
        "language": document.language,
        "stage": document.stage,
        "version": document.version,
        "questions": [
            asked(question, number, question.labels[0].text) | {"required": question.is_required}
            for question, number in numbered(document)
        ],
        "answers": [each for question, number in numbered(document) for each in answers_to(question, number, document)],
        "roadmap": roadmap(document),
        "forum": [group_answer(group) for group in document.forum],
        "signature": signature(document.signed) if document.signed else None,
    }


def roadmap(document: Document) -> dict[str, Any]:
    """The roadmap whole, in the first language of the document: its levels from the top down, and its items, each with
    the numbers of the questions that report on it and what the ministry keeps with it."""
    found = document.roadmap
    return {
        "title": found.titles[0].text,
        "version": found.version,
        "levels": [names[0].text for names in found.levels],
        "items": [
            {
                "code": item.code or None,
                "level": item.level,
                "title": item.titles[0].text,
                "language": item.titles[0].language,
                "questions": list(dict.fromkeys(mention.number for mention in item.mentions)),
                "details": [{"label": label, "text": text} for label, text in item.details],
            }
            for item in found.items
        ],
    }


def group_answer(group: GroupAnswer) -> dict[str, Any]:
    """What a working group answered: endorse, abstain, observation, or null; an observation in each language it has."""
    return {
        "group": group.names[0].text,
        "answer": group.choice or None,
        "by": group.by or None,
        "organisation": group.organisations[0].text if group.organisations else None,
        "at": group.at.isoformat() if group.at else None,
        "texts": [{"language": passage.language, "text": passage.text} for passage in group.passages],
    }


def signature(signed: Signed) -> dict[str, str]:
    return {
        "name": signed.name,
        "role": signed.roles[0].text,
        "at": signed.at.isoformat(),
        "sha256": signed.sha256,
        "text_sha256": signed.text_sha256,
    }


def numbered(document: Document) -> Iterator[tuple[Question, int | None]]:
    """All that is asked, in order, each with its number; the fields of a next step with that of their question."""
    for question in document.questions:
        yield question, question.number
        for step in question.steps:
            for field in step.fields:
                yield field, question.number


def asked(question: Question, number: int | None, label: str) -> dict[str, Any]:
    return {
        "key": question.key,
        "number": number,
        "occurrence": question.identity,
        "label": label,
        "kind": question.kind,
    }


def answers_to(question: Question, number: int | None, document: Document) -> Iterator[dict[str, Any]]:
    """The answers to one question; none where there is none."""

    def answer(position: int, value: Any, text: str, html: str, language: str) -> dict[str, Any]:
        return asked(question, number, question.labels[position].text) | {
            "value": value,
            "text": text,
            "html": html,
            "language": language,
        }

    for passage in question.passages:
        spoken = document.languages.index(passage.language) if passage.language in document.languages else 0
        with translation.override(passage.language):
            html = written_html(passage)
        yield answer(spoken, passage.value, passage.text, html, passage.language)
    if question.value is not None:
        for position, language in enumerate(document.languages):
            text = "\n".join(chosen(question, position))
            yield answer(position, question.value, text, chosen_html(question, position), language)
