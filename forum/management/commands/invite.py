from argparse import ArgumentParser

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email
from django.db import transaction

from bilingual.languages import INTERFACE
from forum.invitations import invite
from forum.models import Country
from forum.roles import ALLIANCE_ROLES, Role
from notices.models import Notice


class Command(BaseCommand):
    help = "Invites somebody to a role: the first administrator of a site, or the focal point of a country."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email")
        parser.add_argument("--name", required=True)
        parser.add_argument("--role", default=Role.ADMINISTRATOR.value, choices=Role.values)
        parser.add_argument("--country", help="ISO 3166-1 alpha-3; not for a role of the Alliance")
        parser.add_argument("--language", default="en", choices=INTERFACE)

    @transaction.atomic
    def handle(self, *, email, name, role, country, language, **options):
        place = None
        if role not in ALLIANCE_ROLES:
            place = Country.objects.filter(code=(country or "").upper()).first()
            if place is None:
                raise CommandError(f"This role is held in a country: --country names one that exists, not {country}.")
        try:
            validate_email(email)
            invite(email=email, name=name, language=language, role=role, country=place, by=None)
        except ValidationError as error:
            raise CommandError("; ".join(error.messages)) from error
        link = Notice.objects.filter(kind="forum.invited", email=email).order_by("-pk").first().address
        self.stdout.write(f"{email} is invited as {role}; the link, behind the address of the site: {link}")
