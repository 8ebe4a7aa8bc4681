from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from reports.models.report import Report


class LateReminder(models.Model):
    """That the people of a late report were reminded: once a day at most, whoever asks."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="reminders")
    day = models.DateField(_("day"), default=timezone.localdate)
    sent_at = models.DateTimeField(_("sent"), default=timezone.now)
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("reminder")
        verbose_name_plural = _("reminders")
        ordering = ["-day", "pk"]
        constraints = [models.UniqueConstraint(fields=["report", "day"], name="one_reminder_a_day")]

    def __str__(self) -> str:
        return f"{self.report}, {self.day}"
