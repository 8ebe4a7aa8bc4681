"""Opening a corrected version beside one that was signed: the same answers, with all that is known of them."""

from django.utils import timezone

from reports.models import Answer, AnswerRevision, Occurrence, Report
from reports.stages import Stage

PROVENANCE = ("value", "channel", "changed_at", "changed_by_id")
KEPT = (*PROVENANCE, "question", "language", "is_blank", "is_original", "revision")
"""What an answer takes with it: its words, who wrote them when and how, and how often they had been changed."""


def open_correction(report: Report) -> Report:
    """The next version of a signed report, as a draft with copies of its occurrences, answers and earlier answers.

    A submitted report that is corrected is not published any more; a published one stays so until the next one is.
    """
    if report.stage == Stage.SUBMITTED:
        Report.objects.filter(pk=report.pk, stage=Stage.SUBMITTED).update(superseded_at=timezone.now())
    correction = Report.objects.create(
        country=report.country, campaign=report.campaign, roadmap=report.roadmap, version=report.version + 1
    )
    occurrences = {occurrence.pk: copy_of(occurrence, correction) for occurrence in report.occurrences.order_by("pk")}
    answers = list(report.answers.order_by("pk"))
    copies = Answer.objects.bulk_create(
        Answer(
            report=correction,
            occurrence=occurrences[answer.occurrence_id] if answer.occurrence_id else None,
            **{name: getattr(answer, name) for name in KEPT},
        )
        for answer in answers
    )
    of = {answer.pk: copy.pk for answer, copy in zip(answers, copies, strict=True)}
    AnswerRevision.objects.bulk_create(
        AnswerRevision(
            answer_id=of[earlier.answer_id],
            number=earlier.number,
            **{name: getattr(earlier, name) for name in PROVENANCE},
        )
        for earlier in AnswerRevision.objects.filter(answer__report=report).order_by("pk")
    )
    return correction


def copy_of(occurrence: Occurrence, report: Report) -> Occurrence:
    return Occurrence.objects.create(
        report=report,
        source=occurrence.source,
        position=occurrence.position,
        item_id=occurrence.item_id,
        next_step_id=occurrence.next_step_id,
        removed_at=occurrence.removed_at,
    )
