"""A working group's answer to the frozen text: it endorses, abstains, or attaches an observation."""

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from bilingual.text import Text
from forum.access import Forbidden, memberships, require
from forum.models import Membership, User, WorkingGroup
from forum.roles import Role
from journal.record import record
from reports.answers.locking import hold
from reports.models import ForumAnswer, Report, Snapshot
from reports.rights.permissions import can
from reports.signoff.notices import tell_of_answer

LONGEST_OBSERVATION = 5000
"""Words, in each language: some ten printed pages."""

Choice = ForumAnswer.Choice


class StaleReview(Exception):
    """The text that was looked at is not the one that is reviewed now, or the answer was changed meanwhile."""


def chairs(user: User, report: Report) -> list[Membership]:
    """The memberships by which a person chairs working groups of the report's country, each group once."""
    held = [
        membership
        for membership in memberships(user)
        if membership.role == Role.GROUP_CHAIR and membership.country_id == report.country_id
    ]
    return list({membership.working_group_id: membership for membership in held}.values())


@transaction.atomic
def answer_review(
    *, report: Report, group: WorkingGroup, choice: str, text: Text, by: User, seen_hash: str, seen: int = 0
) -> ForumAnswer:
    """Give a group's answer to the text whose hash was seen, or change the answer of revision `seen`.

    What stood there before is kept in the journal. Raises forum.access.Forbidden, StaleReview, ValidationError.
    """
    current = hold(report)
    chair = next((one for one in chairs(by, current) if one.working_group_id == group.pk), None)
    require(can(by, "answer_for_group", current, is_own=chair is not None))
    if group.retired_on:
        raise Forbidden(_("This working group is retired and is not asked."))
    text, words = checked(choice, text)
    snapshots = current.snapshots.filter(occasion=Snapshot.Occasion.REVIEW).defer("content")
    snapshot = snapshots.order_by("-number").first()
    if snapshot is None or snapshot.sha256 != seen_hash:
        raise StaleReview
    values = {
        "choice": choice,
        "text": text,
        "words": words,
        "given_by": by,
        "given_by_name": str(by),
        "organisation_id": chair.organisation_id,
        "given_at": timezone.now(),
    }
    before = ForumAnswer.objects.filter(snapshot=snapshot, working_group=group).first()
    answer = change(before, values, seen) if before else give(snapshot, group, values)
    record(
        "review.changed" if before else "review.answered",
        by=by,
        target=current,
        country=current.country.code,
        group=group.pk,
        sha256=snapshot.sha256,
        before={"choice": before.choice, "text": dict(before.text)} if before else None,
        after={"choice": choice, "text": dict(text)},
    )
    tell_of_answer(answer, current, by=by)
    return answer


def checked(choice: str, text: Text) -> tuple[Text, int]:
    """The text that belongs to the answer, and how many words it has; ValidationError with what is wrong."""
    if choice not in Choice.values:
        raise ValidationError({"choice": _("Say whether the group endorses, abstains or attaches an observation.")})
    if choice != Choice.OBSERVATION:
        return Text(), 0
    counts = {language: len(words.split()) for language, words in text.items()}
    if not sum(counts.values()):
        raise ValidationError({"text": _("Write the observation in at least one language.")})
    if max(counts.values()) > LONGEST_OBSERVATION:
        message = _("An observation has at most %(limit)s words in a language; this one has %(count)s.")
        raise ValidationError({"text": message % {"limit": LONGEST_OBSERVATION, "count": max(counts.values())}})
    return text, sum(counts.values())


def give(snapshot: Snapshot, group: WorkingGroup, values: dict) -> ForumAnswer:
    try:
        with transaction.atomic():
            return ForumAnswer.objects.create(snapshot=snapshot, working_group=group, **values)
    except IntegrityError:  # the group's other chair answered in the same instant
        raise StaleReview from None


def change(before: ForumAnswer, values: dict, seen: int) -> ForumAnswer:
    rows = ForumAnswer.objects.filter(pk=before.pk, revision=seen)
    if not rows.update(**values, revision=F("revision") + 1):
        raise StaleReview
    return ForumAnswer.objects.select_related("working_group").get(pk=before.pk)
