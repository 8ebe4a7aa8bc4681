"""How a person appears to the others in a document."""

from typing import Any

from django.conf import settings
from django.utils import translation

from coediting.owners import Rights

COLOURS = 12
"""The style sheet has so many; whose is which depends on the person alone, so it is the same everywhere."""


def shown(user: Any) -> dict[str, Any]:
    return {"id": user.pk, "name": str(user), "colour": user.pk % COLOURS}


def rights_message(rights: Rights, user: Any) -> dict[str, str]:
    """What somebody may do and why not more, in their language."""
    with translation.override(getattr(user, "language", "") or settings.LANGUAGE_CODE):
        return {"may": rights.may, "why": rights.why}
