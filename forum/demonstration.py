"""The log-ins of a demonstration: one a role, named for the role, the same password for all."""

from typing import TypedDict

from django.conf import settings

from forum.roles import DESCRIPTIONS, Role

PASSWORD = "demonstration"  # noqa: S105  shown on the log-in page; such users exist in demonstrations only


class Account(TypedDict):
    email: str
    password: str
    role: Role
    description: str


EMAILS = {role: f"{role.value.replace('_', '-')}@example.org" for role in Role}


def accounts() -> list[Account]:
    """The log-ins to be shown; none outside demonstration mode."""
    if not settings.DEMONSTRATION:
        return []
    return [
        {"email": email, "password": PASSWORD, "role": role, "description": DESCRIPTIONS[role]}
        for role, email in EMAILS.items()
    ]
