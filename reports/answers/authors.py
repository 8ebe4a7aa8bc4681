"""Who wrote a version of an answer: all of them, where several wrote together.

The authors of what stands are gathered as it is written, so that nothing has to be found out when it is kept: by then
the log of a text written together may have been gathered into a snapshot, and its rows with it.
"""

from collections.abc import Iterable, Mapping

from forum.models import User
from reports.models import Answer, AnswerAuthor, AnswerRevision

Authors = Mapping[tuple[int, int | None], list[User]]
"""By answer and revision, None for what stands; in the order in which they first wrote."""


def note_authors(answer: Answer, users: Iterable[int]) -> None:
    """These people have written in what stands now."""
    rows = [AnswerAuthor(answer_id=answer.pk, user_id=user) for user in dict.fromkeys(users)]
    if rows:
        AnswerAuthor.objects.bulk_create(rows, ignore_conflicts=True)


def keep_authors(answer: Answer, revision: AnswerRevision, also: Iterable[int]) -> None:
    """What stood is kept as this revision: so its authors are, and `also` these."""
    note_authors(answer, also)
    AnswerAuthor.objects.filter(answer=answer, revision=None).update(revision=revision)


def authors_of(answers: Iterable[Answer]) -> Authors:
    """The authors of every version of these answers. One query."""
    found: dict[tuple[int, int | None], list[User]] = {}
    rows = AnswerAuthor.objects.filter(answer__in={answer.pk for answer in answers if answer.pk})
    for row in rows.select_related("user").order_by("pk"):
        found.setdefault((row.answer_id, row.revision_id), []).append(row.user)
    return found


def everybody(noted: Iterable[User], last: User | None) -> list[User]:
    """The authors of a version: those noted, and who wrote last, whom older versions alone name."""
    people = list(dict.fromkeys(noted))
    return people if last is None or last in people else [*people, last]
