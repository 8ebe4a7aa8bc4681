"""What people do to their second factors stands in the journal, and they are told."""

from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added, authenticator_removed
from django.db import transaction

from forum.account.notifications import tell_owner
from journal.record import record


def listen() -> None:
    authenticator_added.connect(added)
    authenticator_removed.connect(removed)


@transaction.atomic
def added(sender, user, authenticator: Authenticator, **kwargs) -> None:
    if authenticator.type != Authenticator.Type.RECOVERY_CODES:  # they come along with the first one
        record("account.second_factor_added", by=user, target=user, kind=authenticator.type)
        tell_owner(user, "added")


@transaction.atomic
def removed(sender, user, authenticator: Authenticator, **kwargs) -> None:
    if authenticator.type != Authenticator.Type.RECOVERY_CODES:
        record("account.second_factor_removed", by=user, target=user, kind=authenticator.type)
        tell_owner(user, "removed")
