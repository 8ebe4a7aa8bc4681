"""The focal point hands over to a successor: one begins on the day on which the other ends, in one act.

A successor who has to be invited first takes over by accepting; until then nothing changes.
"""

from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from forum.access import require
from forum.invitations import check_free, page_of, write
from forum.memberships import close, held_now, refuse_history, same_role, start
from forum.models import Handover, Invitation, Membership, User
from forum.permissions import ON_BEHALF, RoleContext, can
from forum.queries import holders
from forum.roles import Role
from forum.vacancy import never_vacant
from journal.record import record
from notices.writing import tell

STAYS_AS = (Role.DEPUTY, Role.OBSERVER)
"""What somebody who hands over may become."""


def check(*, outgoing: Membership, day: date, stays_as: str, reason: str, by: User | None) -> None:
    """Raises Forbidden or ValidationError with the reason why this cannot be handed over so."""
    is_own = by is not None and by.pk == outgoing.user_id
    require(can(by, "hand_over", outgoing.country, RoleContext(Role.FOCAL_POINT, is_own=is_own)))
    if outgoing.role != Role.FOCAL_POINT:
        raise ValidationError(_("Only the role of the national focal point is handed over."))
    refuse_history(outgoing)
    if day < timezone.localdate():
        raise ValidationError({"day": _("This day is over. Choose today or a later one.")})
    if day < outgoing.since:
        raise ValidationError({"day": _("This is before the role began that is handed over.")})
    if stays_as and stays_as not in STAYS_AS:
        raise ValidationError({"stays_as": _("Choose one of the roles offered.")})
    if not is_own and not reason.strip():
        raise ValidationError({"reason": _("Write why you hand over in place of the focal point.")})
    if waiting_in(outgoing) is not None:
        raise ValidationError(
            _("This handover already waits for somebody to accept an invitation. Cancel that invitation first.")
        )


def waiting_in(outgoing: Membership) -> Handover | None:
    """The handover of this role that waits for its successor."""
    waiting = Handover.objects.filter(outgoing=outgoing, invitation__in=Invitation.objects.open())
    return waiting.select_related("invitation").order_by("pk").first()


@transaction.atomic
def hand_over(
    *, outgoing: Membership, successor: User, day: date, stays_as: str = "", reason: str = "", by: User | None
) -> Membership:
    """Hand over to somebody who has an account. Gives the successor's role."""
    current = held_now(outgoing)
    check(outgoing=current, day=day, stays_as=stays_as, reason=reason, by=by)
    if successor == current.user:
        raise ValidationError({"successor": _("Choose somebody else than the person who hands over.")})
    return carry_out(outgoing=current, successor=successor, day=day, stays_as=stays_as, reason=reason, by=by)


@transaction.atomic
def offer(
    *,
    outgoing: Membership,
    email: str,
    name: str,
    language: str,
    day: date,
    stays_as: str = "",
    reason: str = "",
    by: User | None,
) -> Handover:
    """Invite a successor; the handover takes effect when they accept, on this day at the earliest."""
    current = held_now(outgoing)
    country = current.country
    check(outgoing=current, day=day, stays_as=stays_as, reason=reason, by=by)
    check_free(email=email, role=Role.FOCAL_POINT, country=country, working_group=None)
    place = {"role": Role.FOCAL_POINT, "country": country}
    terms = {"outgoing": current, "day": day, "stays_as": stays_as, "reason": reason}
    handover = write(email=email, name=name, language=language, by=by, succeeding=terms, **place).handover
    told = {"successor": name, "day": str(day), "reason": reason}
    record("handover.offered", by=by, target=current, country=country.code, **told)
    return handover


def complete(*, handover: Handover, successor: User) -> Membership:
    """The successor has accepted. The caller holds the country."""
    day = max(handover.day, timezone.localdate())
    outgoing = handover.outgoing
    fields = {"day": day, "stays_as": handover.stays_as, "reason": handover.reason, "by": handover.by}
    return carry_out(outgoing=outgoing, successor=successor, **fields)


def carry_out(
    *, outgoing: Membership, successor: User, day: date, stays_as: str, reason: str, by: User | None
) -> Membership:
    country, before = outgoing.country, outgoing.user
    place = {"role": Role.FOCAL_POINT, "country": country, "working_group": None}
    told = {"predecessor": str(before)}
    with never_vacant(Role.FOCAL_POINT, country):
        held = same_role(user=successor, **place, since=day, until=None).first()
        if held is not None and (held.since > day or held.until is not None):
            raise ValidationError(
                _("%(person)s holds this role already in a part of that time.") % {"person": successor}
            )
        membership = held or start(user=successor, **place, since=day, by=by, **told)
        last_day = max(day - timedelta(days=1), outgoing.since)
        if outgoing.until is None or outgoing.until > last_day:
            close(outgoing, last_day=last_day, by=by, successor=str(successor))
    if stays_as:
        other = {"role": stays_as, "country": country, "working_group": None}
        if not same_role(user=before, **other, since=day, until=None).exists():
            start(user=before, **other, since=day, by=by)
    record(
        "handover.done",
        by=by,
        target=membership,
        country=country.code,
        predecessor=str(before),
        day=str(day),
        stays_as=stays_as,
        reason=reason,
        on_behalf_of=before if by is not None and by.pk != before.pk else None,
    )
    about = {"membership": membership, "predecessor": before, "stays_as": Role(stays_as).label if stays_as else ""}
    readers = [before, successor, *holders(None, ON_BEHALF & {Role.SECRETARIAT})]
    tell("forum.handed_over", to=readers, about=about | {"reason": reason}, address=page_of(country), by=by or before)
    return membership
