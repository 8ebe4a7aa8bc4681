"""Taking the names of a person out of the files that went out and came back.

The files that the person sent back are theirs alone, so they go; what was proposed out of them stays, as all proposals
do. Files of others name them as the author of comments and of tracked changes, and in what stood around the answers.
"""

import re
from typing import Any

from django.db.models import Q

from forum.models import User
from reports.models import Comment, EarlierComment, Proposal, Source, WordCopy, WordReturn
from reports.models.word import TOKEN
from reports.word import keys
from reports.word.findings import Found

Row = WordCopy | WordReturn | Proposal | Comment | EarlierComment


def erase_from_word(user: User, neutral: str) -> None:
    WordReturn.objects.filter(read_by=user).delete()
    names = [re.escape(name) for name in sorted({user.name, user.email} - {""}, key=len, reverse=True)]
    anywhere = re.compile(rf"(?<!\w)(?:{'|'.join(names)})(?!\w)", re.IGNORECASE)
    in_front = re.compile(rf"^(?:{'|'.join(names)})(?=: )", re.IGNORECASE | re.MULTILINE)
    for kept in WordReturn.objects.order_by("pk").iterator(chunk_size=50):
        put(kept, found=without_authors(kept.found, anywhere, in_front, neutral))
    for copy in WordCopy.objects.order_by("pk").only("pk", "around").iterator(chunk_size=50):
        put(copy, around=[keys.digest(line) if anywhere.search(line) else line for line in copy.around])
    for proposal in Proposal.objects.filter(source=Source.WORD).exclude(note="").order_by("pk").only("pk", "note"):
        put(proposal, note=in_front.sub(neutral, proposal.note))
    opened = Q(token__startswith=TOKEN)
    bodies = [Comment.objects.filter(opened), EarlierComment.objects.filter(comment__in=Comment.objects.filter(opened))]
    for row in (row for rows in bodies for row in rows.order_by("pk").only("pk", "body")):
        put(row, body=in_front.sub(neutral, row.body))


def without_authors(found: dict[str, Any], name: re.Pattern, in_front: re.Pattern, neutral: str) -> dict[str, Any]:
    """What was found in a file, with another author in place of this one. What was said stays as it is."""
    read = Found.from_json(found)
    for comment in [*read.comments, *(one for answer in read.answers.values() for one in answer.comments)]:
        if name.fullmatch(comment.author):
            comment.author = neutral
        elif not comment.author:
            comment.said = in_front.sub(neutral, comment.said)
    read.authors = list(dict.fromkeys(neutral if name.fullmatch(author) else author for author in read.authors))
    return read.to_json()


def put(row: Row, **values: Any) -> None:
    if any(getattr(row, field) != value for field, value in values.items()):
        type(row).objects.filter(pk=row.pk).update(**values)
