"""The roles that a person may hold, each with a sentence that explains it. Stored values never change."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    FOCAL_POINT = "focal_point", _("national focal point")
    DEPUTY = "deputy", _("deputy focal point")
    GROUP_CHAIR = "group_chair", _("working group chair")
    CONTRIBUTOR = "contributor", _("contributor")
    TRANSLATOR = "translator", _("translator")
    REVIEWER = "reviewer", _("reviewer")
    SIGNATORY = "signatory", _("signatory")
    OBSERVER = "observer", _("observer")
    SECRETARIAT = "secretariat", _("secretariat editor")
    SECRETARIAT_VIEWER = "secretariat_viewer", _("secretariat viewer")
    ADMINISTRATOR = "administrator", _("administrator")


DESCRIPTIONS = {
    Role.FOCAL_POINT: _(
        "Answers for the annual report of a country: writes, invites people, hands out the work, leads the report "
        "through the forum to the signature, and looks after the roadmap."
    ),
    Role.DEPUTY: _("Does all that the focal point does, in their absence or beside them, but hands nothing over."),
    Role.GROUP_CHAIR: _(
        "Speaks for a working group of the stakeholder forum: writes what is assigned to the group, and endorses, "
        "abstains or attaches an observation in its name."
    ),
    Role.CONTRIBUTOR: _("Writes the parts of the report that are assigned to them or to their working group."),
    Role.TRANSLATOR: _("Writes the other language of each answer; the original stays as it is."),
    Role.REVIEWER: _("Reads the whole report while it is written, and its checks; changes nothing."),
    Role.SIGNATORY: _("Signs the report for the country with a second factor, or returns it with a reason."),
    Role.OBSERVER: _("Reads the report from the forum’s review on."),
    Role.SECRETARIAT: _(
        "Follows the reports of every country, opens the campaigns, fills in on a country’s behalf where it is asked "
        "to, accepts or returns what was submitted, and exports the reports."
    ),
    Role.SECRETARIAT_VIEWER: _("Follows and exports the reports of every country; changes nothing."),
    Role.ADMINISTRATOR: _(
        "Looks after the accounts, the countries and the people of the Alliance; writes in no report."
    ),
}

ALLIANCE_ROLES = frozenset({Role.SECRETARIAT, Role.SECRETARIAT_VIEWER, Role.ADMINISTRATOR})
"""Roles held for the Alliance as a whole, not for one country."""

COUNTRY_ROLES = frozenset(set(Role) - ALLIANCE_ROLES)
"""Roles held in one country."""

IN_A_GROUP = frozenset({Role.GROUP_CHAIR, Role.CONTRIBUTOR, Role.REVIEWER, Role.OBSERVER})
"""Roles that may be held in a working group; the chair's always is."""

NEVER_VACANT = frozenset({Role.FOCAL_POINT, Role.ADMINISTRATOR})
"""Roles whose last holder cannot be ended: a country has a focal point, the Alliance an administrator."""

COORDINATORS = frozenset({Role.FOCAL_POINT, Role.DEPUTY})
"""Who leads a country's report and its people."""

NEEDS_SECOND_FACTOR = ALLIANCE_ROLES | {Role.SIGNATORY}
"""Who logs in with a second factor, whatever else they are."""
