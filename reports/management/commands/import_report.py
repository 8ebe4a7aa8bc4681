import json
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from files.checks import Refused
from forum.models import Country
from reports.importing.apply import Choices, apply_import, keep_file, make_plan
from reports.importing.existing import KEEP, REPLACE
from reports.importing.plan import Plan
from reports.importing.reading import content_of
from reports.importing.summary import summary
from reports.models import Report
from reports.rights.access import reports_of


class Command(BaseCommand):
    help = (
        "Imports a report written elsewhere (.docx, .odt, .md, .html) into the report of a country and year, and "
        "prints what was found and done as JSON. Answers that a person wrote in the browser are kept, unless "
        "--existing replace."
    )

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)
        parser.add_argument("--country", required=True, help="ISO 3166-1 alpha-3, such as FRA")
        parser.add_argument("--year", type=int, required=True, help="the year in which the reporting period ends")
        parser.add_argument("--language", required=True, help="the language that the file is written in")
        parser.add_argument("--dry-run", action="store_true", help="read and report only; nothing is changed")
        parser.add_argument(
            "--existing", choices=[KEEP, REPLACE], default=KEEP, help="what to do with answers that a person wrote here"
        )

    def handle(self, *, file: Path, country: str, year: int, language: str, dry_run: bool, existing: str, **options):
        try:
            report = self.report(country.upper(), year)
            content = content_of(file)
            plan = make_plan(report=report, filename=file.name, content=content, language=language)
            if dry_run:
                done = {"applied": False, **summary(plan)}
            else:
                done = self.apply(report, plan, content, existing)
        except Refused as error:
            raise CommandError(error.message) from error
        if plan.is_empty:
            self.stderr.write("Nothing in this file was recognised; all of its text is among the leftovers.")
        self.stdout.write(json.dumps(done, ensure_ascii=False, indent=2))

    def report(self, code: str, year: int) -> Report:
        country = Country.objects.filter(code=code).first()
        if country is None:
            raise CommandError(f"There is no country {code}; add it with: manage.py add_country {code} …")
        report = reports_of([country]).filter(campaign__year=year).first()
        if report is None:
            roadmap = "" if country.roadmaps.exists() else f"manage.py import_roadmap FILE --country {code}, then: "
            raise CommandError(
                f"{code} has no open report of {year}; open it with: {roadmap}manage.py open_campaign --year {year}"
            )
        return report

    @transaction.atomic
    def apply(self, report: Report, plan: Plan, content: bytes, existing: str) -> dict:
        kept = keep_file(report=report, plan=plan, content=content, by=None)
        try:
            outcome = apply_import(kept=kept, by=None, choices=Choices(existing=existing))
        except BaseException:
            kept.file.delete(save=False)
            raise
        return {
            "applied": True,
            "unchanged": outcome["unchanged"],
            "import": kept.pk,
            "outcome": outcome,
            **summary(Plan.from_json(kept.plan)),
        }
