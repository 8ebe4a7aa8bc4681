from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from forum.erasing import erase_person
from forum.models import User


class Command(BaseCommand):
    help = (
        "Erases the name and the e-mail address of a person, in the account and in the journal, and closes it. "
        "What the person did stays in the journal, done by an erased person with a number. This cannot be undone."
    )

    def add_arguments(self, parser):
        parser.add_argument("email", help="the e-mail address that the person logs in with")
        parser.add_argument("--by", metavar="EMAIL", help="who asked for it, for the journal; without it the system")

    def handle(self, *, email: str, by: str | None, **options):
        user, actor = self.person(email), self.person(by) if by else None
        try:
            neutral = erase_person(user=user, by=actor)
        except ValidationError as error:
            raise CommandError("; ".join(error.messages)) from error
        self.stdout.write(f"The person with the key {user.pk} is “{neutral}” from now on.")

    def person(self, email: str) -> User:
        user = User.objects.filter(email__iexact=email).first()
        if user is None:
            raise CommandError(f"Nobody has the e-mail address {email}.")
        return user
