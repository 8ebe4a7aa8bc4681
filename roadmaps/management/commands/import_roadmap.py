from collections.abc import Iterator
from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from bilingual.lists import sentences
from forum.models import Country
from roadmaps.adoption import Imported, Outcome, Plan, Unreadable, import_roadmap, plan_import
from roadmaps.changes import Changes
from roadmaps.importing import FILE_LIMIT, Reading
from roadmaps.importing.apart import read_file


class Command(BaseCommand):
    help = "Imports a country's roadmap from a .csv, .xlsx or .yaml file: all of it or nothing."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)
        parser.add_argument("--country", required=True, help="ISO 3166-1 alpha-3, such as FRA")
        parser.add_argument("--dry-run", action="store_true", help="say what would be done, and do nothing")

    def handle(self, *, file: Path, country: str, dry_run: bool, **options):
        reading = read(file)
        found = Country.objects.filter(code=country.upper()).first()
        if found is None:
            raise CommandError(f"There is no country {country.upper()}; add it with add_country.")
        try:
            done = plan_import(found, reading) if dry_run else import_roadmap(country=found, reading=reading, by=None)
        except Unreadable as error:
            told = "\n".join(f"  {sentence}" for sentence in sentences(error.problems))
            raise CommandError(f"{file.name} was not imported:\n{told}") from error
        except ValidationError as error:
            raise CommandError("; ".join(error.messages)) from error
        self.stdout.write(f"{'Nothing written. ' if dry_run else ''}{found.code}: {sentence(done, reading)}")


def read(file: Path) -> Reading:
    try:
        with file.open("rb") as opened:
            return read_file(file.name, opened.read(FILE_LIMIT + 1))
    except OSError as error:
        raise CommandError(f"{file} cannot be read: {error.strerror}") from error


def sentence(done: Plan | Imported, reading: Reading) -> str:
    """What was done, in one line."""
    version = done.version if isinstance(done, Plan) else done.roadmap.version
    if done.outcome == Outcome.UNCHANGED:
        return f"version {version} left as it is: the file says the same"
    if done.outcome == Outcome.FIRST:
        levels = [item.code.level for item in reading.items]
        words = {"priority": "priorities", "strand": "strands", "objective": "objectives"}
        counts = {level: levels.count(level) for level in words}
        told = [f"{count} {level if count == 1 else words[level]}" for level, count in counts.items()]
        return f"version 1 made with {', '.join(told)}"
    told = ", ".join(sentences_of(done.changes))
    if done.outcome == Outcome.NEW_VERSION:
        return f"version {version} made beside version {version - 1}, which a report uses: {told}"
    return f"version {version} replaced: {told}"


def sentences_of(changes: Changes) -> Iterator[str]:
    for act in ("added", "removed", "renamed", "retired", "brought_back"):
        if lines := getattr(changes, act):
            yield f"{len(lines)} {act.replace('_', ' ')}"
    if changes.fields:
        yield f"{', '.join(changes.fields)} changed"
