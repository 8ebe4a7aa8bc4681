from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from openpyxl.utils import get_column_letter

from bilingual.lists import sentences
from forum.models import Country
from roadmaps.adoption import Imported, Outcome, Plan, Unreadable, import_roadmap, plan_import
from roadmaps.changes import ACTS, LEVEL_NAMES, Changes
from roadmaps.choosing import choices_of
from roadmaps.importing import FILE_LIMIT, Reading, Source, understand
from roadmaps.importing.apart import open_apart
from roadmaps.importing.columns import roles
from roadmaps.replacing import Line, former, lines
from roadmaps.versions import adopt_version


class Command(BaseCommand):
    help = "Imports a country's roadmap from a .csv, .xlsx or .yaml file: all of it or nothing."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)
        parser.add_argument("--country", required=True, help="ISO 3166-1 alpha-3, such as FRA")
        parser.add_argument("--dry-run", action="store_true", help="say what would be done, and do nothing")
        parser.add_argument("--adopt", action="store_true", help="put the version in force if it is a draft")
        parser.add_argument("--sheet", default="", help="the sheet of the workbook; without it the likeliest")
        parser.add_argument("--line", default="", help="the line that names the columns; without it the likeliest")
        parser.add_argument(
            "--map",
            action="append",
            default=[],
            metavar="COLUMN=ROLE",
            help=f"what a column is, by its name or its letter: {', '.join(filter(None, roles()))}, or nothing",
        )
        parser.add_argument("--numbers", action="store_true", help="give codes to the items that have none")
        parser.add_argument("--title", default="", help="of the roadmap, in the country's first language")
        parser.add_argument("--valid-from", default="", help="a day such as 2026-01-01")
        parser.add_argument("--valid-to", default="")
        parser.add_argument("--levels", default="", help="their names from the top, with commas: axe,objectif,action")

    def handle(self, *, file: Path, country: str, dry_run: bool, **options):
        source = read(file)
        found = Country.objects.filter(code=country.upper()).first()
        if found is None:
            raise CommandError(f"There is no country {country.upper()}; add it with add_country.")
        said = {name: options[name] for name in ("sheet", "line", "title", "valid_from", "valid_to")}
        said |= {"numbers": "1"} if options["numbers"] else {}
        said |= dict(zip(LEVEL_NAMES, filter(None, options["levels"].split(",")), strict=False))
        try:
            reading = understand(source, choices_of(found, said))
            said |= mapped(reading, options["map"])
            reading = understand(source, choices_of(found, said))
        except ValueError as error:
            raise CommandError(str(error)) from error
        for column in reading.columns:
            self.stderr.write(f"{column.name or get_column_letter(column.number)} = {column.role or 'left out'}")
        try:
            done = plan_import(found, reading) if dry_run else take_in(found, reading, adopts=options["adopt"])
        except Unreadable as error:
            told = "\n".join(f"  {sentence}" for sentence in sentences(error.problems))
            raise CommandError(f"{file.name} was not imported:\n{told}") from error
        except ValidationError as error:
            raise CommandError("; ".join(error.messages)) from error
        told = sentence(done, reading)
        if not dry_run and (before := former(done.roadmap)) and done.outcome != Outcome.UNCHANGED:
            told += f"; {replaced(lines(before, done.roadmap), before.version)}"
        if (done.outcome == Outcome.NEW_VERSION if dry_run else done.roadmap.is_draft) and not options["adopt"]:
            told += "; a draft, not in force (--adopt)"
        self.stdout.write(f"{'Nothing written. ' if dry_run else ''}{found.code}: {told}")


@transaction.atomic
def take_in(country: Country, reading: Reading, *, adopts: bool) -> Imported:
    done = import_roadmap(country=country, reading=reading, by=None)
    if adopts and done.roadmap.is_draft:
        return replace(done, roadmap=adopt_version(roadmap=done.roadmap, by=None))
    return done


def read(file: Path) -> Source:
    try:
        with file.open("rb") as opened:
            return open_apart(file.name, opened.read(FILE_LIMIT + 1))
    except OSError as error:
        raise CommandError(f"{file} cannot be read: {error.strerror}") from error


def mapped(reading: Reading, pairs: list[str]) -> dict[str, str]:
    """What --map says, by the numbers of the columns."""
    names = {get_column_letter(column.number): column.number for column in reading.columns}
    names |= {column.name: column.number for column in reading.columns if column.name}
    said = {}
    for pair in pairs:
        name, _sign, role = pair.rpartition("=")
        if name not in names or role not in roles():
            raise CommandError(f"--map {pair}: columns are {', '.join(names)}; roles are {', '.join(roles())}")
        said[f"column_{names[name]}"] = role
    return said


def sentence(done: Plan | Imported, reading: Reading) -> str:
    """What was done, in one line."""
    version = done.version if isinstance(done, Plan) else done.roadmap.version
    if done.outcome == Outcome.UNCHANGED:
        return f"version {version} left as it is: the file says the same"
    if done.outcome == Outcome.FIRST:
        names = [reading.fields.get(field) or name for field, name in zip(LEVEL_NAMES, reading.levels, strict=False)]
        levels = [item.level for item in reading.items]
        told = [f"{name.in_language('en')}: {levels.count(place)}" for place, name in enumerate(names, start=1)]
        return f"version 1 made with {', '.join(told)}"
    told = ", ".join(sentences_of(done.changes))
    if done.outcome == Outcome.NEW_VERSION:
        return f"version {version} made beside version {version - 1}, which a report uses: {told}"
    return f"version {version} replaced: {told}"


def replaced(found: list[Line], version: int) -> str:
    """What became of the items of the version before."""
    other, nothing = sum(bool(one.new and not one.is_plain) for one in found), sum(one.new is None for one in found)
    return f"items of version {version} that have become another one: {other}, none: {nothing}"


def sentences_of(changes: Changes) -> Iterator[str]:
    for act in ACTS:
        if lines := getattr(changes, act):
            yield f"{len(lines)} {act.replace('_', ' ')}"
    if changes.fields:
        yield f"{', '.join(changes.fields)} changed"
