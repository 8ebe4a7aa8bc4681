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
        if not verification.is_same_text:
            raise CommandError(f"{name} no longer says what was signed by {signature.name}.")
        text, whole = signature.snapshot.text_sha256, signature.snapshot.sha256
        self.stdout.write(f"{name}: signed by {signature.name}; text {text}, whole {whole}; the text still matches.")
