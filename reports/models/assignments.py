"""Who is to write what by when, and the reminders that were written of it."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from forum.models import WorkingGroup
from reports.models.report import Report
from reports.models.slots import Occurrence, Slot, or_none
from roadmaps.models import Item

NOTE_LIMIT = 1000

REMINDER_DAYS = (14, 7, 3, 1, 0)
"""So many days before the due date somebody may be reminded; who assigns chooses among them."""


def usual_reminders() -> list[int]:
    """A week before the due date, and the day before."""
    return [7, 1]


class AssignmentQuerySet(models.QuerySet):
    def current(self) -> "AssignmentQuerySet":
        """Those that nobody has ended, done or not."""
        return self.filter(ended_at=None)

    def open(self) -> "AssignmentQuerySet":
        """Those that are still to be done."""
        return self.filter(ended_at=None, done_at=None)


class Assignment(models.Model):
    """A part of a report that a working group, or a person, is asked to write.

    It is a whole section; or the question of one `slot` of it, with the question that is asked because of its answer;
    or, within the question about a priority, one strand (`item`).
    """

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="assignments")
    section = models.CharField(_("part"), max_length=60)
    slot = models.ForeignKey(Slot, null=True, blank=True, on_delete=models.CASCADE, related_name="assignments")
    item = models.ForeignKey(Item, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    group = models.ForeignKey(WorkingGroup, null=True, blank=True, on_delete=models.PROTECT, related_name="assignments")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="assignments"
    )
    due_on = models.DateField(_("due on"), null=True, blank=True)
    note = models.TextField(_("note"), max_length=NOTE_LIMIT, blank=True)
    remind_days = models.JSONField(
        _("reminders"), default=usual_reminders, blank=True, help_text=_("So many days before the due date.")
    )
    assigned_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(_("assigned"), auto_now_add=True)
    done_at = models.DateTimeField(_("done"), null=True, blank=True)
    done_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("assignment")
        verbose_name_plural = _("assignments")
        ordering = ["report", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(group=None, user__isnull=False) | Q(group__isnull=False, user=None),
                name="assignment_is_to_a_group_or_a_person",
            ),
            models.CheckConstraint(
                condition=Q(item=None) | Q(slot__isnull=False), name="assigned_strand_is_of_a_question"
            ),
            models.CheckConstraint(condition=Q(done_at__isnull=False) | Q(done_by=None), name="who_did_it_has_done_it"),
            models.UniqueConstraint(
                F("report"),
                F("section"),
                or_none("slot"),
                or_none("item"),
                or_none("group"),
                or_none("user"),
                condition=Q(ended_at=None),
                name="one_assignment_per_place_and_assignee",
            ),
        ]

    def __str__(self) -> str:
        return " ".join(part for part in (self.section, self.question, str(self.assignee)) if part)

    @property
    def question(self) -> str:
        return self.slot.question if self.slot_id else ""

    @property
    def occurrence(self) -> Occurrence | None:
        return self.slot.occurrence if self.slot_id else None

    @property
    def assignee(self):
        """The working group or the person."""
        return self.group if self.group_id else self.user

    @property
    def is_open(self) -> bool:
        return self.done_at is None and self.ended_at is None


class AssignmentReminder(models.Model):
    """That a reminder was written for one of the days on which an assignment asks for one. It is written once."""

    assignment = models.ForeignKey(Assignment, on_delete=models.CASCADE, related_name="reminders")
    day = models.DateField(_("day"), help_text=_("The day for which it was wanted."))
    written_at = models.DateTimeField(_("written"), auto_now_add=True)

    class Meta:
        verbose_name = _("reminder")
        verbose_name_plural = _("reminders")
        ordering = ["assignment", "day"]
        constraints = [models.UniqueConstraint(fields=["assignment", "day"], name="one_reminder_per_day")]

    def __str__(self) -> str:
        return f"{self.assignment_id}, {self.day}"
