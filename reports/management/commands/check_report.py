import json

from django.core.management.base import BaseCommand, CommandError
from django.utils import translation

from forum.models import Country
from reports.checks.problem import Level, Problem
from reports.checks.running import check_report
from reports.models import Report
from reports.rights.access import reports_of


class Command(BaseCommand):
    help = (
        "Looks at a report as before sign-off and prints what is found, one JSON object a line: check, level (error, "
        "warning), question, language, message, excerpt. Exits 1 if there is an error, which blocks the sign-off."
    )

    def add_arguments(self, parser):
        parser.add_argument("--country", required=True, help="ISO 3166-1 alpha-3, such as FRA")
        parser.add_argument("--year", type=int, required=True, help="the year in which the reporting period ends")
        parser.add_argument("--language", help="look at the texts in this language only, and say so in it")

    def handle(self, *, country: str, year: int, language: str | None, **options):
        report = self.report(country.upper(), year)
        if language is not None and language not in report.country.languages:
            raise CommandError(
                f"{report.country.code} does not report in {language}; it does in {', '.join(report.country.languages)}"
            )
        with translation.override(language or "en"):
            problems = check_report(report, language)
            for problem in problems:
                self.stdout.write(json.dumps(self.line(problem), ensure_ascii=False))
        errors = sum(problem.level is Level.ERROR for problem in problems)
        if errors:
            raise CommandError(f"{errors} of {len(problems)} findings are errors and block the sign-off")

    def line(self, problem: Problem) -> dict[str, str]:
        names = ("check", "level", "question", "language", "message", "excerpt")
        return {name: str(getattr(problem, name)) for name in names}

    def report(self, code: str, year: int) -> Report:
        known = Country.objects.filter(code=code).first()
        if known is None:
            raise CommandError(f"There is no country {code}")
        report = reports_of([known]).filter(campaign__year=year).first()
        if report is None:
            raise CommandError(f"{code} has no open report of {year}")
        return report
