"""System checks over every edition: what must be true before a report can be built on one.

Each check is a function from an edition to its problems; `manage.py check`, every start of the server and the tests
run them. The last ones look at the files: readable, and unchanged since their release.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from django.core import checks

from bilingual.languages import INTERFACE, LANGUAGES
from bilingual.text import Text
from questionnaires import loader, lock, schema
from questionnaires.kinds import KINDS
from questionnaires.schema import Edition, Question

CHOOSING = ("choice", "several")
Problems = Iterator[checks.Error]


def check_keys(edition: Edition) -> Problems:
    """Sections, questions and the fields of a group have keys of their own; so have the options of a question."""
    yield from _duplicates(edition, "the section", (section.key for section in edition.sections))
    yield from _duplicates(edition, "the question", (key for key, _question in schema.with_fields(edition.questions)))
    for question in _all_questions(edition):
        codes = (option.code for option in question.options)
        yield from _duplicates(edition, f"question {question.key}: the option", codes)


def check_kinds(edition: Edition) -> Problems:
    for question in _all_questions(edition):
        if question.kind not in KINDS:
            yield _problem("E02", edition, question, f"the kind “{question.kind}” is unknown")


def check_sources(edition: Edition) -> Problems:
    """What comes from outside the edition is one of the things that reports can bring in."""
    for question in _all_questions(edition):
        for name, value, known in (
            ("options_from", question.options_from, schema.OPTION_SOURCES),
            ("repeats", question.repeats, schema.REPEATS),
            ("needs", question.needs, schema.NEEDS),
        ):
            if value is not None and value not in known:
                yield _problem("E03", edition, question, f"{name} is “{value}”, not one of: {', '.join(known)}")


def check_conditions(edition: Edition) -> Problems:
    """A condition names an earlier question that is asked once, and codes among that question's own options."""
    positions = {question.key: position for position, question in enumerate(edition.questions)}
    for question in edition.questions:
        condition = question.condition
        if condition is None:
            continue
        if condition.question not in positions:
            yield _problem("E04", edition, question, f"“{condition.question}” in its condition is no question")
            continue
        parent = edition.question(condition.question)
        if positions[parent.key] > positions[question.key]:
            yield _problem("E05", edition, question, f"“{parent.key}” in its condition is asked later")
        if parent.kind not in CHOOSING or parent.repeats:
            yield _problem("E06", edition, question, f"“{parent.key}” decides nothing: no choice, or asked repeatedly")
        elif parent.needs and parent.needs != question.needs:
            yield _problem("E06", edition, question, f"“{parent.key}” needs “{parent.needs}”, so this one must too")
        for value in condition.values:
            if value not in {option.code for option in parent.options}:
                yield _problem("E07", edition, question, f"“{value}” is not an option of “{parent.key}”")


def check_cycles(edition: Edition) -> Problems:
    parents = {question.key: question.condition.question for question in edition.questions if question.condition}
    for start in parents:
        seen, key = [start], parents[start]
        while key in parents and key not in seen:
            seen.append(key)
            key = parents[key]
        if key == start:
            circle = " → ".join([*seen, start])
            yield _problem("E08", edition, edition.question(start), f"its condition goes round in a circle: {circle}")


def check_languages(edition: Edition) -> Problems:
    """Every wording is there in every language of the edition, those of the interface at least."""
    languages = list(dict.fromkeys([*INTERFACE, *edition.languages]))
    for wording in _wordings(edition):
        for language in wording.text.missing(languages):
            yield _problem("E09", edition, wording.question, f"{wording.place} is missing in “{language}”")


def check_placeholders(edition: Edition) -> Problems:
    """Braces hold names that reports can fill in that place."""
    for wording in _wordings(edition):
        for language, text in wording.text.items():
            try:
                unknown = sorted(schema.placeholders(text) - wording.placeholders)
            except ValueError as error:
                yield _problem("E10", edition, wording.question, f"{wording.place} in “{language}”: {error}")
                continue
            for name in unknown:
                message = f"{wording.place} in “{language}”: nothing can be put in place of {{{name}}}"
                yield _problem("E10", edition, wording.question, message)


def check_aliases(edition: Edition) -> Problems:
    """Aliases are in known languages, without braces: what varies is a star."""
    for question, aliases in _all_aliases(edition):
        for language, texts in aliases.items():
            if language not in LANGUAGES:
                yield _problem("E11", edition, question, f"the aliases are in an unknown language, “{language}”")
            for text in texts:
                if "{" in text or "}" in text:
                    yield _problem("E11", edition, question, f"the alias “{text}” has braces; write * for what varies")


def check_details(edition: Edition) -> Problems:
    """Free text is taken by a rich text that is asked once."""
    by_key = {question.key: question for question in edition.questions}
    for question in _all_questions(edition):
        target = by_key.get(question.detail) if question.detail else None
        if question.detail and (target is None or target.kind != "rich_text" or target.repeats):
            message = f"detail names “{question.detail}”, which is not a rich text asked once"
            yield _problem("E12", edition, question, message)


