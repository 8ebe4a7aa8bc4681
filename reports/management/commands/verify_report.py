from django.core.management.base import BaseCommand, CommandError, CommandParser

from reports.models import Report
from reports.signoff.snapshots import verify


class Command(BaseCommand):
    help = "Says whether a signed report still says what was signed."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--country", required=True, help="ISO 3166-1 alpha-3, such as FRA")
        parser.add_argument("--year", required=True, type=int)
        parser.add_argument("--version-number", type=int, help="the newest version if not given")

    def handle(self, *args, **options) -> None:
        found = Report.objects.filter(country__code=options["country"], campaign__year=options["year"])
        if options["version_number"]:
            found = found.filter(version=options["version_number"])
        report = found.select_related("country", "campaign", "roadmap").order_by("-version").first()
        if report is None:
            raise CommandError("There is no such report.")
        name = f"{report.country.code} {report.campaign.year}, version {report.version}"
        signature = report.signatures.select_related("snapshot").order_by("-signed_at", "-pk").first()
        if signature is None:
            raise CommandError(f"{name} has not been signed.")
        verification = verify(signature.snapshot, report)
        if not verification.is_intact:
            raise CommandError(f"{name}: the frozen text that was signed has been changed.")
        snapshot = signature.snapshot
        hashes = {"text": snapshot.text_sha256, "responses": snapshot.responses_sha256, "whole": snapshot.sha256}
        named = ", ".join(f"{what} {value}" for what, value in hashes.items() if value)
        self.stdout.write(f"{name}: signed by {signature.name}; {named}; the frozen text is what was signed.")
        if not verification.tables_agree:
            raise CommandError(
                f"{name}: the answers in the tables are not those of the frozen text, which is what is read."
            )
        self.stdout.write(f"{name}: the answers in the tables agree with it.")
