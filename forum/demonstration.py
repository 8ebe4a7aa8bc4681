"""The log-ins of a demonstration: one a role, named for the role, the same password for all; and those of a country
that is made up, whose report is on its way to the signature."""

from typing import NotRequired, TypedDict

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from allauth.mfa.utils import encrypt
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from forum.models import User
from forum.roles import DESCRIPTIONS, Role

PASSWORD = "demonstration"  # noqa: S105  shown on the log-in page; such users exist in demonstrations only

SECRET = "PATHFINDERDEMONSTRATIONSECRETKEY"  # noqa: S105  of the codes that the pages of a demonstration show
"""A shared log-in cannot lie in one visitor's telephone: the page itself shows the code of the moment."""


class Account(TypedDict):
    key: str
    """What the demonstration's own files call it."""
    email: str
    password: str
    role: Role
    description: str | Promise
    label: NotRequired[Promise]
    """Only of those of the country that is made up: what they are there."""


def address_of(key: str) -> str:
    return f"{key.replace('_', '-')}@example.org"


EMAILS = {role: address_of(role.value) for role in Role}

MADE_UP: dict[str, tuple[Role, Promise, Promise]] = {
    "second_focal_point": (
        Role.FOCAL_POINT,
        gettext_lazy("its focal point"),
        gettext_lazy("The report is with the forum, and late."),
    ),
    "second_group_chair": (
        Role.GROUP_CHAIR,
        gettext_lazy("chair of its social partners"),
        gettext_lazy("Has attached an observation to the report."),
    ),
    "third_group_chair": (
        Role.GROUP_CHAIR,
        gettext_lazy("chair of its NGOs"),
        gettext_lazy("Has still to answer for the group."),
    ),
    "second_signatory": (
        Role.SIGNATORY,
        gettext_lazy("who signs for it"),
        gettext_lazy("Waits until the focal point proposes the report for signature."),
    ),
}
"""The log-ins of the country that is made up: the role, what the button calls them, and what they find."""

SHARED = frozenset({*EMAILS.values(), *map(address_of, MADE_UP)})

WITH_CODES = frozenset({Role.SIGNATORY})
"""Who logs in with a second factor in a demonstration too, so that a signature can be tried as it is."""


def accounts() -> list[Account]:
    """The log-ins to be shown, those of the country that is made up last; none outside demonstration mode."""
    if not settings.DEMONSTRATION:
        return []
    return [
        *(
            Account(key=role.value, email=email, password=PASSWORD, role=role, description=DESCRIPTIONS[role])
            for role, email in EMAILS.items()
        ),
        *(
            Account(key=key, email=address_of(key), password=PASSWORD, role=role, description=description, label=label)
            for key, (role, label, description) in MADE_UP.items()
        ),
    ]


def is_shared(user: User) -> bool:
    """Whether this is one of the log-ins that everybody may use; never outside demonstration mode."""
    return settings.DEMONSTRATION and user.email in SHARED


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
