"""When somebody lost what they log in with."""

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.db import transaction

from forum.account.notifications import tell_owner
from forum.models import User
from journal.record import record


class NoSecondFactor(Exception):
    """The account has none, or has none any more."""


@transaction.atomic
def remove_second_factor(*, user: User, by: User | None, reason: str = "") -> None:
    """Take every code and passkey off the account, and log it out everywhere. Who needs one sets up a new one.

    `reason` says in the journal how it was made sure who is asking. Raises NoSecondFactor.
    """
    removed, _of_each = Authenticator.objects.filter(user=user).delete()
    if not removed:
        raise NoSecondFactor
    for session in UserSession.objects.filter(user=user).order_by("pk"):
        session.end()
    record("account.second_factor_lost", by=by, target=user, **({"reason": reason} if reason else {}))
    tell_owner(user, "lost")
