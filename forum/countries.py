"""What can be done to a country."""

import re
from collections.abc import Callable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from bilingual.languages import LANGUAGES
from bilingual.text import Text
from forum.access import require
from forum.fingerprints import Stale, mark
from forum.invitations import invite
from forum.memberships import hold
from forum.models import Country, User, is_time_zone
from forum.permissions import can
from forum.roles import Role
from journal.record import record

WRITTEN_IN: list[Callable[[Country], set[str]]] = []


def register(finder: Callable[[Country], set[str]]) -> None:
    """Add what finds the languages in which an app keeps texts of a country."""
    WRITTEN_IN.append(finder)


def of_country(country: Country) -> str:
    """The mark of what a page showed of a country."""
    return mark(country.name, country.languages, country.time_zone)


@transaction.atomic
def add_country(
    *,
    code: str,
    name: Text,
    languages: list[str],
    time_zone: str = "",
    pathfinder_since=None,
    focal_point: dict[str, str] | None = None,
    by: User | None = None,
) -> Country:
    """Add a country, and invite its first focal point (their email, name and language) where one is named.

    Raises Forbidden, or ValidationError with the reason.
    """
    require(can(by, "keep_countries", None))
    if not re.fullmatch(r"[A-Z]{3}", code):
        raise ValidationError({"code": _("%(code)s is not an ISO 3166-1 alpha-3 code such as FRA.") % {"code": code}})
    check(name, languages, time_zone)
    about = {"name": name, "languages": languages, "time_zone": time_zone, "pathfinder_since": pathfinder_since}
    country, is_new = Country.objects.get_or_create(code=code, defaults=about)
    if not is_new:
        raise ValidationError({"code": _("There is a country %(code)s already.") % {"code": code}})
    record("country.added", by=by, target=country, country=code)
    if focal_point:
        invite(**focal_point, role=Role.FOCAL_POINT, country=country, by=by)
    return country


@transaction.atomic
def change_country(
    *,
    country: Country,
    name: Text,
    languages: list[str],
    time_zone: str,
    seen: str | None = None,
    by: User | None = None,
) -> bool:
    """Change what a country is called, the languages it writes in and its time zone. Gives whether anything is new.

    Raises Stale where it is not any more what the mark `seen` says, Forbidden, or ValidationError with the reason.
    """
    hold(country)
    require(can(by, "keep_countries", None))
    check(name, languages, time_zone)
    current = Country.objects.get(pk=country.pk)
    wanted = {"name": name, "languages": languages, "time_zone": time_zone}
    changes = {field: value for field, value in wanted.items() if getattr(current, field) != value}
    if not changes:
        return False
    if seen is not None and seen != of_country(current):
        raise Stale(current)
    written = set().union(*(found(current) for found in WRITTEN_IN))
    if kept := [str(LANGUAGES[one].called) for one in current.languages if one in written - set(languages)]:
        said = _("There are answers in %(language)s already; it stays one of the languages.")
        raise ValidationError({"languages": said % {"language": ", ".join(kept)}})
    for field, value in changes.items():
        setattr(current, field, value)
    current.save(update_fields=list(changes))
    record("country.changed", by=by, target=current, country=current.code, fields=sorted(changes))
    return True


def check(name: Text, languages: list[str], time_zone: str) -> None:
    if not name:
        raise ValidationError({"name": _("A country needs a name.")})
    if not languages or len(set(languages)) < len(languages) or not set(languages) <= set(LANGUAGES):
        said = _("Reporting languages must be among: %(languages)s.") % {"languages": ", ".join(LANGUAGES)}
        raise ValidationError({"languages": said})
    if time_zone:
        is_time_zone(time_zone)


@transaction.atomic
def keep_country(
    *, code: str, name: Text, languages: list[str], time_zone: str = "", pathfinder_since=None
) -> tuple[Country, bool]:
    """Add a country, or bring it up to date: names and a time zone that are not given stay. Gives the country and
    whether it is new."""
    country = Country.objects.filter(code=code).first()
    if country is None:
        given = {"code": code, "name": name, "languages": languages, "time_zone": time_zone}
        return add_country(**given, pathfinder_since=pathfinder_since), True
    change_country(
        country=country,
        name=Text({**country.name, **name}),
        languages=languages,
        time_zone=time_zone or country.time_zone,
    )
    return Country.objects.get(pk=country.pk), False
