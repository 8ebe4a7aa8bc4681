from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from forum.models import Country
from reports.models.report import Report
from reports.stages import LABELS, NEEDS_COMMENT, Stage


class StageChange(models.Model):
    """That a report went from one stage to another: who did it, for whom, and why. Never changed, never deleted."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="stage_changes")
    transition = models.CharField(_("transition"), max_length=30)
    from_stage = models.CharField(_("from"), max_length=20, choices=Stage)
    to_stage = models.CharField(_("to"), max_length=20, choices=Stage)
    at = models.DateTimeField(_("at"), default=timezone.now)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("by"), null=True, on_delete=models.PROTECT, related_name="+"
    )
    by_name = models.CharField(_("name"), max_length=200, blank=True, help_text=_("As it was written on that day."))
    on_behalf_of = models.ForeignKey(
        Country,
        verbose_name=_("on behalf of"),
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_("The country; empty for the Alliance."),
    )
    comment = models.TextField(_("reason"), blank=True)

    class Meta:
        verbose_name = _("change of stage")
        verbose_name_plural = _("changes of stage")
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(transition__in=sorted(LABELS)), name="stage_change_is_in_the_table"),
            models.CheckConstraint(
                condition=~Q(transition__in=NEEDS_COMMENT) | ~Q(comment=""), name="a_step_back_has_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.report}: {self.from_stage} › {self.to_stage}"
