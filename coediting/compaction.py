"""Gathering a log: a snapshot takes the place of the updates that it holds.

Made from committed rows in a document of its own, never from a room. No lock is needed while it is made: rows never
change, and a snapshot that comes too late is thrown away.
"""

from datetime import date
from uuid import UUID

from django.db import transaction
from django.db.models import F

from coediting import log, rendering
from coediting.models import Document, Update


def compact(document: UUID) -> int:
    """Gather the log of a document; gives how many updates went into the snapshot."""
    rendering.render(document)  # who wrote what stands in the rows, and the owner is told of it before they go
    try:
        doc, stored = log.read(document)
    except Document.DoesNotExist:
        return 0
    with transaction.atomic():
        row = Document.objects.filter(pk=document, generation=stored.generation, snapshot_seq__lt=stored.seq)
        if not row.update(snapshot=doc.get_update(), snapshot_seq=stored.seq):
            return 0
        # Rows that came while the text was rendered stay for the next time: their authors have not been told of yet.
        rendered = Document.objects.values_list("rendered_seq", flat=True).get(pk=document)
        Update.objects.filter(document=document, seq__lte=min(rendered, stored.seq)).delete()
    return len(stored.parts)


def compact_all(day: date | None = None) -> tuple[int, int]:
    """Gather every log that has something to gather; gives how many documents and updates."""
    keys = Document.objects.filter(snapshot_seq__lt=F("seq")).order_by("pk").values_list("pk", flat=True)
    gathered = [compact(key) for key in list(keys)]
    return sum(map(bool, gathered)), sum(gathered)
