from datetime import timedelta

from django.core.management.base import BaseCommand

from notices.sending import send_left_behind


class Command(BaseCommand):
    help = "Sends the mails that the queue left behind: a worker died over them, or none has run for a while."

    def add_arguments(self, parser):
        parser.add_argument("--waited", type=int, default=120, metavar="SECONDS", help="due for as long; 120")

    def handle(self, *, waited, **options):
        sent, remaining = send_left_behind(waited=timedelta(seconds=waited))
        self.stdout.write(f"{sent} sent, {remaining} still to be sent.")
