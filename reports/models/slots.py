"""What a report asks about, and the places of its answers: occurrences of repeating questions, and slots."""

from django.db import models
from django.db.models import BigIntegerField, Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from reports.models.report import Report
from roadmaps.models import Item, NextStep


def or_none(name: str) -> Coalesce:
    """A key in an index in which two rows without it are alike."""
    return Coalesce(name, 0, output_field=BigIntegerField())


class Occurrence(models.Model):
    """What a repeating question is asked about: a priority, a next step of last year, or a next step of this report."""

    class Source(models.TextChoices):
        PRIORITY = "priority", _("priority")
        EARLIER_STEP = "earlier_step", _("next step of the last report")
        NEXT_STEP = "next_step", _("next step")

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="occurrences")
    source = models.CharField(max_length=20, choices=Source)
    position = models.PositiveSmallIntegerField(_("position"))
    item = models.ForeignKey(Item, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    next_step = models.ForeignKey(NextStep, null=True, blank=True, on_delete=models.PROTECT, related_name="occurrences")
    removed_at = models.DateTimeField(_("removed"), null=True, blank=True)

    class Meta:
        verbose_name = _("occurrence")
        verbose_name_plural = _("occurrences")
        ordering = ["report", "source", "position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(source="priority", item__isnull=False, next_step=None)
                | Q(source__in=["earlier_step", "next_step"], item=None, next_step__isnull=False),
                name="occurrence_is_of_one_thing",
            ),
            models.UniqueConstraint(fields=["report", "item"], name="one_occurrence_per_priority"),
            models.UniqueConstraint(fields=["report", "source", "next_step"], name="one_occurrence_per_next_step"),
        ]

    def __str__(self) -> str:
        return self.identity

    @property
    def identity(self) -> str:
        """How others refer to it: the anchor of the roadmap's item or the next step's identity."""
        return self.item.anchor if self.item_id else str(self.next_step.identity)


class Slot(models.Model):
    """The place of an answer: a question of a report, about one occurrence where it repeats.

    Answers, texts written together, threads, proposals, voices and assignments point to it. It is there whether the
    question is asked at present or not (reports.answers.opening.make_slots).
    """

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="slots")
    question = models.CharField(_("question"), max_length=60)
    occurrence = models.ForeignKey(Occurrence, null=True, blank=True, on_delete=models.CASCADE, related_name="slots")

    class Meta:
        verbose_name = _("place of an answer")
        verbose_name_plural = _("places of answers")
        ordering = ["report", "pk"]
        constraints = [
            models.UniqueConstraint("report", "question", or_none("occurrence"), name="one_slot_per_question"),
            models.CheckConstraint(condition=~Q(question=""), name="a_slot_is_of_a_question"),
        ]

    def __str__(self) -> str:
        return f"{self.question} {self.occurrence_id or ''}".strip()


class InSlot(models.Model):
    """What stands in a slot. Its report, question and occurrence are those of the slot."""

    slot = models.ForeignKey(Slot, on_delete=models.CASCADE, related_name="%(class)ss")

    class Meta:
        abstract = True

    @property
    def report(self) -> Report:
        return self.slot.report

    @property
    def question(self) -> str:
        return self.slot.question

    @property
    def occurrence(self) -> Occurrence | None:
        return self.slot.occurrence
