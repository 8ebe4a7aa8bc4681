"""Reads editions from TOML. Whatever the file says wrongly is refused with the file and the place in it.

The reader sees to the shape only: names, types, nothing unknown. Whether an edition makes sense (conditions, options,
both languages) is for `checks`, which must be able to look at a broken one.
"""

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from hashlib import sha256
from pathlib import Path
from types import MappingProxyType
from typing import Any

from bilingual.text import Text
from questionnaires.schema import Aliases, Condition, Edition, Option, Question, Rewording, Section
from questionnaires.wording import wordings

EDITIONS = Path(__file__).parent / "editions"
WORDINGS = Path(__file__).parent / "wordings"
REVISION = 2
"""How often questions were worded anew. A report keeps the wordings it was opened with."""
KEY = re.compile(r"[a-z][a-z0-9_]{0,59}")


class EditionError(ValueError):
    """An edition's file cannot be read. The message begins with the file's name and the place in it."""


class UnknownEdition(LookupError):
    """There is no edition of that key."""


@cache
def edition(key: str) -> Edition:
    """The edition of that key ("2023", "2025.2"). Raises UnknownEdition, or EditionError for a broken file."""
    if key not in available_editions():
        raise UnknownEdition(f"There is no edition {key}; there are: {', '.join(available_editions())}.")
    return read(EDITIONS / f"{key}.toml")


@cache
def available_editions() -> tuple[str, ...]:
    """The keys of all editions of the package, oldest first."""
    return keys_in(EDITIONS)


def keys_in(directory: Path) -> tuple[str, ...]:
    """The keys of the editions in a directory; 2025.10 comes after 2025.2."""
    keys = [path.stem for path in directory.glob("*.toml")]
    return tuple(sorted(keys, key=lambda key: ([int(part) for part in re.findall(r"\d+", key)], key)))


def read(path: Path) -> Edition:
    """One edition from its file, whose name is its key. Raises EditionError, OSError."""
    content = path.read_bytes()
    data = toml(content, path.name)
    result = _edition(data, path, digest(content))
    files = wordings_of(path)
    for file in files:
        name = f"{path.stem}/{file.name}"
        _add_wordings(data, _Table(toml(file.read_bytes(), name), name), file.stem)
    return _edition(data, path, result.sha256) if files else result


def _edition(data: dict[str, Any], path: Path, sha256: str) -> Edition:
    table = _Table(data, path.name)
    result = Edition(
        key=path.stem,
        title=table.text("title"),
        sections=tuple(_section(part) for part in table.tables("section")),
        sha256=sha256,
        instructions=table.aliases("instructions"),
    )
    table.refuse_the_rest()
    return result


@cache
def rewordings(key: str) -> Mapping[str, Rewording]:
    """Later wordings of an edition's questions, by their keys. An edition that is released is never changed, and what
    it asks stays as it is; how it says so may be put better."""
    path = WORDINGS / f"{key}.toml"
    if not path.exists():
        return {}
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    return {key: Rewording(said["revision"], Text(said["label"]), Text(said["help"])) for key, said in data.items()}


def later_wordings(key: str, question: str) -> list[str]:
    """How later wordings of a question begin, with stars for what is filled in."""
    said = rewordings(key).get(question)
    return wordings(said.label, {}) if said else []


WORDED = ("title", "intro", "label", "help", "low", "high")


def toml(content: bytes, name: str) -> dict[str, Any]:
    try:
        return tomllib.loads(content.decode())
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise EditionError(f"{name}: this is not TOML: {error}") from error


def wordings_of(path: Path) -> list[Path]:
    """The files with an edition's wordings in further languages: 2023/es.toml beside 2023.toml."""
    return sorted(path.with_suffix("").glob("*.toml"))


def _add_wordings(data: Any, words: "_Table", language: str) -> None:
    """Put the words of one language into the tables of an edition, of a section, of a question and so down."""
    for name in WORDED:
        if isinstance(data.get(name), dict):
            data[name][language] = words.value(name, str, default="")
    if "aliases" in words.data:
        data.setdefault("aliases", {})[language] = words.value("aliases", list)
    for name in ("section", "question", "field"):
        if inner := words.table(name):
            for each in data.get(name, []):
                if part := inner.table(each["key"]):
                    _add_wordings(each, part, language)
            inner.refuse_the_rest()
    if inner := words.table("option"):
        for option in data.get("option", []):
            option["label"][language] = inner.value(option["code"], str, default="")
        inner.refuse_the_rest()
    words.refuse_the_rest()


def digest(content: bytes) -> str:
    """The hash by which a released edition is known: SHA-256 in hexadecimal."""
    return sha256(content).hexdigest()


