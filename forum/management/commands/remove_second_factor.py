from allauth.mfa.models import Authenticator
from django.core.management.base import BaseCommand, CommandError

from forum.lost import remove_second_factor
from forum.models import User


class Command(BaseCommand):
    help = "Takes the second factor off an account whose owner lost it, and ends their sessions."

    def add_arguments(self, parser):
        parser.add_argument("email")

    def handle(self, *, email, **options):
        user = User.objects.filter(email__iexact=email).first()
        if user is None:
            raise CommandError(f"Nobody logs in with {email}.")
        if not Authenticator.objects.filter(user=user).exists():
            raise CommandError(f"{user.email} has no second factor.")
        remove_second_factor(user=user, by=None)
        self.stdout.write(f"{user.email} logs in with the password alone now; their sessions are ended.")
