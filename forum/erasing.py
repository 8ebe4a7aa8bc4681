"""Erasing the personal data of a person who asks for it: the account stays as a number, the journal stays whole."""

import re
from collections.abc import Callable

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from files.keeping import forget_files_of
from forum.memberships import close, hold
from forum.models import Invitation, Membership, User
from forum.roles import NEVER_VACANT, Role
from forum.vacancy import first_gap, vacant_from
from journal.erasing import AlreadyErased, erase_names, shown
from journal.record import record
from notices import erasing as notices

ERASERS: list[Callable[[User, str], None]] = []


def register(eraser: Callable[[User, str], None]) -> None:
    """Add what takes a person's names out of an app's own tables; it gets the account as it was, and the new name."""
    ERASERS.append(eraser)


def obstacle(user: User) -> str:
    """Why this person cannot be erased now; "" if nothing is in the way."""
    today = timezone.localdate()
    for held in current_roles(user):
        same = Membership.objects.lasting().filter(role=held.role, country=held.country, user__is_active=True)
        others = same.exclude(user=user).order_by("since").values_list("since", "until")
        before, after = vacant_from(held.role, held.country), first_gap(others, today)
        if after is None or (before is not None and before <= after):
            continue
        if held.role == Role.ADMINISTRATOR:
            return _("The Alliance is never without an administrator. Name another one first.")
        said = _("%(person)s is the only focal point of %(country)s. Name another one before you erase this person.")
        return said % {"person": user, "country": held.country}
    return ""


def current_roles(user: User) -> list[Membership]:
    """The roles of a person that somebody must always hold."""
    held = Membership.objects.current().filter(user=user, role__in=NEVER_VACANT)
    return list(held.select_related("country").order_by("pk"))


@transaction.atomic
def erase_person(*, user: User, by: User | None) -> str:
    """Put "erased person 7" in place of the name and the e-mail address everywhere, and close the account.

    Lines of the journal keep the key of the account and remain readable. Raises ValidationError with the reason.
    """
    for held in current_roles(user):
        hold(held.country)
    if reason := obstacle(user):
        raise ValidationError(reason)
    end_memberships(user, by)
    try:
        erasure = erase_names(person=user.pk, names=[user.name, user.email])
    except AlreadyErased:
        raise ValidationError(_("This person has been erased already.")) from None
    neutral = str(erasure)
    for eraser in ERASERS:
        eraser(user, neutral)
    empty_invitations(user, neutral)
    erase_from_notices(user, neutral)
    forget_files_of(user)
    user.name, user.email = neutral, f"erased-{user.pk}@erased.invalid"
    user.is_active, user.is_superuser, user.last_login = False, False, None
    user.set_unusable_password()
    user.save()
    user.groups.clear()
    user.user_permissions.clear()
    end_sessions(user)
    for model in (EmailAddress, Authenticator, SocialAccount, UserSession):
        model.objects.filter(user=user).delete()
    record("person.erased", by=by, target=user)
    return neutral


def end_memberships(user: User, by: User | None) -> None:
    """End all that the person holds with today, and what would only begin on the day it begins."""
    today = timezone.localdate()
    open_ones = Membership.objects.lasting().filter(user=user).exclude(until__lte=today)
    for membership in open_ones.select_related("country", "user").order_by("pk"):
        close(membership, last_day=max(today, membership.since), by=by)


def empty_invitations(user: User, neutral: str) -> None:
    """Invitations by which the person came, or that are open still: those are cancelled, with what was to be handed
    over in the person's place."""
    theirs = Invitation.objects.filter(Q(email__iexact=user.email) | Q(accepted_by=user))
    theirs.open().update(cancelled_at=timezone.now())
    Invitation.objects.open().filter(handover__outgoing__user=user).update(cancelled_at=timezone.now())
    theirs.update(name=neutral, email=f"erased-{user.pk}@erased.invalid")


def erase_from_notices(user: User, neutral: str) -> None:
    """What others were told names the person as the account did, letter by letter, or as somebody did with @."""
    name, email = r"\s+".join(map(re.escape, user.name.split())), re.escape(user.email)
    found = [rf"(?i:{email})", *([name, rf"(?<=@)(?i:{name})"] if name else [])]
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(found)})(?!\w)")
    notices.erase_names(user=user, names=pattern, neutral=lambda: shown(neutral))


def end_sessions(user: User) -> None:
    """Log the person out everywhere. A session names its account inside its sealed text only, so each is opened."""
    for session in Session.objects.filter(expire_date__gte=timezone.now()).order_by("pk").iterator():
        if session.get_decoded().get("_auth_user_id") == str(user.pk):
            session.delete()
