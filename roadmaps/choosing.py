"""What a person says of a roadmap's table: which columns are what, and what the table does not say itself."""

from collections.abc import Mapping
from datetime import date

from bilingual.text import Text
from forum.models import Country
from roadmaps.changes import LEVEL_NAMES
from roadmaps.importing import Choices, Reading
from roadmaps.importing.columns import folded, guess, roles
from roadmaps.models import ColumnMapping

TEXTS = ("title", *LEVEL_NAMES)
DAYS = ("valid_from", "valid_to")


def choices_of(country: Country, said: Mapping[str, str]) -> Choices:
    """Of what a form says: sheet, line, column_1 and so on, numbers, and fields of the roadmap. What is left open is
    taken as the last time, else guessed. Raises ValueError for a day that is none."""
    mapping = ColumnMapping.objects.filter(country=country).first()
    language = country.languages[0]
    fields: dict[str, Text | date | None] = {
        name: Text({language: said[name]}) for name in TEXTS if said.get(name, "").strip()
    }
    fields |= {name: date.fromisoformat(said[name]) for name in DAYS if said.get(name)}
    known = roles()
    return Choices(
        sheet=said.get("sheet") or None,
        header_line=int(said["line"]) if said.get("line", "").isdecimal() else 0,
        roles={
            int(name.removeprefix("column_")): role
            for name, role in said.items()
            if name.removeprefix("column_").isdecimal() and role in known
        },
        remembered=mapping.roles if mapping else {},
        language=language,
        languages=country.languages,
        numbers_all=bool(said.get("numbers")),
        fields=fields,
    )


def remember(country: Country, reading: Reading) -> None:
    """What columns were taken for otherwise than by their names, for the next table of the country."""
    told = {
        folded(column.name): column.role
        for column in reading.columns
        if column.name and guess(column.name) not in (column.role, "level_name", "title", "text")
    }
    if told:
        mapping, _made = ColumnMapping.objects.get_or_create(country=country)
        mapping.roles |= told
        mapping.save()
