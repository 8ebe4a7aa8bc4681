from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from reports.opening import open_campaign


class Command(BaseCommand):
    help = "Opens the reports of a year for every country with a roadmap; last year's next steps come back as questions."

    def add_arguments(self, parser):
        parser.add_argument("--year", type=int, required=True, help="the year in which the reporting period ends")

    def handle(self, *, year, **options):
        try:
            done = open_campaign(year=year)
        except ValidationError as error:
            raise CommandError("; ".join(error.messages)) from error
        self.stdout.write(
            f"{year}: opened {', '.join(done.opened) or 'none'}; already open {', '.join(done.already_open) or 'none'}; "
            f"without a roadmap {', '.join(done.without_roadmap) or 'none'}"
        )
