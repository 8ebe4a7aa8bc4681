"""The roles that a person may hold, each with a sentence that explains it. Stored values never change."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    FOCAL_POINT = "focal_point", _("national focal point")
    SECRETARIAT = "secretariat", _("Alliance secretariat")


DESCRIPTIONS = {
    Role.FOCAL_POINT: _("Fills in the annual report of a country, looks after its roadmap, and answers for both."),
    Role.SECRETARIAT: _("Follows the reports of every country, opens the campaigns and exports the reports."),
}

ALLIANCE_ROLES = frozenset({Role.SECRETARIAT})
"""Roles held for the Alliance as a whole, not for one country."""
