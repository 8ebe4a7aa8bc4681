"""What a document says: derived from its updates, kept beside them, told to whom it belongs."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F

from coediting import log
from coediting.convert import value_of
from coediting.models import Document, Update
from coediting.owners import OWNERS
from richtext.reading import word_count


def current(document: UUID | Document) -> dict[str, Any]:
    """The text with everything that is committed, or written in this transaction. Reads only."""
    key = document.pk if isinstance(document, Document) else document
    return value_of(log.read(key)[0])


def render(document: UUID) -> bool:
    """Bring the kept text up to date, and tell its owner in the same transaction. False if it was."""
    if not Document.objects.filter(pk=document, rendered_seq__lt=F("seq")).exists():
        return False
    doc, stored = log.read(document)
    value = value_of(doc)
    with transaction.atomic():
        # The row is held before it is read: two processes may render, and the owner is told of each change once.
        row = Document.objects.select_for_update().filter(pk=document, rendered_seq__lt=stored.seq).first()
        if row is None:
            return False
        since = Update.objects.filter(document=document, seq__gt=row.rendered_seq, seq__lte=stored.seq)
        authors = sorted(set(since.exclude(author=None).order_by("author").values_list("author", flat=True)))
        changed = Document.objects.filter(pk=document, rendered_seq__lt=stored.seq).update(
            value=value, words=word_count(value), rendered_seq=stored.seq
        )
        if changed and value != row.value:
            row.value, row.words, row.rendered_seq = value, word_count(value), stored.seq
            OWNERS[stored.owner].changed(row, value, authors)
    return bool(changed)
