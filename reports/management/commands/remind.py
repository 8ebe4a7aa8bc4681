from datetime import date

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from reports.assignments.reminders import remind


class Command(BaseCommand):
    help = "Write the reminders of what is assigned and soon due. To be run every day; running it again writes none."

    def add_arguments(self, parser):
        parser.add_argument("--today", help="the day to take for today, as 2023-07-24")

    def handle(self, *args, today=None, **options):
        try:
            day = date.fromisoformat(today) if today else timezone.localdate()
        except ValueError:
            raise CommandError(f"{today} is no day, such as 2023-07-24") from None
        reminded = remind(day)
        self.stdout.write(f"{day}: assignments soon due: {reminded.assignments}; reminders written: {reminded.notices}")
