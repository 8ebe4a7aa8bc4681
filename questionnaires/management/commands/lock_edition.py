from django.core.management.base import BaseCommand, CommandError

from questionnaires.checks import problems_of
from questionnaires.loader import EDITIONS, EditionError, keys_in, read, wordings_of
from questionnaires.lock import AlreadyReleased, release


class Command(BaseCommand):
    help = "Release an edition of the questionnaire: its SHA-256 enters editions/LOCK, and it must not change any more."

    def add_arguments(self, parser):
        parser.add_argument("key", help="the edition, such as 2023 or 2025.2, or its wordings in a language: 2023/es")

    def handle(self, *, key, **options):
        editions = keys_in(EDITIONS)
        words = [f"{each}/{file.stem}" for each in editions for file in wordings_of(EDITIONS / f"{each}.toml")]
        known = [*editions, *words]
        if key not in known:
            raise CommandError(f"There is no edition {key}; there are: {', '.join(known)}.")
        try:
            if problems := problems_of(read(EDITIONS / f"{key.split('/')[0]}.toml")):
                raise CommandError("\n".join([f"Edition {key} is not ready:", *(str(p.msg) for p in problems)]))
            new = release(key, EDITIONS)
        except (EditionError, AlreadyReleased) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"Edition {key} is released." if new else f"Edition {key} was released before, unchanged.")
