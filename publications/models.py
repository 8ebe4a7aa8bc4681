from dataclasses import dataclass

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


@dataclass(frozen=True)
class Wanted:
    """One file of a bulk export."""

    report: int
    language: str
    format: str


class BulkExport(models.Model):
    """An export of several reports. The queue makes one file after the other; `tried` says how far it is.

    `selection` holds the keys of the reports, the languages and the formats, in the order of the work. `failed` holds
    the files that could not be made, each with its reason. `heartbeat_at` tells a worker at work from one that ended.
    """

    class State(models.TextChoices):
        QUEUED = "queued", _("waiting")
        RUNNING = "running", _("running")
        DONE = "done", _("finished")
        CANCELLED = "cancelled", pgettext_lazy("export", "cancelled")
        FAILED = "failed", _("failed")

    by = models.ForeignKey(settings.AUTH_USER_MODEL, verbose_name=_("by"), on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(_("started"), default=timezone.now)
    selection = models.JSONField(_("selection"))
    total = models.PositiveIntegerField(_("files"))
    tried = models.PositiveIntegerField(_("files tried"), default=0)
    failed = models.JSONField(_("failed"), default=list)
    state = models.CharField(_("state"), max_length=20, choices=State, default=State.QUEUED)
    heartbeat_at = models.DateTimeField(_("last sign of life"), default=timezone.now)
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)
    file = models.FileField(_("file"), upload_to="bulk", max_length=200, blank=True)

    class Meta:
        verbose_name = _("export of several reports")
        verbose_name_plural = _("exports of several reports")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["queued", "running", "done", "cancelled", "failed"]),
                name="bulk_export_state_is_known",
            ),
            models.CheckConstraint(condition=Q(tried__lte=F("total")), name="no_more_files_than_were_asked_for"),
            models.CheckConstraint(condition=Q(file="") | Q(state="done"), name="only_a_finished_export_has_a_file"),
        ]

    def __str__(self) -> str:
        return f"{self.created_at:%Y-%m-%d} ({self.total})"

    @property
    def wanted(self) -> list[Wanted]:
        """Every file, in the order in which they are made."""
        return [
            Wanted(report, language, format)
            for report in self.selection["reports"]
            for language in self.selection["languages"]
            for format in self.selection["formats"]
        ]

    @property
    def done(self) -> int:
        """How many files are made."""
        return self.tried - len(self.failed)

    @property
    def is_under_way(self) -> bool:
        return self.state in UNDER_WAY


UNDER_WAY = (BulkExport.State.QUEUED, BulkExport.State.RUNNING)
