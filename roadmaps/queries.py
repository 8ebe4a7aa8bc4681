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


def items_for_editor(roadmap: Roadmap, language: str) -> list[dict[str, str]]:
    """What may be cited, in natural order, for the editor's list: code, title, the title's language, level."""
    return [
        {
            "code": item.code,
            "title": (title := item.title.in_language(language)).text,
            "lang": title.language,
            "level": item.level,
        }
        for item in roadmap.items.filter(retired_on=None).order_by("sort_key")
    ]
