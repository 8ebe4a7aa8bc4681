"""Freezing a report: everything it says as plain data, and the hash by which that text is known ever after."""

from dataclasses import dataclass

from django.db.models import Max

from forum.models import Membership
from reports.content.entries import ReportContent
from reports.content.frozen import answers_of, occurrences_of, written
from reports.content.loading import load, load_rows
from reports.contributions.acknowledgements import contributors
from reports.models import ForumAnswer, Report, Snapshot
from reports.signoff.fingerprints import (
    Content,
    fingerprint,
    responses_fingerprint,
    salts_of,
    text_blocks,
    text_fingerprint,
)
from reports.signoff.forum_review import asked_groups, review_of
from reports.stages import Stage

FORMAT = 2
"""Raised when the shape below changes, so that an old snapshot is read as what it is (docs/decisions/0059)."""


def freeze(report: Report, content: ReportContent | None = None) -> Content:
    """The report with all its answers, its roadmap, its edition, its people and what the forum says of it, as data.

    Names are taken over as they are written today, and of a text that is frozen already as they were then. No date of
    the freezing is in it, so that an unchanged report gives an unchanged hash. The contributors are in it where the
    report prints them.
    """
    content = content or load(report)
    said = {"format": FORMAT} | written(content) | {"forum": forum_of(report)}
    if report.prints_contributors:
        said["contributors"] = contributors(content)
    return said | {
        "people": people_of(report),
        "groups": [{"id": group.pk, "name": dict(group.name)} for group in asked_groups(report.country)],
        "salts": {
            "text": salts_of(text_blocks(said), report.text_secret),
            "responses": salts_of(said["forum"], report.text_secret),
        },
    }


def people_of(report: Report) -> list[Content]:
    """Who holds which role for the country today. No address: a snapshot is kept for ever."""
    held = Membership.objects.current().filter(country=report.country)
    return [
        {
            "name": membership.user.name,
            "role": membership.role,
            "group": membership.working_group_id,
            "organisation": dict(membership.organisation.name) if membership.organisation else None,
        }
        for membership in held.select_related("user", "organisation").order_by("role", "user__name", "pk")
    ]


def forum_of(report: Report) -> list[Content]:
    """What the groups answered to the text that was frozen for them; nothing where a draft is on its way to them."""
    review = review_of(report) if report.stage != Stage.DRAFT else None
    return [said(answer, review.snapshot) for answer in review.answers] if review else []


def said(answer: ForumAnswer, snapshot: Snapshot) -> Content:
    return {
        "group": dict(answer.working_group.name),
        "answer": answer.choice,
        "text": dict(answer.text),
        "by": answer.given_by_name,
        "organisation": dict(answer.organisation.name) if answer.organisation else None,
        "at": answer.given_at.isoformat(),
        "to": snapshot.sha256,
    }


def take_snapshot(report: Report, occasion: Snapshot.Occasion, content: Content) -> Snapshot:
    """Keep a frozen report. Call it in the transaction of the act that freezes."""
    earlier = report.snapshots.filter(occasion=occasion).aggregate(last=Max("number"))["last"] or 0
    return Snapshot.objects.create(
        report=report,
        occasion=occasion,
        number=earlier + 1,
        content=content,
        sha256=fingerprint(content),
        text_sha256=text_fingerprint(content),
        responses_sha256=responses_fingerprint(content),
    )


@dataclass(frozen=True)
class Verification:
    """Whether a snapshot, from which the report is read, is still what was hashed; and whether the rows of its answers,
    from which nothing is read any more, agree with it."""

    snapshot: Snapshot
    is_intact: bool
    tables_agree: bool

    def __bool__(self) -> bool:
        return self.is_intact and self.tables_agree


def verify(snapshot: Snapshot, report: Report) -> Verification:
    """Compute the hashes of a snapshot anew, and compare its answers with those in the tables. What is called otherwise
    today, a country, a term or an item of the roadmap, is no difference."""
    content = snapshot.content
    (rows,) = load_rows([report])
    asked = [(one.source, one.identity) for one in occurrences_of(rows)]
    return Verification(
        snapshot=snapshot,
        is_intact=(fingerprint(content), text_fingerprint(content), responses_fingerprint(content))
        == (snapshot.sha256, snapshot.text_sha256, snapshot.responses_sha256),
        tables_agree=(answers_of(rows), sorted(asked))
        == (content["answers"], sorted((one["source"], one["identity"]) for one in content["occurrences"])),
    )
