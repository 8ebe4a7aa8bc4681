"""What the desk is asked for in its address, and the cookie that brings it back to somebody who returns."""

import unicodedata
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from forum.models import Country, Membership
from reports.models import Campaign
from reports.signoff.selection import LATE, SORTED_BY, Rows
from reports.signoff.statuses import LABELS, Status

ALL_YEARS = "all"
STATUS_CHOICES = [("", _("Any status")), *((status.value, LABELS[status]) for status in Status), (LATE, _("late"))]

SORTS = [
    ("", _("Newest year first")),
    ("country", _("By country")),
    ("status", _("Least advanced first")),
    ("-changed", _("Last changed first")),
]
"""The orders that are offered where there is no room for heads."""

KEPT = ("year", "status", "words", "sort", "page")


@dataclass(frozen=True)
class Asked:
    """What stands in the address; without a year it is the newest campaign."""

    year: str = ""
    status: str = ""
    words: str = ""
    sort: str = ""

    @classmethod
    def of(cls, sent: QueryDict) -> "Asked":
        values = {name: sent.get(name, "").strip() for name in cls.__dataclass_fields__}
        if values["status"] not in dict(STATUS_CHOICES):
            values["status"] = ""
        if values["sort"].removeprefix("-") not in SORTED_BY:
            values["sort"] = ""
        return cls(**values)

    def campaign_in(self, campaigns: Sequence[Campaign]) -> Campaign | None:
        """The campaign of the year, of these, the newest first; None for all years."""
        if self.year == ALL_YEARS or not campaigns:
            return None
        return next((one for one in campaigns if str(one.year) == self.year), campaigns[0])

    def rows(self, campaigns: Sequence[Campaign]) -> Rows:
        countries = sorted(found_by(self.words), key=lambda country: plain_letters(country_name(country)))
        return Rows(countries, campaign=self.campaign_in(campaigns), status=self.status, sort=self.sort)


def country_name(country: Country) -> str:
    return country.name.in_language(get_language() or "en").text


def plain_letters(text: str) -> str:
    """Without accents and capitals, so that "cote" finds Côte d’Ivoire."""
    parts = unicodedata.normalize("NFKD", text)
    return "".join(letter for letter in parts if not unicodedata.combining(letter)).casefold()


def found_by(words: str) -> Collection[Country]:
    """The countries in which every word stands in a name of theirs, their code, or the name of somebody with a role."""
    countries = Country.objects.order_by("code")
    if not (sought := plain_letters(words).split()):
        return countries
    names = {country: [*country.name.values(), country.code] for country in countries}
    by_key = {country.pk: country for country in names}
    held = Membership.objects.current().filter(country__in=by_key, user__is_active=True)
    for key, name in held.values_list("country", "user__name").order_by("pk"):
        names[by_key[key]].append(name)
    letters = {country: plain_letters(" ".join(said)) for country, said in names.items()}
    return [country for country in names if all(word in letters[country] for word in sought)]


def cookie(request: HttpRequest) -> str:
    return f"desk-{request.user.pk}"


def kept_in(sent: QueryDict) -> str:
    return urlencode({name: sent[name] for name in KEPT if sent.get(name)})


def remembered(request: HttpRequest) -> str:
    """What this person last asked for with this browser, for an address that asks for nothing; "" for nothing."""
    return "" if request.GET else kept_in(QueryDict(request.COOKIES.get(cookie(request), "")))


def remember(request: HttpRequest, response: HttpResponse) -> None:
    """Until the browser is closed."""
    if kept := kept_in(request.GET):
        response.set_cookie(cookie(request), kept, httponly=True, samesite="Lax", secure=request.is_secure())
    else:
        response.delete_cookie(cookie(request))
