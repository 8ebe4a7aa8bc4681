"""Opening a thread, answering in it, changing and removing what one wrote. Each act holds the report, so that nothing
is written once it is submitted."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from forum.access import Forbidden, Verdict, require
from forum.models import User
from journal.record import record
from reports.answers.documents import is_written_together
from reports.answers.locking import hold
from reports.answers.news import report_changed
from reports.content.entries import QuestionEntry
from reports.models import Comment, EarlierComment, Report, Thread
from reports.models.comments import BODY_LIMIT, CONTEXT_LIMIT, QUOTE_LIMIT, new_token
from reports.review import anchors
from reports.review.comment_notices import tell_of_comment, tell_of_names
from reports.review.mentions import named_in, readers
from reports.rights.permissions import can


class Stale(Exception):
    """Somebody changed the comment meanwhile, in another window say. `comment` is how it stands."""

    def __init__(self, comment: Comment) -> None:
        super().__init__(comment.pk)
        self.comment = comment


@transaction.atomic
def open_thread(
    *,
    report: Report,
    entry: QuestionEntry,
    language: str,
    body: str,
    by: User,
    quote: str = "",
    before: str = "",
    after: str = "",
    anchor: dict[str, Any] | None = None,
    token: str = "",
) -> Comment:
    """Begin a conversation about an answer, or about a passage of it; gives its first comment.

    A token that this person has used for the same words gives the comment that is there. Raises Forbidden and
    ValidationError.
    """
    report = held(report, by)
    body = said(body)
    if written := written_before(by, token, body):
        return written
    if language not in (report.country.languages if entry.per_language else [""]):
        raise ValidationError(_("The report has no answer in this language."))
    quote = anchors.squeezed(quote).strip()[:QUOTE_LIMIT]
    is_anchored = bool(quote) and is_written_together(entry.question) and anchors.is_anchor(anchor)
    thread = Thread(
        slot=entry.slot,
        language=language,
        quote=quote,
        before=anchors.squeezed(before)[-CONTEXT_LIMIT:] if quote else "",
        after=anchors.squeezed(after)[:CONTEXT_LIMIT] if quote else "",
        anchor=anchor if is_anchored else None,
        opened_by=by,
    )
    comment, is_new = write(thread, body, by, token)
    if is_new:
        note_act("comments.opened", comment.thread, by)
        named = name_people(comment, report)
        tell_of_comment(comment, report, entry=entry, named=named, opens=True)
    return comment


@transaction.atomic
def reply(*, thread: Thread, entry: QuestionEntry | None, body: str, by: User, token: str = "") -> Comment:
    """Answer in a thread. One that is resolved stays so. Raises Forbidden and ValidationError."""
    report = held(thread.report, by)
    body = said(body)
    if written := written_before(by, token, body):
        return written
    comment, is_new = write(thread, body, by, token)
    if is_new:
        report_changed(report.pk)
        named = name_people(comment, report)
        tell_of_comment(comment, report, entry=entry, named=named, opens=False)
    return comment


@transaction.atomic
def edit_comment(*, comment: Comment, entry: QuestionEntry | None, body: str, seen: int, by: User) -> Comment:
    """Say it differently; what it said before is kept. Raises Forbidden, ValidationError and Stale."""
    report = held(comment.thread.report, by)
    is_own = comment.author_id == by.pk and comment.removed_at is None
    require(can(by, "edit_comment", report, is_own=is_own))
    body = said(body)
    if body == comment.body:
        return comment
    was, now = comment.body, timezone.now()
    standing = Comment.objects.filter(pk=comment.pk, revision=seen, removed_at=None)
    if not standing.update(body=body, revision=seen + 1, edited_at=now):
        raise Stale(Comment.objects.get(pk=comment.pk))
    EarlierComment.objects.create(comment=comment, number=seen, body=was, replaced_at=now)
    report_changed(report.pk)
    comment.body, comment.revision, comment.edited_at = body, seen + 1, now
    before = set(comment.mentioned.order_by("pk").values_list("pk", flat=True))
    named = name_people(comment, report)
    tell_of_names(comment, report, entry=entry, named=[person for person in named if person.pk not in before])
    return comment


@transaction.atomic
def remove_comment(*, comment: Comment, by: User) -> None:
    """Take a comment out of sight. Its author goes on reading it."""
    held(comment.thread.report, by)
    require(can(by, "remove_comment", comment.thread.report, is_own=comment.author_id == by.pk))
    now = timezone.now()
    if not Comment.objects.filter(pk=comment.pk, removed_at=None).update(removed_at=now, removed_by=by):
        raise Forbidden(_("This comment has been removed already."))
    comment.removed_at, comment.removed_by = now, by
    note_act("comments.removed", comment.thread, by, comment=comment.pk)


@transaction.atomic
def resolve_thread(*, thread: Thread, entry: QuestionEntry | None, by: User) -> None:
    """Say that nothing is left to talk about. Raises Forbidden, also where somebody else was quicker."""
    held(thread.report, by)
    require(may_resolve(by, thread, entry))
    now = timezone.now()
    if not Thread.objects.filter(pk=thread.pk, resolved_at=None).update(resolved_at=now, resolved_by=by):
        raise Forbidden(_("This thread has been resolved already."))
    thread.resolved_at, thread.resolved_by = now, by
    note_act("comments.resolved", thread, by)


@transaction.atomic
def reopen_thread(*, thread: Thread, entry: QuestionEntry | None, by: User) -> None:
    """Take it up again. Raises Forbidden, also where somebody else was quicker."""
    held(thread.report, by)
    require(may_resolve(by, thread, entry))
    resolved = Thread.objects.filter(pk=thread.pk).exclude(resolved_at=None)
    if not resolved.update(resolved_at=None, resolved_by=None):
        raise Forbidden(_("This thread has been opened again already."))
    thread.resolved_at = thread.resolved_by = None
    note_act("comments.reopened", thread, by)


@transaction.atomic
def place_thread(*, thread: Thread, anchor: Any, by: User) -> None:
    """Tie a thread to its words, where a page found them in the shared text. It says nothing, so nobody is told."""
    held(thread.report, by)
    if not anchors.is_anchor(anchor):
        raise ValidationError(_("This is no place in a text."))
    Thread.objects.filter(pk=thread.pk).exclude(quote="").exclude(language="").update(anchor=anchor)


# --- what the acts share


def may_resolve(user: User, thread: Thread, entry: QuestionEntry | None) -> Verdict:
    is_own = thread.opened_by_id == user.pk
    return can(user, "resolve_thread", thread.report, entry=entry, language=thread.language, is_own=is_own)


def held(report: Report, by: User) -> Report:
    """The report as it stands, kept from leaving its stage; Forbidden where no comments are written any more."""
    report = hold(report)
    require(can(by, "comment", report))
    return report


def said(body: str) -> str:
    body = body.replace("\r\n", "\n").strip()
    if not body:
        raise ValidationError(_("Write something first."))
    if len(body) > BODY_LIMIT:
        raise ValidationError(_("A comment has at most %(limit)s characters.") % {"limit": BODY_LIMIT})
    return body


def written_before(by: User, token: str, body: str) -> Comment | None:
    """What a second click, or a second try after a dropped line, has written already."""
    if not token:
        return None
    return (
        Comment.objects.filter(author=by, token=token, body=body).select_related("thread__slot").order_by("pk").first()
    )


def write(thread: Thread, body: str, by: User, token: str) -> tuple[Comment, bool]:
    """The comment, and whether it is new. A new thread is made with it.

    A token that stands under other words is none: they were changed after the first try, and must not be lost.
    """
    is_begun, trouble = thread.pk is None, None
    for one in (token[:40] or new_token(), new_token()):
        try:
            with transaction.atomic():
                if is_begun:
                    thread.save()
                return Comment.objects.create(thread=thread, author=by, body=body, token=one), True
        except IntegrityError as error:
            trouble = error
            if is_begun:
                thread.pk, thread._state.adding = None, True
            if written := written_before(by, one, body):
                return written, False
    raise trouble


def name_people(comment: Comment, report: Report) -> list[User]:
    named = named_in(comment.body, readers(report)) if "@" in comment.body else []
    comment.mentioned.set(named)
    return named


def note_act(action: str, thread: Thread, by: User, **data: Any) -> None:
    """The line of the journal: about which answer, and none of the words."""
    report = thread.report
    record(
        action,
        by=by,
        target=report,
        country=report.country.code,
        thread=thread.pk,
        question=thread.question,
        occurrence=thread.occurrence.identity if thread.occurrence else None,
        language=thread.language,
        **data,
    )
