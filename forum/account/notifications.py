"""Whoever owns an account hears of what changes the way in, so that a stranger's hand does not go unnoticed."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from forum.models import User
from notices.writing import tell

KIND = "forum.account_changed"
SENTENCES = {
    "password": _("The password of your account was changed"),
    "added": _("A second factor was set up for your account"),
    "removed": _("A second factor was removed from your account"),
    "lost": _("The second factor was taken off your account"),
}


def tell_owner(user: User, what: str) -> None:
    """Call it in the transaction of the change."""
    tell(KIND, to=[user], about={"sentence": SENTENCES[what], "at": timezone.now()}, address=("account", []))
