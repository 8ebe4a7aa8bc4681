"""The log-ins of a demonstration: one a role, named for the role, the same password for all."""

from typing import TypedDict

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from allauth.mfa.utils import encrypt
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from forum.models import User
from forum.roles import DESCRIPTIONS, Role

PASSWORD = "demonstration"  # noqa: S105  shown on the log-in page; such users exist in demonstrations only

SECRET = "PATHFINDERDEMONSTRATIONSECRETKEY"  # noqa: S105  of the codes that the pages of a demonstration show
"""A shared log-in cannot lie in one visitor's telephone: the page itself shows the code of the moment."""


class Account(TypedDict):
    email: str
    password: str
    role: Role
    description: str


EMAILS = {role: f"{role.value.replace('_', '-')}@example.org" for role in Role}

WITH_CODES = frozenset({Role.SIGNATORY})
"""Who logs in with a second factor in a demonstration too, so that a signature can be tried as it is."""


def accounts() -> list[Account]:
    """The log-ins to be shown; none outside demonstration mode."""
    if not settings.DEMONSTRATION:
        return []
    return [
        {"email": email, "password": PASSWORD, "role": role, "description": DESCRIPTIONS[role]}
        for role, email in EMAILS.items()
    ]


def is_shared(user: User) -> bool:
    """Whether this is one of the log-ins that everybody may use; never outside demonstration mode."""
    return settings.DEMONSTRATION and user.email in EMAILS.values()


def give_codes(user: User) -> None:
    """Set up the second factor whose codes the pages show."""
    Authenticator.objects.get_or_create(
        user=user, type=Authenticator.Type.TOTP, defaults={"data": {"secret": encrypt(SECRET)}}
    )


def code_of_the_moment(user: User | None) -> str:
    """The code that a telephone would show, for a shared log-in; "" for everybody else."""
    if user is None or not is_shared(user):
        return ""
    (now,) = yield_hotp_counters_from_time()
    return format_hotp_value(hotp_value(SECRET, now))


class NotShared:
    """For views that change how somebody logs in: what visitors share nobody changes for the others."""

    def dispatch(self, request, *args, **kwargs):
        if request.user.is_authenticated and is_shared(request.user):
            raise PermissionDenied(
                _("This log-in is shared by all visitors of the demonstration; how it logs in stays as it is.")
            )
        return super().dispatch(request, *args, **kwargs)
