"""The regular expressions that meet foreign text: found in the modules that read files, with how each is used."""

import ast
import importlib
import inspect
import pkgutil
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from re import _constants as constants
from re import _parser as parser
from types import ModuleType
from typing import Any

READ_BY = (
    "files reports.importing reports.word richtext roadmaps.importing roadmaps.codes questionnaires.wording".split()
)
METHODS = {"match", "fullmatch", "search", "sub", "subn", "split", "findall", "finditer"}
SAMPLE_LIMIT = 40


@dataclass(frozen=True)
class Expression:
    """An expression, where it stands, and the methods by which it is asked; `search` where that is not plain."""

    place: str
    pattern: re.Pattern
    methods: frozenset[str]

    def __str__(self) -> str:
        return self.place


def modules() -> Iterator[ModuleType]:
    for name in READ_BY:
        found = importlib.import_module(name)
        yield found
        if hasattr(found, "__path__"):
            for one in pkgutil.walk_packages(found.__path__, f"{name}."):
                if not {"management", "migrations"} & set(one.name.split(".")):
                    yield importlib.import_module(one.name)


@cache
def expressions() -> list[Expression]:
    read = list(modules())
    used = usage(read)
    found = {}
    for module in read:
        for name, value in vars(module).items():
            for pattern in patterns_in(value):
                key = (pattern.pattern, pattern.flags)
                found.setdefault(
                    key, Expression(f"{module.__name__}.{name}", pattern, used.get(name, frozenset({"search"})))
                )
        for line, method, pattern in written_in(module):
            found.setdefault(
                (pattern.pattern, pattern.flags), Expression(f"{module.__name__}:{line}", pattern, frozenset({method}))
            )
    return list(found.values())


def patterns_in(value: Any) -> Iterator[re.Pattern]:
    if isinstance(value, re.Pattern):
        yield value
    elif isinstance(value, dict):
        yield from (pattern for one in value.values() for pattern in patterns_in(one))
    elif isinstance(value, list | tuple | set | frozenset):
        yield from (pattern for one in value for pattern in patterns_in(one))


@cache
def nodes(module: ModuleType) -> list[ast.AST]:
    return list(ast.walk(ast.parse(inspect.getsource(module))))


def usage(read: Iterable[ModuleType]) -> dict[str, frozenset[str]]:
    """By the name of an expression, or of the table that it stands in: the methods that are called on it."""
    found: dict[str, set[str]] = {}
    for module in read:
        for node in nodes(module):
            if isinstance(node, ast.Attribute) and node.attr in METHODS:
                base = node.value.value if isinstance(node.value, ast.Subscript) else node.value
                if isinstance(base, ast.Name):
                    found.setdefault(base.id, set()).add(node.attr)
    return {name: frozenset(methods) for name, methods in found.items()}


def written_in(module: ModuleType) -> Iterator[tuple[int, str, re.Pattern]]:
    """Expressions that are written where they are used: re.sub("…", …)."""
    for node in nodes(module):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and isinstance(node.func.value, ast.Name)
            and node.func.value.id == "re"
            and node.func.attr in METHODS
            and isinstance(node.args[0], ast.Constant)
        ):
            yield node.lineno, node.func.attr, re.compile(node.args[0].value)


def sample(pattern: re.Pattern) -> str:
    """A text that the expression matches, or nearly: of each choice the first, of each repetition one or two."""
    return "".join(said(parser.parse(pattern.pattern, pattern.flags & ~re.DEBUG)))[:SAMPLE_LIMIT]


def said(parsed: Iterable[tuple[Any, Any]]) -> Iterator[str]:
    for kind, value in parsed:
        if kind is constants.LITERAL:
            yield chr(value)
        elif kind is constants.IN:
            yield one_of(value)
        elif kind in (constants.ANY, constants.NOT_LITERAL):
            yield "x"
        elif kind is constants.BRANCH:
            yield from said(value[1][0])
        elif kind is constants.SUBPATTERN:
            yield from said(value[-1])
        elif kind in (constants.MAX_REPEAT, constants.MIN_REPEAT, constants.POSSESSIVE_REPEAT):
            least, most, inside = value
            for _number in range(min(max(least, 1), most, 4)):
                yield from said(inside)


def one_of(choices: list[tuple[Any, Any]]) -> str:
    for kind, value in choices:
        if kind is constants.LITERAL:
            return chr(value)
        if kind is constants.RANGE:
            return chr(value[0])
        if kind is constants.CATEGORY:
            return {"CATEGORY_SPACE": " ", "CATEGORY_DIGIT": "1"}.get(str(value), "x")
    return "x"


def characters(parsed: Iterable[tuple[Any, Any]]) -> Iterator[str]:
    """A character of every literal and class in the expression."""
    for kind, value in parsed:
        if kind is constants.LITERAL:
            yield chr(value)
        elif kind is constants.IN:
            yield from characters(one for one in value if one[0] is constants.LITERAL)
            yield one_of(value)
        elif kind is constants.BRANCH:
            yield from (one for branch in value[1] for one in characters(branch))
        elif kind is constants.SUBPATTERN:
            yield from characters(value[-1])
        elif kind in (constants.MAX_REPEAT, constants.MIN_REPEAT, constants.POSSESSIVE_REPEAT):
            yield from characters(value[2])
        elif kind in (constants.ASSERT, constants.ASSERT_NOT):
            yield from characters(value[1])


def alphabet(pattern: re.Pattern) -> list[str]:
    return list(dict.fromkeys(characters(parser.parse(pattern.pattern, pattern.flags & ~re.DEBUG))))
