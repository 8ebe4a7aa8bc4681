"""What can be done to a country."""

import re

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from bilingual.languages import LANGUAGES
from bilingual.text import Text
from forum.models import Country, is_time_zone
from journal.record import record


@transaction.atomic
def add_country(
    *, code: str, name: Text, languages: list[str], by=None, pathfinder_since=None, time_zone: str = ""
) -> tuple[Country, bool]:
    """Add a country, or bring its name, its languages and its time zone up to date. Gives the country and whether it is
    new."""
    if not re.fullmatch(r"[A-Z]{3}", code):
        raise ValidationError(_("%(code)s is not an ISO 3166-1 alpha-3 code such as FRA.") % {"code": code})
    if not languages or not set(languages) <= set(LANGUAGES):
        raise ValidationError(
            _("Reporting languages must be among: %(languages)s.") % {"languages": ", ".join(LANGUAGES)}
        )
    if time_zone:
        is_time_zone(time_zone)
    country = Country.objects.filter(code=code).first()
    if not name and country is None:
        raise ValidationError(_("A country needs a name."))
    if country is None:
        country = Country.objects.create(
            code=code, name=name, languages=languages, pathfinder_since=pathfinder_since, time_zone=time_zone
        )
        record("country.added", by=by, target=country, country=code)
        return country, True
    wanted = {"name": Text({**country.name, **name}), "languages": languages}
    wanted |= {"pathfinder_since": pathfinder_since} if pathfinder_since else {}
    wanted |= {"time_zone": time_zone} if time_zone else {}
    changes = {field: value for field, value in wanted.items() if getattr(country, field) != value}
    if changes:
        for field, value in changes.items():
            setattr(country, field, value)
        country.save(update_fields=list(changes))
        record("country.changed", by=by, target=country, country=code, fields=sorted(changes))
    return country, False
