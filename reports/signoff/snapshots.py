"""Freezing a report: everything it says as plain data, and the hash by which that text is known ever after."""

import json
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from django.db.models import Max

from forum.models import Membership
from reports.content.entries import ReportContent
from reports.content.loading import load
from reports.contributions.acknowledgements import contributors
from reports.models import Answer, ForumAnswer, Report, Snapshot
from reports.signoff.forum_review import asked_groups, review_of
from reports.stages import Stage

FORMAT = 1
"""Raised when the shape below changes, so that an old snapshot is read as what it is."""

TEXT = ("format", "country", "year", "version", "edition", "roadmap", "occurrences", "answers")
"""What of a snapshot is the report itself; the rest says who stood around it."""

Content = dict[str, Any]


def freeze(report: Report) -> Content:
    """The report with all its answers, its roadmap, its edition, its people and what the forum says of it, as data.

    Names are taken over as they are written today. No date of the freezing is in it, so that an unchanged report
    gives an unchanged hash. The contributors are in it where the report prints them.
    """
    content = load(report)
    printed = {"contributors": contributors(content)} if report.prints_contributors else {}
    return printed | {
        "format": FORMAT,
        "country": {"code": report.country.code, "name": dict(report.country.name)},
        "year": report.campaign.year,
        "version": report.version,
        "edition": {"key": content.edition.key, "sha256": content.edition.sha256},
        "roadmap": roadmap_of(content),
        "occurrences": occurrences_of(content),
        "answers": answers_of(content),
        "people": people_of(report),
        "groups": [{"id": group.pk, "name": dict(group.name)} for group in asked_groups(report.country)],
        "forum": forum_of(report),
    }


def roadmap_of(content: ReportContent) -> Content:
    roadmap = content.report.roadmap
    return {
        "version": roadmap.version,
        "title": dict(roadmap.title),
        "items": [
            {"code": item.code, "title": dict(item.title), "retired": item.retired_on is not None}
            for item in content.items
        ],
    }


def occurrences_of(content: ReportContent) -> list[Content]:
    """What the repeating questions are asked about, in their order."""
    found = {entry.occurrence.pk: entry.occurrence for entry in content.entries() if entry.occurrence}
    return [
        {
            "source": occurrence.source,
            "identity": occurrence.identity,
            "title": dict((occurrence.item if occurrence.item_id else occurrence.next_step).title),
        }
        for occurrence in sorted(found.values(), key=lambda each: (each.source, each.position, each.pk))
    ]


def answers_of(content: ReportContent) -> list[Content]:
    """Every answer that says something, in the order of the questions; `asked` is false for one that is not printed."""
    return [
        {
            "key": entry.key,
            "number": entry.number,
            "occurrence": entry.identity,
            "asked": entry.is_asked,
            "language": answer.language,
            "original": answer.is_original,
            "value": answer.value,
        }
        for entry in content.entries()
        for answer in sorted(entry.filled.values(), key=language_of)
    ]


def language_of(answer: Answer) -> str:
    return answer.language


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


def fingerprint(content: Content) -> str:
    """SHA-256 over the one canonical way to write the content: sorted keys, no space, UTF-8."""
    written = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return sha256(written.encode()).hexdigest()


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
    )


@dataclass(frozen=True)
class Verification:
    """Whether a snapshot is still what was hashed, and whether the report still says the same."""

    snapshot: Snapshot
    is_intact: bool
    is_same_text: bool

    def __bool__(self) -> bool:
        return self.is_intact and self.is_same_text


def verify(snapshot: Snapshot, report: Report) -> Verification:
    """Compute the hash of a snapshot anew, and compare its text with the report as it stands in the database."""
    now = freeze(report)
    return Verification(
        snapshot=snapshot,
        is_intact=fingerprint(snapshot.content) == snapshot.sha256,
        is_same_text=text_fingerprint(snapshot.content) == text_fingerprint(now),
    )


def text_of(content: Content) -> Content:
    """The report itself. The title of a next step is left to its answers: beside them it follows the newest version."""
    text = {name: content.get(name) for name in TEXT}
    text["occurrences"] = [(each["source"], each["identity"]) for each in text["occurrences"]]
    return text


def text_fingerprint(content: Content) -> str:
    """What people compare: it is the same as long as no word of the report changes, whatever is said of it."""
    return fingerprint(text_of(content))
