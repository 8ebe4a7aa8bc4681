"""A roadmap's file read in a process of its own (files.process), and what was read as plain JSON on its way back.

JSON knows no dates or titles in several languages: each such value is an object with one member, its kind.
"""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from typing import Any

from bilingual.text import Text
from files.checks import Refused
from files.process import read_apart
from roadmaps.importing import open_file, unusable
from roadmaps.importing.grids import Grid, Source
from roadmaps.importing.reading import Column, Detail, Problem, Reading, ReadItem


class OtherShape(Exception):
    """What was kept is not of the kinds of today: it was read before they were changed."""


KINDS = {kind.__name__: kind for kind in (Column, Detail, Grid, Problem, ReadItem, Reading, Source)}


def open_apart(filename: str, data: bytes) -> Source:
    """What is in a roadmap's file, read with limits. What is wrong with it stands in the result."""
    try:
        return from_json(read_apart(source_of, filename, data))
    except Refused as error:
        return unusable(error.message)


def source_of(filename: str, data: bytes) -> dict[str, Any]:
    return to_json(open_file(filename, data))


def to_json(value: Any) -> Any:
    match value:
        case None | bool() | int() | str():
            return value
        case date():
            return {"date": value.isoformat()}
        case Text():
            return {"Text": dict(value)}
        case Mapping():
            return {"dict": {name: to_json(one) for name, one in value.items()}}
        case list() | tuple():
            return [to_json(one) for one in value]
        case _ if is_dataclass(value) and KINDS.get(type(value).__name__) is type(value):
            return {type(value).__name__: {one.name: to_json(getattr(value, one.name)) for one in fields(value)}}
    raise TypeError(f"{type(value).__name__} cannot come back from the process that reads")


def from_json(data: Any) -> Any:
    if isinstance(data, list):
        return tuple(map(from_json, data))
    if not isinstance(data, dict):
        return data
    [(kind, value)] = data.items()
    match kind:
        case "date":
            return date.fromisoformat(value)
        case "Text":
            return Text(value)
        case "dict":
            return {name: from_json(one) for name, one in value.items()}
    if kind not in KINDS or {one.name for one in fields(KINDS[kind])} != set(value):
        raise OtherShape(kind)
    return KINDS[kind](**{name: from_json(one) for name, one in value.items()})
