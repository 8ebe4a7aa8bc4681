"""A country is never without a focal point, nor the Alliance without an administrator."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from forum.models import Country, Membership
from forum.roles import NEVER_VACANT, Role

Period = tuple[date, date | None]


def first_gap(periods: Iterable[Period], today: date) -> date | None:
    """The first day from today on that no period covers; None where there is no such day. An open end is None."""
    day = today
    for since, until in sorted(periods, key=lambda period: period[0]):
        if since > day:
            return day
        if until is None:
            return None
        day = max(day, until + timedelta(days=1))
    return day


def vacant_from(role: Role | str, country: Country | None) -> date | None:
    """The first day from today on when nobody holds the role there; None where there is no such day."""
    held = Membership.objects.lasting().filter(role=role, country=country, user__is_active=True).order_by("since")
    return first_gap(held.values_list("since", "until"), timezone.localdate())


def has_focal_point(country: Country | None) -> bool:
    """Whether somebody answers for the country today."""
    return Membership.objects.current().filter(role=Role.FOCAL_POINT, country=country, user__is_active=True).exists()


@contextmanager
def never_vacant(role: Role | str, country: Country | None) -> Iterator[None]:
    """Around an act that holds the country: refuses what would leave the role vacant, or vacant earlier."""
    before = vacant_from(role, country) if role in NEVER_VACANT else None
    yield
    after = vacant_from(role, country) if role in NEVER_VACANT else None
    if after is not None and (before is None or after < before):
        if role == Role.FOCAL_POINT:
            raise ValidationError(
                _("A country is never without a focal point. Hand over to a successor first; that ends this role too.")
            )
        raise ValidationError(_("The Alliance is never without an administrator. Name another one first."))
