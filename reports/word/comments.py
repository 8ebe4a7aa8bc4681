"""Comments that were made in a Word file become comments on the answers."""

from collections.abc import Collection

from forum.models import User
from reports.models import Report, WordReturn
from reports.models.comments import CONTEXT_LIMIT
from reports.review import anchors
from reports.review.comments import open_thread
from reports.word.comparing import Comparison, Talk
from richtext.reading import to_text


def open_threads(*, kept: WordReturn, comparison: Comparison, chosen: Collection[str], by: User) -> dict[str, int]:
    """Open a thread for each chosen comment, by the key of its talk; gives the threads. Raises Forbidden."""
    return {
        talk.key: open_talk(talk, kept.copy.report, by, token=f"{kept.token}-{number}")
        for number, talk in enumerate(comparison.talks)
        if talk.key in chosen and talk.can_be_opened
    }


def open_talk(talk: Talk, report: Report, by: User, token: str) -> int:
    """At its words, where the text of today has them. A comment of the sender's own needs no name in it."""
    row, comment = talk.row, talk.comment
    text = to_text(row.text)
    words, before, after = anchors.context(text, comment.quote, CONTEXT_LIMIT)
    is_there = anchors.find(text, comment.quote) is not None
    opened = open_thread(
        report=report,
        entry=row.entry,
        language=row.language if row.entry.per_language else "",
        body=comment.said if comment.author in (by.name, by.email) else talk.body,
        by=by,
        quote=words if is_there else "",
        before=before,
        after=after,
        token=token,
    )
    return opened.thread_id
