"""Inviting people by a link that expires. The token is in the mail alone; we keep its hash.

Looking a link up compares hashes of 256 random bits in an index, so that the time it takes tells nothing of a token.
"""

import hashlib
import secrets
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from forum.access import require
from forum.memberships import check_place, code_of, hold, same_role, withdraw
from forum.models import Country, Handover, Invitation, Organisation, User, WorkingGroup
from forum.permissions import RoleContext, can
from forum.roles import DESCRIPTIONS, Role
from forum.vacancy import has_focal_point
from journal.record import record
from notices.writing import tell_address

VALID_FOR = timedelta(days=14)
MOST_AT_ONCE = 50
"""Open invitations of one country, or of the Alliance."""


class InvitationGone(Exception):
    """The link has been used, cancelled, replaced or has expired in the meantime."""


def hashed(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def find(token: str) -> Invitation | None:
    """The invitation of a link, whatever became of it; None for a link that was never sent, or was replaced."""
    related = ("country", "working_group", "organisation", "invited_by", "accepted_by")
    return Invitation.objects.select_related(*related).filter(token_hash=hashed(token)).first()


@transaction.atomic
def invite(
    *,
    email: str,
    name: str,
    language: str,
    role: Role | str,
    country: Country | None,
    working_group: WorkingGroup | None = None,
    organisation: Organisation | None = None,
    by: User | None,
) -> Invitation:
    """Offer somebody a role by mail, with or without an account."""
    hold(country)
    check_invitation(
        email=email, role=role, country=country, working_group=working_group, organisation=organisation, by=by
    )
    return write(
        email=email,
        name=name,
        language=language,
        role=role,
        country=country,
        working_group=working_group,
        organisation=organisation,
        by=by,
    )


def check_invitation(
    *,
    email: str,
    role: Role | str,
    country: Country | None,
    working_group: WorkingGroup | None,
    organisation: Organisation | None,
    by: User | None,
) -> None:
    """Raises Forbidden or ValidationError with the reason why it cannot be written."""
    require(can(by, "give", country, RoleContext(Role(role), has_focal_point(country))))
    check_place(role=role, country=country, working_group=working_group, organisation=organisation)
    if working_group is not None and working_group.retired_on:
        raise ValidationError({"working_group": _("This working group is retired.")})
    check_free(email=email, role=role, country=country, working_group=working_group)


def check_free(*, email: str, role: Role | str, country: Country | None, working_group: WorkingGroup | None) -> None:
    """Nobody is invited twice to the same, nor to what they are already; and there is an end to it."""
    waiting = Invitation.objects.open().filter(country=country)
    if waiting.filter(email__iexact=email, role=role, working_group=working_group).exists():
        raise ValidationError(
            {"email": _("This person is invited to this already. Send that invitation again instead of a second one.")}
        )
    today = timezone.localdate()
    person = User.objects.filter(email__iexact=email).first()
    place = {"role": role, "country": country, "working_group": working_group}
    if person and same_role(user=person, **place, since=today, until=None).exists():
        raise ValidationError({"email": _("%(person)s holds this role already.") % {"person": person}})
    if waiting.filter(expires_at__gt=timezone.now()).count() >= MOST_AT_ONCE:
        raise ValidationError(
            _("%(number)s invitations are open already. Cancel those that nobody answers.") % {"number": MOST_AT_ONCE}
        )


def write(
    *, by: User | None, country: Country | None, succeeding: Mapping[str, Any] | None = None, **fields
) -> Invitation:
    """Write the invitation down and send it. Whether it may be is the caller's business, who holds the country.

    `succeeding` are the terms of the handover that accepting it brings about (Handover).
    """
    token, now = secrets.token_urlsafe(32), timezone.now()
    invitation = Invitation.objects.create(
        **fields,
        country=country,
        invited_by=by,
        created_at=now,
        sent_at=now,
        expires_at=now + VALID_FOR,
        token_hash=hashed(token),
    )
    if succeeding:
        Handover.objects.create(invitation=invitation, by=by, **succeeding)
    record("invitation.sent", by=by, target=invitation, country=code_of(country), role=str(invitation.role))
    send(invitation, token)
    return invitation


def send(invitation: Invitation, token: str) -> None:
    tell_address(
        "forum.invited",
        email=invitation.email,
        language=invitation.language,
        about={
            "invitation": invitation,
            "handover": handover_of(invitation),
            "inviter": invitation.invited_by or gettext_lazy("The Alliance secretariat"),
            "description": DESCRIPTIONS[Role(invitation.role)],
        },
        address=("forum:invitation", [token]),
        by=invitation.invited_by,
    )


def handover_of(invitation: Invitation) -> Handover | None:
    """The handover that waits for the invitation to be accepted: a focal point's."""
    if invitation.role != Role.FOCAL_POINT:
        return None
    related = ("outgoing__user", "outgoing__country", "by")
    return Handover.objects.select_related(*related).filter(invitation=invitation).first()


def held_open(invitation: Invitation, by: User | None) -> Invitation:
    """The invitation as it stands now, its country held, once it is sure that the person may deal with it."""
    hold(invitation.country)
    require(can(by, "change", invitation.country, RoleContext(Role(invitation.role))))
    related = ("country", "working_group", "organisation", "invited_by")
    current = Invitation.objects.open().select_related(*related).filter(pk=invitation.pk).first()
    if current is None:
        raise InvitationGone
    return current


@transaction.atomic
def resend(*, invitation: Invitation, by: User | None) -> Invitation:
    """Send a new link, which takes the old one's place. Raises InvitationGone for one that is not open."""
    current = held_open(invitation, by)
    token, now = secrets.token_urlsafe(32), timezone.now()
    current.token_hash, current.sent_at, current.expires_at = hashed(token), now, now + VALID_FOR
    current.save(update_fields=["token_hash", "sent_at", "expires_at"])
    record("invitation.resent", by=by, target=current, country=code_of(current.country))
    send(current, token)
    return current


@transaction.atomic
def cancel(*, invitation: Invitation, by: User | None) -> Invitation:
    """Take the invitation back: its link leads to a page that says so. Raises InvitationGone for one not open."""
    current = held_open(invitation, by)
    withdraw([current], by)
    return current


def page_of(country: Country | None) -> tuple[str, list[str]]:
    """The route of the people's page, for notices."""
    return "forum:people", [country.code if country else "alliance"]
