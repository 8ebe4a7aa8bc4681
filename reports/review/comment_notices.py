"""Whom a comment is told to: those it names, those in its thread, and who is asked to write the part. One mail each."""

from django.utils.translation import gettext_lazy as _

from forum.models import User
from notices.kinds import Kind
from notices.writing import tell
from reports.assignments.notices import readers as assignees
from reports.content.entries import QuestionEntry
from reports.content.places import Place
from reports.models import Assignment, Comment, Report
from reports.review.mentions import readers

KINDS = {
    "reports.mentioned": Kind(_("Somebody names you in a comment")),
    "reports.comment_answered": Kind(_("Somebody answers in a thread of comments in which you wrote")),
    "reports.comment_opened": Kind(_("Somebody comments on a part of a report that is assigned to you")),
}


def tell_of_comment(
    comment: Comment, report: Report, *, entry: QuestionEntry | None, named: list[User], opens: bool
) -> None:
    """Tell of a new comment. Call it in the transaction of the act."""
    told = {comment.author_id}
    tell_some("reports.mentioned", named, told, comment, report, entry)
    if opens:
        tell_some("reports.comment_opened", asked_to_write(report, entry), told, comment, report, entry)
    else:
        tell_some("reports.comment_answered", talking(comment), told, comment, report, entry)


def tell_of_names(comment: Comment, report: Report, *, entry: QuestionEntry | None, named: list[User]) -> None:
    """Tell those whom a changed comment names and did not name before."""
    tell_some("reports.mentioned", named, {comment.author_id}, comment, report, entry)


def tell_some(
    kind: str, people: list[User], told: set[int], comment: Comment, report: Report, entry: QuestionEntry | None
) -> None:
    """Tell those of the people who read comments and have not been told in this act."""
    wanted = {person.pk for person in people} - told
    if not wanted:
        return
    to = [person for person in readers(report) if person.pk in wanted]
    told |= wanted
    about = {"report": report, "thread": comment.thread, "comment": comment, "by": comment.author, "entry": entry}
    tell(
        kind,
        to=to,
        about=about,
        address=("reports:thread", [report.country.code, report.campaign.year, comment.thread_id]),
        by=comment.author,
    )


def asked_to_write(report: Report, entry: QuestionEntry | None) -> list[User]:
    if entry is None:
        return []
    standing = Assignment.objects.open().filter(report=report, section=entry.section)
    found = standing.select_related("report__country", "slot__occurrence", "item", "user", "group").order_by("pk")
    return [person for one in found if Place.of(one).covers(entry) for person in assignees(one)]


def talking(comment: Comment) -> list[User]:
    """Those who wrote in the thread."""
    written = Comment.objects.filter(thread=comment.thread)
    return list(User.objects.filter(pk__in=written.values("author")).order_by("pk"))
