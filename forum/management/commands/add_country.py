from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from bilingual.languages import LANGUAGES
from bilingual.text import Text
from forum.countries import keep_country


class Command(BaseCommand):
    help = "Adds a country, or brings its name, languages and time zone up to date. Running it twice changes nothing."

    def add_arguments(self, parser):
        parser.add_argument("code", help="ISO 3166-1 alpha-3, such as FRA")
        for language, about in LANGUAGES.items():
            parser.add_argument(f"--name-{language}", default="", help=about.name)
        choices = ", ".join(LANGUAGES)
        parser.add_argument("--languages", default="fr,en", help=f"reporting languages, the usual one first: {choices}")
        parser.add_argument("--time-zone", default="", help="such as Africa/Abidjan; the site's if none was ever given")

    def handle(self, *, code, languages, time_zone, **options):
        try:
            country, is_new = keep_country(
                code=code.upper(),
                name=Text({language: options[f"name_{language}"] for language in LANGUAGES}),
                languages=[language.strip() for language in languages.split(",") if language.strip()],
                time_zone=time_zone,
            )
        except ValidationError as error:
            raise CommandError("; ".join(error.messages)) from error
        self.stdout.write(f"{country.code} {'added' if is_new else 'was there already, up to date'}")
