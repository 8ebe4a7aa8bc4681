"""A mail as its reader will see it: what a preview shows before it is sent."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from forum.models import User
from forum.roles import COORDINATORS
from notices.writing import worded
from reports.signoff.dashboard import current_holders


@dataclass(frozen=True)
class Letter:
    """What one person will read, in their language."""

    to: User
    language: str
    subject: str
    body: str


def letter(kind: str, to: User, about: dict[str, Any]) -> Letter:
    """The mail as `notices` will write it, in the language of the person."""
    subject, body = worded(kind, language=to.language, about=about | {"reader": to})
    return Letter(to, to.language, subject, body)


def coordinators() -> dict[int | None, list[User]]:
    """Today's focal points and deputies, by country. One query."""
    found: dict[int | None, list[User]] = defaultdict(list)
    for membership in current_holders(COORDINATORS):
        if membership.user not in found[membership.country_id]:
            found[membership.country_id].append(membership.user)
    return found
