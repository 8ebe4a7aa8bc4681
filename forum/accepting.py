"""Accepting an invitation: once, by the person to whom it was sent, with the account they have or a new one."""

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from forum.access import Forbidden
from forum.handing_over import complete
from forum.invitations import InvitationGone, handover_of, page_of
from forum.memberships import code_of, hold, same_role, start
from forum.models import Invitation, Membership, User
from journal.record import record
from notices.writing import tell


def is_for(invitation: Invitation, user: User) -> bool:
    return user.email.casefold() == invitation.email.casefold()


@transaction.atomic
def accept(*, invitation: Invitation, by: User) -> Membership:
    """Take the role that is offered. It happens once, whoever clicks at the same time; raises InvitationGone."""
    hold(invitation.country)
    if not is_for(invitation, by):
        raise Forbidden(_("This invitation was sent to another e-mail address than yours."))
    mine = Invitation.objects.usable().filter(pk=invitation.pk, token_hash=invitation.token_hash)
    if not mine.update(accepted_at=timezone.now(), accepted_by=by):
        raise InvitationGone
    record("invitation.accepted", by=by, target=invitation, country=code_of(invitation.country))
    handover = handover_of(invitation)
    membership = complete(handover=handover, successor=by) if handover else take_up(invitation, by)
    if invitation.invited_by is not None:
        about = {"invitation": invitation, "person": by}
        tell("forum.accepted", to=[invitation.invited_by], about=about, address=page_of(invitation.country), by=by)
    by.__dict__.pop("current_memberships", None)  # what was read of the roles before this one
    return membership


def take_up(invitation: Invitation, by: User) -> Membership:
    """The role of the invitation; the one that the person holds already, where somebody gave it to them meanwhile."""
    place = {"role": invitation.role, "country": invitation.country, "working_group": invitation.working_group}
    today = timezone.localdate()
    held = same_role(user=by, **place, since=today, until=None).first()
    if held is not None:
        return held
    told = {"invited_by": str(invitation.invited_by or "")}
    return start(user=by, **place, organisation=invitation.organisation, since=today, by=by, **told)


@transaction.atomic
def join(*, invitation: Invitation, name: str, language: str, password: str) -> User:
    """Make an account for somebody new, and accept for them. Raises ValidationError where there is one by now."""
    hold(invitation.country)
    if not Invitation.objects.usable().filter(pk=invitation.pk, token_hash=invitation.token_hash).exists():
        raise InvitationGone
    try:
        with transaction.atomic():
            user = User.objects.create_user(invitation.email, password, name=name, language=language)
    except IntegrityError as error:
        raise ValidationError(_("There is an account with this e-mail address by now. Log in to accept.")) from error
    record("person.joined", by=user, target=user, country=code_of(invitation.country))
    accept(invitation=invitation, by=user)
    return user
