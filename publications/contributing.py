"""The contributors that a report prints at its end: as data, from the draft or from the text that was signed."""

from collections.abc import Iterable
from typing import Any

from bilingual.text import Text
from publications.document import Contributor, Languages
from publications.signed_content import SIGNED, texts
from reports.content.entries import ReportContent
from reports.contributions.acknowledgements import contributors
from reports.models import Report


def contributors_of(report: Report, content: ReportContent, languages: Languages) -> tuple[Contributor, ...]:
    """Nothing where they are not printed. A signed report prints those that were frozen with it."""
    if report.stage not in SIGNED:
        return printed(contributors(content), languages) if report.prints_contributors else ()
    signatures = report.signatures.order_by("-signed_at", "-pk")
    frozen = signatures.values_list("snapshot__content__contributors", flat=True).first()
    return printed(frozen or [], languages)


def printed(rows: Iterable[dict[str, Any]], languages: Languages) -> tuple[Contributor, ...]:
    """Each group once, with the organisations that spoke for it."""
    groups: list[list[dict[str, Any]]] = []
    for row in rows:
        if groups and row["group"] and groups[-1][0]["group"] == row["group"]:
            groups[-1].append(row)
        else:
            groups.append([row])
    return tuple(contributor(these, languages) for these in groups)


def contributor(rows: list[dict[str, Any]], languages: Languages) -> Contributor:
    first = rows[0]
    named = [row for row in rows if row["group"] and row["organisation"]]
    return Contributor(
        names=texts(Text(first["group"] or first["organisation"]), languages),
        numbers=tuple(sorted({number for row in rows for number in row["answers"]})),
        organisations=tuple((texts(Text(row["organisation"]), languages), tuple(row["answers"])) for row in named),
    )
