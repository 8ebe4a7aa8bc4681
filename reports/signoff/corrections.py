"""Opening a corrected version beside one that was signed: the same answers, with all that is known of them."""

from django.utils import timezone

from reports.answers.news import report_changed
from reports.answers.opening import add_occurrence, make_slots
from reports.models import Answer, AnswerAuthor, AnswerRevision, Report, Voice
from reports.stages import Stage

PROVENANCE = ("value", "channel", "began_at", "changed_at", "changed_by_id")
KEPT = (*PROVENANCE, "language", "is_blank", "is_original", "revision")
"""What an answer takes with it: its words, who wrote them when and how, and how often they had been changed."""

VOICE = ("language", "user_id", "group_id", "organisation_id", "first_at", "last_at")
"""For whom the words of an answer were written."""


def open_correction(report: Report) -> Report:
    """The next version of a signed report, as a draft with copies of its occurrences, answers and earlier answers.

    The secretariat goes on filling in where it was allowed to. Nothing is assigned in it: who wrote the signed text is
    asked again only by whoever assigns them a part of the correction.

    A submitted report that is corrected is not published any more; a published one stays so until the next one is.
    """
    if report.stage == Stage.SUBMITTED:
        Report.objects.filter(pk=report.pk, stage=Stage.SUBMITTED).update(superseded_at=timezone.now())
    report_changed(report.pk)  # its pages show the new version from now on
    correction = Report.objects.create(
        country=report.country,
        campaign=report.campaign,
        roadmap=report.roadmap,
        version=report.version + 1,
        secretariat_fills_in=report.secretariat_fills_in,
        prints_contributors=report.prints_contributors,
        wording_revision=report.wording_revision,
        due_on=report.due_on,
        announced_at=report.announced_at,
    )
    slot_of = copy_slots(report, correction)
    answers = list(report.answers.order_by("pk"))
    copies = Answer.objects.bulk_create(
        Answer(slot_id=slot_of[answer.slot_id], **{name: getattr(answer, name) for name in KEPT}) for answer in answers
    )
    of = {answer.pk: copy.pk for answer, copy in zip(answers, copies, strict=True)}
    kept = list(AnswerRevision.objects.filter(answer__slot__report=report).order_by("pk"))
    kept_copies = AnswerRevision.objects.bulk_create(
        AnswerRevision(
            answer_id=of[earlier.answer_id],
            number=earlier.number,
            **{name: getattr(earlier, name) for name in PROVENANCE},
        )
        for earlier in kept
    )
    revision_of = {earlier.pk: copy.pk for earlier, copy in zip(kept, kept_copies, strict=True)}
    AnswerAuthor.objects.bulk_create(
        AnswerAuthor(
            answer_id=of[author.answer_id],
            revision_id=revision_of[author.revision_id] if author.revision_id else None,
            user_id=author.user_id,
        )
        for author in AnswerAuthor.objects.filter(answer__slot__report=report).order_by("pk")
    )
    Voice.objects.bulk_create(
        Voice(slot_id=slot_of[voice.slot_id], **{name: getattr(voice, name) for name in VOICE})
        for voice in report.voices.order_by("pk")
    )
    return correction


def copy_slots(report: Report, correction: Report) -> dict[int, int]:
    """Let the correction ask about the same; give the keys of its slots by those of the report's."""
    make_slots(correction)
    names = ("source", "position", "item_id", "next_step_id", "removed_at")
    same: dict[int | None, int | None] = {None: None}
    for occurrence in report.occurrences.order_by("pk"):
        same[occurrence.pk] = add_occurrence(correction, **{name: getattr(occurrence, name) for name in names}).pk
    rows = correction.slots.order_by("pk").values_list("question", "occurrence", "pk")
    theirs = {(question, about): key for question, about, key in rows}
    return {slot.pk: theirs[slot.question, same[slot.occurrence_id]] for slot in report.slots.order_by("pk")}