def _section(table: "_Table") -> Section:
    result = Section(
        key=table.key("key"),
        title=table.text("title"),
        intro=table.text("intro", required=False),
        aliases=table.aliases("aliases"),
        questions=tuple(_question(part) for part in table.tables("question")),
    )
    table.refuse_the_rest()
    return result


def _question(table: "_Table") -> Question:
    result = Question(
        key=table.key("key"),
        kind=table.value("kind", str),
        label=table.text("label"),
        help=table.text("help", required=False),
        required=table.value("required", bool, default=False),
        repeats=table.value("repeats", str, default=None),
        needs=table.value("needs", str, default=None),
        condition=_condition(table),
        options=tuple(_option(part) for part in table.tables("option")),
        options_from=table.value("options_from", str, default=None),
        option_aliases=_option_aliases(table),
        detail=table.value("detail", str, default=None),
        public=table.value("public", bool, default=False),
        minimum=table.value("minimum", int, default=None),
        maximum=table.value("maximum", int, default=None),
        low=table.text("low", required=False),
        high=table.text("high", required=False),
        fields=tuple(_question(part) for part in table.tables("field")),
        aliases=table.aliases("aliases"),
        was=table.value("was", str, default=None),
    )
    table.refuse_the_rest()
    return result


def _option(table: "_Table") -> Option:
    result = Option(
        code=table.key("code"),
        label=table.text("label"),
        aliases=table.aliases("aliases"),
        other=table.value("other", bool, default=False),
        exclusive=table.value("exclusive", bool, default=False),
    )
    table.refuse_the_rest()
    return result


def _condition(table: "_Table") -> Condition | None:
    part = table.table("condition")
    if part is None:
        return None
    result = Condition(question=part.value("question", str), values=part.strings("values"))
    part.refuse_the_rest()
    return result


def _option_aliases(table: "_Table") -> Mapping[str, Aliases]:
    part = table.table("option_aliases")
    return MappingProxyType({code: part.aliases(code) for code in list(part.data)} if part else {})


_REQUIRED = object()


class _Table:
    """A TOML table that is emptied as it is read, and knows where it stands."""

    def __init__(self, data: dict[str, Any], place: str) -> None:
        self.data = dict(data)
        self.place = place

    def value(self, name: str, kind: type, default: Any = _REQUIRED) -> Any:
        if name not in self.data:
            if default is _REQUIRED:
                raise EditionError(f"{self.place}: “{name}” is missing")
            return default
        value = self.data.pop(name)
        if type(value) is not kind:
            raise EditionError(f"{self.place}: “{name}” must be {_NAMES[kind]}, not {value!r}")
        return value

    def key(self, name: str) -> str:
        value = self.value(name, str)
        if not KEY.fullmatch(value):
            raise EditionError(f"{self.place}: {value!r} is no {name}: use small letters, digits and _ (at most 60)")
        return value

    def text(self, name: str, *, required: bool = True) -> Text | None:
        data = self.value(name, dict, _REQUIRED if required else None)
        if data is None:
            return None
        for language, wording in data.items():
            if not isinstance(wording, str):
                raise EditionError(f"{self.place}: “{name}.{language}” must be text, not {wording!r}")
        try:
            return Text(data)
        except ValueError as error:
            raise EditionError(f"{self.place}: “{name}”: {error}") from error

    def strings(self, name: str) -> tuple[str, ...]:
        values = self.value(name, list)
        if not values or not all(isinstance(value, str) and value.strip() for value in values):
            raise EditionError(f"{self.place}: “{name}” must be a list of texts, not {values!r}")
        return tuple(values)

    def aliases(self, name: str) -> Aliases:
        part = self.table(name)
        return MappingProxyType({language: part.strings(language) for language in list(part.data)} if part else {})

    def table(self, name: str) -> "_Table | None":
        data = self.value(name, dict, default=None)
        return None if data is None else _Table(data, f"{self.place}, {name}")

    def tables(self, name: str) -> list["_Table"]:
        found = []
        for position, data in enumerate(self.value(name, list, default=[]), start=1):
            if not isinstance(data, dict):
                raise EditionError(f"{self.place}: “{name}” must be a list of tables, not {data!r}")
            label = data.get("key") or data.get("code") or f"number {position}"
            found.append(_Table(data, f"{self.place}, {name} {label}"))
        return found

    def refuse_the_rest(self) -> None:
        if self.data:
            raise EditionError(f"{self.place}: unknown: {', '.join(sorted(self.data))}")


_NAMES = {str: "text", int: "a whole number", bool: "true or false", list: "a list", dict: "a table"}
