"""Files that can no longer matter are forgotten, once a day. Words that were sent nowhere are never among them."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Q
from django.utils import timezone

from reports.models import Proposal, WordCopy, WordReturn
from reports.stages import Stage
from reports.word.findings import Found

KEPT_FOR = timedelta(days=180)

CLOSED = Q(report__stage=Stage.PUBLISHED) | Q(report__superseded_at__isnull=False)
"""Reports that are not written in again: a correction is a further version, and takes no files of this one."""


def tidy(day: date) -> tuple[int, int]:
    """Forget returned files and copies from before; gives how many of each."""
    before = timezone.make_aware(datetime.combine(day - KEPT_FOR, time()))
    old = WordReturn.objects.filter(read_at__lt=before).select_related("copy").order_by("pk")
    gone = [kept.pk for kept in old.iterator(chunk_size=50) if can_go(kept, before)]
    WordReturn.objects.filter(pk__in=gone).delete()
    _all, copies = WordCopy.objects.filter(CLOSED, made_at__lt=before, returns=None).delete()
    return len(gone), copies.get("reports.WordCopy", 0)


def can_go(kept: WordReturn, before: datetime) -> bool:
    """Whether all that was in a returned file is elsewhere, and nobody waits for what becomes of it."""
    if kept.sent_at is not None and kept.sent_at >= before:
        return False
    if has_unsent_words(Found.from_json(kept.found), kept.copy.texts, kept.outcome):
        return False
    made = [pk for pk in kept.outcome.get("made", {}).values() if pk]
    return not Proposal.objects.filter(pk__in=made).open().exists()


def has_unsent_words(found: Found, texts: list[dict[str, Any]], outcome: dict[str, Any]) -> bool:
    """Whether something in a file became neither a proposal nor a comment. `outcome` is {} where it was not sent."""
    made, talks = outcome.get("made", {}), outcome.get("talks", {})
    bases = {text["name"]: text["text"] for text in texts}
    left = outcome.get("left", range(len(found.outside)))
    return bool(found.comments or left) or any(
        answer.problem
        or (name not in made and answer.value != bases.get(name))
        or any(f"{name}:{index}" not in talks for index in range(len(answer.comments)))
        for name, answer in found.answers.items()
    )
