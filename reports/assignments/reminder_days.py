"""The days of the reminders in words."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import ngettext


def day_in_words(days: int) -> str:
    """So many days before the due date."""
    if days == 0:
        return _("on the day itself")
    return ngettext("%(days)s day before", "%(days)s days before", days) % {"days": days}


def days_in_words(days: Iterable[int]) -> str:
    """All of them in a sentence; that there are none, where there are none."""
    listed = ", ".join(day_in_words(one) for one in days)
    return _("reminders: %(days)s") % {"days": listed} if listed else _("no reminders")
