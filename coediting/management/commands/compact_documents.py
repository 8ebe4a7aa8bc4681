from django.core.management.base import BaseCommand

from coediting.compaction import compact_all


class Command(BaseCommand):
    help = "Gathers the logs of texts written together into snapshots. Safe at any time, while people write too."

    def handle(self, **options):
        documents, updates = compact_all()
        self.stdout.write(f"Gathered {updates} updates of {documents} texts.")
