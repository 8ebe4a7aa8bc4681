"""What people do to their second factors stands in the journal."""

from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added, authenticator_removed
from django.dispatch import receiver

from journal.record import record


@receiver(authenticator_added)
def added(sender, user, authenticator: Authenticator, **kwargs) -> None:
    if authenticator.type != Authenticator.Type.RECOVERY_CODES:  # they come along with the first one
        record("account.second_factor_added", by=user, target=user, kind=authenticator.type)


@receiver(authenticator_removed)
def removed(sender, user, authenticator: Authenticator, **kwargs) -> None:
    if authenticator.type != Authenticator.Type.RECOVERY_CODES:
        record("account.second_factor_removed", by=user, target=user, kind=authenticator.type)
