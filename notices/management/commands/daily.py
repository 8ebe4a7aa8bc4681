from datetime import date

from django.core.management.base import BaseCommand, CommandError

from notices.daily import run_daily


class Command(BaseCommand):
    help = "Does what is due once a day: digests, reminders, tidying. Called again on the same day it does nothing."

    def add_arguments(self, parser):
        parser.add_argument("--day", type=date.fromisoformat, help="another day than today, as 2027-05-01")

    def handle(self, *, day, **options):
        done, failed = run_daily(day)
        if failed:
            raise CommandError(f"Failed: {', '.join(failed)}; done: {', '.join(done) or 'nothing'}.")
        self.stdout.write(f"Done: {', '.join(done)}." if done else "Everything was done already.")
