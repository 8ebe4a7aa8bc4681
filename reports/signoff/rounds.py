"""What became of a text between two rounds of the forum: why it was reopened, and what it says otherwise."""

from dataclasses import dataclass, field

from reports.content.comparing import Change, changes
from reports.content.loading import load, read_frozen
from reports.models import Report, Snapshot, StageChange
from reports.signoff.forum_review import GroupLine


@dataclass
class Since:
    """What happened since the text that some groups answered last; to those who never did, all that was reopened."""

    answered: Snapshot | None
    lines: list[GroupLine]
    reasons: list[StageChange]
    changes: list[Change] = field(default_factory=list)


def since_answered(report: Report, lines: list[GroupLine]) -> list[Since]:
    """Groups that answered the same text stand together. One query, and five more where something was
    answered before."""
    reopened = StageChange.objects.exclude(comment="").order_by("-at", "-pk")
    reopened = list(reopened.filter(report__country=report.country_id, report__campaign=report.campaign_id))
    found: dict[int | None, Since] = {}
    for line in lines:
        answered = line.earlier.snapshot if line.earlier else None
        reasons = [one for one in reopened if answered is None or one.at > answered.taken_at]
        if not (answered or reasons):
            continue
        key = answered.pk if answered else None
        found.setdefault(key, Since(answered, [], reasons)).lines.append(line)
    if any(found):
        now, answered = load(report), [since for since in found.values() if since.answered]
        texts = Snapshot.objects.in_bulk([since.answered.pk for since in answered])
        then = read_frozen([(since.answered.report, texts[since.answered.pk]) for since in answered])
        for since, before in zip(answered, then, strict=True):
            since.changes = list(changes(before, now))
    return list(found.values())
