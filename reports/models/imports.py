from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from reports.models.report import Report


def file_path(instance: "ReportImport", filename: str) -> str:
    return f"imports/{instance.report.country.code}/{instance.report.campaign.year}/{filename}"


class ReportImport(models.Model):
    """A file that was read for a report: what it holds, what found no place, whether it was applied, and undone."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="imports")
    file = models.FileField(_("file"), upload_to=file_path, max_length=300)
    filename = models.CharField(_("file name"), max_length=200)
    sha256 = models.CharField(max_length=64)
    language = models.CharField(_("language"), max_length=5)
    plan = models.JSONField(_("what was found"), help_text=_("The shape is that of reports.importing.plan.Plan."))
    read_at = models.DateTimeField(_("read"), auto_now_add=True)
    read_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    applied_at = models.DateTimeField(_("applied"), null=True, blank=True)
    applied_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    outcome = models.JSONField(_("what was done"), default=dict)
    undone_at = models.DateTimeField(_("undone"), null=True, blank=True)
    undone_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    undo_outcome = models.JSONField(_("what undoing has done"), default=dict)

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        ordering = ["-read_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(undone_at=None, undone_by=None)
                | Q(undone_at__isnull=False, undone_by__isnull=False, applied_at__isnull=False),
                name="only_what_was_imported_is_undone",
            )
        ]

    def __str__(self) -> str:
        return self.filename
