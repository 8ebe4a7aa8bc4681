from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from reports.models.report import Report
from reports.models.snapshots import Snapshot


class DueReminder(models.Model):
    """That the people of a report were reminded of its due date, before it or after: once for a day, whoever asks."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="reminders")
    day = models.DateField(_("day"), default=timezone.localdate, help_text=_("The day for which it was wanted."))
    sent_at = models.DateTimeField(_("sent"), default=timezone.now)
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("reminder")
        verbose_name_plural = _("reminders")
        ordering = ["-day", "pk"]
        constraints = [models.UniqueConstraint(fields=["report", "day"], name="one_reminder_a_day")]

    def __str__(self) -> str:
        return f"{self.report}, {self.day}"


class ReviewReminder(models.Model):
    """That the chairs who had not answered a frozen text were reminded, for one of the days that want it: once."""

    snapshot = models.ForeignKey(Snapshot, on_delete=models.CASCADE, related_name="reminders")
    day = models.DateField(_("day"), help_text=_("The day for which it was wanted."))
    written_at = models.DateTimeField(_("written"), auto_now_add=True)

    class Meta:
        verbose_name = _("reminder")
        verbose_name_plural = _("reminders")
        ordering = ["snapshot", "day"]
        constraints = [models.UniqueConstraint(fields=["snapshot", "day"], name="one_review_reminder_per_day")]

    def __str__(self) -> str:
        return f"{self.snapshot_id}, {self.day}"