def check_groups(edition: Edition) -> Problems:
    """Groups have fields, and a minimum if required; fields are plain questions. Nothing else has fields."""
    for question in edition.questions:
        if (question.kind == "group") != bool(question.fields):
            yield _problem("E13", edition, question, "a group has fields, and nothing else has")
        if question.kind == "group" and question.required and not question.minimum:
            yield _problem("E13", edition, question, "a required group says how many items it takes (minimum)")
        for field in question.fields:
            if field.fields or field.repeats or field.needs or field.condition or field.kind == "group":
                yield _problem("E13", edition, field, "a field of a group is asked plainly, once an item")


def check_options(edition: Edition) -> Problems:
    """Choices have options and nothing else has; one option at most takes a text; a scale has two ends."""
    for question in _all_questions(edition):
        if (question.kind in CHOOSING) != bool(question.options or question.options_from):
            yield _problem("E14", edition, question, "choices have options, and nothing else has")
        others = sum(option.other for option in question.options)
        if others > (1 if question.kind == "several" else 0):
            yield _problem(
                "E14", edition, question, "at most one option takes a text, and only where several are ticked"
            )
        if question.option_aliases and not question.options_from:
            yield _problem("E14", edition, question, "option_aliases are for the options of options_from")
        if question.kind == "scale" and not (
            question.minimum is not None
            and question.maximum is not None
            and question.minimum < question.maximum
            and question.low
            and question.high
        ):
            yield _problem("E14", edition, question, "a scale has a minimum, a maximum, and words for both")


EDITION_CHECKS = (
    check_keys,
    check_kinds,
    check_sources,
    check_conditions,
    check_cycles,
    check_languages,
    check_placeholders,
    check_aliases,
    check_details,
    check_groups,
    check_options,
)


def problems_of(edition: Edition) -> list[checks.Error]:
    """What all checks find in one edition."""
    return [problem for check in EDITION_CHECKS for problem in check(edition)]


def check_files(directory: Path) -> Problems:
    """Every edition of a directory can be read and passes all checks."""
    for key in loader.keys_in(directory):
        try:
            edition = loader.read(directory / f"{key}.toml")
        except loader.EditionError as error:
            yield checks.Error(str(error), id="questionnaires.E15")
            continue
        yield from problems_of(edition)


def check_lock(directory: Path) -> Problems:
    """Every released edition is there, as it was released."""
    try:
        released = lock.released(directory)
    except ValueError as error:
        yield checks.Error(str(error), id="questionnaires.E16")
        return
    for key, sha256 in released.items():
        path = directory / f"{key}.toml"
        if not path.exists():
            yield checks.Error(f"Edition {key} was released, but {key}.toml is gone.", id="questionnaires.E17")
        elif loader.digest(path.read_bytes()) != sha256:
            yield checks.Error(
                f"Edition {key} was changed after its release.",
                hint=f"Restore {key}.toml; a correction is a new edition, such as {key.split('/')[0]}.2.",
                id="questionnaires.E18",
            )


def check_editions(app_configs: object, **kwargs: object) -> list[checks.Error]:
    """All of the above, over the editions of the package."""
    return [*check_files(loader.EDITIONS), *check_lock(loader.EDITIONS)]


class _Wording(NamedTuple):
    place: str
    question: Question | None
    text: Text
    placeholders: frozenset[str]


def _wordings(edition: Edition) -> Iterator[_Wording]:
    dates = frozenset(schema.PLACEHOLDERS)
    none: frozenset[str] = frozenset()
    yield _Wording("the title", None, edition.title, none)
    for section in edition.sections:
        yield _Wording(f"the title of section {section.key}", None, section.title, dates)
        if section.intro is not None:
            yield _Wording(f"the introduction of section {section.key}", None, section.intro, dates)
    for question in _all_questions(edition):
        allowed = dates | set(schema.REPEATED_PLACEHOLDERS) if question.repeats else dates
        yield _Wording("the label", question, question.label, allowed)
        for place, text, names in (
            ("the help", question.help, allowed),
            ("the low end", question.low, none),
            ("the high end", question.high, none),
        ):
            if text is not None:
                yield _Wording(place, question, text, names)
        for option in question.options:
            yield _Wording(f"the option {option.code}", question, option.label, none)


def _all_aliases(edition: Edition) -> Iterator[tuple[Question | None, schema.Aliases]]:
    yield None, edition.instructions
    for section in edition.sections:
        yield None, section.aliases
    for question in _all_questions(edition):
        yield question, question.aliases
        yield from ((question, option.aliases) for option in question.options)
        yield from ((question, aliases) for aliases in question.option_aliases.values())


def _all_questions(edition: Edition) -> Iterator[Question]:
    return (question for _key, question in schema.with_fields(edition.questions))


def _duplicates(edition: Edition, what: str, keys: Iterable[str]) -> Problems:
    seen: set[str] = set()
    for key in keys:
        if key in seen:
            yield _problem("E01", edition, None, f"{what} {key} is there twice")
        seen.add(key)


def _problem(number: str, edition: Edition, question: Question | None, message: str) -> checks.Error:
    place = f"Edition {edition.key}, question {question.key}" if question else f"Edition {edition.key}"
    return checks.Error(f"{place}: {message}.", id=f"questionnaires.{number}")
