"""Gathering a log: a snapshot takes the place of the updates that it holds.

Made from committed rows in a document of its own, never from a room. No lock is needed while it is made: rows never
change, and a snapshot that comes too late is thrown away.
"""

from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from coediting import log, rendering
from coediting.models import Document, Update


def compact(document: UUID) -> int:
    """Gather the log of a document; gives how many updates went into the snapshot."""
    if not _open_to(document).exists():
        return 0
    rendering.render(document)  # who wrote what stands in the rows, and the owner is told of it before they go
    doc, stored = log.read(document)
    with transaction.atomic():
        row = Document.objects.filter(pk=document, generation=stored.generation, snapshot_seq__lt=stored.seq)
        row.update(snapshot=log.packed(doc.get_update()), snapshot_seq=stored.seq)
        # Rows that came while the text was rendered stay for the next time: their authors have not been told of yet.
        snapshot, rendered = Document.objects.values_list("snapshot_seq", "rendered_seq").get(pk=document)
        gathered, _ = Update.objects.filter(document=document, seq__lte=min(snapshot, rendered)).delete()
    return gathered


def _open_to(*documents: UUID) -> QuerySet[Document]:
    """Documents with rows that could go."""
    rows = Update.objects.all()
    if documents:
        rows = rows.filter(document__in=documents)
    return Document.objects.filter(pk__in=rows.order_by().values("document")).order_by("pk")


def compact_all() -> tuple[int, int]:
    """Gather every log that has something to gather; gives how many documents and updates."""
    gathered = [compact(key) for key in list(_open_to().values_list("pk", flat=True))]
    return sum(map(bool, gathered)), sum(gathered)
