"""What a page showed, as a short mark. An act names the mark that its page showed, and is refused where it is gone."""

import hashlib
import json
from collections.abc import Mapping

from forum.models import Membership


def mark(*values: object) -> str:
    """The same values give the same mark, others another. Texts, dates, numbers and None."""
    told = [dict(value) if isinstance(value, Mapping) else str(value) for value in values]
    return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()[:16]


def of_membership(membership: Membership) -> str:
    """What can be changed in a role that somebody holds."""
    return mark(membership.working_group_id, membership.organisation_id, membership.since, membership.until)


class Stale(Exception):
    """Somebody else changed it in the meantime. `current` is what stands there now."""

    def __init__(self, current: object) -> None:
        super().__init__(str(current))
        self.current = current
