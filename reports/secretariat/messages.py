"""Messages about a report: kept with it over all its versions, read by both sides as one thread."""

from collections.abc import Collection

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from forum.access import memberships, require
from forum.models import User
from forum.roles import COORDINATORS, Role
from journal.record import record
from notices.writing import tell
from reports.models import Message, Report
from reports.rights.permissions import can
from reports.signoff.notices import holders, others


def messages_of(report: Report) -> QuerySet[Message]:
    """Of all versions of the report, the first one first."""
    place = {"report__country": report.country_id, "report__campaign": report.campaign_id}
    return Message.objects.filter(**place).select_related("written_by").order_by("pk")


def questions_to(user: User) -> Collection[Message]:
    """The unanswered questions that the person has to answer: a country's to the secretariat, or the secretariat's to
    who leads the report. One query, or none."""
    held = memberships(user)
    led = {one.country_id for one in held if one.role in COORDINATORS}
    asked = Q(from_secretariat=True, report__country__in=led)
    if Role.SECRETARIAT in {one.role for one in held}:
        asked |= Q(from_secretariat=False)
    elif not led:
        return []
    related = ("written_by", "report__country", "report__campaign", "report__roadmap")
    return Message.objects.unanswered().filter(asked).select_related(*related).order_by("pk")


@transaction.atomic
def send_message(*, report: Report, body: str, is_question: bool = False, by: User) -> Message:
    """Write to the other side, and tell them. Raises Forbidden, ValidationError."""
    require(can(by, "write_message", report))
    if not (body := body.strip()):
        raise ValidationError(_("Write the message."))
    leads = any(one.role in COORDINATORS and one.country_id == report.country_id for one in memberships(by))
    message = Message.objects.create(
        report=report, body=body, is_question=is_question, written_by=by, from_secretariat=not leads
    )
    record("message.sent", by=by, target=report, country=report.country.code, message=message.pk)
    to = COORDINATORS if message.from_secretariat else frozenset({Role.SECRETARIAT})
    tell(
        "reports.message",
        to=others(holders(report, to), by),
        about={"report": report, "message": message, "sender": by},
        address=("reports:messages", [report.country.code, report.campaign.year]),
        by=by,
    )
    return message
