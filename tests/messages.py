"""The messages of the interface and of documents: where they are in the sources, and their catalogues.

`bin/messages` runs this module: it collects every message into locale/<language>/LC_MESSAGES/django.po, keeps the
translations that are there, and compiles django.mo. It needs no gettext on the machine.
"""

import warnings
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_javascript, extract_python
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import TranslatorCommentWarning, templatize

from bilingual.languages import INTERFACE, LANGUAGES
from tests.tree import ROOT, modules, templates

LOCALE = ROOT / "locale"
DOCUMENTS = (
    "bilingual/languages.py",
    "publications/phrases.py",
    "reports/content/wording.py",
    "reports/word/export.py",
    "reports/word/layout.py",
    "richtext/html.py",
)
"""The modules whose messages stand in what goes out in a language that the interface does not speak."""

FUNCTIONS = {"gettext": (1,), "ngettext": (1, 2), "pgettext": ((1, "c"), 2), "npgettext": ((1, "c"), 2, 3)}
KEYWORDS = {
    "_": FUNCTIONS["gettext"],
    "gettext_noop": FUNCTIONS["gettext"],
    **FUNCTIONS,
    **{f"{name}_lazy": arguments for name, arguments in FUNCTIONS.items()},
}


class Plain(Catalog):
    """A catalogue whose head says only what programs read: no dates and no persons."""

    @property
    def mime_headers(self) -> list[tuple[str, str]]:
        return [
            ("Project-Id-Version", self.project),
            ("Language", str(self.locale)),
            ("Plural-Forms", self.plural_forms),
            ("MIME-Version", "1.0"),
            ("Content-Type", "text/plain; charset=utf-8"),
            ("Content-Transfer-Encoding", "8bit"),
        ]


def languages() -> list[str]:
    """The languages that the interface is translated into: all but its own."""
    return [code for code in INTERFACE if code != "en"]


def languages_of_documents() -> list[str]:
    """Those that have the words of a document alone."""
    return [code for code in LANGUAGES if code not in INTERFACE]


def catalogue_path(language: str) -> Path:
    return LOCALE / language / "LC_MESSAGES" / "django.po"


def read_catalogue(language: str) -> Catalog:
    with catalogue_path(language).open("rb") as file:
        return read_po(file, locale=language)


def messages_in_sources(language: str) -> dict[tuple[str | None, str], Message]:
    """Each message that a language has to have, by (context, id): of all our Python modules and templates, or of those
    that make documents."""
    catalogue = Catalog()
    documents = [ROOT / name for name in DOCUMENTS]
    for path in modules() if language in INTERFACE else documents:
        for line, function, texts, comments in extract_python(
            BytesIO(path.read_bytes()), KEYWORDS, ["Translators:"], {}
        ):
            add(catalogue, path, line, function, texts, comments)
    for path in templates() if language in INTERFACE else ():
        for line, function, texts, comments in messages_of_template(path):
            add(catalogue, path, line, function, texts, comments)
    return {(message.context, singular(message)): message for message in catalogue if message.id}


def messages_of_template(path: Path) -> Iterator[tuple]:
    # Django turns a template into lines of calls, which are no valid Python, but read well as JavaScript.
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", TranslatorCommentWarning)
        calls = templatize(path.read_text(encoding="utf-8"))
    yield from extract_javascript(BytesIO(calls.encode()), KEYWORDS, ["Translators:"], {})


def add(catalogue: Catalog, path: Path, line: int, function: str, texts, comments) -> None:
    given = texts if isinstance(texts, tuple) else (texts,)
    context, ids = None, []
    for argument in KEYWORDS[function]:
        position = argument[0] if isinstance(argument, tuple) else argument
        text = given[position - 1] if position <= len(given) else None
        if not isinstance(text, str):
            return  # _(variable): the text stands elsewhere
        if isinstance(argument, tuple):
            context = text
        else:
            ids.append(text)
    place = (str(path.relative_to(ROOT)), line)
    catalogue.add(ids[0] if len(ids) == 1 else tuple(ids), None, [place], auto_comments=comments, context=context)


def singular(message: Message) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]


def update(language: str) -> str:
    """Bring the catalogue of a language in step with the sources; returns what is to be done, in one line."""
    path = catalogue_path(language)
    old = read_catalogue(language) if path.exists() else Catalog(locale=language)
    new = Plain(locale=language, project="Pathfinder", fuzzy=False, header_comment="# Written by bin/messages.")
    for (context, key), message in messages_in_sources(language).items():
        known = old.get(key, context)
        same = known is not None and known.id == message.id
        places = sorted({file for file, _ in message.locations})
        new.add(
            message.id,
            known.string if same else None,
            [(file, None) for file in places],
            flags=known.flags if same else (),
            auto_comments=message.auto_comments,
            user_comments=known.user_comments if same else (),
            context=context,
        )
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        write_po(file, new, width=120, sort_output=True, ignore_obsolete=True)
    with path.with_suffix(".mo").open("wb") as file:
        write_mo(file, new)
    empty = sum(not is_translated(message) for message in new if message.id)
    return f"{path.relative_to(ROOT)}: {len(new)} messages, {empty} to translate"


def is_translated(message: Message) -> bool:
    strings = message.string if isinstance(message.string, list | tuple) else [message.string]
    return all(strings)


if __name__ == "__main__":
    for code in [*languages(), *languages_of_documents()]:
        print(update(code))  # noqa: T201  the answer of the command
