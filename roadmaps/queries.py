"""Reading roadmaps."""

from datetime import date

from django.db.models import Q

from forum.models import Country
from roadmaps.models import Roadmap


def roadmap_for(country: Country, day: date) -> Roadmap | None:
    """The roadmap that a report ending on this day is about: the newest version that holds then, else the newest."""
    versions = country.roadmaps.order_by("-version")
    holding = versions.filter(Q(valid_from=None) | Q(valid_from__lte=day), Q(valid_to=None) | Q(valid_to__gte=day))
    return holding.first() or versions.first()
