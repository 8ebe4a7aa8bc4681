"""Texts from outside: made, or given a new value, through the log like everything else. No room is needed."""

from typing import Any
from uuid import UUID

from django.db import transaction

from coediting import log, rendering
from coediting.convert import new_doc
from coediting.log import LogEntry
from coediting.merging import write_value
from coediting.models import Document, Hand, Update
from coediting.updates import read_update
from richtext.reading import word_count
from richtext.schema import validate


class Locked(Exception):
    """The text is closed; nothing was written."""


def create(value: dict[str, Any], *, owner: str, by: Any) -> Document:
    """A new document that says `value`; `by` is a user, None for the system. The owner is not told: it asked for it."""
    validate(value)
    doc = new_doc(value)
    update = doc.get_update()
    with transaction.atomic():
        document = Document.objects.create(owner=owner, seq=1, value=value, words=word_count(value), rendered_seq=1)
        Update.objects.create(document=document, seq=1, data=update, author=by, client=doc.client_id)
        Hand.objects.create(document=document, client=doc.client_id, author=by)
    return document


def replace(document: UUID | Document, value: dict[str, Any], *, by: Any) -> bool:
    """Make a document say `value`, by changes that leave everything else as it is. False if it said so already.

    Whoever writes in it at the same moment keeps what they write; the pages see the change as one more author's.
    """
    validate(value)
    key = document.pk if isinstance(document, Document) else document
    with transaction.atomic():
        doc, stored = log.read(key)
        update = write_value(doc, value)
        if update is None:
            return False
        contents = read_update(update)
        entry = LogEntry(
            document=key,
            data=update,
            author=by.pk if by else None,
            client=doc.client_id if contents.written else None,
            new_clients=tuple(contents.clients),
            generation=stored.generation,
        )
        if log.append([entry]) == [None]:
            raise Locked
        rendering.render(key)
    return True
