"""A journal as a file, line by line while it is read: a table (CSV) or data (JSON)."""

import json
from collections.abc import Iterator

from django.db.models import QuerySet
from django.http import Http404, StreamingHttpResponse
from django.utils import timezone

from journal.cells import csv_line
from journal.erasing import shown
from journal.models import Entry
from journal.sentences import sentence_of

COLUMNS = (
    "at",
    "action",
    "sentence",
    "person",
    "person_id",
    "on_behalf",
    "from",
    "to",
    "country",
    "target_type",
    "target_id",
    "target",
    "data",
)
AT_ONCE = 1000


def as_row(entry: Entry) -> dict[str, object]:
    """A line as plain data, the sentence in the reader's language."""
    data = {key: value for key, value in entry.data.items() if key not in {"from", "to"}}
    values = (
        timezone.localtime(entry.at).isoformat(),
        entry.action,
        sentence_of(entry),
        shown(entry.actor_name),
        entry.actor_id,
        shown(entry.on_behalf),
        entry.data.get("from"),
        entry.data.get("to"),
        entry.country,
        entry.target_type,
        entry.target_id,
        shown(entry.target_label),
        data,
    )
    return dict(zip(COLUMNS, values, strict=True))


def as_csv(entries: QuerySet[Entry]) -> Iterator[str]:
    yield "\ufeff" + csv_line(COLUMNS)  # the mark tells spreadsheets that it is UTF-8
    for entry in entries.iterator(AT_ONCE):
        row = as_row(entry)
        row["data"] = json.dumps(row["data"], ensure_ascii=False) if row["data"] else ""
        yield csv_line(row.values())


def as_json(entries: QuerySet[Entry]) -> Iterator[str]:
    before = "[\n"
    for entry in entries.iterator(AT_ONCE):
        yield before + json.dumps(as_row(entry), ensure_ascii=False)
        before = ",\n"
    yield "[]\n" if before == "[\n" else "\n]\n"


FORMATS = {"csv": (as_csv, "text/csv; charset=utf-8"), "json": (as_json, "application/json")}


def answer(entries: QuerySet[Entry], format: str, name: str) -> StreamingHttpResponse:
    """The file, streamed. 404 for a format that there is not."""
    if format not in FORMATS:
        raise Http404
    write, content_type = FORMATS[format]
    headers = {"Content-Disposition": f'attachment; filename="{name}.{format}"'}
    return StreamingHttpResponse(write(entries), content_type=content_type, headers=headers)
