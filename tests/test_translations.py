"""The interface in every language: nothing untranslated, nothing left over, placeholders and spacing as they should be.

`bin/messages` collects new messages and compiles; this file says what is left to translate.
"""

import re
from string import Formatter

import pytest
from babel.messages.mofile import read_mo
from babel.messages.plurals import get_plural

from tests.messages import (
    catalogue_path,
    is_translated,
    languages,
    languages_of_documents,
    messages_in_sources,
    read_catalogue,
    singular,
)

every_language = pytest.mark.parametrize("language", [*languages(), *languages_of_documents()])
PERCENT = re.compile(r"%\((\w+)\)[#0 +-]*\d*(?:\.\d+)?[a-zA-Z]|%[a-zA-Z]")


def strings_of(message) -> list[str]:
    return list(message.string) if isinstance(message.string, list | tuple) else [message.string]


def messages(language: str) -> list:
    return [message for message in read_catalogue(language) if message.id]


def placeholders(text: str) -> set[str]:
    named = {found[0] for found in PERCENT.finditer(text.replace("%%", ""))}
    return named | {f"{{{name}}}" for _, name, _, _ in Formatter().parse(text) if name}


@every_language
def test_the_catalogue_has_every_message_of_the_sources_and_no_other(language):
    written = {(message.context, singular(message)) for message in messages(language)}
    sources = set(messages_in_sources(language))
    assert {"missing": sorted(map(str, sources - written)), "left over": sorted(map(str, written - sources))} == {
        "missing": [],
        "left over": [],
    }, "run bin/messages"


@every_language
def test_every_message_is_translated(language):
    assert [singular(message) for message in messages(language) if not is_translated(message)] == []


@every_language
def test_no_translation_is_a_guess(language):
    assert [singular(message) for message in messages(language) if message.fuzzy] == []


@every_language
def test_plural_messages_have_every_form_of_the_language(language):
    forms = get_plural(language).num_plurals
    plural = [message for message in messages(language) if message.pluralizable]
    assert [singular(message) for message in plural if len(strings_of(message)) != forms] == []


@every_language
def test_placeholders_agree(language):
    wrong = []
    for message in messages(language):
        ids = list(message.id) if message.pluralizable else [message.id]
        asked = placeholders(ids[-1])
        for string in filter(None, strings_of(message)):
            # The form for one may leave the number out: "one report".
            given = placeholders(string)
            if not (given == asked or (message.pluralizable and given == placeholders(ids[0]))):
                wrong.append(f"{string}: {sorted(given)}, not {sorted(asked)}")
    assert wrong == []


@every_language
def test_a_translation_begins_and_ends_as_its_message(language):
    def ends(text: str) -> tuple:
        return text[:1].isspace(), text[-1:].isspace(), text[-1:] in ".…", sorted(re.findall(r"</?\w+", text))

    wrong = [
        string
        for message in messages(language)
        for string in filter(None, strings_of(message))
        if ends(string) != ends(singular(message))
    ]
    assert wrong == []


def test_french_is_spaced_as_french_is():
    wrong = [
        string for message in messages("fr") for string in filter(None, strings_of(message)) if wrongly_spaced(string)
    ]
    assert wrong == []


def wrongly_spaced(text: str) -> bool:
    """An ordinary space or none where French has a no-break space; a typewriter's apostrophe."""
    text = re.sub(r"https?://\S*|mailto:|[\w.]+@[\w.]+|<[^>]*>|\{[^}]*\}|\w+: …|&\w+;|%\(\w+\)", "", text)
    return bool(re.search(r"[\w)”%»] ?[;!?](?!\w)|\w :|\w:(?=\s|$)|\w ?»|« ?\w|\w'\w", text))


@pytest.mark.parametrize(
    "text,wrong",
    [
        ("Voulez-vous continuer\u202f?", False),
        ("Voulez-vous continuer ?", True),
        ("Voulez-vous continuer?", True),
        ("Langue\u00a0: français", False),
        ("Langue : français", True),
        ("Langue: français", True),
        ("«\u00a0oui\u00a0»", False),
        ("« oui »", True),
        ("l’année, à 10:42", False),
        ("l'année", True),
        ("voir https://example.org/?a=1", False),
        ("https:// ou mailto: au début", False),
        ("de la forme {fr: …, en: …}", False),
    ],
)
def test_wrong_spacing_is_seen(text, wrong):
    assert wrongly_spaced(text) is wrong


@every_language
def test_the_compiled_catalogue_is_in_step(language):
    path = catalogue_path(language)
    with path.with_suffix(".mo").open("rb") as file:
        # Babel reads the context of a compiled message as bytes
        compiled = {(m.context and m.context.decode(), singular(m)): strings_of(m) for m in read_mo(file) if m.id}
    written = {(m.context, singular(m)): strings_of(m) for m in messages(language) if is_translated(m) and not m.fuzzy}
    assert compiled == written, "run bin/messages"
