"""What a roadmap says of itself, as lines to be shown."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format

from bilingual.text import Text
from roadmaps.models import Roadmap

Wordings = list[tuple[str, str]]
"""Language and words; the language is "" for what needs none, such as a day."""


@dataclass(frozen=True)
class FieldLine:
    label: str
    before: Wordings
    after: Wordings


def wordings(value: Text | date | None) -> Wordings:
    if isinstance(value, Mapping):
        return list(value.items())
    return [("", date_format(value, "DATE_FORMAT"))] if value else []


def field_lines(
    names: Iterable[str], before: Roadmap | None, after: Mapping[str, Text | date | None]
) -> list[FieldLine]:
    """These fields of Roadmap, with what stands there and what is to stand there."""
    standing = before or Roadmap()
    return [
        FieldLine(
            str(Roadmap._meta.get_field(name).verbose_name), wordings(getattr(standing, name)), wordings(after[name])
        )
        for name in names
    ]
