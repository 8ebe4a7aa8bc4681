import os
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from publications.export import FORMATS, ExportError, export
from publications.pdf import PdfUnavailable
from publications.word import WordFailed
from reports.models import Report


class Command(BaseCommand):
    help = "Writes a country's report of a year to a file. Drafts too, marked as drafts."

    def add_arguments(self, parser):
        parser.add_argument("--country", required=True, help="ISO 3166-1 alpha-3, such as FRA")
        parser.add_argument("--year", required=True, help="the year in which the reporting period ends")
        parser.add_argument("--language", required=True, help="a language of the country, or several: fr, en, fr+en")
        parser.add_argument("--format", required=True, help=", ".join(FORMATS))
        parser.add_argument("--output", required=True, metavar="FILE")

    def handle(self, *, country, year, language, format, output, **options):
        report = newest_report(country, year)
        target = Path(output)
        if target.is_dir() or not target.parent.is_dir():
            raise CommandError(f"{output}: this is a folder, or in one that does not exist.")
        try:
            made = export(report=report, language=language, format=format, by=None)
        except (ExportError, PdfUnavailable, WordFailed) as error:
            raise CommandError(str(error)) from error
        write_whole(target, made.content)
        stage = report.get_stage_display()
        self.stdout.write(f"{country} {year}: {format} in {language}, {stage}, {len(made.content)} bytes, in {output}")


def newest_report(country: str, year: str) -> Report:
    """The newest version of a country's report. Raises CommandError."""
    if not year.isdecimal():
        raise CommandError(f"“{year}” is not a year.")
    reports = Report.objects.select_related("country", "campaign", "roadmap")
    report = reports.filter(country__code=country, campaign__year=int(year)).order_by("-version").first()
    if report is None:
        raise CommandError(f"There is no report of {country} for {year}.")
    return report


def write_whole(target: Path, content: bytes) -> None:
    """Write beside the target and rename, so that no half a file is ever found there. Raises CommandError."""
    unfinished = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        unfinished.write_bytes(content)
        unfinished.replace(target)
    except OSError as error:
        unfinished.unlink(missing_ok=True)
        raise CommandError(f"{target}: {error.strerror}") from error
