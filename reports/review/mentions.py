"""Who reads the comments of a report, and whom a comment names."""

import re
from collections import defaultdict
from collections.abc import Iterable

from forum.models import Membership, User
from forum.roles import Role
from reports.models import Report
from reports.rights.permissions import COMMENTERS


def readers(report: Report) -> list[User]:
    """Those who may read the comments today, by name. One query."""
    held = Membership.objects.current().filter(user__is_active=True)
    found = held.filter(country=report.country, role__in=sorted(COMMENTERS))
    if report.secretariat_fills_in:
        found |= held.filter(country=None, role=Role.SECRETARIAT)
    return list(User.objects.filter(pk__in=found.values("user")).order_by("name", "pk"))


def named_in(body: str, people: Iterable[User]) -> list[User]:
    """Whom a comment names with @ and their full name or their e-mail address; of two with one name both."""
    of: dict[str, list[User]] = defaultdict(list)
    for person in people:
        for handle in {plain(person.name), plain(person.email)} - {""}:
            of[handle].append(person)
    if not of:
        return []
    handles = "|".join(re.escape(handle) for handle in sorted(of, key=len, reverse=True))  # the longer name first
    found = re.findall(rf"(?<!\w)@({handles})(?!\w)", plain(body))
    return sorted({person for handle in found for person in of[handle]}, key=lambda person: person.pk)


def plain(text: str) -> str:
    """Without capitals and with single spaces, as names are compared."""
    return " ".join(text.split()).casefold()


def handle_of(person: User, people: Iterable[User]) -> str:
    """What stands behind @ for this person alone: the name, or the address where somebody else has that name."""
    same = [one for one in people if plain(one.name) == plain(person.name)]
    return person.name if len(same) == 1 else person.email
