"""What people write on open pages, as it comes into the log: written(text, value, by=…), rendered or not."""

from typing import Any

from coediting import log
from coediting.log import LogEntry
from coediting.merging import write_value
from coediting.updates import read_update
from reports.models import AnswerText


def write(text: AnswerText, value: dict[str, Any], *, by: Any) -> bool:
    """Make the document say this, as a page does: nothing is rendered. False if the document refuses it."""
    doc, stored = log.read(text.document_id)
    update = write_value(doc, value)
    assert update is not None, "it says so already"
    entry = LogEntry(
        document=text.document_id,
        data=update,
        author=by.pk,
        client=doc.client_id,
        new_clients=tuple(read_update(update).clients),
        generation=stored.generation,
    )
    return log.append([entry]) != [None]
