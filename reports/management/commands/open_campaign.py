from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from reports.answers.opening import open_campaign


class Command(BaseCommand):
    help = "Opens the reports of a year for every country with a roadmap, and asks about last year's next steps."

    def add_arguments(self, parser):
        parser.add_argument("--year", type=int, required=True, help="the year in which the reporting period ends")

    def handle(self, *, year, **options):
        try:
            done = open_campaign(year=year)
        except ValidationError as error:
            raise CommandError("; ".join(error.messages)) from error
        self.stdout.write(
            f"{year}: opened {listed(done.opened)}; already open {listed(done.already_open)}; "
            f"without a roadmap {listed(done.without_roadmap)}"
        )


def listed(codes: list[str]) -> str:
    return ", ".join(codes) or "none"
